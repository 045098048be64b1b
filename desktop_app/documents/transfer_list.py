"""*Peralihan ke mandiri*: the list of the people whose sponsor ends."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.flow import LEFT, Column, Flow, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR
from desktop_app.documents.letterhead import letterhead
from desktop_app.documents.money_values import TransferRow
from desktop_app.documents.page import Ink, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import rupiah, short_period
from desktop_app.documents.template import template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

_SHARES = (0.065, 0.285, 0.235, 0.155, 0.12, 0.14)


def write_transfer_list(
    out: BinaryIO,
    head: OfficeHead,
    payer: str,
    rows: Sequence[TransferRow],
    *,
    today: date,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> int:
    """Writes the list; returns the number of pages.

    Raises Refused ``layout``, ``nothing_selected``, ``does_not_fit``; ``out`` is then untouched.
    """
    words, size = head.words or template(), size_of(paper)
    if not rows:
        raise Refused("nothing_selected")
    own, colours = words.transfer_list, words.colours
    flow = Flow(head, words, size)
    with about(head.office_line):
        y = letterhead(flow.panel, head, words, LEFT, 20, flow.width) + 9
        title = Ink(BOLD, 16, colours.accent_dark, 12)
        flow.panel.text(own.title, title, Place(LEFT, y, flow.width, align="centre"), "title")
        second = Ink(MEDIUM, 10, colours.muted, 8, 1.2)
        place = Place(LEFT, y + 6, flow.width, lines=3, align="centre")
        text = own.subtitle.format(payer=payer, date=words.day(today))
        y = flow.panel.text(text, second, place, "subtitle") + 5
        small = Ink(REGULAR, 8.8, colours.muted, 8)
        place = Place(LEFT, y, flow.width, lines=2, align="centre")
        flow.y = flow.panel.text(own.note, small, place, "note") + 5
        pairs = zip(own.columns, _SHARES, strict=True)
        columns = [Column(name, share, right=name == own.columns[-1]) for name, share in pairs]
        texts = [
            (
                f"{place}.",
                row.name,
                row.number,
                row.hamlet,
                short_period(row.until, row.until, words),
                rupiah(row.monthly),
            )
            for place, row in enumerate(rows, 1)
        ]
        people = own.total.format(count=len(rows))
        amount = rupiah(sum(row.monthly for row in rows))
        flow.table(columns, texts, ("", people, "", "", "", amount))
    return write_document(
        out, head, words, size, words.titles.transfer_list, today, flow.numbered(), **how
    )
