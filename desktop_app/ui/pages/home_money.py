"""What waits about money, for the first page: who lapses, who is in arrears, which cash waits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.text import _, n_
from desktop_app.ui import shown

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.due_figures import DueFigures

Go = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: whose right it is, how many, what, why, and the way to do it."""

    right: str
    count: int
    icon: str
    what: str
    why: str
    name: str
    act: Callable[[], object]


def money(desk: "Desk") -> "DueFigures":
    """The figures of money. For a lane."""
    from desktop_app.actions import due_figures

    return due_figures.due_figures(desk)


def money_due(read: "DueFigures", go: Go) -> Iterator[Due]:
    """Cash first, for it is other people's money; then whose protection ends."""
    days = n_("{n} day", "{n} days", read.held_days).format(n=shown.number(read.held_days))
    words = _("Titipan of {sum} is not handed over yet")
    yield Due(
        "pay",
        read.held,
        "wallet",
        words.format(sum=shown.rupiah(read.held_sum)),
        _("The oldest for {days}, held by {holders}.").format(
            days=days, holders=", ".join(read.holders)
        ),
        _("Hand over"),
        lambda: go("dues", tab="cash"),
    )
    yield Due(
        "pay",
        read.ending,
        "calendar-clock",
        n_(
            "The protection of {n} participant ends this month",
            "The protection of {n} participants ends this month",
            read.ending,
        ),
        _("Collect the next contribution, or print the letters."),
        _("See who"),
        lambda: go("dues", tab="due"),
    )
    yield Due(
        "pay",
        read.arrears,
        "triangle-alert",
        n_("{n} participant is in arrears", "{n} participants are in arrears", read.arrears),
        _("After three unpaid months the membership rests."),
        _("See who"),
        lambda: go("dues", tab="due"),
    )
