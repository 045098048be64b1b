"""Sponsors: who pays for others, with which money, for whom; what is used, set aside and left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from desktop_app.actions import sponsor_rules
from desktop_app.actions.desk import Desk
from desktop_app.actions.sponsor_room import open_months
from desktop_app.domain import sponsor as rules
from desktop_app.domain.findings import Finding, Level, Refused, block, note
from desktop_app.domain.months import distance, is_month, span
from desktop_app.domain.protection import Paid
from desktop_app.domain.registration import Registration
from desktop_app.domain.sponsor import PUBLIC, Balance, Sponsor
from desktop_app.domain.worker import Worker
from desktop_app.reference.funding import Kind, funding_kinds, source_named, source_rule
from desktop_app.store import covering, workers
from desktop_app.store import sponsors as stored
from desktop_app.store.summary import Filters
from desktop_app.store.tx import new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorForm:
    """What is asked about a sponsor. Months are ``YYYY-MM``, money is rupiah."""

    code: str
    name: str
    kind: str
    """One of the kinds, however it is spelled."""
    source: str | None = None
    legal_basis: str | None = None
    year: int | None = None
    budget: int | None = None
    minimum: int | None = None
    quota: int | None = None
    first: str | None = None
    last: str | None = None
    months: int | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    """Eligibility in words: ``{"max_age": "64"}``."""


#: People are read in portions of this many.
_PORTION = 5_000
CHANGEABLE = tuple(f.name for f in fields(SponsorForm) if f.name != "code")


@dataclass(frozen=True, slots=True)
class Account:
    """A sponsor with what is used, set aside and left of it."""

    sponsor: Sponsor
    balance: Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody whose name the sponsor may see."""

    id: str
    number: str
    full_name: str
    months: int
    """Months this sponsor paid."""
    until: str | None
    """The last of them."""
    months_reserved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of a sponsor: those who agreed to it by name, the others counted."""

    named: tuple[Named, ...]
    unnamed: int


def kinds(desk: Desk) -> list[Kind]:
    """The kinds of money this office may be paid from: a kelurahan has no APBDes."""
    return [kind for kind in funding_kinds().values() if _has(desk, kind)]


def _has(desk: Desk, kind: Kind) -> bool:
    return not (kind.desa_only and desk.office.village.kind == "kelurahan")


def add(desk: Desk, form: SponsorForm) -> Sponsor:
    """A new sponsor. Public money without months gets those of its budget year.

    Raises Refused: ``sponsor_taken``, ``sponsor_kelurahan``, ``source_forbidden`` (a sub-source
    that must not pay in that year), ``choice``, ``sponsor_rule``, and as ``domain.sponsor.check``.
    """
    desk.require("sponsors")
    given = {f.name: getattr(form, f.name) for f in fields(form)}
    with desk.write("sponsor_added") as tx:
        sponsor = _made(desk, Sponsor(id=new_id(), **_read(given)))
        _check_deciles(desk, {}, sponsor.rules)
        return stored.put(tx, sponsor)


def edit(desk: Desk, code: str, changes: Mapping[str, Any]) -> Sponsor:
    """Change the given fields (:data:`CHANGEABLE`); ``rules`` replaces all of them.

    Raises as :func:`add` does; ``unknown_key``; ``budget`` or ``quota`` (``why``: ``below``) for
    less than is used and set aside; ``sponsor_used`` for another kind, year or source once it has
    paid, and for months that leave out what it has paid or set aside.
    """
    desk.require("sponsors")
    if unknown := sorted(set(changes).difference(CHANGEABLE)):
        raise Refused("unknown_key", unknown[0], key=unknown[0])
    with desk.write("sponsor_changed") as tx:
        before = known(tx.connection, code)
        after = _made(desk, replace(_undated(before, changes), **_read(changes, before.kind)))
        _check_deciles(desk, before.rules, after.rules)
        _check_used(before, after, _balance(tx.connection, after))
        _check_months(tx.connection, before, after)
        if after == before:
            tx.abandon()
            return before
        return stored.put(tx, after)


def _check_deciles(desk: Desk, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Who may not see a decile may not find one out by asking for it. Raises NotAllowed."""
    if any(before.get(key) != after.get(key) for key in sponsor_rules.OF_DECILES):
        desk.require("see_decile")


