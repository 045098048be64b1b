"""Indonesian telephone numbers, kept in one form: ``+62…``."""

import re
import unicodedata

_MARKS = frozenset(".()'’")
#: Mobile numbers have 9 to 12 digits after the country, landlines with their area code 8 to 11.
_NATIONAL = re.compile(r"8[1-9]\d{7,10}|[2-79]\d{7,10}", re.ASCII)


def read_phone(text: str) -> str | None:
    """The number as ``+62…`` from any usual spelling, or None where it cannot be one.

    Also taken: one whose leading zero a spreadsheet ate (``81234567890``).
    """
    digits = "".join(c for c in text if not _is_mark(c))
    if found := re.match(r"(?:\+|00)?62|0", digits):
        digits = digits[found.end() :].removeprefix("0" if found[0] != "0" else "")
    return f"+62{digits}" if _NATIONAL.fullmatch(digits) else None


def _is_mark(character: str) -> bool:
    return (
        character in _MARKS
        or character.isspace()
        or unicodedata.category(character) in ("Pd", "Cf")
    )
