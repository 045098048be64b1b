"""What is typed and what a worker's JSON object holds: dates, months, amounts, there and back.

Text that is neither goes through unchanged, for the rules to name and a draft to keep.
"""

import re
from datetime import date

from desktop_app.ui import shown

_DAY = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})", re.ASCII)
_TIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[\s./-]*(\d{4})", re.ASCII)


def plain(text: str) -> str | None:
    """The text as it was typed; None where there is nothing."""
    return text if text.strip() else None


def read_day(text: str) -> str | None:
    """``17-05-1984``, ``17/5/1984`` or ``17051984`` as ISO text."""
    typed = text.strip()
    found = _DAY.fullmatch(typed) or _TIGHT.fullmatch(typed)
    if not found:
        return plain(text)
    return f"{int(found[3]):04}-{int(found[2]):02}-{int(found[1]):02}"


def day_text(value: str) -> str:
    """ISO text as it is typed here: ``17-05-1984``."""
    found = _ISO.fullmatch(value)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else value


def read_month(text: str) -> str | None:
    """``11-2026`` or ``112026`` as ``2026-11``."""
    found = _MONTH.fullmatch(text.strip())
    return f"{found[2]}-{int(found[1]):02}" if found else plain(text)


def month_text(value: str) -> str:
    """``2026-11`` as it is typed here: ``11-2026``."""
    year, dash, month = value.partition("-")
    return f"{month}-{year}" if dash and len(year) == 4 else value


def read_amount(text: str) -> int | str | None:
    """``Rp 1.500.000`` as a whole number."""
    digits = re.sub(r"[\s.]|^[Rr]p", "", text.strip())
    return int(digits) if re.fullmatch(r"\d{1,15}", digits, re.ASCII) else plain(text)


def amount_text(value: int | str) -> str:
    """A whole number with its thousands parted."""
    return value if isinstance(value, str) else shown.number(value)


def iso(value: date) -> str:
    """A date as the worker's object holds it."""
    return value.isoformat()
