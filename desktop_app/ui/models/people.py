"""The register as a table of any size: a page is read when it is looked at, a few are kept.

The number of rows comes from a count, so the scroll bar is true at once; a row whose page is not
here shows dots until the reader lane brings it. A search replaces the pages by what it found.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from desktop_app.domain.nik import masked
from desktop_app.reference.occupations import occupations
from desktop_app.store.summary import Filters, Summary
from desktop_app.text import _
from desktop_app.ui.jobs import Jobs
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

Index = QModelIndex | QPersistentModelIndex
PAGE = 100
#: Pages kept: 2,000 people, about 2 MB.
KEPT = 20
#: People a search shows, best first.
FOUND = 200
_ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
#: What a column sorts by.
SORTS = ("name", "nik", "hamlet", "occupation", "status", "number")


def place(person: Summary) -> str:
    """Hamlet, RT and RW in one cell."""
    parts = [person.hamlet or ""]
    if person.rt or person.rw:
        parts.append(f"{person.rt or '-'}/{person.rw or '-'}")
    return " ".join(part for part in parts if part)


def _work(person: Summary) -> str:
    known = occupations().get(person.occupation)
    return known.name if known else person.occupation


_CELLS: tuple[Callable[[Summary], str], ...] = (
    lambda p: p.full_name,
    lambda p: masked(p.nik),
    place,
    _work,
    lambda p: status_word(p.status),
    lambda p: p.number,
)


class PeopleModel(QAbstractTableModel):
    """People by filter and order, or by search."""

    counted = QtSignal(int)
    """How many there are."""
    arrived = QtSignal()
    """Rows that were dots are here."""

    def __init__(self, desk: "Desk", jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.filters, self.text = Filters(), ""
        self._sort, self._descending = "name", False
        self._pages: OrderedDict[int, list[Summary]] = OrderedDict()
        self._wanted: list[int] = []
        self._busy = False
        self._ticket = object()
        self._rows = 0

    def show(self, filters: Filters, text: str = "") -> None:
        """Show these people; with ``text`` those a search finds among them, best first."""
        self.filters, self.text = filters, text.strip()
        self.reload()

    def reload(self) -> None:
        """Read anew; what is shown stays until the answer is here."""
        self._ticket = ticket = object()
        desk, filters, text = self._desk, self.filters, self.text
        order = (self._sort, self._descending)

        def work(stop: Callable[[], bool]) -> tuple[int, list[Summary]]:
            from desktop_app.actions import finding

            if text:
                found = finding.search(desk, text, FOUND, filters, stop)
                return len(found), found
            first = finding.page(desk, filters, sort=order[0], descending=order[1], limit=PAGE)
            return finding.count(desk, filters), first

        self._jobs.read(self, work, lambda got: self._start(ticket, *got), topic="people")

    def _start(self, ticket: object, rows: int, first: list[Summary]) -> None:
        if ticket is not self._ticket:
            return
        self.beginResetModel()
        self._pages.clear()
        self._wanted.clear()
        self._busy = False
        for n in range(0, max(len(first), 1), PAGE):
            self._pages[n // PAGE] = first[n : n + PAGE]
        self._rows = rows
        self.endResetModel()
        self.counted.emit(rows)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many people there are."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(_CELLS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != DISPLAY:
            return None
        return headings()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell; dots while its page is on the way."""
        if role not in (DISPLAY, Qt.ItemDataRole.ToolTipRole) or not index.isValid():
            return None
        person = self.person(index.row())
        if person is None:
            return "…" if role == DISPLAY else None
        return _CELLS[index.column()](person)

    def person(self, row: int) -> Summary | None:
        """The person in a row, if the page is here; else it is sent for."""
        number, at = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        self._pages.move_to_end(number)
        return page[at] if at < len(page) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column. What a search found keeps the order of the search."""
        if column < 0:
            return
        self._sort, self._descending = SORTS[column], order == Qt.SortOrder.DescendingOrder
        if not self.text:
            self.reload()

    def _want(self, number: int) -> None:
        if self.text or number in self._wanted:
            return
        self._wanted = [*self._wanted[-2:], number]  # what was scrolled past is not read
        self._fetch()

    def _fetch(self) -> None:
        if self._busy or not self._wanted:
            return
        self._busy = True
        number, ticket = self._wanted[-1], self._ticket
        desk, filters = self._desk, self.filters
        order = (self._sort, self._descending)

        def work(_stop: object) -> list[Summary]:
            from desktop_app.actions import finding

            return finding.page(
                desk, filters, sort=order[0], descending=order[1], offset=number * PAGE, limit=PAGE
            )

        self._jobs.read(self, work, lambda page: self._got(ticket, number, page))

    def _got(self, ticket: object, number: int, page: list[Summary]) -> None:
        if ticket is not self._ticket:
            return
        self._busy = False
        if number in self._wanted:
            self._wanted.remove(number)
        self._pages[number] = page
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, self._rows) - 1
        self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(_CELLS) - 1))
        self.arrived.emit()
        self._fetch()

    def ids_between(self, spans: list[tuple[int, int]]) -> Callable[[], list[str]]:
        """Work for a lane that gives the record ids of these rows (both ends included)."""
        desk, filters = self._desk, self.filters
        order = (self._sort, self._descending)
        if self.text:
            people = [self.person(row) for first, last in spans for row in range(first, last + 1)]
            known = [person.id for person in people if person]
            return lambda: known

        def work() -> list[str]:
            from desktop_app.actions import finding

            return [
                person.id
                for first, last in spans
                for person in finding.page(
                    desk,
                    filters,
                    sort=order[0],
                    descending=order[1],
                    offset=first,
                    limit=last - first + 1,
                )
            ]

        return work


def headings() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Name"),
        "NIK",
        _("Hamlet, RT/RW"),
        _("Occupation"),
        _("Status"),
        _("Number"),
    )
