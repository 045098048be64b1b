"""The ledger of payments: which months of whom were paid, by whom, with which proof.

A payment never changes but once, when it is undone; its row stays, marked. The trigger in the
database refuses a month that is paid already, whoever writes.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.payment import Payment
from desktop_app.store import changes, deposits, portions
from desktop_app.store.covering import Ending, Used, ending, paid_of, people_of, through, used
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "Ending", "Entry", "MonthPaid", "Remittance", "Used", "add_many", "ending", "get",
    "month_paid", "of_reference", "of_worker", "paid_of", "people_of", "recent", "standing",
    "take_back", "through", "undo", "used", "whole",
]  # fmt: skip

_TEXTS = ("code", "proof", "source", "deposit")
_COLUMNS = (
    *("id", "worker_id", "first", "last", "payer", "amount", "portions", "paid_on", "reference"),
    *_TEXTS,
)
_UNDONE = ("undone_on", "undone_by", "undone_why")
_INSERT = (
    f"INSERT INTO payment ({', '.join(_COLUMNS)}, revision, at, by)"
    f" VALUES ({', '.join('?' * (len(_COLUMNS) + 3))})"
)
_MARKS = ("undone_at", *_UNDONE)
_UPSERT = (
    f"INSERT INTO payment ({', '.join(_COLUMNS)}, revision, at, by, {', '.join(_MARKS)})"
    f" VALUES ({', '.join('?' * (len(_COLUMNS) + 7))}) ON CONFLICT (id) DO UPDATE SET"
    f" {', '.join(f'{name} = excluded.{name}' for name in (*_COLUMNS[1:], 'revision'))},"
    f" {', '.join(f'{name} = coalesce(excluded.{name}, {name})' for name in _MARKS)}"
)
_SELECT = (
    f"SELECT {', '.join(f'p.{name}' for name in _COLUMNS)}, p.at, p.by,"
    f" {', '.join(f'p.{name}' for name in _UNDONE)}, w.number, w.full_name"
    " FROM payment p LEFT JOIN worker w ON w.id = p.worker_id"
)


class MonthPaid(Refused):
    """A month of this person is paid already: by whom, when, from which list."""

    def __init__(self, **params: Any) -> None:
        super().__init__("month_paid", "month", **params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One payment as it stands in the ledger, with whom it is for as they are called now."""

    payment: Payment
    at: datetime
    by: str
    """The account that recorded it."""
    undone_on: date | None
    undone_by: str | None
    undone_why: str | None
    number: str
    """The person's registration number; empty once they are out of the register."""
    full_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remittance:
    """What was paid in one go. ``people`` and ``total`` are what stands of it."""

    reference: str
    paid_on: date
    payer: str
    """More than one where it was so, with commas."""
    code: str | None
    proof: str | None
    source: str | None
    people: int
    total: int
    """Rupiah."""
    first: str
    last: str
    by: str
    at: datetime
    undone: int
    """How many payments of it were undone."""


def add_many(tx: Tx, payments: Sequence[Payment]) -> None:
    """Enter payments with their changes, all or none.

    Raises MonthPaid where a month of somebody is paid already, by one of these too.
    """
    said, rows = [], []
    written: dict[int, str] = {}  # people who are alike have the very same portions
    for one in payments:
        told, change_id = whole(one), changes.new_change_id()
        alike = id(one.portions)
        if alike not in written:
            written[alike] = portions.written(told["portions"])
        rows.append((*_row(one, written[alike]), change_id, tx.at, tx.actor))
        said.append(
            changes.Said(
                change_id=change_id,
                record_id=one.id,
                record=told,
                fields=None,
                subject=one.worker_id,
            )
        )
    _insert(tx, rows, payments)
    changes.record(tx, said, kind=changes.PAYMENT)


def whole(payment: Payment) -> dict[str, Any]:
    """The record as the change log holds it while the payment stands."""
    return {
        "worker": payment.worker_id,
        "first": payment.first,
        "last": payment.last,
        "payer": payment.payer,
        "amount": payment.amount,
        "portions": portions.told(payment.portions),
        "paid_on": payment.paid_on.isoformat(),
        "reference": payment.reference,
        **{name: getattr(payment, name) for name in _TEXTS},
    }


