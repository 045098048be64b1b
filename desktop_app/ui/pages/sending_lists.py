"""The lists that went to BPJS so far, and what came back for each."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


def read_lists(desk: "Desk") -> list[Row]:
    """The lists, the newest first. For a lane."""
    from desktop_app.actions import submitting

    return [
        Row(
            (
                made.number,
                shown.day(made.day),
                shown.number(made.total),
                shown.number(made.confirmed),
                shown.number(made.refused),
                shown.number(made.total - made.confirmed - made.refused),
            )
        )
        for made in submitting.submitted_lists(desk)
    ]


class ListsTab(QWidget):
    """A table, or a word that there is none yet."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        self.table = Table(
            _("Lists sent to BPJS"),
            (
                _("Letter"),
                _("Date"),
                _("People"),
                _("Participants"),
                _("Refused"),
                _("Still without answer"),
            ),
            wide=0,
        )
        self.nothing = texts.Empty(
            "send", _("No list was made yet"), _("Every list you make for BPJS stands here.")
        )
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        self._show([])

    def refresh(self) -> None:
        """Read the lists again."""
        desk, jobs = self._context.desk, self._context.jobs
        jobs.read(self, lambda _stop: read_lists(desk), self._show, topic="lists")

    def _show(self, rows: list[Row]) -> None:
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
