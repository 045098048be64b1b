"""A table of any number of people: rows chosen by mouse or keys, Enter opens one."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

ROW = 38
#: So many rows can be marked at once (Qt asks about each).
MARKED = 2000


class ManyTable(QTableView):
    """``opened`` gives a row, ``chosen`` how many are selected. The first column takes the room
    left by ``widths`` (pixels by column)."""

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, name: str, model: QAbstractItemModel, widths: Mapping[int, int]) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for off in (self.setTabKeyNavigation, self.setShowGrid, self.setWordWrap):
            off(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        chosen = self.selectionModel()
        chosen.selectionChanged.connect(lambda _now, _before: self.chosen.emit(self.count()))

    def selectAll(self) -> None:
        """Mark every row. Where they are too many to be marked within a frame, mark none: what is
        done for nobody chosen is done for all."""
        if self.model().rowCount() > MARKED:
            self.clearSelection()
        else:
            super().selectAll()

    def _spans(self) -> set[tuple[int, int]]:
        selection = self.selectionModel().selection()
        spans = (selection.at(n) for n in range(selection.count()))
        return {(span.top(), span.bottom()) for span in spans}

    def count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self._spans())

    def chosen_rows(self) -> list[int]:
        """The rows selected, in order."""
        return sorted({row for first, last in self._spans() for row in range(first, last + 1)})
