"""What the papers about money are told. Sums are whole rupiah, months ``YYYY-MM``."""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.cash_day import HolderDay


@dataclass(frozen=True, slots=True, kw_only=True)
class SumRow:
    """Months in a row that cost the same, with what the sum is made of."""

    first: str
    last: str
    months: int
    full: tuple[tuple[str, int], ...]
    """Rupiah a month by programme, before any reduction; only the programmes that are taken."""
    reduction: int
    """Rupiah a month taken off."""
    monthly: int
    """Rupiah a month that are asked."""

    @property
    def total(self) -> int:
        """For all its months."""
        return self.monthly * self.months


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What some months in a row cost, and by which rules."""

    rows: tuple[SumRow, ...]
    sources: tuple[str, ...]
    """Of the tariff."""
    reductions: tuple[str, ...] = ()
    """Of what is taken off."""
    doubts: tuple[str, ...] = ()
    """Keys of ``sums.doubts``: what a branch office has to confirm."""
    assumed: bool = False
    """The income is unknown and the lowest band was taken."""

    @property
    def first(self) -> str:
        """The first month."""
        return self.rows[0].first

    @property
    def last(self) -> str:
        """The last month."""
        return self.rows[-1].last

    @property
    def months(self) -> int:
        """How many."""
        return sum(row.months for row in self.rows)

    @property
    def total(self) -> int:
        """Rupiah for all of them."""
        return sum(row.total for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where contributions can be paid, and how."""

    name: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who pays their own contribution. The NIK is whole: with it the payment is made, and the
    sheet is carried by the person alone."""

    name: str
    nik: str
    number: str
    kpj: str | None = None
    member: bool = False
    """Whether BPJS Ketenagakerjaan gave a number already; else this is the first payment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Cash left at the counter: for whom, for which months, and who holds it."""

    number: str
    name: str
    person_number: str
    """Registration number."""
    nik_masked: str
    first: str
    last: str
    months: int
    amount: int
    received_on: date
    holder: str
    settled: str = ""
    """``paid`` or ``returned``, where it is no longer held."""
    settled_on: date | None = None
    code: str | None = None
    """BPJS's payment code, where it was paid."""
    copy: bool = False
    """Printed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRow:
    """One titipan on a day's sheet."""

    what: str
    """``received``, ``came_back``, ``handed_over``, ``given_back`` or ``in_hand``."""
    number: str
    name: str
    first: str
    last: str
    amount: int
    holder: str
    note: str = ""
    """The payment code, the reason it was given back, or since when it is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashSheet:
    """The cash of a day: the sums by holder, and every titipan behind them."""

    day: date
    holders: tuple[HolderDay, ...]
    total: HolderDay
    rows: tuple[CashRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A letter to one person: until when contributions are recorded and what comes next."""

    name: str
    nik_masked: str
    number: str
    address: str | None
    until: str
    """The last month that is recorded as paid."""
    as_of: date
    days: int
    """From ``as_of`` to the last covered day; negative where it is over."""
    payer: str
    """Who paid until then, in words."""
    offers: tuple[Charge, ...]
    """What the person can pay next, the shortest first."""
    letter_number: str = ""
    """Its number in the book of letters; letters that say the same to many share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """Somebody in the list of those whose sponsor ends."""

    name: str
    number: str
    hamlet: str
    until: str
    first: str
    monthly: int
    """Rupiah for the first month that the person would pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSum:
    """What a sponsor paid for one month."""

    month: str
    people: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSum:
    """What a sponsor paid for one person who agreed to be named."""

    name: str
    number: str
    first: str
    last: str
    months: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorReport:
    """A sponsor's money and people on a day. ``None`` where there is no limit."""

    as_of: date
    name: str
    code: str
    kind: str
    """In words, with the sub-source."""
    legal_basis: str | None
    year: int | None
    first: str | None
    last: str | None
    budget: int | None
    used: int
    reserved: int
    quota: int | None
    people_used: int
    people_reserved: int
    months: tuple[MonthSum, ...]
    named: tuple[PersonSum, ...]
    unnamed: int
    """People who did not agree that the sponsor sees their names."""
    unnamed_amount: int

    @property
    def left(self) -> int | None:
        """Rupiah neither used nor set aside."""
        return None if self.budget is None else self.budget - self.used - self.reserved

    @property
    def people_left(self) -> int | None:
        """People who can still be taken."""
        if self.quota is None:
            return None
        return self.quota - self.people_used - self.people_reserved
