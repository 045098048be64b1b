"""Settling: what a receipt or the hub's feed says of changes, written down in bulk.

A change is settled by a receipt or by the hub's feed, and by nothing else. ``held`` and ``later``
settle nothing; a held change takes the earlier ones of its record back, because a hub that does
not know its base has lost them. All of it happens in the caller's transaction.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from desktop_app.store import ranges
from desktop_app.store.changes import BESIDE, FEED
from desktop_app.store.tx import Tx

VERDICTS = ("accepted", "merged", "conflict", "duplicate", "refused", "held", "later")
#: Verdicts after which a change is never said again.
FINAL = VERDICTS[:5]
#: Verdicts that leave nothing to mend and no row of their own.
TAKEN = VERDICTS[:2]


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
        "UPDATE batch SET sealed = NULL, receipt = ?, received_at = ?, number = ?,"
        f" {', '.join(f'{name} = ?' for name in VERDICTS)} WHERE id = ?",
        (raw, tx.at, receipt.number, *(getattr(settled, name) for name in VERDICTS), batch_id),
    )
    return settled


def verdict(tx: Tx, told: VerdictLike) -> bool:
    """What the hub's feed says of a change later than its receipt; False where nobody knows it."""
    row = tx.cursor.execute(
        "SELECT seq, batch FROM verdict WHERE change_id = ?", (told.change_id,)
    ).fetchone()
    seq = row[0] if row else _seq_of(tx, told.change_id)
    if seq is None:
        return False
    _settle(tx, [seq], {seq: told}, FEED, row[1] if row else None)
    return True


def _seq_of(tx: Tx, change_id: str) -> int | None:
    """Where a change stands. An index would cost every registration a page, so the log is read
    through, once for all that a transaction asks."""
    if tx.places is None:
        rows = tx.cursor.execute(
            "SELECT change_id, seq FROM change WHERE verdict IS NOT ?", (BESIDE,)
        )
        tx.places = dict(rows.fetchall())
    return tx.places.get(change_id)


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
        "INSERT INTO verdict (seq, change_id, verdict, rule, field, params, batch, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (seq, said.change_id, verdict, said.rule, said.field, _params(said), batch_id, tx.at)
            for verdict, places in by_verdict.items()
            if verdict not in TAKEN
            for seq in places
            for said in (exceptions[seq],)
        ],
    )
    _reopen(tx, [*by_verdict["held"], *by_verdict["later"]], before=by_verdict["held"])
    return Settled(**{verdict: len(places) for verdict, places in by_verdict.items()})


def _params(said: VerdictLike) -> str:
    return json.dumps(dict(said.params), ensure_ascii=False)


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
            " WHERE e.settled IS NOT NULL AND e.verdict IS NOT ?",
            (json.dumps(before), BESIDE),
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
