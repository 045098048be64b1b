"""The numbered cover letter to the BPJS branch, with the list of the people it hands over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents import fonts
from desktop_app.documents.batch import about
from desktop_app.documents.flow import broken
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.letterhead import letterhead, practice_mark, signature
from desktop_app.documents.page import A4, F4, LAST, MM, Ink, Panel, Place, fit, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.template import LetterWords, Template, template
from desktop_app.documents.values import LetterRow, OfficeHead
from desktop_app.domain.findings import Refused

_LEFT, _RIGHT = 25.0, 18.0
_TOP, _FOOT = 20.0, 24.0
_ROW = 6.4
_ONE_LINE = 7.8
"""Points; a name that needs a smaller size takes two lines."""
_SHARES = (0.07, 0.45, 0.22, 0.26)
_PAPERS = {"a4": A4, "f4": F4}


def write_cover_letter(
    out: BinaryIO,
    head: OfficeHead,
    *,
    number: str,
    day: date,
    branch: str | None = None,
    rows: Sequence[LetterRow],
    paper: str = "f4",
    **how: Unpack[Printed],
) -> int:
    """Writes the letter and its list; returns the number of pages. ``branch``: to whom, where it
    is another than the office's own.

    Raises Refused ``layout``, ``nothing_selected`` for no rows, ``does_not_fit``.
    """
    if paper not in _PAPERS:
        raise Refused("layout", "paper", layout=paper, allowed=tuple(_PAPERS))
    if not rows:
        raise Refused("nothing_selected")
    words = head.words or template()
    head = replace(head, branch=branch or head.branch)
    size = _PAPERS[paper]
    room = int((size[1] - _TOP - 18 - _FOOT) / _ROW)
    parts = [rows[first : first + room] for first in range(0, len(rows), room)]

    def panels() -> Iterator[Panel]:
        yield _letter(head, words, size, number, day, len(rows))
        for page, part in enumerate(parts):
            yield _list(head, words, size, number, part, (page, len(parts), page * room))

    with about(head.office_line):
        return write_document(out, head, words, size, words.titles.letter, day, panels(), **how)


def _letter(
    head: OfficeHead,
    words: Template,
    size: tuple[float, float],
    number: str,
    day: date,
    count: int,
) -> Panel:
    panel = Panel(*size)
    own, colours = words.letter, words.colours
    practice_mark(panel, head, words, 130)
    width = size[0] - _LEFT - _RIGHT
    y = letterhead(panel, head, words, _LEFT, 20, width) + 12
    body = Ink(REGULAR, 11, colours.ink, 9, 1.4)
    facts = (
        (own.number, number),
        (own.attachment, own.attachment_value.format(count=count)),
        (own.subject, own.subject_value),
    )
    for label, text in facts:
        panel.text(label, body, Place(_LEFT, y, 22), "label")
        panel.text(":", body, Place(_LEFT + 22, y, 3), "label")
        y = panel.text(text, body, Place(_LEFT + 26, y, width - 26, lines=2), label) + 6.2
    y += 8
    to = [own.to, own.to_branch.format(branch=head.branch or ""), own.to_place]
    for text in to:
        if text.strip():
            y = panel.text(text, body, Place(_LEFT, y, width, lines=2), "branch") + 6
    y += 6
    office = head.office_line
    for text in (own.salutation, own.body, own.request, own.closing):
        filled = text.format(count=count, office=office)
        y = panel.text(filled, body, Place(_LEFT, y, width, lines=6), "body") + 9
    last = signature(panel, head, words, day, size[0] - _RIGHT - 85, y + 6, 85)
    if last > size[1] - LAST:
        raise Refused("does_not_fit", "head")
    return panel


def _list(
    head: OfficeHead,
    words: Template,
    size: tuple[float, float],
    number: str,
    rows: Sequence[LetterRow],
    page: tuple[int, int, int],
) -> Panel:
    """One page of the list; ``page`` is its index, how many there are, and the rows before it."""
    panel = Panel(*size)
    own, colours = words.letter, words.colours
    index, total, before = page
    practice_mark(panel, head, words, 130)
    width = size[0] - _LEFT - _RIGHT
    title = own.list_title.format(number=number)
    panel.text(title, Ink(BOLD, 11, colours.ink, 8), Place(_LEFT, _TOP + 2, width - 30), "title")
    y = _TOP + 8
    panel.box((_LEFT, y, width, 8), colours.accent_soft)
    _cells(panel, width, y + 5.3, own.columns, Ink(SEMIBOLD, 9.5, colours.accent_dark, 8))
    y += 8
    body = Ink(REGULAR, 9.5, colours.ink, 6.5)
    for place, row in enumerate(rows, before + 1):
        name = _name(row.name, width * _SHARES[1] - 3, body, own)
        _cells(panel, width, y + 4.4, (f"{place}.", name, row.nik_masked, row.number), body)
        panel.line((_LEFT, y + _ROW, width, 0), colours.rule, thick=0.15)
        y += _ROW
    text = own.page.format(page=index + 1, total=total)
    foot = Place(_LEFT, size[1] - 16.5, width, align="right")
    panel.text(text, Ink(MEDIUM, 8.5, colours.muted, 8), foot, "page")
    return panel


def _name(name: str, room: float, ink: Ink, own: LetterWords) -> str:
    """The name as it stands in the list; one that cannot be drawn stands in the workbook only,
    so that a single name keeps nobody from BPJS."""
    if not fonts.drawable(name):
        return own.name_elsewhere
    whole = broken(name, ink, room * MM - 0.5)
    try:
        fit(whole, *_in_two(ink, Place(0, 0, room)), "full_name")
    except Refused:
        return own.name_elsewhere
    return whole


def _cells(panel: Panel, width: float, y: float, texts: Sequence[str], ink: Ink) -> None:
    """One row of the table; ``y`` is the baseline of one line, a long name takes two."""
    x = _LEFT
    for text, share in zip(texts, _SHARES, strict=True):
        place = Place(x + 1.5, y, width * share - 3)
        if fonts.width(fonts.clean(text), ink.font) * _ONE_LINE > place.width * MM:
            panel.text(text, *_in_two(ink, place), "full_name")
        else:
            panel.text(text, ink, place, "full_name")
        x += width * share


def _in_two(ink: Ink, place: Place) -> tuple[Ink, Place]:
    """How a text too long for one line of the table is set in two."""
    two = Place(place.x, place.y - 1.5, place.width, lines=2, height=3)
    return Ink(ink.font, _ONE_LINE, ink.colour, ink.smallest, 1.05), two
