"""Registration numbers for people: ``VVVVVVVVVV-TTT-NNNNNN-C``.

Village code, tag of the device, serial, and the check character of ISO 7064 MOD 37,36 over the
nineteen characters before it; it finds every single wrong character. The tag is Crockford's base
32: no I, L, O or U, so that a number read aloud comes back whole.
"""

import re
import unicodedata
from collections.abc import Callable

from desktop_app.domain.region import plain

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LAST_SERIAL = 999_999

_BODY = re.compile(r"[1-9]\d{9}[0-9A-HJKMNP-TV-Z]{3}\d{6}", re.ASCII)
_MISREAD = str.maketrans("ILO", "110")


def registration_number(village: str, tag: str, serial: int) -> str:
    """The number of the ``serial``-th registration of this device tag.

    Raises ValueError where the parts cannot make one: beyond 999,999 the device takes a new tag.
    """
    body = f"{plain(village)}{tag}{serial:06}"
    if serial < 1 or not _BODY.fullmatch(body):
        raise ValueError("no registration number from these parts")
    return _written(body + _check_character(body))


def read_number(text: str) -> str | None:
    """The number as it is written, from any spelling of it, or None where it is not one.

    Small letters, spaces and missing dashes are taken, and O, I and L where a digit or the tag
    stands; the check character must fit.
    """
    seen = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Pd")
    if len(seen) != 20 or not seen.isascii():
        return None
    seen = seen.upper()
    body = seen[:19].translate(_MISREAD)
    if not _BODY.fullmatch(body) or _check_character(body) != seen[19]:
        return None
    return _written(body + seen[19])


def new_tag(randbelow: Callable[[int], int]) -> str:
    """Three random characters; ``randbelow`` is ``secrets.randbelow`` outside tests."""
    return "".join(CROCKFORD[randbelow(32)] for _ in range(3))


def _check_character(body: str) -> str:
    from stdnum.iso7064 import mod_37_36

    return str(mod_37_36.calc_check_digit(body))


def _written(characters: str) -> str:
    return f"{characters[:10]}-{characters[10:13]}-{characters[13:19]}-{characters[19]}"
