"""The bundled family in reportlab: registered once, measured, and asked what it can write."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from desktop_app import paths
from desktop_app.domain.findings import Refused

REGULAR = "LoketSans-Regular"
MEDIUM = "LoketSans-Medium"
SEMIBOLD = "LoketSans-SemiBold"
BOLD = "LoketSans-Bold"

MORE = {
    REGULAR: "LoketSansMore-Regular",
    MEDIUM: "LoketSansMore-Regular",
    SEMIBOLD: "LoketSansMore-Bold",
    BOLD: "LoketSansMore-Bold",
}
"""Where the letters are that a font of the family lacks: Greek, Cyrillic and signs."""

NO_BREAK = "\u00a0"
_GAPS = ("Cc", "Zs", "Zl", "Zp")
_DROPPED = ("Cf", "Cs", "Co", "Cn")
_JOINERS = "\u200c\u200d"


@cache
def ready() -> None:
    """Registers the family with reportlab and turns its ASCII85 off (files a third smaller)."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    from desktop_app.documents.family_font import FamilyFont

    rl_config.useA85 = 0
    folder = paths.resources() / "fonts"
    for name in (REGULAR, MEDIUM, SEMIBOLD, BOLD, *sorted(set(MORE.values()))):
        pdfmetrics.registerFont(FamilyFont(name, folder / f"{name}.ttf"))


@cache
def _face(font: str) -> tuple[dict[int, float], float]:
    from reportlab.pdfbase import pdfmetrics

    ready()
    face = pdfmetrics.getFont(font).face
    return face.charWidths, face.defaultWidth


class Run(NamedTuple):
    """A part of a line, and how it is drawn."""

    font: str
    text: str
    """Letters of the family, or shaped ones."""
    wide: float
    """At 1 pt of the line, in points."""
    scale: float = 1.0
    """Its size against that of the line."""
    rise: float = 0.0
    """How much higher than the line it stands, at 1 pt."""


@lru_cache(maxsize=4096)
def width(text: str, font: str) -> float:
    """Width of the text at 1 pt, in points."""
    widths, _ = _face(font)
    try:
        return sum([widths[ord(letter)] for letter in text]) / 1000
    except KeyError:
        return sum(run.wide for run in runs(text, font))


@lru_cache(maxsize=4096)
def runs(text: str, font: str) -> tuple[Run, ...]:
    """The text in parts from left to right, each with the font that has its letters."""
    widths, _ = _face(font)
    if all(ord(letter) in widths for letter in text):
        return (Run(font, text, width(text, font)),)
    more, _ = _face(MORE[font])
    if all(ord(letter) in widths or ord(letter) in more for letter in text):
        return tuple(_of_family(text, font))
    from desktop_app.documents import scripts

    return tuple(scripts.runs(text, lambda letters: _of_family(letters, font)))


def _of_family(text: str, font: str) -> Iterator[Run]:
    """Letters of the family and of its further cut."""
    widths, _ = _face(font)
    for name, letters in groupby(text, lambda one: font if ord(one) in widths else MORE[font]):
        run = "".join(letters)
        face, other = _face(name)
        yield Run(name, run, sum(face.get(ord(letter), other) for letter in run) / 1000)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The text as it prints: composed letters, single spaces, no control characters.

    A no-break space stays, to be kept together where a line is broken; so do the joiners of
    scripts that are written with them.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    spaced = "".join(" " if unicodedata.category(c) in _GAPS and c != NO_BREAK else c for c in text)
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _DROPPED or c in _JOINERS)
    if any(joiner in kept for joiner in _JOINERS):
        kept = _joined(kept)
    return " ".join(part for part in unicodedata.normalize("NFC", kept).split(" ") if part)


def _joined(text: str) -> str:
    """Without the joiners that stand beside no letter of a script that has them."""
    from desktop_app.documents.scripts import script_of

    before = (" ", *text)
    return "".join(
        letter for last, letter in zip(before, text, strict=False)
        if letter not in _JOINERS or script_of(last)
    )  # fmt: skip


def check(text: str, field: str) -> None:
    """Raises Refused ``letter_unknown`` for a letter that no font can draw (never a box)."""
    if letter := _unknown(text):
        raise Refused("letter_unknown", field, letter=letter)


def drawable(text: str) -> bool:
    """Whether some font has every letter of it."""
    return not _unknown(clean(text))


@lru_cache(maxsize=4096)
def _unknown(text: str) -> str:
    (widths, _), (more, _) = _face(REGULAR), _face(MORE[REGULAR])
    odd = [c for c in text if ord(c) not in widths and ord(c) not in more and c not in _JOINERS]
    if not odd:
        return ""
    from desktop_app.documents.scripts import script_of

    return next((letter for letter in odd if not script_of(letter)), "")
