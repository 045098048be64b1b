"""The fields of a form on paper: lines to write on, boxes for digits, boxes to tick."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.documents import fonts
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR
from desktop_app.documents.page import MM, Box, Ink, Panel, Place, fit
from desktop_app.documents.template import Template
from desktop_app.domain.findings import Refused
from desktop_app.domain.worker import Worker

LEFT, RIGHT = 15.0, 12.0
LABEL = 38.0
"""Width of the labels at the left edge, mm."""
DIGIT = 6.4
"""Width of a box for one digit, mm."""
TICK = 4.6
_GAP = 1.5
"""Between groups of digits, and between a label and its field."""
_BETWEEN = 4.0
"""Between two fields in a row."""
_ONE_LINE = 0.72
"""Down to this share of its size a text stays on one line."""
_TWO_LINES = 0.52
"""Share of a box's height from the first baseline to the second."""
_CAPITAL = 0.355
"""Half the height of a capital, in ems."""


@dataclass(slots=True)
class Page:
    """A page of a form that is filled from top to foot; ``y`` is where the next row begins."""

    panel: Panel
    words: Template
    pitch: float
    """From one row to the next, mm."""
    y: float

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.panel.width - LEFT - RIGHT

    @property
    def height(self) -> float:
        """Of a field."""
        return self.pitch - 2.2

    @property
    def label(self) -> Ink:
        """How labels are written."""
        return Ink(REGULAR, 10.5, self.words.colours.ink, 8, 1.02)

    @property
    def value(self) -> Ink:
        """How what is known already is written."""
        return Ink(MEDIUM, 12, self.words.colours.ink, 7, 1.03)


@dataclass(frozen=True, slots=True)
class Line:
    """A label and a line to write on."""

    label: str
    text: str | None = None
    field: str = "text"
    before: str = ""
    """Stands at the beginning of the line: ``Rp``."""

    def draw(self, page: Page, x: float, width: float) -> None:
        """Draws it into the page's row. Raises Refused."""
        box = _labelled(page, self.label, x, width)
        writing_box(page, box)
        if self.before:
            lead = fonts.width(self.before, REGULAR) * 10.5 / MM + 2
            written(page.panel, self.before, (box[0], box[1], lead + 1.6, box[3]), page.label)
            box = (box[0] + lead, box[1], box[2] - lead, box[3])
        if self.text:
            written(page.panel, self.text, box, page.value, self.field)


@dataclass(frozen=True, slots=True)
class Digits:
    """A label and a box for each digit, in groups."""

    label: str
    groups: tuple[int, ...]
    text: str | None = None
    field: str = "text"

    def draw(self, page: Page, x: float, width: float) -> None:
        """Draws it into the page's row. Raises Refused for more digits than boxes."""
        box = _labelled(page, self.label, x, width)
        text = self.text or ""
        digits = list(text.ljust(sum(self.groups)))
        if len(digits) > sum(self.groups):
            writing_box(page, box)
            written(page.panel, text, box, page.value, self.field)
            return
        room = sum(self.groups) * DIGIT + (len(self.groups) - 1) * _GAP
        if room > box[2] + 1e-6:
            raise Refused("does_not_fit", self.field)
        at = box[0]
        ink = replace(page.value, size=13)
        for group in self.groups:
            for place in range(group):
                one = (at, box[1], DIGIT, box[3])
                writing_box(page, one, left=place == 0)
                if (digit := digits.pop(0)).strip():
                    centred(page.panel, digit, one, ink)
                at += DIGIT
            at += _GAP


@dataclass(frozen=True, slots=True)
class Choice:
    """A label and boxes to choose from; each with its text and whether it is ticked."""

    label: str
    options: tuple[tuple[str, bool], ...]

    def draw(self, page: Page, x: float, width: float) -> None:
        """Draws it into the page's row, smaller where much is offered. Raises Refused."""
        box = _labelled(page, self.label, x, width)
        texts = [text for text, _ in self.options]
        free = box[2] - len(texts) * (TICK + 1.6) - (len(texts) - 1) * 3.6
        wide = sum(fonts.width(fonts.clean(text), REGULAR) for text in texts) / MM
        size = min(10.5, free / wide)
        if size < 8:
            raise Refused("does_not_fit", "text")
        at = box[0]
        for text, on in self.options:
            square(page, at, on=on)
            at += TICK + 1.6
            room = fonts.width(fonts.clean(text), REGULAR) * size / MM
            ink = Ink(REGULAR, size, page.words.colours.ink, size)
            place = Place(at, _middle(page.y, page.height, size), room + 0.1)
            page.panel.text(text, ink, place, "text")
            at += room + 3.6


