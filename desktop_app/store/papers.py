"""The ledger of papers that went out: who got which, when, from whom, and why again."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import changes
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The papers of which everybody is due one; the others are letters, sheets and receipts.
DUE = ("card", "slip", "certificate")
_SELECT = (
    "SELECT p.serial, p.kind, p.worker_id, w.number, w.full_name, p.status, p.reason, p.issued_at,"
    " p.issued_on, p.issued_by FROM paper p JOIN worker w ON w.id = p.worker_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper that went out, with whom it is for as they are called now."""

    serial: int
    kind: str
    worker_id: str
    number: str
    full_name: str
    status: str
    """``provisional`` or ``confirmed``."""
    reason: str
    """Why it was printed again; empty for the first."""
    issued_at: datetime
    issued_on: date
    issued_by: str


def next_serial(c: "Connection") -> int:
    """The serial the next paper gets."""
    last = c.exec_driver_sql("SELECT max(serial) FROM paper").scalar()
    return int(last or 0) + 1


def record(
    tx: Tx, *, kind: str, worker_id: str, status: str, serial: int, reason: str = ""
) -> None:
    """Enter one paper, with its change; the person's due paper is printed now."""
    paper_id = new_id()
    whole = {
        "worker": worker_id,
        "kind": kind,
        "status": status,
        "serial": serial,
        "issued_on": tx.today.isoformat(),
        "issued_by": tx.actor,
        "reason": reason,
    }
    _enter(tx, paper_id, whole, tx.at)
    said = changes.Said(
        change_id=changes.new_change_id(),
        record_id=paper_id,
        record=whole,
        fields=None,
        subject=worker_id,
    )
    changes.record(tx, [said], kind=changes.PAPER)


def take_back(tx: Tx, paper_id: str, record: Mapping[str, Any], at: str) -> None:
    """Enter a paper that the hub tells of: of this office's lost past, or of another PC.

    Twice is once. Raises KeyError, ValueError, the driver's errors for what cannot be one.
    """
    serial = record["serial"]
    if type(serial) is not int or not 0 < serial < 2**53:
        raise ValueError("not a serial")
    date.fromisoformat(record["issued_on"])
    there = tx.cursor.execute("SELECT 1 FROM paper WHERE id = ?", (paper_id,)).fetchone()
    if there is None:
        _enter(tx, paper_id, record, at)


def _enter(tx: Tx, paper_id: str, record: Mapping[str, Any], at: str) -> None:
    names = ("serial", "kind", "worker", "status", "reason", "issued_on", "issued_by")
    tx.cursor.execute(
        "INSERT INTO paper (serial, kind, worker_id, status, reason, issued_on, issued_by,"
        " issued_at, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*(record.get(name) or "" for name in names), at, paper_id),
    )
    if record["kind"] not in DUE:
        return
    due = "membership = 'member' AND kpj IS NOT NULL"
    tx.cursor.execute(
        "UPDATE worker SET unprinted = 0 WHERE id = ? AND unprinted = 1"
        f" AND (? = 'confirmed' OR NOT ({due}))",
        (record["worker"], record["status"]),
    )


def of_worker(c: "Connection", worker_id: str) -> list[Paper]:
    """What was printed for somebody, the newest first."""
    rows = c.exec_driver_sql(f"{_SELECT} WHERE p.worker_id = ? ORDER BY p.n DESC", (worker_id,))
    return [_paper(row) for row in rows]


def recent(c: "Connection", limit: int) -> list[Paper]:
    """What was printed last, the newest first."""
    rows = c.exec_driver_sql(f"{_SELECT} ORDER BY p.n DESC LIMIT ?", (limit,))
    return [_paper(row) for row in rows]


def _paper(row: Any) -> Paper:
    serial, kind, worker_id, number, full_name, status, reason, issued_at, issued_on, by = row
    return Paper(
        serial=serial,
        kind=kind,
        worker_id=worker_id,
        number=number,
        full_name=full_name,
        status=status,
        reason=reason,
        issued_at=datetime.fromisoformat(issued_at),
        issued_on=date.fromisoformat(issued_on),
        issued_by=by,
    )
