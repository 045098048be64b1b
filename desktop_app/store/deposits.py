"""The ledger of titipan: cash left at the counter for somebody's months, until it is handed over or
given back. It is no payment."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.domain.deposit import STATES, Away, Deposit
from desktop_app.domain.findings import Refused
from desktop_app.store import changes, portions
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = (
    *("id", "number", "worker_id", "first", "last", "amount", "portions", "received_on", "holder"),
    *("state", "settled_on", "settled_by", "payment", "why"),
)
_SETTLING = ("state", "settled_on", "settled_by", "payment", "why")
_SELECT = (
    f"SELECT {', '.join(f'd.{name}' for name in _COLUMNS)}, w.number, w.full_name"
    " FROM deposit d LEFT JOIN worker w ON w.id = d.worker_id"
)
_WORD = "TITIPAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDeposit:
    """A titipan with whom it is for, as they are called now."""

    deposit: Deposit
    number: str
    """The person's registration number."""
    full_name: str


def add(tx: Tx, deposit: Deposit) -> Deposit:
    """Enter a titipan with its change. Its receipt gets the next number of the year in which it
    was received; returns it with that number."""
    year = deposit.received_on.year
    last = tx.cursor.execute("SELECT max(serial) FROM deposit WHERE year = ?", (year,)).fetchone()
    serial = int(last[0] or 0) + 1
    numbered = replace(deposit, number=f"{serial:03}/{_WORD}/{year}")
    change_id = changes.new_change_id()
    _insert(tx, numbered, (year, serial), change_id, tx.at, tx.actor)
    _tell(tx, numbered, change_id, None)
    return numbered


def settle(
    tx: Tx, deposit_id: str, *, state: str, payment: str | None = None, why: str | None = None
) -> Deposit:
    """A held titipan was paid (with the payment it became) or given back (with the reason).

    Raises Refused (``deposit_settled``) where it is not held any more, or was never there.
    """
    before = get(tx.connection, deposit_id)
    if before is None:
        raise Refused("deposit_settled", None, number=deposit_id)
    if before.state != "held" or state not in ("paid", "returned"):
        told = {"on": before.settled_on, "by": before.settled_by, "why": before.state}
        raise Refused("deposit_settled", None, number=before.number, **told)
    after = replace(
        before,
        state=state,
        settled_on=tx.today,
        settled_by=tx.actor,
        payment=payment,
        why=why,
    )
    return _change(tx, before, after)


def hold_again(tx: Tx, deposit_id: str) -> None:
    """The payment that a titipan became was undone: it is held again. One that is held stays so."""
    before = get(tx.connection, deposit_id)
    if before is not None and before.state != "held":
        after = replace(
            before, state="held", settled_on=None, settled_by=None, payment=None, why=None
        )
        _change(tx, before, after)


def _change(tx: Tx, before: Deposit, after: Deposit) -> Deposit:
    old, new, change_id = whole(before), whole(after), changes.new_change_id()
    _write(tx, after, change_id)
    fields = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
    _tell(tx, after, change_id, fields)
    return after


def _write(tx: Tx, deposit: Deposit, revision: str) -> None:
    told = whole(deposit)
    tx.cursor.execute(
        f"UPDATE deposit SET {', '.join(f'{name} = ?' for name in _SETTLING)}, revision = ?"
        " WHERE id = ?",
        (*(told[name] for name in _SETTLING), revision, deposit.id),
    )


def _insert(
    tx: Tx, deposit: Deposit, place: tuple[int, int], revision: str, at: str, by: str
) -> None:
    told = {**whole(deposit), "id": deposit.id, "worker_id": deposit.worker_id}
    told["portions"] = portions.written(told["portions"])
    tx.cursor.execute(
        f"INSERT INTO deposit ({', '.join(_COLUMNS)}, year, serial, revision, at, by)"
        f" VALUES ({', '.join('?' * (len(_COLUMNS) + 5))})",
        (*(told[name] for name in _COLUMNS), *place, revision, at, by),
    )


def _tell(tx: Tx, deposit: Deposit, change_id: str, fields: dict[str, list[Any]] | None) -> None:
    said = changes.Said(
        change_id=change_id,
        record_id=deposit.id,
        record=whole(deposit),
        fields=fields,
        subject=deposit.worker_id,
    )
    changes.record(tx, [said], kind=changes.DEPOSIT)


def whole(deposit: Deposit) -> dict[str, Any]:
    """The record as the change log holds it: every key there is, the absent ones null."""
    settled = deposit.settled_on
    return {
        "number": deposit.number,
        "worker": deposit.worker_id,
        "first": deposit.first,
        "last": deposit.last,
        "amount": deposit.amount,
        "portions": portions.told(deposit.portions),
        "received_on": deposit.received_on.isoformat(),
        "holder": deposit.holder,
        "state": deposit.state,
        "settled_on": settled.isoformat() if settled else None,
        "settled_by": deposit.settled_by,
        "payment": deposit.payment,
        "why": deposit.why,
    }


