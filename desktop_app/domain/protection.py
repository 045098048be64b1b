"""Whether somebody is protected on a day, as far as this office knows the payments.

Cover begins with membership and the first payment, never with the registration. A payment counts
from the day on which it was made; what is said is true as of that day and rests on recorded
payments alone. There is no fine, and months that were missed are not to be paid later: after
three consecutive unpaid months membership and protection rest until the next payment (official
FAQ of BPJS Ketenagakerjaan).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.months import distance, last_day, later, month_of

#: Consecutive unpaid months after which protection rests.
UNPAID_MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A row of months that one payer has paid, both ends included (``YYYY-MM``)."""

    first: str
    last: str
    payer: str
    """``self``, a sponsor's code, or in words whoever paid before this office kept a register."""
    paid_on: date | None = None
    """When; None where only the months are known (last year's members): it always counts."""
    payment: str | None = None
    """The payment's record id; None for what a member brought along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How far somebody is covered, as of a day."""

    state: str
    """``none``, ``unknown``, ``active``, ``arrears`` or ``lapsed``."""
    as_of: date
    until: str | None
    """The last month that is paid without a gap from the newest one paid up to that day; where
    the day's month is paid, the end of the row of paid months that it lies in. None for whoever
    is no member: what is paid protects nobody then."""
    payer: str | None
    """Who pays that month."""

    @property
    def days_left(self) -> int | None:
        """Days until the last covered day; negative after it, None where nothing is paid."""
        return (last_day(self.until) - self.as_of).days if self.until else None


def protection(membership: str, paid_through: str | None, on: date) -> str:
    """The word for somebody whose newest paid month up to this day is ``paid_through``.

    ``none`` before membership, ``unknown`` for a member of whom no payment is known, ``active``,
    ``arrears`` for up to :data:`UNPAID_MONTHS` unpaid months, ``lapsed`` from then on.
    """
    if membership != "member":
        return "none"
    if paid_through is None:
        return "unknown"
    unpaid = distance(paid_through, month_of(on))
    if unpaid <= 0:
        return "active"
    return "arrears" if unpaid <= UNPAID_MONTHS else "lapsed"


def paid_through(paid: Iterable[Paid], on: date) -> str | None:
    """The newest month up to this day's that was paid by then; None where there is none."""
    month = month_of(on)
    known = (min(one.last, month) for one in paid if counts(one, on) and one.first <= month)
    return max(known, default=None)


def counts(paid: Paid, on: date) -> bool:
    """Whether a payment was made by this day."""
    return paid.paid_on is None or paid.paid_on <= on


def cover(membership: str, paid: Iterable[Paid], on: date) -> Cover:
    """Where somebody stands on a day, with until when and by whom."""
    known = [one for one in paid if counts(one, on)] if membership == "member" else []
    through = paid_through(known, on)
    until = _end_of_row(known, through) if through else None
    payer = next((one.payer for one in known if until and one.first <= until <= one.last), None)
    return Cover(state=protection(membership, through, on), as_of=on, until=until, payer=payer)


def _end_of_row(paid: Iterable[Paid], month: str) -> str:
    """The last month of the unbroken row of paid months in which this one lies."""
    end = month
    for one in sorted(paid, key=lambda p: p.first):
        if one.first <= later(end, 1) and one.last > end and one.last >= month:
            end = one.last
    return end
