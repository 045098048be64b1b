"""The back: what the family does after an accident or a death, or what follows a registration."""

from desktop_app.documents.card_ground import EDGE, INNER, WIDTH, band, ground
from desktop_app.documents.fonts import BOLD, REGULAR, SEMIBOLD
from desktop_app.documents.page import Ink, Panel, Place
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

_FOOT = 48.9
_BETWEEN = 4.0


def confirmed(head: OfficeHead, words: Template) -> Panel:
    """The participant's card: an accident (2×24 hours), a death, the papers, whom to call."""
    panel = ground(head, words, confirmed=True)
    card = words.card
    band(panel, head, words, card.back_title, _contact(head, words))
    column = (INNER - _BETWEEN) / 2
    _advice(panel, words, Place(EDGE, 16.6, column), card.accident_title, card.accident)
    right = Place(EDGE + column + _BETWEEN, 16.6, column)
    _advice(panel, words, right, card.death_title, card.death)
    panel.line((WIDTH / 2, 14.4, 0, 32.4), words.colours.rule, thick=0.15)
    panel.line((EDGE, _FOOT, INNER, 0), words.colours.rule, thick=0.15)
    small = Ink(REGULAR, 5.4, words.colours.muted, 4.8)
    panel.text(card.disclaimer, small, Place(EDGE, 51.6, INNER), "disclaimer")
    return panel


def provisional(head: OfficeHead, words: Template) -> Panel:
    """The proof of registration: the steps that follow, and that nothing is covered before."""
    panel = ground(head, words, confirmed=False)
    own, colours = words.provisional, words.colours
    band(panel, head, words, own.back_title, _contact(head, words))
    body = Ink(REGULAR, 7.4, colours.ink, 6, 1.16)
    bold = Ink(BOLD, 7.4, colours.provisional)
    _numbered(panel, own.steps, (bold, body), Place(EDGE, 17.6, INNER, lines=3), 5.2)
    panel.line((EDGE, _FOOT - 0.5, INNER, 0), colours.rule, thick=0.15)
    note = Ink(SEMIBOLD, 6.6, colours.ink, 5.4)
    panel.text(own.reminder, note, Place(EDGE, 51.5, INNER), "reminder")
    return panel


def _contact(head: OfficeHead, words: Template) -> str:
    card = words.card
    parts = [card.contact]
    if head.branch:
        parts.append(card.contact_branch.format(branch=head.branch))
    if head.phone:
        parts.append(card.contact_office.format(phone=head.phone))
    return " · ".join(parts)


def _advice(
    panel: Panel, words: Template, place: Place, title: str, items: tuple[str, ...]
) -> None:
    colours = words.colours
    panel.text(title, Ink(BOLD, 8, colours.accent_dark, 7), place, "title")
    bold = Ink(BOLD, 6.6, colours.accent)
    body = Ink(REGULAR, 6.6, colours.ink, 5.4, 1.16)
    rows = Place(place.x, place.y + 4, place.width, lines=6)
    _numbered(panel, items, (bold, body), rows, 3.7)


def _numbered(
    panel: Panel, items: tuple[str, ...], inks: tuple[Ink, Ink], place: Place, gap: float
) -> None:
    indent = inks[0].size * 0.455
    y = last = place.y
    for number, item in enumerate(items, 1):
        panel.text(f"{number}.", inks[0], Place(place.x, y, indent), "step")
        spot = Place(place.x + indent, y, place.width - indent, lines=place.lines)
        last = panel.text(item, inks[1], spot, "step")
        y = last + gap
    if last > _FOOT - 2:
        raise Refused("does_not_fit", "step")
