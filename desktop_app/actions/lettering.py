"""Letters about people: statements of work and income, cover letters to the civil registry.

A letter of somebody registered is composed and then issued, as any paper is; it bears the number
that comes next in the book of letters. Who has no NIK is not registered: their letter to the civil
registry is drawn at the moment it goes out and entered with it.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Unpack

from desktop_app.actions import agenda, heads, registering
from desktop_app.actions.desk import Desk
from desktop_app.actions.going_out import Drawn
from desktop_app.actions.issuing import Composed
from desktop_app.documents.printed import Printed
from desktop_app.domain.fields import Fields
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.print_run import Grid, Planned
from desktop_app.domain.registration import Registration
from desktop_app.domain.worker import SEXES
from desktop_app.reference.occupations import occupations
from desktop_app.store import papers, workers
from desktop_app.store.drafts import Draft

if TYPE_CHECKING:
    from desktop_app.documents.letter_values import RegistryCase, Statement
    from desktop_app.documents.template import Template
    from desktop_app.documents.values import OfficeHead

STATEMENTS = ("work", "income")
REGISTRY = "dukcapil"
KINDS = (*STATEMENTS, REGISTRY)
PAPERS = ("f4", "a4")
#: Longest purpose (letters); it stands within a sentence.
LONGEST = 200

Draw = Callable[[BinaryIO, Sequence[Registration], Sequence[str]], object]
"""Draws these people's letters under these numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How letters are drawn, and what for."""

    paper: str = "f4"
    ink: str = "colour"
    shift: tuple[float, float] = (0.0, 0.0)
    """How far everything moves right and down, mm."""
    purpose: str = ""
    """What a statement is for, as it goes on after *dibuat untuk*."""


def compose(desk: Desk, kind: str, ids: Sequence[str], *, manner: Manner = Manner()) -> Composed:
    """Draw these people's letters, each under the number that comes next. Records nothing;
    :func:`desktop_app.actions.issuing.issue` does, once they went out.

    A letter is always a new one, with a number of its own, and no reprint. Raises Refused:
    ``choice``, ``layout``, ``nothing_selected``, ``purpose``, ``clock``; ``income_missing``,
    ``ended``, ``does_not_fit`` where nobody's letter can be drawn.
    """
    desk.require("print")
    desk.check_clock()
    if kind not in KINDS:
        raise Refused("choice", "kind", value=kind, allowed=KINDS)
    if not ids:
        raise Refused("nothing_selected")
    with desk.read() as c:
        people = [r for r in (workers.get(c, record_id) for record_id in ids) if r]
        serial = papers.next_serial(c)
        numbers = agenda.foreseen(c, len(people), desk.config.today())
    draw = _drawing(desk, kind, replace(manner, purpose=_purpose(manner.purpose)))
    good, refused = _sorted_out(people, numbers, draw)
    if not good:
        raise Refused(refused[0][1].rule, refused[0][1].field, **refused[0][1].params)
    out = io.BytesIO()
    draw(out, good, numbers[: len(good)])
    planned = tuple(
        Planned(r.id, kind, _status(r), serial + at, r.revision, numbers[at])
        for at, r in enumerate(good)
    )
    return Composed(out.getvalue(), planned, tuple(refused), Grid(), manner.paper)


def _sorted_out(
    people: Sequence[Registration], numbers: Sequence[str], draw: Draw
) -> tuple[list[Registration], list[tuple[str, Finding]]]:
    """Whose letter can be drawn, and why the others' cannot."""
    good: list[Registration] = []
    refused: list[tuple[str, Finding]] = []
    for person in people:
        try:
            if person.states.membership == "ended" and person.standing.ended_why == "death":
                raise Refused("ended", None, number=person.number, on=person.standing.ended_on)
            draw(io.BytesIO(), [person], numbers[-1:])
        except Refused as error:
            if error.rule in ("layout", "choice"):
                raise
            refused.append((person.number, error.finding))
        else:
            good.append(person)
    return good, refused


def _purpose(text: str) -> str:
    told = " ".join(text.split()).rstrip(".")
    if len(told) > LONGEST or not told.isprintable():
        raise Refused("purpose", "purpose", most=LONGEST)
    return told


def _status(registration: Registration) -> str:
    return "confirmed" if heads.is_confirmed(registration) else "provisional"


def _drawing(desk: Desk, kind: str, manner: Manner) -> Draw:
    """What draws letters of this kind for people of this office."""
    from desktop_app.documents.dukcapil import write_registry_letters
    from desktop_app.documents.statement import write_statements

    head = heads.head_of(desk)
    today, paper = desk.config.today(), manner.paper
    how = Printed(ink=manner.ink, shift=manner.shift)

    def draw(out: BinaryIO, people: Sequence[Registration], numbers: Sequence[str]) -> object:
        told = list(zip(people, numbers, strict=True))
        if kind == REGISTRY:
            cases = [_case(desk, one, number) for one, number in told]
            return write_registry_letters(out, head, cases, today=today, paper=paper, **how)
        told_of = [_statement(desk, one, number, manner.purpose) for one, number in told]
        return write_statements(out, head, told_of, kind=kind, today=today, paper=paper, **how)

    return draw


