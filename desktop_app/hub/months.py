"""Which month of which NIK is paid, by whose payment: the question of money over all villages.

A NIK and month is one payment's. What was undone holds nothing, and what is somebody else's stays
theirs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, select

from desktop_app.hub.changes import portions
from desktop_app.hub.tables import PAID_MONTH

if TYPE_CHECKING:
    from sqlalchemy import Connection

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """The payment that holds a month."""

    village: str
    worker: str
    """The person's record there."""
    record_id: str
    payer: str


#: A month that is another payment's, and which.
Lost = tuple[str, Holder]


class Months:
    """Who holds which months of some people: as it was, and as it is to be."""

    def __init__(self, before: Mapping[_Key, Holder]) -> None:
        self._before = dict(before)
        self._now = dict(before)
        self._of: dict[tuple[str, str], set[_Key]] = defaultdict(set)
        for key, one in before.items():
            self._of[one.village, one.worker].add(key)

    def held(self, nik: str, months: Iterable[str], village: str, record_id: str) -> Lost | None:
        """The first of these months that another payment holds, and which."""
        for month in sorted(months):
            one = self._now.get((nik, month))
            if one is not None and (one.village, one.record_id) != (village, record_id):
                return month, one
        return None

    def hold(self, nik: str, months: Iterable[str], holder: Holder) -> None:
        """These months, of those that are nobody's, are this payment's; no others are."""
        self.release(holder.village, holder.worker, holder.record_id)
        for month in months:
            self._take(nik, month, holder)

    def release(self, village: str, worker: str, record_id: str | None = None) -> None:
        """This payment of somebody holds nothing any more; without one, none of theirs does."""
        for key in tuple(self._of[village, worker]):
            if record_id in (None, self._now[key].record_id):
                self._drop(key)

    def move(self, village: str, worker: str, nik: str) -> dict[str, Lost]:
        """Everything held for this person is held under this NIK from now on.

        Gives the payments that lost a month to another one, by record id.
        """
        lost: dict[str, Lost] = {}
        for key in sorted(key for key in self._of[village, worker] if key[0] != nik):
            one, month = self._drop(key), key[1]
            other = self._take(nik, month, one)
            if other is not one:
                lost.setdefault(one.record_id, (month, other))
        return lost

    def _take(self, nik: str, month: str, one: Holder) -> Holder:
        """Whose it is: this one's, unless somebody was before."""
        holder = self._now.setdefault((nik, month), one)
        if holder is one:
            self._of[one.village, one.worker].add((nik, month))
        return holder

    def _drop(self, key: _Key) -> Holder:
        one = self._now.pop(key)
        self._of[one.village, one.worker].discard(key)
        return one

    def gone(self) -> list[_Key]:
        """Months whose payment changed or went, in order."""
        return sorted(k for k, one in self._before.items() if self._now.get(k) != one)

    def new(self) -> list[tuple[_Key, Holder]]:
        """Months with their new payments, in order: locks are always taken in the same one."""
        fresh = [(k, one) for k, one in self._now.items() if self._before.get(k) != one]
        return sorted(fresh, key=lambda item: item[0])


def of_people(c: "Connection", village: str, workers: Sequence[str], niks: Sequence[str]) -> Months:
    """What is held under these NIKs, and for these people of a village under any."""
    found: dict[_Key, Holder] = {}
    for part in portions(niks):
        found.update(_found(c, PAID_MONTH.c.nik.in_(part)))
    for part in portions(workers):
        mine = (PAID_MONTH.c.village == village) & PAID_MONTH.c.worker.in_(part)
        found.update(_found(c, mine))
    return Months(found)


def _found(c: "Connection", which: ColumnElement[bool]) -> Iterator[tuple[_Key, Holder]]:
    for row in c.execute(select(PAID_MONTH).where(which)):
        yield (row.nik, row.month), Holder(row.village, row.worker, row.record_id, row.payer)


def save(c: "Connection", months: Months) -> None:
    """Write who holds what from now on."""
    gone = [{"this": nik, "when": month} for nik, month in months.gone()]
    if gone:
        this = and_(PAID_MONTH.c.nik == bindparam("this"), PAID_MONTH.c.month == bindparam("when"))
        c.execute(delete(PAID_MONTH).where(this), gone)
    new = [_row(*key, one) for key, one in months.new()]
    if new:
        c.execute(insert(PAID_MONTH), new)


def _row(nik: str, month: str, one: Holder) -> dict[str, Any]:
    return {
        "nik": nik,
        "month": month,
        "village": one.village,
        "worker": one.worker,
        "record_id": one.record_id,
        "payer": one.payer,
    }
