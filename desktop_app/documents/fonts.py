"""The bundled family in reportlab: registered once, measured, and asked what it can write."""

import unicodedata
from functools import cache, lru_cache
from itertools import groupby

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


@cache
def ready() -> None:
    """Registers the family with reportlab and turns its ASCII85 off (files a third smaller)."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0
    folder = paths.resources() / "fonts"
    for name in (REGULAR, MEDIUM, SEMIBOLD, BOLD, *sorted(set(MORE.values()))):
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
    widths, _ = _face(font)
    try:
        return sum([widths[ord(letter)] for letter in text]) / 1000
    except KeyError:
        more, other = _face(MORE[font])
        return sum(widths.get(ord(c), more.get(ord(c), other)) for c in text) / 1000


@lru_cache(maxsize=4096)
def runs(text: str, font: str) -> tuple[tuple[str, str], ...]:
    """The text in parts, each with the font that has its letters."""
    widths, _ = _face(font)
    if all(ord(letter) in widths for letter in text):
        return ((font, text),)
    parts = groupby(text, lambda letter: font if ord(letter) in widths else MORE[font])
    return tuple((name, "".join(letters)) for name, letters in parts)


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
    (widths, _), (more, _) = _face(REGULAR), _face(MORE[REGULAR])
    return next((c for c in text if ord(c) not in widths and ord(c) not in more), "")
