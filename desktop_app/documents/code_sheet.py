"""A sheet with a code that must be kept: one page, large groups, what it is for, who keeps it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from desktop_app.documents.batch import about
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.letterhead import practice_mark
from desktop_app.documents.page import A4, Ink, Panel, Place, write_document
from desktop_app.documents.template import CodeSheetWords, Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

_EDGE = 20.0
_INNER = A4[0] - 2 * _EDGE


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSheet:
    """What stands on one sheet."""

    title: str
    """The PDF's title."""
    words: CodeSheetWords
    facts: tuple[tuple[str, str], ...]
    """Labelled lines above the code, before the day on which it was made."""
    code: str
    """Its groups are its parts between dashes or spaces."""


def write_code_sheet(out: BinaryIO, head: OfficeHead, sheet: CodeSheet, today: date) -> int:
    """Writes the sheet (A4); returns the number of pages.

    Raises Refused ``does_not_fit`` for a code that is none.
    """
    words = head.words or template()
    with about(head.office_line):
        panel = _sheet(head, sheet, words, today)
    return write_document(out, head, words, A4, sheet.title, today, [panel])


def _sheet(head: OfficeHead, sheet: CodeSheet, words: Template, today: date) -> Panel:
    panel = Panel(*A4)
    colours, own = words.colours, sheet.words
    practice_mark(panel, head, words, 120)
    panel.text(own.title, Ink(BOLD, 26, colours.accent_dark, 18), Place(_EDGE, 32, 130), "title")
    panel.text(own.subtitle, Ink(MEDIUM, 12, colours.muted, 10), Place(_EDGE, 39.5, _INNER))
    panel.line((_EDGE, 44, _INNER, 0), colours.accent, thick=0.7)
    y = 45.0
    for label, text in (*sheet.facts, (own.made_on, words.day(today))):
        y = _fact(panel, words, label, text, y + 7)
    y = _code(panel, words, sheet, y + 10)
    y = _list(panel, words, own.what_title, own.what, y + 15)
    y = _list(panel, words, own.where_title, own.where, y + 13)
    place = Place(_EDGE, y + 11, _INNER, lines=2)
    y = panel.text(own.leak, Ink(SEMIBOLD, 10.5, colours.practice, 9), place, "leak")
    _boxes(panel, words, own, y + 11)
    return panel


def _fact(panel: Panel, words: Template, label: str, text: str, y: float) -> float:
    panel.text(label, Ink(REGULAR, 10.5, words.colours.muted, 9), Place(_EDGE, y, 28), "label")
    value = Ink(MEDIUM, 10.5, words.colours.ink, 8.5)
    return panel.text(text, value, Place(_EDGE + 30, y, _INNER - 30, lines=2), "name")


def _code(panel: Panel, words: Template, sheet: CodeSheet, y: float) -> float:
    colours, own = words.colours, sheet.words
    groups = [group for group in re.split(r"[\s-]+", sheet.code.strip()) if group]
    if not groups or len(groups) > 12:
        raise Refused("does_not_fit", "code")
    columns = 3 if len(groups) <= 6 else 4
    rows = -(-len(groups) // columns)
    height = 21 + rows * 19.0
    panel.box((_EDGE, y, _INNER, height), colours.accent_soft, radius=3)
    title = Ink(BOLD, 11, colours.accent_dark, 9)
    panel.text(own.code_title, title, Place(_EDGE + 6, y + 8, 60), "title")
    cell = (_INNER - 12 - 4 * (columns - 1)) / columns
    for number, group in enumerate(groups):
        row, column = divmod(number, columns)
        x, top = _EDGE + 6 + column * (cell + 4), y + 11.5 + row * 19
        panel.box((x, top, cell, 16), "#FFFFFF", radius=2)
        panel.frame((x, top, cell, 16), colours.accent, radius=2, line=0.3)
        panel.text(f"{number + 1}", Ink(MEDIUM, 8, colours.muted), Place(x + 2.2, top + 4, 6))
        ink = Ink(BOLD, 25, colours.ink, 14)
        panel.text(group, ink, Place(x + 6, top + 11.2, cell - 9, align="centre"), "code")
    hint = Ink(REGULAR, 9, colours.muted, 8)
    panel.text(own.code_hint, hint, Place(_EDGE + 6, y + height - 5, _INNER - 12), "hint")
    return y + height


def _list(panel: Panel, words: Template, title: str, items: tuple[str, ...], y: float) -> float:
    colours = words.colours
    panel.text(title, Ink(BOLD, 13, colours.accent_dark, 11), Place(_EDGE, y, _INNER), "title")
    y += 1
    for number, item in enumerate(items, 1):
        ink = Ink(BOLD, 11, colours.accent, 9)
        panel.text(f"{number}.", ink, Place(_EDGE, y + 6.6, 6), "number")
        body = Ink(REGULAR, 11, colours.ink, 9, 1.25)
        y = panel.text(item, body, Place(_EDGE + 7, y + 6.6, _INNER - 7, lines=3), "item")
    return y


def _boxes(panel: Panel, words: Template, own: CodeSheetWords, y: float) -> None:
    """Two boxes to fill in by hand: who received the sheet, and who keeps it."""
    colours = words.colours
    width, height = (_INNER - 8) / 2, 44.0
    if y + height > A4[1] - 15:
        raise Refused("does_not_fit", "boxes")
    for number, title in enumerate((own.received_by, own.kept_by)):
        x = _EDGE + number * (width + 8)
        panel.frame((x, y, width, height), colours.rule, radius=2, line=0.3)
        bold = Ink(SEMIBOLD, 10.5, colours.ink, 9)
        panel.text(title, bold, Place(x + 5, y + 7.5, width - 10), "title")
        fields = (own.name_field, own.date_field, own.signature_field)
        for line, label in enumerate(fields):
            at = y + (16.5, 25.0, 39.0)[line]
            panel.text(label, Ink(REGULAR, 9, colours.muted, 8), Place(x + 5, at, 26), "label")
            panel.line((x + 32, at + 0.6, width - 37, 0), colours.muted, thick=0.2)
