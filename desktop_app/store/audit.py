"""The audit chain: who did what, each row bound to the one before, values erasable.

A row holds a salted commitment (SHA-256) to what it says, so that erasing that leaves the chain
whole and tells nothing. A recorded change stands once, in the change log, and the row names its
sequence; anything else it says stands in the audit value.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.journal import FieldChange, JournalEntry
from desktop_app.store.tx import GENESIS, Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SALT = 16
_ROW = (
    "INSERT INTO audit (seq, at, actor, action, subject, change, clock_doubt, commitment, prev,"
    " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_VALUE = "INSERT INTO audit_value (seq, salt, value) VALUES (?, ?, ?)"


#: JSON with one spelling: sorted keys, no spaces, letters as they are.
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def append(
    tx: Tx, value: dict[str, Any], *, subject: str | None = None, action: str | None = None
) -> None:
    """Add a row about ``subject`` (a record id) to the chain."""
    salt, text = new_salt(), canonical(value)
    chain(tx, [(subject, None, commitment(salt, text))], action or tx.action)
    tx.cursor.execute(_VALUE, (tx.ends.audit_seq, salt, text))


def chain(tx: Tx, links: Sequence[tuple[str | None, int | None, bytes]], action: str) -> None:
    """Add a row for each (subject, sequence of its change, commitment), in order."""
    ends, rows = tx.ends, []
    for subject, change, committed in links:
        seq, prev = ends.audit_seq + 1, ends.audit_head
        told = (seq, tx.at, tx.actor, action, subject, change, int(tx.clock_doubt))
        digest = _link(told, committed, prev)
        rows.append((*told, committed, prev, digest))
        ends.audit_seq, ends.audit_head = seq, digest
    tx.cursor.executemany(_ROW, rows)
    tx.audited = True


def commitment(salt: bytes, text: str) -> bytes:
    """What a row keeps of what it says."""
    return hashlib.sha256(salt + text.encode()).digest()


def change_text(change_id: str, record: str | None, fields: str | None) -> str:
    """A change's payload as it is committed to."""
    return f"{change_id}\n{record}\n{fields}"


def new_salt() -> bytes:
    """Without it nobody can try out what an erased value was."""
    return secrets.token_bytes(_SALT)


def event(tx: Tx, detail: dict[str, Any], *, subject: str | None = None) -> None:
    """Add a row for what changes no record: a log-in, an export, a backup."""
    append(tx, {"detail": detail}, subject=subject)


def _link(told: tuple[Any, ...], committed: bytes, prev: bytes) -> bytes:
    return hashlib.sha256(prev + committed + canonical(told).encode()).digest()


def head(c: "Connection") -> tuple[int, bytes]:
    """Sequence and hash of the last row; 0 and noughts where there is none."""
    row = c.exec_driver_sql("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").first()
    return (int(row[0]), bytes(row[1])) if row else (0, GENESIS)


def hash_at(c: "Connection", seq: int) -> bytes | None:
    """The hash of one row, or None where it is not there."""
    found = c.exec_driver_sql("SELECT hash FROM audit WHERE seq = ?", (seq,)).scalar()
    return bytes(found) if found is not None else None


def last_at(c: "Connection") -> datetime | None:
    """When the last row was written, as its clock told."""
    at = c.exec_driver_sql("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").scalar()
    return _moment(at) if at else None


def not_before(c: "Connection", now: datetime) -> tuple[datetime, bool]:
    """What to date a row of the program's own with, and whether that is doubtful: a clock that
    stands before the last row cannot be right, and nobody is there to be asked."""
    last = last_at(c)
    return (last, True) if last is not None and now < last else (now, False)


