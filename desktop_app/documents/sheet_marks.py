"""What a sheet of cards shares: the cards' grounds, the lines to cut and fold, and the margin."""

from typing import Any

from desktop_app.documents import card
from desktop_app.documents.card_ground import HEIGHT, WIDTH
from desktop_app.documents.fonts import REGULAR
from desktop_app.documents.page import MM, Ink, Panel, Place
from desktop_app.documents.sheet_files import Layout
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead

Shared = dict[str, tuple[Panel, float]]
"""Panels by name, each with how far (mm) it may reach over its edges."""

_EDGE = 5.0
_MARK = 3.5
"""A line to cut along begins this long beside the cards."""


def stamp(canvas: Any, name: str, shared: Shared) -> None:
    """Stamps what the sheet's pages share; it is drawn where it is stamped first."""
    if not canvas.hasForm(name):
        panel, over = shared[name]
        edge = over * MM
        canvas.beginForm(name, -edge, -edge, panel.width * MM + edge, panel.height * MM + edge)
        panel.draw(canvas)
        canvas.endForm()
    canvas.doForm(name)


def panels(head: OfficeHead, words: Template, plan: Layout, *, by_hand: bool = False) -> Shared:
    """What the sheet's pages share. Raises Refused for words that do not fit.

    ``by_hand``: the stack is turned by a person, who knows how from the turning test.
    """
    made = {name: (panel, plan.bleed) for name, panel in card.grounds(head, words).items()}
    if not plan.marks:
        return made
    made["outline"] = _outline(plan, words), WIDTH
    sheet = words.sheet
    front = sheet.fold if plan.fold else sheet.front
    if plan.pouch and sheet.pouch:
        size = " × ".join(f"{side:g}" for side in plan.pouch)
        front = f"{front} · {sheet.pouch.format(number=size)}"
    made["margin-front"] = _margin(plan, words, front, mirrored=False), 0
    if plan.two_sided:
        back = "" if by_hand else sheet.back
        made["margin-back"] = _margin(plan, words, back, mirrored=True), 0
    return made


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
