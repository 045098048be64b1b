"""How many members' paid months end about now: counts for the first page, without the people.

The lists themselves are in :mod:`desktop_app.store.covering`; they load everybody they name, and
where a sponsor's year ends that may be the whole register.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.domain.months import later, month_of
from desktop_app.domain.payment import BEGINNING
from desktop_app.domain.protection import UNPAID_MONTHS

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Each member's newest month of the rows that begin by this month (``through``), and by the next
#: one (``newest``). What a member brought along (saldo awal) is such a row, as
#: ``domain.payment.opening`` has it; those few are looked up one by one, for the index of payments
#: gives all others in its own order.
_COUNT = (
    "WITH recorded AS (SELECT worker_id, max(last) AS newest,"
    "  max(iif(first <= :month, last, '')) AS through FROM payment"
    "  WHERE undone_at IS NULL AND paid_on <= :day AND first <= :next GROUP BY worker_id),"
    " brought AS (SELECT id, paid_until AS last,"
    "  min(coalesce(substr(member_since, 1, 7), :beginning), paid_until) AS first"
    "  FROM worker WHERE paid_until IS NOT NULL),"
    " known AS (SELECT worker_id, newest, through FROM recorded"
    "  WHERE (newest = :month OR through BETWEEN :oldest AND :before)"
    "  AND worker_id NOT IN (SELECT id FROM brought)"
    "  UNION ALL SELECT b.id,"
    "  max(iif(b.first <= :next, b.last, ''), coalesce((SELECT max(p.last) FROM payment p"
    "   WHERE p.worker_id = b.id AND p.undone_at IS NULL AND p.first <= :next"
    "   AND p.paid_on <= :day), '')),"
    "  max(iif(b.first <= :month, b.last, ''), coalesce((SELECT max(p.last) FROM payment p"
    "   WHERE p.worker_id = b.id AND p.undone_at IS NULL AND p.first <= :month"
    "   AND p.paid_on <= :day), '')) FROM brought b)"
    " SELECT coalesce(sum(newest = :month), 0),"
    " coalesce(sum(through BETWEEN :oldest AND :before), 0) FROM known"
    " WHERE worker_id NOT IN (SELECT id FROM worker WHERE membership <> 'member')"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Members, counted as of a day."""

    ending: int
    """Covered up to and including that day's month, and no longer."""
    arrears: int
    """With one to three unpaid months."""


def counts(c: "Connection", on: date) -> Counts:
    """Both, in one reading."""
    month = month_of(on)
    given = {
        "day": on.isoformat(),
        "month": month,
        "next": later(month, 1),
        "before": later(month, -1),
        "oldest": later(month, -UNPAID_MONTHS),
        "beginning": BEGINNING,
    }
    return Counts(*c.exec_driver_sql(_COUNT, given).one())
