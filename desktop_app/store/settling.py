"""Settling: what a receipt or the hub's feed says of changes, written down in bulk.

A change is settled by a receipt or by the hub's feed, and by nothing else. ``held`` and ``later``
settle nothing; a held change takes the earlier ones of its record back, because a hub that does
not know its base has lost them. All of it happens in the caller's transaction.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.store import papers, ranges
from desktop_app.store.changes import BESIDE, FEED, OF_MONEY, SEQS
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERDICTS = ("accepted", "merged", "conflict", "duplicate", "refused", "held", "later")
#: Verdicts after which a change is never said again.
FINAL = VERDICTS[:5]
#: Verdicts that leave nothing to mend and no row of their own.
TAKEN = VERDICTS[:2]
_NOTE = (
    "INSERT INTO verdict (seq, change_id, verdict, rule, field, params, batch, at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class VerdictLike(Protocol):
    """What a hub says of one change; ``sync.wire.receipt.Verdict`` is one."""

    @property
    def change_id(self) -> str: ...  # noqa: D102
    @property
    def verdict(self) -> str: ...  # noqa: D102
    @property
    def rule(self) -> str | None: ...  # noqa: D102
    @property
    def field(self) -> str | None: ...  # noqa: D102
    @property
    def params(self) -> Mapping[str, Any]: ...  # noqa: D102


class ReceiptLike(Protocol):
    """A hub's answer to a batch; ``sync.wire.receipt.Receipt`` is one."""

    @property
    def batch_id(self) -> str: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def epoch(self) -> str: ...  # noqa: D102
    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def exceptions(self) -> Sequence[VerdictLike]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Settled:
    """How many changes of a batch got which verdict."""

    accepted: int = 0
    merged: int = 0
    conflict: int = 0
    duplicate: int = 0
    refused: int = 0
    held: int = 0
    later: int = 0


def receipted(tx: Tx, batch_id: str, raw: bytes, receipt: ReceiptLike) -> Settled:
    """Settle a batch by its receipt (``raw``: the receipt's sealed bytes). Twice is once.

    A batch that was dropped meanwhile settles nothing: its changes go again, under their ids.
    Raises ValueError for a receipt of another batch.
    """
    row = tx.cursor.execute(
        f"SELECT seqs, digest, receipt IS NOT NULL, {', '.join(VERDICTS)} FROM batch WHERE id = ?",
        (batch_id,),
    ).fetchone()
    if row is None:
        return Settled()
    text, digest, done, *counts = row
    if done:
        return Settled(*counts)
    if receipt.batch_id != batch_id or receipt.digest != digest:
        raise ValueError("the receipt of another batch")
    seqs = ranges.read(text)
    exceptions = _placed(tx, seqs, receipt.exceptions)
    settled = _settle(tx, seqs, exceptions, batch_id, batch_id)
    tx.cursor.execute(
        "UPDATE batch SET sealed = NULL, receipt = ?, received_at = ?, epoch = ?, number = ?,"
        f" {', '.join(f'{name} = ?' for name in VERDICTS)} WHERE id = ?",
        (
            raw,
            tx.at,
            receipt.epoch,
            receipt.number,
            *(getattr(settled, name) for name in VERDICTS),
            batch_id,
        ),
    )
    return settled


