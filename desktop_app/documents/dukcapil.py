"""The cover letter to the civil registry, carried by the person: for who has no NIK, or a NIK that
has to be looked into."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents import letter_parts
from desktop_app.documents.batch import about
from desktop_app.documents.flow import LEFT, RIGHT, size_of
from desktop_app.documents.fonts import REGULAR, SEMIBOLD
from desktop_app.documents.letter_parts import SPACINGS, Row, Spacing
from desktop_app.documents.letter_values import RegistryCase
from desktop_app.documents.letterhead import letterhead, practice_mark, signature
from desktop_app.documents.page import LAST, Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import grouped
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused


def write_registry_letters(
    out: BinaryIO,
    head: OfficeHead,
    cases: Iterable[RegistryCase],
    *,
    today: date,
    paper: str = "f4",
    **how: Unpack[Printed],
) -> int:
    """Writes one page for each person; returns how many.

    Raises Refused ``layout``, ``nothing_selected``, ``does_not_fit``; ``out`` is then untouched.
    """
    words, size = head.words or template(), size_of(paper)
    pages = [_fitting(_Draft(head, one, words), size, today) for one in cases]
    return write_document(out, head, words, size, words.dukcapil.title, today, pages, **how)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one letter is made of."""

    head: OfficeHead
    told: RegistryCase
    words: Template

    @property
    def regency(self) -> str:
        """The registry's own region, without the words of the letterhead."""
        line = self.head.government_line.strip()
        begin = "pemerintah "
        return line[len(begin) :] if line.casefold().startswith(begin) else line


def _fitting(draft: _Draft, size: tuple[float, float], today: date) -> Panel:
    with about(draft.told.name):
        for spacing in SPACINGS[:-1]:
            with suppress(Refused):
                return _letter(draft, Panel(*size), spacing, today)
        return _letter(draft, Panel(*size), SPACINGS[-1], today)


def _letter(draft: _Draft, panel: Panel, spacing: Spacing, today: date) -> Panel:
    words, own, head = draft.words, draft.words.dukcapil, draft.head
    doubtful, office = draft.told.nik is not None, head.office_line
    practice_mark(panel, head, words, 130)
    y = letterhead(panel, head, words, LEFT, 20, letter_parts.inner(panel))
    y = _address(panel, draft, y + spacing.block + 1, spacing)
    y = letter_parts.paragraph(panel, words, y + spacing.block, own.salutation, spacing)
    body = (own.body_doubtful if doubtful else own.body).format(office=office)
    y = letter_parts.paragraph(panel, words, y + spacing.row + 1, body, spacing)
    y = letter_parts.rows(panel, words, y + spacing.block - 1, _facts(draft), spacing)
    y = letter_parts.paragraph(panel, words, y + spacing.row, own.told, spacing, muted=True)
    request = own.request_doubtful if doubtful else own.request
    y = letter_parts.paragraph(panel, words, y + spacing.block, request, spacing)
    y = _bring(panel, draft, y + spacing.block, spacing)
    y = letter_parts.paragraph(panel, words, y + spacing.block, own.closing, spacing)
    left = panel.width - RIGHT - 85
    if signature(panel, head, words, today, left, y + spacing.block + 3, 85) > panel.height - LAST:
        raise Refused("does_not_fit", "head")
    return panel


def _address(panel: Panel, draft: _Draft, y: float, spacing: Spacing) -> float:
    """Number, enclosure, subject; then to whom."""
    words, own, letter = draft.words, draft.words.dukcapil, draft.words.letter
    width = letter_parts.inner(panel)
    body = Ink(REGULAR, spacing.size, words.colours.ink, 8.5, 1.25)
    doubtful = draft.told.nik is not None
    for label, text in (
        (letter.number, draft.told.letter_number),
        (letter.attachment, own.attachment),
        (letter.subject, own.subject_doubtful if doubtful else own.subject),
    ):
        panel.text(label, body, Place(LEFT, y, 22), "label")
        panel.text(":", body, Place(LEFT + 22, y, 3), "label")
        place = Place(LEFT + 26, y, width - 26, lines=2)
        y = panel.text(text, body, place, "letter_number") + spacing.row
    y += spacing.block - spacing.row
    to = (own.to, own.to_place.format(regency=draft.regency), letter.to_place)
    for text in to:
        y = panel.text(text, body, Place(LEFT, y, width, lines=2), "regency") + spacing.row - 0.6
    return y - spacing.row + 0.6


def _facts(draft: _Draft) -> list[Row]:
    words, told = draft.words, draft.told
    own, unknown = words.statement, words.dukcapil.unknown
    day = words.day(told.birth_date) if told.birth_date else None
    born = ", ".join(part for part in (told.birth_place, day) if part)
    found = (
        Row("full_name", own.name, told.name, strong=True),
        Row("nik", own.nik, grouped(told.nik) if told.nik else unknown),
        Row("birth_place", own.birth, born or words.not_given),
        Row("sex", own.sex, own.sexes.get(told.sex or "", words.not_given)),
        Row("mother_name", own.mother, told.mother or words.not_given),
        Row("family_card_number", own.family_card, grouped(told.family_card or "") or unknown),
        Row("address", own.address, told.address or words.not_given),
        Row("phone", own.phone, told.phone or ""),
    )
    return [row for row in found if row.text]


def _bring(panel: Panel, draft: _Draft, y: float, spacing: Spacing) -> float:
    own, colours, width = draft.words.dukcapil, draft.words.colours, letter_parts.inner(panel)
    heading = Ink(SEMIBOLD, spacing.size, colours.ink, 8.5)
    panel.text(own.bring_title, heading, Place(LEFT, y, width), "title")
    body = Ink(REGULAR, spacing.size, colours.ink, 8, 1.25)
    for text in own.bring:
        y += spacing.row
        panel.text("–", body, Place(LEFT + 3, y, 4), "bring")
        y = panel.text(text, body, Place(LEFT + 8, y, width - 8, lines=2), "bring")
    return y
