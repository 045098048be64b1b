"""Pieces of letters about one person: the facts with their colons, paragraphs, the title."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.documents import fonts
from desktop_app.documents.flow import LEFT, RIGHT
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR
from desktop_app.documents.page import MM, Ink, Panel, Place, fit
from desktop_app.documents.template import Template

LABEL = 49.0
"""Width of the labels before the colon, mm."""
_LEAD = 1.4


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in mm between blocks and between facts, and the size of the text in points."""

    block: float
    row: float
    size: float


SPACINGS = (
    Spacing(block=9.5, row=6.2, size=11),
    Spacing(block=7.5, row=5.4, size=10.5),
    Spacing(block=5.6, row=4.7, size=9.5),
)
"""From roomy to close; the first at which everything fits is taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a letter."""

    field: str
    """The worker's key that a refusal names."""
    label: str
    text: str
    strong: bool = False


def inner(panel: Panel) -> float:
    """Between the margins of a letter, mm."""
    return panel.width - LEFT - RIGHT


def title(panel: Panel, words: Template, y: float, texts: tuple[str, str]) -> float:
    """The title, underlined, and the number below it, both centred; the last baseline."""
    text, number = texts
    width, colours = inner(panel), words.colours
    ink, place = Ink(BOLD, 14, colours.ink, 10), Place(LEFT, y, width, align="centre")
    panel.text(text, ink, place, "title")
    size, (line, *_) = fit(text, ink, place, "title")
    wide = fonts.width(line, ink.font) * size / MM
    panel.line((LEFT + (width - wide) / 2, y + 1.5, wide, 0), colours.ink, thick=0.35)
    body = Ink(REGULAR, 11, colours.ink, 8)
    place = Place(LEFT, y + 7, width, align="centre")
    return panel.text(number, body, place, "letter_number")


def paragraph(
    panel: Panel, words: Template, y: float, text: str, spacing: Spacing, *, muted: bool = False
) -> float:
    """Running text over the whole width; the last baseline."""
    size = spacing.size - 1.5 if muted else spacing.size
    colour = words.colours.muted if muted else words.colours.ink
    ink = Ink(REGULAR, size, colour, size - 1, _LEAD)
    return panel.text(text, ink, Place(LEFT, y, inner(panel), lines=7), "body")


def rows(panel: Panel, words: Template, y: float, facts: Iterable[Row], spacing: Spacing) -> float:
    """Label, colon, value, line by line from ``y``; the last baseline."""
    colours, width = words.colours, inner(panel)
    body = Ink(REGULAR, spacing.size, colours.ink, 8, 1.25)
    value = Ink(MEDIUM, spacing.size, colours.ink, 7.5, 1.25)
    bold = Ink(BOLD, spacing.size, colours.ink, 7.5, 1.25)
    last = y
    for fact in facts:
        panel.text(fact.label, body, Place(LEFT + 8, y, LABEL - 10), fact.field)
        panel.text(":", body, Place(LEFT + LABEL, y, 2), fact.field)
        place = Place(LEFT + LABEL + 4, y, width - LABEL - 4, lines=3)
        last = panel.text(fact.text, bold if fact.strong else value, place, fact.field)
        y = last + spacing.row
    return last
