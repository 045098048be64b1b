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
    from desktop_app.store.steps import Told

#: Acts by which the payer follows the payments; what came by the hub does not tell its act.
_FOLLOWING = ("paid", "deposits_handed_over", "payment_undone", "hub_answer")


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
    """Who paid for them before this payment; None where it changed nothing, or somebody chose a
    payer by hand since."""
    told = steps.of_person(tx.connection, one.id)
    ids = [step.change.record_id for step in told]
    if undone.payment.id not in ids:
        return None
    at = ids.index(undone.payment.id)
    own = next((step for step in told[at:] if _is_its(step, told[at])), None)
    since = told[told.index(own) + 1 :] if own else []
    if own is None or any(_by_hand(step) for step in since):
        return None
    before, after = (own.change.fields or {})["funding"]
    return str(before) if after == undone.payment.payer else None


def _is_its(step: "Told", paid: "Told") -> bool:
    """Whether a change of the payer was written with this payment: by the same act, then."""
    same = step.action == paid.action and step.change.at == paid.change.at
    return same and "funding" in (step.change.fields or {})


def _by_hand(step: "Told") -> bool:
    """Whether somebody chose the payer: neither a payment did, nor the undo of one."""
    return step.action not in _FOLLOWING and "funding" in (step.change.fields or {})


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
