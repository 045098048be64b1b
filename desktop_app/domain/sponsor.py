"""A sponsor: who pays contributions for others, from which money, for whom and for how many.

Kinds and their sub-sources are data (``resources/rules/funding.toml``), because what public money
may pay changes every year. Amounts are whole rupiah; months are ``YYYY-MM``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from desktop_app.domain.age import age_on
from desktop_app.domain.contribution import MOST_MONTHS, MOST_RUPIAH
from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.months import is_month
from desktop_app.domain.region import dotted
from desktop_app.domain.worker import BASES, ECOSYSTEMS, SEGMENTS, Worker

#: Kind → the payer that the reductions of contributions speak of (PP 50/2025, art. 3).
PAYER_OF = MappingProxyType(
    {
        "APBN": "APBN",
        "APBD": "APBD",
        "APBD_province": "APBD",
        "APBDes": "APBDes",
        "DBH": "DBH",
        "CSR": "CSR",
        "SERTAKAN": "SERTAKAN",
        "other": "other",
    }
)
KINDS = tuple(PAYER_OF)
#: Public money: bound to one budget year.
PUBLIC = ("APBN", "APBD", "APBD_province", "APBDes", "DBH")
_SPOKEN = MappingProxyType(
    {
        "province": "APBD_province",
        "provinsi": "APBD_province",
        "apbd_provinsi": "APBD_province",
        "regency": "APBD",
        "kabupaten": "APBD",
        "kota": "APBD",
        "desa": "APBDes",
        "lainnya": "other",
    }
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,23}", re.ASCII)
#: Words for payers that are no sponsors.
_TAKEN = frozenset(("self", "unknown"))
#: Budget years that can be meant.
_YEARS = 2014, 2099
MOST_PEOPLE = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """One funding programme. ``code`` is what people's ``funding`` and payments name."""

    id: str
    code: str
    name: str
    kind: str
    source: str | None = None
    """The sub-source: PADes, ADD, Dana Desa …; or in words."""
    legal_basis: str | None = None
    """The decree, regulation or agreement."""
    year: int | None = None
    """The budget year; public money has one."""
    budget: int | None = None
    minimum: int | None = None
    """Fewest people; a reminder, it holds nothing up."""
    quota: int | None = None
    """Most people."""
    first: str | None = None
    last: str | None = None
    """Months that it pays, both ends included."""
    months: int | None = None
    """Months a person gets, where that is agreed."""
    rules: Mapping[str, Any] = field(default_factory=dict)
    """Eligibility: see :data:`RULES`."""

    @property
    def payer(self) -> str:
        """Who pays, as the reductions call it."""
        return PAYER_OF[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A sponsor's money and people. What has no limit has None left."""

    used: int
    """Rupiah of recorded payments."""
    reserved: int
    """Rupiah set aside for months that nobody has paid yet."""
    people_used: int
    people_reserved: int
    """Of whom nothing is paid by this sponsor yet."""
    budget: int | None
    quota: int | None

    @property
    def left(self) -> int | None:
        """Rupiah that are neither used nor set aside."""
        return None if self.budget is None else self.budget - self.used - self.reserved

    @property
    def people_left(self) -> int | None:
        """People who can still be taken."""
        if self.quota is None:
            return None
        return self.quota - self.people_used - self.people_reserved


def kind_named(text: str) -> str:
    """The kind meant by a word, however it is written. Raises Refused (``choice``)."""
    word = text.strip().casefold().replace(" ", "_").replace("-", "_")
    known = {kind.casefold(): kind for kind in KINDS} | dict(_SPOKEN)
    if word not in known:
        raise Refused("choice", "kind", value=text[:40], allowed=KINDS)
    return known[word]


def check(sponsor: Sponsor) -> None:
    """Whether a sponsor can be so.

    Raises :class:`Refused`: ``required`` (name), ``sponsor_code``, ``choice`` (kind), ``amount``
    (budget), ``type`` (quota, minimum, months, first, last), ``month_outside`` with ``why``
    ``backwards`` or ``budget_year``.
    """
    if not _CODE.fullmatch(sponsor.code) or sponsor.code.casefold() in _TAKEN:
        raise Refused("sponsor_code", "code", value=sponsor.code[:24])
    if not sponsor.name.strip():
        raise Refused("required", "name")
    if sponsor.kind not in KINDS:
        raise Refused("choice", "kind", value=sponsor.kind[:40], allowed=KINDS)
    if sponsor.budget is not None and not _within(sponsor.budget, 0, MOST_RUPIAH):
        raise Refused("amount", "budget")
    for name, most in (("quota", MOST_PEOPLE), ("minimum", MOST_PEOPLE), ("months", MOST_MONTHS)):
        value = getattr(sponsor, name)
        if value is not None and not _within(value, 1, most):
            raise Refused("type", name, wanted="range", least=1, most=most)
    if sponsor.year is not None and not _within(sponsor.year, *_YEARS):
        raise Refused("type", "year", wanted="range", least=_YEARS[0], most=_YEARS[1])
    _check_months(sponsor)


def _within(value: object, least: int, most: int) -> bool:
    """Whether it is a whole number within these bounds, both ends included."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _check_months(sponsor: Sponsor) -> None:
    for name in ("first", "last"):
        month = getattr(sponsor, name)
        if month is not None and not is_month(month):
            raise Refused("type", name, wanted="month")
    first, last = sponsor.first, sponsor.last
    if first and last and first > last:
        raise Refused("month_outside", "last", why="backwards", first=first, last=last)
    if sponsor.kind in PUBLIC and sponsor.year is not None:
        outside = [m for m in (first, last) if m and int(m[:4]) != sponsor.year]
        if outside:
            told = {"month": outside[0], "year": sponsor.year, "sponsor": sponsor.code}
            raise Refused("month_outside", "last", why="budget_year", **told)


def check_months(sponsor: Sponsor, first: str, last: str) -> None:
    """Whether the sponsor pays these months. Raises Refused (``month_outside``)."""
    told = {"sponsor": sponsor.code, "first": sponsor.first, "last": sponsor.last}
    if sponsor.year is not None and any(int(m[:4]) != sponsor.year for m in (first, last)):
        told["year"] = str(sponsor.year)
        raise Refused("month_outside", "month", why="budget_year", month=last, **told)
    before = sponsor.first is not None and first < sponsor.first
    after = sponsor.last is not None and last > sponsor.last
    if before or after:
        raise Refused(
            "month_outside", "month", why="sponsor", month=first if before else last, **told
        )


# --- who may be paid for ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of eligibility rule: how its value is read, and who meets it."""

    read: Callable[[str], Any]
    met: Callable[[Any, Worker, date], bool]


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.strip().isascii() or not text.strip().isdigit():
            raise ValueError(text)
        if not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return read


def _words(allowed: Sequence[str] | None = None) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        words = [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]
        known = {word.casefold(): word for word in allowed} if allowed else None
        if not words or (known and any(word.casefold() not in known for word in words)):
            raise ValueError(text)
        return [known[word.casefold()] for word in words] if known else words

    return read


def _yes(text: str) -> bool:
    if text.strip().casefold() not in ("yes", "ya", "true", "1"):
        raise ValueError(text)
    return True


def _decile(worker: Worker) -> int | None:
    return worker.vulnerability.decile if worker.vulnerability else None


def _basis(worker: Worker) -> str | None:
    return worker.vulnerability.basis if worker.vulnerability else None


def _lives_in(regions: list[str], worker: Worker, _on: date) -> bool:
    return any(f"{worker.village_code}.".startswith(f"{dotted(code)}.") for code in regions)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "min_age": Rule(_number(0, 120), lambda n, w, on: age_on(w.birth_date, on) >= n),
        "max_age": Rule(_number(0, 120), lambda n, w, on: age_on(w.birth_date, on) <= n),
        "min_decile": Rule(_number(1, 10), lambda n, w, _: (_decile(w) or 0) >= n),
        "max_decile": Rule(_number(1, 10), lambda n, w, _: 0 < (_decile(w) or 0) <= n),
        "basis": Rule(_words(BASES), lambda words, w, _: _basis(w) in words),
        "extreme_poor": Rule(
            _yes, lambda _v, w, _: bool(w.vulnerability and w.vulnerability.extreme_poor)
        ),
        "occupation": Rule(
            _words(), lambda words, w, _: w.occupation in words or w.second_occupation in words
        ),
        "ecosystem": Rule(_words(ECOSYSTEMS), lambda words, w, _: w.ecosystem in words),
        "segment": Rule(_words(SEGMENTS), lambda words, w, _: w.segment in words),
        "residence": Rule(_words(), _lives_in),
        "hamlet": Rule(
            _words(),
            lambda words, w, _: (w.hamlet or "").casefold() in [x.casefold() for x in words],
        ),
    }
)


def read_rules(given: Mapping[str, str]) -> dict[str, Any]:
    """Eligibility rules from words (``{"max_age": "64", "basis": "DTSEN,musdes"}``).

    Raises Refused: ``choice`` for a rule there is none of, ``sponsor_rule`` for a value.
    """
    read = {}
    for key, text in given.items():
        if key not in RULES:
            raise Refused("choice", "rule", value=key[:40], allowed=tuple(RULES))
        try:
            read[key] = RULES[key].read(str(text))
        except ValueError:
            raise Refused("sponsor_rule", key, value=str(text)[:40], key=key) from None
    return read


def ineligible(sponsor: Sponsor, worker: Worker, on: date) -> Finding | None:
    """The first rule of the sponsor that the worker does not meet, or None.

    What is not known is not met, nor is a rule of a newer program. The finding never tells a
    decile: who keeps the money does not see it.
    """
    for key, wanted in sponsor.rules.items():
        if key not in RULES or not RULES[key].met(wanted, worker, on):
            said = ", ".join(wanted) if isinstance(wanted, list) else wanted
            return block("eligibility", "funding", why=key, sponsor=sponsor.code, wanted=said)
    return None
