"""Letters to one person about what lapses: how far contributions reach, what comes next, how.

What is said is true as of a day and rests on recorded payments; nothing is demanded.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.flow import LEFT, RIGHT, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.letterhead import letterhead, practice_mark, signature
from desktop_app.documents.money_values import Charge, Notice
from desktop_app.documents.money_words import NoticeWords
from desktop_app.documents.page import LAST, Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import counted, period, rupiah
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import first_day, last_day, later
from desktop_app.domain.protection import UNPAID_MONTHS

KINDS = ("lapse", "transfer")
#: From so many days on the remaining time is said in brown, and in red.
SOON, VERY_SOON = 30, 7
_CHIP = 46.0


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Distances in mm and the size of the running text in points."""

    block: float
    item: float
    text: float


_SPACINGS = (
    _Spacing(block=8.6, item=5.6, text=10.5),
    _Spacing(block=7.4, item=5.0, text=10),
    _Spacing(block=6.2, item=4.4, text=9),
)


def write_notices(
    out: BinaryIO,
    head: OfficeHead,
    notices: Iterable[Notice],
    *,
    kind: str,
    where: str,
    today: date,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> int:
    """Writes one page for each person; returns how many. ``kind``: ``lapse`` to everybody whose
    paid months end soon or have ended, ``transfer`` to those whose sponsor ends. ``where``: the
    channels in one line.

    Raises Refused ``choice``, ``layout``, ``nothing_selected``, ``does_not_fit``; ``out`` is then
    untouched.
    """
    if kind not in KINDS:
        raise Refused("choice", "kind", value=kind, allowed=KINDS)
    words, size = head.words or template(), size_of(paper)
    told: NoticeWords = getattr(words, kind)
    title: str = getattr(words.titles, kind)
    pages = [_fitting(_Draft(head, notice, words, told, where), size, today) for notice in notices]
    return write_document(out, head, words, size, title, today, pages, **how)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one letter is made of."""

    head: OfficeHead
    notice: Notice
    words: Template
    own: NoticeWords
    where: str

    @property
    def over(self) -> bool:
        """Whether the paid months have ended."""
        return self.notice.days < 0


def _fitting(draft: _Draft, size: tuple[float, float], today: date) -> Panel:
    """One letter, closer set where much stands in it. Raises Refused."""
    with about(draft.notice.name):
        for spacing in _SPACINGS[:-1]:
            with suppress(Refused):
                return _letter(draft, Panel(*size), spacing, today)
        return _letter(draft, Panel(*size), _SPACINGS[-1], today)


def _letter(draft: _Draft, panel: Panel, spacing: _Spacing, today: date) -> Panel:
    own, words, head = draft.own, draft.words, draft.head
    practice_mark(panel, head, words, 130)
    width = panel.width - LEFT - RIGHT
    y = letterhead(panel, head, words, LEFT, 20, width)
    y = _title(panel, draft, y + spacing.block + 1)
    y = _to(panel, draft, y + spacing.block)
    body = Ink(REGULAR, spacing.text, words.colours.ink, spacing.text - 1, 1.3)
    y += spacing.block
    for text in (own.salutation, _body(draft), own.payer.format(payer=draft.notice.payer)):
        y = panel.text(text, body, Place(LEFT, y, width, lines=6), "body") + spacing.item
    y = _offers(panel, draft, spacing, y + spacing.block - spacing.item)
    how = [text.format(name=draft.where) for text in own.how]
    for heading, items in ((own.how_title, how), (own.lapse_title, own.lapse)):
        y = _items(panel, draft, spacing, y + spacing.block, heading, items)
    muted = Ink(REGULAR, spacing.text - 0.5, words.colours.muted, spacing.text - 1.5, 1.25)
    place = Place(LEFT, y + spacing.block - 1.5, width, lines=2)
    y = panel.text(own.paid_already, muted, place, "note")
    left = panel.width - RIGHT - 85
    if signature(panel, head, words, today, left, y + spacing.block, 85) > panel.height - LAST:
        raise Refused("does_not_fit", "head")
    return panel


def _title(panel: Panel, draft: _Draft, y: float) -> float:
    """The heading, and how much time is left."""
    own, words, notice = draft.own, draft.words, draft.notice
    width = panel.width - LEFT - RIGHT
    title = own.title_over if draft.over else own.title
    ink = Ink(BOLD, 15, words.colours.accent_dark, 11, 1.1)
    place = Place(LEFT, y + 4.5, width - _CHIP - 6, lines=2)
    last = panel.text(title, ink, place, "title")
    if notice.letter_number:
        number = words.statement.number.format(number=notice.letter_number)
        small = Ink(REGULAR, 9.5, words.colours.ink, 8)
        last = panel.text(number, small, Place(LEFT, last + 5, width - _CHIP - 6), "letter_number")
    x = panel.width - RIGHT - _CHIP
    panel.box((x, y - 2, _CHIP, 10.5), _colour(draft), radius=2)
    chip = Ink(BOLD, 11.5, "#FFFFFF", 7, 1.1)
    spot = Place(x + 3, y + 4.7, _CHIP - 6, align="centre")
    if draft.over:
        spot = Place(x + 3, y + 2.4, _CHIP - 6, lines=2, height=4.2, align="centre")
        chip = Ink(BOLD, 9, "#FFFFFF", 7, 1.15)
    panel.text(_left(own, notice, words), chip, spot, "days")
    return max(last, y + 7)


def _left(own: NoticeWords, notice: Notice, words: Template) -> str:
    if notice.days < 0:
        return own.over.format(month=words.month(later(notice.until, 1)))
    return own.left.format(count=notice.days) if notice.days else own.last_day


def _colour(draft: _Draft) -> str:
    colours, days = draft.words.colours, draft.notice.days
    if days <= VERY_SOON:
        return colours.practice
    return colours.provisional if days <= SOON else colours.accent


def _to(panel: Panel, draft: _Draft, y: float) -> float:
    own, words, notice = draft.own, draft.words, draft.notice
    width = panel.width - LEFT - RIGHT
    panel.text(own.to, Ink(REGULAR, 10, words.colours.ink, 9), Place(LEFT, y, width), "to")
    name = Ink(BOLD, 12.5, words.colours.ink, 9, 1.1)
    y = panel.text(notice.name, name, Place(LEFT, y + 5.6, width, lines=2), "full_name")
    small = Ink(REGULAR, 9.5, words.colours.muted, 7.5, 1.15)
    labels = words.labels
    line = f"{labels.nik} {notice.nik_masked} · {labels.number} {notice.number}"
    y = panel.text(line, small, Place(LEFT, y + 5, width, lines=2), "number")
    if notice.address:
        y = panel.text(notice.address, small, Place(LEFT, y + 4.6, width, lines=2), "address")
    return y


def _body(draft: _Draft) -> str:
    own, words, notice = draft.own, draft.words, draft.notice
    rests = first_day(later(notice.until, UNPAID_MONTHS + 1))
    told = own.body_over if draft.over else own.body
    return told.format(
        office=draft.head.office_line,
        date=words.day(notice.as_of),
        last=words.month(notice.until),
        day=words.day(rests if draft.over else last_day(notice.until)),
        payer=notice.payer,
    )


def _offers(panel: Panel, draft: _Draft, spacing: _Spacing, y: float) -> float:
    """What can be paid next: how many months, which, and the sum."""
    own, words = draft.own, draft.words
    colours, width = words.colours, panel.width - LEFT - RIGHT
    rows = draft.notice.offers
    height = 9.6 + 6.4 * len(rows)
    panel.box((LEFT, y, width, height), colours.accent_soft, radius=2)
    title = Ink(BOLD, 10.5, colours.accent_dark, 8.5)
    panel.text(own.offers_title, title, Place(LEFT + 4, y + 6, 74), "title")
    hint = Ink(REGULAR, 8.5, colours.muted, 7)
    place = Place(LEFT + 80, y + 6, width - 84, align="right")
    panel.text(own.offers_hint, hint, place, "hint")
    body = Ink(MEDIUM, 10, colours.ink, 8)
    bold = Ink(BOLD, 11, colours.ink, 9)
    at = y + 12.4
    for row in rows:
        panel.text(counted(row.months, words), body, Place(LEFT + 4, at, 36), "months")
        months = period(row.first, row.last, words)
        panel.text(months, body, Place(LEFT + 42, at, width - 90), "months")
        place = Place(LEFT + width - 46, at, 42, align="right")
        panel.text(rupiah(row.total), bold, place, "amount")
        at += 6.4
    notes = _notes(rows, words)
    small = Ink(REGULAR, 8, colours.muted, 7, 1.2)
    place = Place(LEFT, y + height + 4.4, width, lines=3)
    return panel.text(notes, small, place, "rules")


def _notes(rows: Sequence[Charge], words: Template) -> str:
    """The rules behind the sums, each named once."""
    own = words.sums
    sources = dict.fromkeys(s for row in rows for s in row.sources)
    reductions = dict.fromkeys(r for row in rows for r in row.reductions)
    doubts = dict.fromkeys(d for row in rows for d in row.doubts if d in own.doubts)
    said = [own.sources.format(rules=", ".join(sources))]
    if reductions:
        said.append(own.reductions.format(rules=", ".join(reductions)))
    if any(row.assumed for row in rows):
        said.append(own.assumed)
    return " ".join([*said, *(own.doubts[doubt] for doubt in doubts)])


def _items(
    panel: Panel, draft: _Draft, spacing: _Spacing, y: float, title: str, items: Sequence[str]
) -> float:
    colours, width = draft.words.colours, panel.width - LEFT - RIGHT
    panel.text(title, Ink(BOLD, 10.5, colours.accent_dark, 8.5), Place(LEFT, y, width), "title")
    number = Ink(SEMIBOLD, spacing.text - 0.5, colours.accent, 7.5)
    body = Ink(REGULAR, spacing.text - 0.5, colours.ink, spacing.text - 1.5, 1.22)
    for count, item in enumerate(items, 1):
        at = y + spacing.item
        panel.text(f"{count}.", number, Place(LEFT, at, 6), "number")
        y = panel.text(item, body, Place(LEFT + 6, at, width - 6, lines=3), "item")
    return y