Cell = Line | Digits | Choice


def row(page: Page, *cells: tuple[Cell, float]) -> None:
    """Draws fields beside each other; each with its share of what the row has to give."""
    room = page.width - _BETWEEN * (len(cells) - 1)
    x = LEFT
    for cell, share in cells:
        cell.draw(page, x, room * share)
        x += room * share + _BETWEEN
    page.y += page.pitch


def heading(page: Page, number: int, text: str) -> None:
    """A section's heading on its ground."""
    colours = page.words.colours
    page.panel.box((LEFT, page.y, page.width, 6.4), colours.accent_soft, radius=1)
    ink = Ink(BOLD, 11.5, colours.accent_dark, 9)
    place = Place(LEFT + 2, _middle(page.y, 6.4, 11.5), page.width - 4)
    page.panel.text(f"{number}. {text}", ink, place, "title")
    page.y += 8.2


def square(page: Page, x: float, *, on: bool, top: float | None = None) -> None:
    """A box to tick in the page's row, ticked where it is so."""
    y = page.y + (page.height - TICK) / 2 if top is None else top
    colours = page.words.colours
    page.panel.frame((x, y, TICK, TICK), colours.ink, radius=0.6, line=0.3)
    if on:
        tick(page.panel, x, y, TICK, colours.accent_dark)


def tick(panel: Panel, x: float, y: float, side: float, colour: str) -> None:
    """A tick of two strokes in a square."""
    low = (x + side * 0.42, y + side * 0.76)
    short = (x + side * 0.18, y + side * 0.50)
    panel.line((*short, low[0] - short[0], low[1] - short[1]), colour, thick=0.65)
    long = (x + side * 0.84, y + side * 0.20)
    panel.line((*low, long[0] - low[0], long[1] - low[1]), colour, thick=0.65)


def writing_box(page: Page, box: Box, *, left: bool = True) -> None:
    """A box to write in, hairline so that what is written stands out."""
    colours = page.words.colours
    page.panel.box(box, "#FFFFFF")
    page.panel.frame(box, colours.muted, line=0.18)
    if left:
        page.panel.line((box[0], box[1], 0, box[3]), colours.muted, thick=0.3)


def written(panel: Panel, text: str, box: Box, ink: Ink, field: str = "text") -> None:
    """A text in the middle of a box's height, on two lines where one would be too small."""
    x, top, width, height = box
    place = Place(x + 1.6, top, width - 3.2)
    lines: tuple[str, ...]
    try:
        size, lines = fit(text, replace(ink, smallest=ink.size * _ONE_LINE), place, field)
    except Refused:
        place = replace(place, lines=2, height=(height - 0.6) * _TWO_LINES)
        size, lines = fit(text, ink, place, field)
    grown = (len(lines) - 1) * size * ink.leading / MM
    first = top + (height - grown) / 2 + _CAPITAL * size / MM
    exact = replace(ink, size=size, smallest=size)
    panel.text(text, exact, replace(place, y=first, height=None), field)


def centred(panel: Panel, text: str, box: Box, ink: Ink) -> None:
    """One sign in the middle of its box."""
    x, top, width, height = box
    place = Place(x, _middle(top, height, ink.size), width, align="centre")
    panel.text(text, ink, place)


def days(day: object) -> str | None:
    """A date as its eight digits stand in boxes."""
    return f"{day:%d%m%Y}" if day else None


def known(worker: Worker | None, field: str) -> str | None:
    """What is known of somebody under this key, where it is a text."""
    text: str | None = getattr(worker, field) if worker else None
    return text


def chosen(names: Sequence[tuple[str, str]], value: str | None) -> tuple[tuple[str, bool], ...]:
    """The options (word, text) with the one that is chosen."""
    return tuple((text, word == value) for word, text in names)


def _middle(top: float, height: float, size: float) -> float:
    """The baseline that puts capitals in the middle of a height."""
    return top + height / 2 + _CAPITAL * size / MM


def _labelled(page: Page, label: str, x: float, width: float) -> Box:
    """Writes the label; the room that is left for the field.

    At the left edge labels have one width, so that the fields stand under each other.
    """
    if x <= LEFT + 1e-6:
        wide = LABEL
    elif not label:
        return x, page.y, width, page.height
    else:
        wide = fonts.width(fonts.clean(label), REGULAR) * page.label.size / MM + 1.0
    if label:
        box = (x - 1.6, page.y, wide + 1.8, page.height)
        written(page.panel, label, box, page.label, "label")
    return x + wide + _GAP, page.y, width - wide - _GAP, page.height
