"""Ending a registration or membership, and what was paid beyond its end."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.actions import letting_go, paper_named
from desktop_app.actions.desk import Desk
from desktop_app.domain.findings import Finding, Refused, note
from desktop_app.domain.months import month_of
from desktop_app.domain.nik import shown
from desktop_app.domain.protection import protection
from desktop_app.domain.registration import Registration
from desktop_app.store import payments, workers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.store.payments import Entry

ENDINGS = ("death", "moved", "wage_worker", "own_wish")


def end(desk: Desk, text: str, why: str, on: date, *, paper: str | None = None) -> Registration:
    """End a registration or membership on a day: death, moved, wage worker or own wish. Money that
    is set aside for the person is free again.

    ``paper``: what the end rests on, such as a death certificate and its number. Raises Refused
    (``choice``, ``date_future``, ``type``, ``not_found``, ``ended``, ``date_before_birth``).
    """
    desk.require("register")
    if why not in ENDINGS:
        raise Refused("choice", "why", value=why, allowed=ENDINGS)
    if on > desk.config.today():
        raise Refused("date_future", "on", value=on)
    named = paper_named.typed(paper)
    with desk.write("ended") as tx:
        before = workers.find(tx.connection, text)
        if before is None:
            raise Refused("not_found", None, id=shown(text))
        if before.states.membership == "ended":
            raise Refused("ended", None, number=before.number, on=before.standing.ended_on)
        if on < before.worker.birth_date:
            raise Refused("date_before_birth", "on", value=on)
        states = replace(
            before.states.move(membership="ended", delivery="waiting"),
            protection=protection("ended", before.worker.paid_until, on),
            protection_as_of=on,
        )
        standing = replace(before.standing, ended_on=on, ended_why=why, ended_paper=named)
        letting_go.all_of(tx, before.id)
        return workers.update(tx, before, states=states, standing=standing)


def paid_after(desk: Desk, person: Registration) -> Finding | None:
    """A note (``paid_after_end``) where recorded payments hold months after the end; None else."""
    on = person.standing.ended_on
    if on is None:
        return None
    with desk.read() as c:
        entries = payments.of_worker(c, person.id)
    return paid_beyond(entries, person.number, on)


def paid_beyond(entries: "Iterable[Entry]", number: str, on: date) -> Finding | None:
    """The same for payments that are known, and any day."""
    end = month_of(on)
    after = [e.payment for e in entries if e.undone_on is None and e.payment.last > end]
    if not after:
        return None
    last = max(one.last for one in after)
    first = min(one.first for one in after)
    return note("paid_after_end", "on", number=number, on=on, first=first, last=last)
