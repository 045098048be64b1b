"""The book of outgoing letters: numbers by the office's template, given before a letter goes out.

A composed letter bears the number that comes next. It is entered when the letter goes to the
printer or into a file; where it did not come out after all, the number stays in the book, revoked.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Unpack

from desktop_app.actions import heads, paper_words
from desktop_app.actions.desk import Desk
from desktop_app.documents.printed import Printed
from desktop_app.domain.findings import Refused
from desktop_app.domain.letters import checked_template, letter_number
from desktop_app.domain.print_run import Planned
from desktop_app.domain.registration import Registration
from desktop_app.store import agenda
from desktop_app.store import office as offices
from desktop_app.store.agenda import SETTING, Letter
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.template import Template

#: Longest reason for revoking (letters).
LONGEST = 200


def number_template(desk: Desk) -> str:
    """The template by which this office numbers its letters."""
    with desk.read() as c:
        return agenda.template(c)


def example(desk: Desk, text: str) -> str:
    """The next letter's number by this template. Raises Refused ``letter_number``."""
    template, today = checked_template(text), desk.config.today()
    with desk.read() as c:
        return letter_number(agenda.next_serial(c, today.year), today, template)


def set_number_template(desk: Desk, text: str) -> str:
    """Number letters so from now on; what is numbered stays so. Right ``office``.

    Raises Refused ``letter_number``.
    """
    desk.require("office")
    template = checked_template(text)
    with desk.write("letter_number_changed") as tx:
        if agenda.template(tx.connection) == template:
            tx.abandon()
        else:
            offices.set_setting(tx, SETTING, template)
    return template


@dataclass(frozen=True, slots=True)
class Book:
    """The letters of one year, in the order of their numbers, and which years there are."""

    year: int
    years: tuple[int, ...]
    letters: tuple[Letter, ...]


def book(desk: Desk, year: int | None = None) -> Book:
    """The book of this year, or of another."""
    desk.require("print")
    now = desk.config.today().year
    with desk.read() as c:
        years = sorted({now, *agenda.years(c)}, reverse=True)
        chosen = year or now
        return Book(chosen, tuple(years), tuple(agenda.of_year(c, chosen)))


def find(desk: Desk, number: str) -> Letter:
    """The letter with this number that stands; else one that was revoked. Raises Refused
    (``not_found``)."""
    with desk.read() as c:
        found = agenda.numbered(c, number)
    if not found:
        raise Refused("not_found", None, id=number.strip()[:60])
    return min(found, key=lambda one: one.revoked_at is not None)


def revoke(desk: Desk, n: int, why: str) -> None:
    """A letter counts no more; it stays in the book with the reason.

    Raises Refused: ``letter_why`` without a reason, ``letter_of_list`` for a list for BPJS (that
    is taken back on the page Kiriman), ``letter_revoked``, ``not_found``.
    """
    desk.require("print")
    told = " ".join(why.split())[:LONGEST]
    if not told:
        raise Refused("letter_why", "why")
    with desk.write("letter_revoked") as tx:
        letter = agenda.get(tx.connection, n)
        if letter is not None and letter.kind == agenda.SUBMISSION:
            raise Refused("letter_of_list", None, letter=letter.number)
        agenda.revoke(tx, n, told)


def subject(words: "Template", letter: Letter) -> str:
    """What a letter is about, in words."""
    return letter.subject or words.agenda.kinds.get(letter.kind, letter.kind)


def recipient(words: "Template", letter: Letter, branch: str | None) -> str:
    """To whom a letter is."""
    if letter.kind == agenda.SUBMISSION and not letter.recipient:
        return words.agenda.branch.format(branch=branch or "").strip()
    return letter.recipient or words.agenda.person


