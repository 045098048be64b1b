"""Recording what was paid to BPJS Ketenagakerjaan: for one, for many, from a list; and undoing it.

The money itself goes by BPJS's own channels. Amounts are whole rupiah; months are ``YYYY-MM``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.actions import funded, paid_rows, proofs, undoing
from desktop_app.actions.desk import Desk
from desktop_app.actions.importing import ImportedRow
from desktop_app.actions.letting_go import Told, quiet
from desktop_app.actions.payable import (
    Counter,
    Line,
    Reckoned,
    RefusedLine,
    Wanted,
    sum_differs,
)
from desktop_app.domain.contribution import MOST_RUPIAH
from desktop_app.domain.findings import Refused
from desktop_app.domain.payment import Payment
from desktop_app.store import attachments, deposits, payments
from desktop_app.store.payments import Entry, Remittance
from desktop_app.store.tx import new_id

if TYPE_CHECKING:
    from desktop_app.store.attachments import Attachment
    from desktop_app.store.engine import Tx

__all__ = [
    "Done", "Line", "PaidList", "Reckoned", "RefusedLine", "Slip", "Wanted", "pay", "pay_list",
    "payments_of", "proof_of", "reckon", "record", "remittances", "slip", "undo",
    "undo_any", "undo_reference",
]  # fmt: skip

#: BPJS Ketenagakerjaan began in 2014: an earlier day of payment was mistyped.
_FIRST_DAY = date(2014, 1, 1)
#: Longest payment code and name of a list that is kept (letters).
_LONGEST_CODE = 40
_LONGEST_SOURCE = 120
_LONGEST_WHY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What the slip of a payment says, checked."""

    paid_on: date
    code: str | None = None
    """BPJS's payment code (kode iuran)."""
    proof: str | None = None
    """SHA-256 of the attachment."""
    amount: int | None = None
    """The sum for everybody, where it was looked at."""
    source: str | None = None
    """The name of the list it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was recorded in one go, and who was not taken."""

    reference: str | None
    """Names this payment; None where nothing was recorded."""
    payments: tuple[Payment, ...]
    lines: tuple[Line, ...]
    """The people, in the order of the payments."""
    refused: tuple[RefusedLine, ...]

    @property
    def total(self) -> int:
        """Rupiah that were recorded."""
        return sum(one.amount for one in self.payments)


_NOTHING = Done(reference=None, payments=(), lines=(), refused=())


def reckon(
    desk: Desk, wanted: Wanted | Sequence[Wanted], *, paid_on: date | None = None
) -> Reckoned:
    """What a payment would come to and who cannot be paid for. Writes nothing.

    Raises Refused for what is wrong with the whole: ``nothing_selected``, ``sponsor``.
    """
    with desk.read() as c:
        return Counter(c, desk, paid_on or desk.config.today()).reckon(_many(wanted))


def pay(
    desk: Desk,
    wanted: Wanted | Sequence[Wanted],
    *,
    paid_on: date | None = None,
    code: str | None = None,
    proof: Path | None = None,
    amount: int | None = None,
    source: str | None = None,
    dry_run: bool = False,
) -> Done:
    """Record a payment of everybody who can be paid for; the others are named and nothing of
    theirs is recorded.

    ``amount`` is the sum on the slip: it must be what the rules say, or that less what the branch
    office may grant; then the portions say that it did. Where nobody can be paid for, nothing is
    written. Raises Refused: ``nothing_selected``, ``sponsor``, ``amount``, ``date_future``,
    ``type`` (payment code, date), ``proof``, ``file_unreadable``; nothing was written then.
    """
    desk.require("pay")
    given = slip(desk, paid_on=paid_on, code=code, amount=amount, source=source)
    read = proofs.read(proof) if proof else None
    with desk.write("paid") as tx:
        if read:
            given = replace(given, proof=attachments.put(tx, *read))
        done = record(tx, desk, _many(wanted), given)
        if dry_run or not done.payments:
            tx.abandon()
            done = replace(done, reference=None)
    return done


