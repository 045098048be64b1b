"""What the ledger of payments says of many people at once: paid until when, which rows of months
end, what a payer has spent. Undone payments say nothing."""

import json
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app.domain.months import last_day, later, month_of
from desktop_app.domain.payment import BEGINNING
from desktop_app.domain.protection import Paid, cover

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: What a member brought along (saldo awal) as a row of paid months; its day is not known. As
#: ``domain.payment.opening`` has it.
OPENING = (
    "SELECT id AS worker_id, min(coalesce(substr(member_since, 1, 7), ?), paid_until) AS first,"
    " paid_until AS last, coalesce(former_payer, 'unknown') AS payer"
    " FROM worker WHERE paid_until IS NOT NULL"
)

_MEMBERS = "SELECT id FROM worker INDEXED BY worker_member WHERE membership = 'member'"
_PAID_TO = (
    "SELECT worker_id, max(last) FROM payment WHERE undone_at IS NULL AND first <= ?"
    " AND paid_on <= ? GROUP BY worker_id"
)
_BROUGHT_TO = f"SELECT worker_id, last FROM ({OPENING}) WHERE first <= ?"  # noqa: S608
#: Rows of months that end in a wanted month and that nothing paid up to ``reach`` goes beyond: the
#: month after it, or the month of the day where that is later.
_ENDING = (
    "WITH wanted AS (SELECT value ->> 0 AS last, value ->> 1 AS reach, value ->> 2 AS days"  # noqa: S608
    "  FROM json_each(?)),"
    " ends AS (SELECT p.worker_id, p.first, p.last, t.reach, p.payer, t.days FROM wanted t"
    "  CROSS JOIN payment p ON p.last = t.last WHERE p.undone_at IS NULL AND p.paid_on <= ?"
    f"  UNION ALL SELECT o.worker_id, o.first, o.last, t.reach, o.payer, t.days FROM wanted t"
    f"  CROSS JOIN ({OPENING}) o ON o.last = t.last),"
    " people AS (SELECT * FROM ends ORDER BY worker_id LIMIT -1)"  # each page is read once
    " SELECT w.id, w.number, w.nik, w.full_name, w.hamlet, w.phone, e.last, e.payer, e.days,"
    " e.first"
    " FROM people e CROSS JOIN worker w INDEXED BY worker_member ON w.id = e.worker_id"
    " WHERE w.membership = 'member'"
    " AND NOT EXISTS (SELECT 1 FROM payment q WHERE q.worker_id = e.worker_id"
    "  AND q.undone_at IS NULL AND q.first <= e.reach AND q.last > e.last AND q.paid_on <= ?)"
    " AND NOT (w.paid_until IS NOT NULL AND w.paid_until > e.last AND"
    "  min(coalesce(substr(w.member_since, 1, 7), ?), w.paid_until) <= e.reach)"
)


class Ending(NamedTuple):
    """Somebody whose row of paid months ends, with whom to write to."""

    worker_id: str
    number: str
    nik: str
    full_name: str
    hamlet: str | None
    phone: str | None
    until: str
    """The last paid month of the row."""
    payer: str
    """Who pays it."""
    days: int
    """Days from the day asked about to the end of that month; negative once it is over."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a payer has paid: rupiah, and for how many people."""

    amount: int
    people: int


def paid_of(c: "Connection", worker_ids: Collection[str]) -> dict[str, list[Paid]]:
    """The recorded payments of these people as rows of paid months, the oldest first; who has
    none is left out. What a member brought along is in the registration."""
    rows = _plain(
        c,
        "SELECT p.worker_id, p.first, p.last, p.payer, p.paid_on, p.id"
        " FROM json_each(?) j JOIN payment p ON p.worker_id = j.value"
        " WHERE p.undone_at IS NULL ORDER BY p.worker_id, p.first",
        (json.dumps(list(worker_ids)),),
    )
    days = {day: date.fromisoformat(day) for day in {row[4] for row in rows}}
    found: dict[str, list[Paid]] = {}
    for worker_id, first, last, payer, paid_on, payment in rows:
        one = Paid(first=first, last=last, payer=payer, paid_on=days[paid_on], payment=payment)
        found.setdefault(worker_id, []).append(one)
    return found


