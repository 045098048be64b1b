"""A sponsor's rules of eligibility: read from words, held against the lists there are, and told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.domain import sponsor as rules
from desktop_app.domain.findings import Finding, Refused, block, note
from desktop_app.domain.months import month_of
from desktop_app.domain.region import dotted, plain
from desktop_app.domain.sponsor import Sponsor
from desktop_app.domain.worker import Worker
from desktop_app.reference.occupations import occupations
from desktop_app.reference.regions import regions
from desktop_app.store import covering, sponsors

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Rules that tell of a decile: who may not see one may not ask for one either.
OF_DECILES = frozenset(("min_decile", "max_decile", "extreme_poor"))
#: Rules that open and close a span.
_SPANS = (("min_age", "max_age"), ("min_decile", "max_decile"))


def read(given: Mapping[str, str]) -> dict[str, Any]:
    """Rules from words (``{"max_age": "64", "occupation": "nelayan, petani"}``).

    Raises Refused: ``choice`` for a rule there is none of, ``sponsor_rule`` for a value that is
    none (``why`` ``backwards``: nobody could meet both), ``occupation``.
    """
    found = rules.read_rules(given)
    for least, most in _SPANS:
        if least in found and most in found and found[least] > found[most]:
            raise Refused("sponsor_rule", most, why="backwards", key=most, value=found[most])
    if "occupation" in found:
        found["occupation"] = [_occupation(word) for word in found["occupation"]]
    if "residence" in found:
        found["residence"] = [_region(word) for word in found["residence"]]
    return found


def _occupation(word: str) -> str:
    known = {code.casefold(): code for code in occupations()}
    known |= {one.name.casefold(): one.code for one in occupations().values()}
    code = known.get(word.casefold())
    if code is None:
        raise Refused("occupation", "occupation", value=word[:40])
    return code


def _region(word: str) -> str:
    if plain(word).isascii() and plain(word).isdigit() and _region_name(dotted(word)):
        return dotted(word)
    raise Refused("sponsor_rule", "residence", key="residence", value=word[:40])


def _region_name(code: str) -> str:
    """What a village, district, regency or province is called; empty for a code of none."""
    known = regions()
    if len(code) == len("33"):
        return known.province_name(code) or ""
    if len(code) == len("33.01"):
        return known.regency_name(code) or ""
    if len(code) == len("33.01.01"):
        return known.district_name(code) or ""
    village = known.village(code)
    return village.name if village else ""


def unmet(sponsor: Sponsor, worker: Worker, on: date) -> Finding | None:
    """The first rule the person does not meet, told in names; never with the person's decile."""
    found = rules.ineligible(sponsor, worker, on)
    if found is None or found.params["why"] not in ("occupation", "residence"):
        return found
    wanted = sponsor.rules[found.params["why"]]
    said = ", ".join(_names(found.params["why"], wanted))
    return block(found.rule, found.field, **{**found.params, "wanted": said})


def _names(key: str, wanted: Iterable[str]) -> list[str]:
    if key == "residence":
        return [_region_name(dotted(code)) or code for code in wanted]
    return [occupations()[code].name if code in occupations() else code for code in wanted]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a sponsor has bound already: for whom (record ids), and rupiah."""

    people: frozenset[str]
    amount: int


@dataclass
class Funds:
    """What sponsors have bound, reckoned once for many people who are read in a row."""

    _at: int = -1
    _known: dict[str, Bound] = field(default_factory=dict)

    def forget(self, at: int = -1) -> None:
        """Reckon anew, unless that was done ``at`` this end of the change log."""
        if at < 0 or at != self._at:
            self._at, self._known = at, {}

    def of(self, c: "Connection", code: str) -> Bound:
        """What this sponsor has bound."""
        if code not in self._known:
            aside = sponsors.reserved(c, code)
            people = covering.people_of(c, code) | set(aside.people)
            bound = covering.used(c, code).amount + aside.amount
            self._known[code] = Bound(frozenset(people), bound)
        return self._known[code]


def doubts(
    c: "Connection", worker: Worker, worker_id: str | None, on: date, funds: Funds
) -> list[Finding]:
    """Why the sponsor whom a registration names would not pay as things stand; holds nothing up.

    ``worker_id`` is the person's record, where there is one. Rule ``sponsor_note``; ``reason`` is
    the finding that a payment would be refused with.
    """
    sponsor = sponsors.by_code(c, worker.funding) if worker.funding != "self" else None
    if sponsor is None:
        return []
    reason = unmet(sponsor, worker, on) or _over(sponsor, on)
    reason = reason or _full(sponsor, worker_id, c, funds)
    if reason is None:
        return []
    return [note("sponsor_note", "funding", sponsor=sponsor.code, reason=reason)]


def _over(sponsor: Sponsor, on: date) -> Finding | None:
    """The last month that it pays is past. What only begins later is no doubt."""
    last = sponsor.last or (f"{sponsor.year}-12" if sponsor.year else None)
    if last is None or month_of(on) <= last:
        return None
    return block("month_outside", "funding", why="sponsor_over", sponsor=sponsor.code, last=last)


def _full(sponsor: Sponsor, worker_id: str | None, c: "Connection", funds: Funds) -> Finding | None:
    """No place or no money left for somebody for whom nothing is paid or set aside."""
    if sponsor.quota is None and sponsor.budget is None:
        return None
    bound, told = funds.of(c, sponsor.code), {"sponsor": sponsor.code}
    if worker_id in bound.people:
        return None
    if sponsor.quota is not None and len(bound.people) >= sponsor.quota:
        return block("quota", "funding", quota=sponsor.quota, **told)
    if sponsor.budget is not None and bound.amount >= sponsor.budget:
        return block("budget", "funding", why="spent", budget=sponsor.budget, **told)
    return None
