"""Tables that go on over pages: rows as high as their texts, the heading again on each page."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_app.documents import fonts
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.letterhead import practice_mark
from desktop_app.documents.page import A4, F4, MM, Ink, Panel, Place, fit
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

LEFT, RIGHT, TOP, FOOT = 25.0, 18.0, 24.0, 22.0
"""The margins of letters, mm."""
PAPERS = {"a4": A4, "f4": F4}
_PAD = 1.6
_HEADING = 7.6
_BASELINE = 4.5
_BELOW = 2.1


def size_of(paper: str) -> tuple[float, float]:
    """Width and height in mm. Raises Refused ``layout`` for a paper that is none."""
    if paper not in PAPERS:
        raise Refused("layout", "paper", layout=paper, allowed=tuple(PAPERS))
    return PAPERS[paper]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, its share of the width, and whether it holds figures."""

    title: str
    share: float
    right: bool = False

    @property
    def align(self) -> str:
        """As a place has it."""
        return "right" if self.right else "left"


@dataclass(slots=True)
class Flow:
    """Pages filled from top to foot. ``y`` is where the next thing begins, mm."""

    head: OfficeHead
    words: Template
    size: tuple[float, float]
    pages: list[Panel] = field(default_factory=list)
    y: float = TOP

    def __post_init__(self) -> None:
        self.turn()

    @property
    def panel(self) -> Panel:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.size[0] - LEFT - RIGHT

    @property
    def room(self) -> float:
        """What is free down to the foot."""
        return self.size[1] - FOOT - self.y

    def turn(self) -> None:
        """Begins the next page."""
        panel = Panel(*self.size)
        practice_mark(panel, self.head, self.words, 130)
        self.pages.append(panel)
        self.y = TOP

    def title(self, text: str, *, needs: float = 38.0) -> None:
        """A heading, on the next page where not even ``needs`` mm are left under it."""
        if self.room < needs:
            self.turn()
        ink = Ink(BOLD, 11.5, self.words.colours.accent_dark, 9)
        place = Place(LEFT, self.y + 4.4, self.width, lines=2)
        self.y = self.panel.text(text, ink, place, "title") + 3.2

    def line(self, text: str, ink: Ink, *, gap: float = 5.4) -> None:
        """A paragraph over the whole width, on a page that has room for all of it."""
        place = Place(LEFT, self.y + gap, self.width, lines=6)
        grown = (len(fit(text, ink, place, "text")[1]) - 1) * ink.size * ink.leading / MM
        if self.room < gap + grown + 1:
            self.turn()
            place = Place(LEFT, self.y + gap, self.width, lines=6)
        self.y = self.panel.text(text, ink, place, "text")

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        total: Sequence[str] | None = None,
        *,
        least: float = 0.0,
    ) -> None:
        """The rows under their headings, none lower than ``least`` mm; ``total`` in bold."""
        self._heading(columns)
        ink = Ink(REGULAR, 9, self.words.colours.ink, 6.8, 1.15)
        for row in rows:
            self._row(columns, row, ink, least)
        if total:
            bold = Ink(SEMIBOLD, 9, self.words.colours.ink, 6.8, 1.15)
            self._row(columns, total, bold)

    def _row(
        self, columns: Sequence[Column], given: Sequence[str], ink: Ink, least: float = 0.0
    ) -> None:
        cells = list(zip(given, self._places(columns, 0), strict=True))
        texts = [broken(text, ink, place.width * MM - 0.5) for text, place in cells]
        grown = max(_grown(text, ink, place) for text, (_, place) in zip(texts, cells, strict=True))
        height = max(_BASELINE + grown + _BELOW, least)
        if self.room < height:
            self.turn()
            self._heading(columns)
        for text, place in zip(texts, self._places(columns, self.y + _BASELINE), strict=True):
            self.panel.text(text, ink, place, "row")
        self.y += height
        self.panel.line((LEFT, self.y, self.width, 0), self.words.colours.rule, thick=0.15)

    def _heading(self, columns: Sequence[Column]) -> None:
        colours = self.words.colours
        ink = Ink(SEMIBOLD, 8.8, colours.accent_dark, 6.8, 1.02)
        titles = [column.title for column in columns]
        places = self._places(columns, self.y + 4.9, 2)
        grown = max(_grown(text, ink, place) for text, place in zip(titles, places, strict=True))
        self.panel.box((LEFT, self.y, self.width, _HEADING + grown), colours.accent_soft)
        for text, place in zip(titles, places, strict=True):
            self.panel.text(text, ink, place, "title")
        self.y += _HEADING + grown

    def _places(self, columns: Sequence[Column], y: float, lines: int = 16) -> list[Place]:
        x, found = LEFT, []
        for column in columns:
            wide = self.width * column.share
            place = Place(x + _PAD, y, wide - 2 * _PAD, lines=lines, align=column.align)
            found.append(place)
            x += wide
        return found

    def numbered(self) -> list[Panel]:
        """The pages, each with its number where there is more than one."""
        if len(self.pages) > 1:
            ink = Ink(MEDIUM, 8.5, self.words.colours.muted, 8)
            for number, panel in enumerate(self.pages, 1):
                text = self.words.sums.page.format(page=number, total=len(self.pages))
                place = Place(LEFT, self.size[1] - 16.5, self.width, align="right")
                panel.text(text, ink, place, "page")
        return self.pages


def broken(text: str, ink: Ink, room: float) -> str:
    """The text with words that are wider than the room in pieces, one to a line."""
    return " ".join(piece for word in text.split(" ") for piece in _pieces(word, ink, room))


def _pieces(word: str, ink: Ink, room: float) -> Iterable[str]:
    while fonts.width(word, ink.font) * ink.floor > room:
        end = next(
            n
            for n in range(1, len(word))
            if fonts.width(word[: n + 1], ink.font) * ink.floor > room
        )
        while end > 1 and unicodedata.category(word[end]).startswith("M"):  # stays on its letter
            end -= 1
        yield word[:end]
        word = word[end:]
    yield word


def _grown(text: str, ink: Ink, place: Place) -> float:
    """How far below its first baseline a text reaches, mm."""
    if not text:
        return 0.0
    size, lines = fit(text, ink, place, "row")
    return (len(lines) - 1) * size * ink.leading / MM
