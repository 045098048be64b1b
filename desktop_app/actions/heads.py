"""From records to what papers show: the letterhead, the person, the row of a letter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.actions import paper_words
from desktop_app.actions.desk import Desk
from desktop_app.domain.nik import masked
from desktop_app.domain.office import BY_DEPUTY, Office
from desktop_app.domain.protection import Cover, Paid, cover
from desktop_app.domain.registration import Registration
from desktop_app.domain.worker import Worker
from desktop_app.reference.occupations import occupations
from desktop_app.store import sponsors
from desktop_app.trust.credential import Claims, issue

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.money_values import Payee
    from desktop_app.documents.values import LetterRow, OfficeHead, Person

#: Occupies the same room as a real credential when only the fit of a paper is asked.
_NO_CODE = "LOKET1:"


def head_of(desk: Desk) -> "OfficeHead":
    """The letterhead of the office at this desk, with its emblem and its own words."""
    with desk.read() as c:
        words, emblem = paper_words.own_words(c), paper_words.emblem_of(c)
    return replace(office_head(desk.office), words=words, emblem=emblem)


def office_head(office: Office) -> "OfficeHead":
    """The letterhead as the office's record alone tells it, in the words the program came with."""
    from desktop_app.documents.values import OfficeHead

    village, deputy = office.village, office.deputy
    by_deputy = office.head_prefix in BY_DEPUTY and bool(deputy.name)
    return OfficeHead(
        government_line=f"Pemerintah {village.regency}",
        district_line=f"Kecamatan {village.district}",
        office_line=office.name,
        place=village.name,
        signer_name=deputy.name if by_deputy else office.head,
        signer_title=f"{office.head_title} {village.name}",
        signer_prefix=office.head_prefix,
        signer_nip=deputy.nip if by_deputy else office.head_nip,
        deputy_title=deputy.title if by_deputy else "",
        deputy_through=deputy.through if by_deputy else "",
        address=office.address,
        phone=office.phone,
        branch=office.branch,
        practice=office.practice,
    )


@dataclass(frozen=True, slots=True)
class Paying:
    """What is recorded of somebody's contributions, for their papers."""

    cover: Cover | None = None
    """By recorded payments alone; None where it was not asked."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What payers are called, by code."""


def recorded_cover(registration: Registration, recorded: Iterable[Paid], on: date) -> Cover:
    """How far recorded payments carry somebody; what they brought along does not count."""
    return cover(registration.states.membership, recorded, on)


def payer_names(c: "Connection") -> dict[str, str]:
    """What payers are called on papers, by code."""
    named = {one.code: one.name for one in sponsors.all_sponsors(c)}
    return {**paper_words.words_of(c).payers, **named}


def person(
    office: Office,
    registration: Registration,
    *,
    today: date,
    serial: int = 0,
    signing: bytes | None = None,
    photo: bytes | None = None,
    credential: str | None = None,
    paying: Paying = Paying(),
) -> "Person":
    """What a paper shows of somebody, with the hub's ``credential`` or one signed by ``signing``.

    Without either the code is left empty: enough to see whether the paper fits.
    """
    from desktop_app.documents.values import Person

    worker = registration.worker
    confirmed = is_confirmed(registration)
    as_of = registration.standing.answered_on or registration.registered_on
    covered = paying.cover if paying.cover and paying.cover.until else None
    return Person(
        name=worker.full_name,
        number=registration.number,
        nik_masked=masked(worker.nik),
        qr=credential or _signed(office, registration, serial, today, signing),
        registered_on=registration.registered_on,
        as_of=as_of if confirmed else today,
        confirmed=confirmed,
        answered=registration.standing.answered_on is not None,
        kpj=worker.kpj if confirmed else None,
        member_since=worker.member_since if confirmed else None,
        birth_place=worker.birth_place,
        birth_date=worker.birth_date,
        address=address(office, worker),
        occupation=occupations()[worker.occupation].name,
        programmes=worker.programmes,
        payer=_payer(worker, covered, paying.names),
        paid_until=covered.until if covered else None,
        paid_as_of=covered.as_of if covered else None,
        photo=photo,
    )


def _payer(worker: Worker, covered: Cover | None, names: Mapping[str, str]) -> str:
    """Who paid the last recorded month; else who is to pay."""
    code = (covered.payer if covered else None) or worker.funding
    from desktop_app.documents.template import template

    return names.get(code) or template().payers.get(code, code)


def payee(registration: Registration) -> "Payee":
    """Who pays their own contribution, on the sheet that they carry."""
    from desktop_app.documents.money_values import Payee

    confirmed, worker = is_confirmed(registration), registration.worker
    return Payee(
        name=worker.full_name,
        nik=worker.nik,
        number=registration.number,
        kpj=worker.kpj if confirmed else None,
        member=registration.states.membership == "member",
    )


def _signed(
    office: Office, registration: Registration, serial: int, today: date, signing: bytes | None
) -> str:
    if signing is None:
        return _NO_CODE
    return issue(_claims(office, registration, serial, today), signing)


def is_confirmed(registration: Registration) -> bool:
    """Whether BPJS's number stands behind this person's paper."""
    return registration.states.membership == "member" and bool(registration.worker.kpj)


def _claims(office: Office, registration: Registration, serial: int, today: date) -> Claims:
    confirmed = is_confirmed(registration)
    as_of = registration.standing.answered_on or registration.registered_on
    return Claims(
        kind="confirmed" if confirmed else "provisional",
        number=registration.number,
        name=registration.worker.full_name,
        kpj=registration.worker.kpj if confirmed else None,
        as_of=as_of if confirmed else today,
        village_code=office.village.code,
        office=office.name,
        programmes=registration.worker.programmes,
        serial=serial,
    )


def address(office: Office, worker: Worker) -> str | None:
    """The address in one line, the hamlet called what this office calls it."""
    parts = [
        worker.address,
        f"RT\u00a0{worker.rt}" if worker.rt else None,
        f"RW\u00a0{worker.rw}" if worker.rw else None,
        _hamlet(office.words.hamlet, worker.hamlet),
    ]
    return ", ".join(part for part in parts if part) or None


def _hamlet(word: str, name: str | None) -> str | None:
    """Dusun Krajan, whether or not the clerk wrote the word before the name."""
    if not name or name.casefold().split()[0] == word.casefold():
        return name
    return f"{word} {name}"


def letter_row(registration: Registration) -> "LetterRow":
    """Somebody in the list of a cover letter."""
    from desktop_app.documents.values import LetterRow

    worker = registration.worker
    return LetterRow(
        name=worker.full_name, nik_masked=masked(worker.nik), number=registration.number
    )
