"""Cash left at the counter (titipan): held for somebody, handed over later, never a payment.

The office only keeps it: it becomes paid with BPJS's payment code, date and proof, or it is given
back. Off unless the administrator switched it on.
"""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.months import distance
from desktop_app.domain.payment import Portion

STATES = ("held", "paid", "returned")


@dataclass(frozen=True, slots=True)
class Away:
    """A titipan was handed over, and came back because that payment was undone."""

    left: date
    back: date
    payment: str
    """The payment that was undone (a record id)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """One titipan. ``number`` stands on its receipt: serial of the year and the year."""

    id: str
    number: str
    worker_id: str
    first: str
    last: str
    """Months it is meant for."""
    amount: int
    """Whole rupiah."""
    portions: tuple[Portion, ...]
    received_on: date
    holder: str
    """The account that holds the money."""
    state: str = "held"
    settled_on: date | None = None
    """When it was paid or given back."""
    settled_by: str | None = None
    payment: str | None = None
    """The payment it became (a record id)."""
    why: str | None = None
    """Why it was given back."""
    away: tuple[Away, ...] = ()
    """When it was out of hand for a while, the earliest first; only for the daily cash sheet."""

    @property
    def months(self) -> int:
        """How many."""
        return distance(self.first, self.last) + 1

    def days_held(self, today: date) -> int:
        """Days since it was received; until it was settled, where it is."""
        return ((self.settled_on or today) - self.received_on).days
