"""The verdict on each change. Pure: what the hub knows comes in as a book and goes out changed.

A change is judged when everything it builds on has been; until then it is held. One that builds
on the record as it stands is taken whole; one that builds on an older state is merged field by
field, together with what was refused in between, and the result is judged like any record.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.domain.findings import Finding, block
from desktop_app.domain.merging import composed, merge
from desktop_app.hub import changes
from desktop_app.hub.changes import WORKER, Kept
from desktop_app.hub.owners import Claims, Owner
from desktop_app.hub.records import Entry
from desktop_app.sync.wire.changes import Told

KINDS = (WORKER, changes.PAPER, changes.SUBMISSION)
#: What a change says whose person wants the hub to have nothing: nothing else.
WITHDRAWN = frozenset(("registration_number", "consent"))
_NOT_TAKEN = ("refused", "duplicate", "conflict")

#: What blocks a worker's record, held against the day of the change.
Faults = Callable[[Mapping[str, Any], str], Finding | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict; and what the record becomes, where it changes."""

    verdict: str
    finding: Finding | None = None
    data: dict[str, Any] | None = None


@dataclass(slots=True, kw_only=True)
class Book:
    """What the hub knows of the records that a batch speaks of."""

    village: str
    faults: Faults
    place: Callable[[str], str]
    """Village code → its name for people."""
    read: Mapping[str, Finding | None] = field(default_factory=dict)
    """Change id → what blocks its record, where that was looked at already."""
    changes: dict[str, Kept] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    niks: Claims = field(default_factory=lambda: Claims({}))
    kpjs: Claims = field(default_factory=lambda: Claims({}))
    waiting: dict[str, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    """Held changes by the one they wait for."""

    def know(self, kept: Iterable[Kept]) -> None:
        """Add changes that are kept already."""
        for one in kept:
            self.changes[one.told.change_id] = one
            if one.verdict == "held" and one.told.base:
                self.waiting[one.told.base].append(one)


def judge(told: Told, book: Book) -> Outcome:
    """What becomes of this change. The book is not changed."""
    if told.kind not in KINDS:
        return Outcome(verdict="later")
    waits = _waits(told, book)
    if waits is not None or told.record is None:  # None: erased meanwhile
        return Outcome(verdict=waits or "accepted")
    entry = book.entries.get(told.record_id)
    if entry is not None and entry.kind != told.kind:
        return _conflict(None)
    if told.kind != WORKER or told.record.keys() <= WITHDRAWN:
        return Outcome(verdict="accepted", data=told.record)
    if entry is None or told.base == entry.head:
        return _whole(told, entry, book)
    return _on_an_older_state(told, entry, book)


def _waits(told: Told, book: Book) -> str | None:
    """``held`` or ``later`` where what it builds on is not judged yet."""
    if told.base is None:
        return None
    before = book.changes.get(told.base)
    if before is None or before.told.record_id != told.record_id:
        return "held"
    return before.verdict if before.open else None


def _on_an_older_state(told: Told, entry: Entry, book: Book) -> Outcome:
    if told.base is None:  # told as new, and there is one already
        same = _without_empty(told.record or {}) == entry.data
        return Outcome(verdict="accepted") if same else _conflict(None)
    base, fields = effective(told, book)
    if base == entry.head:
        return _whole(told, entry, book)
    merged = merge(entry.data, fields)
    if merged.conflicts:
        return _conflict(merged.conflicts[0])
    return _merged(told, _without_empty(merged.record), entry, book)


def _merged(told: Told, data: dict[str, Any], entry: Entry, book: Book) -> Outcome:
    """A record that came of merging, judged like any other."""
    if data == entry.data:
        return Outcome(verdict="merged")
    finding = book.faults(data, told.today)
    if finding is not None:
        return Outcome(verdict="conflict", finding=finding)
    taken = _taken(told, data, entry, book)
    if taken is not None:
        return taken
    as_told = data == _without_empty(told.record or {})
    return Outcome(verdict="accepted" if as_told else "merged", data=data)


def effective(told: Told, book: Book) -> tuple[str | None, dict[str, list[Any]]]:
    """On which change that the hub took this one builds, and everything that changed since."""
    fields, base = _fields(told, book), told.base
    while base is not None:
        before = book.changes.get(base)
        if before is None or before.verdict not in _NOT_TAKEN:
            break
        fields, base = composed(_fields(before.told, book), fields), before.told.base
    return base, fields


def _fields(told: Told, book: Book) -> dict[str, list[Any]]:
    if told.fields is not None:
        return {name: list(pair) for name, pair in told.fields.items()}
    before = book.changes.get(told.base) if told.base else None
    return difference((before.told.record if before else None) or {}, told.record or {})


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Each field that differs, with both values."""
    names = dict.fromkeys((*old, *new))
    return {n: [old.get(n), new.get(n)] for n in names if old.get(n) != new.get(n)}


def _whole(told: Told, entry: Entry | None, book: Book) -> Outcome:
    """Take the record as it was told, unless it breaks a rule or takes what is another's."""
    data = _without_empty(told.record or {})
    read = told.change_id in book.read
    finding = book.read[told.change_id] if read else book.faults(data, told.today)
    if finding is not None:
        return Outcome(verdict="refused", finding=finding)
    return _taken(told, data, entry, book) or Outcome(verdict="accepted", data=data)


def _taken(told: Told, data: dict[str, Any], entry: Entry | None, book: Book) -> Outcome | None:
    """What stands against it because it is another's: the NIK or the KPJ."""
    me = (book.village, told.record_id)
    if not claims(data):
        return None
    owner = book.niks.owner(data["nik"])
    if owner is not None and (owner.village, owner.record_id) != me:
        said = {"village": book.place(owner.village), "since": owner.since}
        return Outcome(verdict="duplicate", finding=block("nik_elsewhere", "nik", **said))
    member = book.kpjs.owner(data.get("kpj"))
    if member is not None and (member.village, member.record_id) != me:
        return Outcome(verdict="refused", finding=block("kpj_of_another", "kpj", why="hub"))
    return None


def claims(data: Mapping[str, Any]) -> bool:
    """Whether this record claims its numbers: not once the person moved away or withdrew."""
    moved = data.get("membership") == "ended" and data.get("ended_why") == "moved"
    return "nik" in data and not moved


def _conflict(name: str | None) -> Outcome:
    return Outcome(verdict="conflict", finding=block("conflict", name))


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def settle(kept: Kept, outcome: Outcome) -> None:
    """Give a change its verdict."""
    kept.verdict = outcome.verdict
    finding = outcome.finding
    kept.rule, kept.field = (finding.rule, finding.field) if finding else (None, None)
    kept.params = {name: _plain(value) for name, value in finding.params.items()} if finding else {}
    kept.touched = True


def put(
    book: Book, told: Told, data: dict[str, Any], *, head: str, device: str, day: str | None
) -> Entry:
    """The record becomes this. ``day``: the hub's, where an office said it."""
    entry = book.entries.get(told.record_id)
    before: Mapping[str, Any] = entry.data if entry else {}
    if entry is None:
        entry = book.entries[told.record_id] = Entry(
            village=book.village,
            id=told.record_id,
            kind=told.kind,
            head=head,
            data=data,
            device=device,
            since=told.today,
            told_on=day or told.today,
        )
    entry.head, entry.data, entry.touched = head, data, True
    entry.told_on = day or entry.told_on
    if told.kind == WORKER:
        _move_numbers(book, entry, before)
    return entry


def _move_numbers(book: Book, entry: Entry, before: Mapping[str, Any]) -> None:
    me = Owner(book.village, entry.id, entry.since)
    for owned, key in ((book.niks, "nik"), (book.kpjs, "kpj")):
        new = entry.text(key) if claims(entry.data) else None
        owned.move(me if key == "nik" else Owner(me.village, me.record_id), before.get(key), new)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
