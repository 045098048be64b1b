"""Tables of papers: whole rows are chosen, nothing is typed in them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

#: Rows whose texts say how wide the columns are, beside those that are seen.
_MEASURED = 40


def paper_table(heads: Sequence[str], name: str, wide: int | None = None) -> QTableWidget:
    """An empty table with these headings. ``wide``: the column that takes what room is left, and
    is cut where there is too little."""
    table = QTableWidget(0, len(heads))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(heads))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(38)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setResizeContentsPrecision(_MEASURED)
    header.setStretchLastSection(wide is None)
    table.setProperty("wide", -1 if wide is None else wide)
    _measure(table)
    header.setHighlightSections(False)
    return table


def fill(table: QTableWidget, rows: Sequence[Sequence[QTableWidgetItem]]) -> None:
    """Show these rows. Columns are measured once, after all of them: cell by cell a few hundred
    rows would take seconds."""
    table.blockSignals(True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setRowCount(len(rows))
    for at, row in enumerate(rows):
        for column, item in enumerate(row):
            table.setItem(at, column, item)
    _measure(table)
    table.blockSignals(False)


def _measure(table: QTableWidget) -> None:
    header, wide = table.horizontalHeader(), table.property("wide")
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    if wide >= 0:
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)


def cell(text: str, short: str = "") -> QTableWidgetItem:
    """A cell, cut or ``short``; its whole text is told where the pointer rests."""
    item = QTableWidgetItem(short or text)
    item.setToolTip(text)
    return item


def chosen(table: QTableWidget) -> list[int]:
    """The rows that are chosen, from the top."""
    return sorted(index.row() for index in table.selectionModel().selectedRows())
