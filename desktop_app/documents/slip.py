"""The slip: a third of an A4 page, to take home or to keep in a folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, TypedDict, Unpack

from desktop_app.documents import qr
from desktop_app.documents.batch import Refuse, each
from desktop_app.documents.facts import chain, facts
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import A4, MM, Ink, Panel, Place, at, streamed_canvas, titled
from desktop_app.documents.printed import check_shift
from desktop_app.documents.template import Template, template
from desktop_app.documents.turning import paper_size
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.findings import Refused

PLACES = 3
WIDTH, HEIGHT = A4[0], A4[1] / PLACES

_LEFT, _RIGHT = 15.0, WIDTH - 15.0
_QR = 34.0
_QR_X = _RIGHT - _QR + 2.4
_TEXT = _QR_X - 4 - _LEFT


class SlipOptions(TypedDict, total=False):
    """How slips are printed; what is left out is as it says here."""

    skip: int
    """0; places of the first sheet left free."""
    paper: str
    """``a4`` or ``f4``."""
    ink: str
    """``colour``, ``grey`` or ``saving``."""
    shift: tuple[float, float]
    """(0, 0); mm by which everything moves right and down."""


def write_slips(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Person],
    *,
    today: date,
    refuse: Refuse | None = None,
    **options: Unpack[SlipOptions],
) -> int:
    """Writes three slips to a page; returns how many. Errors as of ``write_cards``."""
    skip, paper = options.get("skip", 0), options.get("paper", "a4")
    check_skip(skip, PLACES)
    check_shift(options.get("shift", (0, 0)))
    words = head.words or template()
    size = paper_size(paper)
    with streamed_canvas(out, size, head, options.get("ink", "colour")) as canvas:
        pile = Pile(canvas, head, words, paper, options.get("shift", (0, 0)), skip)
        count = pile.draw(people, refuse)
        if not count:
            raise Refused("nothing_selected")
        titled(canvas, head, words, words.titles.proof, today)
    return count


def check_skip(skip: int, places: int) -> None:
    """Raises Refused ``skip`` where a sheet has no such free place."""
    if not 0 <= skip < places:
        raise Refused("skip", "skip", skip=skip, places=places, most=places - 1)


@dataclass(frozen=True, slots=True)
class Pile:
    """Slips on pages of a canvas, three to a page."""

    canvas: Any
    head: OfficeHead
    words: Template
    paper: str
    shift: tuple[float, float]
    skip: int
    """Places of the first page left free."""

    def draw(self, people: Iterable[Person], refuse: Refuse | None) -> int:
        """Draws a slip for each of these people on pages of their own; returns how many."""
        check_skip(self.skip, PLACES)
        size = paper_size(self.paper)
        place, count = self.skip, 0
        for panel in each(people, self._compose, refuse):
            if count == 0:
                self.canvas.setPageSize((size[0] * MM, size[1] * MM))
            elif place == PLACES:
                self.canvas.showPage()
                place = 0
            self._put(panel, place, size)
            place, count = place + 1, count + 1
        if count:
            self.canvas.showPage()
        return count

    def _compose(self, person: Person) -> Panel:
        return compose(self.head, person, self.words)

    def _put(self, panel: Panel, place: int, size: tuple[float, float]) -> None:
        """The slip in the middle of its third of the page, and the line to cut under it."""
        third = size[1] / PLACES
        right, down = self.shift
        x = (size[0] - WIDTH) / 2 + right
        y = place * third + (third - HEIGHT) / 2 + down
        with at(self.canvas, x * MM, (size[1] - y - HEIGHT) * MM):
            if place < PLACES - 1:
                foot = (third + HEIGHT) / 2
                panel.line((5, foot, WIDTH - 10, 0), self.words.colours.rule, thick=0.2, dash=1.5)
            panel.draw(self.canvas)


def compose(head: OfficeHead, person: Person, words: Template) -> Panel:
    """One slip. Raises Refused for what does not fit."""
    panel = Panel(WIDTH, HEIGHT)
    colours = words.colours
    colour = colours.accent if person.confirmed else colours.provisional
    if head.practice:
        panel.watermark(words.practice, colours.practice_soft, 90)
    left = _LEFT
    if head.emblem:
        left += panel.emblem(head.emblem, (_LEFT, 5.2, 12, 7.2)) + 2.5
    place = Place(left, 10.6, _LEFT + 148 - left, lines=2, height=3.4, upwards=True)
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
    _note(panel, person, words, y)
    return panel


def _note(panel: Panel, person: Person, words: Template, y: float) -> None:
    """What to do with the slip; before a KPJ, first that nothing is covered yet."""
    body = Ink(REGULAR, 7.6, words.colours.muted, 6.6, 1.2)
    if person.confirmed:
        place = Place(_LEFT, max(y + 4.6, 77), _TEXT, lines=2)
        panel.text(words.slip.confirmed_note, body, place, "note")
        return
    strong = Ink(SEMIBOLD, 9, words.colours.provisional, 7)
    place = Place(_LEFT, max(y + 5.4, 74.5), _TEXT)
    y = panel.text(words.provisional.reminder, strong, place, "reminder")
    place = Place(_LEFT, y + 4.4, _TEXT, lines=2)
    panel.text(words.slip.provisional_note, body, place, "note")


def _heading(panel: Panel, person: Person, words: Template, colour: str) -> None:
    width = _RIGHT - _LEFT
    title = words.slip.confirmed_title if person.confirmed else words.provisional.title
    told_by = words.card.source if person.answered else words.card.source_own
    second = told_by if person.confirmed else words.provisional.warning
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
