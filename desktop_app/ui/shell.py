"""The one window: a beginning, or a desk, and the look of both."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from desktop_app import text
from desktop_app.config import Config
from desktop_app.ui import preferences, theme
from desktop_app.ui.beginning import Beginning
from desktop_app.ui.changes import Changes
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import sentence

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.ui.window import DeskFrame


def warm_imports() -> None:
    """Import what the first action will need, while the person is typing the password."""
    import desktop_app.actions.access
    import desktop_app.actions.finding
    import desktop_app.ui.window  # noqa: F401


def without_practice(config: Config) -> None:
    """Delete the practice office. For a lane."""
    from desktop_app.actions import practice

    practice.delete_practice(config)


class Shell(QMainWindow):
    """Owns the lanes and the open desk."""

    def __init__(self, app: QApplication, config: Config, look: str) -> None:
        super().__init__()
        self._app, self._config, self._look = app, config, look
        self.changes = Changes(self)
        self.jobs = Jobs(self.changes, self)
        self.desk: Desk | None = None
        self.frame: DeskFrame | None = None
        self.beginning = Beginning(config, self.jobs)
        self.beginning.entered.connect(self.enter)
        self.beginning.looked.connect(self.change_look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.beginning)
        self.setCentralWidget(self._stack)
        self.setWindowTitle("Loket Desa")
        self.resize(1280, 720)
        self.setMinimumSize(900, 600)

    def begin(self, *, practice: bool = False) -> None:
        """Show what the data folder asks for, or the practice office."""
        if practice:
            self.beginning.practise()
        else:
            self.beginning.begin()
        self._stack.setCurrentWidget(self.beginning)

    def warm_up(self) -> None:
        """Load the machinery in the background, after the first picture stands."""
        self.jobs.read(self, lambda _stop: warm_imports(), lambda _none: None)

    @property
    def at_desk(self) -> bool:
        """Whether a desk is on screen, neither locked nor closed."""
        return self.frame is not None and self._stack.currentWidget() is self.frame

    # --- the desk ----------------------------------------------------------------------------

    def enter(self, desk: "Desk") -> None:
        """Show the desk; the same person comes back to it as it was left."""
        if self.frame and self.desk and self.desk.account == desk.account:
            self.jobs.write(self, desk.close)
            self._stack.setCurrentWidget(self.frame)
            self.frame.awake()
        else:
            self._leave_desk()
            self._open(desk, "home")
        self.beginning.clear()

    def _open(self, desk: "Desk", page: str) -> None:
        from desktop_app.ui.window import DeskFrame

        frame = DeskFrame(desk, self.jobs, self.changes)
        frame.locked.connect(self.lock)
        frame.left.connect(self.log_out)
        frame.looked.connect(self.change_look)
        frame.practice_over.connect(self.end_practice)
        self._stack.addWidget(frame)
        self._stack.setCurrentWidget(frame)
        self.desk, self.frame = desk, frame
        frame.show_page(page)

    def lock(self) -> None:
        """Hide the desk behind the log-in; nothing typed is lost."""
        if self.at_desk and self.desk and not self.desk.office.practice:
            self.beginning.show_login(self.desk.account)
            self._stack.setCurrentWidget(self.beginning)

    def log_out(self) -> None:
        """Leave the desk for somebody else."""
        self._leave_desk()
        self.begin()

    def end_practice(self) -> None:
        """Delete the practice office and go back to the beginning."""
        self._leave_desk()
        self.jobs.write(self, lambda: without_practice(self._config), lambda _none: self.begin())

    def _leave_desk(self) -> None:
        if self.frame:
            self._drop_frame(self.frame)
        if self.desk:
            self.jobs.close_after(self, self.desk.close)
        self.frame = self.desk = None

    def _drop_frame(self, frame: "DeskFrame") -> None:
        frame.shut()
        self._stack.removeWidget(frame)
        frame.deleteLater()

    def trouble(self, error: Exception) -> None:
        """Say an error where the person looks now."""
        if self.at_desk and self.frame:
            self.frame.context.notices.trouble(error)
        elif screen := self.beginning.shown:
            screen.busy(False)
            screen.say(sentence(error))

    # --- look --------------------------------------------------------------------------------

    def change_look(self, what: str, value: str) -> None:
        """Another language or theme, at once; an empty value means the other one."""
        if what == "theme":
            others = [name for name in theme.THEMES if name != self._look]
            self._look = value or others[0]
            theme.apply(self._app, self._look)
        else:
            others = [code for code in text.LANGUAGES if code != text.language()]
            text.use(value or others[0])
            self._speak_anew()
        chosen = preferences.Preferences(text.language(), self._look)
        self.jobs.write(self, lambda: preferences.save(self._config.data, chosen))

    def _speak_anew(self) -> None:
        """Build what is on screen anew. A locked desk is left: its log-in comes again."""
        if self.at_desk and self.frame and self.desk:
            desk, before, page = self.desk, self.frame, self.frame.page_shown
            self._drop_frame(before)
            self._open(desk, page)
        else:
            self._leave_desk()
            self.beginning.again()

    # --- the end -----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the office in its lane; what was begun is finished first."""
        self.beginning.clear()
        self._leave_desk()
        super().closeEvent(event)

    def shut(self) -> None:
        """Wait for the lanes. Call before the application object goes."""
        self.jobs.stop()
