"""What a cell says: text, numbers, dates, months, money. Pure, and never raising.

A reader gives None for an empty cell and the cell's own text where it cannot be read, so that the
rules of a worker judge it and name it.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

#: What a spreadsheet's cell can hold; an empty one is "".
Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

#: A text that begins with one of these is run as a formula by some spreadsheet.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")

#: A number as a spreadsheet writes it when it has given up its digits.
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+", re.ASCII)

_EMPTY = frozenset(("", "-", "–", "—", "--", "n/a", "#n/a"))
_SERIAL_ZERO = date(1899, 12, 30)
_YEARS = range(1900, 2101)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb peb",
            "mar",
            "apr",
            "mei may",
            "jun",
            "jul",
            "agu agt ags aug",
            "sep",
            "okt oct",
            "nov nop",
            "des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_DAY_FIRST = re.compile(
    r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:.]\d{2}.*)?", re.ASCII
)
_SPOKEN = re.compile(
    r"(?:[a-z']+,\s*)?(\d{1,2})[\s.-]*([a-z]{3,9})\.?[\s,-]*(\d{4}|\d{2})", re.ASCII
)
_SPOKEN_MONTH = re.compile(r"([a-z]{3,9})\.?[\s-]+(\d{4})", re.ASCII)
_MONEY = re.compile(
    r"(\d{1,3}(?:([.,' ])\d{3})(?:\2\d{3})*|\d+)(?:[.,](?:-|\d{1,2})-?|-)?", re.ASCII
)
_MILLIONS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(juta|jt|ribu|rb)", re.ASCII)


def text_of(value: Value) -> str:
    """The cell as one line of text: whole numbers without ``.0``, dates in ISO form."""
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def is_number(value: Value) -> bool:
    """Whether the cell is a number of the spreadsheet's own."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def fold(text: str) -> str:
    """Letters and digits only, small: how headings and words of a choice are compared."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if c.isalnum() or c in "√✓")


def read_text(value: Value) -> str | None:
    """The text, or None where there is nothing or a mere dash."""
    text = text_of(value)
    return None if text.casefold() in _EMPTY else text


def read_digits(value: Value) -> str | None:
    """A number that names somebody (KPJ, phone): its digits as they stand."""
    text = read_text(value)
    return text.removesuffix(".0") if text else None


def read_date(value: Value, today: date) -> str | None:
    """A date as ``YYYY-MM-DD``: a date cell, a serial, or one of the ways people write it.

    The day stands before the month. A year of two digits is the latest that is not after
    ``today``.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = read_text(value)
    if text is None:
        return None
    day = _compact(text) if text.isascii() and text.isdigit() else _written(text.lower(), today)
    return day.isoformat() if day else text


def read_month(value: Value, today: date) -> str | None:
    """A month as ``YYYY-MM``: any date in it, ``2026-12``, ``12/2026`` or ``Desember 2026``."""
    text = read_text(value)
    if text is None or isinstance(value, date):
        return value.strftime("%Y-%m") if isinstance(value, date) else None
    if found := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})", text, re.ASCII):
        return _month(int(found[1]), int(found[2])) or text
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text, re.ASCII):
        return _month(int(found[2]), int(found[1])) or text
    if found := _SPOKEN_MONTH.fullmatch(text.lower()):
        return _month(int(found[2]), _MONTHS.get(found[1][:3], 0)) or text
    day = read_date(value, today) or text
    return day[:7] if _ISO.fullmatch(day) else text


def read_money(value: Value) -> int | str | None:
    """Whole rupiah: a number, ``Rp 1.500.000,-``, ``1,500,000``, ``1,5 juta``, ``900 ribu``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value + 0.5) if 0 <= value < 1e15 else text_of(value)
    text = read_text(value)
    if text is None:
        return None
    plain = re.sub(r"^(?:rp|idr)\.?\s*", "", text.lower())
    if found := _MILLIONS.fullmatch(plain):
        unit = 1_000_000 if found[2] in ("juta", "jt") else 1_000
        return int(float(found[1].replace(",", ".")) * unit + 0.5)
    if found := _MONEY.fullmatch(plain):
        return int(re.sub(r"\D", "", found[1]))
    return text


def read_integer(value: Value) -> int | str | None:
    """A whole number, or the text as it stands."""
    text = read_text(value)
    if text and text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    return text


def read_rt_rw(value: Value) -> tuple[str | None, str | None]:
    """RT and RW from one cell: ``001/002``, ``RT 01 RW 02``. One number alone is the RT."""
    text = read_text(value)
    numbers = re.findall(r"\d+", text or "", re.ASCII)
    if len(numbers) > 2 or (text and not numbers):
        return text, None
    rt, rw, *_ = (*numbers, None, None)
    return rt, rw


def neutral(text: str) -> str:
    """The text as it may stand in a cell: nothing that a spreadsheet would run.

    A text that begins like a formula gets an apostrophe before it; the reader takes it away.
    """
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def _one_line(text: str) -> str:
    if text[:1] == "'" and text[1:2] in FORMULA_MARKS:
        text = text[1:]
    return " ".join(unicodedata.normalize("NFC", text).split())


def _compact(digits: str) -> date | None:
    if len(digits) == 8:
        return _day(int(digits[4:]), int(digits[2:4]), int(digits[:2])) or _day(
            int(digits[:4]), int(digits[4:6]), int(digits[6:])
        )
    number = int(digits[:6])
    if len(digits) > 5 or number in _YEARS or number == 0:
        return None
    return _SERIAL_ZERO + timedelta(days=number)


def _written(text: str, today: date) -> date | None:
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(_year(found[3], today), int(found[2]), int(found[1]))
    if found := _SPOKEN.fullmatch(text):
        return _day(_year(found[3], today), _MONTHS.get(found[2][:3], 0), int(found[1]))
    return None


def _year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    return year if year <= today.year else year - 100


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _month(year: int, month: int) -> str | None:
    return f"{year}-{month:02}" if year in _YEARS and 1 <= month <= 12 else None
