"""A forgotten password: a new one by the recovery sheet, without any network."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop_app.config import Config
from desktop_app.text import _
from desktop_app.ui.first.login import OFFICE_TROUBLES, unlock_desk
from desktop_app.ui.first.passwords import NewPassword
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets.buttons import primary, quiet
from desktop_app.ui.widgets.fields import required, text_field

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


def recovered_desk(config: Config, name: str, code: str, password: str) -> "Desk":
    """The desk after giving the account a new password. For a lane."""
    from desktop_app.actions import access

    access.recover(config, name, code, password)
    return unlock_desk(config, name, password)


class RecoverScreen(Sheet):
    """Account, recovery code, new password."""

    entered = Signal(object)
    troubled = Signal(Exception)
    back = Signal()

    def __init__(self, config: Config, jobs: Jobs, *, account: str = "") -> None:
        super().__init__(
            _("New password"),
            _("Take the recovery sheet that was printed when the office was set up."),
        )
        self._config, self._jobs = config, jobs
        self.account = text_field(_("Account name"), value=account)
        self.code = text_field(
            _("Recovery code"), _("As it stands on the sheet; capitals and dashes do not matter.")
        )
        self.password = NewPassword()
        for part in (self.account, self.code, self.password):
            self.body.addWidget(part)
        self.leave = quiet(_("Back"), self.back.emit, icon_name="arrow-left")
        self.save = primary(_("Save the new password and log in"), self.recover)
        self.buttons.addWidget(self.leave)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.save)
        self.password.again.control.returnPressed.connect(self.recover)
        (self.code if account else self.account).control.setFocus()

    def recover(self) -> None:
        """Ask for the new password to be set."""
        missing = required(
            {
                self.account: _("Type your account name."),
                self.code: _("Type the code from the recovery sheet."),
            }
        )
        if missing:
            missing.control.setFocus()
            return
        password = self.password.value()
        if not password:
            return
        name, code = self.account.control.text().strip(), self.code.control.text()
        self.busy(True, self.save, self.leave, self.account, self.code, self.password)
        self._jobs.write(
            self,
            lambda: recovered_desk(self._config, name, code, password),
            self._came_in,
            failed=self._refused,
        )

    def _came_in(self, desk: "Desk") -> None:
        self.busy(False)
        self.entered.emit(desk)

    def _refused(self, error: Exception) -> None:
        self.busy(False)
        rule = getattr(error, "rule", "")
        if rule in OFFICE_TROUBLES:
            self.troubled.emit(error)
        elif rule == "wrong_recovery_code":
            self.code.say(sentence(error))
            self.code.control.setFocus()
        elif rule == "account_unknown":
            self.account.say(sentence(error))
            self.account.control.setFocus()
        else:
            self.say(sentence(error))
