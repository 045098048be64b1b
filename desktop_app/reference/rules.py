"""Contribution bands, reductions, ages and national figures, as their regulations give them."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from desktop_app import paths
from desktop_app.domain.age import AgeRule
from desktop_app.domain.contribution import Tables
from desktop_app.reference.rule_files import BANDS, DISCOUNTS, read_bands, read_discounts


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """A published figure an office may set its own counts beside; never to scale them by."""

    figure: str
    value: int
    unit: str
    as_of: str
    source: str


@lru_cache(maxsize=8)
def contribution_tables(bands: str | None = None, discounts: str | None = None) -> Tables:
    """The bands of PP 44/2015, Annex II, and the temporary reductions, as the program came with
    them; or as an update says (the text of a file). Raises Refused (``rules``)."""
    return Tables(
        read_bands(shipped(BANDS) if bands is None else bands),
        read_discounts(shipped(DISCOUNTS) if discounts is None else discounts),
    )


def shipped(name: str) -> str:
    """A rule file as the program came with it."""
    return (_folder() / name).read_text("utf-8")


@cache
def age_rule() -> AgeRule:
    """The ages that may register."""
    with (_folder() / "ages.toml").open("rb") as file:
        data = tomllib.load(file)
    return AgeRule(
        minimum=data["minimum"],
        maximum=data["maximum"],
        near=data["near"],
        source=data["source"],
    )


@cache
def national_figures() -> tuple[NationalFigure, ...]:
    """National counts with date and source."""
    return tuple(
        NationalFigure(r["figure"], int(r["value"]), r["unit"], r["as_of"], r["source"])
        for r in _rows("national.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _folder() -> Path:
    return paths.resources() / "rules"
