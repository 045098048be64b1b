"""Whose months can be paid, and what they cost: every check there is, one person after the other.

Nothing is written here. Amounts are whole rupiah; months are ``YYYY-MM``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.actions import protecting, reckoning
from desktop_app.actions.desk import Desk
from desktop_app.actions.reckoning import SELF, Reckoner
from desktop_app.actions.sponsor_room import Room
from desktop_app.domain.deposit import Deposit
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.months import later
from desktop_app.domain.nik import shown
from desktop_app.domain.payment import Portion, check_age, check_period, first_day_of, overlapping
from desktop_app.domain.protection import Paid
from desktop_app.domain.registration import Registration
from desktop_app.store import covering, deposits, payments, sponsors, workers
from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: People are loaded in portions of this many.
_PORTION = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Months in a row to be paid for these people."""

    ids: tuple[str, ...]
    """Record ids; a NIK, registration number or KPJ is understood too."""
    first: str
    months: int
    payer: str = SELF
    """``self`` or a sponsor's code."""
    deposit: str | None = None
    """The titipan (a record id) that is handed over with it."""
    amount: int | None = None
    """What the list says of each of these people; None where it says nothing."""
    row: int | None = None
    """The row of the list, as the spreadsheet counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person who can be paid for."""

    registration: Registration
    first: str
    last: str
    payer: str
    portions: tuple[Portion, ...]
    amount: int
    possible_saving: int
    """What it would cost less, if the branch office granted every unclear reduction."""
    deposit: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """One who cannot, and why."""

    id: str
    """As it was given; what is shown of a NIK is masked."""
    number: str | None
    name: str | None
    finding: Finding
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """Everybody asked for, in that order."""

    lines: tuple[Line, ...]
    refused: tuple[RefusedLine, ...]

    @property
    def total(self) -> int:
        """Rupiah for all lines."""
        return sum(line.amount for line in self.lines)

    @property
    def possible_saving(self) -> int:
        """Rupiah less for all lines, if the branch office grants every unclear reduction."""
        return sum(line.possible_saving for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Payer:
    code: str
    kind: str
    """As the reductions call it."""
    room: Room | None


@dataclass
class Counter:
    """The counter at which a payment is reckoned: what is known of the people, and what is left.

    Open it inside the transaction that will write the payment, so that nothing changes meanwhile.
    """

    c: "Connection"
    desk: Desk
    on: date
    """The day of the payment."""
    granted: bool = False
    """Whether the branch office granted the reductions that are not clear."""
    people: dict[str, Registration] = field(default_factory=dict)
    """By the id as it was given."""
    paid: dict[str, list[Paid]] = field(default_factory=dict)
    held: dict[str, list[Deposit]] = field(default_factory=dict)
    under_nik: dict[str, list[Paid]] = field(default_factory=dict)
    """Paid under the NIK of each while it was another person's."""
    taken: dict[str, list[Paid]] = field(default_factory=dict)
    """What was reckoned already, by record id."""
    payers: dict[str, _Payer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._usual = Reckoner(self.desk.tables, granted=self.granted)
        self._granted = Reckoner(self.desk.tables, granted=True)
        self._full = Reckoner(self.desk.tables)
        self._today, self._ages = self.desk.config.today(), self.desk.context().ages

    def reckon(self, wanted: Sequence[Wanted]) -> Reckoned:
        """Who can be paid for, in the order given: whoever comes first takes what is left.

        Raises Refused for what is wrong with the whole: ``nothing_selected``, ``sponsor``.
        """
        asked = [(one, given.strip()) for one in wanted for given in one.ids]
        if not asked:
            raise Refused("nothing_selected")
        for one in wanted:
            self._payer(one.payer)
        self._load(dict.fromkeys(given for _one, given in asked))
        lines, refused = [], []
        for one, given in asked:
            try:
                lines.append(self._line(one, given))
            except Refused as wrong:
                refused.append(self._refused(one, given, wrong.finding))
        return Reckoned(lines=tuple(lines), refused=tuple(refused))

    def _load(self, ids: Iterable[str]) -> None:
        self.people.update(_people(self.c, tuple(ids)))
        everybody = {one.id: one for one in self.people.values()}
        self.paid.update(protecting.paid_rows(self.c, tuple(everybody.values())))
        self.held.update(deposits.held_of(self.c, tuple(everybody)))
        self.under_nik.update(covering.paid_under_nik(self.c, tuple(everybody)))

    def _payer(self, text: str) -> _Payer:
        word = text.strip().casefold()
        if word not in self.payers:
            self.payers[word] = self._opened(word, text)
        return self.payers[word]

    def _opened(self, word: str, text: str) -> _Payer:
        if word == SELF:
            return _Payer(SELF, SELF, None)
        sponsor = sponsors.by_code(self.c, word)
        if sponsor is None:
            raise Refused("sponsor", "payer", value=text.strip()[:40])
        return _Payer(sponsor.code, sponsor.payer, Room.open(self.c, sponsor, self.on))

    def _line(self, wanted: Wanted, given: str) -> Line:
        one = self.people.get(given)
        if one is None:
            raise Refused("not_found", None, id=shown(given))
        payer = self._payer(wanted.payer)
        check_period(one, wanted.first, wanted.months, self._today)
        if self.on < first_day_of(one):
            raise Refused("paid_on_early", "paid_on", on=self.on, number=one.number)
        last = later(wanted.first, wanted.months - 1)
        self._check_paid(one, wanted, last)
        check_age(one, self._paid(one), self.on, self._ages)
        found = self._portions(one, wanted, payer)
        amount = reckoning.total(found)
        if payer.room:
            payer.room.take(one, wanted.first, last, amount)
        row = Paid(first=wanted.first, last=last, payer=payer.code, paid_on=self.on)
        self.taken.setdefault(one.id, []).append(row)
        return Line(
            registration=one,
            first=wanted.first,
            last=last,
            payer=payer.code,
            portions=found,
            amount=amount,
            possible_saving=reckoning.saving(found),
            deposit=wanted.deposit,
            row=wanted.row,
        )

    def _paid(self, one: Registration) -> list[Paid]:
        return [*self.paid.get(one.id, ()), *self.taken.get(one.id, ())]

    def _check_paid(self, one: Registration, wanted: Wanted, last: str) -> None:
        """Raise Refused (``month_paid``) where one of the months is anybody's already."""
        there = overlapping(self.taken.get(one.id, ()), wanted.first, last)
        if there:
            month = max(there.first, wanted.first)
            raise Refused("month_paid", "month", why="same", month=month, number=one.number)
        there = overlapping(self.paid.get(one.id, ()), wanted.first, last)
        if there:
            raise month_paid(self.c, one, there, max(there.first, wanted.first))
        there = overlapping(self.under_nik.get(one.id, ()), wanted.first, last)
        if there:
            raise _paid_for_another(self.c, one, there, max(there.first, wanted.first))
        for held in self.held.get(one.id, ()):
            if held.id != wanted.deposit and held.first <= last and held.last >= wanted.first:
                raise Refused(
                    "month_paid",
                    "month",
                    why="deposit",
                    month=max(held.first, wanted.first),
                    number=one.number,
                    deposit=held.number,
                    on=held.received_on,
                )

    def _portions(self, one: Registration, wanted: Wanted, payer: _Payer) -> tuple[Portion, ...]:
        """What the months cost; where the list or a titipan names an amount, that amount."""
        told = self._told_amount(one, wanted)
        given = one, wanted.first, wanted.months, payer.kind
        found = self._usual.portions(*given)
        if told is None or told == reckoning.total(found):
            return found
        reduced = self._granted.portions(*given)
        if told != reckoning.total(reduced):
            raise differs(told, self._full.portions(*given), reduced)
        return reduced

    def _told_amount(self, one: Registration, wanted: Wanted) -> int | None:
        if wanted.deposit is None:
            return wanted.amount
        held = next((d for d in self.held.get(one.id, ()) if d.id == wanted.deposit), None)
        if held is None:
            raise Refused("deposit_none", None, number=one.number)
        return held.amount

    def _refused(self, wanted: Wanted, given: str, finding: Finding) -> RefusedLine:
        one = self.people.get(given)
        return RefusedLine(
            id=given,
            number=one.number if one else None,
            name=one.worker.full_name if one else None,
            finding=finding,
            row=wanted.row,
        )


def differs(
    told: int, full: tuple[Portion, ...], reduced: tuple[Portion, ...] | None = None
) -> Refused:
    """The refusal of a sum that is not what the rules say, nor what they say with the reduction."""
    expected = reckoning.total(full)
    return sum_differs(told, expected, reckoning.total(reduced) if reduced else expected)


def sum_differs(told: int, expected: int, reduced: int) -> Refused:
    """The same for sums."""
    if reduced == expected:
        return Refused("amount", "amount", why="differs", amount=told, expected=expected)
    return Refused(
        "amount", "amount", why="reduced", amount=told, expected=expected, reduced=reduced
    )


def month_paid(c: "Connection", one: Registration, there: Paid, month: str) -> Refused:
    """Who paid, when, and from which list."""
    told = {"month": month, "number": one.number, "payer": there.payer, "last": there.last}
    entry = payments.get(c, there.payment) if there.payment else None
    if entry is None:
        return Refused("month_paid", "month", why="opening", **told)
    payment = entry.payment
    why = "list" if payment.source else "code" if payment.code else None
    more = {"on": payment.paid_on, "by": entry.by, "source": payment.source, "code": payment.code}
    return Refused("month_paid", "month", **told, **more, **({"why": why} if why else {}))


def _paid_for_another(c: "Connection", one: Registration, there: Paid, month: str) -> Refused:
    """That the month was paid under this NIK when it was another person's."""
    entry = payments.get(c, there.payment or "")
    told = {"month": month, "number": one.number, "on": there.paid_on, "payer": there.payer}
    return Refused("month_paid", "nik", why="nik", other=entry.number if entry else "", **told)


def _people(c: "Connection", ids: Sequence[str]) -> dict[str, Registration]:
    """Those there are, by the id as it was given."""
    found = {one.id: one for one in _by_record(c, ids)}
    people = {}
    for given in ids:
        one = found.get(given.lower()) or workers.find(c, given)
        if one is not None:
            people[given] = one
    return people


def _by_record(c: "Connection", ids: Sequence[str]) -> Iterator[Registration]:
    wanted = [given.lower() for given in ids if len(given) == 36 and given.count("-") == 4]
    for start in range(0, len(wanted), _PORTION):
        yield from workers.stream(c, Filters(ids=tuple(wanted[start : start + _PORTION])))
