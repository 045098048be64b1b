"""The paper that a step rests on, as the clerk names it or as its file is called."""

import re
from pathlib import Path

from desktop_app.domain.fields import tidy
from desktop_app.domain.findings import Refused
from desktop_app.domain.nik import masked

#: So many characters of a paper's name are kept.
LONGEST = 120
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)", re.ASCII)


def typed(text: str | None) -> str | None:
    """The name of a paper in one line, None for an empty one; a NIK in it is masked.

    Raises Refused (``type``) for what is no text or too long.
    """
    told = tidy(text) if text else ""
    if told is None:
        raise Refused("type", "paper", wanted="printable")
    if len(told) > LONGEST:
        raise Refused("type", "paper", wanted="shorter", most=LONGEST)
    return _without_nik(told) or None


def of_file(path: Path) -> str:
    """How a file is called, shortened in the middle where that is long; a NIK in it is masked."""
    name = _without_nik(tidy(path.name) or path.suffix)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 20]}…{name[-19:]}"


def _without_nik(text: str) -> str:
    return _NIK.sub(lambda found: masked(found[0]), text)
