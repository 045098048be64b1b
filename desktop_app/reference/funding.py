"""From which money contributions may be paid: kinds, sub-sources, and the rule of the year."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from desktop_app import paths


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRule:
    """What holds for a sub-source in some years, both ends included (None: no end is known)."""

    year_from: int
    year_to: int | None
    allowed: str
    """``yes``, ``no`` or ``unclear``."""
    who: str
    """For whom it may, or may not, be used."""
    rule: str
    """The regulation."""
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sub-source of public money. ``also``: what else it is called."""

    key: str
    name: str
    also: tuple[str, ...]
    years: tuple[YearRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of sponsor. ``desa_only``: a kelurahan has no such money."""

    kind: str
    name: str
    desa_only: bool
    sources: tuple[Source, ...]


@cache
def funding_kinds() -> Mapping[str, Kind]:
    """Every kind by its key, in the order of the list."""
    with (paths.resources() / "rules" / "funding.toml").open("rb") as file:
        data = tomllib.load(file)
    return MappingProxyType({one["kind"]: _kind(one) for one in data["kind"]})


def source_named(kind: str, text: str | None) -> Source | None:
    """The sub-source that a word means, however it is written; None where it is a free text."""
    word = (text or "").strip().casefold()
    return next(
        (
            source
            for source in funding_kinds()[kind].sources
            if word in {name.casefold() for name in (source.key, source.name, *source.also)}
        ),
        None,
    )


def source_rule(kind: str, text: str | None, year: int) -> YearRule | None:
    """What is known of a sub-source in a year; None where nothing is."""
    source = source_named(kind, text)
    if source is None:
        return None
    return next(
        (r for r in source.years if r.year_from <= year <= (r.year_to or year)),
        None,
    )


def _kind(data: dict[str, Any]) -> Kind:
    return Kind(
        kind=data["kind"],
        name=data["name"],
        desa_only=data.get("desa_only", False),
        sources=tuple(_source(one) for one in data.get("source", ())),
    )


def _source(data: dict[str, Any]) -> Source:
    return Source(
        key=data["key"],
        name=data["name"],
        also=tuple(data.get("also", ())),
        years=tuple(_year(one) for one in data.get("year", ())),
    )


def _year(data: dict[str, Any]) -> YearRule:
    return YearRule(
        year_from=data["from"],
        year_to=data.get("to"),
        allowed=data["allowed"],
        who=data["who"],
        rule=data["rule"],
        verified=data["verified"],
    )
