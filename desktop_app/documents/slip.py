"""The slip: a third of an A4 page, to take home or to keep in a folder."""

from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from desktop_app.documents import qr
from desktop_app.documents.batch import Refuse, each
from desktop_app.documents.facts import chain, facts
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import A4, MM, Ink, Panel, Place, at, open_canvas, titled
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.findings import Refused

PLACES = 3
WIDTH, HEIGHT = A4[0], A4[1] / PLACES

_LEFT, _RIGHT = 15.0, WIDTH - 15.0
_QR = 34.0
_QR_X = _RIGHT - _QR + 2.4
_TEXT = _QR_X - 4 - _LEFT


def write_slips(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Person],
    *,
    skip: int = 0,
    today: date,
    refuse: Refuse | None = None,
) -> int:
    """Writes three slips to an A4 page; returns how many. Errors as of ``write_cards``."""
    check_skip(skip, PLACES)
    words = template()
    canvas = open_canvas(out, A4, head)
    place, count = skip, 0
    for panel in each(people, lambda person: compose(head, person, words), refuse):
        if place == PLACES:
            canvas.showPage()
            place = 0
        _put(canvas, panel, words, place)
        place, count = place + 1, count + 1
    if not count:
        raise Refused("nothing_selected")
    titled(canvas, head, words, words.titles.proof, today)
    canvas.showPage()
    canvas.save()
    return count


def check_skip(skip: int, places: int) -> None:
    """Raises Refused ``skip`` where a sheet has no such free place."""
    if not 0 <= skip < places:
        raise Refused("skip", "skip", skip=skip, places=places, most=places - 1)


def _put(canvas: Any, panel: Panel, words: Template, place: int) -> None:
    with at(canvas, 0, (A4[1] - (place + 1) * HEIGHT) * MM):
        if place < PLACES - 1:
            panel.line((5, HEIGHT, WIDTH - 10, 0), words.colours.rule, thick=0.2, dash=1.5)
        panel.draw(canvas)


def compose(head: OfficeHead, person: Person, words: Template) -> Panel:
    """One slip. Raises Refused for what does not fit."""
    panel = Panel(WIDTH, HEIGHT)
    colours = words.colours
    colour = colours.accent if person.confirmed else colours.provisional
    if head.practice:
        panel.watermark(words.practice, colours.practice_soft, 90)
    place = Place(_LEFT, 10.6, 148, lines=2, height=3.4, upwards=True)
    panel.text(chain(head), Ink(MEDIUM, 8.5, colours.muted, 7, 1.15), place, "name")
    if head.practice:
        ink = Ink(BOLD, 10, colours.practice)
        panel.text(words.practice, ink, Place(_RIGHT - 30, 10.6, 30, align="right"))
    _heading(panel, person, words, colour)
    name = Ink(BOLD, 15, colours.ink, 10, 1.12)
    place = Place(_LEFT, 33.2, _RIGHT - _LEFT, lines=2, height=5.2)
    y = panel.text(person.name, name, place, "full_name")
    panel.code(qr.modules(person.qr), _QR_X, y + 2.4, _QR)
    y = _rows(panel, person, words, y + 7.2)
    note = words.slip.confirmed_note if person.confirmed else words.slip.provisional_note
    body = Ink(REGULAR, 7.6, colours.muted, 6.6, 1.2)
    panel.text(note, body, Place(_LEFT, max(y + 4.6, 77), _TEXT, lines=2), "note")
    return panel


def _heading(panel: Panel, person: Person, words: Template, colour: str) -> None:
    width = _RIGHT - _LEFT
    title = words.slip.confirmed_title if person.confirmed else words.provisional.title
    second = words.card.source if person.confirmed else words.provisional.warning
    second = second.format(date=words.day(person.as_of))
    panel.box((_LEFT, 13, width, 13.4), colour, radius=1.6)
    place = Place(_LEFT + 4, 18.8, width - 8)
    panel.text(title, Ink(BOLD, 13, "#FFFFFF", 10), place, "title")
    place = Place(_LEFT + 4, 23.9, width - 8)
    panel.text(second, Ink(MEDIUM, 9.5, "#FFFFFF", 7.5), place, "second")


def _rows(panel: Panel, person: Person, words: Template, y: float) -> float:
    known = facts(person, words)
    fields = ["number", "nik", "birth_place", "address", "occupation", "programmes"]
    if person.confirmed:
        fields.insert(1, "kpj")
    else:
        fields.append("registered_on")
    label = Ink(REGULAR, 8, words.colours.muted, 7)
    value = Ink(MEDIUM, 9.2, words.colours.ink, 6.8, 1.08)
    strong = Ink(SEMIBOLD, 9.2, words.colours.ink, 6.8)
    last = y
    for fact in (known[field] for field in fields):
        panel.text(fact.label, label, Place(_LEFT, y, 34), fact.field)
        lines = 2 if fact.field == "address" else 1
        place = Place(_LEFT + 36, y, _TEXT - 36, lines=lines, height=3.5)
        ink = strong if fact.field in ("number", "kpj") else value
        last = panel.text(fact.text, ink, place, fact.field)
        y = last + 4.7
    return last
