"""Cash left at the counter (titipan): taken, held, handed over to BPJS or given back.

It is never a payment and protects nobody until it was handed over. Off unless the administrator
switched it on; switching it off later changes nothing of what is held. Each step is recorded
before its paper is drawn, so a power cut leaves the record and the paper is drawn again from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.actions import finding, paying, proofs
from desktop_app.actions.desk import Desk
from desktop_app.actions.payable import Counter
from desktop_app.actions.paying import Done, Line, Wanted
from desktop_app.domain import cash_day
from desktop_app.domain.cash_day import HolderDay
from desktop_app.domain.deposit import Deposit
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import later
from desktop_app.store import attachments, deposits
from desktop_app.store import office as offices
from desktop_app.store.deposits import HeldDeposit
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The office's decision, false unless taken.
SETTING = "cash_at_counter"
#: Longest reason for giving back (letters).
LONGEST = 500


def enabled(desk: Desk) -> bool:
    """Whether this office takes cash at its counter."""
    with desk.read() as c:
        return _enabled(c)


def _enabled(c: "Connection") -> bool:
    return offices.setting(c, SETTING, False) is True


def switch(desk: Desk, on: bool) -> None:
    """Take cash from now on, or no more. What is held stays held. Right ``office``."""
    desk.require("office")
    with desk.write("cash_switched") as tx:
        if _enabled(tx.connection) == on:
            tx.abandon()
        else:
            offices.set_setting(tx, SETTING, on)


def expected(desk: Desk, worker_id: str, first: str, months: int) -> Line:
    """What these months cost the person. Writes nothing; raises Refused as :func:`take` does,
    whether or not cash is taken."""
    with desk.read() as c:
        return _line(c, desk, worker_id, first, months)


def take(desk: Desk, worker_id: str, first: str, months: int) -> Deposit:
    """Take the contributions of these months in cash, to be handed over later.

    Only what could be paid may be taken: the same rules hold. Raises Refused: ``cash_off``, and
    whatever a payment is refused for (``month_paid``, ``month_outside``, ``not_a_member``,
    ``age`` …). Nothing is written then.
    """
    desk.require("pay")
    with desk.write("deposit_taken") as tx:
        if not _enabled(tx.connection):
            raise Refused("cash_off")
        line = _line(tx.connection, desk, worker_id, first, months)
        return deposits.add(
            tx,
            Deposit(
                id=new_id(),
                number="",
                worker_id=line.registration.id,
                first=first,
                last=later(first, months - 1),
                amount=line.amount,
                portions=line.portions,
                received_on=tx.today,
                holder=tx.actor,
            ),
        )


def _line(c: "Connection", desk: Desk, worker_id: str, first: str, months: int) -> Line:
    wanted = Wanted(ids=(worker_id,), first=first, months=months)
    reckoned = Counter(c, desk, desk.config.today()).reckon([wanted])
    _raise_first(reckoned.refused)
    return reckoned.lines[0]


def _raise_first(refused: Sequence[paying.RefusedLine]) -> None:
    for one in refused:
        raise Refused(one.finding.rule, one.finding.field, **one.finding.params)


def hand_over(desk: Desk, ids: Sequence[str], *, code: str, paid_on: date, proof: Path) -> Done:
    """These titipan (record ids) were paid to BPJS: all of them become payments, or none.

    Payment code, date and proof are needed together; every check of a payment is made again, for
    much may have happened since. Allowed also where cash is taken no more. Raises Refused:
    ``nothing_selected``, ``required`` (code), ``attachment``, ``date_future``, ``deposit_settled``,
    ``deposit_before``, and what a payment is refused for.
    """
    desk.require("pay")
    if not ids:
        raise Refused("nothing_selected")
    given = paying.slip(desk, paid_on=paid_on, code=code)
    if not given.code:
        raise Refused("required", "payment_code")
    read = proofs.read(proof)
    with desk.write("deposits_handed_over") as tx:
        found = [_held(tx, deposit_id) for deposit_id in dict.fromkeys(ids)]
        for one in found:
            if paid_on < one.received_on:
                raise Refused(
                    "deposit_before", "paid_on", number=one.number, on=one.received_on, day=paid_on
                )
        wanted = [
            Wanted(ids=(one.worker_id,), first=one.first, months=one.months, deposit=one.id)
            for one in found
        ]
        slip = replace(given, proof=attachments.put(tx, *read))
        done = paying.record(tx, desk, wanted, slip)
        _raise_first(done.refused)
    return done


def _held(tx: Tx, deposit_id: str) -> Deposit:
    """The titipan, still held. Raises Refused."""
    known = deposits.get(tx.connection, deposit_id)
    if known is None:
        raise Refused("not_found", None, id=deposit_id[:60])
    if known.state != "held":
        raise _settled(known)
    return known


def _settled(deposit: Deposit) -> Refused:
    return Refused(
        "deposit_settled",
        None,
        why=deposit.state,
        number=deposit.number,
        on=deposit.settled_on,
        by=deposit.settled_by,
    )


def give_back(desk: Desk, deposit_id: str, why: str) -> Deposit:
    """The person gets the money back. Raises Refused: ``required`` (why), ``deposit_settled``."""
    desk.require("pay")
    reason = " ".join(why.split())
    if not reason:
        raise Refused("required", "why")
    if len(reason) > LONGEST:
        raise Refused("type", "why", wanted="shorter", most=LONGEST)
    with desk.write("deposit_returned") as tx:
        known = _held(tx, deposit_id)
        deposits.settle(tx, known.id, state="returned", why=reason)
    return replace(known, state="returned", why=reason, settled_on=tx.today, settled_by=tx.actor)


def held(desk: Desk) -> list[HeldDeposit]:
    """What is held and neither handed over nor given back, the longest held first."""
    with desk.read() as c:
        return deposits.held(c)


def find(desk: Desk, text: str) -> list[HeldDeposit]:
    """The held titipan of this number or record id; of a person, all that is held for them.

    Raises Refused (``not_found``, ``deposit_settled``, ``deposit_none``).
    """
    wanted = text.strip()
    known = held(desk)
    named = [
        one for one in known if wanted.upper() == one.deposit.number or wanted == one.deposit.id
    ]
    if named:
        return named
    with desk.read() as c:
        by_id = deposits.get(c, wanted)
        gone = [by_id] if by_id else [one.deposit for one in deposits.numbered(c, wanted)]
    if gone:
        raise _settled(gone[0])
    person = finding.find_one(desk, wanted)
    found = [one for one in known if one.deposit.worker_id == person.id]
    if not found:
        raise Refused("deposit_none", None, number=person.number)
    return found


def find_single(desk: Desk, text: str) -> HeldDeposit:
    """The one held titipan that this means. Raises Refused as :func:`find`, or
    ``deposit_several``."""
    found = find(desk, text)
    if len(found) > 1:
        numbers = tuple(one.deposit.number for one in found)
        raise Refused("deposit_several", None, numbers=numbers)
    return found[0]


def receipt_of(desk: Desk, text: str) -> Deposit:
    """The titipan whose receipt is meant, held or settled: by its number or record id, or the only
    one that is held for this person. Raises Refused as :func:`find_single`."""
    with desk.read() as c:
        by_id = deposits.get(c, text.strip())
        named = [one.deposit for one in deposits.numbered(c, text)]
    if by_id:
        return by_id
    return named[0] if len(named) == 1 else find_single(desk, text).deposit


@dataclass(frozen=True, slots=True, kw_only=True)
class CashDay:
    """The daily cash sheet: sums by holder, and every titipan that moved or stays."""

    day: date
    holders: tuple[HolderDay, ...]
    total: HolderDay
    received: tuple[HeldDeposit, ...]
    came_back: tuple[HeldDeposit, ...]
    """Handed over before, and held again because that payment was undone."""
    handed_over: tuple[HeldDeposit, ...]
    given_back: tuple[HeldDeposit, ...]
    in_hand: tuple[HeldDeposit, ...]


def day(desk: Desk, on: date | None = None) -> CashDay:
    """The cash of a day (today where none is named), as it is recorded now.

    Raises Refused (``date_future``).
    """
    on = on or desk.config.today()
    if on > desk.config.today():
        raise Refused("date_future", "on", value=on)
    with desk.read() as c:
        known = deposits.open_on(c, on)
    holders = cash_day.of_holders((one.deposit for one in known), on)

    def moved(what: str) -> tuple[HeldDeposit, ...]:
        return tuple(
            one for one in known for _ in range(cash_day.moves(one.deposit, on).count(what))
        )

    return CashDay(
        day=on,
        holders=holders,
        total=cash_day.together(holders),
        received=moved("received"),
        came_back=moved("came_back"),
        handed_over=moved("handed_over"),
        given_back=moved("given_back"),
        in_hand=tuple(one for one in known if cash_day.in_hand(one.deposit, on)),
    )