def slip(
    desk: Desk,
    *,
    paid_on: date | None = None,
    code: str | None = None,
    amount: int | None = None,
    source: str | None = None,
) -> Slip:
    """The slip as it was typed, checked. Raises Refused: ``date_future``, ``type``, ``amount``."""
    today = desk.config.today()
    day = paid_on or today
    if day > today:
        raise Refused("date_future", "paid_on", value=day)
    if day < _FIRST_DAY:
        raise Refused("type", "paid_on", wanted="date")
    return Slip(
        paid_on=day,
        code=_text(code, "payment_code", _LONGEST_CODE),
        amount=_checked(amount),
        source=_text(source, "source", _LONGEST_SOURCE),
    )


def _text(text: str | None, field: str, most: int) -> str | None:
    told = " ".join((text or "").split())
    if len(told) > most:
        raise Refused("type", field, wanted="shorter", most=most)
    if not told.isprintable():
        raise Refused("type", field, wanted="printable")
    return told or None


def _checked(amount: int | None) -> int | None:
    if amount is None:
        return None
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise Refused("amount", "amount")
    if amount < 0:
        raise Refused("amount", "amount", why="negative")
    if amount > MOST_RUPIAH:
        raise Refused("amount", "amount", why="too_large")
    return amount


def record(tx: "Tx", desk: Desk, wanted: Sequence[Wanted], given: Slip) -> Done:
    """Record a payment within a transaction, after every check within it. Whose titipan is handed
    over (:attr:`Wanted.deposit`), that is settled. Raises Refused as :func:`pay`."""
    reckoned = _agreeing(tx, desk, wanted, given)
    if not reckoned.lines:
        return Done(reference=None, payments=(), lines=(), refused=reckoned.refused)
    reference = new_id()
    made = tuple(_payment(line, reference, given) for line in reckoned.lines)
    payments.add_many(tx, made)
    for one in made:
        if one.deposit:
            deposits.settle(tx, one.deposit, state="paid", payment=one.id)
    funded.follow(tx, desk, reckoned.lines)
    return Done(reference=reference, payments=made, lines=reckoned.lines, refused=reckoned.refused)


def _agreeing(tx: "Tx", desk: Desk, wanted: Sequence[Wanted], given: Slip) -> Reckoned:
    """What the payment comes to, in agreement with the sum on the slip. A sum that fits both ways,
    because not everybody can be paid for in full, means the way in which more people are."""
    full = Counter(tx.connection, desk, given.paid_on).reckon(wanted)
    if given.amount is None or (given.amount == full.total and not full.refused):
        return full
    reduced = Counter(tx.connection, desk, given.paid_on, granted=True).reckon(wanted)
    more = len(reduced.lines) > len(full.lines)
    if given.amount == reduced.total and (more or given.amount != full.total):
        return reduced
    if given.amount == full.total or not full.lines:
        return full
    raise sum_differs(given.amount, full.total, reduced.total)


def _payment(line: Line, reference: str, given: Slip) -> Payment:
    return Payment(
        id=new_id(),
        worker_id=line.registration.id,
        first=line.first,
        last=line.last,
        payer=line.payer,
        amount=line.amount,
        portions=line.portions,
        paid_on=given.paid_on,
        reference=reference,
        code=given.code,
        proof=given.proof,
        source=given.source,
        deposit=line.deposit,
    )


def _many(wanted: Wanted | Sequence[Wanted]) -> Sequence[Wanted]:
    return [wanted] if isinstance(wanted, Wanted) else wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidList:
    """A list's rows and what became of them; a row is ``accepted`` or ``refused``."""

    rows: tuple[ImportedRow, ...]
    done: Done

    def count(self, status: str) -> int:
        """How many rows ended so."""
        return sum(row.status == status for row in self.rows)


