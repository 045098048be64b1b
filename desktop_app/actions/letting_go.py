"""Money set aside that comes back because a month is paid no more: never more than there is.

Look before with :func:`aside`, do the work, then :func:`keep_within`. Months are ``YYYY-MM``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from desktop_app.actions.sponsor_room import Room
from desktop_app.domain.findings import Finding, note
from desktop_app.domain.months import distance, later, span
from desktop_app.domain.payment import Portion
from desktop_app.domain.protection import Paid
from desktop_app.store import audit, covering, reservations, sponsors
from desktop_app.store.reservations import Reservation
from desktop_app.store.tx import new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.store.tx import Tx


@dataclass(frozen=True, slots=True)
class LetGo:
    """Months of one person for which a sponsor's money is set aside no more."""

    sponsor: str
    """Its code."""
    worker_id: str
    months: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """The same as a note (rule ``let_go``)."""
        told = {"first": self.months[0], "last": self.months[-1], "count": len(self.months)}
        return note("let_go", None, sponsor=self.sponsor, **told)


#: Who wants to know of what was let go.
Told = Callable[[LetGo], None]


def quiet(_gone: LetGo) -> None:
    """Nobody asks."""


def aside(c: "Connection", worker_ids: Collection[str] | None = None) -> dict[str, frozenset[str]]:
    """The months of each reservation (record id) that nobody has paid; of these people, or of
    everybody."""
    if worker_ids is None:
        return _open(c, reservations.everybodys(c))
    return _open(c, reservations.of_workers(c, worker_ids)) if worker_ids else {}


def _open(c: "Connection", held: Collection[Reservation]) -> dict[str, frozenset[str]]:
    paid = covering.all_paid_of(c, {one.worker_id for one in held}) if held else {}
    return {
        one.id: frozenset(m for m in _months(one) if not _is_paid(paid.get(one.worker_id, ()), m))
        for one in held
    }


def _months(one: Reservation) -> tuple[str, ...]:
    return span(one.first, distance(one.first, one.last) + 1)


def _is_paid(paid: Iterable[Paid], month: str) -> bool:
    return any(one.first <= month <= one.last for one in paid)


def keep_within(tx: "Tx", before: Mapping[str, frozenset[str]]) -> tuple[LetGo, ...]:
    """Let go of months that came back since ``before`` where a sponsor has no room for them any
    more, the reservation made last first; everything else that is set aside stays.

    What was let go of stands in the audit trail as well.
    """
    held = reservations.of_ids(tx.connection, before)
    now = _open(tx.connection, held)
    came = [(one, back) for one in held[::-1] if (back := now[one.id] - before[one.id])]
    gone: list[tuple[Reservation, frozenset[str]]] = []
    for code in sorted({one.sponsor for one, _ in came}):
        gone += _beyond(tx, code, [pair for pair in came if pair[0].sponsor == code])
    _release(tx, gone)
    told = tuple(LetGo(one.sponsor, one.worker_id, tuple(sorted(back))) for one, back in gone)
    for one in told:
        detail = {"let_go": one.sponsor, "months": list(one.months)}
        audit.event(tx, detail, subject=one.worker_id)
    return told


def _beyond(
    tx: "Tx", code: str, came: Iterable[tuple[Reservation, frozenset[str]]]
) -> Iterator[tuple[Reservation, frozenset[str]]]:
    """Those for which the sponsor has no room."""
    sponsor = sponsors.by_code(tx.connection, code)
    room = Room.open(tx.connection, sponsor, tx.today) if sponsor else None
    for one, back in came:
        if room is None or not room.over:
            return
        room.let_go(one.worker_id, back)
        yield one, back


def _release(tx: "Tx", gone: Iterable[tuple[Reservation, frozenset[str]]]) -> None:
    """Undo the reservations; their other months stay set aside."""
    pairs = list(gone)
    if not pairs:
        return
    sponsors.release(tx, [one.id for one, _ in pairs])
    sponsors.reserve(tx, [part for one, back in pairs for part in _without(one, back)])


def _without(one: Reservation, gone: frozenset[str]) -> Iterator[Reservation]:
    kept = [month for month in _months(one) if month not in gone]
    for _, row in groupby(enumerate(kept), lambda at: later(at[1], -at[0])):
        months = [month for _, month in row]
        first, last = months[0], months[-1]
        portions = tuple(_cut(one.portions, first, last))
        yield replace(one, id=new_id(), first=first, last=last, portions=portions)


def _cut(portions: Iterable[Portion], first: str, last: str) -> Iterator[Portion]:
    """What of these portions lies within the months."""
    for one in portions:
        months = [month for month in span(one.first, one.months) if first <= month <= last]
        if months:
            yield replace(one, first=months[0], months=len(months))


def all_of(tx: "Tx", worker_id: str) -> None:
    """Whose registration ends: nothing is set aside for them any more."""
    held = reservations.of_workers(tx.connection, [worker_id])
    if held:
        sponsors.release(tx, [one.id for one in held])
