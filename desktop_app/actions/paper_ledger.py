"""Entering papers about money in the ledger."""

from collections.abc import Iterable

from desktop_app.actions import heads
from desktop_app.domain.registration import Registration
from desktop_app.store import papers
from desktop_app.store.tx import Tx

#: Kinds of the ledger beside cards and certificates.
HOW_TO_PAY, DEPOSIT, LAPSE, TRANSFER = "how_to_pay", "deposit", "lapse_letter", "transfer_letter"


def enter(
    tx: Tx,
    kind: str,
    people: Iterable[Registration],
    reason: str = "",
    letter: str | None = None,
) -> None:
    """Enter a paper of each of these people. ``letter``: the number that all of them bear."""
    first = papers.next_serial(tx.connection)
    for serial, one in enumerate(people, first):
        papers.record(
            tx,
            kind=kind,
            worker_id=one.id,
            status="confirmed" if heads.is_confirmed(one) else "provisional",
            serial=serial,
            reason=reason,
            letter=letter,
        )
