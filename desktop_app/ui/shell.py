"""The one window and what it shows: a way to begin, the log-in, a desk, or what is broken.

Nothing of the office's machinery is imported here before a lane does it: the first picture must
stand at once.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from desktop_app import text
from desktop_app.config import Config
from desktop_app.store import presence
from desktop_app.text import _
from desktop_app.ui import preferences, theme
from desktop_app.ui.changes import Changes
from desktop_app.ui.first.broken import BrokenScreen
from desktop_app.ui.first.choices import FirstScreen
from desktop_app.ui.first.login import LoginScreen, read_ahead
from desktop_app.ui.first.recover import RecoverScreen
from desktop_app.ui.first.restore import RestoreScreen
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.first.wizard import Wizard
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


def practice_desk(config: Config) -> "Desk":
    """The practice office with its clerk. For a lane: making it takes some seconds."""
    from desktop_app.actions import practice

    return read_ahead(practice.open_practice(config))


def without_practice(config: Config) -> None:
    """Delete the practice office. For a lane."""
    from desktop_app.actions import practice

    practice.delete_practice(config)


class Shell(QMainWindow):
    """Knows which screen comes after which, and owns the lanes."""

    def __init__(self, app: QApplication, config: Config, look: str) -> None:
        super().__init__()
        self._app, self._config, self._look = app, config, look
        self.changes = Changes(self)
        self.jobs = Jobs(self.changes, self)
        self.desk: Desk | None = None
        self.frame: DeskFrame | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowTitle("Loket Desa")
        self.resize(1280, 720)
        self.setMinimumSize(900, 600)

    def begin(self, *, practice: bool = False) -> None:
        """Show what the data folder asks for."""
        if practice:
            self._first().chosen.emit("practice")
            return
        state = presence.looks_like_office(self._config.data)
        if state == "absent":
            self._first()
        elif state == "office":
            self._login()
        else:
            self._broken(_("The data of this office is incomplete or damaged."))

    def warm_up(self) -> None:
        """Load the machinery in the background, after the first picture stands."""
        self.jobs.read(self, lambda _stop: warm_imports(), lambda _none: None)

    # --- screens -----------------------------------------------------------------------------

    @property
    def screen_shown(self) -> QWidget | None:
        """What is on screen now."""
        return self._stack.currentWidget()

    def _put(self, screen: QWidget) -> None:
        """Show the screen; the one before goes, except a desk that is only locked."""
        before = self._stack.currentWidget()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        if before and before is not self.frame:
            self._stack.removeWidget(before)
            before.deleteLater()
        if isinstance(screen, Sheet):
            screen.looked.connect(self.change_look)

    def _first(self) -> FirstScreen:
        screen = FirstScreen()
        ways = {"set_up": self._wizard, "restore": self._restore, "practice": self._practise}
        screen.chosen.connect(lambda way: ways[way]())
        self._put(screen)
        return screen

    def _wizard(self) -> None:
        screen = Wizard(self._config, self.jobs)
        screen.entered.connect(self.enter)
        screen.back.connect(self._first)
        screen.spoken.connect(self._speak_in_wizard)
        self._put(screen)

    def _speak_in_wizard(self, language: str) -> None:
        self._speak(language)
        self._wizard()

    def _login(self, locked_for: str = "") -> None:
        screen = LoginScreen(self._config, self.jobs, locked_for=locked_for)
        screen.entered.connect(self.enter)
        screen.troubled.connect(lambda error: self._broken(sentence(error)))
        screen.forgotten.connect(lambda: self._recover(screen.account.control.text()))
        self._put(screen)

    def _recover(self, account: str) -> None:
        screen = RecoverScreen(self._config, self.jobs, account=account)
        screen.entered.connect(self.enter)
        screen.troubled.connect(lambda error: self._broken(sentence(error)))
        screen.back.connect(self.begin)
        self._put(screen)

    def _restore(self, file: Path | None = None) -> None:
        screen = RestoreScreen(self._config, self.jobs, file=file)
        screen.entered.connect(self.enter)
        screen.back.connect(self.begin)
        self._put(screen)

    def _broken(self, what: str) -> None:
        self._leave_desk()
        screen = BrokenScreen(self._config, self.jobs, what)
        screen.again.connect(self._login)
        screen.restore.connect(self._restore)
        self._put(screen)

    def _practise(self) -> None:
        screen = self._stack.currentWidget()
        assert isinstance(screen, FirstScreen)  # noqa: S101 - only it offers this
        screen.busy(True, *screen.ways.values())
        screen.lead.setText(_("The practice office is being prepared. This takes a few seconds."))

        def failed(error: Exception) -> None:
            screen.busy(False)
            screen.say(sentence(error))

        self.jobs.write(screen, lambda: practice_desk(self._config), self.enter, failed=failed)

    # --- the desk ----------------------------------------------------------------------------

    def enter(self, desk: "Desk") -> None:
        """Show the desk; the same person comes back to it as it was left."""
        if self.frame and self.desk and self.desk.account == desk.account:
            self.jobs.write(self, desk.close)
            self._put(self.frame)
            self.frame.awake()
            return
        self._leave_desk()
        self._open(desk)

    def _open(self, desk: "Desk", page: str = "home") -> None:
        from desktop_app.ui.window import DeskFrame

        frame = DeskFrame(desk, self.jobs, self.changes)
        frame.locked.connect(self.lock)
        frame.left.connect(self.log_out)
        frame.looked.connect(self.change_look)
        frame.practice_over.connect(self.end_practice)
        self._put(frame)
        self.desk, self.frame = desk, frame
        frame.show_page(page)

    def lock(self) -> None:
        """Hide the desk behind the log-in; nothing typed is lost."""
        if self.desk and self.frame and self.screen_shown is self.frame:
            self._login(self.desk.account)

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
            self.frame.shut()
            self._stack.removeWidget(self.frame)
            self.frame.deleteLater()
        if self.desk:
            self.jobs.write(self, self.desk.close)
        self.frame = self.desk = None

    # --- look --------------------------------------------------------------------------------

    def change_look(self, what: str, value: str) -> None:
        """Another language or theme, at once; an empty value means the other one."""
        if what == "language":
            others = [code for code in text.LANGUAGES if code != text.language()]
            self._speak(value or others[0])
            self._again()
        else:
            others = [name for name in theme.THEMES if name != self._look]
            self._look = value or others[0]
            theme.apply(self._app, self._look)
            self._remember()

    def _speak(self, language: str) -> None:
        text.use(language)
        self._remember()

    def _remember(self) -> None:
        chosen = preferences.Preferences(text.language(), self._look)
        self.jobs.write(self, lambda: preferences.save(self._config.data, chosen))

    def _again(self) -> None:
        """Build what is on screen anew, in the language spoken now."""
        if self.frame and self.screen_shown is self.frame and self.desk:
            page, desk, frame = self.frame.page_shown, self.desk, self.frame
            self.frame = None
            frame.shut()
            self._open(desk, page)
        elif self.desk:
            self._login(self.desk.account)
        else:
            self.begin()

    # --- the end -----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the office in its lane; what was begun is finished first."""
        self._leave_desk()
        screen = self._stack.currentWidget()
        if isinstance(screen, Wizard) and screen.unfinished:
            self.jobs.write(self, screen.unfinished.close)
        super().closeEvent(event)

    def shut(self) -> None:
        """Wait for the lanes. Call before the application object goes."""
        self.jobs.stop()
