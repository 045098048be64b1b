"""The front: name, number, the facts a counter asks for, and the QR code."""

from desktop_app.documents import qr
from desktop_app.documents.card_ground import EDGE, HEIGHT, INNER, WIDTH, band
from desktop_app.documents.card_ground import ground as plain
from desktop_app.documents.facts import Fact, chain, facts
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import Ink, Panel, Place, fit
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.findings import Refused

_FOOT = 45.9
_NUMBER = _FOOT + 2.5
_LAST = _FOOT + 4.8
_QR = 23.4
_LARGEST_QR = 25.6
"""For a long name with many marks, whose credential takes more modules."""
_QR_RIGHT = WIDTH - EDGE + 1.6  # the quiet zone may stand in the margin
_QR_TOP = 20.0
_PHOTO = (EDGE, 21.2, 16.2, 21.6)
_FACTS = 22.5
_GUTTER = 1.6
_LEFT_SHARE = 0.56


def ground(head: OfficeHead, words: Template, *, confirmed: bool) -> Panel:
    """What the fronts of one kind share."""
    panel = plain(head, words, confirmed=confirmed)
    colours = words.colours
    title = words.card.title if confirmed else words.provisional.title
    second = chain(head) if confirmed else words.provisional.warning
    band(panel, head, words, title, second, emblem=None if head.practice else head.emblem)
    panel.line((EDGE, _FOOT, INNER, 0), colours.rule, thick=0.15)
    small = Ink(REGULAR, 5.6, colours.muted, 5.0, 1.04)
    if confirmed:
        place = Place(48, _NUMBER, WIDTH - EDGE - 48, align="right")
        panel.text(words.card.legal, small, place, "legal")
    else:
        panel.text(
            chain(head),
            small,
            Place(EDGE, _LAST + 1.4, INNER, lines=2, height=2, upwards=True),
            "name",
        )
    return panel


def front(person: Person, words: Template) -> Panel:
    """What is one person's own on the front. Raises Refused for what does not fit."""
    panel = Panel(WIDTH, HEIGHT)
    name = Ink(BOLD, 11.5, words.colours.ink, 7.6, 1.12)
    place = Place(EDGE, 15.6, INNER, lines=2, height=3.2)
    if len(fit(person.name, name, place, "full_name")[1]) == 1:
        place = Place(EDGE, 17.0, INNER)
    panel.text(person.name, name, place, "full_name")
    modules = qr.modules(person.qr)
    side = min(max(_QR, qr.smallest_box(modules[0])), _LARGEST_QR)
    edge = _QR_RIGHT - side
    panel.code(modules, edge, _QR_TOP, side)
    known = facts(person, words)
    _foot(panel, person, words, known)
    x = EDGE
    if person.confirmed and person.photo:
        panel.picture(person.photo, _PHOTO)
        x += _PHOTO[2] + 2.4
    y = _FACTS
    if person.confirmed:
        y = _kpj(panel, known["kpj"], words, Place(x, y, edge - x))
    rows = _rows(person, words, known)
    _facts(panel, rows, words, Place(x, y, edge - x), confirmed=person.confirmed)
    return panel


def _kpj(panel: Panel, kpj: Fact, words: Template, place: Place) -> float:
    label = Ink(REGULAR, 5.4, words.colours.muted, 5.0)
    panel.text(kpj.label, label, place, kpj.field)
    number = Ink(BOLD, 12, words.colours.accent_dark, 8)
    panel.text(kpj.text, number, Place(place.x, place.y + 4.2, place.width), kpj.field)
    return place.y + 7.4


def _rows(person: Person, words: Template, known: dict[str, Fact]) -> list[list[Fact]]:
    """The template's rows of facts; what only a member has stays out where it is not known."""
    own = words.card.rows if person.confirmed else words.provisional.rows
    rows = [[known[name] for name in row.split()] for row in own]
    if not person.member_since:
        rows = [[fact for fact in row if fact.field != "member_since"] for row in rows]
    return [row for row in rows if row]


def _facts(
    panel: Panel, rows: list[list[Fact]], words: Template, place: Place, *, confirmed: bool
) -> None:
    """The rows one under the other, closer together where some take two lines."""
    label = Ink(REGULAR, 5.4, words.colours.muted, 5.0)
    value = Ink(MEDIUM, 7.2, words.colours.ink, 5.6, 1.06)
    taller = sum(_lines(row, value, place.width) - 1 for row in rows)
    gaps = (2.9, 2.4, 2.4) if confirmed else (3.3, 2.9, 2.4)
    y = last = place.y
    for row in rows:
        for fact, x, width in _columns(row, place):
            panel.text(fact.label, label, Place(x, y, width), fact.field)
            spot = Place(x, y + 2.7, width, lines=2, height=2.2)
            last = max(last, panel.text(fact.text, value, spot, fact.field))
        y = last + gaps[min(taller, 2)]
    if last > _FOOT - 0.8:
        raise Refused("does_not_fit", "occupation")


def _lines(row: list[Fact], ink: Ink, width: float) -> int:
    spots = _columns(row, Place(0, 0, width))
    return max(
        len(fit(fact.text, ink, Place(0, 0, room, lines=2, height=2.2), fact.field)[1])
        for fact, _, room in spots
    )


def _columns(row: list[Fact], place: Place) -> list[tuple[Fact, float, float]]:
    """Each fact of a row with its left edge and width."""
    if len(row) == 1:
        return [(row[0], place.x, place.width - _GUTTER)]
    left = place.width * _LEFT_SHARE
    return [
        (row[0], place.x, left - _GUTTER),
        (row[1], place.x + left, place.width - left - _GUTTER),
    ]


def _foot(panel: Panel, person: Person, words: Template, known: dict[str, Fact]) -> None:
    colours = words.colours
    number = known["number"]
    ink = Ink(SEMIBOLD, 5.8, colours.ink, 5.0)
    text = f"{number.label} {number.text}"
    panel.text(text, ink, Place(EDGE, _NUMBER, 44), number.field)
    small = Ink(REGULAR, 5.6, colours.muted, 5.0)
    if person.confirmed:
        told_by = words.card.source if person.answered else words.card.source_own
        source = told_by.format(date=f"{person.as_of:%d-%m-%Y}")
        panel.text(source, small, Place(EDGE, _LAST, INNER), "as_of")
    else:
        text = f"{words.labels.registered_on} {person.registered_on:%d-%m-%Y}"
        place = Place(50, _NUMBER, WIDTH - EDGE - 50, align="right")
        panel.text(text, small, place, "registered_on")
