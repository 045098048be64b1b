"""Printing both sides by hand: how a stack must be turned, and the two sheets that find it out.

Printers differ in the order in which a stack laid back into the tray is fed, and in which edge it
is turned over. The test prints two numbered fronts; laid back and printed with two backs, the
sheets themselves show one of four letters, which the office keeps for the printer.
"""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import BinaryIO

from desktop_app.documents import printed
from desktop_app.documents.batch import about
from desktop_app.documents.card_words import TurningWords
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import A4, F4, Ink, Panel, Place, open_canvas, titled
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

SIDES = ("both", "front", "back")
PAPERS = MappingProxyType({"a4": A4, "f4": F4})
_EDGE = 20.0


@dataclass(frozen=True, slots=True)
class Turn:
    """How a stack of printed fronts comes through the printer again."""

    reverse: bool = False
    """The last sheet comes first."""
    upside_down: bool = False
    """It is turned over its short edge, so that backs stand on their heads."""


TURNS = MappingProxyType(
    {
        "A": Turn(),
        "B": Turn(reverse=True),
        "C": Turn(upside_down=True),
        "D": Turn(reverse=True, upside_down=True),
    }
)
"""By the letter that the test shows."""


def turn_of(letter: str) -> Turn:
    """The way of turning of a letter. Raises Refused ``choice``."""
    if letter not in TURNS:
        raise Refused("choice", "turn", value=letter, allowed=tuple(TURNS))
    return TURNS[letter]


def check_side(side: str) -> None:
    """Raises Refused ``choice`` for a side that is none."""
    if side not in SIDES:
        raise Refused("choice", "side", value=side, allowed=SIDES)


def write_turn_test(
    out: BinaryIO,
    head: OfficeHead,
    *,
    side: str,
    paper: str = "a4",
    shift: tuple[float, float] = (0, 0),
    today: date,
) -> int:
    """Writes the two fronts (``side="front"``), the two backs, or all four pages one after the
    other; returns the number of pages. Raises Refused ``choice``,
    ``layout``, ``shift``.
    """
    check_side(side)
    size = paper_size(paper)
    words = head.words or template()
    with about(head.office_line):
        pages = {
            "front": [_front(words, size, number) for number in (1, 2)],
            "back": [_back(words, size, number) for number in (1, 2)],
        }
    chosen = pages["front"] + pages["back"] if side == "both" else pages[side]
    canvas = open_canvas(out, size, head, shift=shift)
    titled(canvas, head, words, words.turning.title, today)
    for panel in chosen:
        with printed.page(canvas):
            panel.draw(canvas)
    canvas.save()
    return len(chosen)


def paper_size(paper: str) -> tuple[float, float]:
    """Width and height of the paper in mm. Raises Refused ``layout``."""
    if paper not in PAPERS:
        raise Refused("layout", "layout", layout=paper, allowed=tuple(PAPERS))
    return PAPERS[paper]


def _front(words: Template, size: tuple[float, float], number: int) -> Panel:
    own = words.turning
    panel = _sheet(words, size, own.front.format(number=number), f"{number}")
    y = _list(panel, words, own.steps_title, own.steps, 158)
    place = Place(_EDGE, y + 8, size[0] - 2 * _EDGE, lines=3)
    panel.text(own.note, Ink(REGULAR, 10, words.colours.muted, 8), place, "note")
    return panel


def _back(words: Template, size: tuple[float, float], number: int) -> Panel:
    own = words.turning
    panel = _sheet(words, size, own.back.format(number=number), f"{number}")
    y = _list(panel, words, own.answer_title, (), 158)
    return _answers(panel, words, own, number, y)


def _sheet(words: Template, size: tuple[float, float], title: str, number: str) -> Panel:
    """The number and an arrow to the top edge: the same place on fronts and backs."""
    panel = Panel(*size)
    colours, middle = words.colours, size[0] / 2
    width = size[0] - 2 * _EDGE
    ink = Ink(BOLD, 22, colours.accent_dark, 16)
    panel.text(title, ink, Place(_EDGE, 30, width, align="centre"), "title")
    corners = ((0, 42), (18, 68), (7, 68), (7, 97), (-7, 97), (-7, 68), (-18, 68))
    panel.shape(tuple((middle + x, y) for x, y in corners), colours.ink)
    top = Ink(MEDIUM, 11, colours.muted, 9)
    panel.text(words.turning.top, top, Place(_EDGE, 38, width, align="centre"), "top")
    ink = Ink(BOLD, 96, colours.ink, 90)
    panel.text(number, ink, Place(_EDGE, 138, width, align="centre"), "number")
    return panel


def _list(panel: Panel, words: Template, title: str, items: tuple[str, ...], y: float) -> float:
    width = panel.width - 2 * _EDGE
    panel.text(title, Ink(BOLD, 14, words.colours.accent_dark, 11), Place(_EDGE, y, width), "title")
    for number, item in enumerate(items, 1):
        y += 8.5
        panel.text(f"{number}.", Ink(BOLD, 12, words.colours.accent), Place(_EDGE, y, 8), "step")
        place = Place(_EDGE + 8, y, width - 8, lines=3)
        y = panel.text(item, Ink(REGULAR, 12, words.colours.ink, 10), place, "step")
    return y


def _answers(panel: Panel, words: Template, own: TurningWords, number: int, y: float) -> Panel:
    """Which letter it is, told by what stands on the other side of this very back."""
    colours, width = words.colours, panel.width - 2 * _EDGE
    other = 3 - number
    for letter, turn in TURNS.items():
        y += 12.5
        panel.box((_EDGE, y - 8, 11, 11), colours.accent, radius=1.5)
        ink = Ink(BOLD, 17, "#FFFFFF", 14)
        panel.text(letter, ink, Place(_EDGE, y - 0.4, 11, align="centre"), "letter")
        text = own.other_arrow if turn.upside_down else own.same_arrow
        text = text.format(number=other if turn.reverse else number)
        place = Place(_EDGE + 16, y - 0.8, width - 16, lines=1)
        panel.text(text, Ink(SEMIBOLD, 12, colours.ink, 9.5), place, "answer")
    note = Ink(REGULAR, 10.5, colours.muted, 9)
    panel.text(own.same_side, note, Place(_EDGE, y + 12, width, lines=3), "note")
    return panel
