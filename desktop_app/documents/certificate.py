"""The certificate, A4 or F4 landscape: registered with the office, or known to BPJS by its data.

*Aktif* and the covered month stand on it only where payments are recorded, and always with the
day on which they were looked up; no sum of any benefit is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents import qr
from desktop_app.documents.batch import Refuse, each
from desktop_app.documents.facts import Fact, facts, paid, programme_names, signer
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR
from desktop_app.documents.letterhead import letterhead, practice_mark, signature
from desktop_app.documents.page import A4, F4, Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead, Person
from desktop_app.domain.findings import Refused

_PAPERS = {"a4": A4, "f4": F4}
_EDGE = 14.0
_QR = 34.0
_FOOT = 48.0
"""Height of code and signature, above the frame's foot."""


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Distances in mm, and the size of the values in points."""

    title: float
    facts: float
    line: float
    row: float
    size: float


_ROOMY = _Spacing(title=11, facts=10.5, line=4.5, row=6, size=10.5)
_CLOSE = _Spacing(title=9, facts=7, line=3.8, row=4.5, size=9.5)


def write_certificates(
    out: BinaryIO,
    head: OfficeHead,
    people: Iterable[Person],
    *,
    paper: str = "a4",
    today: date,
    refuse: Refuse | None = None,
    **how: Unpack[Printed],
) -> int:
    """Writes one page for each person; returns how many. Errors as of ``write_cards``."""
    words, measures = head.words or template(), size(paper)
    pages = each(people, lambda person: compose(head, person, words, measures, today), refuse)
    return write_document(out, head, words, measures, words.titles.certificate, today, pages, **how)


def size(paper: str) -> tuple[float, float]:
    """Width and height of the page, mm. Raises Refused ``layout`` for a paper that is none."""
    if paper not in _PAPERS:
        raise Refused("layout", "paper", layout=paper, allowed=tuple(_PAPERS))
    height, width = _PAPERS[paper]
    return width, height


def compose(
    head: OfficeHead, person: Person, words: Template, size: tuple[float, float], today: date
) -> Panel:
    """One certificate, closer set where much stands on it. Raises Refused for what does not fit."""
    top = size[1] - 15 - _FOOT
    for spacing in (_ROOMY, _CLOSE):
        panel = Panel(*size)
        practice_mark(panel, head, words, 150)
        colour = words.colours.accent if person.confirmed else words.colours.provisional
        panel.frame((8, 8, size[0] - 16, size[1] - 23.3), colour, radius=3, line=0.5)
        inner = size[0] - 2 * _EDGE
        rule = letterhead(panel, head, words, _EDGE + 34, 13, inner - 68)
        y = _title(panel, person, words, rule + spacing.title, (_EDGE, inner))
        room = (_EDGE + 12, inner - 24)
        y = _name(panel, head, person, words, y, room)
        if _facts(panel, person, words, y + spacing.facts, room, spacing) <= top:
            _foot(panel, head, person, words, top, today)
            return panel
    raise Refused("does_not_fit", "address")


def _title(
    panel: Panel, person: Person, words: Template, y: float, room: tuple[float, float]
) -> float:
    own, colours = words.certificate, words.colours
    x, width = room
    title = own.title_confirmed if person.confirmed else own.title_provisional
    told_by = own.subtitle_confirmed if person.answered else own.subtitle_own
    second = told_by if person.confirmed else own.subtitle_provisional
    colour = colours.accent_dark if person.confirmed else colours.provisional
    place = Place(x, y, width, align="centre")
    panel.text(title, Ink(BOLD, 22, colour, 14), place, "title")
    place = Place(x, y + 6.6, width, align="centre")
    text = second.format(date=words.day(person.as_of))
    panel.text(text, Ink(MEDIUM, 11, colour, 9), place, "subtitle")
    if not person.letter_number:
        return y + 6.6
    number = own.number.format(number=person.letter_number)
    place = Place(x, y + 12.2, width, align="centre")
    panel.text(number, Ink(REGULAR, 10, colours.ink, 8), place, "letter_number")
    return y + 12.2


def _name(
    panel: Panel,
    head: OfficeHead,
    person: Person,
    words: Template,
    y: float,
    room: tuple[float, float],
) -> float:
    own, colours = words.certificate, words.colours
    x, width = room
    opening = own.opening.format(signer=signer(head))
    place = Place(x, y + 9, width, align="centre")
    panel.text(opening, Ink(REGULAR, 10.5, colours.muted, 8), place, "head_title")
    name = Ink(BOLD, 25, colours.ink, 14, 1.1)
    place = Place(x, y + 19.4, width, lines=2, height=9, align="centre")
    y = panel.text(person.name, name, place, "full_name")
    told_by = own.statement_confirmed if person.answered else own.statement_own
    statement = told_by if person.confirmed else own.statement_provisional
    day = person.as_of if person.confirmed else person.registered_on
    text = statement.format(date=words.day(day), office=head.office_line)
    ink = Ink(REGULAR, 10.5, colours.ink, 9, 1.25)
    place = Place(x + 14, y + 8, width - 28, lines=3, align="centre")
    return panel.text(text, ink, place, "statement")


def _facts(
    panel: Panel,
    person: Person,
    words: Template,
    y: float,
    room: tuple[float, float],
    spacing: _Spacing,
) -> float:
    """Two columns of label and value, each as far down as its texts need; the last baseline."""
    x, width = room
    column = (width - 10) / 2
    lowest = y
    label = Ink(REGULAR, 9.5, words.colours.muted, 8)
    value = Ink(MEDIUM, spacing.size, words.colours.ink, 7.4, 1.15)
    for rows, start in ((_left(person, words), x), (_right(person, words), x + column + 10)):
        below = y
        for fact in rows:
            panel.text(fact.label, label, Place(start, below, 38), fact.field)
            for text in fact.texts:
                place = Place(start + 40, below, column - 40, lines=3)
                lowest = max(lowest, below := panel.text(text, value, place, fact.field))
                below += spacing.line
            below += spacing.row - spacing.line
    return lowest


def _left(person: Person, words: Template) -> list[Fact]:
    known = facts(person, words)
    fields = ["number", "nik", "birth_place", "address"]
    if person.confirmed:
        fields.insert(0, "kpj")
    return [known[field] for field in fields]


def _right(person: Person, words: Template) -> list[Fact]:
    known = facts(person, words)
    rows = [known["occupation"], programme_names(person, words), known["funding"]]
    if person.confirmed and person.member_since:
        since = words.day(person.member_since)
        rows.append(Fact("member_since", words.labels.member_since, (since,)))
    covered = paid(person, words)
    return [*rows, covered] if covered else rows


def _foot(
    panel: Panel,
    head: OfficeHead,
    person: Person,
    words: Template,
    top: float,
    today: date,
) -> None:
    panel.code(qr.modules(person.qr), _EDGE + 9.6, top + 2, _QR)
    ink = Ink(REGULAR, 8, words.colours.muted, 7, 1.2)
    panel.text(words.verify, ink, Place(_EDGE + 12, top + 40, 70), "verify")
    foot = top + _FOOT - 1.8
    left = panel.width - _EDGE - 12 - 96
    last = signature(panel, head, words, today, left, top + 4, 96, foot)
    if last > foot:
        raise Refused("does_not_fit", "head")
