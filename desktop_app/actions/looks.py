"""What a card shows beside words: the photo, and the regency's credential while it is true."""

from typing import TYPE_CHECKING

from desktop_app.actions import heads, photographs
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.registration import Registration
from desktop_app.store import foreign

if TYPE_CHECKING:
    from sqlalchemy import Connection

Looks = tuple[bytes | None, str | None]
"""Photo, credential."""


def looks_of(c: "Connection", registration: Registration) -> Looks | Finding:
    """Photo and credential, or why there is no printing with them."""
    try:
        return photographs.stored(c, registration.worker.photo), _credential(c, registration)
    except Refused as error:
        return error.finding


def _credential(c: "Connection", registration: Registration) -> str | None:
    """The hub's credential where it says of this person what the paper says. One of another name
    or number is of before a correction: until the hub has made it anew, the office signs."""
    if not heads.is_confirmed(registration):
        return None
    worker, found = registration.worker, foreign.credential_of(c, registration.id)
    if found is None:
        return None
    same = (found.name, found.number, found.kpj) == (
        worker.full_name,
        registration.number,
        worker.kpj,
    )
    return found.text if same else None
