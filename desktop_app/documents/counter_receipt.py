"""*Tanda terima pendataan*: what somebody takes home from the counter, A5 or on a roll of 80 mm.

It is no card and says so before anything else. A page of the roll is as long as its text.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents import printed, qr
from desktop_app.documents.batch import about
from desktop_app.documents.facts import chain
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.form_values import Taken
from desktop_app.documents.page import MM, Ink, Panel, Place, open_canvas, titled
from desktop_app.documents.printed import Printed
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

PAPERS = ("a5", "roll")


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes in points and distances in mm of one kind of paper."""

    width: float
    height: float
    """Of the page; of a roll the longest that is cut."""
    edge: float
    text: float
    item: float
    """From one line to the next."""
    label: float
    """Width of the labels; 0 where they stand above their values."""
    code: float
    roll: bool
    """Cut where the text ends; its printer knows black and white alone."""


_A5 = _Look(148.0, 210.0, 12.0, 10.5, 6.0, 42.0, 32.0, roll=False)
_ROLL = _Look(80.0, 600.0, 5.0, 9.5, 5.6, 0.0, 38.0, roll=True)
_LOOKS = {
    "a5": (_A5, replace(_A5, text=9.6, item=5.2), replace(_A5, text=9.0, item=4.6)),
    "roll": (_ROLL,),
}
"""The roomiest first."""
_TAIL = 8.0
"""Free paper under the last line of a roll, for the cutter."""


def write_counter_receipts(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Taken],
    *,
    today: date,
    paper: str = "a5",
    **how: Unpack[Printed],
) -> int:
    """Writes one receipt to a page; returns how many.

    Raises Refused (``layout``, ``nothing_selected``, ``does_not_fit``, ``letter_unknown``);
    ``out`` is then untouched.
    """
    if paper not in _LOOKS:
        raise Refused("layout", "paper", layout=paper, allowed=PAPERS)
    words = head.words or template()
    panels = [compose(head, taken, words, paper) for taken in people]
    if not panels:
        raise Refused("nothing_selected")
    canvas = open_canvas(out, (panels[0].width, panels[0].height), head, **how)
    titled(canvas, head, words, words.titles.counter_receipt, today)
    for panel in panels:
        canvas.setPageSize((panel.width * MM, panel.height * MM))
        with printed.page(canvas):
            panel.draw(canvas)
    canvas.save()
    return len(panels)


def compose(head: OfficeHead, taken: Taken, words: Template, paper: str) -> Panel:
    """One receipt; that of a roll is measured first. Raises Refused for what does not fit."""
    *roomy, close = _LOOKS[paper]
    with about(taken.name):
        for look in roomy:
            with suppress(Refused):
                return _composed(head, taken, words, look)
        return _composed(head, taken, words, close)


def _composed(head: OfficeHead, taken: Taken, words: Template, look: _Look) -> Panel:
    panel = Panel(look.width, look.height)
    end = _Draft(panel, head, taken, words, look).fill()
    if look.roll:
        panel = Panel(look.width, round(end + _TAIL, 1))
        _Draft(panel, head, taken, words, look).fill()
    elif end > look.height - 12:
        raise Refused("does_not_fit", "text")
    return panel


