"""What goes to the hub: which changes wait, the batches sealed for it, the pictures after them.

Until it is settled a change is pending, in a batch or not. A batch's bytes stand here before they
are sent for the first time and until their receipt. Everything happens in the caller's
transaction, in bulk.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop_app.domain.worker import Consent
from desktop_app.store import changes, ranges, rows
from desktop_app.store.changes import BESIDE, Change
from desktop_app.store.settling import Settled, deliver, receipted, verdict
from desktop_app.store.tx import Tx, moment
from desktop_app.store.waiting import (
    AGREES,
    BatchView,
    Waiting,
    WaitingCounts,
    counts,
    in_batches,
    receipts,
    unsettled,
    waiting,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "Batch", "BatchView", "Settled", "Waiting", "WaitingCounts", "bases", "changes_at", "counts",
    "drop_batches", "failed", "newest", "open_batches", "pending_seqs", "photo_sent", "photos_due",
    "receipted", "receipts", "record_consents", "said", "store_batch", "trying", "verdict",
    "waiting",
]  # fmt: skip

#: How often a change is said again that a hub could not judge yet.
LATER = timedelta(days=1)
_PORTION = 1_000
#: For [change id, record id, sequence] each the change before it of the same record.
_BASE = (
    "SELECT j.value ->> 0, (SELECT h.change_id FROM audit a JOIN change h ON h.seq = a.change"
    "  WHERE a.subject = j.value ->> 1 AND a.change < j.value ->> 2"
    "  AND h.record_id = a.subject AND h.verdict IS NOT ? ORDER BY a.seq DESC LIMIT 1)"
    " FROM json_each(?) j"
)
#: The same for records whose history is told by whose money it is.
_BASE_OF_MONEY = (
    "SELECT j.value ->> 0, (SELECT h.change_id FROM change h WHERE h.record_id = j.value ->> 1"
    f"  AND h.{changes.OF_MONEY} AND h.seq < j.value ->> 2 AND h.verdict IS NOT ?"
    "  ORDER BY h.seq DESC LIMIT 1) FROM json_each(?) j"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One sealed batch that waits for its receipt."""

    id: str
    hub: bytes
    """Root key of the hub it is sealed for."""
    incarnation: str
    seqs: tuple[int, ...]
    count: int
    digest: str
    """SHA-256 of the sealed bytes, hexadecimal."""
    sealed: bytes = field(repr=False)
    made_at: datetime | None = None
    """When it was stored."""
    tried: bool = False
    """Whether it may have reached the hub."""
    failures: int = 0
    """In how many exchanges the hub stumbled at it."""


def pending_seqs(c: "Connection", *, now: datetime | None = None) -> list[int]:
    """Changes to be sealed, in order: not settled, and in no open batch for this hub.

    With ``now`` those stay out that the hub could not judge less than :data:`LATER` ago.
    """
    out = set(in_batches(c))
    if now is not None:
        since = moment(now - LATER)
        out.update(
            c.exec_driver_sql(
                "SELECT seq FROM verdict WHERE verdict = 'later' AND at > ?", (since,)
            ).scalars()
        )
    return [seq for seq in unsettled(c) if seq not in out]


def changes_at(c: "Connection", seqs: Sequence[int]) -> list[Change]:
    """The changes with these sequences, whole, in order."""
    found: list[Change] = []
    ordered = sorted(seqs)
    for start in range(0, len(ordered), _PORTION):
        portion = ordered[start : start + _PORTION]
        told = c.exec_driver_sql(
            f"SELECT {changes.COLUMNS} FROM change h"
            " WHERE h.seq IN (SELECT value FROM json_each(?)) ORDER BY h.seq",
            (json.dumps(portion),),
        )
        found += [changes.read(row) for row in told]
    return found


def bases(c: "Connection", told: Sequence[Change]) -> dict[str, str | None]:
    """For each change the one of the same record that it was made upon; None for the first.

    A change of the hub that did not become the record's head is nobody's base.
    """
    found: dict[str, str | None] = {one.change_id: None for one in told}
    later = [one for one in told if one.fields is not None or one.record is None]
    money = [one for one in later if one.kind in changes.MONEY]
    others = [one for one in later if one.kind not in changes.MONEY]
    for some, statement in ((others, _BASE), (money, _BASE_OF_MONEY)):
        asked = [(one.change_id, one.record_id, one.seq) for one in some]
        for start in range(0, len(asked), _PORTION):
            portion = json.dumps(asked[start : start + _PORTION])
            answer = c.exec_driver_sql(statement, (BESIDE, portion))
            found.update({row[0]: row[1] for row in answer})
    return found


def record_consents(c: "Connection", record_ids: Collection[str]) -> dict[str, Consent]:
    """The consent of whom each record is about, as it is now: a worker, a paper's holder, whose
    payment, reservation or titipan it is.

    Records that are nobody's (a list for BPJS, a sponsor) are left out.
    """
    found: dict[str, Consent] = {}
    wanted = list(record_ids)
    for start in range(0, len(wanted), _PORTION):
        answer = c.exec_driver_sql(
            "SELECT j.value, w.consent FROM json_each(?) j"
            " LEFT JOIN paper p ON p.id = j.value LEFT JOIN payment y ON y.id = j.value"
            " LEFT JOIN reservation r ON r.id = j.value LEFT JOIN deposit d ON d.id = j.value"
            " JOIN worker w ON w.id ="
            " coalesce(p.worker_id, y.worker_id, r.worker_id, d.worker_id, j.value)",
            (json.dumps(wanted[start : start + _PORTION]),),
        )
        found.update({row[0]: rows.consent(json.loads(row[1])) for row in answer})
    return found


