"""What a sheet of cards shares: the cards' grounds, the lines to cut and fold, and the margin."""

from typing import Any

from desktop_app.documents import card
from desktop_app.documents.card_ground import HEIGHT, WIDTH
from desktop_app.documents.fonts import REGULAR
from desktop_app.documents.page import MM, Ink, Panel, Place
from desktop_app.documents.sheet_files import Layout
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead

_EDGE = 5.0
_MARK = 3.5
"""A line to cut along begins this long beside the cards."""


def define(
    canvas: Any, head: OfficeHead, words: Template, plan: Layout, *, by_hand: bool = False
) -> None:
    """Defines the forms that the sheet's pages stamp. Raises Refused for words that do not fit.

    ``by_hand``: the stack is turned by a person, who knows how from the turning test.
    """
    for name, ground in card.grounds(head, words).items():
        _define(canvas, name, ground, plan.bleed)
    if not plan.marks:
        return
    _define(canvas, "outline", _outline(plan, words), WIDTH)
    sheet = words.sheet
    front = sheet.fold if plan.fold else sheet.front
    if plan.pouch and sheet.pouch:
        size = " × ".join(f"{side:g}" for side in plan.pouch)
        front = f"{front} · {sheet.pouch.format(number=size)}"
    _define(canvas, "margin-front", _margin(plan, words, front, mirrored=False), 0)
    if plan.two_sided:
        back = "" if by_hand else sheet.back
        _define(canvas, "margin-back", _margin(plan, words, back, mirrored=True), 0)


def _define(canvas: Any, name: str, panel: Panel, over: float) -> None:
    """A form of the panel, cut off ``over`` mm beyond its edges."""
    edge = over * MM
    canvas.beginForm(name, -edge, -edge, panel.width * MM + edge, panel.height * MM + edge)
    panel.draw(canvas)
    canvas.endForm()


def _outline(plan: Layout, words: Template) -> Panel:
    """Where a card is cut, and folded."""
    panel = Panel(WIDTH, HEIGHT)
    panel.frame((0, 0, plan.width, HEIGHT), words.colours.rule, radius=plan.radius, line=0.1)
    if plan.fold:
        panel.line((WIDTH, 0, 0, HEIGHT), words.colours.muted, thick=0.1, dash=1.2)
    return panel


def _margin(plan: Layout, words: Template, hint: str, *, mirrored: bool) -> Panel:
    """Cut marks at the sides, and one line for the person who prints and cuts."""
    panel = Panel(*plan.page)
    mirrored = mirrored and plan.duplex == "sheet"
    corners = [plan.corner(place, mirrored=mirrored)[0] for place in range(plan.columns)]
    left, right = min(corners), max(corners) + plan.width
    for row in range(plan.rows):
        top = plan.top + row * plan.down
        for y in (top, top + HEIGHT):
            for x in (left - _MARK - 1.5, right + 1.5):
                if _EDGE <= x <= plan.page[0] - _EDGE - _MARK:
                    panel.line((x, y, _MARK, 0), words.colours.muted, thick=0.1)
    if plan.top >= _EDGE + 2:
        ink = Ink(REGULAR, 5.5, words.colours.muted, 4.5)
        panel.text(hint, ink, Place(left + 4, plan.top - 1.4, right - left - 8))
    return panel
