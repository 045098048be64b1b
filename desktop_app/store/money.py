"""What the hub tells of money: which records there are, how each is taken back."""

# ruff: noqa: S608 - only names of tables are put together; values are always bound

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.store import changes, deposits, payments, reservations, settling, sponsors
from desktop_app.store.settling import VerdictLike
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Kind → its ledger: ``(tx, record id, record, revision=, at=, by=)``.
TAKING: Mapping[str, Callable[..., None]] = {
    changes.PAYMENT: payments.take_back,
    changes.SPONSOR: sponsors.take_back,
    changes.RESERVATION: reservations.take_back,
    changes.DEPOSIT: deposits.take_back,
}


def standing(c: "Connection", kind: str, record_id: str) -> dict[str, Any] | None:
    """A record as it stands, in the words of the change log; None where it is not here."""
    if kind == changes.PAYMENT:
        entry = payments.get(c, record_id)
        return payments.standing(entry) if entry else None
    if kind == changes.RESERVATION:
        return reservations.standing(c, record_id)
    if kind == changes.DEPOSIT:
        deposit = deposits.get(c, record_id)
        return deposits.whole(deposit) if deposit else None
    sponsor = sponsors.get(c, record_id)
    return sponsors.whole(sponsor) if sponsor else None


def is_known(tx: Tx, record_id: str, change_id: str, verdict: VerdictLike | None) -> bool:
    """Whether the change stands here already; what the hub holds of our own is settled."""
    row = tx.cursor.execute(
        "SELECT seq, settled FROM change WHERE record_id = ? AND change_id = ?"
        f" AND {changes.OF_MONEY}",
        (record_id, change_id),
    ).fetchone()
    if row is not None and row[1] is None:
        settling.known_to_hub(tx, row[0], verdict)
    return row is not None


def revision(tx: Tx, kind: str, record_id: str) -> str | None:
    """The newest change of the record; None where it is not here."""
    row = tx.cursor.execute(f"SELECT revision FROM {kind} WHERE id = ?", (record_id,)).fetchone()
    return str(row[0]) if row else None
