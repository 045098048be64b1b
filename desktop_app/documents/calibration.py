"""The calibration page: by how many tenths of a millimetre a printer prints beside the mark.

No ruler is needed: the sheet is folded in half, and the crease, which is the paper's true middle,
is read on a scale of slanted lines that tells tenths. What is read is what must be entered. A bar
of 100 mm and the outline of an ID-1 card show whether the printer scales.
"""

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from desktop_app.documents import printed
from desktop_app.documents.batch import about
from desktop_app.documents.card_ground import CORNER
from desktop_app.documents.card_ground import HEIGHT as CARD_HEIGHT
from desktop_app.documents.card_ground import WIDTH as CARD_WIDTH
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import Ink, Panel, Place, open_canvas, titled
from desktop_app.documents.template import Template, template
from desktop_app.documents.turning import paper_size
from desktop_app.documents.values import OfficeHead

_EDGE = 20.0
_REACH = 6
"""Millimetres on either side of the middle."""
_ROW = 3.0
"""Height of one tenth's row."""
_RULER = 100.0
_NAME = 80
"""Letters of a printer's name; printers are known by their first words."""
_SIDES, _FOOT = 5.0, 15.0
"""What must stay free of print on office printers."""


def write_calibration(
    out: BinaryIO,
    head: OfficeHead,
    *,
    paper: str = "a4",
    printer: str = "",
    shift: tuple[float, float] = (0, 0),
    duplex: bool = False,
    today: date,
) -> int:
    """Writes the page, and one for the back where ``duplex``; returns the number of pages.

    ``shift`` (mm right, down) is applied as to any paper, and named on the page. Raises Refused
    ``layout``, ``shift``.
    """
    size = paper_size(paper)
    words = head.words or template()
    with about(head.office_line):
        panels = [_front(words, size, f"{paper.upper()}", printer, shift)]
        if duplex:
            panels.append(_back(words, size))
    canvas = open_canvas(out, size, head, shift=shift)
    titled(canvas, head, words, words.calibration.title, today)
    for panel in panels:
        with printed.page(canvas):
            panel.draw(canvas)
    canvas.save()
    return len(panels)


def _front(
    words: Template,
    size: tuple[float, float],
    paper: str,
    printer: str,
    shift: tuple[float, float],
) -> Panel:
    own, colours = words.calibration, words.colours
    panel = Panel(*size)
    width, height = size
    _limits(panel, words)
    panel.text(own.title, Ink(BOLD, 20, colours.accent_dark, 14), Place(_EDGE, 24, 120), "title")
    place = Place(_EDGE, 31, width - 2 * _EDGE, lines=2)
    panel.text(own.subtitle, Ink(MEDIUM, 10.5, colours.muted, 9), place, "subtitle")
    value = own.shift_value.format(first=_millimetres(shift[0]), last=_millimetres(shift[1]))
    name = printer if len(printer) <= _NAME else f"{printer[:_NAME].rstrip()}…"
    rows = ((own.printer, name), (own.paper, paper), (own.shift, value))
    y = 36.0
    for label, text in rows:
        if text:
            y += 5.6
            panel.text(label, Ink(REGULAR, 9.5, colours.muted), Place(_EDGE, y, 32), "label")
            ink = Ink(SEMIBOLD, 9.5, colours.ink, 7)
            panel.text(text, ink, Place(_EDGE + 34, y, width - 2 * _EDGE - 34), "printer")
    _across(panel, words, 74)
    _down(panel, words, 36)
    _ruler(panel, words, height / 2 - 34)
    _steps(panel, words, height / 2 + 23)
    _card(panel, words, height - _FOOT - CARD_HEIGHT - 5)
    return panel


def _millimetres(value: float) -> str:
    """``0,3`` or ``−1,2``, as people write it here."""
    return f"{value:.1f}".replace("-0.0", "0.0").replace("-", "−").replace(".", ",")


