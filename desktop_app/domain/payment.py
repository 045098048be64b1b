"""A payment: months in a row of one person that one payer paid, and what may be paid at all.

Amounts are whole rupiah; months are ``YYYY-MM``. The money itself goes to BPJS Ketenagakerjaan by
its own channels; here stands that it did, with code, date and proof.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from desktop_app.domain.age import AgeRule, age_findings
from desktop_app.domain.contribution import Contribution, check_span
from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.months import distance, later, month_of
from desktop_app.domain.protection import Paid
from desktop_app.domain.registration import Registration
from desktop_app.domain.worker import Worker

#: Whose contributions may be paid: BPJS has the data, or has given a number already. The first
#: payment comes before the card (registration → payment code → payment → card).
PAYABLE = ("submitted", "member")
#: So many months ahead at most; beyond that a year was mistyped.
AHEAD = 24
#: The first month of BPJS Ketenagakerjaan: where it is not known since when somebody is a member.
BEGINNING = "2014-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Months in a row with the same sum, made of the same parts by the same rules."""

    first: str
    months: int
    band: int
    base: int
    parts: dict[str, int]
    """By programme, rupiah a month; one not taken is 0."""
    monthly: int
    """Rupiah a month."""
    rules: tuple[str, ...]
    """Sources."""
    unclear: tuple[str, ...] = ()
    """Rules with sentences: what a branch office has to confirm."""
    possible_saving: int = 0
    """Rupiah a month that would be saved if it does."""
    assumed: bool = False
    """The income is unknown and band 1 was taken."""

    @property
    def total(self) -> int:
        """Rupiah for all its months."""
        return self.monthly * self.months


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What was paid for one person. ``reference`` names the payment in which it was made, which
    may be one for a thousand people."""

    id: str
    worker_id: str
    first: str
    last: str
    payer: str
    """``self`` or a sponsor's code."""
    amount: int
    portions: tuple[Portion, ...]
    paid_on: date
    reference: str
    code: str | None = None
    """BPJS's payment code (kode iuran)."""
    proof: str | None = None
    """SHA-256 of the attachment."""
    source: str | None = None
    """The list it came from, where it came from one."""
    deposit: str | None = None
    """The titipan it was paid from (a record id)."""

    @property
    def months(self) -> int:
        """How many."""
        return distance(self.first, self.last) + 1

    @property
    def paid(self) -> Paid:
        """The same as a row of paid months."""
        return Paid(
            first=self.first,
            last=self.last,
            payer=self.payer,
            paid_on=self.paid_on,
            payment=self.id,
        )


def portions(contributions: Iterable[Contribution]) -> tuple[Portion, ...]:
    """Contributions of months in a row, those that are alike put together."""
    found = []
    for _, alike in groupby(contributions, key=_what):
        months = list(alike)
        one = months[0]
        found.append(
            Portion(
                first=one.month,
                months=len(months),
                band=one.band,
                base=one.base,
                parts=dict(one.parts),
                monthly=one.total,
                rules=one.rules,
                unclear=one.unclear,
                possible_saving=one.possible_saving,
                assumed=one.assumed,
            )
        )
    return tuple(found)


def _what(one: Contribution) -> tuple[object, ...]:
    return (one.base, tuple(one.parts.items()), one.rules, one.unclear, one.possible_saving)


def opening(registration: Registration) -> Paid | None:
    """What a member brought along (saldo awal): paid until when, by whom."""
    worker = registration.worker
    if worker.paid_until is None:
        return None
    since = month_of(worker.member_since) if worker.member_since else BEGINNING
    return Paid(
        first=min(since, worker.paid_until),
        last=worker.paid_until,
        payer=worker.former_payer or "unknown",
    )


def membership_on(registration: Registration, on: date) -> str:
    """What the membership was on a day: a member until the day it ended, and not before it began.

    Other steps are told as they stand now.
    """
    worker, standing = registration.worker, registration.standing
    membership, since = registration.states.membership, worker.member_since
    if membership == "ended" and worker.kpj and standing.ended_on and on < standing.ended_on:
        membership = "member"
    return "candidate" if membership == "member" and since and on < since else membership


def opening_faults(worker: Worker, today: date) -> list[Finding]:
    """What a member cannot have brought along (saldo awal); each blocks.

    ``not_a_member`` (months without a KPJ), ``date_before_birth``, ``paid_before_member``,
    ``paid_too_far``.
    """
    since, until = worker.member_since, worker.paid_until
    faults = []
    if since and since < worker.birth_date:
        faults.append(block("date_before_birth", "member_since", value=since))
    if until and not worker.kpj:
        faults.append(block("not_a_member", "paid_until", why="no_kpj"))
    if until and until > later(month_of(today), AHEAD):
        faults.append(block("paid_too_far", "paid_until", month=until, most=AHEAD))
    if until and since and until < month_of(since):
        faults.append(block("paid_before_member", "paid_until", month=until, on=since))
    return faults


def check_period(registration: Registration, first: str, months: int, today: date) -> None:
    """Whether these months of this person can be paid at all.

    Raises :class:`Refused`: ``type`` (no month), ``month_outside`` with ``why`` ``period`` (1 to
    12 months), ``birth``, ``death``, ``registration`` or ``ahead``, and ``not_a_member``.
    """
    check_span(first, months)
    last, number = later(first, months - 1), registration.number
    worker, standing = registration.worker, registration.standing
    if first < month_of(worker.birth_date):
        raise Refused("month_outside", "month", why="birth", month=first, number=number)
    died = standing.ended_on if standing.ended_why == "death" else None
    if died and last > month_of(died):
        raise Refused("month_outside", "month", why="death", on=died, number=number)
    _check_membership(registration)
    begin = first_month(registration)
    if first < begin:
        raise Refused(
            "month_outside", "month", why="registration", month=first, first=begin, number=number
        )
    if last > later(month_of(today), AHEAD):
        raise Refused("month_outside", "month", why="ahead", month=last, most=AHEAD, number=number)


def _check_membership(registration: Registration) -> None:
    membership, standing = registration.states.membership, registration.standing
    if membership == "ended":
        on = standing.ended_on
        raise Refused("not_a_member", None, why="ended", number=registration.number, on=on)
    if membership not in PAYABLE:
        raise Refused("not_a_member", None, why=membership, number=registration.number)


def first_month(registration: Registration) -> str:
    """The first month that can be paid for somebody."""
    return month_of(first_day_of(registration))


def first_day_of(registration: Registration) -> date:
    """The first day on which something can have been paid for somebody: of the registration, or
    of a membership that is older."""
    since = registration.worker.member_since
    return min(registration.registered_on, since) if since else registration.registered_on


def check_age(registration: Registration, paid: Sequence[Paid], on: date, rule: AgeRule) -> None:
    """The age at the first payment counts (under 65 by default); whoever was a member before this
    office kept a register has paid before. Raises Refused (``age``, ``why`` ``first_payment``)."""
    since = registration.worker.member_since
    if paid or (since is not None and since < registration.registered_on):
        return
    for found in age_findings(registration.worker.birth_date, on, rule):
        if found.rule == "age":
            raise Refused("age", "birth_date", **{"why": "first_payment", **found.params})


def overlapping(paid: Iterable[Paid], first: str, last: str) -> Paid | None:
    """The first row of paid months that holds one of these, or None."""
    held = [one for one in paid if one.first <= last and one.last >= first]
    return min(held, key=lambda one: one.first, default=None)
