"""Calendar months as ``YYYY-MM`` text, so that text order is time order.

Contributions are by the calendar month, never by 30 days: reckoning with months happens here.
"""

import calendar
import re
from datetime import date
from functools import lru_cache

MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", re.ASCII)


def is_month(text: object) -> bool:
    """Whether this is a month of the years 1900 to 2099."""
    return isinstance(text, str) and MONTH.fullmatch(text) is not None


def month_of(day: date) -> str:
    """The month in which a day lies."""
    return f"{day.year:04}-{day.month:02}"


@lru_cache(maxsize=4096)
def later(month: str, months: int) -> str:
    """The month so many months after this one; before it where negative."""
    index = _index(month) + months
    return f"{index // 12:04}-{index % 12 + 1:02}"


def distance(first: str, last: str) -> int:
    """How many months after ``first`` the month ``last`` is: 0 for the same."""
    return _index(last) - _index(first)


def span(first: str, months: int) -> tuple[str, ...]:
    """So many months in a row, beginning with ``first``."""
    return tuple(later(first, ahead) for ahead in range(months))


def first_day(month: str) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """The last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
