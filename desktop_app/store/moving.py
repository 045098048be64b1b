"""Money that is another one's from now on, because two registrations were one person.

What the hub has of it changes hands there as well; what it never took is said anew, because under
the former name it would wait for ever.
"""

# ruff: noqa: S608 - only names of tables are put together; values are always bound

from dataclasses import replace

from desktop_app.store import changes, clashes, payments, settling
from desktop_app.store.changes import DEPOSIT, PAYMENT, RESERVATION, Said
from desktop_app.store.tx import Tx


def follow(tx: Tx, worker_id: str, heir: str) -> None:
    """Payments, reservations and titipan of one are another one's, with their changes.

    Raises MonthPaid where both have paid the same month: one of the payments has to be undone;
    MonthsClash where a titipan or what one of them brought along holds a month of the other.
    """
    _check(tx, worker_id, heir)
    for kind in (PAYMENT, RESERVATION, DEPOSIT):
        ids = tx.cursor.execute(
            f"SELECT id FROM {kind} WHERE worker_id = ? ORDER BY rowid", (worker_id,)
        ).fetchall()
        said = [_said(tx, record_id, heir) for (record_id,) in ids]
        tx.cursor.executemany(
            f"UPDATE {kind} SET worker_id = ?, revision = ? WHERE id = ?",
            [(heir, one.change_id, one.record_id) for one in said],
        )
        changes.record(tx, said, kind=kind)


def _check(tx: Tx, worker_id: str, heir: str) -> None:
    mine = payments.of_worker(tx.connection, worker_id)
    standing = [replace(e.payment, worker_id=heir) for e in mine if e.undone_on is None]
    if taken := payments.month_paid(tx, standing):
        raise taken
    if clash := clashes.of_persons(tx.connection, worker_id, heir):
        raise clashes.MonthsClash(clash)


def _said(tx: Tx, record_id: str, heir: str) -> Said:
    """The record under its new owner; as a new one where the hub never took it."""
    told = changes.of_record(tx.connection, record_id)
    head = [one for one in told if one.verdict != changes.BESIDE][-1]
    whole = {**(head.record or {}), "worker": heir}
    taken = any(one.verdict in settling.TAKEN for one in told)
    if not taken:
        settling.ended(tx, record_id)
    was = (head.record or {}).get("worker")
    return Said(
        change_id=changes.new_change_id(),
        record_id=record_id,
        record=whole,
        fields={"worker": [was, heir]} if taken else None,
        subject=heir,
    )
