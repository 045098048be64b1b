"""Invented payments, sponsors, reservations and titipan for tests of the store."""

from dataclasses import replace

from making import ACT, TODAY

from desktop_app.domain.deposit import Deposit
from desktop_app.domain.months import later
from desktop_app.domain.payment import Payment, Portion
from desktop_app.domain.sponsor import Sponsor
from desktop_app.store import deposits, payments, sponsors
from desktop_app.store.reservations import Reservation
from desktop_app.store.tx import new_id

PAY = {**ACT, "action": "paid"}
MONTHLY = 16_800
PORTION = Portion(
    first="2026-01",
    months=1,
    band=1,
    base=1_000_000,
    parts={"JKK": 10_000, "JKM": 6_800, "JHT": 0},
    monthly=MONTHLY,
    rules=("PP 44/2015",),
    unclear=("discount_payer",),
    possible_saving=8_400,
    assumed=True,
)


def portion(first, months, **fields):
    return replace(PORTION, first=first, months=months, **fields)


def payment(who, first="2026-01", months=1, **fields) -> Payment:
    """Months of somebody (a registration or a record id)."""
    return Payment(
        **{
            "id": new_id(),
            "worker_id": getattr(who, "id", who),
            "first": first,
            "last": later(first, months - 1),
            "payer": "self",
            "amount": MONTHLY * months,
            "portions": (portion(first, months),),
            "paid_on": TODAY,
            "reference": new_id(),
            **fields,
        }
    )


def pay(store, who, first="2026-01", months=1, **fields) -> Payment:
    """The same, entered."""
    made = payment(who, first, months, **fields)
    with store.write(**PAY) as tx:
        payments.add_many(tx, [made])
    return made


def undo(store, made, why="salah orang", **act):
    with store.write(**{**PAY, "action": "payment_undone", **act}) as tx:
        payments.undo(tx, made.id, why)


def entry(store, made):
    with store.read() as c:
        return payments.get(c, made.id)


def sponsor(code="APBDES-1", **fields) -> Sponsor:
    return Sponsor(
        **{
            "id": new_id(),
            "code": code,
            "name": "APBDes Tambakreja",
            "kind": "APBDes",
            "source": "ADD",
            "year": 2026,
            "budget": 1_000_000,
            "quota": 10,
            "rules": {"max_age": 64, "basis": ["DTSEN", "musdes"]},
            **fields,
        }
    )


def put(store, one):
    with store.write(**{**ACT, "action": "sponsor_added"}) as tx:
        return sponsors.put(tx, one)


def reservation(who, first="2026-01", months=1, code="APBDES-1") -> Reservation:
    return Reservation(
        id=new_id(),
        sponsor=code,
        worker_id=who.id,
        first=first,
        last=later(first, months - 1),
        portions=(portion(first, months),),
    )


def reserve(store, *wanted):
    with store.write(**{**ACT, "action": "reserved"}) as tx:
        sponsors.reserve(tx, wanted)


def deposit(who, first="2026-01", months=1, **fields) -> Deposit:
    return Deposit(
        **{
            "id": new_id(),
            "number": "",
            "worker_id": who.id,
            "first": first,
            "last": later(first, months - 1),
            "amount": MONTHLY * months,
            "portions": (portion(first, months),),
            "received_on": TODAY,
            "holder": "siti",
            **fields,
        }
    )


def hold(store, one):
    with store.write(**{**ACT, "action": "deposit_taken"}) as tx:
        return deposits.add(tx, one)
