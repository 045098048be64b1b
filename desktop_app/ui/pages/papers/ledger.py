"""The ledger: every paper that went out, the newest first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.person.panel import paper_word
from desktop_app.ui.widgets.texts import Empty
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.store.papers import Paper

#: Papers shown, the newest; the rest stands with each person.
MOST = 200


class Ledger(QWidget):
    """A table; Enter or a double click opens the person."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        heads = (_("When"), _("Paper"), _("Name"), _("Number"), _("Serial"), _("By"), _("Reason"))
        self.table = QTableWidget(0, len(heads))
        self.table.setAccessibleName(_("Papers that went out"))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(38)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        self.empty = Empty(
            "printer", _("Nothing printed yet"), _("Each paper that goes out is entered here.")
        )
        column.addWidget(self.table)
        column.addWidget(self.empty)
        self.table.cellActivated.connect(self._open)

    def read(self) -> None:
        """Read it anew."""
        desk = self._context.desk

        def work(_stop: object) -> "list[Paper]":
            from desktop_app.actions import issuing

            return issuing.recent_papers(desk, MOST)

        self._context.jobs.read(self, work, self._show, topic="ledger")

    def _show(self, papers: "Sequence[Paper]") -> None:
        self.table.setVisible(bool(papers))
        self.empty.setVisible(not papers)
        self.table.setRowCount(len(papers))
        for row, paper in enumerate(papers):
            cells = (
                shown.moment(paper.issued_at),
                f"{paper_word(paper.kind)} · {status_word(paper.status).lower()}",
                paper.full_name,
                paper.number,
                str(paper.serial),
                paper.issued_by,
                paper.reason,
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, paper.worker_id)
                self.table.setItem(row, column, item)

    def _open(self, row: int, _column: int) -> None:
        item = self.table.item(row, 0)
        if item:
            self._context.navigator.go("workers", id=item.data(Qt.ItemDataRole.UserRole))