def store_batch(tx: Tx, batch: Batch) -> None:
    """Keep a batch before it is sent for the first time; its people count as sent."""
    tx.cursor.execute(
        "INSERT INTO batch (id, hub, incarnation, seqs, count, digest, sealed, made_at, accepted,"
        " merged, conflict, duplicate, refused, held, later, tried, failures)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, ?, ?)",
        (
            batch.id,
            batch.hub.hex(),
            batch.incarnation,
            ranges.written(batch.seqs),
            batch.count,
            batch.digest,
            batch.sealed,
            tx.at,
            batch.tried,
            batch.failures,
        ),
    )
    deliver(tx, "sent", batch.seqs)


def trying(tx: Tx, batch_id: str) -> None:
    """The batch is about to be sent for the first time; from now on the hub may have it."""
    tx.cursor.execute("UPDATE batch SET tried = 1 WHERE id = ?", (batch_id,))


def failed(tx: Tx, batch_id: str) -> int:
    """The hub stumbled at this batch as it is. Returns in how many exchanges it did."""
    tx.cursor.execute("UPDATE batch SET failures = failures + 1 WHERE id = ?", (batch_id,))
    row = tx.cursor.execute("SELECT failures FROM batch WHERE id = ?", (batch_id,)).fetchone()
    return int(row[0]) if row else 0


def newest(c: "Connection") -> tuple[str, int] | None:
    """Epoch and number of the newest receipt of this hub, by which it sees its own past."""
    row = c.exec_driver_sql(
        "SELECT b.epoch, b.number FROM batch b JOIN hub h ON h.root = b.hub"
        " WHERE h.active = 1 AND b.receipt IS NOT NULL AND b.epoch IS NOT NULL"
        " ORDER BY b.epoch = h.epoch DESC, b.number DESC LIMIT 1"
    ).first()
    return (str(row[0]), int(row[1])) if row else None


def said(c: "Connection") -> set[int]:
    """Every change that this hub was ever told, or may have been: in a batch that went out."""
    found = c.exec_driver_sql(
        "SELECT seqs FROM batch WHERE (tried OR receipt IS NOT NULL)"
        " AND hub = (SELECT root FROM hub WHERE active = 1)"
    )
    return {seq for text in found.scalars() for seq in ranges.read(text)}


def open_batches(c: "Connection") -> list[Batch]:
    """Batches without a receipt, the oldest first."""
    rows = c.exec_driver_sql(
        "SELECT id, hub, incarnation, seqs, count, digest, sealed, made_at, tried, failures"
        " FROM batch"
        " WHERE receipt IS NULL AND sealed IS NOT NULL ORDER BY rowid"
    )
    return [
        Batch(
            id=row[0],
            hub=bytes.fromhex(row[1]),
            incarnation=row[2],
            seqs=ranges.read(row[3]),
            count=row[4],
            digest=row[5],
            sealed=bytes(row[6]),
            made_at=datetime.fromisoformat(row[7]),
            tried=bool(row[8]),
            failures=row[9],
        )
        for row in rows
    ]


def drop_batches(tx: Tx, also: Collection[str] = ()) -> int:
    """Forget open batches that nobody can take any more; their changes are pending again.

    Those of a former incarnation or another hub, and those in ``also`` (batch ids): sealed for a
    key that the hub has retired. Returns how many.
    """
    rows = tx.cursor.execute(
        "SELECT id, seqs FROM batch WHERE receipt IS NULL AND (incarnation <> ?"
        " OR hub IS NOT (SELECT root FROM hub WHERE active = 1)"
        " OR id IN (SELECT value FROM json_each(?)))",
        (tx.ends.incarnation, json.dumps(list(also))),
    ).fetchall()
    for batch_id, text in rows:
        deliver(tx, "waiting", ranges.read(text))
        tx.cursor.execute("DELETE FROM batch WHERE id = ?", (batch_id,))
    return len(rows)


def photos_due(c: "Connection", limit: int) -> list[str]:
    """Pictures to be sent: of people whom the hub has and who agree that it does."""
    rows = c.exec_driver_sql(
        "SELECT p.sha256 FROM photo p WHERE p.sent IS NULL AND EXISTS (SELECT 1 FROM worker w"
        " WHERE w.photo = p.sha256 AND w.photo IS NOT NULL"
        f" AND w.delivery IN ('accepted', 'merged') AND {AGREES}) LIMIT ?",
        (limit,),
    )
    return list(rows.scalars())


def photo_sent(tx: Tx, sha256: str) -> None:
    """The hub has acknowledged this picture; it is not sent again."""
    tx.cursor.execute(
        "UPDATE photo SET sent = ? WHERE sha256 = ? AND sent IS NULL", (tx.at, sha256)
    )
