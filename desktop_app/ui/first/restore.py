"""Back from a backup: which file, the recovery code, a new password."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop_app.config import Config
from desktop_app.text import _
from desktop_app.ui.first.login import read_ahead
from desktop_app.ui.first.passwords import NewPassword
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets.buttons import primary, quiet
from desktop_app.ui.widgets.fields import required, text_field
from desktop_app.ui.widgets.files import FileField

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


def restored_desk(config: Config, file: Path, code: str, account: str, password: str) -> "Desk":
    """The office brought back, opened. For a lane."""
    from desktop_app.actions import keeping

    return read_ahead(keeping.restore(config, file, code, account, password))


class RestoreScreen(Sheet):
    """Everything that is needed to bring an office back."""

    entered = Signal(object)
    back = Signal()

    def __init__(self, config: Config, jobs: Jobs, *, file: Path | None = None) -> None:
        super().__init__(
            _("Restore from a backup"),
            _(
                "The office stands afterwards as it was when the backup was made. "
                "What lies on this PC now is set aside and not deleted."
            ),
        )
        self._config, self._jobs = config, jobs
        self.file = FileField(
            _("Backup file"),
            _("Choose the backup file"),
            kinds="Loket Desa (*.loket-backup *)",
            chosen=file,
        )
        self.code = text_field(
            _("Recovery code"), _("As it stands on the sheet; capitals and dashes do not matter.")
        )
        self.account = text_field(
            _("Account name"), _("Leave empty for the first administrator of the office.")
        )
        self.password = NewPassword()
        for part in (self.file, self.code, self.account, self.password):
            self.body.addWidget(part)
        self.leave = quiet(_("Back"), self.back.emit, icon_name="arrow-left")
        self.go = primary(_("Restore the office"), self.restore, icon_name="history")
        self.buttons.addWidget(self.leave)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.go)
        self.password.again.control.returnPressed.connect(self.restore)

    def restore(self) -> None:
        """Check what was typed and start."""
        missing = required(
            {
                self.file: _("Choose the backup file first."),
                self.code: _("Type the code from the recovery sheet."),
            }
        )
        if missing:
            missing.control.setFocus()
            return
        password = self.password.value()
        if not password:
            return
        file, code = self.file.path(), self.code.control.text()
        account = self.account.control.text().strip()
        parts = (self.go, self.leave, self.file, self.code, self.account, self.password)
        self.busy(True, *parts)
        self._jobs.write(
            self,
            lambda: restored_desk(self._config, file, code, account, password),
            self._came_in,
            failed=self._refused,
        )

    def _came_in(self, desk: "Desk") -> None:
        self.busy(False)
        self.entered.emit(desk)

    def _refused(self, error: Exception) -> None:
        self.busy(False)
        fields = {
            "wrong_recovery_code": self.code,
            "account_unknown": self.account,
            "backup_unreadable": self.file,
            "file_unreadable": self.file,
        }
        field = fields.get(getattr(error, "rule", ""))
        if field:
            field.say(sentence(error))
            field.control.setFocus()
        else:
            self.say(sentence(error))
