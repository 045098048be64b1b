"""A cell of a known column → the value that the worker's JSON object has there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from desktop_app.domain.findings import Finding, note
from desktop_app.domain.nik import EXACT_NUMBERS
from desktop_app.lists import cells
from desktop_app.lists.cells import Value, fold
from desktop_app.lists.headings import Column, choice
from desktop_app.reference.occupations import ktp_names, occupations

_SEPARATORS = str.maketrans(dict.fromkeys("+;/&\n", ","))


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a list needs to know beside the list."""

    today: date
    occupations: Mapping[str, str]
    """Folded name, code or synonym → code."""


@cache
def occupation_words() -> Mapping[str, str]:
    """Every word for an occupation → its code; a synonym of two occupations means neither.

    The word of an identity card means the first occupation that has it as its own.
    """
    known = occupations()
    words: dict[str, str] = {}
    shared: set[str] = set()
    for occupation in known.values():
        for synonym in map(fold, occupation.synonyms):
            if words.setdefault(synonym, occupation.code) != occupation.code:
                shared.add(synonym)
    for synonym in shared:
        del words[synonym]
    for occupation in known.values():
        words[fold(occupation.name)] = occupation.code
    words |= {fold(code): code for code in known}
    for occupation in known.values():
        for number in occupation.ktp_codes[:1]:
            words.setdefault(fold(ktp_names()[number]), occupation.code)
    return words


def as_value(column: Column, cell: Value, reading: Reading) -> tuple[Any, tuple[Finding, ...]]:
    """The JSON value of a cell, None for an empty one, and what the spreadsheet did to it.

    What cannot be read stays text: the worker's rules refuse it by name.
    """
    if column.kind == "number16" and _damaged(cell):
        return None, (note("number_damaged", column.key),)
    return _READERS[column.kind](cell, column, reading), ()


def _damaged(cell: Value) -> bool:
    """Whether a number of 16 digits lost some: written ``3.3E+15``, or a numeric cell that is
    too large to be exact or ends in the 0 that Excel puts for the 16th digit.
    """
    if isinstance(cell, int | float):
        return cell >= EXACT_NUMBERS or (cell >= 10**15 and cell % 10 == 0)
    return isinstance(cell, str) and bool(cells.SCIENTIFIC.fullmatch(cell.strip()))


def _choice(cell: Value, column: Column, _reading: Reading) -> str | None:
    text = cells.read_text(cell)
    return choice(column.words).get(fold(text), text) if text else None


def _yes_no(cell: Value, column: Column, reading: Reading) -> bool | str | None:
    said = _choice(cell, column, reading)
    return {"yes": True, "no": False}.get(said or "", said)


def _list(cell: Value, column: Column, _reading: Reading) -> list[str] | None:
    text = cells.read_text(cell)
    if not text:
        return None
    words = choice(column.words)
    parts = [part.strip() for part in text.translate(_SEPARATORS).split(",")]
    if len(parts) == 1 and fold(text) not in words:
        parts = [part for part in text.split() if part.casefold() != "dan"]
    return [words.get(fold(part), part) for part in parts if part]


def _names(cell: Value, _column: Column, _reading: Reading) -> list[str] | None:
    text = cells.read_text(cell)
    names = [name.strip() for name in (text or "").split(";")]
    return [name for name in names if name] or None


def _occupation(cell: Value, _column: Column, reading: Reading) -> str | None:
    text = cells.read_text(cell)
    return reading.occupations.get(fold(text), text) if text else None


def _rt_rw(cell: Value, _column: Column, _reading: Reading) -> tuple[str | None, ...] | None:
    pair = cells.read_rt_rw(cell)
    return pair if any(pair) else None


_READERS: dict[str, Callable[[Value, Column, Reading], Any]] = {
    "text": lambda cell, _c, _r: cells.read_text(cell),
    "nik": lambda cell, _c, _r: cells.read_text(cell),
    "number16": lambda cell, _c, _r: cells.read_digits(cell),
    "digits": lambda cell, _c, _r: cells.read_digits(cell),
    "phone": lambda cell, _c, _r: cells.read_digits(cell),
    "code": lambda cell, _c, _r: cells.read_digits(cell),
    "date": lambda cell, _c, reading: cells.read_date(cell, reading.today),
    "month": lambda cell, _c, reading: cells.read_month(cell, reading.today),
    "money": lambda cell, _c, _r: cells.read_money(cell),
    "integer": lambda cell, _c, _r: cells.read_integer(cell),
    "choice": _choice,
    "yes_no": _yes_no,
    "list": _list,
    "names": _names,
    "occupation": _occupation,
    "rt_rw": _rt_rw,
}
