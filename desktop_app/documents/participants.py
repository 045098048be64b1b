"""The list of participants, as annex to a decree: for the archive, and for everybody.

The open list masks the NIK and knows neither phone nor decile nor what one person's contribution
is; who did not agree is counted and not named. The archive's list has all of it, and each of its
copies bears its number on every page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Unpack

from desktop_app.documents import printed
from desktop_app.documents.batch import about
from desktop_app.documents.flow import LEFT, Column, Flow, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.form_values import Listed, ParticipantList
from desktop_app.documents.letterhead import letterhead, signature
from desktop_app.documents.page import LAST, Ink, Panel, Place, open_canvas, titled
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import figures, in_two, rupiah
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

KINDS = ("umum", "arsip")
_OPEN = (0.055, 0.21, 0.155, 0.125, 0.14, 0.11, 0.11, 0.095)
_ARCHIVE = (0.032, 0.14, 0.115, 0.098, 0.093, 0.125, 0.088, 0.095, 0.075, 0.08, 0.059)
_DECILE = 0.04
_HAMLETS, _PAYERS, _PROGRAMMES = (0.4, 0.2, 0.2, 0.2), (0.5, 0.22, 0.28), (0.7, 0.3)
_SIGNING = 46.0


@dataclass(frozen=True, slots=True)
class Copies:
    """How the archive's copies are numbered."""

    number: str
    """Of the list among the office's archive lists: ``007/2026``."""
    count: int = 1


def write_participants(
    out: BinaryIO,
    head: OfficeHead,
    told: ParticipantList,
    *,
    copies: Copies | None = None,
    paper: str = "f4",
    **how: Unpack[Printed],
) -> int:
    """Writes the open list, or with ``copies`` the archive's; returns the number of pages.

    The archive's list lies across the page. Raises Refused (``layout``, ``nothing_selected``,
    ``does_not_fit``, ``letter_unknown``); ``out`` is then untouched.
    """
    words, (short, long) = head.words or template(), size_of(paper)
    if not told.total:
        raise Refused("nothing_selected")
    size = (long, short) if copies else (short, long)
    flow = Flow(head, words, size)
    with about(head.office_line):
        _heading(flow, told)
        _people(flow, told, archive=copies is not None)
        _sums(flow, told)
        _notes(flow, told, archive=copies is not None)
        _signed(flow, told, archive=copies is not None)
        feet = list(_feet(flow, copies))
    canvas = open_canvas(out, size, head, **how)
    titled(canvas, head, words, words.titles.participants, told.as_of)
    for of_copy in feet:
        for page, foot in zip(flow.pages, of_copy, strict=True):
            with printed.page(canvas):
                page.draw(canvas)
                foot.draw(canvas)
    canvas.save()
    return len(flow.pages) * len(feet)


def _heading(flow: Flow, told: ParticipantList) -> None:
    words, panel = flow.words, flow.panel
    own, colours = words.participants, words.colours
    y = letterhead(panel, flow.head, words, LEFT, 20, flow.width) + 4.6
    if told.annex:
        ink = Ink(REGULAR, 9.5, colours.ink, 8, 1.15)
        y = panel.text(own.annex.format(name=told.annex), ink, Place(LEFT, y, flow.width, lines=3))
    y += 8.4
    place = Place(LEFT, y, flow.width, lines=2, align="centre")
    y = panel.text(own.title, Ink(BOLD, 14, colours.accent_dark, 11, 1.1), place, "title")
    place = Place(LEFT, y + 5.2, flow.width, lines=2, align="centre")
    text = own.subtitle.format(office=flow.head.office_line, date=words.day(told.as_of))
    flow.y = panel.text(text, Ink(MEDIUM, 10, colours.ink, 8), place, "subtitle") + 4.6


def _people(flow: Flow, told: ParticipantList, *, archive: bool) -> None:
    own = flow.words.participants
    if archive:
        columns = _archive_columns(own.archive_columns, own.decile if told.decile else None)
        rows = (_archived(n, one, told, flow.words) for n, one in enumerate(told.people, 1))
    else:
        columns = [Column(*pair) for pair in zip(own.open_columns, _OPEN, strict=True)]
        rows = (_opened(n, one, flow.words) for n, one in enumerate(told.people, 1))
    if told.people:
        flow.table(columns, rows)
    ink = Ink(SEMIBOLD, 9.5, flow.words.colours.ink, 8)
    if told.unnamed:
        flow.line(own.unnamed.format(count=figures(told.unnamed)), ink)
    said = own.people.format(count=figures(told.total), amount=rupiah(told.amount))
    flow.line(f"{own.total}: {said}", ink)
    flow.y += 5


def _archive_columns(titles: Sequence[str], decile: str | None) -> list[Column]:
    """The columns of the archive, the last one sums; the decile before who pays."""
    taken = _DECILE if decile else 0.0
    pairs = [(title, share * (1 - taken)) for title, share in zip(titles, _ARCHIVE, strict=True)]
    if decile:
        pairs.insert(-2, (decile, taken))
    last = len(pairs) - 1
    return [Column(title, share, right=n == last) for n, (title, share) in enumerate(pairs)]


