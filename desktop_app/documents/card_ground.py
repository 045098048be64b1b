"""The geometry of the card, and the band that all its four sides begin with."""

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


def band(panel: Panel, head: OfficeHead, words: Template, title: str, second: str) -> None:
    """The title and the line under it, and the mark of a practice office."""
    room = INNER
    if head.practice:
        room -= _PILL[2] + 2
        panel.box(_PILL, _WHITE, radius=0.8)
        ink = Ink(BOLD, 7.2, words.colours.practice, 5)
        panel.text(words.practice, ink, Place(_PILL[0] + 1, 5.05, 13, align="centre"), "practice")
    panel.text(title, Ink(BOLD, 8.6, _WHITE, 6.5), Place(EDGE, 5.2, room), "title")
    place = Place(EDGE, 8.4, INNER, lines=2, height=2.3)
    panel.text(second, Ink(MEDIUM, 6.3, _WHITE, 5.0, 1.1), place, "name")
