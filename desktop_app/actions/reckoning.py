"""What somebody's months cost: the contribution of each, by its own rules and who pays.

Amounts are whole rupiah; months are ``YYYY-MM``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop_app.domain.contribution import Band, Tables, band_of, check_span, contributions
from desktop_app.domain.months import span
from desktop_app.domain.occupation import Occupation
from desktop_app.domain.payment import Portion, portions
from desktop_app.domain.registration import Registration
from desktop_app.reference.occupations import occupations

#: The payer that the reductions speak of where people pay for themselves.
SELF = "self"
#: What a portion says where the branch office granted a reduction that is not clear.
GRANTED = "discount_granted"


@dataclass
class Reckoner:
    """Reckons with one set of tables. People who are alike in what matters share the work."""

    tables: Tables
    granted: bool = False
    """Whether the branch office granted the reductions of which the regulation does not say."""
    _known: dict[tuple[object, ...], tuple[Portion, ...]] = field(default_factory=dict)
    _bands: dict[tuple[str, int], list[tuple[Band, ...]]] = field(default_factory=dict)
    _occupations: Mapping[str, Occupation] = field(default_factory=occupations)

    def __post_init__(self) -> None:
        if self.granted:
            clear = (replace(d, payer_unclear=frozenset()) for d in self.tables.discounts)
            self._told = Tables(self.tables.bands, tuple(clear))
        else:
            self._told = self.tables

    def portions(
        self, registration: Registration, first: str, months: int, payer: str
    ) -> tuple[Portion, ...]:
        """The months' contributions of this person; ``payer``: one of
        :data:`~desktop_app.domain.contribution.PAYERS`. Raises Refused as ``contributions``."""
        check_span(first, months)
        worker = registration.worker
        known = self._occupations.get(worker.occupation)
        sector = known.sector if known else "other"
        income = worker.monthly_income
        bands = tuple(band_of(income, bands).base for bands in self._bands_of(first, months))
        what = (income is None, bands, worker.programmes, sector, first, months, payer)
        if what not in self._known:
            found = portions(
                contributions(
                    first,
                    months,
                    income,
                    programmes=worker.programmes,
                    sector=sector,
                    payer=payer,
                    tables=self._told,
                )
            )
            if self.granted:
                found = self._marked(found, Reckoner(self.tables), registration, payer)
            self._known[what] = found
        return self._known[what]

    def _bands_of(self, first: str, months: int) -> list[tuple[Band, ...]]:
        """The tables of bands that hold in these months, each once."""
        if (first, months) not in self._bands:
            held = (self.tables.bands_of(month) for month in span(first, months))
            self._bands[first, months] = list(
                {bands[0].month_from: bands for bands in held}.values()
            )
        return self._bands[first, months]

    def _marked(
        self,
        found: tuple[Portion, ...],
        full: "Reckoner",
        registration: Registration,
        payer: str,
    ) -> tuple[Portion, ...]:
        """Portions that say where the reduction was granted and not owed by the regulation."""
        return tuple(
            replace(one, unclear=(*one.unclear, GRANTED))
            if one.monthly != full.portions(registration, one.first, 1, payer)[0].monthly
            else one
            for one in found
        )


def portions_for(
    registration: Registration, first: str, months: int, payer_kind: str, tables: Tables
) -> tuple[Portion, ...]:
    """The contributions of one person's months in a row, those that are alike put together.

    The sector is that of the first occupation, programmes and income are the person's own; who
    has no recorded income is reckoned by the lowest band, marked as assumed. Raises Refused:
    ``month_outside``, ``type`` (month).
    """
    return Reckoner(tables).portions(registration, first, months, payer_kind)


def total(found: tuple[Portion, ...]) -> int:
    """Rupiah for all of them."""
    return sum(one.total for one in found)


def saving(found: tuple[Portion, ...]) -> int:
    """Rupiah less for all of them, if the branch office grants every unclear reduction."""
    return sum(one.possible_saving * one.months for one in found)