@dataclass(slots=True)
class _Draft:
    """A receipt that is filled from top to foot."""

    panel: Panel
    head: OfficeHead
    taken: Taken
    words: Template
    look: _Look
    y: float = 0.0

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.look.width - 2 * self.look.edge

    @property
    def dark(self) -> str:
        """What headings are written in."""
        return self.words.colours.ink if self.look.roll else self.words.colours.accent_dark

    def fill(self) -> float:
        """Draws everything; the last baseline."""
        self.y = 7.0 if self.look.roll else 13.0
        self._top()
        self._warning()
        self._facts()
        self._lacking()
        self._next()
        self._code()
        return self.y

    def _write(
        self, text: str, font: str, more: float, *, lines: int = 3, align: str = "left"
    ) -> None:
        """A paragraph over the whole width, ``more`` points larger than the text."""
        size = self.look.text + more
        ink = Ink(font, size, self.words.colours.ink, size * 0.78, 1.16)
        place = Place(self.look.edge, self.y, self.width, lines=lines, align=align)
        self.y = self.panel.text(text, ink, place, "text")

    def _top(self) -> None:
        own, edge = self.words.counter_receipt, self.look.edge
        if self.head.practice:
            self.panel.box((edge, self.y - 4.6, self.width, 7), self._mark, radius=1)
            ink = Ink(BOLD, 12, "#FFFFFF", 8)
            place = Place(edge, self.y + 0.4, self.width, align="centre")
            self.panel.text(self.words.practice, ink, place, "practice")
            self.y += 8
        align = "centre" if self.look.roll else "left"
        self._write(chain(self.head), MEDIUM, -1.2, align=align)
        self.y += self.look.item + 1.6
        size = 13.0 if self.look.roll else 17.0
        place = Place(edge, self.y, self.width, lines=2, align=align)
        ink = Ink(BOLD, size, self.dark, 10, 1.1)
        self.y = self.panel.text(own.title, ink, place, "title") + 3

    @property
    def _mark(self) -> str:
        return self.words.colours.ink if self.look.roll else self.words.colours.practice

    def _warning(self) -> None:
        """That it is no card, or since when the number is known; white on a dark ground."""
        words, taken, edge = self.words, self.taken, self.look.edge
        if taken.confirmed:
            day = words.day(taken.as_of or taken.registered_on)
            told_by = words.card.source if taken.answered else words.card.source_own
            title, text = words.slip.confirmed_title, told_by.format(date=day)
        else:
            title, text = words.provisional.title, words.provisional.warning
        strong = Ink(BOLD, self.look.text + 0.5, "#FFFFFF", 7.6, 1.14)
        plain = Ink(MEDIUM, self.look.text - 0.5, "#FFFFFF", 7.2, 1.16)
        trial = Panel(self.look.width, 60)
        inner = Place(edge + 3, 5, self.width - 6, lines=3)
        last = trial.text(title, strong, inner, "title")
        last = trial.text(text, plain, Place(inner.x, last + 4.6, inner.width, lines=4), "title")
        colour = words.colours.accent if taken.confirmed else words.colours.provisional
        colour = words.colours.ink if self.look.roll else colour
        self.panel.box((edge, self.y, self.width, last + 2.6), colour, radius=1.6)
        inner = Place(edge + 3, self.y + 5, self.width - 6, lines=3)
        down = self.panel.text(title, strong, inner, "title") + 4.6
        self.panel.text(text, plain, Place(inner.x, down, inner.width, lines=4), "title")
        self.y += last + 2.6 + self.look.item + 0.6

    def _facts(self) -> None:
        labels, taken = self.words.labels, self.taken
        sure = taken.confirmed
        rows = [
            (self.words.counter_receipt.name, taken.name, "full_name"),
            (labels.number, taken.number, "number"),
            (labels.nik, taken.nik_masked, "nik"),
            (labels.registered_on, self.words.day(taken.registered_on), "registered_on"),
            (labels.occupation, taken.occupation, "occupation"),
            (
                labels.programmes if sure else labels.programmes_wanted,
                ", ".join(taken.programmes),
                "programmes",
            ),
            (labels.payer if sure else labels.payer_planned, taken.payer, "funding"),
        ]
        if sure and taken.kpj:
            rows.insert(2, (labels.kpj, taken.kpj, "kpj"))
        for label, text, field in rows:
            self._fact(label, text or self.words.not_given, field)

    def _fact(self, label: str, text: str, field: str) -> None:
        look, colours = self.look, self.words.colours
        muted = colours.ink if look.roll else colours.muted
        ink = Ink(REGULAR, look.text - 1.2, muted, 6.8)
        strong = field in ("full_name", "number", "kpj")
        value = Ink(BOLD if strong else MEDIUM, look.text + strong, colours.ink, 7.2, 1.12)
        wide = look.label or self.width
        self.panel.text(label, ink, Place(look.edge, self.y, wide - 2), field)
        if not look.label:
            self.y += 4.2
        place = Place(look.edge + look.label, self.y, self.width - look.label, lines=3)
        self.y = self.panel.text(text, value, place, field) + look.item - 0.4

    def _lacking(self) -> None:
        """What is still asked for; a quiet line where nothing is."""
        own, taken = self.words.counter_receipt, self.taken
        if taken.confirmed:
            return
        self.y += 2.2
        if not taken.lacking:
            self._write(own.complete, MEDIUM, -0.5)
            self.y += self.look.item
            return
        self._write(own.lacking, SEMIBOLD, 0.3)
        self.y += self.look.item - 0.4
        for text in taken.lacking:
            self._item("•", text)

    def _next(self) -> None:
        own, words = self.words.counter_receipt, self.words
        if self.taken.confirmed:
            self.y += 1
            self._write(words.slip.confirmed_note, REGULAR, -1, lines=8)
            self.y += self.look.item
            return
        self.y += 1.6
        self._write(own.next, SEMIBOLD, 0.3)
        self.y += self.look.item - 0.4
        for number, step in enumerate(words.provisional.steps, 1):
            self._item(f"{number}.", step)

    def _item(self, mark: str, text: str) -> None:
        look = self.look
        ink = Ink(REGULAR, look.text - 1, self.words.colours.ink, 7.4, 1.16)
        self.panel.text(mark, ink, Place(look.edge, self.y, 5))
        place = Place(look.edge + 5, self.y, self.width - 5, lines=6)
        self.y = self.panel.text(text, ink, place, "text") + look.item - 1.2

    def _code(self) -> None:
        """The code, whom to ask, and who wrote it down."""
        look, own, edge = self.look, self.words.counter_receipt, self.look.edge
        modules = qr.modules(self.taken.qr)
        largest = (modules[0] + 2 * qr.QUIET) * qr.LARGEST_MODULE
        side = min(largest, max(look.code, qr.smallest_box(modules[0])))
        told = [own.code, own.clerk.format(name=self.taken.clerk)]
        if self.head.phone:
            told.append(own.phone.format(phone=self.head.phone))
        top = self.y + 0.6
        if look.roll:
            self.panel.code(modules, (look.width - side) / 2, top, side)
            self.y = top + side + 4
            for text in told:
                self._write(text, REGULAR, -1, align="centre")
                self.y += look.item - 0.6
            self.y -= look.item - 0.6
            return
        self.panel.code(modules, edge - 2.4, top, side)
        ink = Ink(REGULAR, look.text - 0.5, self.words.colours.ink, 7.4, 1.16)
        y, x = top + 8, edge + side + 4
        for text in told:
            place = Place(x, y, look.width - edge - x, lines=3)
            y = self.panel.text(text, ink, place, "text") + look.item
        self.y = max(top + side, y - look.item)