def _limits(panel: Panel, words: Template) -> None:
    """Where office printers stop, dashed: 5 mm at the sides and the top, 15 mm at the foot."""
    colours, own = words.colours, words.calibration
    right, foot = panel.width - _SIDES, panel.height - _FOOT
    for line in (
        (_SIDES, _SIDES, right - _SIDES, 0),
        (_SIDES, foot, right - _SIDES, 0),
        (_SIDES, _SIDES, 0, foot - _SIDES),
        (right, _SIDES, 0, foot - _SIDES),
    ):
        panel.line(line, colours.muted, thick=0.15, dash=1.5)
    ink = Ink(REGULAR, 7, colours.muted, 6)
    panel.text(own.edge, ink, Place(_SIDES + 2, _SIDES + 3.4, 120), "edge")
    panel.text(own.foot, ink, Place(_SIDES + 2, foot - 1.4, 120), "foot")


@dataclass(frozen=True, slots=True)
class _Scale:
    """A scale of slanted lines about a zero: lengths along it are what is read on the crease."""

    panel: Panel
    words: Template
    zero: tuple[float, float]
    """Where 0 stands, on the scale's first row."""
    level: bool = False
    """Whether the crease runs from left to right, so that the scale stands upright."""

    def draw(self) -> None:
        """The slanted lines, the rows of the tenths, the numbers."""
        ink, rule = self.words.colours.ink, self.words.colours.rule
        for row in range(11):
            self._line(-_REACH, row * _ROW, 2 * _REACH, 0, rule)
            if row:
                self._number(f"{row}", _REACH + 2.2, row * _ROW)
        for mm in range(-_REACH, _REACH + 1):
            long = 2.6 if mm % 2 == 0 else 1.4
            self._line(mm, -long, 0, long, ink)
            if mm % 2 == 0:
                self._number(f"{abs(mm)}", mm, -4.0, bold=mm == 0)
        for mm in range(_REACH):
            self._line(mm, 0, 1, 10 * _ROW, ink)
            self._line(-mm, 0, -1, 10 * _ROW, ink)
        self._line(0, 0, 0, 10 * _ROW, ink)
        for sign, place in (("−", -_REACH - 2.4), ("+", _REACH + 2.2)):
            self._number(sign, place, -4.0, bold=True)
        for start in (-15.0, 10 * _ROW + 2):
            self._line(0, start, 0, 8, self.words.colours.muted, dash=0.7)

    def _line(
        self, along: float, across: float, far: float, deep: float, colour: str, dash: float = 0
    ) -> None:
        x, y = self._at(along, across)
        width, height = (deep, far) if self.level else (far, deep)
        self.panel.line((x, y, width, height), colour, thick=0.1, dash=dash)

    def _number(self, text: str, along: float, across: float, *, bold: bool = False) -> None:
        x, y = self._at(along, across)
        ink = Ink(BOLD if bold else REGULAR, 5.4, self.words.colours.ink)
        self.panel.text(text, ink, Place(x - 2, y + 0.7, 4, align="centre"), "scale")

    def _at(self, along: float, across: float) -> tuple[float, float]:
        x, y = self.zero
        return (x + across, y + along) if self.level else (x + along, y + across)


def _across(panel: Panel, words: Template, top: float) -> None:
    """The scale that the upright crease is read on, and beside it how that is done."""
    _Scale(panel, words, (panel.width / 2, top)).draw()
    own = words.calibration
    _said(panel, words, own.across, own.across_hint, Place(_EDGE, top + 6, 58))
    _example(panel, words, (panel.width / 2 + 26, top - 2))


def _down(panel: Panel, words: Template, left: float) -> None:
    """The scale that the level crease is read on; below the middle is more."""
    _Scale(panel, words, (left, panel.height / 2), level=True).draw()
    own = words.calibration
    x = left + 10 * _ROW + 14
    place = Place(x, panel.height / 2 - 4, panel.width - 40 - x)
    _said(panel, words, own.down, own.down_hint, place)


def _said(panel: Panel, words: Template, title: str, hint: str, place: Place) -> None:
    ink = Ink(BOLD, 13, words.colours.accent_dark, 10)
    y = panel.text(title, ink, place, "title")
    place = Place(place.x, y + 5.6, place.width, lines=6)
    panel.text(hint, Ink(REGULAR, 9.5, words.colours.ink, 8), place, "hint")


