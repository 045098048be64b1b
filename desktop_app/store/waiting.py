"""What the hub has not settled yet, or not taken: for people to look at; and the receipts."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import changes, ranges

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Whether the worker ``w`` agrees to the hub having their data.
AGREES = (
    "(w.consent_method <> 'pending' AND EXISTS"
    " (SELECT 1 FROM json_each(w.consent, '$.purposes') WHERE value = 'hub'))"
)
#: A change is somebody's to mend while its record has no newer one, and is not undone.
_TO_MEND = (
    "v.verdict IN ('conflict', 'duplicate', 'refused') AND coalesce(y.revision, r.revision,"
    " d.revision, s.revision, iif(h.kind = 'worker', w.revision, h.change_id)) = h.change_id"
    " AND y.undone_at IS NULL AND r.undone_at IS NULL"
)
_WHOSE = (
    " LEFT JOIN paper p ON p.id = h.record_id LEFT JOIN payment y ON y.id = h.record_id"
    " LEFT JOIN reservation r ON r.id = h.record_id LEFT JOIN deposit d ON d.id = h.record_id"
    " LEFT JOIN sponsor s ON s.id = h.record_id LEFT JOIN worker w ON w.id ="
    " coalesce(p.worker_id, y.worker_id, r.worker_id, d.worker_id, h.record_id)"
)
_SELECT = (
    "SELECT h.change_id, h.seq, h.kind, h.record_id, h.at, w.id, w.number, w.full_name,"
    f" v.verdict, v.rule, v.field, v.params, w.id IS NULL OR {AGREES}"
)
#: What the hub told of somebody here that could not be taken.
_PASSED = " FROM passed_over o JOIN worker w ON w.id = o.worker_id"
_PORTION = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One change that is not settled, or was settled and not taken."""

    change_id: str
    seq: int
    kind: str
    record_id: str
    worker_id: str | None
    """Whom it is about; None for what is nobody's (a list for BPJS, a sponsor)."""
    number: str | None
    name: str | None
    verdict: str
    """``waiting``; ``sent`` (in a batch without a receipt); ``consent`` (not until the person
    agrees); or the hub's: ``conflict``, ``duplicate``, ``refused``, ``held``, ``later``."""
    rule: str | None
    field: str | None
    params: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """How many changes no hub has settled, and how many it settled without taking them."""

    pending: int
    to_mend: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchView:
    """One batch that has its receipt."""

    id: str
    number: int
    """The receipt's, as the hub counts."""
    made_at: datetime
    received_at: datetime
    digest: str
    count: int
    accepted: int
    merged: int
    conflict: int
    duplicate: int
    refused: int
    held: int
    later: int


def unsettled(c: "Connection") -> list[int]:
    """The sequences of what no hub has settled, in order. Taken from the other side: sequences
    have no gaps, and an index of what waits would cost every registration a page."""
    if not changes.pending(c):
        return []
    last = c.exec_driver_sql("SELECT max(seq) FROM change").scalar_one()
    done = c.exec_driver_sql("SELECT seq FROM change WHERE settled IS NOT NULL").scalars()
    return sorted(set(range(1, last + 1)).difference(done))


def in_batches(c: "Connection") -> set[int]:
    """What lies in batches for this hub that have no receipt."""
    found = c.exec_driver_sql(
        "SELECT seqs FROM batch WHERE receipt IS NULL"
        " AND hub = (SELECT root FROM hub WHERE active = 1)"
    )
    return {seq for text in found.scalars() for seq in ranges.read(text)}


