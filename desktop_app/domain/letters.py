"""Numbers of letters, as village offices write them: ``470/{n}/{roman month}/{year}``."""

from datetime import date

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: 470 is population affairs in the classification of Permendagri 83/2022; an office may change it.
TEMPLATE = "470/{n:03}/{month}/{year}"


def letter_number(serial: int, day: date, template: str = TEMPLATE) -> str:
    """The number of the ``serial``-th letter of its year.

    >>> letter_number(7, date(2026, 11, 22))
    '470/007/XI/2026'
    """
    return template.format(n=serial, month=ROMAN[day.month - 1], year=day.year)
