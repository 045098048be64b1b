"""Changes as the hub keeps them: what was told, by whom, and what became of it."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uuid_utils
from sqlalchemy import ColumnElement, bindparam, func, insert, select, update

from desktop_app.hub.tables import CHANGE
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.receipt import Verdict

if TYPE_CHECKING:
    from sqlalchemy import Connection

WORKER, PAPER, SUBMISSION, AGENDA = "worker", "paper", "submission", "agenda"
PAYMENT, SPONSOR, RESERVATION, DEPOSIT = "payment", "sponsor", "reservation", "deposit"
#: Matters of money that are somebody's: the record names the person under ``worker``.
PERSONAL = (PAYMENT, RESERVATION, DEPOSIT)
#: So many ids are asked for in one statement.
PORTION = 5_000
_OPEN = ("held", "later")

dumped = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def new_id() -> str:
    """A fresh UUIDv7."""
    return str(uuid_utils.uuid7())


@dataclass(slots=True, kw_only=True)
class Kept:
    """A change with its verdict. ``stored`` and ``touched`` say what is still to be written.

    ``record``, ``fields`` and ``extra`` of what was told are empty once the person withdrew."""

    told: Told
    device: str
    incarnation: str
    batch: str | None = None
    received_at: str
    digest: str = ""
    verdict: str = ""
    rule: str | None = None
    field: str | None = None
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    about: str | None = None
    """Whose it is, where it is a matter of money: a worker's record id."""
    stored: bool = False
    touched: bool = False

    def strip(self) -> None:
        """Keep nothing of what was told of the person but that something was."""
        self.told = dataclasses.replace(self.told, record=None, fields=None, extra={})
        self.params, self.touched = {}, True

    @property
    def open(self) -> bool:
        """Whether it is still to be judged."""
        return self.verdict in ("", *_OPEN)

    def said(self) -> Verdict:
        """Its verdict as a receipt names it."""
        return Verdict(
            change_id=self.told.change_id,
            verdict=self.verdict,
            rule=self.rule,
            field=self.field,
            params=self.params,
        )


def about(told: Told) -> str | None:
    """Whose this is, where it is a matter of money: a worker's record id."""
    whose = (told.record or {}).get("worker") if told.kind in PERSONAL else None
    return whose if isinstance(whose, str) else None


def digest(told: Told) -> str:
    """What tells a change from another of the same place."""
    whole = (told.change_id, told.kind, told.record_id, told.base, told.record, told.fields)
    return hashlib.sha256(dumped(whole).encode()).hexdigest()[:32]


def told(row: Any) -> Told:
    """The change that stands in a row."""
    return Told(
        change_id=row.change_id,
        seq=row.seq,
        kind=row.kind,
        record_id=row.record_id,
        base=row.base,
        at=row.at,
        today=row.today,
        actor=row.actor,
        doubt=bool(row.doubt),
        record=json.loads(row.record) if row.record else None,
        fields=json.loads(row.fields) if row.fields else None,
        extra=json.loads(row.extra) if row.extra else {},
    )


def said(row: Any) -> Verdict:
    """The verdict that stands in a row."""
    return Verdict(
        change_id=row.change_id,
        verdict=row.verdict,
        rule=row.rule,
        field=row.field,
        params=json.loads(row.params) if row.params else {},
    )


def portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in parts that fit a statement."""
    for start in range(0, len(ids), PORTION):
        yield ids[start : start + PORTION]


def of_records(c: "Connection", village: str, record_ids: Sequence[str]) -> Iterator[Kept]:
    """Every change of these records."""
    for part in portions(record_ids):
        yield from _found(c, village, CHANGE.c.record_id.in_(part))


def by_ids(c: "Connection", village: str, change_ids: Sequence[str]) -> Iterator[Kept]:
    """The changes of these ids that there are."""
    for part in portions(change_ids):
        yield from _found(c, village, CHANGE.c.change_id.in_(part))


def about_workers(
    c: "Connection", village: str, workers: Sequence[str], *, held: bool = False
) -> Iterator[Kept]:
    """Every change that is a matter of these people's money; only what is ``held`` of it."""
    for part in portions(workers):
        theirs = CHANGE.c.about.in_(part)
        yield from _found(c, village, theirs & (CHANGE.c.verdict == "held") if held else theirs)


def _found(c: "Connection", village: str, which: ColumnElement[bool]) -> Iterator[Kept]:
    for row in c.execute(select(CHANGE).where(CHANGE.c.village == village, which)):
        yield Kept(
            told=told(row),
            device=row.device,
            incarnation=row.incarnation,
            batch=row.batch,
            received_at=row.received_at,
            digest=row.digest,
            verdict=row.verdict,
            rule=row.rule,
            field=row.field,
            params=json.loads(row.params) if row.params else {},
            about=row.about,
            stored=True,
        )


def places(
    c: "Connection", village: str, device: str, incarnation: str, first: int, last: int
) -> dict[int, tuple[str, str]]:
    """Sequence → (change id, digest) of what this incarnation said between two places."""
    rows = c.execute(
        select(CHANGE.c.seq, CHANGE.c.change_id, CHANGE.c.digest).where(
            CHANGE.c.village == village,
            CHANGE.c.device == device,
            CHANGE.c.incarnation == incarnation,
            CHANGE.c.seq.between(first, last),
        )
    )
    return {row.seq: (row.change_id, row.digest) for row in rows}


def last_place(c: "Connection", village: str, device: str, incarnation: str) -> int:
    """The highest sequence that is kept of an incarnation; 0 where nothing is."""
    mine = (CHANGE.c.village == village) & (CHANGE.c.device == device)
    asked = select(func.max(CHANGE.c.seq)).where(mine, CHANGE.c.incarnation == incarnation)
    return c.execute(asked).scalar() or 0


#: What may become of a change that is kept already: its verdict, and that it was emptied.
_CHANGING = (
    *("verdict", "rule", "field", "params"),
    *("record", "fields", "extra", "received_at", "about"),
)


def save(c: "Connection", village: str, kept: Iterable[Kept]) -> None:
    """Write the new ones, and those that were judged anew or emptied."""
    new, judged = [], []
    for one in kept:
        if not one.stored:
            new.append(_row(village, one))
        elif one.touched:
            row = _row(village, one)
            said = {f"new_{name}": row[name] for name in _CHANGING}
            judged.append(said | {"of": village, "this": one.told.change_id})
        one.stored, one.touched = True, False
    if new:
        c.execute(insert(CHANGE), new)
    if judged:
        mine = (CHANGE.c.village == bindparam("of")) & (CHANGE.c.change_id == bindparam("this"))
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _CHANGING}
        c.execute(update(CHANGE).where(mine).values(values), judged)


def _row(village: str, one: Kept) -> dict[str, Any]:
    said = one.told
    return {
        "village": village,
        "change_id": said.change_id,
        "device": one.device,
        "incarnation": one.incarnation,
        "seq": said.seq,
        "kind": said.kind,
        "record_id": said.record_id,
        "base": said.base,
        "at": said.at,
        "today": said.today,
        "actor": said.actor,
        "doubt": said.doubt,
        "record": dumped(said.record) if said.record is not None else None,
        "fields": dumped(said.fields) if said.fields is not None else None,
        "extra": dumped(said.extra) if said.extra else None,
        "digest": one.digest,
        "batch": one.batch,
        "received_at": one.received_at,
        "verdict": one.verdict,
        "rule": one.rule,
        "field": one.field,
        "params": dumped(one.params) if one.params else None,
        "about": one.about,
    }
