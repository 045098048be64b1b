"""Everything before a desk is open: which screen comes after which.

Nothing of the office's machinery, and no screen that may not be needed, is imported before it is
asked for: the first picture must stand at once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_app.config import Config
from desktop_app.text import _
from desktop_app.ui.first.login import LoginScreen, read_ahead
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import sentence

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.ui.first.choices import FirstScreen
    from desktop_app.ui.first.wizard import Wizard


def folder_state(folder: Path) -> str:
    """``absent``, ``office`` or ``broken``.

    A database that is there asks for a log-in, which looks closer; only where it is not, the
    store is loaded to tell a new PC from a damaged office.
    """
    database = folder / "office.db"
    if database.is_file() and database.stat().st_size:
        return "office"
    from desktop_app.store.opening import looks_like_office

    return looks_like_office(folder)


def practice_desk(config: Config) -> "Desk":
    """The practice office with its clerk. For a lane: making it takes some seconds."""
    from desktop_app.actions import practice

    return read_ahead(practice.open_practice(config))


class Beginning(QStackedWidget):
    """One screen at a time; ``entered`` brings the opened desk."""

    entered = Signal(object)
    looked = Signal(str, str)
    """Another language or theme is wanted."""

    def __init__(self, config: Config, jobs: Jobs) -> None:
        super().__init__()
        self._config, self._jobs = config, jobs
        self._wizard: Wizard | None = None

    def begin(self) -> None:
        """Show what the data folder asks for."""
        state = folder_state(self._config.data)
        if state == "absent":
            self.show_first()
        elif state == "office":
            self.show_login()
        else:
            self.show_broken(_("The data of this office is incomplete or damaged."))

    @property
    def shown(self) -> Sheet | None:
        """What is on screen."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Sheet) else None

    def _put(self, screen: Sheet) -> None:
        self.clear()
        first = screen.focusWidget()
        self.addWidget(screen)
        self.setCurrentWidget(screen)
        if first:  # asked for before there was a window to have the focus
            first.setFocus()
        screen.looked.connect(self.looked)

    def clear(self) -> None:
        """Nothing on screen; a wizard that was left closes the office it made."""
        if self._wizard and (desk := self._wizard.unfinished):
            self._jobs.write(self, desk.close)
        self._wizard = None
        while before := self.currentWidget():
            self.removeWidget(before)
            before.deleteLater()

    def show_first(self) -> None:
        """The three ways to begin."""
        from desktop_app.ui.first.choices import FirstScreen

        screen = FirstScreen()
        ways: dict[str, Callable[[], None]] = {
            "set_up": self.show_wizard,
            "restore": self.show_restore,
            "practice": lambda: self._practise(screen),
        }
        screen.chosen.connect(lambda way: ways[way]())
        self._put(screen)

    def show_wizard(self) -> None:
        """Setting up an office."""
        from desktop_app.ui.first.wizard import Wizard

        screen = Wizard(self._config, self._jobs)
        screen.entered.connect(self.entered)
        screen.back.connect(self.begin)
        self._put(screen)
        self._wizard = screen

    def show_login(self, locked_for: str = "", *, adopting: bool = False) -> None:
        """Name and password; for one name, where that person's desk is only locked."""
        screen = LoginScreen(self._config, self._jobs, locked_for=locked_for, adopting=adopting)
        screen.entered.connect(self.entered)
        screen.troubled.connect(self._troubled)
        screen.forgotten.connect(lambda: self._recover(screen.account.control.text()))
        self._put(screen)

    def _recover(self, account: str) -> None:
        from desktop_app.ui.first.recover import RecoverScreen

        screen = RecoverScreen(self._config, self._jobs, account=account)
        screen.entered.connect(self.entered)
        screen.troubled.connect(self._troubled)
        screen.back.connect(self.begin)
        self._put(screen)

    def show_restore(self, file: Path | None = None) -> None:
        """Back from a backup, perhaps from one already known."""
        from desktop_app.ui.first.restore import RestoreScreen

        screen = RestoreScreen(self._config, self._jobs, file=file)
        screen.entered.connect(self.entered)
        screen.back.connect(self.begin)
        self._put(screen)

    def _troubled(self, error: Exception) -> None:
        """Only where whole data and its mark do not fit can somebody decide to go on."""
        rule = getattr(error, "rule", "")
        self.show_broken(sentence(error), may_adopt=rule in ("rolled_back", "mark_missing"))

    def show_broken(self, what: str, *, may_adopt: bool = False) -> None:
        """What happened to the office, and the ways out."""
        from desktop_app.ui.first.broken import BrokenScreen

        screen = BrokenScreen(self._config, self._jobs, what, may_adopt=may_adopt)
        screen.again.connect(self.begin)
        screen.adopted.connect(lambda: self.show_login(adopting=True))
        screen.restore.connect(self.show_restore)
        self._put(screen)

    def practise(self) -> None:
        """The practice office, prepared in front of the three ways."""
        self.show_first()
        if screen := self.currentWidget():
            self._practise(screen)  # type: ignore[arg-type]

    def _practise(self, screen: "FirstScreen") -> None:
        screen.busy(True, *screen.ways.values())
        screen.lead.setText(_("The practice office is being prepared. This takes a few seconds."))

        def failed(error: Exception) -> None:
            screen.busy(False)
            screen.say(sentence(error))

        self._jobs.write(
            screen, lambda: practice_desk(self._config), self.entered.emit, failed=failed
        )

    def again(self) -> None:
        """The same screen anew, in the language spoken now."""
        if self._wizard:
            self.show_wizard()
        else:
            self.begin()
