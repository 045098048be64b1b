"""Contribution bands, reductions, ages and national figures, as their regulations give them."""

import csv
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from desktop_app import paths
from desktop_app.domain.age import AgeRule
from desktop_app.domain.contribution import Band, Discount, Tables


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """A published figure an office may set its own counts beside; never to scale them by."""

    figure: str
    value: int
    unit: str
    as_of: str
    source: str


@cache
def contribution_tables() -> Tables:
    """The bands of PP 44/2015, Annex II, and the temporary reductions."""
    bands = tuple(_band(row) for row in _rows("contribution_bands.csv"))
    return Tables(bands, tuple(_discount(row) for row in _rows("discounts.csv")))


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


def _band(row: dict[str, str]) -> Band:
    return Band(
        month_from=row["month_from"],
        number=int(row["band"]),
        income_min=int(row["income_min"]),
        base=int(row["base"]),
        amounts={"JKK": int(row["jkk"]), "JKM": int(row["jkm"]), "JHT": int(row["jht"])},
        verified=row["verified"] == "yes",
        source=row["source"],
    )


def _discount(row: dict[str, str]) -> Discount:
    return Discount(
        rule=row["rule"],
        sector=row["sector"],
        month_from=row["month_from"],
        month_to=row["month_to"],
        multiplier=Fraction(row["multiplier"]),
        programmes=frozenset(row["programmes"].split()),
        payer_excluded=frozenset(row["payer_excluded"].split()),
        payer_unclear=frozenset(row["payer_unclear"].split()),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _folder() -> Path:
    return paths.resources() / "rules"
