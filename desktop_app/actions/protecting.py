"""Who is protected, until when and by whom: computed from recorded payments, as of a day.

What stands in a person's row is only the word as of the record's last change. Months are
``YYYY-MM``; amounts are whole rupiah.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop_app.actions.desk import Desk
from desktop_app.domain.months import last_day, later, month_of, span
from desktop_app.domain.payment import membership_on, opening
from desktop_app.domain.protection import UNPAID_MONTHS, Cover, Paid, cover, protection
from desktop_app.domain.registration import Registration
from desktop_app.store import payments

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPaid:
    """One paid month of somebody."""

    month: str
    amount: int | None
    """Rupiah; None where it is not known."""
    payer: str
    payment_id: str | None
    paid_on: date | None


#: Somebody whose paid months end, or have ended.
Due = payments.Ending


def paid_rows(c: "Connection", registrations: Collection[Registration]) -> dict[str, list[Paid]]:
    """What is paid for each of these people: recorded payments and the opening balance, by record
    id, oldest months first. Everybody asked for is in it."""
    recorded = payments.paid_of(c, [one.id for one in registrations])
    found = {}
    for one in registrations:
        brought = opening(one)
        rows = [*recorded.get(one.id, ()), *([brought] if brought else [])]
        found[one.id] = sorted(rows, key=lambda paid: paid.first)
    return found


def cover_in(c: "Connection", registration: Registration, on: date) -> Cover:
    """How far somebody is covered on a day, by what a transaction sees."""
    rows = paid_rows(c, [registration])[registration.id]
    return cover(membership_on(registration, on), rows, on)


def cover_of(desk: Desk, registration: Registration, on: date | None = None) -> Cover:
    """How far somebody is covered on a day (today where none is named)."""
    with desk.read() as c:
        return cover_in(c, registration, on or desk.config.today())


def months_of(desk: Desk, registration: Registration, on: date | None = None) -> list[MonthPaid]:
    """Every month that a recorded payment holds (one made by this day, where one is named), the
    oldest first; not the opening balance."""
    with desk.read() as c:
        entries = payments.of_worker(c, registration.id)
    found = [
        MonthPaid(
            month=month,
            amount=part.monthly,
            payer=one.payment.payer,
            payment_id=one.payment.id,
            paid_on=one.payment.paid_on,
        )
        for one in entries
        if one.undone_on is None and (on is None or one.payment.paid_on <= on)
        for part in one.payment.portions
        for month in span(part.first, part.months)
    ]
    return sorted(found, key=lambda paid: paid.month)


def states(desk: Desk, on: date | None = None) -> dict[str, str]:
    """The word for every member, by record id; whoever is no member is not in it (``none``)."""
    day = on or desk.config.today()
    with desk.read() as c:
        through = payments.through(c, day)
    words = {month: protection("member", month, day) for month in set(through.values())}
    return {worker_id: words[month] for worker_id, month in through.items()}


def counts(desk: Desk, on: date | None = None) -> dict[str, int]:
    """How many members there are for each word; the absent ones are 0."""
    counted = Counter(states(desk, on).values())
    return {word: counted[word] for word in ("unknown", "active", "arrears", "lapsed")}


def due(desk: Desk, within: int = 60, on: date | None = None) -> list[Due]:
    """Members whose paid months end within so many days and are not over, soonest first, then by
    name."""
    day = on or desk.config.today()
    months, month = [], month_of(day)
    while last_day(month) <= day + timedelta(days=within):
        months.append(month)
        month = later(month, 1)
    with desk.read() as c:
        return payments.ending(c, months, day)


def arrears(desk: Desk, on: date | None = None) -> list[Due]:
    """Members with one to three unpaid months, those who lapse soonest first, then by name."""
    day = on or desk.config.today()
    months = [later(month_of(day), -back) for back in range(1, UNPAID_MONTHS + 1)]
    with desk.read() as c:
        return payments.ending(c, months, day)
