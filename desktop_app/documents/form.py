"""*Formulir pendataan*: what the screen asks, in its order, to be filled in by hand or compared.

Two pages in large type, the second with the words of consent and their version. Nothing is
ticked that the person has not agreed to; what they have is shown with its day.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.flow import size_of
from desktop_app.documents.fonts import MEDIUM, REGULAR
from desktop_app.documents.form_back import back, more_family, usual_rows
from desktop_app.documents.form_fields import LEFT, Page
from desktop_app.documents.form_front import front
from desktop_app.documents.form_values import Asked, Filled
from desktop_app.documents.letterhead import practice_mark
from desktop_app.documents.page import Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused
from desktop_app.domain.worker import Relative

_TOP, _FOOT = 11.0, 16.0
_PITCHES = (11.2, 10.8, 10.4, 10.0, 9.6, 9.2, 8.8, 8.4)
"""From one row to the next, the roomiest first."""


def write_forms(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Filled | None],
    asked: Asked,
    *,
    today: date,
    paper: str = "f4",
    **how: Unpack[Printed],
) -> int:
    """Writes a form for each; ``None`` is a blank one. Returns the number of pages.

    Each has two pages; those of a family too large for that have more, and then everybody's
    have as many, so that every form begins on a sheet of its own.
    Raises Refused (``layout``, ``nothing_selected``, ``does_not_fit``, ``letter_unknown``);
    ``out`` is then untouched.
    """
    words, size = head.words or template(), size_of(paper)
    each = [compose(head, filled, asked, words, size) for filled in people]
    most = max((len(panels) for panels in each), default=0)
    most += most % 2 if len(each) > 1 else 0
    pages = [panel for panels in each for panel in _padded(panels, most)]
    return write_document(out, head, words, size, words.titles.form, today, pages, **how)


def _padded(panels: list[Panel], most: int) -> Iterator[Panel]:
    yield from panels
    for _ in range(most - len(panels)):
        yield Panel(panels[0].width, panels[0].height)


def compose(
    head: OfficeHead,
    filled: Filled | None,
    asked: Asked,
    words: Template,
    size: tuple[float, float],
) -> list[Panel]:
    """The pages of one form, as roomy as they can be. Raises Refused."""
    with about(filled.worker.full_name if filled else head.office_line):
        return _Draft(head, filled, asked, words, size).pages()


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one form is made of."""

    head: OfficeHead
    filled: Filled | None
    asked: Asked
    words: Template
    size: tuple[float, float]

    def pages(self) -> list[Panel]:
        """The pages, numbered. Raises Refused where one overflows."""
        first = self._fitting(lambda page: front(page, self.head, self.asked, self.filled))
        family: Sequence[Relative] = self.filled.worker.family if self.filled else ()
        usual = usual_rows(self.size[1])
        try:
            rows = max(usual, len(family))
            second = self._fitting(lambda page: self._back(page, rows))
        except Refused:
            rows = usual
            second = self._fitting(lambda page: self._back(page, usual))
        made, rest = [first, second], family[rows:]
        while rest:
            made.append(self._page(_PITCHES[0]))
            rest = more_family(made[-1], rest, self._foot)
        for number, page in enumerate(made, 1):
            self._note(page, number, len(made))
        return [page.panel for page in made]

    def _back(self, page: Page, rows: int) -> None:
        back(page, self.head, self.asked, self.filled, rows)

    def _fitting(self, fill: Callable[[Page], None]) -> Page:
        """A page with as much between its rows as it has room for."""
        for pitch in _PITCHES[:-1]:
            with suppress(Refused):
                return self._filled(fill, pitch)
        return self._filled(fill, _PITCHES[-1])

    def _filled(self, fill: Callable[[Page], None], pitch: float) -> Page:
        page = self._page(pitch)
        fill(page)
        if page.y > self._foot:
            raise Refused("does_not_fit", "boxes")
        return page

    @property
    def _foot(self) -> float:
        return self.size[1] - _FOOT - 3

    def _page(self, pitch: float) -> Page:
        panel = Panel(*self.size)
        practice_mark(panel, self.head, self.words, 130)
        return Page(panel, self.words, pitch, _TOP)

    def _note(self, page: Page, number: int, total: int) -> None:
        """Whose form it is, that it is nobody else's, and which page."""
        own, colours = self.words.form, self.words.colours
        y = self.size[1] - _FOOT
        told = own.foot
        if self.filled and number > 1:
            told = f"{self.filled.worker.full_name} · {self.filled.number}"
        ink = Ink(REGULAR, 8.5, colours.muted, 6.5)
        page.panel.text(told, ink, Place(LEFT, y, page.width - 40), "full_name")
        text = own.page.format(page=number, total=total)
        ink = Ink(MEDIUM, 8.5, colours.muted, 7)
        place = Place(LEFT + page.width - 38, y, 38, align="right")
        page.panel.text(text, ink, place, "page")
