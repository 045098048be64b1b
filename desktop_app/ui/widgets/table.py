"""A short list with headings: rows of text, each with the thing it stands for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
#: So many rows decide how wide a column is; measuring hundreds would be felt.
MEASURED = 30


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line, and what it is about."""

    cells: tuple[str, ...]
    key: Any = None


class Rows(QAbstractTableModel):
    """A few hundred rows at most; longer lists have models of their own."""

    def __init__(self, headings: Sequence[str], numbers: Collection[int] = ()) -> None:
        super().__init__()
        self._headings, self._numbers = tuple(headings), frozenset(numbers)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, at: int) -> Row:
        """The row at this place."""
        return self._rows[at]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, whole in its tool tip; numbers stand at the right."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._rows[index.row()].cells[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings, where what stands below them is."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _side(self, column: int) -> int:
        right = column in self._numbers
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class Table(QTableView):
    """Whole rows are chosen; Enter or a double click opens one. The column ``wide`` takes the room
    left; those of ``numbers`` stand at the right."""

    opened = Signal(object)

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        *,
        wide: int = -1,
        numbers: Collection[int] = (),
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows = Rows(headings, numbers)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(MEASURED)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide % len(headings), QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda index: self.opened.emit(self.rows.row(index.row()).key))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.rows.show_rows(rows)

    @property
    def key(self) -> Any:
        """What the chosen row is about, or None."""
        index = self.currentIndex()
        return self.rows.row(index.row()).key if index.isValid() else None
