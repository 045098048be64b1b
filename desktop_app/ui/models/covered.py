"""Who is covered until when, as a table of any size.

Everybody's standing on the day is read once, in the reader lane, as a few short words each; names
are read a page at a time when they are looked at. Filters and order work on what was read.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from desktop_app.store.covers import Covered
from desktop_app.store.summary import Filters, Summary
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.icons import Role, icon
from desktop_app.ui.jobs import Jobs
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

Index = QModelIndex | QPersistentModelIndex
Asked = Callable[[], bool]
PAGE = 100
#: Pages of names kept.
KEPT = 20
#: People a search shows, best first.
FOUND = 200
_ROOT = QModelIndex()
DISPLAY, DECORATION = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole
TOOL_TIP = Qt.ItemDataRole.ToolTipRole
#: The sign of each state, so that no colour has to say it.
SIGNS = {
    "active": "shield-check",
    "arrears": "triangle-alert",
    "lapsed": "shield-off",
    "unknown": "circle-question-mark",
    "none": "clock",
    "ended": "circle-x",
}
STATE = 5
#: What a column sorts by; the others keep the order there is.
SORTS = {0: "name", 3: "until"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Who is wanted, as of which day, in which order. None and empty do not restrict."""

    on: date
    state: str | None = None
    payer: str | None = None
    text: str = ""
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody on a day, by name."""

    on: date
    rows: list[Covered]


@dataclass(frozen=True, slots=True)
class Found:
    """What a query brought: the people, and how many there are of each state and payer."""

    standing: Standing
    rows: Sequence[Covered]
    first: dict[str, Summary]
    states: Mapping[str, int]
    payers: tuple[str, ...]


def payer_word(payer: str | None) -> str:
    """Who paid, as it is shown: a sponsor by its code."""
    return status_word(payer) if payer else "–"


def state_word(state: str) -> str:
    """A state as it is shown."""
    return _("No payment yet") if state == "unknown" else status_word(state)


def find(desk: "Desk", query: Query, known: Standing | None, stop: Asked) -> Found:
    """Who answers the query. For a lane; what is ``known`` of that day is not read again."""
    from desktop_app.actions import covered

    if known is None or known.on != query.on:
        known = Standing(query.on, covered.standing(desk, query.on))
    people = [row for row in known.rows if query.payer is None or row.payer == query.payer]
    states = Counter(row.state for row in people)
    payers = sorted({row.payer for row in known.rows if row.payer})
    if query.state:
        people = [row for row in people if row.state == query.state]
    if query.text:
        people = _named(desk, query.text, people, stop)
    elif query.sort == "until":
        people = sorted(people, key=lambda row: row.until or "", reverse=query.descending)
    elif query.descending:
        people.reverse()
    return Found(known, people, names(desk, people[:PAGE]), states, tuple(payers))


def _named(desk: "Desk", text: str, people: list[Covered], stop: Asked) -> list[Covered]:
    """Those whom a search finds, in its order."""
    from desktop_app.actions import finding

    by_id = {row.worker_id: row for row in people}
    found = [
        person.id
        for membership in ("member", "ended")
        for person in finding.search(desk, text, FOUND, Filters(membership=membership), stop)
    ]
    return [by_id[one] for one in found if one in by_id]


def names(desk: "Desk", people: Sequence[Covered]) -> dict[str, Summary]:
    """Names and numbers of these. For a lane."""
    from desktop_app.actions import finding

    ids = tuple(row.worker_id for row in people)
    found = finding.page(desk, Filters(ids=ids), limit=len(ids)) if ids else []
    return {person.id: person for person in found}


class CoveredModel(QAbstractTableModel):
    """People by query."""

    found = QtSignal(object)
    """A :class:`Found` that is shown now."""
    failed = QtSignal(Exception)

    def __init__(self, desk: "Desk", jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.query = Query(on=desk.config.today())
        self._standing: Standing | None = None
        self._rows: Sequence[Covered] = ()
        self._pages: OrderedDict[int, dict[str, Summary]] = OrderedDict()
        self._ticket, self._busy, self._wanted = object(), False, -1

    def show(self, query: Query) -> None:
        """Show these; what is shown stays until the answer is here."""
        self.query, self._ticket = query, object()
        desk, known, ticket = self._desk, self._standing, self._ticket
        self._jobs.read(
            self,
            lambda stop: find(desk, query, known, stop),
            lambda got: self._show(ticket, got),
            topic="covered",
            failed=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)

    def reload(self) -> None:
        """Read everybody anew."""
        self._standing = None
        self.show(self.query)

    def _show(self, ticket: object, got: Found) -> None:
        if ticket is not self._ticket:
            return
        self.beginResetModel()
        self._standing, self._rows, self._busy = got.standing, got.rows, False
        self._pages = OrderedDict({0: got.first})
        self.endResetModel()
        self.found.emit(got)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many people there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else STATE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != DISPLAY:
            return None
        return headings()[section]

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """A cell; dots while its page of names is on the way. The state carries its sign."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == DECORATION and index.column() == STATE:
            return icon(SIGNS.get(row.state, "info"), Role.ButtonText)
        if role not in (DISPLAY, TOOL_TIP):
            return None
        if index.column() >= 3:
            return (shown.month(row.until) or "–", payer_word(row.payer), state_word(row.state))[
                index.column() - 3
            ]
        person = self._person(index.row())
        if person is None:
            return "…" if role == DISPLAY else None
        return (person.full_name, person.kpj or "–", person.hamlet or "–")[index.column()]

    def ids(self, rows: Sequence[int] | None = None) -> list[str]:
        """The record ids of these rows, or of everybody shown."""
        if rows is None:
            return [row.worker_id for row in self._rows]
        return [self._rows[at].worker_id for at in rows]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by name or by the month; other columns say nothing about an order."""
        if column in SORTS:
            down = order == Qt.SortOrder.DescendingOrder
            self.show(replace(self.query, sort=SORTS[column], descending=down))

    def _person(self, row: int) -> Summary | None:
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        self._pages.move_to_end(number)
        return page.get(self._rows[row].worker_id)

    def _want(self, number: int) -> None:
        self._wanted = number  # what was scrolled past is not read
        if self._busy:
            return
        self._busy = True
        desk, ticket = self._desk, self._ticket
        people = self._rows[number * PAGE : (number + 1) * PAGE]
        self._jobs.read(
            self, lambda _stop: names(desk, people), lambda page: self._got(ticket, number, page)
        )

    def _got(self, ticket: object, number: int, page: dict[str, Summary]) -> None:
        if ticket is not self._ticket:
            return
        self._busy = False
        self._pages[number] = page
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, len(self._rows)) - 1
        self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, 2))
        if self._wanted not in self._pages:
            self._want(self._wanted)


def headings() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Name"),
        "KPJ",
        _("Hamlet"),
        _("Covered until"),
        _("Paid by"),
        _("Protection"),
    )
