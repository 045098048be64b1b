"""Payments, sponsors and what goes with them, entered as the ledger holds them."""

import uuid
from datetime import date

from desktop_app.domain.deposit import Deposit
from desktop_app.domain.months import later
from desktop_app.domain.payment import Payment, Portion
from desktop_app.domain.sponsor import Sponsor
from desktop_app.store import deposits, payments, reservations, sponsors

DAY = date(2026, 11, 23)


def portions(first, months):
    return (
        Portion(
            first=first,
            months=months,
            band=1,
            base=1_000_000,
            parts={"JKK": 2_000, "JKM": 6_400, "JHT": 0},
            monthly=8_400,
            rules=("PP 50/2025",),
        ),
    )


def payment(person, first="2026-11", months=1, **values):
    given = {
        "id": str(uuid.uuid4()),
        "worker_id": person.id,
        "first": first,
        "last": later(first, months - 1),
        "payer": "self",
        "amount": 8_400 * months,
        "portions": portions(first, months),
        "paid_on": DAY,
        "reference": str(uuid.uuid4()),
        **values,
    }
    return Payment(**given)


def pay(desk, person, *args, **values):
    one = payment(person, *args, **values)
    with desk.write("paid") as tx:
        payments.add_many(tx, [one])
    return one


def undo(desk, one, why="salah orang"):
    with desk.write("payment_undone") as tx:
        payments.undo(tx, one.id, why)


def fund(desk, code="CSR-MAJU"):
    one = Sponsor(id=str(uuid.uuid4()), code=code, name="PT Maju", kind="CSR", budget=1_000_000)
    with desk.write("sponsor") as tx:
        return sponsors.put(tx, one)


def keep(desk, person, first="2027-01"):
    one = Deposit(
        id=str(uuid.uuid4()),
        number="",
        worker_id=person.id,
        first=first,
        last=first,
        amount=8_400,
        portions=portions(first, 1),
        received_on=DAY,
        holder="siti",
    )
    with desk.write("deposit") as tx:
        return deposits.add(tx, one)


def set_aside(desk, person, code="CSR-MAJU", first="2027-02"):
    one = reservations.Reservation(
        id=str(uuid.uuid4()),
        sponsor=code,
        worker_id=person.id,
        first=first,
        last=first,
        portions=portions(first, 1),
    )
    with desk.write("reserved") as tx:
        reservations.reserve(tx, [one])
    return one
