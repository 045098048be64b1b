"""Undoing a payment: only the newest step of a person, and only by who made it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.actions import funded, letting_go, membership
from desktop_app.actions.desk import Desk
from desktop_app.actions.letting_go import LetGo
from desktop_app.actions.membership import mine
from desktop_app.domain.findings import Refused
from desktop_app.store import payments
from desktop_app.store.payments import Entry

if TYPE_CHECKING:
    from desktop_app.store.engine import Tx


def undo(tx: "Tx", desk: Desk, entries: Sequence[Entry], why: str) -> tuple[LetGo, ...]:
    """Undo these payments, all or none, in this order; returns what a sponsor set aside for months
    that came back and has no room for any more.

    Raises Refused: ``undo_nothing``, ``undo_not_last``, ``undo_not_yours``, naming the first
    person it is about.
    """
    aside = letting_go.aside(tx.connection, {entry.payment.worker_id for entry in entries})
    for entry in entries:
        _check(tx, desk, entry)
        payments.undo(tx, entry.payment.id, why)
    funded.go_back(tx, desk, entries)
    return letting_go.keep_within(tx, aside)


def _check(tx: "Tx", desk: Desk, entry: Entry) -> None:
    if entry.undone_on is not None:
        raise Refused("undo_nothing", None, number=entry.number)
    if not mine(tx.connection, desk, entry.by, entry.at):
        raise Refused("undo_not_yours", None, by=entry.by, number=entry.number)
    if membership.above(tx.connection, entry.payment.worker_id, entry.payment.id):
        raise Refused("undo_not_last", None, number=entry.number)