def _read(given: Mapping[str, Any], kind: str = "") -> dict[str, Any]:
    """Fields of a sponsor from what was typed."""
    values: dict[str, Any] = {
        key: (" ".join(value.split()) or None) if isinstance(value, str) else value
        for key, value in given.items()
    }
    for key in ("code", "name", "kind"):
        if key in values and not values[key]:
            raise Refused("required", "sponsor_name" if key == "name" else key)
    if "kind" in values:
        kind = values["kind"] = rules.kind_named(values["kind"])
    if values.get("source"):
        source = source_named(kind, values["source"])
        values["source"] = source.key if source else values["source"]
    if "rules" in values:
        values["rules"] = sponsor_rules.read(values["rules"] or {})
    return values


def _undated(before: Sponsor, changes: Mapping[str, Any]) -> Sponsor:
    """Without the months that were only the whole of its year, where the year changes."""
    whole = (f"{before.year}-01", f"{before.year}-12")
    moved = changes.get("year") not in (None, before.year)
    if moved and (before.first, before.last) == whole:
        return replace(before, first=None, last=None)
    return before


def _made(desk: Desk, sponsor: Sponsor) -> Sponsor:
    """The sponsor with its budget year, if it can be so in this office."""
    kind = funding_kinds()[sponsor.kind]
    if not _has(desk, kind):
        raise Refused("sponsor_kelurahan", "kind", kind=kind.name)
    sponsor = _dated(sponsor, desk.config.today().year)
    rules.check(sponsor)
    if sponsor.minimum and sponsor.quota and sponsor.minimum > sponsor.quota:
        raise Refused("quota", "minimum", why="minimum", quota=sponsor.quota)
    for found in source_findings(sponsor.kind, sponsor.source, _year(desk, sponsor)):
        if found.level is Level.BLOCK:
            raise Refused(found.rule, found.field, **found.params)
    return sponsor


def _year(desk: Desk, sponsor: Sponsor) -> int:
    return sponsor.year or desk.config.today().year


def _dated(sponsor: Sponsor, this_year: int) -> Sponsor:
    """Public money is bound to a year: the one given, else that of its months, else this one."""
    if sponsor.kind not in PUBLIC:
        return sponsor
    month = sponsor.first or sponsor.last
    told = int(month[:4]) if month and is_month(month) else this_year
    year = sponsor.year or told
    return replace(
        sponsor,
        year=year,
        first=sponsor.first or f"{year}-01",
        last=sponsor.last or f"{year}-12",
    )


def _check_used(before: Sponsor, after: Sponsor, balance: Balance) -> None:
    bound, people = balance.used + balance.reserved, balance.people_used + balance.people_reserved
    if after.budget is not None and after.budget < bound and after.budget != before.budget:
        raise Refused("budget", "budget", why="below", sponsor=after.code, amount=bound)
    if after.quota is not None and after.quota < people and after.quota != before.quota:
        raise Refused("quota", "quota", why="below", sponsor=after.code, people=people)
    for key in ("kind", "year", "source"):
        was = getattr(before, key)
        filled = key == "source" and was is None
        if (bound or people) and not filled and getattr(after, key) != was:
            raise Refused("sponsor_used", key, sponsor=after.code)


def _check_months(c: "Connection", before: Sponsor, after: Sponsor) -> None:
    """Raise Refused (``sponsor_used``) where a sponsor would not pay what it has paid already."""
    narrower = [key for key in ("first", "last", "months") if _differs(before, after, key)]
    if not narrower:
        return
    held = _held(c, after.code)
    everything = sorted(set().union(*held.values()))
    if not everything:
        return
    first, last = everything[0], everything[-1]
    told = {"sponsor": after.code, "first": first, "last": last}
    if "first" in narrower and after.first and after.first > first:
        raise Refused("sponsor_used", "first", why="months", **told)
    if "last" in narrower and after.last and after.last < last:
        raise Refused("sponsor_used", "last", why="months", **told)
    most = max(map(len, held.values()))
    if "months" in narrower and after.months and after.months < most:
        raise Refused("sponsor_used", "months", why="share", sponsor=after.code, most=most)


def _differs(before: Sponsor, after: Sponsor, key: str) -> bool:
    return bool(getattr(before, key) != getattr(after, key))


