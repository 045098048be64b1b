"""Registering people, keeping what is not yet whole, mending, ending."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.actions import letting_go, photographs, protecting, sponsor_rules
from desktop_app.actions.desk import Desk
from desktop_app.actions.ending import ENDINGS, end
from desktop_app.domain.findings import Finding, Level, Refused, block, blocks, unconfirmed, warn
from desktop_app.domain.matching import likely_same
from desktop_app.domain.nik import clean, shown
from desktop_app.domain.payment import opening_faults
from desktop_app.domain.protection import protection
from desktop_app.domain.reading import Reading, confirmed_rules, merged, read_worker
from desktop_app.domain.registration import Registration, Standing
from desktop_app.domain.states import States
from desktop_app.domain.worker import Worker
from desktop_app.store import changes as changelog
from desktop_app.store import clashes, photos, workers
from desktop_app.store import drafts as kept
from desktop_app.store.drafts import Draft

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "ENDINGS", "REQUIRED", "Looked", "Outcome", "RefusedItem", "Registered", "against_money",
    "against_register", "beginning_states", "confirm", "digest_of", "discard_draft", "draft",
    "drafted", "drafts", "edit", "end", "look_at", "register", "registered", "save_draft",
]  # fmt: skip

REQUIRED = ("nik", "full_name", "occupation")


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody who is in the register now."""

    id: str
    nik: str
    number: str
    warnings: tuple[str, ...]
    """Rules of the warnings that were confirmed."""
    notes: tuple[str, ...] = ()
    """Rules of what was noted and holds nothing up."""


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """Somebody who is not, and why; ``draft_id`` where they were kept all the same."""

    index: int
    nik: str | None
    findings: tuple[Finding, ...]
    draft_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the people given."""

    registered: tuple[Registered, ...]
    refused: tuple[RefusedItem, ...]


def register(
    desk: Desk, items: Sequence[Any], *, keep: bool = False, base: Path | None = None
) -> Outcome:
    """Register these people (JSON objects of the contract) in one transaction.

    Each is taken or refused by itself. ``keep`` stores the refused ones as deferred or
    ineligible. ``base`` is the folder that relative photo paths start from.
    """
    desk.require("register")
    taken: list[Registered] = []
    refused: list[RefusedItem] = []
    seen: set[str] = set()
    with desk.write("registered") as tx:
        for index, item in enumerate(items):
            looked = _look(desk, tx.connection, item, base, seen)
            if not looked.stops:
                registration = _add(desk, tx, looked)
                seen.add(looked.worker.nik)
                taken.append(registered(registration, looked.findings))
                continue
            draft = _keep(desk, tx, item, looked) if keep else None
            refused.append(RefusedItem(index, _nik_of(item), looked.stops, draft))
        if not taken and not any(r.draft_id for r in refused):
            tx.abandon()
    return Outcome(tuple(taken), tuple(refused))


@dataclass(frozen=True, slots=True)
class Looked:
    """A reading, and what stops it: blocks first, then warnings nobody confirmed."""

    reading: Reading
    findings: tuple[Finding, ...]
    stops: tuple[Finding, ...]
    jpeg: bytes | None

    @property
    def worker(self) -> Worker:
        """The worker; only where nothing blocks."""
        if self.reading.worker is None:
            raise Refused("required")
        return self.reading.worker


def _look(
    desk: Desk,
    c: "Connection",
    item: Any,
    base: Path | None = None,
    seen: AbstractSet[str] = frozenset(),
    *,
    nik_from_number: bool = False,
) -> Looked:
    raw, jpeg, extra = photographs.taken_out(item, base)
    reading = read_worker(raw, desk.context(nik_from_number=nik_from_number))
    against = against_register(c, reading, raw, None, seen) + against_money(desk, c, reading)
    findings = [*reading.findings, *extra, *_unknown_photo(c, reading, jpeg), *against]
    stops = blocks(findings) or unconfirmed(findings, confirmed_rules(raw))
    return Looked(reading, tuple(findings), tuple(stops), jpeg)


def _unknown_photo(c: "Connection", reading: Reading, jpeg: bytes | None) -> list[Finding]:
    """A photo given by its SHA-256 alone, as ``show`` prints it, must be one that is here."""
    digest = reading.worker.photo if reading.worker else None
    if digest is None or jpeg is not None or photos.get(c, digest) is not None:
        return []
    return [block("photo", "photo", why="picture_unreadable")]


def _nik_of(item: Any) -> str | None:
    nik = item.get("nik") if isinstance(item, Mapping) else None
    return nik if isinstance(nik, str) else None


def _whole_nik(raw: Any) -> str | None:
    nik = clean(_nik_of(raw) or "")
    return nik if re.fullmatch(r"[0-9]{16}", nik) else None


def against_register(
    c: "Connection", reading: Reading, raw: Any, own_id: str | None, seen: AbstractSet[str]
) -> list[Finding]:
    """What only the register can tell: this NIK is here already; this may be somebody known."""
    nik = reading.worker.nik if reading.worker else _whole_nik(raw)
    if nik and nik in seen:
        return [block("duplicate_row", "nik")]
    there = workers.by_nik(c, nik) if nik else None
    if there and there.id != own_id:
        return [block("nik_registered", "nik", number=there.number, on=there.registered_on)]
    worker = reading.worker
    if worker is None:
        return []
    found = [block("kpj_of_another", "kpj")] if _is_anothers_kpj(c, worker.kpj, own_id) else []
    before = workers.formerly(c, worker.nik) if there is None else None
    if before is not None and before.id != own_id:
        found.append(warn("nik_formerly", "nik", number=before.number))
    others = [x for x in workers.candidates(c, worker) if x.id != own_id]
    return found + [
        warn("same_person", "full_name", number=other.number, score=round(score, 2))
        for other, score, _ in likely_same(worker, others)[:1]
    ]


def _is_anothers_kpj(c: "Connection", kpj: str | None, own_id: str | None) -> bool:
    return kpj is not None and any(one.id != own_id for one in workers.by_kpj(c, kpj))


def against_money(
    desk: Desk, c: "Connection", reading: Reading, own_id: str | None = None
) -> list[Finding]:
    """What money has to say: months that cannot have been paid before, which block; and why the
    payer named would not pay as things stand, which holds nothing up."""
    worker = reading.worker
    if worker is None:
        return []
    faults = opening_faults(worker, desk.config.today())
    if worker.funding == "self":
        return faults
    return faults + sponsor_rules.doubts(c, worker, own_id, desk.config.today(), desk.funds)


def beginning_states(desk: Desk, worker: Worker) -> States:
    """A new registration is a candidate; somebody who brings a KPJ is a member already."""
    today = desk.config.today()
    membership = "member" if worker.kpj else "candidate"
    return States(
        membership=membership,
        protection=protection(membership, worker.paid_until, today),
        protection_as_of=today,
    )


def _add(desk: Desk, tx: Any, looked: Looked) -> Registration:
    if looked.jpeg:
        photos.put(tx, looked.jpeg)
    worker = looked.worker
    return workers.add(tx, worker, states=beginning_states(desk, worker), standing=Standing())


def registered(registration: Registration, findings: Sequence[Finding]) -> Registered:
    """The short form that commands print."""
    warnings, notes = (
        tuple(dict.fromkeys(f.rule for f in findings if f.level is level))
        for level in (Level.WARN, Level.NOTE)
    )
    return Registered(
        registration.id, registration.worker.nik, registration.number, warnings, notes
    )


def _keep(desk: Desk, tx: Any, item: Any, looked: Looked) -> str | None:
    if not isinstance(item, Mapping):
        return None
    record = "ineligible" if any(f.rule == "age" for f in looked.stops) else "deferred"
    if looked.jpeg:  # a path means nothing later, and elsewhere
        item = {**item, "photo": photos.put(tx, looked.jpeg)}
    origin = f"register:{digest_of(item)}"
    there = kept.id_of(tx.connection, origin)  # the same file again; a person may have mended it
    return there or kept.save(tx, drafted(item, looked.stops, record, origin)).id


def digest_of(item: Mapping[str, Any]) -> str:
    """Tells the same object given again from a changed one."""
    given = json.dumps(item, sort_keys=True, default=str).encode()
    return hashlib.sha256(given).hexdigest()[:32]


def drafted(item: Mapping[str, Any], stops: Sequence[Finding], record: str, origin: str) -> Draft:
    """A draft of what was given, with what it lacks and what stops it."""
    name = item.get("full_name")
    return Draft(
        record=record,
        payload=dict(item),
        full_name=name if isinstance(name, str) else "",
        missing=tuple(key for key in REQUIRED if not item.get(key)),
        rules=tuple(dict.fromkeys(f.rule for f in stops)),
        origin=origin,
    )


def look_at(desk: Desk, raw: Mapping[str, Any], own_id: str | None = None) -> Reading:
    """Read what is typed so far, with what the register knows of it. Changes nothing."""
    raw, _jpeg, extra = photographs.taken_out(raw, None)
    reading = read_worker(raw, desk.context())
    with desk.read() as c:
        desk.funds.forget(changelog.last(c))
        more = against_register(c, reading, raw, own_id, set())
        more += against_money(desk, c, reading, own_id)
    return replace(reading, findings=(*reading.findings, *extra, *more))


def save_draft(desk: Desk, draft_id: str | None, raw: Mapping[str, Any]) -> str:
    """Keep a form as it is being typed; returns the draft's id."""
    desk.require("register")
    draft = drafted(raw, look_at(desk, raw).findings, "draft", "form")
    draft = replace(draft, id=draft_id or "")
    return kept.save_typed(desk.store, draft, desk.account, desk.config.now()).id


