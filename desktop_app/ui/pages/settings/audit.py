"""What was done, by whom and when; and whether anybody changed that record."""

from typing import TYPE_CHECKING

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.tab import LEFT, Tab
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.table import Row, Table
from desktop_app.wording.acts import act_word
from desktop_app.wording.words import field_name

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.domain.findings import Refused
    from desktop_app.domain.journal import JournalEntry

#: So many of the latest acts are shown.
SHOWN = 500


def latest(desk: "Desk") -> list[Row]:
    """The latest acts as rows. For a lane."""
    from desktop_app.actions import keeping

    return [_row(entry) for entry in keeping.audit_trail(desk, SHOWN)]


def verified(desk: "Desk") -> "list[Refused]":
    """What is wrong with the record. For a lane."""
    from desktop_app.actions import keeping

    return keeping.verify_audit(desk)


def _row(entry: "JournalEntry") -> Row:
    fields = ", ".join(dict.fromkeys(field_name(c.field) for c in entry.changes))
    what = act_word(entry.action)
    cells = (shown.moment(entry.at), entry.actor, what, fields)
    return Row(cells, entry.subject)


class AuditTab(Tab):
    """The newest acts on top. A row of a person opens that person."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, scrolls=False)
        self.column.addWidget(
            texts.muted(_("Everything that is done here is recorded and cannot be changed."))
        )
        self.verify = button(
            _("Check that nothing was changed"), self._verify, icon_name="shield-check"
        )
        self.column.addWidget(self.verify, 0, LEFT)
        self.column.addWidget(self.message)
        self.table = Table(
            _("What was done"), (_("When"), _("Who"), _("What"), _("Fields changed"))
        )
        self.table.opened.connect(self._open)
        self.column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the latest acts."""
        desk, jobs = self.context.desk, self.context.jobs
        jobs.read(self, lambda _stop: latest(desk), self.table.show_rows, topic="audit")

    def _verify(self) -> None:
        desk = self.context.desk
        self.context.jobs.long(self, lambda _step, _stop: verified(desk), self._verified)

    def _verified(self, problems: "list[Refused]") -> None:
        if problems:
            self.message.say("\n".join(sentence(problem) for problem in problems), "block")
        else:
            self.message.say(_("Nothing was changed or taken away."), "done")

    def _open(self, subject: str | None) -> None:
        if subject:
            self.context.navigator.go("workers", id=subject)
