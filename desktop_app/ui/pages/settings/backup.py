"""Copies of the office: one now, and when the last one was made."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ask import sure
from desktop_app.ui.dialogs.recovery import RecoveryDialog
from desktop_app.ui.foot import figures
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.copies import AutomaticCopies
from desktop_app.ui.pages.settings.tab import LEFT, Tab
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.files import choose_target

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.finding import Figures
    from desktop_app.actions.keeping import BackedUp
    from desktop_app.actions.office import Recovery


def backed_up(desk: "Desk", path: Path) -> "BackedUp":
    """An encrypted copy, opened and counted. For a lane."""
    from desktop_app.actions import keeping

    return keeping.back_up(desk, path)


def renewed(desk: "Desk") -> "Recovery":
    """A new recovery code and its sheet. For a lane."""
    from desktop_app.actions import office

    return office.renew_recovery(desk)


class BackupTab(Tab):
    """The button, the age of the last copy, and how to come back from one."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        panel = texts.Panel(
            _("Backup"),
            _(
                "Put a copy on a USB stick regularly and keep it away from this PC. The copy is "
                "locked; only the recovery sheet opens it."
            ),
        )
        self.last = texts.label("", "heading")
        panel.body.addWidget(self.last)
        self.make = primary(
            _("Back up now…"), self._choose, icon_name="hard-drive", shortcut="Ctrl+B"
        )
        panel.body.addWidget(self.make, 0, LEFT)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        panel.body.addWidget(self.bar)
        panel.body.addWidget(self.message)
        self.column.addWidget(panel)
        self.copies = AutomaticCopies(context)
        self.column.addWidget(self.copies)
        if context.desk.may("users"):
            self.column.addWidget(self._sheet())
        back = texts.Panel(
            _("Back from a copy"),
            _(
                "On a new PC choose Restore from a backup on the first screen. On this PC the "
                "same is offered by itself when the data cannot be opened."
            ),
        )
        self.column.addWidget(back)

    def _sheet(self) -> texts.Panel:
        panel = texts.Panel(
            _("Recovery sheet"),
            _(
                "If the sheet was lost, or somebody saw it, make a new one. The old code opens "
                "this office no more; backups made before keep the old code."
            ),
        )
        self.renew = button(_("Make a new recovery sheet…"), self._renew, icon_name="key-round")
        panel.body.addWidget(self.renew, 0, LEFT)
        return panel

    def _renew(self) -> None:
        title = _("Make a new recovery sheet?")
        if sure(self, title, _("The code on the old sheet opens this office no more."), _("Make")):
            desk, jobs = self.context.desk, self.context.jobs
            jobs.write(self, lambda: renewed(desk), self._tell, failed=self._failed)

    def _tell(self, recovery: "Recovery") -> None:
        RecoveryDialog(self, self.context.jobs, recovery).exec()

    def refresh(self) -> None:
        """Read when the last copy was made."""
        self.copies.refresh()
        desk, jobs = self.context.desk, self.context.jobs
        jobs.read(self, lambda _stop: figures(desk), self._show, topic="last")

    def _show(self, read: "Figures") -> None:
        last: datetime | None = read.last_backup
        self.last.setText(
            _("Last backup: {when} ({ago})").format(
                when=shown.moment(last), ago=shown.ago(last, self.context.desk.config.now())
            )
            if last
            else _("There is no backup yet.")
        )

    def _choose(self) -> None:
        name = f"cadangan-{self.context.desk.config.today():%Y-%m-%d}.loket-backup"
        path = choose_target(
            self, _("Where to put the backup"), name, "Loket Desa (*.loket-backup)"
        )
        if path:
            self.make_backup(path)

    def make_backup(self, path: Path) -> None:
        """Write the copy there, beside other work."""
        desk = self.context.desk
        self.make.setEnabled(False)
        self.bar.show()
        self.context.jobs.long(
            self,
            lambda _step, _stop: backed_up(desk, path),
            self._made,
            failed=self._failed,
            changes=("backups",),
        )

    def _made(self, made: "BackedUp") -> None:
        self._over()
        people = n_("{n} person", "{n} people", made.workers).format(n=shown.number(made.workers))
        self.message.say(
            _("The backup stands and was checked: {people} in {file}.").format(
                people=people, file=made.path
            ),
            "done",
        )

    def _failed(self, error: Exception) -> None:
        self._over()
        self.message.say(sentence(error), "block")

    def _over(self) -> None:
        self.make.setEnabled(True)
        self.bar.hide()