def standing(entry: Entry) -> dict[str, Any]:
    """The record as the change log holds it: ``undone`` (on, by, why) is there once it is."""
    told = whole(entry.payment)
    if entry.undone_on is not None:
        on, by, why = entry.undone_on.isoformat(), entry.undone_by, entry.undone_why
        told["undone"] = {"on": on, "by": by, "why": why}
    return told


def _row(payment: Payment, written: str) -> tuple[Any, ...]:
    return (
        *(payment.id, payment.worker_id, payment.first, payment.last, payment.payer),
        *(payment.amount, written, payment.paid_on.isoformat(), payment.reference),
        *(payment.code, payment.proof, payment.source, payment.deposit),
    )


def _insert(
    tx: Tx,
    rows: Sequence[tuple[Any, ...]],
    payments: Sequence[Payment],
    statement: str = _INSERT,
) -> None:
    import sqlcipher3.dbapi2 as driver

    try:
        tx.cursor.executemany(statement, rows)
    except driver.IntegrityError as error:
        raise month_paid(tx, payments) or error from error


def month_paid(tx: Tx, payments: Iterable[Payment]) -> MonthPaid | None:
    """The first of these of which a month is paid already; None where there is none."""
    return next((MonthPaid(**found) for one in payments if (found := _taken(tx, one))), None)


def _taken(tx: Tx, payment: Payment) -> dict[str, Any] | None:
    """Who has paid one of these months already, in words for a sentence."""
    row = tx.cursor.execute(
        "SELECT p.first, p.last, p.payer, p.paid_on, p.by, p.source, p.code, w.number"
        " FROM payment p LEFT JOIN worker w ON w.id = p.worker_id"
        " WHERE p.worker_id = ? AND p.first <= ? AND p.last >= ? AND p.undone_at IS NULL"
        " AND p.id <> ? ORDER BY p.first LIMIT 1",
        (payment.worker_id, payment.last, payment.first, payment.id),
    ).fetchone()
    if row is None:
        return None
    first, last, payer, paid_on, by, source, code, number = row
    why = "list" if source else "code" if code else None
    return {
        "number": number,
        "month": max(first, payment.first),
        "last": last,
        "payer": payer,
        "on": date.fromisoformat(paid_on),
        "by": by,
        "source": source,
        "code": code,
        **({"why": why} if why else {}),
    }


def undo(tx: Tx, payment_id: str, why: str) -> None:
    """Undo a payment: its months are not paid any more, its row stays, marked. A titipan that it
    was paid from is held again.

    Raises Refused (``undo_nothing``) where there is no such payment, or it is undone already.
    """
    row = tx.cursor.execute(
        "UPDATE payment SET undone_at = ?, undone_on = ?, undone_by = ?, undone_why = ?,"
        " revision = ? WHERE id = ? AND undone_at IS NULL RETURNING revision",
        (
            *(tx.at, tx.today.isoformat(), tx.actor, why),
            *(change_id := changes.new_change_id(), payment_id),
        ),
    ).fetchone()
    entry = get(tx.connection, payment_id)
    if row is None or entry is None:
        raise Refused("undo_nothing", None)
    told = standing(entry)
    said = changes.Said(
        change_id=change_id,
        record_id=payment_id,
        record=told,
        fields={"undone": [None, told["undone"]]},
        subject=entry.payment.worker_id,
    )
    changes.record(tx, [said], kind=changes.PAYMENT)
    if entry.payment.deposit:
        deposits.hold_again(tx, entry.payment.deposit)


def take_back(
    tx: Tx, payment_id: str, record: Mapping[str, Any], *, revision: str, at: str, by: str
) -> None:
    """Enter a payment that the hub tells of, or what became of one that is here; one that is
    undone stays so.

    Raises MonthPaid; KeyError, TypeError, ValueError for what cannot be one.
    """
    payment, undone = _taken_back(payment_id, record), _undone(record)
    tx.cursor.execute(  # before the months are looked at: an undone one holds none
        "UPDATE payment SET undone_at = ? WHERE id = ? AND undone_at IS NULL AND ?",
        (at, payment_id, undone is not None),
    )
    marks = (revision, at, by, *((at, *undone) if undone else (None,) * 4))
    written = portions.written(portions.told(payment.portions))
    _insert(tx, [(*_row(payment, written), *marks)], [payment], _UPSERT)


