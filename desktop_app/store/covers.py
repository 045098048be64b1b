"""Where everybody who is or was a member stands on a day: covered until when, and by whom.

One reading for the whole register. Nothing of it is kept in the database: what is covered follows
from the payments made up to that day and from what a member brought along (saldo awal).
"""

from datetime import date
from heapq import merge
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.payment import BEGINNING
from desktop_app.domain.protection import Paid, cover

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Covered(NamedTuple):
    """One person. ``state`` is a word of :class:`desktop_app.domain.protection.Cover`, or
    ``ended`` for who is a member no more."""

    worker_id: str
    until: str | None
    """The last month covered (``YYYY-MM``)."""
    payer: str | None
    """``self``, a sponsor's code, or whoever paid before this office kept a register."""
    state: str


#: Each answered by an index alone; to read everybody's row takes ten times as long.
_MEMBERS = "SELECT name_folded, id FROM worker WHERE membership = 'member' ORDER BY name_folded, id"
_ENDED = """
    SELECT name_folded, id FROM worker WHERE membership = 'ended' AND kpj IS NOT NULL
    ORDER BY name_folded, id
"""
_BROUGHT = """
    SELECT id, paid_until, member_since, former_payer FROM worker WHERE paid_until IS NOT NULL
"""
_PAID = """
    SELECT worker_id, first, last, payer FROM payment INDEXED BY payment_months_of
    WHERE undone_at IS NULL AND paid_on <= ?
"""
_Row = tuple[str, str, str]
_Reach = tuple[str | None, str | None, str]


def everybody(c: "Connection", on: date) -> list[Covered]:
    """All of them, by name. Payments made after the day do not count."""
    paid = _paid(c, on)
    members = ((*row, "member") for row in c.exec_driver_sql(_MEMBERS))
    ended = ((*row, "ended") for row in c.exec_driver_sql(_ENDED))
    found = []
    known: dict[tuple[_Row, ...], _Reach] = {}  # few ways to be paid for, many people
    for _name, worker_id, membership in merge(members, ended):
        rows = paid.get(worker_id, ())
        reach = known.get(rows)
        if reach is None:
            reach = known[rows] = _reach(rows, on)
        until, payer, state = reach
        found.append(Covered(worker_id, until, payer, state if membership == "member" else "ended"))
    return found


def _paid(c: "Connection", on: date) -> dict[str, tuple[_Row, ...]]:
    """Rows of paid months by person, what was brought along too; equal ones are one object, for
    100,000 people's sake."""
    paid: dict[str, tuple[_Row, ...]] = {}
    alone: dict[_Row, tuple[_Row, ...]] = {}
    recorded = c.exec_driver_sql(_PAID, (on.isoformat(),))
    brought = ((one, *_opening(*rest)) for one, *rest in c.exec_driver_sql(_BROUGHT))
    for worker_id, first, last, payer in chain(recorded, brought):
        row = (first, last, payer)
        rows = alone.get(row)
        if rows is None:
            rows = alone[row] = (row,)
        there = paid.get(worker_id)
        paid[worker_id] = rows if there is None else there + rows
    return paid


def _opening(paid_until: str, member_since: str | None, former_payer: str | None) -> _Row:
    """As ``domain.payment.opening`` has it."""
    since = member_since[:7] if member_since else BEGINNING
    return min(since, paid_until), paid_until, former_payer or "unknown"


def _reach(rows: tuple[_Row, ...], on: date) -> _Reach:
    """Covered until, by whom, and the word for it."""
    paid = [Paid(first=first, last=last, payer=payer) for first, last, payer in rows]
    reach = cover("member", paid, on)
    return reach.until, reach.payer, reach.state
