"""The audit chain: who did what, each row bound to the one before, values erasable.

A row holds a salted commitment to its value (SHA-256), so that erasing the value leaves the chain
whole and tells nothing. A recorded change stands once, in the change log; its audit value names
it and its digest.
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
    "INSERT INTO audit (seq, at, actor, action, subject, clock_doubt, commitment, prev, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
#: The change a value names; a value that somebody altered need not be JSON any more.
_NAMED = "json_extract(CASE WHEN json_valid(v.value) THEN v.value END, '$.change')"
_VALUE = "INSERT INTO audit_value (seq, salt, value) VALUES (?, ?, ?)"


#: JSON with one spelling: sorted keys, no spaces, letters as they are.
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def append(
    tx: Tx, value: dict[str, Any], *, subject: str | None = None, action: str | None = None
) -> None:
    """Add a row about ``subject`` (a record id) to the chain."""
    append_many(tx, [(subject, value)], action or tx.action)


def append_many(tx: Tx, items: Sequence[tuple[str | None, dict[str, Any]]], action: str) -> None:
    """Add a row for each (subject, value), in order."""
    ends, rows, values = tx.ends, [], []
    for subject, value in items:
        salt, text = secrets.token_bytes(_SALT), canonical(value)
        commitment = hashlib.sha256(salt + text.encode()).digest()
        seq, prev = ends.audit_seq + 1, ends.audit_head
        told = (seq, tx.at, tx.actor, action, subject, int(tx.clock_doubt))
        digest = _link(told, commitment, prev)
        rows.append((*told, commitment, prev, digest))
        values.append((seq, salt, text))
        ends.audit_seq, ends.audit_head = seq, digest
    tx.cursor.executemany(_ROW, rows)
    tx.cursor.executemany(_VALUE, values)
    tx.audited = True


def event(tx: Tx, detail: dict[str, Any], *, subject: str | None = None) -> None:
    """Add a row for what changes no record: a log-in, an export, a backup."""
    append(tx, {"detail": detail}, subject=subject)


def _link(told: tuple[Any, ...], commitment: bytes, prev: bytes) -> bytes:
    return hashlib.sha256(prev + commitment + canonical(told).encode()).digest()


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


def entries(
    c: "Connection", *, subject: str | None = None, limit: int | None = None
) -> list[JournalEntry]:
    """What was done, the newest first: everything, or what concerns one record."""
    where, values = ("WHERE a.subject = ?", [subject]) if subject else ("", [])
    rows = c.exec_driver_sql(
        "SELECT a.seq, a.at, a.actor, a.action, a.subject,"
        " CASE WHEN json_valid(v.value) THEN v.value END, h.fields FROM audit a"
        " LEFT JOIN audit_value v ON v.seq = a.seq"
        f" LEFT JOIN change h ON h.record_id = a.subject AND h.change_id = {_NAMED}"
        f" {where} ORDER BY a.seq DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return [_entry(row) for row in rows]


def _entry(row: Any) -> JournalEntry:
    seq, at, actor, action, subject, value, fields = row
    told = json.loads(value) if value else {}
    pairs = told.get("fields") or (json.loads(fields) if fields else {})
    return JournalEntry(
        seq=seq,
        at=_moment(at),
        actor=actor,
        action=action,
        subject=subject,
        changes=tuple(FieldChange(name, *pair) for name, pair in pairs.items()),
        detail=told.get("detail", {}),
    )


def _moment(at: str) -> datetime:
    """When a row says it was written; the beginning of time where somebody altered that."""
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def erase(tx: Tx, seqs: list[int]) -> None:
    """Empty the values of these rows for good; the chain stays whole."""
    tx.cursor.executemany(
        "UPDATE audit_value SET salt = NULL, value = NULL WHERE seq = ?", [(s,) for s in seqs]
    )


def verify(c: "Connection") -> list[Refused]:
    """Every row that was altered, taken away or put in: rules ``audit_row``, ``audit_gap``,
    ``audit_value`` and ``audit_change``, each with ``seq``."""
    return list(_faults(c))


def _faults(c: "Connection") -> Iterator[Refused]:
    seq, head_hash = 0, GENESIS
    rows = c.exec_driver_sql(
        "SELECT a.seq, a.at, a.actor, a.action, a.subject, a.clock_doubt, a.commitment, a.prev,"
        " a.hash, v.seq, v.salt, v.value, h.record, h.fields, h.change_id FROM audit a"
        " LEFT JOIN audit_value v ON v.seq = a.seq"
        f" LEFT JOIN change h ON h.record_id = a.subject AND h.change_id = {_NAMED}"
        " ORDER BY a.seq"
    )
    for row in rows:
        if row[0] != seq + 1:
            yield Refused("audit_gap", None, seq=seq + 1)
        elif row[7] != head_hash or _link(tuple(row[:6]), row[6], row[7]) != row[8]:
            yield Refused("audit_row", None, seq=row[0])
        yield from _value_faults(row[0], row[6], *row[9:])
        seq, head_hash = row[0], row[8]


def _value_faults(
    seq: int,
    commitment: bytes,
    there: int | None,
    salt: bytes | None,
    value: str | None,
    *change: Any,
) -> Iterator[Refused]:
    if there is None or (salt is None) != (value is None):
        yield Refused("audit_value", None, seq=seq)
    elif salt is not None and value is not None:
        if hashlib.sha256(salt + value.encode()).digest() != commitment:
            yield Refused("audit_value", None, seq=seq)
        elif digest := json.loads(value).get("digest"):
            record, fields, change_id = change
            gone = change_id is None
            if gone or (record is not None and digest_of(change_id, record, fields) != digest):
                yield Refused("audit_change", None, seq=seq)


def digest_of(change_id: str, record: str | None, fields: str | None) -> str:
    """What an audit row keeps of a change: a digest of its whole payload."""
    return hashlib.sha256(f"{change_id}\n{record}\n{fields}".encode()).hexdigest()