def _statement(desk: Desk, registration: Registration, number: str, purpose: str) -> "Statement":
    from desktop_app.documents.letter_values import Statement

    worker = registration.worker
    return Statement(
        letter_number=number,
        name=worker.full_name,
        nik=worker.nik,
        number=registration.number,
        registered_on=registration.registered_on,
        birth_place=worker.birth_place,
        birth_date=worker.birth_date,
        sex=worker.sex,
        occupation=occupations()[worker.occupation].name,
        workplace=worker.workplace,
        address=heads.address(desk.office, worker),
        income=worker.monthly_income,
        purpose=purpose or None,
    )


def _case(desk: Desk, registration: Registration, number: str) -> "RegistryCase":
    from desktop_app.documents.letter_values import RegistryCase

    worker = registration.worker
    return RegistryCase(
        letter_number=number,
        name=worker.full_name,
        nik=worker.nik,
        birth_place=worker.birth_place,
        birth_date=worker.birth_date,
        sex=worker.sex,
        mother=worker.mother_name,
        family_card=worker.family_card_number,
        address=heads.address(desk.office, worker),
        phone=worker.phone,
    )


def without_nik(desk: Desk) -> list[Draft]:
    """The drafts of people who have no NIK, by name."""
    found = [one for one in registering.drafts(desk) if one.full_name and not _nik(one)]
    return sorted(found, key=lambda one: one.full_name.casefold())


def registry_letters(
    desk: Desk, draft_ids: Sequence[str], *, paper: str = "f4", **how: Unpack[Printed]
) -> Drawn:
    """Letters to the civil registry for people who are kept as drafts, each under a number.

    They are drawn at the moment they go out, and entered in the book then. Raises Refused:
    ``nothing_selected``, ``not_found``, ``name_missing`` for a draft without a name, ``layout``,
    ``does_not_fit``.
    """
    from desktop_app.documents.dukcapil import write_registry_letters

    desk.require("print")
    desk.check_clock()
    if not draft_ids:
        raise Refused("nothing_selected")
    drafts = [registering.draft(desk, one) for one in dict.fromkeys(draft_ids)]
    head, today, out = heads.head_of(desk), desk.config.today(), io.BytesIO()
    with desk.read() as c:
        numbers = agenda.foreseen(c, len(drafts), today)
    letters = tuple(
        agenda.Numbered(
            number=number,
            kind=REGISTRY,
            subject=_about(_words(head), one),
            recipient=agenda.registry(_words(head), desk.office.village.regency),
            about=_named(one),
        )
        for one, number in zip(drafts, numbers, strict=True)
    )
    cases = [_draft_case(desk, *told) for told in zip(drafts, numbers, strict=True)]
    write_registry_letters(out, head, cases, today=today, paper=paper, **how)
    return Drawn(pdf=out.getvalue(), letters=letters)


def _words(head: "OfficeHead") -> "Template":
    from desktop_app.documents.template import template

    return head.words or template()


def _about(words: "Template", draft: Draft) -> str:
    own = words.dukcapil
    return own.subject_doubtful if _nik(draft) else own.subject


def _named(draft: Draft) -> str:
    if not draft.full_name:
        raise Refused("name_missing", "full_name")
    return draft.full_name


def _nik(draft: Draft) -> str | None:
    return Fields(draft.payload, (), "", []).text("nik")


def _draft_case(desk: Desk, draft: Draft, number: str) -> "RegistryCase":
    """What a draft tells, as far as it can be read; what cannot is left out."""
    from desktop_app.documents.letter_values import RegistryCase

    given = Fields(draft.payload, (), "", [])
    return RegistryCase(
        letter_number=number,
        name=_named(draft),
        nik=given.text("nik"),
        birth_place=given.text("birth_place"),
        birth_date=_born(given),
        sex=given.word("sex", SEXES),
        mother=given.text("mother_name"),
        family_card=given.text("family_card_number"),
        address=_address(desk, given),
        phone=given.text("phone"),
    )


def _born(given: Fields) -> date | None:
    return given.day("birth_date")


def _address(desk: Desk, given: Fields) -> str | None:
    rt, rw, hamlet = (given.text(name) for name in ("rt", "rw", "hamlet"))
    parts: list[Any] = [
        given.text("address"),
        f"RT\u00a0{rt}" if rt else None,
        f"RW\u00a0{rw}" if rw else None,
        f"{desk.office.words.hamlet} {hamlet}" if hamlet else None,
    ]
    return ", ".join(part for part in parts if part) or None
