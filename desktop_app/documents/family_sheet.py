"""*Lembar untuk keluarga*: what the household must know, in letters of 14 points, with pictures.

It names no sum, and protection only where BPJS Ketenagakerjaan gave a number, as of its day.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.facts import chain
from desktop_app.documents.flow import size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.form_values import Household
from desktop_app.documents.letterhead import practice_mark
from desktop_app.documents.page import Ink, Panel, Place, write_document
from desktop_app.documents.pictograms import pictogram
from desktop_app.documents.printed import Printed
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

BODY = 14.0
"""The smallest letters of what is told, in points."""
_LEFT, _RIGHT, _FOOT = 18.0, 15.0, 17.0
_PICTURE = 23.0
_BETWEEN = (9.5, 7.5, 5.5, 3.6)
"""Between two things that are told, mm; the roomiest first."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing: its picture, its heading and what to do."""

    picture: str
    title: str
    texts: tuple[str, ...]
    colour: str


def write_family_sheets(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Household],
    *,
    today: date,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> int:
    """Writes one page for each; returns how many.

    Raises Refused (``layout``, ``nothing_selected``, ``does_not_fit``, ``letter_unknown``);
    ``out`` is then untouched.
    """
    words, size = head.words or template(), size_of(paper)
    pages = [compose(head, one, words, size, today) for one in people]
    return write_document(out, head, words, size, words.titles.family_sheet, today, pages, **how)


def compose(
    head: OfficeHead, one: Household, words: Template, size: tuple[float, float], today: date
) -> Panel:
    """One sheet, closer set where much stands on it. Raises Refused for what does not fit."""
    with about(one.name):
        for between in _BETWEEN[:-1]:
            with suppress(Refused):
                return _sheet(head, one, words, Panel(*size), today, between)
        return _sheet(head, one, words, Panel(*size), today, _BETWEEN[-1])


def _sheet(
    head: OfficeHead,
    one: Household,
    words: Template,
    panel: Panel,
    today: date,
    between: float,
) -> Panel:
    practice_mark(panel, head, words, 130)
    width = panel.width - _LEFT - _RIGHT
    y = _top(panel, head, one, words, width) + between * 0.8
    for told in _things(head, one, words):
        y = _thing(panel, told, words, y, width) + between
    if y - between > panel.height - _FOOT - 5:
        raise Refused("does_not_fit", "text")
    text = words.family_sheet.foot.format(date=words.day(today))
    ink = Ink(REGULAR, 9, words.colours.muted, 7.5)
    panel.text(text, ink, Place(_LEFT, panel.height - _FOOT, width), "foot")
    return panel


def _top(panel: Panel, head: OfficeHead, one: Household, words: Template, width: float) -> float:
    """Title and for whom; returns where the first thing may begin."""
    own, colours = words.family_sheet, words.colours
    mark = 34.0 if head.practice else 0.0
    small = Ink(MEDIUM, 9.5, colours.muted, 7)
    place = Place(_LEFT, 15, width - mark, lines=2, height=3.8)
    y = panel.text(chain(head), small, place, "name")
    title = Ink(BOLD, 25, colours.accent_dark, 18)
    panel.text(own.title, title, Place(_LEFT, y + 11, width), "title")
    second = Ink(MEDIUM, BODY, colours.ink, BODY)
    panel.text(own.subtitle, second, Place(_LEFT, y + 18.4, width), "subtitle")
    panel.line((_LEFT, y + 22.4, width, 0), colours.accent, thick=0.7)
    label = f"{own.name}:"
    panel.text(label, second, Place(_LEFT, y + 30, 36), "label")
    name = Ink(BOLD, 17, colours.ink, BODY, 1.12)
    place = Place(_LEFT + 37, y + 30, width - 37, lines=2)
    return panel.text(one.name, name, place, "full_name") + 3


def _things(head: OfficeHead, one: Household, words: Template) -> list[_Told]:
    own, colours = words.family_sheet, words.colours
    accent, red = colours.accent, colours.practice
    pay = own.pay_other.format(payer=one.payer) if one.payer else own.pay_self
    return [
        _state(one, words),
        _Told("paying", own.pay_title, (f"{pay} {own.pay_after}",), accent),
        _Told("injured", own.accident_title, (own.accident,), red),
        _Told("family", own.death_title, (own.death,), colours.muted),
        _Told("kept", own.keep_title, (own.keep,), accent),
        _Told("calling", own.call_title, tuple(_numbers(head, words)), accent),
    ]


def _state(one: Household, words: Template) -> _Told:
    """Member with a number as of a day, or not protected yet."""
    own, colours = words.family_sheet, words.colours
    if one.confirmed and one.kpj and one.as_of:
        told_by = own.member if one.answered else own.member_own
        text = told_by.format(number=one.kpj, date=words.day(one.as_of))
        return _Told("protected", own.member_title, (text,), colours.accent)
    text = f"{own.candidate.format(number=one.number)} {words.provisional.reminder}"
    return _Told("waiting", own.candidate_title, (text,), colours.provisional)


def _numbers(head: OfficeHead, words: Template) -> Iterable[str]:
    own = words.family_sheet
    branch = own.call_branch.format(branch=head.branch) if head.branch else ""
    yield f"{own.call}, {branch}" if branch else own.call
    if head.phone:
        yield own.call_office.format(office=head.office_line, phone=head.phone)


def _thing(panel: Panel, told: _Told, words: Template, y: float, width: float) -> float:
    """Picture at the left, heading and text beside it; where it ends."""
    pictogram(panel, told.picture, _LEFT, y, _PICTURE, told.colour)
    x, room = _LEFT + _PICTURE + 6, width - _PICTURE - 6
    title = Ink(BOLD, 17, told.colour, 15)
    last = panel.text(told.title, title, Place(x, y + 5.4, room), "title")
    strong = told.picture == "calling"
    body = Ink(SEMIBOLD if strong else MEDIUM, BODY, words.colours.ink, BODY, 1.2)
    last += 1.2
    for text in told.texts:
        last = panel.text(text, body, Place(x, last + 6, room, lines=4), "text")
    return max(y + _PICTURE, last + 1.4)
