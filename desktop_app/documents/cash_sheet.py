"""*Lembar kas harian titipan*: a day's sums by holder, every titipan behind them, signatures."""

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.facts import signer
from desktop_app.documents.flow import LEFT, Column, Flow, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.letterhead import letterhead
from desktop_app.documents.money_values import CashRow, CashSheet
from desktop_app.documents.page import Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import figures, rupiah, short_period
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.cash_day import HolderDay

_MOVES = ("received", "came_back", "handed_over", "given_back", "in_hand")
_SUMMARY = (0.25, 0.15, 0.15, 0.15, 0.15, 0.15)
_SUMMARY_BACK = (0.19, 0.135, 0.135, 0.135, 0.135, 0.135, 0.135)
_CAME_BACK = 3
"""The column of what came back; there on a day on which something did."""
_ROWS = (0.165, 0.235, 0.15, 0.15, 0.15, 0.15)
_SIGNING = 34.0
_BESIDE = 3
"""Signatures beside each other."""


def write_cash_sheet(
    out: BinaryIO,
    head: OfficeHead,
    sheet: CashSheet,
    *,
    today: date,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> int:
    """Writes the sheet of one day; returns the number of pages. ``today``: when it is printed.

    Raises Refused ``layout``, ``does_not_fit``; ``out`` is then untouched.
    """
    words, size = head.words or template(), size_of(paper)
    flow = Flow(head, words, size)
    with about(head.office_line):
        _heading(flow, sheet)
        _sums(flow, sheet)
        for what in _MOVES:
            if what == "came_back" and not sheet.total.came_back:
                continue
            _moved(flow, what, [row for row in sheet.rows if row.what == what])
        flow.line(words.cash.note, Ink(MEDIUM, 9, words.colours.provisional, 8), gap=8)
        _signatures(flow, [one.holder for one in sheet.holders], today)
    return write_document(out, head, words, size, words.titles.cash, today, flow.numbered(), **how)


def _heading(flow: Flow, sheet: CashSheet) -> None:
    words = flow.words
    own, colours = words.cash, words.colours
    y = letterhead(flow.panel, flow.head, words, LEFT, 20, flow.width) + 9
    place = Place(LEFT, y, flow.width, align="centre")
    flow.panel.text(own.title, Ink(BOLD, 16, colours.accent_dark, 12), place, "title")
    place = Place(LEFT, y + 5.6, flow.width, align="centre")
    text = own.subtitle.format(date=words.day(sheet.day))
    flow.panel.text(text, Ink(MEDIUM, 10.5, colours.ink, 9), place, "date")
    flow.y = y + 10


def _sums(flow: Flow, sheet: CashSheet) -> None:
    own = flow.words.cash
    flow.title(own.summary_title)
    back = sheet.total.came_back > 0
    titles, shares = list(own.summary), _SUMMARY_BACK if back else _SUMMARY
    if back:
        titles.insert(_CAME_BACK, own.came_back_sum)
    pairs = zip(titles, shares, strict=True)
    columns = [Column(title, share, right=place > 0) for place, (title, share) in enumerate(pairs)]
    total = _sum_row(sheet.total, own.total, back)
    flow.table(columns, [_sum_row(one, one.holder, back) for one in sheet.holders], total)
    flow.y += 5


def _sum_row(one: HolderDay, name: str, back: bool) -> tuple[str, ...]:
    came = (one.came_back,) if back else ()
    amounts = (one.carried, one.received, *came, one.handed_over, one.given_back, one.in_hand)
    return (name, *(figures(amount) for amount in amounts[:-1]), rupiah(amounts[-1]))


def _moved(flow: Flow, what: str, rows: list[CashRow]) -> None:
    own = flow.words.cash
    flow.title(getattr(own, what))
    if not rows:
        flow.line(own.none, Ink(REGULAR, 9, flow.words.colours.muted, 8), gap=1.8)
        flow.y += 4
        return
    pairs = zip(own.columns, _ROWS, strict=True)
    last = len(own.columns) - 1
    columns = [
        Column(title, share, right=place == last) for place, (title, share) in enumerate(pairs)
    ]
    amount = rupiah(sum(row.amount for row in rows))
    total = ("", own.total, "", "", "", amount)
    flow.table(columns, _texts(rows, flow.words), total if len(rows) > 1 else None)
    flow.y += 5


def _texts(rows: Iterable[CashRow], words: Template) -> Iterable[tuple[str, ...]]:
    for row in rows:
        months = short_period(row.first, row.last, words)
        yield (row.number, row.name, months, row.holder, row.note, rupiah(row.amount))


def _signatures(flow: Flow, holders: list[str], today: date) -> None:
    """One place to sign for each holder, and one for the head of the office."""
    words, head = flow.words, flow.head
    own = words.cash
    signing = [(own.made_by, holder) for holder in holders]
    signing.append((f"{own.seen_by}, {signer(head)}", head.signer_name))
    day = f"{head.place}, {words.day(today)}"
    for first in range(0, len(signing), _BESIDE):
        flow.y += 6
        if flow.room < _SIGNING:
            flow.turn()
        if first == 0:
            place = Place(LEFT, flow.y + 3, flow.width, lines=2, align="right")
            ink = Ink(REGULAR, 9.5, words.colours.ink, 8, 1.15)
            flow.y = flow.panel.text(day, ink, place, "place") + 2
        _row(flow.panel, signing[first : first + _BESIDE], words, flow)


def _row(panel: Panel, places: list[tuple[str, str]], words: Template, flow: Flow) -> None:
    column = (flow.width - 8 * (_BESIDE - 1)) / _BESIDE
    label = Ink(REGULAR, 9.5, words.colours.ink, 7.5, 1.12)
    name = Ink(SEMIBOLD, 9.5, words.colours.ink, 7, 1.1)
    for place, (title, text) in enumerate(places):
        x = LEFT + place * (column + 8)
        spot = Place(x, flow.y + 4, column, lines=3, height=9, align="centre")
        panel.text(title, label, spot, "label")
        panel.line((x + 3, flow.y + 25, column - 6, 0), words.colours.muted, thick=0.2)
        spot = Place(x, flow.y + 29, column, lines=2, height=4, align="centre")
        panel.text(text, name, spot, "head")
    flow.y += _SIGNING
