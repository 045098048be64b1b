"""An officer looks up whose NIK this is, and gives it to the village where the person belongs."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop_app.domain.findings import Refused
from desktop_app.domain.region import dotted
from desktop_app.hub import audit, changes, news, owners, records, rules
from desktop_app.hub.changes import Kept
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.news import News
from desktop_app.hub.owners import Owner
from desktop_app.hub.records import Entry
from desktop_app.hub.tables import CHANGE
from desktop_app.hub.working import Work
from desktop_app.sync.wire import receipt
from desktop_app.sync.wire.receipt import Verdict

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Claimant:
    """A village that says this NIK is one of its people's."""

    village: str
    number: str
    """The person's registration number there."""
    since: str
    """The business day on which it was said first, ISO."""
    owns: bool


def show(hub: Hub, nik: str) -> list[Claimant]:
    """Who claims this NIK, the owner first; nobody where it is not known. It is audited."""
    with hub.write() as c:
        found = _claimants(c, nik)
        audit.said(c, "owner_shown", at=moment(hub.now()), subject=_record_of(c, nik))
        return found


def transfer(hub: Hub, nik: str, village: str) -> Claimant:
    """Give the NIK to the village, which must have told of the person; both are told by the feed.

    Raises Refused (``owner_nobody`` where the village never told of this NIK).
    """
    to = dotted(village)
    with hub.write() as c:
        owner = owners.of_niks(c, [nik]).owner(nik)
        if owner is not None and owner.village == to:
            return next(one for one in _claimants(c, nik) if one.owns)
        claim = next(iter(_duplicates(c, nik, to)), None)
        if claim is None:
            raise Refused("owner_nobody", "nik", village=rules.place(to))
        for place in sorted({to, owner.village} if owner else {to}):
            news.lock(c, place)
        kpj = _take_away(c, hub, nik, owner, to) if owner is not None else None
        _give(c, hub, to, claim)
        if kpj is not None:
            _move_kpj(c, kpj, Owner(to, claim.told.record_id))
        at, subject = moment(hub.now()), claim.told.record_id
        from_ = owner.village if owner else ""
        audit.said(c, "owner_transferred", at=at, village=to, subject=subject, former=from_)
        return next(one for one in _claimants(c, nik) if one.owns)


def _take_away(c: "Connection", hub: Hub, nik: str, owner: Owner, to: str) -> str | None:
    """The former owner's record stays; its newest change is a duplicate from now on. Gives the
    KPJ that goes along."""
    [entry] = list(records.load(c, owner.village, [owner.record_id]))
    kpj = entry.text("kpj")
    niks, kpjs = owners.of_niks(c, [nik]), owners.of_kpjs(c, [kpj] if kpj else [])
    niks.move(owner, nik, None)
    kpjs.move(owner, kpj, None)
    owners.save(c, niks, kpjs)
    today = hub.now().astimezone().date().isoformat()
    verdict = Verdict(
        change_id=entry.head,
        verdict="duplicate",
        rule="nik_elsewhere",
        field="nik",
        params={"village": rules.place(to), "since": today},
    )
    news.tell(c, owner.village, [News(kind="verdict", body=receipt.as_object(verdict))])
    return kpj if kpj in kpjs.gone() else None


def _move_kpj(c: "Connection", kpj: str, to: Owner) -> None:
    """The KPJ is the person's, whoever registered the person."""
    kpjs = owners.of_kpjs(c, [kpj])
    kpjs.move(to, None, kpj)
    owners.save(c, owners.of_niks(c, ()), kpjs)


def _give(c: "Connection", hub: Hub, village: str, claim: Kept) -> None:
    work = Work(c, hub, village)
    work.open_book([claim])
    kept = work.book.changes[claim.told.change_id]
    kept.verdict = ""
    work.judge_all([kept])
    work.tell(News(kind="verdict", body=receipt.as_object(kept.said())))
    work.save()
    if kept.verdict not in ("accepted", "merged"):
        raise Refused(kept.rule or "conflict", kept.field, **kept.params)


def _claimants(c: "Connection", nik: str) -> list[Claimant]:
    found = []
    owner = owners.of_niks(c, [nik]).owner(nik)
    if owner is not None:
        entry = next(iter(records.load(c, owner.village, [owner.record_id])), None)
        found.append(Claimant(owner.village, _number(entry), owner.since, True))
    seen = {owner.record_id} if owner else set[str]()
    for one in _duplicates(c, nik):
        if one.told.record_id not in seen:
            seen.add(one.told.record_id)
            data: dict[str, Any] = one.told.record or {}
            number = str(data.get("registration_number", ""))
            found.append(Claimant(_village(c, one), number, one.told.today, False))
    return found


def _duplicates(c: "Connection", nik: str, village: str | None = None) -> list[Kept]:
    """Changes that were refused because of this NIK, the newest first."""
    asked = select(CHANGE.c.village, CHANGE.c.change_id, CHANGE.c.record).where(
        CHANGE.c.verdict == "duplicate", CHANGE.c.record.contains(nik, autoescape=True)
    )
    if village is not None:
        asked = asked.where(CHANGE.c.village == village)
    found: list[Kept] = []
    for row in c.execute(asked.order_by(CHANGE.c.received_at.desc(), CHANGE.c.seq.desc())):
        if json.loads(row.record).get("nik") == nik:
            found += changes.by_ids(c, row.village, [row.change_id])
    return found


def _village(c: "Connection", kept: Kept) -> str:
    asked = select(CHANGE.c.village).where(CHANGE.c.change_id == kept.told.change_id)
    return str(c.execute(asked).scalar_one())


def _record_of(c: "Connection", nik: str) -> str:
    owner = owners.of_niks(c, [nik]).owner(nik)
    return owner.record_id if owner else ""


def _number(entry: Entry | None) -> str:
    return (entry.text("registration_number") if entry else None) or ""
