"""What letters share: the office's letterhead, the signature block and the practice mark."""

from dataclasses import dataclass
from datetime import date

from desktop_app.documents import fonts
from desktop_app.documents.facts import signer
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import LAST, MM, Ink, Panel, Place, fit
from desktop_app.documents.template import LetterheadWords, Template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.office import BY_DEPUTY

_FIRST = 3.6
"""From the top to the first baseline, mm."""
_EMBLEM = 26.0
"""The widest that an emblem may be, mm."""
_SHRUNK = 0.94
"""The address is set so much smaller rather than in two lines."""
_NARROW = 9.0
"""What it keeps beside the longest names."""


def letterhead(
    panel: Panel, head: OfficeHead, words: Template, left: float, top: float, width: float
) -> float:
    """Government, district, office and address, centred over a double rule, the emblem to their
    left; returns the rule's y. Raises Refused ``does_not_fit``.
    """
    colours = words.colours
    rows = _rows(head, words, width - (_EMBLEM + 4 if head.emblem else 0))
    bottom = top + _FIRST + sum(row.down for row in rows[:-1]) + 3
    x, room = left, width
    if head.emblem:
        needed = max(_wide(row, row.ink.floor) for row in rows) + 4
        widest = max(_NARROW, min(_EMBLEM, width - needed))
        box = (left, top - 0.6, widest, bottom - top - 1)
        beside = panel.emblem(head.emblem, box) + 4
        x, room = left + beside, width - 2 * beside
        if any(_wide(row, row.ink.size) > room for row in rows):
            room = width - beside
    y = top + _FIRST
    for row in rows:
        panel.text(row.text, row.ink, Place(x, y, room, align="centre"), row.field)
        y += row.down
    panel.line((left, bottom, width, 0), colours.accent, thick=0.7)
    panel.line((left, bottom + 0.9, width, 0), colours.accent, thick=0.2)
    return bottom + 0.9


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the letterhead, and how far below it the next one stands (mm)."""

    text: str
    ink: Ink
    down: float
    field: str


def _rows(head: OfficeHead, words: Template, room: float) -> list[_Row]:
    colours, own = words.colours, words.letterhead
    small = Ink(SEMIBOLD, 10.5, colours.ink, 8)
    muted = Ink(REGULAR, 8.5, colours.muted, 7)
    lines = _contact(head, own, room, muted)
    rows = (
        _Row(head.government_line.upper(), small, 4.9, "name"),
        _Row(head.district_line.upper(), small, 6.3, "name"),
        _Row(head.office_line.upper(), Ink(BOLD, 15, colours.ink, 10), 4.7, "name"),
        *(_Row(line, muted, 4.0, "office_address") for line in lines),
        _Row(own.more, muted, 4.0, "letterhead"),
    )
    return [row for row in rows if row.text]


def _contact(head: OfficeHead, own: LetterheadWords, room: float, ink: Ink) -> tuple[str, ...]:
    """Address and telephone in one line; where that is too long, each in lines of its own."""
    phone = own.phone.format(phone=head.phone) if head.phone else ""
    parts = [part for part in (head.address, phone) if part]
    whole = " · ".join(parts)
    if fonts.width(fonts.clean(whole), ink.font) * ink.size * _SHRUNK / MM <= room:
        return (whole,)
    place = Place(0, 0, room, lines=3)
    return tuple(line for part in parts for line in fit(part, ink, place, "office_address")[1])


def _wide(row: _Row, size: float) -> float:
    return fonts.width(fonts.clean(row.text), row.ink.font) * size / MM


def _titles(head: OfficeHead) -> tuple[str, ...]:
    """The lines over the room to sign."""
    lines: tuple[str, ...] = (signer(head),)
    if head.signer_prefix == "u.b.":
        lines = (*lines, head.deputy_through, "u.b.")
    if head.signer_prefix in BY_DEPUTY:
        lines = (*lines, head.deputy_title)
    return tuple(line for line in lines if line)


def practice_mark(panel: Panel, head: OfficeHead, words: Template, size: float) -> None:
    """The diagonal mark of a practice office, and a plain one in the upper right corner."""
    if not head.practice:
        return
    colours = words.colours
    panel.watermark(words.practice, colours.practice_soft, size)
    width, height = 30.0, 8.0
    x, y = panel.width - width - 12, 10.4
    panel.box((x, y, width, height), colours.practice, radius=1.6)
    place = Place(x + 2, y + 5.7, width - 4, align="centre")
    panel.text(words.practice, Ink(BOLD, 13, "#FFFFFF", 8), place, "practice")


@dataclass(frozen=True, slots=True)
class _Signing:
    """How large the block is set: points, mm between its parts, mm left to sign in."""

    text: float
    part: float
    room: float


_SIGNING = (_Signing(10.5, 4.9, 19), _Signing(10.5, 4.9, 15.5), _Signing(9, 4.2, 14))


def signature(
    panel: Panel,
    head: OfficeHead,
    words: Template,
    day: date,
    left: float,
    top: float,
    width: float,
    foot: float | None = None,
) -> float:
    """Place and date, the titles (Pj., Plt., Plh.; a.n. and u.b. with the deputy's own), room to
    sign, name, NIP where there is one; set closer to end above ``foot`` (mm), by default the
    margin of the page.

    Returns the last baseline, which may lie below ``foot``. Raises Refused ``does_not_fit``.
    """
    block = (head, words, day, left, top, width)
    limit = panel.height - LAST if foot is None else foot
    for how in _SIGNING[:-1]:
        if _signature(Panel(panel.width, 2 * panel.height), how, *block) <= limit:
            return _signature(panel, how, *block)
    return _signature(panel, _SIGNING[-1], *block)


def _signature(
    panel: Panel,
    how: _Signing,
    head: OfficeHead,
    words: Template,
    day: date,
    left: float,
    top: float,
    width: float,
) -> float:
    ink = words.colours.ink
    body = Ink(REGULAR, how.text, ink, 8, 1.15)
    place = Place(left, top, width, lines=2, align="centre")
    y = panel.text(f"{head.place}, {words.day(day)}", body, place, "place")
    for title in _titles(head):
        place = Place(left, y + how.part, width, lines=3, align="centre")
        y = panel.text(title, Ink(MEDIUM, how.text, ink, 8, 1.15), place, "head_title")
    y += how.room
    name = Ink(BOLD, how.text + 0.5, ink, 8, 1.15)
    y = panel.text(head.signer_name, name, Place(left, y, width, lines=2, align="centre"), "head")
    if head.signer_nip:
        nip = words.certificate.nip.format(number=head.signer_nip)
        y += how.part - 0.3
        panel.text(nip, body, Place(left, y, width, align="centre"), "head_nip")
    return y