def _held(c: "Connection", code: str) -> dict[str, set[str]]:
    """By person the months that this sponsor has paid or set aside."""
    found = {
        worker_id: set(months)
        for worker_id, months in open_months(c, stored.reservations(c, code)).items()
    }
    for worker_id, paid in covering.paid_of(c, covering.people_of(c, code)).items():
        for row in paid:
            if row.payer == code:
                months = span(row.first, distance(row.first, row.last) + 1)
                found.setdefault(worker_id, set()).update(months)
    return found


def notes(desk: Desk, sponsor: Sponsor) -> list[Finding]:
    """What is doubtful about a sponsor's money and holds nothing up."""
    return source_findings(sponsor.kind, sponsor.source, _year(desk, sponsor))


def source_findings(kind: str, source: str | None, year: int) -> list[Finding]:
    """What the rules of a year say of a sub-source: ``source_forbidden`` blocks;
    ``source_unclear`` and ``source_missing`` are notes."""
    known_kind = funding_kinds()[kind]
    if not known_kind.sources:
        return []
    if source is None:
        return [note("source_missing", "source", kind=known_kind.name)]
    rule, told = source_rule(kind, source, year), {"source": source, "year": year}
    if rule is None:
        return [note("source_unclear", "source", **told)]
    told |= {"regulation": rule.rule, "who": rule.who}
    if rule.allowed == "no":
        return [block("source_forbidden", "source", **told)]
    if rule.allowed == "unclear":
        return [note("source_unclear", "source", why="told", **told)]
    return []


def known(c: "Connection", code: str) -> Sponsor:
    """The sponsor of this code. Raises Refused (``sponsor``)."""
    found = stored.by_code(c, code.strip())
    if found is None:
        raise Refused("sponsor", "code", why="unknown", value=code[:40])
    return found


def sponsors(desk: Desk) -> list[Account]:
    """Every sponsor with its balance."""
    desk.require("read")
    with desk.read() as c:
        return [Account(one, _balance(c, one)) for one in stored.all_sponsors(c)]


def account(desk: Desk, code: str) -> Account:
    """One of them. Raises Refused (``sponsor``)."""
    desk.require("read")
    with desk.read() as c:
        found = known(c, code)
        return Account(found, _balance(c, found))


def _balance(c: "Connection", sponsor: Sponsor) -> Balance:
    used, reserved = covering.used(c, sponsor.code), stored.reserved(c, sponsor.code)
    return Balance(
        used=used.amount,
        reserved=reserved.amount,
        people_used=used.people,
        people_reserved=len(reserved.people),
        budget=sponsor.budget,
        quota=sponsor.quota,
    )


def people(desk: Desk, code: str) -> People:
    """Whom a sponsor pays for or set money aside for. Raises Refused (``sponsor``)."""
    desk.require("read")
    with desk.read() as c:
        sponsor = known(c, code)
        aside = open_months(c, stored.reservations(c, sponsor.code))
        waiting = {worker_id for worker_id, months in aside.items() if months}
        ids = sorted(covering.people_of(c, sponsor.code) | waiting)
        paid = covering.paid_of(c, ids)
        found = [
            one
            for start in range(0, len(ids), _PORTION)
            for one in workers.stream(c, Filters(ids=tuple(ids[start : start + _PORTION])))
        ]
    named = [
        _named(one, sponsor.code, paid.get(one.id, ()), len(aside.get(one.id, ())))
        for one in found
        if agreed(one.worker)
    ]
    named.sort(key=lambda one: (one.full_name.casefold(), one.number))
    return People(named=tuple(named), unnamed=len(ids) - len(named))


def _named(one: Registration, code: str, paid: Iterable[Paid], reserved: int) -> Named:
    mine = [row for row in paid if row.payer == code]
    return Named(
        id=one.id,
        number=one.number,
        full_name=one.worker.full_name,
        months=sum(distance(row.first, row.last) + 1 for row in mine),
        until=max((row.last for row in mine), default=None),
        months_reserved=reserved,
    )


def agreed(worker: Worker) -> bool:
    """Whether the person agreed that the sponsor may see their name (UU 27/2022)."""
    return worker.consent.method != "pending" and "sponsor" in worker.consent.purposes
