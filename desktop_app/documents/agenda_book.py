"""The book of outgoing letters of one year, landscape, in the order of the numbers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.flow import LEFT, Column, Flow, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR
from desktop_app.documents.letter_values import AgendaRow
from desktop_app.documents.page import Ink, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead

_SHARES = (0.045, 0.2, 0.095, 0.195, 0.295, 0.17)


def write_agenda(
    out: BinaryIO,
    head: OfficeHead,
    rows: Sequence[AgendaRow],
    *,
    year: int,
    today: date,
    paper: str = "f4",
    **how: Unpack[Printed],
) -> int:
    """Writes the year's letters; returns the number of pages. Revoked ones stay, marked.

    Raises Refused ``layout``, ``does_not_fit``.
    """
    words = head.words or template()
    height, width = size_of(paper)
    own, colours = words.agenda, words.colours
    flow = Flow(head, words, (width, height))
    flow.panel.text(
        own.title, Ink(BOLD, 15, colours.accent_dark, 11), Place(LEFT, flow.y, flow.width), "title"
    )
    subtitle = own.subtitle.format(office=head.office_line, year=year)
    muted = Ink(MEDIUM, 10.5, colours.muted, 8)
    flow.panel.text(subtitle, muted, Place(LEFT, flow.y + 6.4, flow.width), "name")
    revoked = sum(row.revoked_on is not None for row in rows)
    count = own.total.format(count=len(rows), number=revoked) if rows else own.none
    told = f"{count} · {own.made_on.format(date=words.day(today))}"
    small = Ink(REGULAR, 9, colours.muted, 8)
    flow.panel.text(told, small, Place(LEFT, flow.y + 11.4, flow.width), "text")
    flow.y += 16
    if rows:
        columns = [Column(title, share) for title, share in zip(own.columns, _SHARES, strict=True)]
        flow.table(columns, _lines(rows, words))
    name = own.title.title()
    return write_document(out, head, words, (width, height), name, today, flow.numbered(), **how)


def _lines(rows: Sequence[AgendaRow], words: Template) -> Iterator[tuple[str, ...]]:
    own = words.agenda
    for row in rows:
        subject = row.subject or own.kinds.get(row.kind, row.kind)
        about = f"{subject}: {row.name}" if row.name else subject
        yield (
            str(row.serial),
            row.number,
            f"{row.day:%d-%m-%Y}",
            row.recipient or own.person,
            about,
            _note(row, words),
        )


def _note(row: AgendaRow, words: Template) -> str:
    if row.revoked_on is None:
        return ""
    text = words.agenda.revoked_why if row.revoked_why else words.agenda.revoked
    return text.format(date=f"{row.revoked_on:%d-%m-%Y}", name=row.revoked_why)
