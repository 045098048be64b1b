"""Statements of the office about one person: their work, their income.

What the office knows only from the person is stated as their own word, and they sign for it.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Unpack

from desktop_app.documents import letter_parts
from desktop_app.documents.batch import about
from desktop_app.documents.facts import signer
from desktop_app.documents.flow import LEFT, RIGHT, size_of
from desktop_app.documents.fonts import BOLD, REGULAR
from desktop_app.documents.letter_parts import SPACINGS, Row, Spacing
from desktop_app.documents.letter_values import Statement
from desktop_app.documents.letterhead import letterhead, practice_mark, signature
from desktop_app.documents.page import LAST, Ink, Panel, Place, write_document
from desktop_app.documents.printed import Printed
from desktop_app.documents.spelling import grouped, rupiah, spelled
from desktop_app.documents.template import Template, template
from desktop_app.documents.values import OfficeHead
from desktop_app.domain.findings import Refused

KINDS = ("work", "income")
_BLOCK = 78.0
"""Width of the signature block, mm."""


def write_statements(
    out: BinaryIO,
    head: OfficeHead,
    statements: Iterable[Statement],
    *,
    kind: str,
    today: date,
    paper: str = "f4",
    **how: Unpack[Printed],
) -> int:
    """Writes one page for each person; returns how many.

    Raises Refused ``choice``, ``layout``, ``nothing_selected``, ``income_missing`` and
    ``does_not_fit``; ``out`` is then untouched.
    """
    if kind not in KINDS:
        raise Refused("choice", "kind", value=kind, allowed=KINDS)
    words, size = head.words or template(), size_of(paper)
    drafts = (_Draft(head, one, words, kind) for one in statements)
    pages = [_fitting(draft, size, today) for draft in drafts]
    name = words.work.title if kind == "work" else words.income.title
    return write_document(out, head, words, size, name.title(), today, pages, **how)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one letter is made of."""

    head: OfficeHead
    told: Statement
    words: Template
    kind: str

    @property
    def by_person(self) -> bool:
        """Whether the person signs too, for their own word."""
        return self.kind == "income"


def _fitting(draft: _Draft, size: tuple[float, float], today: date) -> Panel:
    with about(draft.told.name):
        for spacing in SPACINGS[:-1]:
            with suppress(Refused):
                return _letter(draft, Panel(*size), spacing, today)
        return _letter(draft, Panel(*size), SPACINGS[-1], today)


def _letter(draft: _Draft, panel: Panel, spacing: Spacing, today: date) -> Panel:
    words, own, head = draft.words, draft.words.statement, draft.head
    practice_mark(panel, head, words, 130)
    y = letterhead(panel, head, words, LEFT, 20, letter_parts.inner(panel))
    number = own.number.format(number=draft.told.letter_number)
    heading = words.work.title if draft.kind == "work" else words.income.title
    y = letter_parts.title(panel, words, y + spacing.block + 4, (heading, number))
    opening = own.opening.format(signer=signer(head))
    y = letter_parts.paragraph(panel, words, y + spacing.block + 2, opening, spacing)
    y = letter_parts.rows(panel, words, y + spacing.block - 1, _facts(draft), spacing)
    y = letter_parts.paragraph(panel, words, y + spacing.block, _body(draft), spacing)
    closing = own.closing.format(purpose=draft.told.purpose or own.purpose)
    y = letter_parts.paragraph(panel, words, y + spacing.block - 1, closing, spacing)
    left = panel.width - RIGHT - _BLOCK
    top = y + spacing.block + 4
    y = signature(panel, head, words, today, left, top, _BLOCK)
    if draft.by_person:
        _person(panel, draft, top, y - (4.6 if head.signer_nip else 0))
    note = words.work.note if draft.kind == "work" else words.income.note
    y = letter_parts.paragraph(panel, words, y + spacing.block, note, spacing, muted=True)
    if y > panel.height - LAST:
        raise Refused("does_not_fit", "head")
    return panel


def _facts(draft: _Draft) -> list[Row]:
    own, told, words = draft.words.statement, draft.told, draft.words
    born = ", ".join(part for part in (told.birth_place, words.day(told.birth_date)) if part)
    found = (
        Row("full_name", own.name, told.name, strong=True),
        Row("nik", own.nik, grouped(told.nik)),
        Row("birth_place", own.birth, born),
        Row("sex", own.sex, own.sexes.get(told.sex, told.sex)),
        Row("address", own.address, told.address or words.not_given),
        Row("occupation", own.occupation, told.occupation),
        Row("workplace", own.workplace, told.workplace or ""),
        Row("monthly_income", own.income, _income(draft) if draft.kind == "income" else ""),
        Row("number", own.person_number, told.number),
    )
    return [row for row in found if row.text]


def _income(draft: _Draft) -> str:
    income, words = draft.told.income, draft.words
    if not income:
        raise Refused("income_missing", "monthly_income", number=draft.told.number)
    return words.income.amount.format(amount=rupiah(income), words=spelled(income, words))


def _body(draft: _Draft) -> str:
    words, told = draft.words, draft.told
    if draft.kind == "work":
        return words.work.body.format(
            office=draft.head.office_line,
            date=words.day(told.registered_on),
            occupation=_within(told.occupation),
        )
    amount = rupiah(told.income or 0)
    return words.income.body.format(occupation=_within(told.occupation), amount=amount)


def _within(name: str) -> str:
    """A name of an occupation within a sentence: small, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _person(panel: Panel, draft: _Draft, top: float, last: float) -> None:
    """Room for the person's own signature, to the left of the office's."""
    words, width = draft.words, 70.0
    body = Ink(REGULAR, 10.5, words.colours.ink, 8, 1.15)
    panel.text(
        words.statement.person, body, Place(LEFT, top + 4.9, width, align="centre"), "person"
    )
    name = Ink(BOLD, 11, words.colours.ink, 7.5, 1.15)
    place = Place(LEFT, last, width, lines=2, align="centre", upwards=True)
    panel.text(draft.told.name, name, place, "full_name")
