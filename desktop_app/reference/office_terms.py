"""What an office of a region probably calls itself, its head and the parts of its village."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop_app import paths
from desktop_app.domain.office import OfficeWords
from desktop_app.domain.region import Village


@dataclass(frozen=True, slots=True)
class TermProposal:
    """The words proposed, and what else is usual there; the office may say otherwise."""

    words: OfficeWords
    village_words: tuple[str, ...]
    head_titles: tuple[str, ...]
    hamlet_words: tuple[str, ...]


def propose(village: Village) -> TermProposal:
    """The proposal for a village: its region's usage first, then what is usual anywhere."""
    fitting = sorted(_fitting(village), key=lambda found: -found[0])
    best = fitting[0][1]
    words = OfficeWords(
        village=best["village"][0],
        village_short=best["short"],
        head=best["head"][0],
        hamlet=best["hamlet"][0],
        office=best["office"],
    )
    options = [_options(fitting, key) for key in ("village", "head", "hamlet")]
    return TermProposal(words, *options)


def _fitting(village: Village) -> list[tuple[int, dict[str, Any]]]:
    return [
        (len(region), term)
        for term in _terms()
        if term["kind"] == village.kind
        for region in term["regions"]
        if village.code.startswith(region)
    ]


def _options(fitting: list[tuple[int, dict[str, Any]]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for _length, term in fitting for word in term[key]))


@cache
def _terms() -> list[dict[str, Any]]:
    with (paths.resources() / "office_terms" / "terms.toml").open("rb") as file:
        terms: list[dict[str, Any]] = tomllib.load(file)["term"]
    return terms
