"""What letters to people say: how far contributions reach, who paid, what can be paid next."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop_app.actions import charges, heads
from desktop_app.actions.desk import Desk
from desktop_app.actions.protecting import Due
from desktop_app.actions.reckoning import Reckoner
from desktop_app.domain.months import last_day
from desktop_app.domain.nik import masked
from desktop_app.domain.registration import Registration
from desktop_app.reference.channels import FILE, PaymentChannel, payment_channels
from desktop_app.store import office as offices
from desktop_app.store import workers

if TYPE_CHECKING:
    from desktop_app.documents.money_values import Notice


def channels(desk: Desk) -> tuple[PaymentChannel, ...]:
    """Where contributions can be paid: as an update of the office says, or as it came."""
    with desk.read() as c:
        return payment_channels(offices.setting(c, f"rules/{FILE}"))


def where(desk: Desk) -> str:
    """The channels in one line."""
    return ", ".join(one.short for one in channels(desk))


def people_of(desk: Desk, due: Iterable[Due]) -> dict[str, Registration]:
    """Their registrations by record id, in that order; nobody twice."""
    with desk.read() as c:
        found = (workers.get(c, one.worker_id) for one in due)
        return {one.id: one for one in found if one is not None}


def notices_of(desk: Desk, due: Iterable[Due], people: dict[str, Registration]) -> "list[Notice]":
    """What each letter says, with what the person can pay next."""
    from desktop_app.documents.money_values import Notice

    reckoner, today, names = Reckoner(desk.tables), desk.config.today(), payer_names(desk)
    known = {one.worker_id: one for one in due if one.worker_id in people}
    return [
        Notice(
            name=people[one.worker_id].worker.full_name,
            nik_masked=masked(people[one.worker_id].worker.nik),
            number=one.number,
            address=heads.address(desk.office, people[one.worker_id].worker),
            until=one.until,
            as_of=last_day(one.until) - timedelta(days=one.days),
            days=one.days,
            payer=names.get(one.payer, one.payer),
            offers=charges.offers(people[one.worker_id], one.until, reckoner, today),
        )
        for one in known.values()
    ]


def payer_names(desk: Desk) -> dict[str, str]:
    """What payers are called on papers, by their code."""
    with desk.read() as c:
        return heads.payer_names(c)
