"""What months cost, put so that a paper can show it with its parts."""

from typing import TYPE_CHECKING

from desktop_app.actions.reckoning import SELF, Reckoner
from desktop_app.domain.months import later, month_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop_app.documents.money_values import Charge, SumRow
    from desktop_app.domain.contribution import Tables
    from desktop_app.domain.payment import Portion
    from desktop_app.domain.registration import Registration

#: How many months a letter offers, the shortest first.
OFFERED = (1, 3, 6)


def charge(portions: "Sequence[Portion]", tables: "Tables") -> "Charge":
    """The portions with the tariff before reductions, and the rules behind both."""
    from desktop_app.documents.money_values import Charge

    return Charge(
        rows=tuple(_row(one, tables) for one in portions),
        sources=tuple(dict.fromkeys(one.rules[0] for one in portions)),
        reductions=tuple(dict.fromkeys(rule for one in portions for rule in one.rules[1:])),
        doubts=tuple(dict.fromkeys(rule for one in portions for rule in one.unclear)),
        assumed=any(one.assumed for one in portions),
    )


def _row(one: "Portion", tables: "Tables") -> "SumRow":
    from desktop_app.documents.money_values import SumRow

    band = next(band for band in tables.bands_of(one.first) if band.number == one.band)
    full = tuple((name, band.amounts[name]) for name, part in one.parts.items() if part)
    return SumRow(
        first=one.first,
        last=later(one.first, one.months - 1),
        months=one.months,
        full=full,
        reduction=sum(amount for _, amount in full) - one.monthly,
        monthly=one.monthly,
    )


def offers(
    registration: "Registration", until: str, reckoner: Reckoner, today: "date"
) -> "tuple[Charge, ...]":
    """What somebody can pay next, from the month after ``until`` on. A month that has passed is
    not asked for any more."""
    first = max(later(until, 1), month_of(today))
    return tuple(
        charge(reckoner.portions(registration, first, months, SELF), reckoner.tables)
        for months in OFFERED
    )
