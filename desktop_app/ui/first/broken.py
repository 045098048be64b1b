"""The page of an office that cannot be opened: what happened, what is safe, what to do."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal

from desktop_app.config import Config
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.dialogs.ask import sure
from desktop_app.ui.first.sheet import Sheet
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary, quiet


def automatic_backups(folder: Path) -> list[tuple[Path, datetime]]:
    """The automatic copies on this PC, the newest first, none of them opened. For a lane."""
    from desktop_app.store import backup

    return [(known.path, known.made_at) for known in backup.automatic(folder)]


class BrokenScreen(Sheet):
    """Never an empty start: the data is left as it is until somebody decides."""

    again = Signal()
    restore = Signal(object)
    """A backup file to begin with (Path), or None."""
    adopted = Signal()
    """Somebody decided to go on with the data that is here."""

    def __init__(self, config: Config, jobs: Jobs, what: str, *, may_adopt: bool = False) -> None:
        super().__init__(_("The office cannot be opened"), width=680)
        self._config = config
        self.message.say(what, "block")
        self.body.addWidget(self.message)
        for name, text in (
            (
                _("What is safe"),
                _(
                    "Nothing was deleted or changed. The damaged data stays where it is, and your "
                    "backups are untouched. Please do not delete anything in this folder: {folder}"
                ).format(folder=config.data),
            ),
            (
                _("What to do"),
                _(
                    "Restart the PC and try again. If that does not help, restore from the newest "
                    "backup; you need the recovery sheet for it."
                ),
            ),
        ):
            self.body.addWidget(texts.heading(name))
            self.body.addWidget(texts.paragraph(text))
        self.backups = texts.paragraph("", "muted")
        self.body.addWidget(self.backups)
        self.retry = button(_("Try again"), self.again.emit, icon_name="refresh-cw")
        self.recover = primary(_("Restore from a backup"), self._restore, icon_name="history")
        self.adopt = quiet(_("Go on with this data…"), self._adopt)
        self.adopt.setVisible(may_adopt)
        self.buttons.addWidget(self.retry)
        self.buttons.addWidget(self.adopt)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.recover)
        self._newest: Path | None = None
        jobs.read(self, lambda _stop: automatic_backups(config.data), self._found)

    def _found(self, backups: list[tuple[Path, datetime]]) -> None:
        if not backups:
            self.backups.setText(
                _("There is no automatic backup on this PC. Look for one on your USB stick.")
            )
            return
        self._newest, at = backups[0]
        self.backups.setText(
            _("The newest automatic backup on this PC is from {when} ({ago}).").format(
                when=shown.moment(at), ago=shown.ago(at, self._config.now())
            )
        )

    def _adopt(self) -> None:
        text = _(
            "The last things written may be missing for good. Choose this only where no newer "
            "backup and no other copy can be found."
        )
        if sure(self, _("Go on with the data that is here?"), text, _("Go on")):
            self.adopted.emit()

    def _restore(self) -> None:
        self.restore.emit(self._newest)
