"""The cash book of one day: what each holder brought over, received, handed over and gave back.

It adds up by making: what is in hand is counted by itself, and carried over plus received minus
handed over minus given back is the same sum (:attr:`HolderDay.adds_up`). Whole rupiah.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.deposit import Deposit

#: What a titipan did to the cash on a day.
MOVES = ("received", "handed_over", "given_back")


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderDay:
    """One holder's cash on a day, in rupiah."""

    holder: str
    carried: int = 0
    """In hand when the day began."""
    received: int = 0
    handed_over: int = 0
    """Paid to BPJS Ketenagakerjaan, with code and proof."""
    given_back: int = 0
    in_hand: int = 0
    """What is to be there when the day ends, counted titipan by titipan."""

    @property
    def adds_up(self) -> bool:
        """Whether the movements explain what is in hand."""
        moved = self.received - self.handed_over - self.given_back
        return self.carried + moved == self.in_hand


def settled(deposit: Deposit) -> date | None:
    """The day on which the money left; never before the one on which it came, whatever the clock
    said then."""
    return max(deposit.settled_on, deposit.received_on) if deposit.settled_on else None


def moves(deposit: Deposit, day: date) -> tuple[str, ...]:
    """What it did on that day, of :data:`MOVES`."""
    left = {"paid": "handed_over", "returned": "given_back"}.get(deposit.state)
    found = ["received"] if deposit.received_on == day else []
    if left and settled(deposit) == day:
        found.append(left)
    return tuple(found)


def carried_over(deposit: Deposit, day: date) -> bool:
    """Whether it was in hand when the day began."""
    left = settled(deposit)
    return deposit.received_on < day and (left is None or left >= day)


def in_hand(deposit: Deposit, day: date) -> bool:
    """Whether it is in hand when the day ends."""
    left = settled(deposit)
    return deposit.received_on <= day and (left is None or left > day)


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
        handed_over=sum(one.handed_over for one in known),
        given_back=sum(one.given_back for one in known),
        in_hand=sum(one.in_hand for one in known),
    )