def waiting(c: "Connection", limit: int | None = None) -> list[Waiting]:
    """What somebody has to mend, then what waits, each in its order."""
    rows = c.exec_driver_sql(
        f"{_SELECT} FROM verdict v JOIN change h ON h.seq = v.seq{_WHOSE} WHERE {_TO_MEND}"
        " ORDER BY v.seq LIMIT ?",  # of h.seq the planner would read the whole log through
        (-1 if limit is None else limit,),
    )
    found = [_waiting(row, row[8], row[9]) for row in rows]
    found += _passed_over(c, None if limit is None else limit - len(found))
    rest = unsettled(c)
    if limit is not None:
        rest = rest[: limit - len(found)]
    sent = in_batches(c) if rest else set()
    for start in range(0, len(rest), _PORTION):
        rows = c.exec_driver_sql(
            f"{_SELECT} FROM change h LEFT JOIN verdict v ON v.seq = h.seq{_WHOSE}"
            " WHERE h.seq IN (SELECT value FROM json_each(?)) ORDER BY h.seq",
            (json.dumps(rest[start : start + _PORTION]),),
        )
        found += [_pending(row, row[1] in sent) for row in rows]
    return found


def _passed_over(c: "Connection", limit: int | None) -> list[Waiting]:
    """What the hub told of somebody here and could not be taken: another record has their NIK, or
    this program does not understand it."""
    rows = c.exec_driver_sql(
        "SELECT o.body ->> '$.body.change.id', 0,"
        " coalesce(o.body ->> '$.body.change.kind', 'worker'), o.record_id, o.at, w.id, w.number,"
        " w.full_name, 'conflict', CASE WHEN o.rule = 'nik_registered' THEN o.rule"
        " ELSE 'passed_over' END, CASE WHEN o.rule = 'nik_registered' THEN 'nik' END,"
        " json_patch(json_object('number', w.number), json_object('why',"
        " iif(o.rule IN ('month_paid', 'months_clash'), o.rule, NULL))), 1"
        f"{_PASSED} ORDER BY o.n LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return [_waiting(row, row[8], row[9]) for row in rows]


def of_verdicts(c: "Connection", change_ids: Collection[str]) -> dict[str, Waiting]:
    """By change id what is known here of changes that have a verdict."""
    rows = c.exec_driver_sql(
        f"{_SELECT} FROM verdict v JOIN change h ON h.seq = v.seq{_WHOSE}"
        " WHERE v.change_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(change_ids)),),
    )
    return {row[0]: _waiting(row, row[8], row[9]) for row in rows}


def _pending(row: Any, sent: bool) -> Waiting:
    verdict, rule, agrees = row[8], row[9], row[12]
    if sent:
        return _waiting(row, "sent", None)
    if not agrees:
        return _waiting(row, "consent", "consent")
    return _waiting(row, verdict or "waiting", rule)


def _waiting(row: Any, verdict: str, rule: str | None) -> Waiting:
    change_id, seq, kind, record_id, at, worker_id, number, name, _, _, field, params, _ = row
    return Waiting(
        change_id=change_id,
        seq=seq,
        kind=kind,
        record_id=record_id,
        worker_id=worker_id,
        number=number,
        name=name,
        verdict=verdict,
        rule=rule,
        field=field,
        params=json.loads(params) if params else {},
        at=datetime.fromisoformat(at),
    )


def counts(c: "Connection") -> WaitingCounts:
    """How much waits, and how much has to be mended."""
    to_mend = c.exec_driver_sql(
        f"SELECT count(*) FROM verdict v JOIN change h ON h.seq = v.seq{_WHOSE} WHERE {_TO_MEND}"
    ).scalar_one()
    passed = c.exec_driver_sql(f"SELECT count(*){_PASSED}").scalar_one()
    return WaitingCounts(changes.pending(c), int(to_mend) + int(passed))


def receipts(c: "Connection", limit: int) -> list[BatchView]:
    """The receipts, the newest first."""
    rows = c.exec_driver_sql(
        "SELECT id, number, made_at, received_at, digest, count, accepted, merged, conflict,"
        " duplicate, refused, held, later FROM batch WHERE receipt IS NOT NULL"
        " ORDER BY received_at DESC, number DESC LIMIT ?",
        (limit,),
    )
    return [
        BatchView(
            id=row[0],
            number=row[1],
            made_at=datetime.fromisoformat(row[2]),
            received_at=datetime.fromisoformat(row[3]),
            digest=row[4],
            count=row[5],
            accepted=row[6],
            merged=row[7],
            conflict=row[8],
            duplicate=row[9],
            refused=row[10],
            held=row[11],
            later=row[12],
        )
        for row in rows
    ]