def _opened(number: int, one: Listed, words: Template) -> tuple[str, ...]:
    return (
        str(number),
        one.name,
        one.nik,
        one.hamlet or words.not_given,
        one.occupation,
        ", ".join(one.programmes),
        one.payer,
        _state(one, words),
    )


def _state(one: Listed, words: Template) -> str:
    own = words.participants
    return own.member if one.member else own.candidate


def _archived(number: int, one: Listed, told: ParticipantList, words: Template) -> tuple[str, ...]:
    cells = [
        str(number),
        one.name,
        one.nik,
        one.kpj or in_two(one.number or words.not_given),
        one.born or words.not_given,
        one.address or words.not_given,
        _dialled(one.phone) or words.not_given,
        one.occupation,
        ", ".join(one.programmes),
        one.payer,
        figures(one.amount) if one.amount is not None else words.not_given,
    ]
    if told.decile:
        cells.insert(-2, str(one.decile) if one.decile else words.not_given)
    return tuple(cells)


def _dialled(phone: str | None) -> str:
    """A number in groups of four, so that a narrow column breaks it between them."""
    return " ".join((phone or "")[at : at + 4] for at in range(0, len(phone or ""), 4))


def _sums(flow: Flow, told: ParticipantList) -> None:
    """Over everybody in the list: by part of the village, by programme, by who pays."""
    words = flow.words
    own = words.participants
    flow.title(own.hamlets_title)
    rows = [
        (name or own.no_hamlet, figures(men), figures(women), figures(men + women))
        for name, men, women in told.hamlets
    ]
    men = sum(one for _, one, _ in told.hamlets)
    total = (own.total, figures(men), figures(told.total - men), figures(told.total))
    _table(flow, own.hamlets, _HAMLETS, rows, total)
    flow.title(own.programmes_title)
    taken = [(", ".join(names), figures(count)) for names, count in told.programmes]
    _table(flow, own.programmes, _PROGRAMMES, taken, (own.total, figures(told.total)))
    flow.title(own.payers_title)
    paid = [(name, figures(count), rupiah(amount)) for name, count, amount in told.sums]
    everything = (own.total, figures(told.total), rupiah(told.amount))
    _table(flow, own.payers, _PAYERS, paid, everything)


def _table(
    flow: Flow,
    titles: Sequence[str],
    shares: Sequence[float],
    rows: Iterable[Sequence[str]],
    total: Sequence[str],
) -> None:
    pairs = enumerate(zip(titles, shares, strict=True))
    columns = [Column(title, share, right=place > 0) for place, (title, share) in pairs]
    flow.table(columns, rows, total)
    flow.y += 5


def _notes(flow: Flow, told: ParticipantList, *, archive: bool) -> None:
    own, colours = flow.words.participants, flow.words.colours
    muted = Ink(REGULAR, 9, colours.muted, 8, 1.2)
    text = own.month.format(month=flow.words.month(told.month))
    flow.line(f"{text} {own.doubtful}" if told.doubtful else text, muted, gap=2)
    strong = Ink(SEMIBOLD, 9, colours.provisional, 8, 1.2)
    flow.line(own.archive_note if archive else own.open_note, strong)


def _signed(flow: Flow, told: ParticipantList, *, archive: bool) -> None:
    """The signature at the right; at the left, in the archive, who keeps the copy."""
    if flow.room < _SIGNING:
        flow.turn()
    top = flow.y + 9
    if archive:
        ink = Ink(REGULAR, 9.5, flow.words.colours.ink, 8)
        place = Place(LEFT, top, 80)
        flow.panel.text(flow.words.participants.received, ink, place, "label")
        flow.panel.line((LEFT, top + 24, 70, 0), flow.words.colours.muted, thick=0.2)
    wide = 90.0
    left = LEFT + flow.width - wide
    last = signature(flow.panel, flow.head, flow.words, told.as_of, left, top, wide)
    if last > flow.size[1] - LAST:
        raise Refused("does_not_fit", "head")


def _feet(flow: Flow, copies: Copies | None) -> Iterable[list[Panel]]:
    """The foot of each page of each copy: its number, page x of y."""
    own, colours = flow.words.participants, flow.words.colours
    y, total = flow.size[1] - 16.5, len(flow.pages)
    muted = Ink(MEDIUM, 8.5, colours.muted, 8)
    strong = Ink(BOLD, 9, colours.practice, 8)
    for number in range(1, copies.count + 1 if copies else 2):
        feet = []
        for page in range(1, total + 1):
            foot = Panel(*flow.size)
            place = Place(LEFT, y, flow.width, align="right")
            foot.text(own.page.format(page=page, total=total), muted, place, "page")
            if copies:
                text = own.copy.format(number=copies.number, count=number, total=copies.count)
                foot.text(text, strong, Place(LEFT, y, flow.width - 40), "number")
            feet.append(foot)
        yield feet
