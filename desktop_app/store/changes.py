"""The change log: every change of every record, with the whole record and each field's old and
new value. It only grows; what a hub acknowledged is marked settled. Kept for good, so that
whatever a hub loses, the office can say again.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import audit
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

WORKER, PAPER, SUBMISSION, AGENDA = "worker", "paper", "submission", "agenda"
PAYMENT, SPONSOR, RESERVATION, DEPOSIT = "payment", "sponsor", "reservation", "deposit"
#: Records of money change more than once, and the history of another record tells of it (whose
#: money it is): their changes are found by an index of their own, of which this is the condition.
MONEY = (PAYMENT, SPONSOR, RESERVATION, DEPOSIT)
OF_MONEY = "kind IN ('payment', 'sponsor', 'reservation', 'deposit')"
#: The sequences of one record's changes: they are told of under the record itself, or, of money,
#: under whose money it is. Bind the record id three times.
SEQS = (
    "SELECT h.seq FROM audit a JOIN change h ON h.seq = a.change"
    " WHERE a.subject = ? AND h.record_id = ?"
    f" UNION SELECT h.seq FROM change h WHERE h.record_id = ? AND h.{OF_MONEY}"
)
#: What ``settled`` says where no receipt told, but the hub's feed did.
FEED = "feed"
#: The verdict of a change of the hub that did not become the record's head: the office has said
#: something since that the hub has not taken yet.
BESIDE = "beside"
_INSERT = (
    "INSERT INTO change (seq, change_id, device, incarnation, kind, record_id, at, today, actor,"
    " clock_doubt, salt, record, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
#: What :func:`read` reads, of a change called ``h``.
COLUMNS = (
    "h.seq, h.change_id, h.device, h.incarnation, h.kind, h.record_id, h.at, h.today, h.actor,"
    " h.clock_doubt, h.record, h.fields, h.settled, h.verdict"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One change about to be written; ``fields`` is None for a new record."""

    change_id: str
    record_id: str
    record: dict[str, Any]
    fields: dict[str, list[Any]] | None
    subject: str | None = None
    """Whose history tells of it, where that is not the record's own: a paper's is its person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a change comes from that was not made here."""

    device: str
    at: str
    today: str
    actor: str
    doubt: bool
    verdict: str
    """``accepted``, :data:`BESIDE`, or what the hub said of a change of our own."""
    kind: str = WORKER


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
        committed = audit.commitment(salt, payload)
        links.append((one.subject or one.record_id, ends.change_seq, committed))
    tx.cursor.executemany(_INSERT, rows)
    audit.chain(tx, links, action or tx.action)


def record_foreign(tx: Tx, said: Said, source: Source, *, action: str) -> int:
    """Write a change of the hub, settled from the beginning, and the audit row that names it.

    Returns its sequence.
    """
    tx.ends.change_seq += 1
    seq, salt, whole = tx.ends.change_seq, audit.new_salt(), canonical(said.record)
    fields = audit.canonical(said.fields) if said.fields is not None else None
    where = (seq, said.change_id, source.device, tx.incarnation, source.kind, said.record_id)
    when = (source.at, source.today, source.actor, int(source.doubt))
    tx.cursor.execute(_INSERT, (*where, *when, salt, whole, fields))
    tx.cursor.execute(
        "UPDATE change SET settled = ?, verdict = ? WHERE seq = ?", (FEED, source.verdict, seq)
    )
    committed = audit.commitment(salt, audit.change_text(said.change_id, whole, fields))
    audit.chain(tx, [(said.subject or said.record_id, seq, committed)], action)
    return seq


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


def last(c: "Connection") -> int:
    """The sequence of the newest change; 0 where there is none."""
    return int(c.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM change").scalar_one())


def of_record(c: "Connection", record_id: str) -> list[Change]:
    """Every change of one record, in order; a paper's are found under whose paper it is."""
    rows = c.exec_driver_sql(
        f"SELECT {COLUMNS} FROM change h WHERE h.seq IN ({SEQS}) ORDER BY h.seq", (record_id,) * 3
    )
    return [read(row) for row in rows]


def read(row: Any) -> Change:
    """The change in a row of :data:`COLUMNS`."""
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
    tx.cursor.execute("DELETE FROM passed_over WHERE record_id = ?", (record_id,))


def new_change_id() -> str:
    """A fresh change id; a record's revision is the id of its newest change."""
    return new_id()