def pay_list(  # noqa: PLR0913 - what the command and the page let people choose
    desk: Desk,
    path: Path,
    *,
    payer: str = "self",
    paid_on: date | None = None,
    code: str | None = None,
    proof: Path | None = None,
    dry_run: bool = False,
    first: str | None = None,
    months: int | None = None,
    amount: int | None = None,
) -> PaidList:
    """Record the payments of a list, those of its rows that can be, in one transaction.

    ``first`` and ``months`` hold for rows that do not say their own. A row's sum must be what the
    rules say, or that less what the branch office may grant. Raises Refused as :func:`pay`, and
    for a file that cannot be read.
    """
    from desktop_app.lists.payments import read_payments

    desk.require("pay")
    name = "".join(filter(str.isprintable, path.name))[:_LONGEST_SOURCE]
    given = slip(desk, paid_on=paid_on, code=code, amount=amount, source=name)
    listed = read_payments(path, first=first, months=months, today=desk.config.today())
    read = proofs.read(proof) if proof else None
    with desk.write("paid") as tx:
        if read:
            given = replace(given, proof=attachments.put(tx, *read))
        asked, refused = paid_rows.wanted(tx.connection, listed, payer)
        done = record(tx, desk, asked, given) if asked else _NOTHING
        if dry_run or not done.payments:
            tx.abandon()
            done = replace(done, reference=None)
    both = sorted((*refused, *done.refused), key=lambda line: line.row or 0)
    done = replace(done, refused=tuple(both))
    return PaidList(rows=paid_rows.told(listed, done.refused), done=done)


def undo(desk: Desk, payment_id: str, why: str = "", *, told: Told = quiet) -> None:
    """Undo one payment; its months can be paid again. ``told`` learns of what a sponsor had set
    aside for them and has no room for any more.

    Raises Refused: ``undo_nothing``, ``undo_not_last``, ``undo_not_yours``.
    """
    desk.require("pay")
    with desk.write("payment_undone") as tx:
        entry = payments.get(tx.connection, payment_id)
        if entry is None:
            raise Refused("undo_nothing")
        gone = undoing.undo(tx, desk, [entry], _why(why))
    for one in gone:
        told(one)


def undo_reference(desk: Desk, reference: str, why: str = "", *, told: Told = quiet) -> int:
    """Undo everything that was paid in one go and still stands, or nothing; returns how many.

    Raises Refused as :func:`undo`, naming the first person it is about.
    """
    desk.require("pay")
    with desk.write("payment_undone") as tx:
        found = payments.of_reference(tx.connection, reference)
        standing = [one for one in found if one.undone_on is None]
        if not standing:
            raise Refused("undo_nothing")
        gone = undoing.undo(tx, desk, standing[::-1], _why(why))
    for one in gone:
        told(one)
    return len(standing)


def undo_any(desk: Desk, text: str, why: str = "", *, told: Told = quiet) -> int:
    """Undo what this names: a payment's record id, or the reference of many; returns how many."""
    wanted = text.strip().lower()
    with desk.read() as c:
        alone = payments.get(c, wanted) is not None
    if not alone:
        return undo_reference(desk, wanted, why, told=told)
    undo(desk, wanted, why, told=told)
    return 1


def _why(why: str) -> str:
    return _text(why, "why", _LONGEST_WHY) or ""


def payments_of(desk: Desk, worker_id: str) -> list[Entry]:
    """Somebody's payments, the newest months first; undone ones too."""
    with desk.read() as c:
        return payments.of_worker(c, worker_id)


def remittances(desk: Desk, limit: int = 200) -> list[Remittance]:
    """What was paid last, each payment once however many people it was for."""
    with desk.read() as c:
        return payments.recent(c, limit)


def proof_of(desk: Desk, sha256: str) -> "Attachment":
    """The proof of a payment. Raises Refused (``not_found``)."""
    with desk.read() as c:
        found = attachments.get(c, sha256)
    if found is None:
        raise Refused("not_found", None, id=sha256[:12])
    return found
