"""Papers that have to come back because what they say is not so any more."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.papers import runs
from desktop_app.ui.pages.papers.rows import cell, chosen, fill, paper_table
from desktop_app.ui.pages.person.panel import paper_word
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.wording.papers import recalled_word

if TYPE_CHECKING:
    from desktop_app.store.papers import Paper


class Recalled(QWidget):
    """A table; each line stays until the paper is back."""

    counted = Signal(int)
    again = Signal(object)
    """Record ids of those who get a new one."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._papers: list[Paper] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.hint = texts.muted(
            _(
                "What these papers say was corrected. Ask for them when the person is here; "
                "tick them off when they are back or known to be lost for good."
            )
        )
        column.addWidget(self.hint)
        self.table = paper_table(
            (_("Recalled"), _("Why"), _("Paper"), _("Name"), _("Number"), _("Serial"), _("Phone")),
            _("Recalled papers"),
            wide=1,
        )
        column.addWidget(self.table, 1)
        self.empty = texts.Empty(
            "circle-check",
            _("No paper has to come back"),
            _("A paper is listed here when what it says was corrected."),
        )
        column.addWidget(self.empty, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = primary(_("It is back"), self.came_back, icon_name="check")
        self.anew = button(_("Print a new one"), self._print_anew, icon_name="printer")
        row.addWidget(self.back)
        row.addWidget(self.anew)
        row.addStretch(1)
        self.ways = QWidget()
        self.ways.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ways)
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.cellActivated.connect(self._open)

    def read(self) -> None:
        """Read them anew."""
        desk = self._context.desk
        self._context.jobs.read(
            self, lambda _stop: runs.recalled(desk), self._show, topic="recalled"
        )

    def _show(self, read: "Sequence[tuple[Paper, str]]") -> None:
        self._papers = [paper for paper, _phone in read]
        for part in (self.table, self.ways, self.hint):
            part.setVisible(bool(read))
        self.empty.setVisible(not read)
        fill(self.table, [list(map(cell, _cells(paper, phone))) for paper, phone in read])
        self._allow()
        self.counted.emit(len(read))

    def _allow(self) -> None:
        some = bool(chosen(self.table))
        self.back.setEnabled(some)
        self.anew.setEnabled(some)

    def came_back(self) -> None:
        """The papers chosen are back."""
        desk = self._context.desk
        ns = [self._papers[row].n for row in chosen(self.table)]
        if ns:
            self._context.jobs.write(self, lambda: runs.came_back(desk, ns), changes=("papers",))

    def _print_anew(self) -> None:
        self.again.emit([self._papers[row].worker_id for row in chosen(self.table)])

    def _open(self, row: int, _column: int) -> None:
        self._context.navigator.go("workers", id=self._papers[row].worker_id)


def _cells(paper: "Paper", phone: str) -> tuple[str, ...]:
    return (
        shown.day(paper.recalled_on),
        recalled_word(paper.recalled_why or ""),
        paper_word(paper.kind),
        paper.full_name,
        paper.number,
        str(paper.serial),
        phone,
    )