def drafts(desk: Desk) -> list[Draft]:
    """Everything kept but not recorded, the newest first."""
    with desk.read() as c:
        return kept.all_drafts(c)


def draft(desk: Desk, draft_id: str) -> Draft:
    """One of them. Raises Refused (``not_found``)."""
    with desk.read() as c:
        found = kept.get(c, draft_id)
    if found is None:
        raise Refused("not_found", None, id=draft_id)
    return found


def discard_draft(desk: Desk, draft_id: str) -> None:
    """Throw a draft away, because a person said so; the audit trail keeps that it was."""
    desk.require("register")
    draft(desk, draft_id)
    with desk.write("draft_discarded") as tx:
        kept.remove(tx, draft_id)


def confirm(desk: Desk, draft_id: str, rules: Sequence[str]) -> Registered:
    """Accept a draft's warnings by rule and record it. Raises Refused with what still stops it."""
    desk.require("register")
    found = draft(desk, draft_id)
    payload = dict(found.payload)
    payload["confirmed"] = sorted({*confirmed_rules(payload), *rules})
    with desk.write("registered") as tx:
        numeric = "nik_from_number" in found.rules
        looked = _look(desk, tx.connection, payload, nik_from_number=numeric)
        if looked.stops:
            stop = looked.stops[0]
            raise Refused(stop.rule, stop.field, **stop.params)
        registration = _add(desk, tx, looked)
        kept.remove(tx, draft_id)
    return registered(registration, looked.findings)


