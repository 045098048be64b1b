"""Who pays for somebody follows who paid their newest month, and goes back when that is undone."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop_app.actions import protecting
from desktop_app.actions.desk import Desk
from desktop_app.actions.payable import Line
from desktop_app.domain.protection import Paid, cover
from desktop_app.domain.registration import Registration
from desktop_app.store import steps, workers
from desktop_app.store.funding import Funded, fund_many
from desktop_app.store.payments import Entry

if TYPE_CHECKING:
    from desktop_app.store.engine import Tx


def follow(tx: "Tx", desk: Desk, lines: Sequence[Line]) -> None:
    """After a payment was written: ``funding`` names who paid the newest month."""
    people = {
        line.registration.id: line.registration
        for line in lines
        if line.payer != line.registration.worker.funding
    }
    if not people:
        return
    rows = protecting.paid_rows(tx.connection, tuple(people.values()))
    named = [(one, max(rows[one.id], key=lambda paid: paid.last)) for one in people.values()]
    _fund(tx, desk, [(one, newest.payer) for one, newest in named if newest.payment], rows)


def go_back(tx: "Tx", desk: Desk, undone: Sequence[Entry]) -> None:
    """After payments were undone: what each had changed is as before, unless somebody changed it
    since."""
    for entry in undone:
        one = workers.get(tx.connection, entry.payment.worker_id)
        if one is not None and one.worker.funding == entry.payment.payer:
            before = _before(tx, one, entry)
            rows = protecting.paid_rows(tx.connection, [one])
            _fund(tx, desk, [(one, before)] if before else [], rows)


def _before(tx: "Tx", one: Registration, undone: Entry) -> str | None:
    """Who paid for them before this payment; None where it changed nothing."""
    for told in reversed(steps.of_person(tx.connection, one.id)):
        change = told.change
        if change.at == undone.at and change.fields and "funding" in change.fields:
            before, after = change.fields["funding"]
            return str(before) if after == undone.payment.payer else None
    return None


def _fund(
    tx: "Tx",
    desk: Desk,
    named: Sequence[tuple[Registration, str]],
    rows: Mapping[str, Sequence[Paid]],
) -> None:
    today = desk.config.today()
    people = [
        Funded(one, payer, cover(one.states.membership, rows[one.id], today).state)
        for one, payer in named
        if payer != one.worker.funding
    ]
    if people:
        fund_many(tx, people)
