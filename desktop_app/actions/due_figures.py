"""What the first page tells of money: whose protection ends, who is in arrears, which cash waits.

Beside :func:`desktop_app.actions.finding.today_figures`, which the foot of the window reads with
every change: these look at all payments, and only the first page needs them.
"""

from dataclasses import dataclass
from datetime import date

from desktop_app.actions.desk import Desk
from desktop_app.store import deposits, due_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFigures:
    """Counted as of a day."""

    ending: int = 0
    """Members whose paid months end with this one."""
    arrears: int = 0
    """Members with one to three unpaid months."""
    held: int = 0
    """How many titipan are not handed over yet."""
    held_sum: int = 0
    """Rupiah of these."""
    held_days: int = 0
    """How long the oldest of them is held."""
    holders: tuple[str, ...] = ()
    """Who holds them, in order of name."""


def due_figures(desk: Desk, on: date | None = None) -> DueFigures:
    """All of them as of a day (today where none is named), in one consistent view."""
    today = on or desk.config.today()
    with desk.read() as c:
        held = [one.deposit for one in deposits.held(c)]
        counted = due_counts.counts(c, today)
        return DueFigures(
            ending=counted.ending,
            arrears=counted.arrears,
            held=len(held),
            held_sum=sum(one.amount for one in held),
            held_days=max((one.days_held(today) for one in held), default=0),
            holders=tuple(sorted({one.holder for one in held})),
        )
