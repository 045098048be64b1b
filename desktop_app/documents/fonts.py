"""The bundled family in reportlab: registered once, measured, and asked what it can write."""

import unicodedata
from functools import cache, lru_cache

from desktop_app import paths
from desktop_app.domain.findings import Refused

REGULAR = "LoketSans-Regular"
MEDIUM = "LoketSans-Medium"
SEMIBOLD = "LoketSans-SemiBold"
BOLD = "LoketSans-Bold"

NO_BREAK = "\u00a0"
_GAPS = ("Cc", "Zs", "Zl", "Zp")
_DROPPED = ("Cf", "Cs", "Co", "Cn")


@cache
def ready() -> None:
    """Registers the family with reportlab and turns its ASCII85 off (files a third smaller)."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0
    folder = paths.resources() / "fonts"
    for name in (REGULAR, MEDIUM, SEMIBOLD, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


@cache
def _face(font: str) -> tuple[dict[int, float], float]:
    from reportlab.pdfbase import pdfmetrics

    ready()
    face = pdfmetrics.getFont(font).face
    return face.charWidths, face.defaultWidth


@lru_cache(maxsize=4096)
def width(text: str, font: str) -> float:
    """Width of the text at 1 pt, in points."""
    widths, other = _face(font)
    return sum(widths.get(ord(letter), other) for letter in text) / 1000


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The text as it prints: composed letters, single spaces, no control characters.

    A no-break space stays, to be kept together where a line is broken.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    spaced = "".join(" " if unicodedata.category(c) in _GAPS and c != NO_BREAK else c for c in text)
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _DROPPED)
    return " ".join(part for part in unicodedata.normalize("NFC", kept).split(" ") if part)


def check(text: str, field: str) -> None:
    """Raises Refused ``letter_unknown`` for a letter that the family cannot draw (never a box)."""
    if letter := _unknown(text):
        raise Refused("letter_unknown", field, letter=letter)


@lru_cache(maxsize=4096)
def _unknown(text: str) -> str:
    widths, _ = _face(REGULAR)
    return next((letter for letter in text if ord(letter) not in widths), "")
