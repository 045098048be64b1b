"""One month's contribution of somebody without a wage, by the rules of that month.

JKK is 1 % and JHT 2 % of the base of the income's band, JKM a flat sum (PP 44/2015, Annex II).
Reductions hold per contribution month, whenever it is paid. Amounts are whole rupiah a month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop_app.domain.findings import Refused
from desktop_app.domain.months import is_month, span
from desktop_app.domain.occupation import SECTORS
from desktop_app.domain.worker import PROGRAMMES

PAYERS = ("self", "APBN", "APBD", "APBDes", "CSR", "SERTAKAN", "DBH", "other")
#: What may be paid in one go, in months (bulk template of BPJS Ketenagakerjaan, BULAN_IURAN).
MOST_MONTHS = 12
#: No income, amount or budget of a person or a village is larger than this (rupiah).
MOST_RUPIAH = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A row of Annex II. It begins at ``income_min`` and ends where the next begins."""

    month_from: str
    """The first month for which its table holds; the table after it ends it."""
    number: int
    income_min: int
    base: int
    amounts: dict[str, int]
    """By programme."""
    verified: bool
    """Whether two independent sources agree on it."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """A reduction for a sector in a span of months, both ends included."""

    rule: str
    sector: str
    month_from: str
    month_to: str
    multiplier: Fraction
    programmes: frozenset[str]
    payer_excluded: frozenset[str]
    payer_unclear: frozenset[str]
    """Payers of whom the regulation does not say: the full amount holds until confirmed."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The bands of every table there was, and the reductions."""

    bands: tuple[Band, ...]
    """By their first month, then by rising income."""
    discounts: tuple[Discount, ...]

    def bands_of(self, month: str) -> tuple[Band, ...]:
        """The table that holds for a month. Raises Refused (``month_outside``) before the first."""
        known = {band.month_from for band in self.bands if band.month_from <= month}
        if not known:
            first = min(band.month_from for band in self.bands)
            raise Refused("month_outside", "month", why="no_table", month=month, first=first)
        return tuple(band for band in self.bands if band.month_from == max(known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """The amount of one month with the rules it rests on."""

    month: str
    band: int
    base: int
    parts: dict[str, int]
    """By programme; one not taken is 0."""
    total: int
    rules: tuple[str, ...]
    unclear: tuple[str, ...]
    """Rules with sentences: ``discount_payer``, ``band_unverified``."""
    possible_saving: int
    """What would be saved if the branch office confirms that the reduction holds."""
    assumed: bool
    """The income is unknown and band 1 was taken."""


def band_of(income: int | None, bands: Sequence[Band]) -> Band:
    """The band with the largest beginning that is not above the income (the table has gaps)."""
    wanted = income or 0
    return max((b for b in bands if b.income_min <= wanted), key=lambda b: b.income_min)


def contribution(
    month: str,
    income: int | None,
    *,
    programmes: Sequence[str],
    sector: str,
    payer: str,
    tables: Tables,
) -> Contribution:
    """The contribution for a month (``YYYY-MM``) and income (rupiah a month, None if unknown).

    Raises :class:`Refused`: ``type`` (month), ``amount`` (income), ``choice`` (sector, payer,
    programme), ``programmes`` (JKK and JKM always together, JHT only on top), ``month_outside``
    (no table holds for that month).
    """
    _check(month, income, programmes, sector, payer)
    band = band_of(income, tables.bands_of(month))
    parts = {p: band.amounts[p] if p in programmes else 0 for p in PROGRAMMES}
    rules, unclear, saving = [band.source], [] if band.verified else ["band_unverified"], 0
    for discount in tables.discounts:
        if not _holds(discount, month, sector, payer):
            continue
        reduced = _reduced(parts, discount)
        if payer in discount.payer_unclear:
            unclear.append("discount_payer")
            saving += sum(parts.values()) - sum(reduced.values())
        else:
            parts = reduced
            rules.append(discount.rule)
    return Contribution(
        month=month,
        band=band.number,
        base=band.base,
        parts=parts,
        total=sum(parts.values()),
        rules=tuple(rules),
        unclear=tuple(unclear),
        possible_saving=saving,
        assumed=income is None,
    )


def contributions(
    first: str,
    months: int,
    income: int | None,
    *,
    programmes: Sequence[str],
    sector: str,
    payer: str,
    tables: Tables,
) -> tuple[Contribution, ...]:
    """The contributions of so many months in a row, each by the rules of its own month.

    Raises :class:`Refused` as :func:`contribution` does; ``month_outside`` (``months``) for fewer
    than 1 or more than :data:`MOST_MONTHS`.
    """
    check_span(first, months)
    return tuple(
        contribution(
            month, income, programmes=programmes, sector=sector, payer=payer, tables=tables
        )
        for month in span(first, months)
    )


def check_span(first: str, months: int) -> None:
    """Whether these can be months in a row that are paid in one go.

    Raises Refused: ``type`` (month), ``month_outside`` (``why`` ``period``).
    """
    if not is_month(first):
        raise Refused("type", "month", wanted="month")
    if isinstance(months, bool) or not 1 <= months <= MOST_MONTHS:
        raise Refused("month_outside", "months", why="period", most=MOST_MONTHS)


def together(programmes: Sequence[str]) -> bool:
    """Whether these programmes may be taken: JKK and JKM always, JHT only on top of both."""
    return {"JKK", "JKM"} <= set(programmes) <= set(PROGRAMMES)


def _check(
    month: str, income: int | None, programmes: Sequence[str], sector: str, payer: str
) -> None:
    if not is_month(month):
        raise Refused("type", "month", wanted="month")
    if income is not None and (isinstance(income, bool) or not 0 <= income <= MOST_RUPIAH):
        raise Refused("amount", "monthly_income")
    for word, allowed, field in (
        (sector, SECTORS, "sector"),
        (payer, PAYERS, "payer"),
        *((p, PROGRAMMES, "programmes") for p in programmes),
    ):
        if word not in allowed:
            raise Refused("choice", field, value=word, allowed=allowed)
    if not together(programmes):
        raise Refused("programmes", "programmes")


def _holds(discount: Discount, month: str, sector: str, payer: str) -> bool:
    return (
        discount.sector == sector
        and discount.month_from <= month <= discount.month_to
        and payer not in discount.payer_excluded
    )


def _reduced(parts: dict[str, int], discount: Discount) -> dict[str, int]:
    return {
        p: int(amount * discount.multiplier + Fraction(1, 2))
        if p in discount.programmes
        else amount
        for p, amount in parts.items()
    }
