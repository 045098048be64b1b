"""*Cara bayar*: one A4 page that a person carries to where contributions are paid.

The NIK is whole on it: the payment is made by it. It is no proof of payment and says so.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents.batch import about
from desktop_app.documents.flow import LEFT, RIGHT, size_of
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.letterhead import letterhead, practice_mark
from desktop_app.documents.money_values import Channel, Charge, Payee
from desktop_app.documents.page import LAST, Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import counted, grouped, period, rupiah, spelled
from desktop_app.documents.sums import parts_table
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Distances in mm and the size of the running text in points."""

    block: float
    item: float
    text: float


_SPACINGS = (
    _Spacing(block=9.5, item=5.4, text=10),
    _Spacing(block=8.2, item=5.0, text=9.5),
    _Spacing(block=6.6, item=4.4, text=9),
)


def write_how_to_pay(
    out: BinaryIO,
    head: OfficeHead,
    sheets: Iterable[tuple[Payee, Charge]],
    channels: Sequence[Channel],
    *,
    today: date,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> int:
    """Writes one page for each person; returns how many. ``paper``: ``a4`` or ``f4``.

    Raises Refused ``layout``, ``nothing_selected``, ``does_not_fit``; ``out`` is then untouched.
    """
    words, size = head.words or template(), size_of(paper)
    pages = [_fitting(head, asked, channels, words, size, today) for asked in sheets]
    return write_document(out, head, words, size, words.titles.how_to_pay, today, pages, **how)


def _fitting(
    head: OfficeHead,
    asked: tuple[Payee, Charge],
    channels: Sequence[Channel],
    words: Template,
    size: tuple[float, float],
    today: date,
) -> Panel:
    """One page, closer set where much stands on it. Raises Refused."""
    with about(asked[0].name):
        for spacing in _SPACINGS[:-1]:
            with suppress(Refused):
                return _page(head, asked, channels, _Sheet(Panel(*size), words, spacing), today)
        return _page(head, asked, channels, _Sheet(Panel(*size), words, _SPACINGS[-1]), today)


def _page(
    head: OfficeHead,
    asked: tuple[Payee, Charge],
    channels: Sequence[Channel],
    sheet: "_Sheet",
    today: date,
) -> Panel:
    payee, charge = asked
    own, block = sheet.words.how_to_pay, sheet.spacing.block
    practice_mark(sheet.panel, head, sheet.words, 130)
    y = letterhead(sheet.panel, head, sheet.words, LEFT, 20, sheet.width)
    y = sheet.title(y + block)
    y = sheet.who(payee, y + 5)
    y = sheet.asked(charge, y + 4)
    y = sheet.parts(charge, today, y + block)
    y = sheet.channels(channels, y + block)
    y = sheet.steps(own.how_title, own.how, y + block)
    y = sheet.steps(own.after_title, own.after if payee.member else own.after_first, y + block)
    if sheet.last_word(y + block) > sheet.panel.height - LAST:
        raise Refused("does_not_fit", "channels")
    return sheet.panel


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page while it is filled; each part returns its last baseline or lower edge."""

    panel: Panel
    words: Template
    spacing: _Spacing

    @property
    def width(self) -> float:
        return self.panel.width - LEFT - RIGHT

    def title(self, y: float) -> float:
        colours, own = self.words.colours, self.words.how_to_pay
        ink = Ink(BOLD, 18, colours.accent_dark, 14)
        self.panel.text(own.title, ink, Place(LEFT, y, self.width, align="centre"), "title")
        second = Ink(MEDIUM, 10, colours.muted, 8)
        place = Place(LEFT, y + 5.6, self.width, align="centre")
        return self.panel.text(own.subtitle, second, place, "subtitle")

    def who(self, payee: Payee, y: float) -> float:
        """The person, with the NIK as large as it must be typed."""
        colours, own = self.words.colours, self.words.how_to_pay
        panel, x, inner = self.panel, LEFT + 5, self.width - 10
        label = Ink(REGULAR, 8.5, colours.muted, 7)
        panel.text(own.name, label, Place(x, y + 6, inner), "label")
        name = Ink(BOLD, 14, colours.ink, 9.5, 1.1)
        last = panel.text(payee.name, name, Place(x, y + 12, inner, lines=2), "full_name")
        panel.text(own.nik, label, Place(x, last + 7, 90), "label")
        nik = Ink(BOLD, 20, colours.accent_dark, 16)
        panel.text(grouped(payee.nik), nik, Place(x, last + 14.6, 90), "nik")
        side = self._second(payee, Place(x + 94, last + 7, inner - 94))
        hint = Ink(REGULAR, 8.5, colours.muted, 7)
        bottom = panel.text(own.nik_hint, hint, Place(x, last + 20, 88, lines=2), "hint")
        bottom = max(bottom, side)
        panel.frame((LEFT, y, self.width, bottom + 3.4 - y), colours.accent, radius=2.5, line=0.4)
        return bottom + 3.4

    def _second(self, payee: Payee, place: Place) -> float:
        colours, own = self.words.colours, self.words.how_to_pay
        label, value = Ink(REGULAR, 8.5, colours.muted, 7), Ink(MEDIUM, 10, colours.ink, 7.5)
        rows = [(own.number, payee.number)]
        if payee.kpj:
            rows.append((own.kpj, payee.kpj))
        y = place.y
        for text, said in rows:
            self.panel.text(text, label, Place(place.x, y, place.width), "label")
            self.panel.text(said, value, Place(place.x, y + 4.2, place.width), "number")
            y += 9.4
        return y - 5.2

    def asked(self, charge: Charge, y: float) -> float:
        """The months and the sum, in figures and in words."""
        colours, own, panel = self.words.colours, self.words.how_to_pay, self.panel
        height, half = 25.0, (self.width - 12) / 2
        panel.box((LEFT, y, self.width, height), colours.accent_soft, radius=2.5)
        label = Ink(REGULAR, 8.5, colours.muted, 7)
        for title, x in ((own.period, LEFT + 5), (own.amount, LEFT + 7 + half)):
            panel.text(title, label, Place(x, y + 6, half), "label")
        months = Ink(SEMIBOLD, 12, colours.ink, 8.5, 1.12)
        text = period(charge.first, charge.last, self.words)
        place = Place(LEFT + 5, y + 13, half, lines=2, height=4.6)
        last = panel.text(text, months, place, "months")
        small = Ink(REGULAR, 9, colours.ink, 7, 1.15)
        text = counted(charge.months, self.words)
        panel.text(text, small, Place(LEFT + 5, last + 5, half), "months")
        x = LEFT + 7 + half
        large = Ink(BOLD, 19, colours.accent_dark, 13)
        panel.text(rupiah(charge.total), large, Place(x, y + 13.6, half), "amount")
        place = Place(x, y + 18.4, half, lines=2, height=3.8)
        panel.text(spelled(charge.total, self.words), small, place, "amount")
        return y + height

    def parts(self, charge: Charge, today: date, y: float) -> float:
        own, colours = self.words.how_to_pay, self.words.colours
        self._heading(own.parts_title, y)
        ink = Ink(REGULAR, 8.5, colours.muted, 7)
        text = self.words.sums.as_of.format(date=self.words.day(today))
        place = Place(LEFT + 40, y, self.width - 40, align="right")
        self.panel.text(text, ink, place, "date")
        return parts_table(self.panel, charge, self.words, Place(LEFT, y + 2.4, self.width))

    def channels(self, channels: Sequence[Channel], y: float) -> float:
        """Name and way of each channel, in two columns."""
        colours, own = self.words.colours, self.words.how_to_pay
        self._heading(own.where_title, y)
        column = (self.width - 8) / 2
        half = -(-len(channels) // 2)
        lowest = y
        bold = Ink(SEMIBOLD, self.spacing.text - 0.3, colours.ink, 8)
        body = Ink(REGULAR, self.spacing.text - 1, colours.muted, 7.4, 1.15)
        for number, part in enumerate((channels[:half], channels[half:])):
            x, at = LEFT + number * (column + 8), y + self.spacing.item + 0.6
            for channel in part:
                last = self.panel.text(channel.name, bold, Place(x, at, column, lines=2), "channel")
                spot = Place(x, last + 4, column, lines=2)
                lowest = max(lowest, last := self.panel.text(channel.how, body, spot, "channel"))
                at = last + self.spacing.item
        return lowest

    def steps(self, title: str, items: Sequence[str], y: float) -> float:
        self._heading(title, y)
        colours = self.words.colours
        number = Ink(BOLD, self.spacing.text, colours.accent, 8)
        body = Ink(REGULAR, self.spacing.text, colours.ink, 8, 1.2)
        y += 0.4
        for count, item in enumerate(items, 1):
            at = y + self.spacing.item
            self.panel.text(f"{count}.", number, Place(LEFT, at, 6), "number")
            y = self.panel.text(item, body, Place(LEFT + 6, at, self.width - 6, lines=3), "step")
        return y

    def last_word(self, y: float) -> float:
        ink = Ink(SEMIBOLD, self.spacing.text - 0.5, self.words.colours.provisional, 8)
        text = self.words.how_to_pay.no_cash
        return self.panel.text(text, ink, Place(LEFT, y, self.width, lines=2), "note")

    def _heading(self, text: str, y: float) -> None:
        ink = Ink(BOLD, 11.5, self.words.colours.accent_dark, 9)
        self.panel.text(text, ink, Place(LEFT, y, self.width), "title")
