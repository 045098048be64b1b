"""Months that would be taken twice: what a member brought along (saldo awal) against the payments
recorded here and the titipan held here."""

from typing import TYPE_CHECKING

from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.payment import opening, overlapping
from desktop_app.store import covering, deposits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from desktop_app.domain.deposit import Deposit
    from desktop_app.domain.protection import Paid
    from desktop_app.domain.registration import Registration


class MonthsClash(Refused):
    """What came from outside takes months that are paid or held here already."""

    def __init__(self, finding: Finding) -> None:
        super().__init__("months_clash", finding.field, **finding.params)


def of_opening(c: "Connection", before: "Registration", after: "Registration") -> Finding | None:
    """``month_paid`` (``why`` ``recorded`` or ``deposit``) where what ``after`` brings along takes
    months that were paid or are held here; None where it takes no more than ``before`` did."""
    brought, had = opening(after), opening(before)
    if brought is None:
        return None
    if had and had.first <= brought.first and brought.last <= had.last:
        return None
    return of_months(c, before.id, before.number, brought)


def check(c: "Connection", before: "Registration", after: "Registration") -> None:
    """Raise MonthsClash where :func:`of_opening` finds something."""
    if found := of_opening(c, before, after):
        raise MonthsClash(found)


def of_months(c: "Connection", worker_id: str, number: str, taking: "Paid") -> Finding | None:
    """The same for months of this person."""
    recorded = covering.paid_of(c, [worker_id]).get(worker_id, [])
    if paid := overlapping(recorded, taking.first, taking.last):
        return block(
            "month_paid", "paid_until", month=paid.first, payer=paid.payer, number=number,
            on=paid.paid_on, last=paid.last, why="recorded",
        )  # fmt: skip
    kept = deposits.held_of(c, [worker_id]).get(worker_id, [])
    if held := held_in(kept, taking.first, taking.last):
        return of_deposit(held, number, taking.first)
    return None


def of_deposit(held: "Deposit", number: str, first: str) -> Finding:
    """That this titipan is held for a month from ``first`` on."""
    return block(
        "month_paid", "month", why="deposit", month=max(held.first, first), number=number,
        deposit=held.number, on=held.received_on,
    )  # fmt: skip


def held_in(held: "Iterable[Deposit]", first: str, last: str) -> "Deposit | None":
    """The first titipan for one of these months, or None."""
    return next((one for one in held if one.first <= last and one.last >= first), None)


def of_persons(c: "Connection", worker_id: str, heir: str) -> Finding | None:
    """``month_paid`` where two who are one person from now on have the same month twice, a titipan
    or what the heir brought along among them; two payments are ``payments.month_paid``'s."""
    theirs = covering.all_paid_of(c, [heir]).get(heir, [])
    brought = [one for one in theirs if one.payment is None]
    held = deposits.held_of(c, [worker_id, heir])
    mine, kept = held.get(worker_id, []), held.get(heir, [])
    for paid in covering.paid_of(c, [worker_id]).get(worker_id, []):
        if there := overlapping(brought, paid.first, paid.last):
            return _opening(there, paid.first)
        if one := held_in(kept, paid.first, paid.last):
            return of_deposit(one, "", paid.first)
    for one in mine:
        if there := overlapping(theirs, one.first, one.last):
            return of_deposit(one, "", there.first)
        if other := held_in(kept, one.first, one.last):
            return of_deposit(other, "", one.first)
    return None


def _opening(there: "Paid", first: str) -> Finding:
    month = max(there.first, first)
    return block("month_paid", "paid_until", why="opening", month=month, payer=there.payer,
                 last=there.last)  # fmt: skip