def _example(panel: Panel, words: Template, corner: tuple[float, float]) -> None:
    """A part of the scale six times as large, with a crease at 1.4."""
    own, colours = words.calibration, words.colours
    x, y = corner
    wide, row = 11.0, 2.6
    for number in range(4):
        left = x + number * wide
        panel.line((left, y - 3, 0, 3), colours.ink, thick=0.2)
        ink = Ink(BOLD, 8, colours.ink)
        panel.text(f"{number}", ink, Place(left - 3, y - 4, 6, align="centre"), "scale")
        if number < 3:
            panel.line((left, y, wide, 10 * row), colours.ink, thick=0.2)
    for number in range(11):
        panel.line((x, y + number * row, 3 * wide, 0), colours.rule, thick=0.15)
        if number in (4, 10):
            ink = Ink(BOLD if number == 4 else REGULAR, 7, colours.ink)
            panel.text(f"{number}", ink, Place(x + 3 * wide + 1.5, y + number * row + 0.8, 5))
    crease = x + 1.4 * wide
    panel.line((crease, y - 6, 0, 10 * row + 9), colours.practice, thick=0.35, dash=1)
    panel.box((crease - 0.9, y + 4 * row - 0.9, 1.8, 1.8), colours.practice, radius=0.9)
    place = Place(x - 4, y + 10 * row + 7, 3 * wide + 12, lines=2)
    panel.text(own.example, Ink(MEDIUM, 8.5, colours.ink, 7.5), place, "example")


def _ruler(panel: Panel, words: Template, top: float) -> None:
    """A bar of exactly 100 mm at the right edge, to find a printer that scales."""
    colours, x = words.colours, panel.width - 24
    panel.line((x, top, 0, _RULER), colours.ink, thick=0.2)
    for mm in range(0, int(_RULER) + 1, 5):
        length = 5.0 if mm % 50 == 0 else 3.0 if mm % 10 == 0 else 1.6
        panel.line((x - length, top + mm, length, 0), colours.ink, thick=0.2)
        if mm % 50 == 0:
            place = Place(x + 1.5, top + mm + 1, 12)
            panel.text(f"{mm}", Ink(SEMIBOLD, 8, colours.ink), place, "scale")


def _steps(panel: Panel, words: Template, y: float) -> None:
    own, colours = words.calibration, words.colours
    width = panel.width - 2 * _EDGE - 18
    panel.text(own.steps_title, Ink(BOLD, 12, colours.accent_dark, 10), Place(_EDGE, y, width))
    for number, step in enumerate(own.steps, 1):
        y += 6.4
        panel.text(f"{number}.", Ink(BOLD, 10, colours.accent), Place(_EDGE, y, 6), "step")
        place = Place(_EDGE + 6.5, y, width - 6.5, lines=2)
        y = panel.text(step, Ink(REGULAR, 10, colours.ink, 8.5), place, "step")


def _card(panel: Panel, words: Template, top: float) -> None:
    """The outline of an ID-1 card, to lay a real one on."""
    own, colours = words.calibration, words.colours
    panel.frame((_EDGE, top, CARD_WIDTH, CARD_HEIGHT), colours.ink, radius=CORNER, line=0.15)
    ink = Ink(MEDIUM, 9.5, colours.ink, 8)
    place = Place(_EDGE + 6, top + 12, CARD_WIDTH - 12, lines=4)
    panel.text(own.card, ink, place, "card")
    x = _EDGE + CARD_WIDTH + 8
    place = Place(x, top + 6, panel.width - _EDGE - x, lines=5)
    panel.text(own.scale, ink, place, "scale")


def _back(words: Template, size: tuple[float, float]) -> Panel:
    """A cross in the middle, to be held against the light."""
    panel = Panel(*size)
    x, y = size[0] / 2, size[1] / 2
    colours = words.colours
    panel.line((_EDGE, y, size[0] - 2 * _EDGE, 0), colours.ink, thick=0.1)
    panel.line((x, 50, 0, size[1] - 90), colours.ink, thick=0.1)
    width = (size[0] - 3 * _EDGE) / 2
    place = Place(x + _EDGE / 2, y + 12, width, lines=4)
    panel.text(words.calibration.back, Ink(MEDIUM, 12, colours.ink, 10), place, "back")
    return panel
