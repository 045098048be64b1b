"""*Daftar serah terima*: who was given which paper, with a place to sign for each.

The places stand to the left and to the right by turns, so that large signatures have room.
"""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.facts import signer
from desktop_app.documents.flow import LEFT, Column, Flow, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.form_values import Handed
from desktop_app.documents.letterhead import letterhead
from desktop_app.documents.page import Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import figures, in_two
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

_SHARES = (0.055, 0.215, 0.155, 0.165, 0.11, 0.15, 0.15)
_ROW = 12.0
"""The least height of a row that somebody signs in, mm."""
_SIGNING = 42.0


def write_hand_over(
    out: BinaryIO,
    head: OfficeHead,
    rows: Sequence[Handed],
    *,
    today: date,
    given_by: str = "",
    paper: str = "f4",
    **how: Unpack[Printed],
) -> int:
    """Writes the list; returns the number of pages. ``given_by``: who hands the papers over.

    Raises Refused (``layout``, ``nothing_selected``, ``does_not_fit``, ``letter_unknown``);
    ``out`` is then untouched.
    """
    words, size = head.words or template(), size_of(paper)
    if not rows:
        raise Refused("nothing_selected")
    flow = Flow(head, words, size)
    with about(head.office_line):
        _heading(flow)
        columns = [Column(*pair) for pair in zip(words.hand_over.columns, _SHARES, strict=True)]
        cells = (_cells(number, one, words) for number, one in enumerate(rows, 1))
        flow.table(columns, cells, least=_ROW)
        _foot(flow, rows, given_by, today)
    return write_document(
        out, head, words, size, words.titles.hand_over, today, _numbered(flow), **how
    )


def _heading(flow: Flow) -> None:
    words, panel = flow.words, flow.panel
    own, colours = words.hand_over, words.colours
    y = letterhead(panel, flow.head, words, LEFT, 20, flow.width) + 9
    place = Place(LEFT, y, flow.width, align="centre")
    panel.text(own.title, Ink(BOLD, 16, colours.accent_dark, 12), place, "title")
    place = Place(LEFT, y + 5.6, flow.width, lines=2, align="centre")
    text = own.subtitle.format(office=flow.head.office_line)
    flow.y = panel.text(text, Ink(MEDIUM, 10, colours.ink, 8), place, "subtitle") + 4.6


def _cells(number: int, one: Handed, words: Template) -> tuple[str, ...]:
    names = words.hand_over.papers
    papers = ", ".join(names.get(kind, kind) for kind in one.papers)
    left, right = (f"{number}.", "") if number % 2 else ("", f"{number}.")
    return (str(number), one.name, in_two(one.number), papers, "", left, right)


def _foot(flow: Flow, rows: Sequence[Handed], given_by: str, today: date) -> None:
    """The sum, what to write for others, and two signatures of the office."""
    words, head = flow.words, flow.head
    own, colours = words.hand_over, words.colours
    sheets = sum(len(one.papers) for one in rows)
    text = own.total.format(count=figures(sheets), total=figures(len(rows)))
    flow.line(text, Ink(SEMIBOLD, 9.5, colours.ink, 8), gap=6)
    flow.line(own.note, Ink(REGULAR, 9, colours.muted, 8, 1.2))
    if flow.room < _SIGNING:
        flow.turn()
    panel, top = flow.panel, flow.y + 8
    column = (flow.width - 20) / 2
    label = Ink(REGULAR, 9.5, colours.ink, 7.5, 1.12)
    small = Ink(REGULAR, 9.5, colours.ink, 6.2)
    name = Ink(SEMIBOLD, 9.5, colours.ink, 7, 1.1)
    day = f"{head.place}, {words.day(today)}"
    places = ((own.given_by, given_by), (f"{own.seen_by}, {signer(head)}", head.signer_name))
    for number, (title, who) in enumerate(places):
        x = LEFT + number * (column + 20)
        if number:
            place = Place(x, top, column, align="centre")
            panel.text(day, small, place, "place")
        place = Place(x, top + 5, column, lines=3, height=8.4, align="centre")
        panel.text(title, label, place, "label")
        panel.line((x + 4, top + 29, column - 8, 0), colours.muted, thick=0.2)
        place = Place(x, top + 33, column, lines=2, height=4, align="centre")
        panel.text(who, name, place, "head")


def _numbered(flow: Flow) -> list[Panel]:
    """The pages, each with its number, also where there is one only: rows must not be added."""
    ink = Ink(MEDIUM, 8.5, flow.words.colours.muted, 8)
    total = len(flow.pages)
    for number, panel in enumerate(flow.pages, 1):
        text = flow.words.sums.page.format(page=number, total=total)
        place = Place(LEFT, flow.size[1] - 16.5, flow.width, align="right")
        panel.text(text, ink, place, "page")
    return flow.pages
