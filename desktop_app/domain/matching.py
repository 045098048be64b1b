"""Whether somebody is probably registered already, under another NIK.

The same name, birth date and mother under two NIKs is a typing error or one person twice; a
person decides. A shared phone is no sign: a family, or a whole hamlet, may have one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.names import fold
from desktop_app.domain.worker import Worker

#: Similarities in per cent, from which two folded names count as the same.
ALIKE = 88
ALMOST_EQUAL = 95
#: A part of a name that may be a spelling of another part; parts of so few letters never are.
PART = 70
SHORT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is compared of somebody already registered."""

    id: str
    number: str
    full_name: str
    birth_date: date
    mother_name: str | None = None
    village_code: str = ""
    phone: str | None = None


def likely_same(
    worker: Worker, candidates: Iterable[Candidate]
) -> list[tuple[Candidate, float, tuple[str, ...]]]:
    """The candidates who may be this worker, likeliest first: with a score (0–1) and reasons.

    Reasons are field names, ``birth_date_near`` where day and month are swapped or a day is off.
    """
    found = []
    for candidate in candidates:
        if (match := _compare(worker, candidate)) is not None:
            found.append((candidate, *match))
    return sorted(found, key=lambda match: (-match[1], match[0].number))


def _compare(worker: Worker, other: Candidate) -> tuple[float, tuple[str, ...]] | None:
    dates = _dates(worker.birth_date, other.birth_date)
    if dates is None:
        return None
    name = _alike(worker.full_name, other.full_name)
    mother = _mothers(worker.mother_name, other.mother_name)
    if name < _needed(worker.birth_date, dates, mother):
        return None
    reasons = ("full_name", dates) + (("mother_name",) if mother is not None else ())
    parts = (name, 100.0 if dates == "birth_date" else 80.0, 70.0 if mother is None else mother)
    return round(sum(parts) / 300, 3), reasons


def _needed(born: date, dates: str, mother: float | None) -> float:
    """How alike the names must be; more than 100 means: not by the name."""
    if mother is not None:
        if mother < ALIKE - 8:
            return 101
        return ALIKE if dates == "birth_date" else ALIKE + 4
    # Unknown birthdays heap on 1 January: without the mother they prove nothing.
    if dates != "birth_date" or (born.month, born.day) == (1, 1):
        return 101
    return ALMOST_EQUAL


def _dates(one: date, other: date) -> str | None:
    if one == other:
        return "birth_date"
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return "birth_date_near" if swapped or abs((one - other).days) == 1 else None


def _mothers(one: str | None, other: str | None) -> float | None:
    return _alike(one, other) if one and other else None


def _alike(one: str, other: str) -> float:
    """How alike two names are, 0–100; a part that differs outright makes them two names.

    "Siti A" and "Siti B" are two people, however much of the letters they share.
    """
    from rapidfuzz import fuzz

    parts, others = sorted(fold(one).split()), sorted(fold(other).split())
    whole = float(fuzz.ratio(" ".join(parts), " ".join(others)))
    if len(parts) != len(others):
        return whole
    return min([whole, *(_part(x, y) for x, y in zip(parts, others, strict=True))])


def _part(one: str, other: str) -> float:
    """100 where two parts may be spellings of one another, 0 where they are not."""
    from rapidfuzz import fuzz

    if one == other:
        return 100.0
    short = min(len(one), len(other)) <= SHORT
    if short or any(c.isdigit() for c in one + other):
        return 0.0
    return 100.0 if fuzz.ratio(one, other) >= PART else 0.0