def entries(
    c: "Connection", *, subject: str | None = None, limit: int | None = None
) -> list[JournalEntry]:
    """What was done, the newest first: everything, or what concerns one record."""
    where, values = ("WHERE a.subject = ?", [subject]) if subject else ("", [])
    rows = c.exec_driver_sql(
        "SELECT a.seq, a.at, a.actor, a.action, a.subject, v.value, h.fields,"
        " CASE WHEN h.kind <> 'worker' THEN h.record END, h.kind, h.record_id FROM audit a"
        " LEFT JOIN audit_value v ON v.seq = a.seq LEFT JOIN change h ON h.seq = a.change"
        f" {where} ORDER BY a.seq DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return [_entry(row) for row in rows]


def _entry(row: Any) -> JournalEntry:
    seq, at, actor, action, subject, value, fields, record, kind, record_id = row
    told = _object(value)
    pairs = told.get("fields") or _object(fields)
    return JournalEntry(
        seq=seq,
        at=_moment(at),
        actor=actor,
        action=action,
        subject=subject,
        kind=kind,
        record_id=record_id,
        changes=tuple(FieldChange(name, pair[0], pair[1]) for name, pair in pairs.items()),
        detail=told.get("detail") or _object(record),
    )


def _object(text: str | None) -> dict[str, Any]:
    """What a value says; nothing where it was erased, or altered beyond reading."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _moment(at: str) -> datetime:
    """When a row says it was written; the beginning of time where somebody altered that."""
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def erase(tx: Tx, seqs: list[int]) -> None:
    """Empty what these rows say for good; the chain stays whole."""
    tx.cursor.executemany(
        "UPDATE audit_value SET salt = NULL, value = NULL WHERE seq = ?", [(s,) for s in seqs]
    )


def verify(c: "Connection") -> list[Refused]:
    """Every row that was altered, taken away or put in: rules ``audit_row``, ``audit_gap``,
    ``audit_value``, ``audit_change`` and ``change_untold``, each with ``seq``."""
    return list(_faults(c))


def _faults(c: "Connection") -> Iterator[Refused]:
    seq, head_hash = 0, GENESIS
    rows = c.exec_driver_sql(
        "SELECT a.seq, a.at, a.actor, a.action, a.subject, a.change, a.clock_doubt, a.commitment,"
        " a.prev, a.hash, v.seq, v.salt, v.value, h.seq, h.salt, h.record, h.fields, h.change_id"
        " FROM audit a LEFT JOIN audit_value v ON v.seq = a.seq"
        " LEFT JOIN change h ON h.seq = a.change ORDER BY a.seq"
    )
    for row in rows:
        committed, prev, told = row[7:10]
        if row[0] != seq + 1:
            yield Refused("audit_gap", None, seq=seq + 1)
        elif prev != head_hash or _link(tuple(row[:7]), committed, prev) != told:
            yield Refused("audit_row", None, seq=row[0])
        if row[5] is None:
            if not _value_holds(committed, *row[10:13]):
                yield Refused("audit_value", None, seq=row[0])
        elif not _change_holds(committed, *row[13:]):
            yield Refused("audit_change", None, seq=row[0])
        seq, head_hash = row[0], told
    yield from _untold(c)


def _value_holds(
    committed: bytes, there: int | None, salt: bytes | None, value: str | None
) -> bool:
    if there is None or (salt is None) != (value is None):
        return False
    return salt is None or value is None or commitment(salt, value) == committed


def _change_holds(
    committed: bytes,
    there: int | None,
    salt: bytes | None,
    record: str | None,
    fields: str | None,
    change_id: str,
) -> bool:
    if there is None or (salt is None) != (record is None):
        return False
    return salt is None or commitment(salt, change_text(change_id, record, fields)) == committed


def _untold(c: "Connection") -> Iterator[Refused]:
    """Changes that no row of the chain names: somebody put them in."""
    rows = c.exec_driver_sql(
        "SELECT h.seq FROM change h WHERE h.seq NOT IN"
        " (SELECT change FROM audit WHERE change IS NOT NULL)"
    )
    for row in rows:
        yield Refused("change_untold", None, seq=row[0])
