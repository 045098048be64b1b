"""Months of people for which a sponsor's money is set aside, until somebody pays them."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.domain.months import span
from desktop_app.domain.payment import Portion
from desktop_app.domain.protection import Paid
from desktop_app.store import changes, covering, portions
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = "id, sponsor, worker_id, first, last, portions"
_SELECT = f"SELECT {_COLUMNS} FROM reservation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Months in a row of one person that a sponsor means to pay."""

    id: str
    sponsor: str
    """Its code."""
    worker_id: str
    first: str
    last: str
    portions: tuple[Portion, ...]

    @property
    def amount(self) -> int:
        """Rupiah for all its months."""
        return sum(one.total for one in self.portions)


@dataclass(frozen=True, slots=True)
class Reserved:
    """What is set aside and not paid yet."""

    amount: int
    """Rupiah, for the months that nobody has paid."""
    people: frozenset[str]
    """For whom (record ids), without those for whom this sponsor has paid something already."""


def reserve(tx: Tx, wanted: Sequence[Reservation]) -> None:
    """Set money aside, with its changes."""
    said = []
    for one in wanted:
        told, change_id = whole(one), changes.new_change_id()
        _insert(tx, one, change_id, tx.at, tx.actor)
        said.append(_said(one, told, change_id, None))
    changes.record(tx, said, kind=changes.RESERVATION)


def release(tx: Tx, ids: Collection[str]) -> int:
    """Undo these reservations (record ids); those undone already are passed over. How many."""
    said = []
    for one in _of(tx.connection, "id", ids):
        change_id, undone = changes.new_change_id(), {"on": tx.today.isoformat(), "by": tx.actor}
        _undo(tx, one.id, undone, change_id)
        told = {**whole(one), "undone": undone}
        said.append(_said(one, told, change_id, {"undone": [None, undone]}))
    changes.record(tx, said, kind=changes.RESERVATION)
    return len(said)


def _said(
    one: Reservation,
    told: dict[str, Any],
    change_id: str,
    fields: dict[str, list[Any]] | None,
) -> changes.Said:
    return changes.Said(
        change_id=change_id,
        record_id=one.id,
        record=told,
        fields=fields,
        subject=one.worker_id,
    )


def whole(one: Reservation) -> dict[str, Any]:
    """The record as the change log holds it while the reservation stands."""
    return {
        "sponsor": one.sponsor,
        "worker": one.worker_id,
        "first": one.first,
        "last": one.last,
        "portions": portions.told(one.portions),
    }


def _insert(tx: Tx, one: Reservation, revision: str, at: str, by: str) -> None:
    tx.cursor.execute(
        "INSERT INTO reservation (id, sponsor, worker_id, first, last, portions, revision, at, by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(one.id, one.sponsor, one.worker_id, one.first, one.last),
            *(portions.written(portions.told(one.portions)), revision, at, by),
        ),
    )


def _undo(tx: Tx, record_id: str, undone: Mapping[str, str], revision: str) -> None:
    tx.cursor.execute(
        "UPDATE reservation SET undone_at = ?, undone_on = ?, undone_by = ?, revision = ?"
        " WHERE id = ? AND undone_at IS NULL",
        (tx.at, undone["on"], undone["by"], revision, record_id),
    )


def standing(c: "Connection", record_id: str) -> dict[str, Any] | None:
    """The record as the change log holds it: ``undone`` (on, by) is there once it is."""
    row = c.exec_driver_sql(
        f"SELECT {_COLUMNS}, undone_on, undone_by FROM reservation WHERE id = ?", (record_id,)
    ).first()
    if row is None:
        return None
    *told, on, by = row
    undone = {"undone": {"on": on, "by": by}} if on else {}
    return {**whole(_reservation(told)), **undone}


def take_back(
    tx: Tx, record_id: str, record: Mapping[str, Any], *, revision: str, at: str, by: str
) -> None:
    """Enter a reservation that the hub tells of, or that one here was undone.

    Raises KeyError, TypeError, ValueError for what cannot be one.
    """
    first, last = portions.months(record)
    coming = Reservation(
        id=record_id,
        sponsor=str(record["sponsor"]),
        worker_id=str(record["worker"]),
        first=first,
        last=last,
        portions=portions.taken(record["portions"]),
    )
    there = tx.cursor.execute("SELECT 1 FROM reservation WHERE id = ?", (record_id,)).fetchone()
    if there is None:
        _insert(tx, coming, revision, at, by)
    undone = record.get("undone")
    if undone is not None:
        day = date.fromisoformat(undone["on"]).isoformat()
        _undo(tx, record_id, {"on": day, "by": str(undone["by"])}, revision)
    tx.cursor.execute("UPDATE reservation SET revision = ? WHERE id = ?", (revision, record_id))


def reservations(c: "Connection", code: str) -> list[Reservation]:
    """What stands of a sponsor's reservations, in the order in which they were made."""
    rows = c.exec_driver_sql(
        f"{_SELECT} WHERE sponsor = ? AND undone_at IS NULL ORDER BY rowid", (code,)
    ).all()
    return [_reservation(row) for row in rows]


def everybodys(c: "Connection") -> list[Reservation]:
    """Every reservation that stands, in the order in which they were made."""
    rows = c.exec_driver_sql(f"{_SELECT} WHERE undone_at IS NULL ORDER BY rowid").all()
    return [_reservation(row) for row in rows]


def of_ids(c: "Connection", ids: Iterable[str]) -> list[Reservation]:
    """Those of these (record ids) that stand, in the order in which they were made."""
    return _of(c, "id", list(ids))


def of_workers(c: "Connection", worker_ids: Collection[str]) -> list[Reservation]:
    """What is set aside for these people, by whomever."""
    return _of(c, "worker_id", worker_ids)


def _of(c: "Connection", column: str, values: Collection[str]) -> list[Reservation]:
    rows = c.exec_driver_sql(
        f"{_SELECT} WHERE {column} IN (SELECT value FROM json_each(?)) AND undone_at IS NULL"
        " ORDER BY rowid",
        (json.dumps(list(values)),),
    ).all()
    return [_reservation(row) for row in rows]


def _reservation(row: Any) -> Reservation:
    record_id, sponsor, worker_id, first, last, text = row
    return Reservation(
        id=record_id,
        sponsor=sponsor,
        worker_id=worker_id,
        first=first,
        last=last,
        portions=portions.read(text),
    )


def reserved(c: "Connection", code: str) -> Reserved:
    """What of a sponsor's reservations nobody has paid yet; a month of somebody counts once."""
    standing = reservations(c, code)
    paid = covering.all_paid_of(c, {one.worker_id for one in standing})
    unpaid: dict[tuple[str, str], int] = {}
    for one in standing:
        for month, amount in _by_month(one.portions):
            if not _is_paid(paid.get(one.worker_id, ()), month):
                unpaid.setdefault((one.worker_id, month), amount)
    people = frozenset(worker_id for worker_id, _ in unpaid)
    return Reserved(sum(unpaid.values()), people - covering.people_of(c, code))


def _by_month(portions: Iterable[Portion]) -> Iterable[tuple[str, int]]:
    return ((month, p.monthly) for p in portions for month in span(p.first, p.months))


def _is_paid(paid: Iterable[Paid], month: str) -> bool:
    return any(one.first <= month <= one.last for one in paid)
