"""Numbers of letters, as village offices write them: ``470/{n}/{bulan romawi}/{tahun}``."""

import re
from datetime import date

from desktop_app.domain.findings import Refused

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: 470 is population affairs in the classification of Permendagri 83/2022; an office may change it.
TEMPLATE = "470/{n}/{bulan romawi}/{tahun}"
#: What may stand in a template: the serial within the year, and of the letter's day the month (in
#: figures or Roman) and the year.
FIELDS = ("n", "bulan", "bulan romawi", "tahun")
#: Longest number (letters); it stands on the letter and in the book on one line.
LONGEST = 40
_DIGITS = 3
_PLACE = re.compile(r"\{([^{}]*)\}")


def letter_number(serial: int, day: date, template: str = TEMPLATE) -> str:
    """The number of the ``serial``-th letter of its year. The template is a checked one.

    >>> letter_number(7, date(2026, 11, 22))
    '470/007/XI/2026'
    """
    values = {
        "n": f"{serial:0{_DIGITS}}",
        "bulan": f"{day.month:02}",
        "bulan romawi": ROMAN[day.month - 1],
        "tahun": str(day.year),
    }
    return _PLACE.sub(lambda place: values[place[1]], template)


def checked_template(text: str) -> str:
    """The template, tidied. Raises Refused ``letter_number`` with what is wrong (``why``).

    Without the serial two letters would have the same number; without the year, letters of two
    years.

    >>> checked_template(" 560/{n}/DS/{bulan romawi}/{tahun} ")
    '560/{n}/DS/{bulan romawi}/{tahun}'
    """
    tidy = " ".join(text.split())
    found = _PLACE.findall(tidy)
    for one in found:
        if one not in FIELDS:
            raise _wrong("unknown", f"{{{one}}}")
    if "{" in (rest := _PLACE.sub("", tidy)) or "}" in rest:
        raise _wrong("brace")
    if not rest.isprintable():
        raise _wrong("letters")
    for needed in ("n", "tahun"):
        if found.count(needed) != 1:
            raise _wrong("needed", f"{{{needed}}}")
    if len(letter_number(99_999, date(2026, 8, 1), tidy)) > LONGEST:
        raise _wrong("long")
    return tidy


def _wrong(why: str, place: str = "") -> Refused:
    return Refused("letter_number", "letter_number", why=why, place=place, longest=LONGEST)