def places(c: "Connection", change_ids: Collection[str]) -> dict[str, int]:
    """Where these changes stand. An index would cost every registration a page, so the log may be
    read through: ask before the transaction, for all at once."""
    found = _in_verdicts(c, change_ids)
    if len(found) < len(set(change_ids)):
        rows = c.exec_driver_sql(
            "SELECT change_id, seq FROM change WHERE verdict IS NOT ?"
            " AND change_id IN (SELECT value FROM json_each(?))",
            (BESIDE, json.dumps(list(change_ids))),
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def _in_verdicts(c: "Connection", change_ids: Collection[str]) -> dict[str, int]:
    rows = c.exec_driver_sql(
        "SELECT change_id, seq FROM verdict WHERE change_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(change_ids)),),
    )
    return {row[0]: row[1] for row in rows}


def verdict(tx: Tx, told: VerdictLike, there: Mapping[str, int] | None = None) -> bool:
    """What the hub's feed says of a change later than its receipt; False where nobody knows it.

    ``there`` is what :func:`places` found; without it only changes with a verdict are known.
    """
    row = tx.cursor.execute(
        "SELECT seq, batch FROM verdict WHERE change_id = ?", (told.change_id,)
    ).fetchone()
    seq = row[0] if row else (there or {}).get(told.change_id)
    if seq is None:
        return False
    _settle(tx, [seq], {seq: told}, FEED, row[1] if row else None)
    return True


def known_to_hub(tx: Tx, seq: int, told: VerdictLike | None) -> None:
    """The hub's feed holds this change of ours: it is settled, accepted unless it says more."""
    _settle(tx, [seq], {seq: told} if told else {}, FEED, None)


def note(tx: Tx, seq: int, told: VerdictLike) -> None:
    """Keep what the hub said of a change that comes back from its feed with its verdict."""
    _forget_verdicts(tx, [seq])
    tx.cursor.execute(_NOTE, (seq, told.change_id, told.verdict, *_why(told), None, tx.at))


def ended(tx: Tx, record_id: str) -> None:
    """Nothing of this record is ever said again: it goes on as another one."""
    seqs = [row[0] for row in tx.cursor.execute(SEQS, (record_id,) * 3).fetchall()]
    _forget_verdicts(tx, seqs)
    _mark(tx, seqs, FEED, BESIDE)


def say_again(tx: Tx, but: Sequence[int] = ()) -> None:
    """The hub has another past than the one it told of: everything that was ever said to it waits
    again, except the changes in ``but``; pictures too, and its feed is read from the beginning.

    What others made and the feed brought stays as it is. Twice is once.
    """
    kept = json.dumps(list(but))
    rows = tx.cursor.execute(
        "SELECT seq FROM change WHERE settled IS NOT NULL AND (settled <> ? OR device = ?)"
        " AND verdict IS NOT ? AND seq NOT IN (SELECT value FROM json_each(?))",
        (FEED, tx.ends.device, BESIDE, kept),
    ).fetchall()
    seqs = [row[0] for row in rows]
    tx.cursor.execute(
        "DELETE FROM verdict WHERE seq NOT IN (SELECT value FROM json_each(?))", (kept,)
    )
    _mark(tx, seqs, None, None)
    deliver(tx, "waiting", seqs)
    tx.cursor.execute("UPDATE photo SET sent = NULL WHERE sent IS NOT NULL")
    tx.cursor.execute("UPDATE hub SET cursor = '' WHERE active = 1")


def _placed(
    tx: Tx, seqs: Sequence[int], exceptions: Iterable[VerdictLike]
) -> dict[int, VerdictLike]:
    """The exceptions by sequence; those of changes that the batch does not have are passed over."""
    named = {one.change_id: one for one in exceptions}
    if not named:
        return {}
    rows = tx.cursor.execute(
        "SELECT seq, change_id FROM change WHERE seq IN (SELECT value FROM json_each(?))",
        (json.dumps(seqs),),
    )
    return {seq: named[change_id] for seq, change_id in rows if change_id in named}


def _settle(
    tx: Tx,
    seqs: Sequence[int],
    exceptions: Mapping[int, VerdictLike],
    source: str,
    batch_id: str | None,
) -> Settled:
    """Mark changes, keep verdicts, tell the people's records; ``source`` is who settles."""
    by_verdict: dict[str, list[int]] = {name: [] for name in VERDICTS}
    for seq in seqs:
        verdict = exceptions[seq].verdict if seq in exceptions else "accepted"
        by_verdict[verdict if verdict in VERDICTS else "later"].append(seq)
    _forget_verdicts(tx, seqs)
    for verdict in FINAL:
        _mark(tx, by_verdict[verdict], source, verdict)
        deliver(tx, verdict, by_verdict[verdict])
    tx.cursor.executemany(
        _NOTE,
        [
            (seq, said.change_id, verdict, *_why(said), batch_id, tx.at)
            for verdict, places in by_verdict.items()
            if verdict not in TAKEN
            for seq in places
            for said in (exceptions[seq],)
        ],
    )
    _reopen(tx, [*by_verdict["held"], *by_verdict["later"]], before=by_verdict["held"])
    _recall(tx, by_verdict["duplicate"])
    return Settled(**{verdict: len(places) for verdict, places in by_verdict.items()})


def _recall(tx: Tx, seqs: Sequence[int]) -> None:
    """Whoever turns out to be another village's: the papers that say otherwise have to come back.
    Not where the change was corrected meanwhile; the correction is judged anew."""
    if seqs:
        rows = tx.cursor.execute(
            "SELECT w.id FROM json_each(?) j JOIN change h ON h.seq = j.value AND h.kind = 'worker'"
            " JOIN worker w ON w.id = h.record_id AND w.revision = h.change_id",
            (json.dumps(seqs),),
        ).fetchall()
        for (worker_id,) in rows:
            papers.recall_of(tx, worker_id, "duplicate")


def _why(said: VerdictLike) -> tuple[str | None, str | None, str]:
    return said.rule, said.field, json.dumps(dict(said.params), ensure_ascii=False)


def _mark(tx: Tx, seqs: Sequence[int], source: str | None, verdict: str | None) -> None:
    if seqs:
        tx.cursor.execute(
            "UPDATE change SET settled = ?, verdict = ?"
            " WHERE seq IN (SELECT value FROM json_each(?))",
            (source, verdict, json.dumps(seqs)),
        )


def _forget_verdicts(tx: Tx, seqs: Sequence[int]) -> None:
    tx.cursor.execute(
        "DELETE FROM verdict WHERE seq IN (SELECT value FROM json_each(?))", (json.dumps(seqs),)
    )


def _reopen(tx: Tx, seqs: Sequence[int], *, before: Sequence[int]) -> None:
    """These changes go again; and of those in ``before`` all earlier ones of their records."""
    if before:
        earlier = tx.cursor.execute(
            "SELECT e.seq FROM json_each(?) j JOIN change h ON h.seq = j.value"
            " JOIN audit a ON a.subject = h.record_id AND a.change < h.seq"
            " JOIN change e ON e.seq = a.change AND e.record_id = h.record_id"
            " WHERE e.settled IS NOT NULL AND e.verdict IS NOT ?"
            " UNION SELECT e.seq FROM json_each(?) j JOIN change h ON h.seq = j.value"
            f" JOIN change e ON e.record_id = h.record_id AND e.{OF_MONEY} AND e.seq < h.seq"
            " WHERE e.settled IS NOT NULL AND e.verdict IS NOT ?",
            (json.dumps(before), BESIDE) * 2,
        ).fetchall()
        told = [row[0] for row in earlier]
        _forget_verdicts(tx, told)
        seqs = [*seqs, *told]
    _mark(tx, seqs, None, None)
    deliver(tx, "waiting", seqs)


def deliver(tx: Tx, delivery: str, seqs: Sequence[int]) -> None:
    """Tell how far the records went whose newest change is among these. That is no revision."""
    if seqs:
        tx.cursor.execute(
            "UPDATE worker SET delivery = ? FROM (SELECT h.record_id, h.change_id"
            "  FROM json_each(?) j JOIN change h ON h.seq = j.value WHERE h.kind = 'worker') t"
            " WHERE id = t.record_id AND revision = t.change_id AND delivery <> ?",
            (delivery, json.dumps(seqs), delivery),
        )