def take_back(
    tx: Tx, deposit_id: str, record: Mapping[str, Any], *, revision: str, at: str, by: str
) -> None:
    """Enter a titipan that the hub tells of, or what became of one that is here.

    Raises KeyError, TypeError, ValueError for what cannot be one.
    """
    coming = _taken_back(deposit_id, record)
    if get(tx.connection, deposit_id) is None:
        serial = portions.whole(int(coming.number.split("/")[0]))
        _insert(tx, coming, (coming.received_on.year, serial), revision, at, by)
    else:
        _write(tx, coming, revision)


def _taken_back(deposit_id: str, record: Mapping[str, Any]) -> Deposit:
    first, last = portions.months(record)
    if record["state"] not in STATES:
        raise ValueError("a state of a newer version")
    settled = record.get("settled_on")
    return Deposit(
        id=deposit_id,
        number=str(record["number"]),
        worker_id=str(record["worker"]),
        first=first,
        last=last,
        amount=portions.whole(record["amount"]),
        portions=portions.taken(record["portions"]),
        received_on=date.fromisoformat(record["received_on"]),
        holder=str(record["holder"]),
        state=str(record["state"]),
        settled_on=date.fromisoformat(settled) if settled else None,
        settled_by=_text(record, "settled_by"),
        payment=_text(record, "payment"),
        why=_text(record, "why"),
    )


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    return None if value is None else str(value)


def get(c: "Connection", deposit_id: str) -> Deposit | None:
    """One titipan, or None."""
    found = _found(c, "d.id = ?", deposit_id)
    return found[0].deposit if found else None


def held(c: "Connection") -> list[HeldDeposit]:
    """What has not been handed over, the oldest first."""
    return _found(c, "d.state = 'held' ORDER BY d.received_on, d.id")


def of_worker(c: "Connection", worker_id: str) -> list[Deposit]:
    """Somebody's titipan, the newest first."""
    return [
        one.deposit
        for one in _found(c, "d.worker_id = ? ORDER BY d.received_on DESC, d.id DESC", worker_id)
    ]


def on_day(c: "Connection", day: date) -> list[HeldDeposit]:
    """What was received, handed over or given back on a day, in the order of the receipts."""
    iso = day.isoformat()
    return _found(
        c, "d.received_on = ? OR d.settled_on = ? ORDER BY d.year, d.serial, d.id", iso, iso
    )


def open_on(c: "Connection", day: date) -> list[HeldDeposit]:
    """What was in hand at any time of a day, settled since or not, in the order of the receipts.
    One that was settled by a clock turned back left on the day it came."""
    iso, away = day.isoformat(), _away(c)
    found = _found(
        c,
        "d.received_on <= ? AND (d.settled_on IS NULL OR max(d.settled_on, d.received_on) >= ?"
        " OR d.id IN (SELECT value FROM json_each(?))) ORDER BY d.year, d.serial, d.id",
        iso,
        iso,
        json.dumps(list(away)),
    )
    return [
        replace(one, deposit=replace(one.deposit, away=tuple(away.get(one.deposit.id, ()))))
        for one in found
    ]


def _away(c: "Connection") -> dict[str, list[Away]]:
    """The titipan whose payment was undone, with the days between; told by the payments."""
    rows = c.exec_driver_sql(
        "SELECT p.deposit, (SELECT min(h.today) FROM change h WHERE h.record_id = p.id"
        f" AND h.{changes.OF_MONEY}), p.undone_on, p.id FROM payment p"
        " WHERE p.undone_at IS NOT NULL AND p.deposit IS NOT NULL ORDER BY p.undone_at"
    )
    found: dict[str, list[Away]] = {}
    for deposit_id, left, back, payment in rows:
        days = date.fromisoformat(left or back), date.fromisoformat(back)
        found.setdefault(deposit_id, []).append(Away(*days, payment))
    return found


def numbered(c: "Connection", number: str) -> list[HeldDeposit]:
    """The titipan with this number on their receipt; another PC may have given the same."""
    return _found(c, "d.number = ? ORDER BY d.id", number.strip().upper())


def held_of(c: "Connection", worker_ids: Collection[str]) -> dict[str, list[Deposit]]:
    """What is held for these people; for whom nothing is, is left out."""
    found: dict[str, list[Deposit]] = {}
    chosen = "d.state = 'held' AND d.worker_id IN (SELECT value FROM json_each(?)) ORDER BY d.id"
    for one in _found(c, chosen, json.dumps(list(worker_ids))):
        found.setdefault(one.deposit.worker_id, []).append(one.deposit)
    return found


def _found(c: "Connection", where: str, *values: str) -> list[HeldDeposit]:
    return [_held(row) for row in c.exec_driver_sql(f"{_SELECT} WHERE {where}", values).all()]


def _held(row: Any) -> HeldDeposit:
    given = dict(zip(_COLUMNS, row, strict=False))
    number, full_name = row[len(_COLUMNS) :]
    given["portions"] = portions.read(given["portions"])
    given["received_on"] = date.fromisoformat(given["received_on"])
    if given["settled_on"]:
        given["settled_on"] = date.fromisoformat(given["settled_on"])
    return HeldDeposit(deposit=Deposit(**given), number=number or "", full_name=full_name or "")
