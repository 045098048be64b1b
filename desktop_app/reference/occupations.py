"""The occupation list: our own, with the words of the counter and the codes of identity cards."""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from desktop_app import paths
from desktop_app.domain.names import search_fold
from desktop_app.domain.occupation import Occupation


@cache
def occupations() -> Mapping[str, Occupation]:
    """All occupations by code, in the order of the list."""
    rows = _rows("occupations.csv")
    return MappingProxyType({row["code"]: _occupation(row) for row in rows})


@cache
def ktp_names() -> Mapping[int, str]:
    """The 89 occupations of identity and family cards, as population exports number them."""
    return MappingProxyType({int(row["code"]): row["name"] for row in _rows("ktp.csv")})


def find_occupation(text: str) -> list[Occupation]:
    """The occupations meant, likeliest first: by code, name, synonym, or word or code of a card.

    What is written whole comes before what merely begins so, and that before what contains it.
    """
    wanted = _plain(text)
    if not wanted:
        return []
    found = [(rank, o) for o in occupations().values() if (rank := _rank(wanted, o)) is not None]
    return [occupation for _rank_, occupation in sorted(found, key=lambda pair: pair[0])]


def _rank(wanted: str, occupation: Occupation) -> tuple[int, int, int] | None:
    words = _words()[occupation.code]
    if wanted in words:
        return 0, words.index(wanted), 0
    for place, code in enumerate(occupation.ktp_codes):
        if wanted in (str(code), _plain(ktp_names()[code])):
            return 1, place, len(occupation.ktp_codes)
    if any(f" {wanted}" in f" {word}" for word in words):
        return 2, 0, 0
    if any(wanted in word for word in words):
        return 3, 0, 0
    return None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {
        code: tuple(_plain(word) for word in (code, o.name, *o.synonyms))
        for code, o in occupations().items()
    }


def _plain(text: str) -> str:
    return " ".join(search_fold(text).replace("/", " ").replace("_", " ").replace("-", " ").split())


def _occupation(row: dict[str, str]) -> Occupation:
    return Occupation(
        code=row["code"],
        name=row["name"],
        sector=row["sector"],
        ecosystem=row["ecosystem"],
        ktp_codes=tuple(int(code) for code in row["ktp_codes"].split(",")),
        synonyms=tuple(row["synonyms"].split(";")),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (paths.resources() / "occupations" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
