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
from desktop_app.hub import changes, money
from desktop_app.hub.changes import PAYMENT, SPONSOR, WORKER, Kept
from desktop_app.hub.months import Holder, Lost, Months
from desktop_app.hub.owners import Claims, Owner
from desktop_app.hub.records import Entry, number_of
from desktop_app.sync.wire.changes import Told

KINDS = (WORKER, changes.PAPER, changes.SUBMISSION, changes.AGENDA)
#: What a change says whose person wants the hub to have nothing: nothing else.
WITHDRAWN = frozenset(("registration_number", "consent"))
NOT_TAKEN = ("refused", "duplicate", "conflict")
#: Of these fields a conflict does not tell the hub's value.
_UNTOLD = frozenset(("nik", "kpj", "family_card_number", "mother_name", "phone"))

#: What blocks a worker's record, held against the day of the change.
Faults = Callable[[Mapping[str, Any], str], Finding | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict; and what the record becomes, where it changes."""

    verdict: str
    finding: Finding | None = None
    data: dict[str, Any] | None = None
    strip: bool = False
    """What was told must not be kept: the person withdrew before."""


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
    numbers: dict[str, str] = field(default_factory=dict)
    """Registration number, or code of a sponsor → whose record has it."""
    months: Months = field(default_factory=lambda: Months({}))
    waiting: dict[str, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    """Held changes by the change, or the person, that they wait for."""
    lost: dict[str, Lost] = field(default_factory=dict)
    """Payments that hold a month no more because the person's NIK was corrected."""
    _told: dict[str, str] = field(default_factory=dict)
    """Worker's record id → the NIK that was told last, taken or not."""

    def know(self, kept: Iterable[Kept]) -> None:
        """Add changes that are kept already."""
        for one in sorted(kept, key=lambda each: (each.received_at, each.told.seq)):
            if self.heard(one) is one and one.verdict == "held":
                self.wait(one)

    def heard(self, one: Kept) -> Kept:
        """The change as it is kept: this one, where it is new."""
        nik = (one.told.record or {}).get("nik")
        if one.told.kind == WORKER and isinstance(nik, str):
            self._told[one.told.record_id] = nik
        return self.changes.setdefault(one.told.change_id, one)

    def wait(self, one: Kept) -> None:
        """This one waits for what it builds on, or for the person whom it is about."""
        if awaited := one.told.base or one.about:
            self.waiting[awaited].append(one)

    def nik_of(self, worker: str) -> str | None:
        """The NIK of somebody whom this village told of, whether they were taken or not."""
        entry = self.entries.get(worker)
        return entry.text("nik") if entry is not None else self._told.get(worker)

    def has_left(self, worker: str) -> bool:
        """Whether this person withdrew."""
        entry = self.entries.get(worker)
        return entry is not None and entry.data.keys() <= WITHDRAWN


def judge(told: Told, book: Book) -> Outcome:
    """What becomes of this change. The book is not changed."""
    if told.kind not in KINDS:
        return Outcome(verdict="later")
    entry = book.entries.get(told.record_id)
    leaving = withdraws(told)
    waits = None if leaving and entry is not None else held_for(told, book)
    if waits is not None or told.record is None:  # None: erased meanwhile
        return Outcome(verdict=waits or "accepted")
    if entry is not None and entry.kind != told.kind:
        return conflict(None)
    if told.kind != WORKER:
        return Outcome(verdict="accepted", data=told.record)
    if leaving:
        return _leaving(told, entry, book)
    return _of_worker(told, without_empty(told.record), entry, book)


def _of_worker(told: Told, data: dict[str, Any], entry: Entry | None, book: Book) -> Outcome:
    if entry is None:
        return _whole(told, data, book)
    if entry.data.keys() <= WITHDRAWN:
        return _after_withdrawal(told, data, entry, book)
    return _on_a_record(told, data, entry, book)


def withdraws(told: Told) -> bool:
    """Whether the person wants the hub to have nothing."""
    return told.kind == WORKER and told.record is not None and told.record.keys() <= WITHDRAWN


def _leaving(told: Told, entry: Entry | None, book: Book) -> Outcome:
    """Nobody's withdrawal waits for anything; the number stays as it was."""
    data = dict(told.record or {})
    if entry is None:
        return _number_of_another(told, data, book) or Outcome(verdict="accepted", data=data)
    data["registration_number"] = entry.data.get("registration_number")
    return Outcome(verdict="accepted", data=without_empty(data))


def _after_withdrawal(told: Told, data: dict[str, Any], entry: Entry, book: Book) -> Outcome:
    """Whoever agreed again said so knowing of the withdrawal; anything else came late."""
    base = follow(told, book).base
    consent = (told.fields or {}).get("consent")
    knowing = consent is not None and consent[0] == entry.data.get("consent")
    if base == entry.head or knowing:
        return _whole(told, data, book)
    return Outcome(verdict="conflict", finding=block("conflict", "consent"), strip=True)


def held_for(told: Told, book: Book) -> str | None:
    """``held`` or ``later`` where what it builds on is not judged yet."""
    if told.base is None:
        return None
    before = book.changes.get(told.base)
    if before is None or before.told.record_id != told.record_id:
        return "held"
    return (before.verdict or "held") if before.open else None


def _on_a_record(told: Told, data: dict[str, Any], entry: Entry, book: Book) -> Outcome:
    if told.base is None:  # told as new, and there is one already
        return Outcome(verdict="accepted") if data == entry.data else conflict(None)
    way = follow(told, book)
    if way.base == entry.head:
        new = {name: pair[1] for name, pair in way.fields.items()}
        return _whole(told, without_empty({**entry.data, **new}), book)
    merged = merge(entry.data, way.on(entry.data))
    if merged.conflicts:
        return conflict(merged.conflicts[0], entry.data)
    return _merged(told, without_empty(merged.record), entry, book)


def _merged(told: Told, data: dict[str, Any], entry: Entry, book: Book) -> Outcome:
    """A record that came of merging, judged like any other."""
    if data == entry.data:
        return Outcome(verdict="merged")
    finding = book.faults(data, told.today)
    if finding is not None:
        return Outcome(verdict="conflict", finding=finding)
    taken = _of_another(told, data, book)
    if taken is not None:
        return taken
    as_told = data == without_empty(told.record or {})
    return Outcome(verdict="accepted" if as_told else "merged", data=data)


@dataclass(slots=True)
class Way:
    """From the change that the hub took to the one that is judged."""

    base: str | None
    """The change that the hub took."""
    fields: dict[str, list[Any]] = field(default_factory=dict)
    """Everything that changed since."""
    disputed: set[str] = field(default_factory=set)
    """Fields of which the office was told that another said something else."""
    decided: dict[str, Any] = field(default_factory=dict)
    """Those of them that it set again, knowing that."""

    def step(self, fields: dict[str, list[Any]]) -> None:
        """One change further."""
        self.fields = composed(self.fields, fields)
        again = self.disputed & fields.keys()
        self.decided |= {name: fields[name][1] for name in again}

    def on(self, data: Mapping[str, Any]) -> dict[str, list[Any]]:
        """The fields to be merged into this record: what was decided counts against anything;
        what is disputed and was left alone stays as the record has it."""
        conflicts = merge(data, self.fields).conflicts
        left = {name for name in self.disputed - self.decided.keys() if name in conflicts}
        fields = {name: pair for name, pair in self.fields.items() if name not in left}
        return fields | {name: [data.get(name), new] for name, new in self.decided.items()}


def follow(told: Told, book: Book) -> Way:
    """Back to the change that the hub took, and from there on to this one."""
    steps, base = list[Kept](), told.base
    while base is not None:
        before = book.changes.get(base)
        if before is None or before.verdict not in NOT_TAKEN:
            break
        steps.append(before)
        base = before.told.base
    way = Way(base)
    for one in reversed(steps):
        way.step(_fields(one.told, book))
        if one.verdict == "conflict" and one.stored and one.field:  # stored: told by a receipt
            way.disputed.add(one.field)
    way.step(_fields(told, book))
    return way


def _fields(told: Told, book: Book) -> dict[str, list[Any]]:
    if told.fields is not None or told.record is None:
        return {name: list(pair) for name, pair in (told.fields or {}).items()}
    before = book.changes.get(told.base) if told.base else None
    return difference((before.told.record if before else None) or {}, told.record)


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Each field that differs, with both values."""
    names = dict.fromkeys((*old, *new))
    return {n: [old.get(n), new.get(n)] for n in names if old.get(n) != new.get(n)}


def _whole(told: Told, data: dict[str, Any], book: Book) -> Outcome:
    """Take the record as it would be, unless it breaks a rule or takes what is another's."""
    ahead = told.change_id in book.read and data == without_empty(told.record or {})
    finding = book.read[told.change_id] if ahead else book.faults(data, told.today)
    if finding is not None:
        return Outcome(verdict="refused", finding=finding)
    return _of_another(told, data, book) or Outcome(verdict="accepted", data=data)


def _of_another(told: Told, data: dict[str, Any], book: Book) -> Outcome | None:
    """What stands against it because it is another's: the NIK, the KPJ or the number."""
    me = (book.village, told.record_id)
    if claims(data):
        owner = book.niks.owner(data["nik"])
        if owner is not None and (owner.village, owner.record_id) != me:
            said = {"village": book.place(owner.village), "since": owner.since}
            return Outcome(verdict="duplicate", finding=block("nik_elsewhere", "nik", **said))
        member = book.kpjs.owner(data.get("kpj"))
        if member is not None and (member.village, member.record_id) != me:
            return Outcome(verdict="refused", finding=block("kpj_of_another", "kpj", why="hub"))
    return _number_of_another(told, data, book)


def _number_of_another(told: Told, data: Mapping[str, Any], book: Book) -> Outcome | None:
    number = data.get("registration_number")
    owner = book.numbers.get(number) if isinstance(number, str) else None
    if owner in (None, told.record_id):
        return None
    finding = block("number_taken", "registration_number", number=number)
    return Outcome(verdict="refused", finding=finding)


def claims(data: Mapping[str, Any]) -> bool:
    """Whether this record claims its numbers: not once the person moved away or withdrew."""
    moved = data.get("membership") == "ended" and data.get("ended_why") == "moved"
    return "nik" in data and not moved


def conflict(name: str | None, current: Mapping[str, Any] | None = None) -> Outcome:
    """Two people said different things. What the hub has is told, so that one can decide, where
    it is a plain value that nobody may abuse."""
    theirs = (current or {}).get(name or "")
    told = name is not None and name not in _UNTOLD and isinstance(theirs, str | int | None)
    said = {"theirs": theirs} if told else {}
    return Outcome(verdict="conflict", finding=block("conflict", name, **said))


def without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """The record without its empty keys."""
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
    elif told.kind == PAYMENT:
        _hold_months(book, entry)
    elif told.kind == SPONSOR and (code := number_of(told.kind, data)):
        book.numbers.setdefault(code, entry.id)
    return entry


def _move_numbers(book: Book, entry: Entry, before: Mapping[str, Any]) -> None:
    me = Owner(book.village, entry.id, entry.since)
    if number := entry.text("registration_number"):
        book.numbers.setdefault(number, entry.id)
    for owned, key in ((book.niks, "nik"), (book.kpjs, "kpj")):
        new = entry.text(key) if claims(entry.data) else None
        owned.move(me if key == "nik" else Owner(me.village, me.record_id), before.get(key), new)
    if nik := entry.text("nik"):
        book.lost |= book.months.move(entry.village, entry.id, nik)


def _hold_months(book: Book, entry: Entry) -> None:
    """A payment holds its months under the NIK that its person has."""
    whose, data = str(entry.data["worker"]), entry.data
    holder = Holder(entry.village, whose, entry.id, str(data["payer"]))
    book.months.hold(book.nik_of(whose) or "", money.months_of(data), holder)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