def all_paid_of(c: "Connection", worker_ids: Collection[str]) -> dict[str, list[Paid]]:
    """The same, with what members brought along at the end."""
    paid = paid_of(c, worker_ids)
    rows = c.exec_driver_sql(
        f"SELECT o.* FROM json_each(?) j CROSS JOIN ({OPENING}) o ON o.worker_id = j.value",  # noqa: S608
        (json.dumps(list(worker_ids)), BEGINNING),
    )
    for worker_id, first, last, payer in rows:
        paid.setdefault(worker_id, []).append(Paid(first=first, last=last, payer=payer))
    return paid


def paid_under_nik(c: "Connection", worker_ids: Collection[str]) -> dict[str, list[Paid]]:
    """What was paid under the NIK that these people have now while it was another person's."""
    rows = _plain(
        c,
        "SELECT w.id, p.first, p.last, p.payer, p.paid_on, p.id FROM json_each(?) j"
        " CROSS JOIN worker w ON w.id = j.value CROSS JOIN alias a ON a.nik = w.nik"
        " AND a.worker_id <> w.id CROSS JOIN payment p ON p.worker_id = a.worker_id"
        " WHERE p.undone_at IS NULL AND p.at <= a.since ORDER BY w.id, p.first",
        (json.dumps(list(worker_ids)),),
    )
    found: dict[str, list[Paid]] = {}
    for worker_id, first, last, payer, day, payment in rows:
        paid_on = date.fromisoformat(day)
        one = Paid(first=first, last=last, payer=payer, paid_on=paid_on, payment=payment)
        found.setdefault(worker_id, []).append(one)
    return found


def through(c: "Connection", on: date) -> dict[str, str | None]:
    """Each member's newest month up to this day's that was paid by then, as
    ``domain.protection.paid_through`` has it; None where none is known."""
    month = month_of(on)
    found: dict[str, str | None] = dict.fromkeys(one for (one,) in _plain(c, _MEMBERS, ()))
    payments = _plain(c, _PAID_TO, (month, on.isoformat()))
    opening = _plain(c, _BROUGHT_TO, (BEGINNING, month))
    for worker_id, last in (*payments, *opening):
        if worker_id in found:
            found[worker_id] = max(found[worker_id] or "", min(last, month))
    return found


def ending(c: "Connection", months: Sequence[str], on: date) -> list[Ending]:
    """The members whose cover (as of this day, ``domain.protection.cover``) ends with one of these
    months, the soonest first, then by name."""
    month, day = month_of(on), on.isoformat()
    wanted = json.dumps(
        [[one, max(later(one, 1), month), (last_day(one) - on).days] for one in months]
    )
    rows = _plain(c, _ENDING, (wanted, day, BEGINNING, day, BEGINNING))
    ahead = _until(c, [row[0] for row in rows if row[_FIRST] > month], on)
    found = {  # an opening balance and a payment may end in the same month
        row[0]: Ending._make(row[:_FIRST])
        for row in rows
        if row[_FIRST] <= month or ahead.get(row[0]) == row[6]
    }
    return sorted(found.values(), key=_soonest)


_soonest = itemgetter(Ending._fields.index("days"), Ending._fields.index("full_name"))
#: Where the first month of the row stands, behind what is told.
_FIRST = len(Ending._fields)


def _plain(c: "Connection", statement: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The rows as the driver gives them, for tens of thousands of them."""
    with closing(c.connection.cursor()) as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _until(c: "Connection", worker_ids: Sequence[str], on: date) -> dict[str, str | None]:
    """Covered until when: of people whose row of months has not begun, so that what lies between
    has to be looked at."""
    paid = all_paid_of(c, worker_ids) if worker_ids else {}
    return {one: cover("member", paid.get(one, ()), on).until for one in worker_ids}


def used(c: "Connection", payer: str) -> Used:
    """What this payer has paid."""
    row = c.exec_driver_sql(
        "SELECT coalesce(sum(amount), 0), count(DISTINCT worker_id) FROM payment"
        " WHERE payer = ? AND undone_at IS NULL",
        (payer,),
    ).one()
    return Used(*row)


def people_of(c: "Connection", payer: str) -> set[str]:
    """For whom this payer has paid (record ids)."""
    rows = c.exec_driver_sql(
        "SELECT DISTINCT worker_id FROM payment WHERE payer = ? AND undone_at IS NULL", (payer,)
    )
    return set(rows.scalars())
