"""Papers of registering: the form, the counter's receipt, the sheet for the family.

They are composed and issued as cards are: nothing is entered before it went out.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Unpack

from desktop_app.actions import heads, photographs, submitting
from desktop_app.actions.desk import Desk
from desktop_app.actions.issuing import Composed
from desktop_app.documents.printed import Printed
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.print_run import Grid, Planned
from desktop_app.domain.registration import Registration
from desktop_app.reference.consent import consent_text
from desktop_app.reference.occupations import occupations
from desktop_app.store import keyring, papers, workers

if TYPE_CHECKING:
    from desktop_app.documents.form_values import Asked, Filled, Household, Taken
    from desktop_app.documents.values import OfficeHead

#: The papers, and the kinds of paper each can be printed on; the usual one first.
KINDS = {"form": ("f4", "a4"), "receipt": ("a5", "roll"), "family_sheet": ("a4", "f4")}


def compose(
    desk: Desk,
    kind: str,
    ids: Sequence[str],
    *,
    paper: str | None = None,
    **how: Unpack[Printed],
) -> Composed:
    """Draw these people's papers. Records nothing; ``issuing.issue`` does, once they went out.

    Raises Refused: ``nothing_selected``, ``choice``, ``layout``, ``clock``, and where nobody's
    paper can be drawn the first reason (``does_not_fit``, ``letter_unknown``, ``ended``).
    """
    desk.require("print")
    desk.check_clock()
    paper = _checked(kind, paper)
    if not ids:
        raise Refused("nothing_selected")
    known = _known(desk, ids)
    maker = _makers(desk, kind, _Sheet(paper, how), known)
    good: list[tuple[int, Registration, Any]] = []
    refused: list[tuple[str, Finding]] = []
    for serial, one in enumerate(known.people, known.first_serial):
        try:
            if kind != "form":
                _check_open(one)
            value = maker.value(one, serial)
            maker.fits(value)
        except Refused as why:
            refused.append((one.number, why.finding))
        else:
            good.append((serial, one, value))
    if not good:
        raise _first(refused)
    out = io.BytesIO()
    pages = maker.write(out, [value for _, _, value in good])
    planned = tuple(_planned(kind, serial, one) for serial, one, _ in good)
    grid = Grid(pages_each=pages // len(good))
    return Composed(out.getvalue(), planned, tuple(refused), grid, paper)


def blank_form(desk: Desk, *, paper: str = "f4", **how: Unpack[Printed]) -> bytes:
    """The form with nothing in it. Raises Refused (``layout``, ``does_not_fit``)."""
    from desktop_app.documents.form import write_forms

    desk.require("print")
    out, today = io.BytesIO(), desk.config.today()
    head, asked = heads.head_of(desk), _asked(desk)
    write_forms(out, head, [None], asked, today=today, paper=_checked("form", paper), **how)
    return out.getvalue()


def _checked(kind: str, paper: str | None) -> str:
    if kind not in KINDS:
        raise Refused("choice", "kind", value=kind, allowed=tuple(KINDS))
    paper = paper or KINDS[kind][0]
    if paper not in KINDS[kind]:
        raise Refused("layout", "paper", value=paper, allowed=KINDS[kind])
    return paper


def _check_open(one: Registration) -> None:
    if one.states.membership == "ended":
        raise Refused("ended", None, number=one.number, on=one.standing.ended_on)


def _first(refused: Sequence[tuple[str, Finding]]) -> Refused:
    if not refused:
        return Refused("nothing_selected")
    finding = refused[0][1]
    return Refused(finding.rule, finding.field, **finding.params)


def _planned(kind: str, serial: int, one: Registration) -> Planned:
    status = "confirmed" if heads.is_confirmed(one) else "provisional"
    return Planned(one.id, kind, status, serial, one.revision)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the office knows of those whose papers are drawn."""

    people: list[Registration]
    first_serial: int
    signing: bytes
    payers: dict[str, str]
    """What they are called, by code."""


def _known(desk: Desk, ids: Sequence[str]) -> _Known:
    with desk.read() as c:
        people = [one for one in (workers.get(c, record_id) for record_id in ids) if one]
        return _Known(
            people,
            papers.next_serial(c),
            keyring.current(c).signing,
            heads.payer_names(c),
        )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """On what, and how, the papers are printed."""

    paper: str
    how: Printed


@dataclass(frozen=True, slots=True)
class _Maker:
    """One kind of paper: what it is told of somebody, whether that fits, and the whole file."""

    value: Callable[[Registration, int], Any]
    fits: Callable[[Any], object]
    write: Callable[[BinaryIO, list[Any]], int]


def _makers(desk: Desk, kind: str, sheet: _Sheet, known: _Known) -> _Maker:
    head = heads.head_of(desk)
    makers = {"form": _form, "receipt": _receipt, "family_sheet": _family}
    return makers[kind](desk, head, sheet, known)


