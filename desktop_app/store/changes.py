"""The change log: every change of every record, with the whole record and each field's old and
new value. It only grows; what a hub acknowledged is marked settled. Kept for good, so that
whatever a hub loses, the office can say again.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import audit
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

WORKER = "worker"
_INSERT = (
    "INSERT INTO change (seq, change_id, device, incarnation, kind, record_id, at, today, actor,"
    " clock_doubt, salt, record, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One change about to be written; ``fields`` is None for a new record."""

    change_id: str
    record_id: str
    record: dict[str, Any]
    fields: dict[str, list[Any]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change as it stands in the log."""

    seq: int
    change_id: str
    device: str
    incarnation: str
    kind: str
    record_id: str
    at: datetime
    today: date
    actor: str
    clock_doubt: bool
    record: dict[str, Any] | None
    """The whole record after the change, without its empty fields; None once erased."""
    fields: dict[str, list[Any]] | None
    """Field → [before, after]; None for a new record."""
    settled: str | None
    verdict: str | None


def record(tx: Tx, said: list[Said], *, kind: str = WORKER, action: str | None = None) -> None:
    """Write changes and the audit rows that name them, in order."""
    ends, rows, links = tx.ends, [], []
    today, doubt = tx.today.isoformat(), int(tx.clock_doubt)
    for one in said:
        ends.change_seq += 1
        salt, whole = audit.new_salt(), canonical(one.record)
        fields = audit.canonical(one.fields) if one.fields is not None else None
        where = (ends.change_seq, one.change_id, ends.device, tx.incarnation, kind, one.record_id)
        rows.append((*where, tx.at, today, tx.actor, doubt, salt, whole, fields))
        payload = audit.change_text(one.change_id, whole, fields)
        links.append((one.record_id, ends.change_seq, audit.commitment(salt, payload)))
    tx.cursor.executemany(_INSERT, rows)
    audit.chain(tx, links, action or tx.action)


def canonical(record: dict[str, Any]) -> str:
    """A whole record as it stands in the log: one spelling, without its empty fields."""
    return audit.canonical({key: value for key, value in record.items() if value is not None})


def pending(c: "Connection") -> int:
    """How many changes no hub has acknowledged. Counted from the other side: sequences have no
    gaps, and an index of what waits would cost every registration a page."""
    return int(
        c.exec_driver_sql(
            "SELECT coalesce(max(seq), 0) - (SELECT count(*) FROM change WHERE settled IS NOT NULL)"
            " FROM change"
        ).scalar_one()
    )


def of_record(c: "Connection", record_id: str) -> list[Change]:
    """Every change of one record, in order."""
    rows = c.exec_driver_sql(
        "SELECT h.seq, h.change_id, h.device, h.incarnation, h.kind, h.record_id, h.at, h.today,"
        " h.actor, h.clock_doubt, h.record, h.fields, h.settled, h.verdict"
        " FROM audit a JOIN change h ON h.seq = a.change WHERE a.subject = ? ORDER BY a.seq",
        (record_id,),
    )
    return [_change(row) for row in rows]


def _change(row: Any) -> Change:
    seq, change_id, device, incarnation, kind, record_id, at, today, actor, doubt, *rest = row
    whole, fields, settled, verdict = rest
    return Change(
        seq=seq,
        change_id=change_id,
        device=device,
        incarnation=incarnation,
        kind=kind,
        record_id=record_id,
        at=datetime.fromisoformat(at),
        today=date.fromisoformat(today),
        actor=actor,
        clock_doubt=bool(doubt),
        record=json.loads(whole) if whole else None,
        fields=json.loads(fields) if fields else None,
        settled=settled,
        verdict=verdict,
    )


def erase(tx: Tx, record_id: str) -> None:
    """Empty what was ever told of a record for good; that there were changes stays."""
    tx.cursor.execute(
        "UPDATE change SET salt = NULL, record = NULL, fields = NULL WHERE seq IN"
        " (SELECT change FROM audit WHERE subject = ? AND change IS NOT NULL)",
        (record_id,),
    )


def new_change_id() -> str:
    """A fresh change id; a record's revision is the id of its newest change."""
    return new_id()
