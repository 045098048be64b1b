"""The geometry of the card, and the band that all its four sides begin with."""

from desktop_app.documents import drawing
from desktop_app.documents.fonts import BOLD, MEDIUM
from desktop_app.documents.page import Ink, Panel, Place
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead

WIDTH, HEIGHT, CORNER = 85.60, 53.98, 3.18
BLEED = 0.5
"""How far colour reaches over the edge, so that a cut a little off shows no white."""
EDGE = 4.0
INNER = WIDTH - 2 * EDGE
BAND = 11.6

_WHITE = "#FFFFFF"
_EMBLEM, _EMBLEM_WIDEST = 7.6, 10.0
_PILL = (WIDTH - EDGE - 15, 2.0, 15.0, 4.2)


def ground(head: OfficeHead, words: Template, *, confirmed: bool) -> Panel:
    """An empty side with its band: teal where confirmed, brown where not."""
    panel = Panel(WIDTH, HEIGHT)
    colours = words.colours
    if head.practice:
        panel.watermark(words.practice, colours.practice_soft, 40, top=BAND)
    colour = colours.accent if confirmed else colours.provisional
    panel.box((-BLEED, -BLEED, WIDTH + 2 * BLEED, BAND + BLEED), colour)
    return panel


def band(
    panel: Panel,
    head: OfficeHead,
    words: Template,
    title: str,
    second: str,
    *,
    emblem: bytes | None = None,
) -> None:
    """The title and the line under it, the emblem beside them, the mark of a practice office."""
    x = EDGE + (_emblem(panel, emblem) if emblem else 0)
    line = room = WIDTH - EDGE - x
    if head.practice:
        room -= _PILL[2] + 2
        panel.box(_PILL, _WHITE, radius=0.8)
        panel.frame(_PILL, words.colours.practice, radius=0.8, line=0.2)
        ink = Ink(BOLD, 7.2, words.colours.practice, 5)
        panel.text(words.practice, ink, Place(_PILL[0] + 1, 5.05, 13, align="centre"), "practice")
    panel.text(title, Ink(BOLD, 8.6, _WHITE, 6.5), Place(x, 5.2, room), "title")
    place = Place(x, 8.2, line, lines=2, height=2.2)
    panel.text(second, Ink(MEDIUM, 6.3, _WHITE, 5.0, 1.1), place, "name")


def _emblem(panel: Panel, png: bytes) -> float:
    """The emblem on white at the left of the band; how much room it takes (mm)."""
    across, down = drawing.size_of(png)
    wide = min(_EMBLEM * across / down, _EMBLEM_WIDEST)
    panel.box((EDGE, 1.4, wide + 1, _EMBLEM + 1), _WHITE, radius=0.8)
    panel.emblem(png, (EDGE + 0.5, 1.9, wide, _EMBLEM))
    return wide + 3