def _form(desk: Desk, head: "OfficeHead", sheet: _Sheet, known: _Known) -> _Maker:
    from desktop_app.documents import form
    from desktop_app.documents.flow import size_of
    from desktop_app.documents.template import template

    asked, words, today = _asked(desk), head.words or template(), desk.config.today()
    return _Maker(
        lambda one, _serial: _filled(desk, one, known),
        lambda filled: form.compose(head, filled, asked, words, size_of(sheet.paper)),
        lambda out, people: form.write_forms(
            out, head, people, asked, today=today, paper=sheet.paper, **sheet.how
        ),
    )


def _receipt(desk: Desk, head: "OfficeHead", sheet: _Sheet, known: _Known) -> _Maker:
    from desktop_app.documents import counter_receipt
    from desktop_app.documents.template import template

    words, today = head.words or template(), desk.config.today()
    return _Maker(
        lambda one, serial: _taken(desk, one, serial, known, head),
        lambda taken: counter_receipt.compose(head, taken, words, sheet.paper),
        lambda out, people: counter_receipt.write_counter_receipts(
            out, head, people, today=today, paper=sheet.paper, **sheet.how
        ),
    )


def _family(desk: Desk, head: "OfficeHead", sheet: _Sheet, known: _Known) -> _Maker:
    from desktop_app.documents import family_sheet
    from desktop_app.documents.flow import size_of
    from desktop_app.documents.template import template

    words, today = head.words or template(), desk.config.today()
    return _Maker(
        lambda one, _serial: _household(one, known),
        lambda told: family_sheet.compose(head, told, words, size_of(sheet.paper), today),
        lambda out, people: family_sheet.write_family_sheets(
            out, head, people, today=today, paper=sheet.paper, **sheet.how
        ),
    )


def _asked(desk: Desk) -> "Asked":
    """The form as this office asks; decile and disability only of those who may see them."""
    from desktop_app.documents.form_values import Asked

    text = consent_text()
    return Asked(
        hamlet=desk.office.words.hamlet,
        version=text.version,
        words=text.of(desk.office.name),
        told=text.told,
        purposes=text.purposes,
        decile=desk.may("see_decile"),
        disability=desk.may("see_disability"),
    )


def _filled(desk: Desk, one: Registration, known: _Known) -> "Filled":
    from desktop_app.documents.form_values import Filled

    worker, names = one.worker, occupations()
    second = worker.second_occupation
    with desk.read() as c:
        photo = photographs.stored(c, worker.photo)
    return Filled(
        worker=worker,
        number=one.number,
        registered_on=one.registered_on,
        occupation=names[worker.occupation].name,
        second_occupation=names[second].name if second else None,
        payer=_payer(one, known),
        photo=photo,
    )


def _payer(one: Registration, known: _Known) -> str | None:
    """The sponsor's name; None for those who pay by themselves."""
    code = one.worker.funding
    return None if code == "self" else known.payers.get(code, code)


def _taken(
    desk: Desk, one: Registration, serial: int, known: _Known, head: "OfficeHead"
) -> "Taken":
    from desktop_app.documents.form_values import Taken

    today = desk.config.today()
    face = heads.person(desk.office, one, today=today, serial=serial, signing=known.signing)
    return Taken(
        name=face.name,
        number=face.number,
        nik_masked=face.nik_masked,
        registered_on=face.registered_on,
        occupation=face.occupation or "",
        programmes=face.programmes,
        payer=known.payers.get(one.worker.funding, one.worker.funding),
        qr=face.qr,
        clerk=one.registered_by,
        confirmed=face.confirmed,
        kpj=face.kpj,
        answered=face.answered,
        as_of=face.as_of,
        lacking=_lacking(desk, one, head),
    )


def _lacking(desk: Desk, one: Registration, head: "OfficeHead") -> tuple[str, ...]:
    """What BPJS asks for that is not there, in the words of the form."""
    from desktop_app.documents.template import template

    words = head.words or template()
    said = {"consent": words.counter_receipt.consent}
    labels = words.form.labels
    named = (said.get(key) or getattr(labels, key, None) for key in submitting.lacks(desk, one))
    return tuple(name for name in named if name)


def _household(one: Registration, known: _Known) -> "Household":
    from desktop_app.documents.form_values import Household

    confirmed = heads.is_confirmed(one)
    return Household(
        name=one.worker.full_name,
        number=one.number,
        confirmed=confirmed,
        kpj=one.worker.kpj if confirmed else None,
        answered=one.standing.answered_on is not None,
        as_of=(one.standing.answered_on or one.registered_on) if confirmed else None,
        payer=_payer(one, known),
    )