def _taken_back(payment_id: str, record: Mapping[str, Any]) -> Payment:
    first, last = portions.months(record)
    return Payment(
        id=payment_id,
        worker_id=str(record["worker"]),
        first=first,
        last=last,
        payer=str(record["payer"]),
        amount=portions.whole(record["amount"]),
        portions=portions.taken(record["portions"]),
        paid_on=date.fromisoformat(record["paid_on"]),
        reference=str(record["reference"]),
        **{name: str(record[name]) for name in _TEXTS if record.get(name) is not None},
    )


def _undone(record: Mapping[str, Any]) -> tuple[str, str, str] | None:
    said = record.get("undone")
    if said is None:
        return None
    return date.fromisoformat(said["on"]).isoformat(), str(said["by"]), str(said["why"])


def get(c: "Connection", payment_id: str) -> Entry | None:
    """One payment, or None."""
    return next(iter(_entries(c, "p.id = ?", payment_id)), None)


def of_worker(c: "Connection", worker_id: str) -> list[Entry]:
    """Somebody's payments, the newest months first; undone ones too."""
    standing = _entries(c, "p.worker_id = ? AND p.undone_at IS NULL", worker_id)
    undone = _entries(c, "p.worker_id = ? AND p.undone_at IS NOT NULL", worker_id)
    return sorted([*standing, *undone], key=lambda e: (e.payment.first, e.at), reverse=True)


def of_reference(c: "Connection", reference: str) -> list[Entry]:
    """Everything that was paid in one go, in the order in which it was entered."""
    return _entries(c, "p.reference = ? ORDER BY p.id", reference)


def _entries(c: "Connection", where: str, value: str) -> list[Entry]:
    return [_entry(row) for row in c.exec_driver_sql(f"{_SELECT} WHERE {where}", (value,)).all()]


def _entry(row: Any) -> Entry:
    given = dict(zip(_COLUMNS, row, strict=False))
    at, by, undone_on, undone_by, undone_why, number, full_name = row[len(_COLUMNS) :]
    given["portions"] = portions.read(given["portions"])
    given["paid_on"] = date.fromisoformat(given["paid_on"])
    return Entry(
        payment=Payment(**given),
        at=datetime.fromisoformat(at),
        by=by,
        undone_on=date.fromisoformat(undone_on) if undone_on else None,
        undone_by=undone_by,
        undone_why=undone_why,
        number=number or "",
        full_name=full_name or "",
    )


def recent(c: "Connection", limit: int = 200) -> list[Remittance]:
    """What was paid last, the newest first."""
    rows = c.exec_driver_sql(
        "SELECT p.reference, max(p.paid_on), group_concat(DISTINCT p.payer), max(p.code),"
        " max(p.proof), max(p.source), count(DISTINCT iif(p.undone_at IS NULL, p.worker_id, NULL)),"
        " coalesce(sum(iif(p.undone_at IS NULL, p.amount, 0)), 0), min(p.first), max(p.last),"
        " max(p.by), max(p.at), sum(p.undone_at IS NOT NULL)"
        " FROM (SELECT reference, max(id) AS newest FROM payment GROUP BY reference"
        "  ORDER BY newest DESC LIMIT ?) r JOIN payment p ON p.reference = r.reference"
        " GROUP BY p.reference ORDER BY max(r.newest) DESC",
        (limit,),
    )
    return [_remittance(row) for row in rows]


def _remittance(row: Any) -> Remittance:
    reference, paid_on, payer, code, proof, source, people, total, first, last, by, at, undone = row
    return Remittance(
        reference=reference,
        paid_on=date.fromisoformat(paid_on),
        payer=payer,
        code=code,
        proof=proof,
        source=source,
        people=people,
        total=total,
        first=first,
        last=last,
        by=by,
        at=datetime.fromisoformat(at),
        undone=undone,
    )
