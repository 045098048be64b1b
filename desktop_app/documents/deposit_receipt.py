"""*Tanda terima titipan*: two parts of A5, one for the person and one for the office.

A titipan is no payment: *BELUM DISETOR* is the largest word on it while it is held. One that was
handed over or given back meanwhile says that instead, and what is printed again is marked as a
copy.
"""

from datetime import date
from typing import Any, BinaryIO, Unpack

from desktop_app.documents import printed
from desktop_app.documents.batch import about
from desktop_app.documents.facts import chain
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.money_values import Receipt
from desktop_app.documents.page import A4, MM, Ink, Panel, Place, at, open_canvas, titled
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import counted, period, rupiah, spelled
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

WIDTH, HEIGHT = A4[0], A4[1] / 2
PAPERS = ("a4", "a5")
_LEFT, _RIGHT = 16.0, WIDTH - 16.0
_INNER = _RIGHT - _LEFT
_LABEL = 38.0
_SIDE = 62.0
"""The column to the right with the large word and the sum."""


def write_deposit_receipt(
    out: BinaryIO,
    head: OfficeHead,
    receipt: Receipt,
    *,
    today: date,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> int:
    """Writes both parts: over each other on one A4 sheet to be cut, or (``a5``) a page each.

    Returns the number of pages. Raises Refused ``layout``, ``does_not_fit``; ``out`` is then
    untouched.
    """
    if paper not in PAPERS:
        raise Refused("layout", "paper", layout=paper, allowed=PAPERS)
    words = head.words or template()
    with about(receipt.name):
        parts = [compose(head, receipt, words, part) for part in (True, False)]
    size = A4 if paper == "a4" else (WIDTH, HEIGHT)
    canvas = open_canvas(out, size, head, **how)
    titled(canvas, head, words, words.titles.deposit, today)
    if paper == "a4":
        with printed.page(canvas):
            _cut(canvas, words)
            for panel, bottom in zip(parts, (HEIGHT, 0), strict=True):
                with at(canvas, 0, bottom * MM):
                    panel.draw(canvas)
    else:
        for panel in parts:
            with printed.page(canvas):
                panel.draw(canvas)
    canvas.save()
    return 1 if paper == "a4" else 2


def _cut(canvas: Any, words: Template) -> None:
    line = Panel(*A4)
    line.line((6, HEIGHT, WIDTH - 12, 0), words.colours.rule, thick=0.2, dash=1.5)
    ink = Ink(REGULAR, 6, words.colours.muted, 5)
    line.text(words.deposit.cut, ink, Place(8, HEIGHT - 1.2, 40), "cut")
    line.draw(canvas)


def compose(head: OfficeHead, receipt: Receipt, words: Template, for_person: bool) -> Panel:
    """One part. Raises Refused for what does not fit."""
    panel = Panel(WIDTH, HEIGHT)
    if head.practice:
        panel.watermark(words.practice, words.colours.practice_soft, 100)
    y = _top(panel, head, receipt, words, for_person)
    side = _side(panel, receipt, words, y + 5)
    last = _facts(panel, receipt, words, y + 9)
    _foot(panel, receipt, words, max(last + 7, side + 7))
    return panel


def _top(
    panel: Panel, head: OfficeHead, receipt: Receipt, words: Template, for_person: bool
) -> float:
    """Office, title, number, whose part it is; returns the rule's y."""
    own, colours = words.deposit, words.colours
    mark = 30.0 if head.practice else 0.0
    place = Place(_LEFT, 12, _INNER - 56 - mark, lines=2, height=3.6)
    panel.text(chain(head), Ink(MEDIUM, 8.5, colours.muted, 6.8, 1.15), place, "name")
    part = own.for_person if for_person else own.for_office
    place = Place(_RIGHT - 54 - mark, 12, 54, align="right")
    panel.text(part, Ink(SEMIBOLD, 9, colours.accent_dark, 7.5), place, "part")
    if head.practice:
        ink = Ink(BOLD, 10, colours.practice, 8)
        panel.text(words.practice, ink, Place(_RIGHT - 28, 12, 28, align="right"), "practice")
    title = Ink(BOLD, 17, colours.accent_dark, 13)
    panel.text(own.title, title, Place(_LEFT, 23, 100), "title")
    number = own.number.format(number=receipt.number)
    place = Place(_RIGHT - 72, 23, 72, align="right")
    panel.text(number, Ink(SEMIBOLD, 11, colours.ink, 8), place, "number")
    panel.line((_LEFT, 26.4, _INNER, 0), colours.accent, thick=0.6)
    return 26.4


def _side(panel: Panel, receipt: Receipt, words: Template, y: float) -> float:
    """The large word, the sum in figures, and that it is a copy; the lower edge."""
    own, colours = words.deposit, words.colours
    x, inner = _RIGHT - _SIDE, _SIDE - 8
    colour = {"paid": colours.accent, "returned": colours.muted}.get(
        receipt.settled, colours.practice
    )
    panel.box((x, y, _SIDE, 19), colour, radius=2)
    place = Place(x + 4, y + 12.2, inner, lines=2, height=6, align="centre")
    text = _state(receipt, words)
    if receipt.settled:
        place = Place(x + 4, y + 8.4, inner, lines=2, height=6.4, align="centre")
    panel.text(text, Ink(BOLD, 18, "#FFFFFF", 11, 1.1), place, "state")
    panel.frame((x, y + 22, _SIDE, 17), colours.rule, radius=2, line=0.3)
    panel.text(own.amount, Ink(REGULAR, 8, colours.muted, 7), Place(x + 4, y + 27, inner), "label")
    ink = Ink(BOLD, 17, colours.ink, 11)
    panel.text(rupiah(receipt.amount), ink, Place(x + 4, y + 35, inner), "amount")
    if not receipt.copy:
        return y + 39
    panel.frame((x, y + 42, _SIDE, 10), colours.practice, radius=2, line=0.5)
    place = Place(x + 4, y + 49.2, inner, align="centre")
    panel.text(own.copy, Ink(BOLD, 15, colours.practice, 10), place, "copy")
    return y + 52


def _state(receipt: Receipt, words: Template) -> str:
    own = words.deposit
    if not receipt.settled:
        return own.held
    text = own.paid if receipt.settled == "paid" else own.returned
    day = f"{receipt.settled_on:%d-%m-%Y}" if receipt.settled_on else ""
    return text.format(date=day).strip()


def _facts(panel: Panel, receipt: Receipt, words: Template, y: float) -> float:
    """Labels and values beside the large word; the last baseline."""
    own, colours = words.deposit, words.colours
    months = counted(receipt.months, words)
    rows = [
        (own.name, receipt.name, "full_name"),
        (own.person_number, receipt.person_number, "number"),
        (own.nik, receipt.nik_masked, "nik"),
        (own.spelled, spelled(receipt.amount, words), "amount"),
        (own.period, f"{period(receipt.first, receipt.last, words)}, {months}", "months"),
        (own.received_on, words.day(receipt.received_on), "received_on"),
        (own.holder, receipt.holder, "holder"),
    ]
    if receipt.code:
        rows.append((own.code, receipt.code, "payment_code"))
    width = _INNER - _SIDE - 6
    label = Ink(REGULAR, 9, colours.muted, 7.5)
    value = Ink(MEDIUM, 10, colours.ink, 7.4, 1.12)
    strong = Ink(SEMIBOLD, 11, colours.ink, 7.8, 1.1)
    last = y
    for title, text, field in rows:
        panel.text(title, label, Place(_LEFT, y, _LABEL - 2), "label")
        ink = strong if field == "full_name" else value
        place = Place(_LEFT + _LABEL, y, width - _LABEL, lines=3, height=9)
        last = panel.text(text, ink, place, field)
        y = last + 5.6
    return last


def _foot(panel: Panel, receipt: Receipt, words: Template, y: float) -> None:
    """What it is not, what to ask for, and the two signatures."""
    own, colours = words.deposit, words.colours
    bold = Ink(SEMIBOLD, 9.6, colours.practice, 8, 1.18)
    body = Ink(REGULAR, 9, colours.ink, 7.8, 1.18)
    if not receipt.settled:
        y = panel.text(own.note, bold, Place(_LEFT, y, _INNER, lines=2), "note")
        y = panel.text(own.keep, body, Place(_LEFT, y + 5, _INNER, lines=2), "note")
    column, top = (_INNER - 20) / 2, max(y + 7, HEIGHT - 44)
    small = Ink(REGULAR, 9, colours.muted, 7.5)
    name = Ink(SEMIBOLD, 9.5, colours.ink, 6.8, 1.1)
    for number, (title, text) in enumerate(
        ((own.giver, receipt.name), (own.taker, receipt.holder))
    ):
        x = _LEFT + number * (column + 20)
        panel.text(title, small, Place(x, top, column, align="centre"), "label")
        panel.line((x + 6, top + 15.5, column - 12, 0), colours.muted, thick=0.2)
        place = Place(x, top + 19.6, column, lines=2, height=3.6, align="centre")
        last = panel.text(text, name, place, "full_name")
        if last > HEIGHT - 5:
            raise Refused("does_not_fit", "full_name")
