"""The table of people: columns that give way, rows chosen by mouse or keys."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_app.text import _
from desktop_app.ui.models.people import SORTS, PeopleModel

#: Columns that give way while a person is open beside the list.
_GIVE_WAY = ("occupation", "number", "nik")
_WIDTHS = {"nik": 168, "hamlet": 180, "occupation": 150, "status": 130, "number": 236}


class PeopleList(QTableView):
    """``opened`` when one row is asked for, ``moved`` when the cursor goes to another."""

    opened = Signal(int)
    moved = Signal(int)
    chosen = Signal(int)
    """How many rows are selected."""

    def __init__(self, model: PeopleModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(_("List of workers"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(40)
        self._dress_header()
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.clicked.connect(lambda index: self.opened.emit(index.row()))
        chosen = self.selectionModel()
        chosen.selectionChanged.connect(lambda _now, _before: self.chosen.emit(self.count()))
        chosen.currentRowChanged.connect(self._moved)

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for column, name in enumerate(SORTS):
            if name in _WIDTHS:
                self.setColumnWidth(column, _WIDTHS[name])

    def set_narrow(self, narrow: bool) -> None:
        """Leave room for a person beside the list."""
        for column, name in enumerate(SORTS):
            self.setColumnHidden(column, narrow and name in _GIVE_WAY)

    def spans(self) -> list[tuple[int, int]]:
        """The rows selected, as first and last of each stretch."""
        selection = self.selectionModel().selection()
        spans = (selection.at(n) for n in range(selection.count()))
        return sorted({(span.top(), span.bottom()) for span in spans})

    def count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self.spans())

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(index.row())