def edit(
    desk: Desk, text: str, changes: Mapping[str, Any], *, base: Path | None = None
) -> Registration | Draft:
    """Change the given fields only: null clears, lists replace. A draft's payload likewise.

    Raises Refused with the first rule that stops it; nothing changed then.
    """
    desk.require("register")
    with desk.write("edited") as tx:
        before = workers.find(tx.connection, text)
        if before is None:
            found = kept.get(tx.connection, text)
            if found is None:
                raise Refused("not_found", None, id=shown(text))
            return _edit_draft(desk, tx, found, changes)
        if isinstance(changes.get("confirmed"), list | tuple):
            both = {*before.worker.confirmed, *confirmed_rules(changes)}
            changes = {**changes, "confirmed": sorted(both)}
        raw, jpeg, extra = photographs.taken_out(changes, base)
        whole = merged(before.worker, raw)
        reading = read_worker(whole, desk.context(today=before.registered_on))
        against = against_register(tx.connection, reading, whole, before.id, set())
        against += against_money(desk, tx.connection, reading, before.id)
        findings = [
            *reading.findings,
            *extra,
            *_unknown_photo(tx.connection, reading, jpeg),
            *against,
            *_paid_twice(tx.connection, before, reading),
        ]
        stops = blocks(findings) or unconfirmed(findings, confirmed_rules(whole))
        if stops:
            raise Refused(stops[0].rule, stops[0].field, **stops[0].params)
        worker = reading.worker
        if worker is None or worker == before.worker:
            tx.abandon()
            return before
        if jpeg:
            photos.put(tx, jpeg)
        states = _states_after(desk, tx.connection, before, worker)
        aside = letting_go.aside(tx.connection, [before.id])
        after = workers.update(tx, before, worker=worker, states=states)
        letting_go.keep_within(tx, aside)
        return after


def _paid_twice(c: "Connection", before: Registration, reading: Reading) -> list[Finding]:
    """That months which would have been paid before are paid or held here."""
    if reading.worker is None:
        return []
    found = clashes.of_opening(c, before, replace(before, worker=reading.worker))
    return [found] if found else []


def _states_after(desk: Desk, c: "Connection", before: Registration, worker: Worker) -> States:
    """A changed record waits to be sent again; a mended refusal may go to BPJS again."""
    states = before.states.move(delivery="waiting")
    if worker.kpj and not before.worker.kpj:
        states = states.move(membership="member")
    elif states.membership == "refused_by_bpjs":
        states = states.move(membership="candidate")
    today = desk.config.today()
    after = replace(before, worker=worker, states=states)
    guarded = protecting.cover_in(c, after, today).state
    return replace(states, protection=guarded, protection_as_of=today)


def _edit_draft(desk: Desk, tx: Any, found: Draft, changes: Mapping[str, Any]) -> Draft:
    payload = {**found.payload, **changes}
    payload = {key: value for key, value in payload.items() if value is not None}
    looked = _look(desk, tx.connection, payload)
    record = "ineligible" if any(f.rule == "age" for f in looked.stops) else found.record
    draft = replace(drafted(payload, looked.stops, record, found.origin), id=found.id)
    return kept.save(tx, draft)