def write_book(
    desk: Desk, year: int | None = None, *, paper: str = "f4", **how: Unpack[Printed]
) -> bytes:
    """The book of a year as PDF."""
    from desktop_app.documents.agenda_book import write_agenda
    from desktop_app.documents.letter_values import AgendaRow
    from desktop_app.documents.template import template

    found, head, out = book(desk, year), heads.head_of(desk), io.BytesIO()
    words = head.words or template()
    rows = [
        AgendaRow(
            serial=one.serial,
            number=one.number,
            day=one.day,
            kind=one.kind,
            subject=one.subject,
            recipient=recipient(words, one, desk.office.branch),
            name=one.full_name,
            revoked_on=one.revoked_at.astimezone().date() if one.revoked_at else None,
            revoked_why=one.revoked_why or "",
        )
        for one in found.letters
    ]
    write_agenda(out, head, rows, year=found.year, today=desk.config.today(), paper=paper, **how)
    return out.getvalue()


def foreseen(c: "Connection", count: int, day: date) -> tuple[str, ...]:
    """The numbers that the next so many letters get."""
    first, template = agenda.next_serial(c, day.year), agenda.template(c)
    return tuple(letter_number(serial, day, template) for serial in range(first, first + count))


def give(tx: Tx, papers: Sequence[Planned], regency: str) -> None:
    """Enter composed letters under the numbers they bear; papers without a number are left out.

    Raises Refused ``preview_old`` where others took the numbers meanwhile.
    """
    letters = [paper for paper in papers if paper.letter]
    if tuple(one.letter for one in letters) != foreseen(tx.connection, len(letters), tx.today):
        raise Refused("preview_old")
    words = paper_words.words_of(tx.connection) if letters else None
    for one in letters:
        if words is not None:
            about, to = _said(words, one, regency)
            agenda.enter(tx, kind=one.kind, subject=about, recipient=to, worker_id=one.worker_id)


def _said(words: "Template", paper: Planned, regency: str) -> tuple[str, str]:
    """What a letter is about, and to whom it goes; empty for the person."""
    if paper.kind == "certificate":
        own = words.certificate
        title = own.title_confirmed if paper.status == "confirmed" else own.title_provisional
        return title.capitalize(), ""
    if paper.kind == "dukcapil":
        return words.dukcapil.subject_doubtful, registry(words, regency)
    return words.agenda.kinds.get(paper.kind, ""), ""


def registry(words: "Template", regency: str) -> str:
    """The civil registry as the book names it."""
    return f"{words.agenda.registry} {regency}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A letter that was drawn, as it will be entered once it goes out."""

    number: str
    """The one that comes next; it stands on the letter."""
    kind: str
    subject: str
    recipient: str = ""
    worker_id: str | None = None
    about: str | None = None
    """The name of somebody who is not registered."""


def for_many(desk: Desk, kind: str, people: Sequence[Registration]) -> Numbered:
    """One letter that says the same to all of these people, under the number that comes next."""
    one = people[0] if len(people) == 1 else None
    with desk.read() as c:
        words, (number,) = paper_words.words_of(c), foreseen(c, 1, desk.config.today())
    return Numbered(
        number=number,
        kind=kind,
        subject=words.agenda.kinds.get(kind, ""),
        recipient="" if one else words.agenda.people.format(count=len(people)),
        worker_id=one.id if one else None,
    )


def give_numbers(tx: Tx, letters: Sequence[Numbered]) -> None:
    """Enter drawn letters under the numbers they bear.

    Raises Refused ``preview_old`` where others took the numbers meanwhile.
    """
    if tuple(one.number for one in letters) != foreseen(tx.connection, len(letters), tx.today):
        raise Refused("preview_old")
    for one in letters:
        agenda.enter(
            tx,
            kind=one.kind,
            subject=one.subject,
            recipient=one.recipient,
            worker_id=one.worker_id,
            about=one.about,
        )


def spoil_numbers(tx: Tx, letters: Sequence[Numbered], why: str) -> None:
    """These letters did not go out: their numbers stay in the book, revoked."""
    for one in letters:
        for letter in agenda.numbered(tx.connection, one.number):
            if letter.kind == one.kind and letter.revoked_at is None:
                agenda.revoke(tx, letter.n, why)


def spoil(tx: Tx, papers: Sequence[Planned], why: str) -> None:
    """These numbered letters did not come out: their numbers stay in the book, revoked."""
    for paper in papers:
        for letter in agenda.numbered(tx.connection, paper.letter) if paper.letter else ():
            if letter.worker_id == paper.worker_id and letter.revoked_at is None:
                agenda.revoke(tx, letter.n, why)
