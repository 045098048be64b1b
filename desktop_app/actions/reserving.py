"""Setting a sponsor's money aside for chosen people, and letting go of it again.

What is set aside for somebody nobody else gets; a payment of the same months uses it up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.actions import sponsoring
from desktop_app.actions.desk import Desk
from desktop_app.actions.payable import month_paid
from desktop_app.actions.protecting import paid_rows
from desktop_app.actions.reckoning import Reckoner
from desktop_app.actions.sponsor_room import Room, open_months
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.months import later
from desktop_app.domain.nik import shown
from desktop_app.domain.payment import PAYABLE, check_period, overlapping
from desktop_app.domain.registration import Registration
from desktop_app.domain.sponsor import Sponsor
from desktop_app.store import sponsors, workers
from desktop_app.store.engine import Tx
from desktop_app.store.sponsors import Reservation
from desktop_app.store.tx import new_id


@dataclass(frozen=True, slots=True)
class NotReserved:
    """Somebody for whom nothing was set aside, and why."""

    id: str
    """As it was given."""
    number: str | None
    name: str | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Reserved:
    """What was set aside, and for whom it was not."""

    made: tuple[tuple[Registration, Reservation], ...]
    refused: tuple[NotReserved, ...]

    @property
    def total(self) -> int:
        """Rupiah."""
        return sum(made.amount for _, made in self.made)


def reserve(desk: Desk, code: str, ids: Sequence[str], first: str, months: int) -> Reserved:
    """Set money aside for these people's months, in the order given, as far as it goes.

    Each is taken or refused by itself: ``not_found``, ``duplicate_row``, ``month_paid``,
    ``reserved``, and as ``Room.take`` and ``check_period``. Raises Refused (``sponsor``).
    """
    desk.require("pay")
    made: list[tuple[Registration, Reservation]] = []
    refused: list[NotReserved] = []
    with desk.write("reserved") as tx:
        work = _Work(desk, tx, sponsoring.known(tx.connection, code))
        for text in dict.fromkeys(ids):
            registration = workers.find(tx.connection, text)
            try:
                made.append(work.one(text, registration, first, months))
            except Refused as stop:
                refused.append(_refused(text, registration, stop))
        if made:
            sponsors.reserve(tx, [reservation for _, reservation in made])
        else:
            tx.abandon()
    return Reserved(tuple(made), tuple(refused))


def _refused(text: str, registration: Registration | None, stop: Refused) -> NotReserved:
    number = registration.number if registration else None
    name = registration.worker.full_name if registration else None
    return NotReserved(shown(text), number, name, stop.finding)


class _Work:
    """One sponsor's room with what the others have set aside, within one transaction."""

    def __init__(self, desk: Desk, tx: Tx, sponsor: Sponsor) -> None:
        c = tx.connection
        self._tx, self._sponsor = tx, sponsor
        self._room = Room.open(c, sponsor, tx.today)
        self._reckoner = Reckoner(desk.tables)
        self._others = {
            one.code: open_months(c, sponsors.reservations(c, one.code))
            for one in sponsors.all_sponsors(c)
            if one.code != sponsor.code
        }
        self._seen: set[str] = set()

    def one(
        self, text: str, registration: Registration | None, first: str, months: int
    ) -> tuple[Registration, Reservation]:
        """Set the money aside, or raise Refused."""
        if registration is None:
            raise Refused("not_found", None, id=shown(text))
        if registration.id in self._seen:
            raise Refused("duplicate_row", None)
        self._seen.add(registration.id)
        _check(registration, first, months, self._tx)
        last = later(first, months - 1)
        self._check_free(registration, first, last)
        portions = self._reckoner.portions(registration, first, months, self._sponsor.payer)
        self._room.set_aside(registration, portions)
        return registration, Reservation(
            id=new_id(),
            sponsor=self._sponsor.code,
            worker_id=registration.id,
            first=first,
            last=last,
            portions=portions,
        )

    def _check_free(self, registration: Registration, first: str, last: str) -> None:
        c = self._tx.connection
        paid = paid_rows(c, [registration])[registration.id]
        there = overlapping(paid, first, last)
        if there:
            raise month_paid(c, registration, there, max(first, there.first))
        for code, aside in self._others.items():
            held = [m for m in sorted(aside.get(registration.id, ())) if first <= m <= last]
            if held:
                told = {"month": held[0], "number": registration.number}
                raise Refused("reserved", "month", sponsor=code, **told)


def _check(registration: Registration, first: str, months: int, tx: Tx) -> None:
    """As for a payment; but money may be set aside before BPJS has somebody's data."""
    states = registration.states
    if states.membership not in (*PAYABLE, "ended"):
        states = replace(states, membership=PAYABLE[0])
    check_period(replace(registration, states=states), first, months, tx.today)


def release(desk: Desk, code: str, ids: Sequence[str]) -> int:
    """Let go of what is set aside for these people; returns for how many.

    Raises Refused: ``sponsor``, ``not_found``, ``reserve_nothing`` (nothing is set aside for one
    of them); nothing is let go of then.
    """
    desk.require("pay")
    with desk.write("released") as tx:
        sponsor = sponsoring.known(tx.connection, code)
        held = sponsors.reservations(tx.connection, sponsor.code)
        going: dict[str, list[str]] = {}
        for text in ids:
            found = workers.find(tx.connection, text)
            if found is None:
                raise Refused("not_found", None, id=shown(text))
            mine = [one.id for one in held if one.worker_id == found.id]
            if not mine:
                told = {"sponsor": sponsor.code, "number": found.number}
                raise Refused("reserve_nothing", None, **told)
            going[found.id] = mine
        sponsors.release(tx, [one for mine in going.values() for one in mine])
        if not going:
            tx.abandon()
    return len(going)
