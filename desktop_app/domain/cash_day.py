"""The cash book of one day: what each holder brought over, received, handed over and gave back.

It adds up by making: what is in hand is counted by itself, and carried over plus received plus
came back minus handed over minus given back is the same sum (:attr:`HolderDay.adds_up`). Whole
rupiah.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.deposit import Deposit

#: What a titipan did to the cash on a day.
MOVES = ("received", "came_back", "handed_over", "given_back")


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderDay:
    """One holder's cash on a day, in rupiah."""

    holder: str
    carried: int = 0
    """In hand when the day began."""
    received: int = 0
    came_back: int = 0
    """Handed over before, and in hand again because that payment was undone."""
    handed_over: int = 0
    """Paid to BPJS Ketenagakerjaan, with code and proof."""
    given_back: int = 0
    in_hand: int = 0
    """What is to be there when the day ends, counted titipan by titipan."""

    @property
    def adds_up(self) -> bool:
        """Whether the movements explain what is in hand."""
        moved = self.received + self.came_back - self.handed_over - self.given_back
        return self.carried + moved == self.in_hand


@dataclass(frozen=True, slots=True)
class _Out:
    """Out of hand from a day on, until a day, or for good."""

    left: date
    back: date | None
    what: str
    payment: str | None


def _outs(deposit: Deposit) -> Iterator[_Out]:
    """When it was out of hand, in order; never before the day on which it came or came back,
    whatever the clock said then."""
    since = deposit.received_on
    for away in deposit.away:
        left = max(away.left, since)
        since = max(away.back, left)
        yield _Out(left, since, "handed_over", away.payment)
    if deposit.settled_on:
        what = {"paid": "handed_over", "returned": "given_back"}.get(deposit.state, "")
        yield _Out(max(deposit.settled_on, since), None, what, deposit.payment)


def moves(deposit: Deposit, day: date) -> tuple[str, ...]:
    """What it did on that day, of :data:`MOVES`; it may have done it more than once."""
    found = ["received"] if deposit.received_on == day else []
    for out in _outs(deposit):
        found += [out.what] * (out.left == day) + ["came_back"] * (out.back == day)
    return tuple(found)


def handed_over(deposit: Deposit, day: date) -> tuple[str, ...]:
    """The payments (record ids) with which it was handed over on that day."""
    outs = [out for out in _outs(deposit) if out.left == day and out.what == "handed_over"]
    return tuple(out.payment for out in outs if out.payment)


def carried_over(deposit: Deposit, day: date) -> bool:
    """Whether it was in hand when the day began."""
    return in_hand(deposit, day - timedelta(days=1))


def in_hand(deposit: Deposit, day: date) -> bool:
    """Whether it is in hand when the day ends."""
    away = any(out.left <= day and (out.back is None or out.back > day) for out in _outs(deposit))
    return deposit.received_on <= day and not away


def of_holders(deposits: Iterable[Deposit], day: date) -> tuple[HolderDay, ...]:
    """The day of everybody who held anything on it, in order of name."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for deposit in deposits:
        told = list(moves(deposit, day))
        if carried_over(deposit, day):
            told.append("carried")
        if in_hand(deposit, day):
            told.append("in_hand")
        for what in told:
            sums[deposit.holder][what] += deposit.amount
    return tuple(HolderDay(holder=holder, **sums[holder]) for holder in sorted(sums))


def together(days: Iterable[HolderDay]) -> HolderDay:
    """All holders in one; its ``holder`` is empty."""
    known = tuple(days)
    return HolderDay(
        holder="",
        carried=sum(one.carried for one in known),
        received=sum(one.received for one in known),
        came_back=sum(one.came_back for one in known),
        handed_over=sum(one.handed_over for one in known),
        given_back=sum(one.given_back for one in known),
        in_hand=sum(one.in_hand for one in known),
    )
