"""The rules of a worker, as the hub holds a record against them.

An office may have more than the hub knows: its sponsors, and keys of a newer program. Neither is
a reason to refuse anybody. Age counts on the day of registration; consent and membership may be
younger than that, so the rest is held against the day of the change.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from desktop_app.domain.age import AgeRule, age_findings
from desktop_app.domain.findings import Finding, block, blocks
from desktop_app.domain.nik import clean
from desktop_app.domain.numbering import read_number
from desktop_app.domain.reading import KEYS, Context, Reading, read_worker
from desktop_app.domain.states import MEMBERSHIP
from desktop_app.hub.changes import WORKER
from desktop_app.hub.judging import Faults
from desktop_app.reference.occupations import occupations
from desktop_app.reference.regions import regions
from desktop_app.reference.rules import age_rule
from desktop_app.sync.wire.changes import Told

_ANY_AGE = AgeRule(minimum=0, maximum=200, near=201)
_KEYS = frozenset(KEYS)
#: What stands in a record besides the person: days, and texts.
_DAYS = ("registered_on", "protection_as_of", "submitted_on", "answered_on", "ended_on")
_TEXTS = (
    *("record", "protection", "registered_by", "submission", "refused_reason", "ended_why"),
    *("answer", "ended_paper"),
)
#: What numbers the person had before look like.
_FORMER = {
    "aliases": re.compile(r"\d{16}", re.ASCII),
    "former_kpjs": re.compile(r"\S{1,40}", re.ASCII),
}


def faults_in(village: str) -> Faults:
    """What blocks a record of this village: the first finding, or None."""

    def first(data: Mapping[str, Any], today: str) -> Finding | None:
        return _of_hub(data) or _of_worker(data, today, village)

    return first


def read_ahead(told: Iterable[Told], village: str) -> dict[str, Finding | None]:
    """What blocks each worker's record, by change id: looked at before anything is locked."""
    first = faults_in(village)
    found: dict[str, Finding | None] = {}
    for one in told:
        if one.kind != WORKER or one.record is None:
            continue
        with suppress(Exception):  # it stumbles again where it is judged, and is told of there
            data = {key: value for key, value in one.record.items() if value is not None}
            found[one.change_id] = first(data, one.today)
    return found


def read(data: Mapping[str, Any], today: str, village: str) -> Reading:
    """The worker in a record, read on this ISO day. Nested keys of a newer program stay out."""
    funding = data.get("funding")
    known = funding if isinstance(funding, str) else None
    person = {key: value for key, value in data.items() if key in _KEYS}
    return read_worker(person, _context(today, village, known))


def _of_worker(data: Mapping[str, Any], today: str, village: str) -> Finding | None:
    if _day(today) is None:
        return block("type", None, wanted="date")
    found = [f for f in blocks(read(data, today, village).findings) if f.rule != "unknown_key"]
    return found[0] if found else _age(data, today)


def _of_hub(data: Mapping[str, Any]) -> Finding | None:
    """What an office's own program can never say."""
    number = data.get("registration_number")
    if not isinstance(number, str) or read_number(number) != number:
        return block("type", "registration_number", wanted="text")
    for key in ("nik", "kpj"):
        told = data.get(key)
        if isinstance(told, str) and clean(told) != told:
            return block("type", key, wanted="text")
    membership = data.get("membership", "candidate")
    if membership not in MEMBERSHIP:
        return block("choice", "membership", value=str(membership)[:40], allowed=MEMBERSHIP)
    return _of_standing(data)


def _of_standing(data: Mapping[str, Any]) -> Finding | None:
    for key in _DAYS:
        if key in data and _day(data[key]) is None:
            return block("type", key, wanted="date")
    for key in _TEXTS:
        if not isinstance(data.get(key, ""), str):
            return block("type", key, wanted="text")
    for key, form in _FORMER.items():
        told = data.get(key, [])
        if not isinstance(told, list) or not all(_fits(one, form) for one in told):
            return block("type", key, wanted="texts")
    return None


def _age(data: Mapping[str, Any], today: str) -> Finding | None:
    born = _day(data.get("birth_date"))
    day = _day(data.get("registered_on")) or _day(today)
    if born is None or day is None:
        return None
    found = blocks(age_findings(born, day, age_rule()))
    return found[0] if found else None


def _fits(value: Any, form: re.Pattern[str]) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


@lru_cache(maxsize=256)
def _context(today: str, village: str, funding: str | None) -> Context:
    return replace(
        _base(village),
        today=_day(today) or date.min,
        sponsors=frozenset((funding,)) if funding else frozenset(),
    )


@lru_cache(maxsize=64)
def _base(village: str) -> Context:
    return Context(
        today=date.min,
        village_code=village,
        regions=regions(),
        occupations=occupations(),
        ages=_ANY_AGE,
    )


def place(village: str) -> str:
    """A village as people call it."""
    found = regions().village(village)
    return f"{found.name} ({found.district})" if found else village
