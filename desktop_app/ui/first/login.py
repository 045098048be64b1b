"""Coming in by name and password. The wait after wrong tries passes in a lane, never here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop_app.config import Config
from desktop_app.text import _
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets.buttons import primary, quiet
from desktop_app.ui.widgets.fields import required, text_field

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

#: Troubles of the office itself, which its own page tells, not a line under the password.
OFFICE_TROUBLES = frozenset(
    (
        "damaged",
        "truncated",
        "empty",
        "rolled_back",
        "mark_missing",
        "newer_version",
        "office_absent",
    )
)


def unlock_desk(config: Config, account: str, password: str) -> "Desk":
    """The desk for this account, its office already read. For a lane, not the main thread."""
    from desktop_app.actions import access

    return read_ahead(access.unlock(config, account, password, record=True))


def adopt_desk(config: Config, account: str, password: str) -> "Desk":
    """The same where mark and data do not fit, as somebody decided. For a lane."""
    from desktop_app.actions import keeping

    return read_ahead(keeping.adopt(config, account, password))


def read_ahead(desk: "Desk") -> "Desk":
    """The same desk after reading what the window shows at once, so that showing needs no disk."""
    _read = desk.office
    return desk


class LoginScreen(Sheet):
    """Name, password, *Masuk*. ``locked_for`` fills in who left the desk; with ``adopting`` the
    office is opened as it is, although something of it is missing.
    """

    entered = Signal(object)
    """The opened Desk."""
    troubled = Signal(Exception)
    """The office cannot be opened, whatever the password."""
    forgotten = Signal()

    def __init__(
        self, config: Config, jobs: Jobs, *, locked_for: str = "", adopting: bool = False
    ) -> None:
        lead = _("Welcome. Please log in.")
        if locked_for:
            lead = _("The screen was locked. What you typed is kept.")
        elif adopting:
            lead = _("Log in to go on with the data that is here.")
        self._open = adopt_desk if adopting else unlock_desk
        super().__init__(_("Log in"), lead, width=480)
        self._config, self._jobs = config, jobs
        self.account = text_field(_("Account name"), value=locked_for)
        self.password = text_field(_("Password"), secret=True)
        self.body.addWidget(self.account)
        self.body.addWidget(self.password)
        self.enter = primary(_("Log in"), self.log_in, icon_name="log-in")
        self.forgot = quiet(_("Forgot the password?"), self.forgotten.emit)
        self.buttons.addWidget(self.enter, 1)
        self.buttons.addWidget(self.forgot)
        self.account.control.returnPressed.connect(self.password.control.setFocus)
        self.password.control.returnPressed.connect(self.log_in)
        (self.password if locked_for else self.account).control.setFocus()

    def log_in(self) -> None:
        """Try the name and the password."""
        missing = required(
            {
                self.account: _("Type your account name."),
                self.password: _("Type your password."),
            }
        )
        if missing:
            missing.control.setFocus()
            return
        name, password = self.account.control.text().strip(), self.password.control.text()
        self.busy(True, self.enter, self.account, self.password, self.forgot)
        self._jobs.write(
            self,
            lambda: self._open(self._config, name, password),
            self._came_in,
            failed=self._refused,
        )

    def _came_in(self, desk: "Desk") -> None:
        self.busy(False)
        self.password.control.clear()
        self.entered.emit(desk)

    def _refused(self, error: Exception) -> None:
        self.busy(False)
        if getattr(error, "rule", "") in OFFICE_TROUBLES:
            self.troubled.emit(error)
            return
        self.say(sentence(error))
        self.password.control.selectAll()
        self.password.control.setFocus()
