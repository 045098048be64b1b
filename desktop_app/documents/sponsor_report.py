"""*Laporan untuk pemberi dana*: money used, set aside and left, by month and by person.

Names stand in it only of people who agreed to it; the others are one count. The sums by month
and by person are the sum that was used.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.flow import LEFT, Column, Flow, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.letterhead import letterhead, signature
from desktop_app.documents.money_values import PersonSum, SponsorReport
from desktop_app.documents.page import LAST, Ink, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import figures, period, rupiah, short_period
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import distance

_MONTHS = (0.5, 0.2, 0.3)
_NAMED = (0.065, 0.335, 0.235, 0.21, 0.155)
_BAR = 3.4
_SIGNING = 46.0


def write_sponsor_report(
    out: BinaryIO,
    head: OfficeHead,
    report: SponsorReport,
    *,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> int:
    """Writes the report; returns the number of pages.

    Raises Refused ``layout``, ``does_not_fit``; ``out`` is then untouched. Raises ValueError for
    sums that do not add up: no such report leaves the office.
    """
    if not _adds_up(report):
        raise ValueError("the sums of a sponsor's report do not add up")
    words, size = head.words or template(), size_of(paper)
    flow = Flow(head, words, size)
    with about(report.name):
        _heading(flow, report)
        _boxes(flow, report)
        _months(flow, report)
        _people(flow, report)
        small = Ink(REGULAR, 8.8, words.colours.muted, 8, 1.25)
        flow.line(words.sponsor.note, small, gap=7)
        _signed(flow, report.as_of)
    day = report.as_of
    return write_document(out, head, words, size, words.titles.sponsor, day, flow.numbered(), **how)


def _adds_up(report: SponsorReport) -> bool:
    by_month = sum(one.amount for one in report.months)
    by_person = sum(one.amount for one in report.named) + report.unnamed_amount
    return by_month == by_person == report.used


def _heading(flow: Flow, report: SponsorReport) -> None:
    words = flow.words
    own, colours = words.sponsor, words.colours
    y = letterhead(flow.panel, flow.head, words, LEFT, 20, flow.width) + 9
    place = Place(LEFT, y, flow.width, align="centre")
    flow.panel.text(own.title, Ink(BOLD, 16, colours.accent_dark, 12), place, "title")
    text = own.as_of.format(office=flow.head.office_line, date=words.day(report.as_of))
    place = Place(LEFT, y + 5.8, flow.width, lines=2, align="centre")
    y = flow.panel.text(text, Ink(MEDIUM, 10, colours.muted, 8, 1.2), place, "date") + 9.5
    label = Ink(REGULAR, 9.5, colours.muted, 8)
    value = Ink(MEDIUM, 10, colours.ink, 7.6, 1.15)
    for title, said in _facts(report, words):
        flow.panel.text(title, label, Place(LEFT, y, 36), "label")
        place = Place(LEFT + 38, y, flow.width - 38, lines=3)
        y = flow.panel.text(said, value, place, "sponsor") + 5.6
    flow.y = y - 1


def _facts(report: SponsorReport, words: Template) -> list[tuple[str, str]]:
    own = words.sponsor
    facts = [(own.name, f"{report.name} ({report.code})"), (own.kind, report.kind)]
    if report.legal_basis:
        facts.append((own.legal_basis, report.legal_basis))
    when = [str(report.year)] if report.year else []
    if report.first and report.last:
        when.append(period(report.first, report.last, words))
    elif report.first or report.last:
        when.append(words.month(report.first or report.last or ""))
    if when:
        facts.append((own.period, ", ".join(when)))
    return facts


def _boxes(flow: Flow, report: SponsorReport) -> None:
    """Money and people beside each other, each with a bar of what is used and set aside."""
    own = flow.words.sponsor

    def money(amount: int | None) -> str:
        return own.no_limit if amount is None else rupiah(amount)

    def people(count: int | None) -> str:
        return own.no_limit if count is None else own.people.format(count=figures(count))

    used = (report.used, report.reserved, report.budget)
    rows = [
        (own.budget, money(report.budget)),
        (own.used, money(report.used)),
        (own.reserved, money(report.reserved)),
        (own.left, money(report.left)),
    ]
    column = (flow.width - 8) / 2
    _box(flow, LEFT, column, own.money_title, rows, used)
    used = (report.people_used, report.people_reserved, report.quota)
    rows = [
        (own.quota, people(report.quota)),
        (own.people_used, people(report.people_used)),
        (own.people_reserved, people(report.people_reserved)),
        (own.people_left, people(report.people_left)),
    ]
    _box(flow, LEFT + column + 8, column, own.people_title, rows, used)
    flow.y += 44


def _box(
    flow: Flow,
    x: float,
    width: float,
    title: str,
    rows: Sequence[tuple[str, str]],
    used: tuple[int, int, int | None],
) -> None:
    colours, panel, y = flow.words.colours, flow.panel, flow.y
    panel.frame((x, y, width, 39), colours.rule, radius=2, line=0.3)
    ink = Ink(BOLD, 11, colours.accent_dark, 9)
    panel.text(title, ink, Place(x + 4, y + 6.4, width - 8), "title")
    _bar(flow, (x + 4, y + 9.4, width - 8, _BAR), used)
    label, value = Ink(REGULAR, 9, colours.ink, 7.5), Ink(SEMIBOLD, 10, colours.ink, 7.5)
    keys = (None, colours.accent, colours.provisional, None)
    for place, ((name, said), colour) in enumerate(zip(rows, keys, strict=True)):
        at = y + 18 + place * 5.8
        if colour:
            panel.box((x + 4, at - 2, 2, 2), colour)
        panel.text(name, label, Place(x + 8, at, width * 0.5 - 8), "label")
        spot = Place(x + width * 0.5, at, width * 0.5 - 4, align="right")
        panel.text(said, value, spot, "amount")


def _bar(
    flow: Flow, box: tuple[float, float, float, float], used: tuple[int, int, int | None]
) -> None:
    """How much of the limit is used and set aside; without a limit, of both together."""
    colours, panel = flow.words.colours, flow.panel
    spent, aside, limit = used
    whole = max(limit or 0, spent + aside)
    x, y, width, height = box
    panel.box(box, colours.accent_soft)
    for amount, colour in ((spent, colours.accent), (aside, colours.provisional)):
        if amount and whole:
            long = width * amount / whole
            panel.box((x, y, long, height), colour)
            x += long


def _months(flow: Flow, report: SponsorReport) -> None:
    own, words = flow.words.sponsor, flow.words
    flow.title(own.months_title)
    if not report.months:
        flow.line(own.none, Ink(REGULAR, 9, words.colours.muted, 8), gap=2)
        flow.y += 4
        return
    rows = (
        (words.month(one.month), own.people.format(count=figures(one.people)), rupiah(one.amount))
        for one in report.months
    )
    flow.table(_columns(own.months_columns, _MONTHS, 1), rows, (own.total, "", rupiah(report.used)))
    flow.y += 5


def _people(flow: Flow, report: SponsorReport) -> None:
    own, words = flow.words.sponsor, flow.words
    flow.title(own.named_title)
    if not report.named:
        flow.line(own.nobody_named, Ink(REGULAR, 9, words.colours.muted, 8), gap=2)
        flow.y += 3
    if not report.named and not report.unnamed:
        return
    rows = [
        (
            f"{place}.",
            one.name,
            one.number,
            _months_of(one, words),
            rupiah(one.amount),
        )
        for place, one in enumerate(report.named, 1)
    ]
    if report.unnamed:
        others = own.unnamed.format(count=figures(report.unnamed))
        rows.append(("", others, "", "", rupiah(report.unnamed_amount)))
    total = ("", own.total, "", "", rupiah(report.used))
    flow.table(_columns(own.named_columns, _NAMED, 4), rows, total)


def _months_of(one: PersonSum, words: Template) -> str:
    """From the first to the last month, and how many where not all of them were paid."""
    said = short_period(one.first, one.last, words)
    if one.months == distance(one.first, one.last) + 1:
        return said
    return words.sponsor.some_months.format(month=said, count=one.months)


def _columns(titles: Iterable[str], shares: Iterable[float], figures_from: int) -> list[Column]:
    return [
        Column(title, share, right=place >= figures_from)
        for place, (title, share) in enumerate(zip(titles, shares, strict=True))
    ]


def _signed(flow: Flow, day: date) -> None:
    if flow.room < _SIGNING:
        flow.turn()
    left = flow.size[0] - 18 - 85
    last = signature(flow.panel, flow.head, flow.words, day, left, flow.y + 9, 85)
    if last > flow.size[1] - LAST:
        raise Refused("does_not_fit", "head")
