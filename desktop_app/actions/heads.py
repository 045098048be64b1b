"""From records to what papers show: the letterhead, the person, the row of a letter."""

from datetime import date
from typing import TYPE_CHECKING

from desktop_app.domain.nik import masked
from desktop_app.domain.office import Office
from desktop_app.domain.registration import Registration
from desktop_app.domain.worker import Worker
from desktop_app.reference.occupations import occupations
from desktop_app.trust.credential import Claims, issue

if TYPE_CHECKING:
    from desktop_app.documents.values import LetterRow, OfficeHead, Person

#: Occupies the same room as a real credential when only the fit of a paper is asked.
_NO_CODE = "LOKET1:"


def office_head(office: Office) -> "OfficeHead":
    """The letterhead of an office."""
    from desktop_app.documents.values import OfficeHead

    village = office.village
    return OfficeHead(
        government_line=f"Pemerintah {village.regency}",
        district_line=f"Kecamatan {village.district}",
        office_line=office.name,
        place=village.name,
        signer_name=office.head,
        signer_title=f"{office.head_title} {village.name}",
        signer_prefix=office.head_prefix,
        signer_nip=office.head_nip,
        address=office.address,
        phone=office.phone,
        branch=office.branch,
        practice=office.practice,
    )


def person(
    office: Office,
    registration: Registration,
    *,
    today: date,
    serial: int = 0,
    signing: bytes | None = None,
    photo: bytes | None = None,
    credential: str | None = None,
) -> "Person":
    """What a paper shows of somebody, with the hub's ``credential`` or one signed by ``signing``.

    Without either the code is left empty: enough to see whether the paper fits.
    """
    from desktop_app.documents.values import Person

    worker = registration.worker
    confirmed = is_confirmed(registration)
    as_of = registration.standing.answered_on or registration.registered_on
    return Person(
        name=worker.full_name,
        number=registration.number,
        nik_masked=masked(worker.nik),
        qr=credential or _signed(office, registration, serial, today, signing),
        registered_on=registration.registered_on,
        as_of=as_of if confirmed else today,
        confirmed=confirmed,
        kpj=worker.kpj if confirmed else None,
        member_since=worker.member_since if confirmed else None,
        birth_place=worker.birth_place,
        birth_date=worker.birth_date,
        address=_address(office, worker),
        occupation=occupations()[worker.occupation].name,
        programmes=worker.programmes,
        payer="Sendiri" if worker.funding == "self" else worker.funding,
        photo=photo,
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


def _address(office: Office, worker: Worker) -> str | None:
    """The address in one line, the hamlet called what this office calls it."""
    parts = [
        worker.address,
        f"RT\u00a0{worker.rt}" if worker.rt else None,
        f"RW\u00a0{worker.rw}" if worker.rw else None,
        f"{office.words.hamlet} {worker.hamlet}" if worker.hamlet else None,
    ]
    return ", ".join(part for part in parts if part) or None


def letter_row(registration: Registration) -> "LetterRow":
    """Somebody in the list of a cover letter."""
    from desktop_app.documents.values import LetterRow

    worker = registration.worker
    return LetterRow(
        name=worker.full_name, nik_masked=masked(worker.nik), number=registration.number
    )
