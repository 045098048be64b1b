"""How much of a sponsor's money and places is left while payments are reckoned, one by one.

Open it inside the transaction that will write the payments: nobody else can take the last place
meanwhile. Amounts are whole rupiah; months are ``YYYY-MM``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Self

from desktop_app.actions.sponsor_rules import unmet
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import distance, span
from desktop_app.domain.payment import Portion
from desktop_app.domain.protection import Paid
from desktop_app.domain.registration import Registration
from desktop_app.domain.sponsor import Sponsor, check_months
from desktop_app.store import covering, sponsors
from desktop_app.store.sponsors import Reservation

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass
class Room:
    """What is left of one sponsor. Each :meth:`take` counts against the next."""

    sponsor: Sponsor
    on: date
    """The day of the payment: ages are counted on it."""
    used: int
    """Rupiah of payments, those taken here included."""
    reserved: int
    """Rupiah set aside for months that nobody has paid yet."""
    people: set[str]
    """Record ids of those paid for or set aside for; only where the sponsor counts them."""
    paid_for: frozenset[str] = frozenset()
    """Those of them for whom the sponsor had paid already; only where it counts people."""
    aside: dict[str, dict[str, int]] = field(default_factory=dict)
    """Person → month → rupiah, as set aside and not yet paid by anybody."""
    had: dict[str, set[str]] = field(default_factory=dict)
    """Person → months this sponsor paid; only where it agreed on a number of months."""

    @classmethod
    def open(cls, c: "Connection", sponsor: Sponsor, on: date) -> Self:
        """What is left now, by the payments and reservations that stand."""
        code, reserved = sponsor.code, sponsors.reserved(c, sponsor.code)
        counted = sponsor.quota is not None or sponsor.months is not None
        paid_for = set(covering.people_of(c, code)) if counted else set()
        return cls(
            sponsor=sponsor,
            on=on,
            used=covering.used(c, code).amount,
            reserved=reserved.amount,
            people=paid_for | set(reserved.people),
            paid_for=frozenset(paid_for),
            aside=open_months(c, sponsors.reservations(c, code)),
            had=_had(c, code, paid_for) if sponsor.months is not None else {},
        )

    def take(self, registration: Registration, first: str, last: str, amount: int) -> None:
        """Count a payment of this person's months (both ends included) against what is left.

        Ask last, when nothing else can refuse the payment: what is taken is not given back. What
        was set aside for the same person and months is used up by it.

        Raises :class:`Refused`, and counts nothing then: ``month_outside`` (``why``:
        ``budget_year``, ``sponsor``, ``sponsor_months``), ``eligibility``, ``quota``, ``budget``.
        """
        months = self._check(registration, first, last)
        mine = self.aside.get(registration.id, {})
        released = min(self.reserved, sum(mine.get(month, 0) for month in months))
        self._check_money(registration, amount, released)
        self.used += amount
        self.reserved -= released
        for month in months:
            mine.pop(month, None)
        self.people.add(registration.id)
        self.had.setdefault(registration.id, set()).update(months)

    def set_aside(self, registration: Registration, portions: Sequence[Portion]) -> None:
        """Count money for months of this person that are to be paid later.

        Raises as :meth:`take` does; ``reserved`` where some of these months are set aside already.
        """
        by_month = monthly(portions)
        months = self._check(registration, min(by_month), max(by_month))
        mine = self.aside.setdefault(registration.id, {})
        if there := sorted(mine.keys() & by_month.keys()):
            raise Refused(
                "reserved", "month", month=there[0], number=registration.number, **self._named()
            )
        self._check_money(registration, sum(by_month.values()), 0)
        self.reserved += sum(by_month.values())
        mine.update(by_month)
        self.people.add(registration.id)
        self.had.setdefault(registration.id, set()).update(months)

    def _check(self, registration: Registration, first: str, last: str) -> tuple[str, ...]:
        """The months, where the sponsor pays them for this person and has a place left."""
        check_months(self.sponsor, first, last)
        wrong = unmet(self.sponsor, registration.worker, self.on)
        if wrong:
            raise Refused(wrong.rule, wrong.field, **wrong.params, number=registration.number)
        months = span(first, distance(first, last) + 1)
        self._check_share(registration, months)
        quota = self.sponsor.quota
        full = quota is not None and len(self.people) >= quota
        if full and registration.id not in self.people:
            raise Refused(
                "quota", "funding", quota=quota, number=registration.number, **self._named()
            )
        return months

    def _check_share(self, registration: Registration, months: Iterable[str]) -> None:
        """Whether the person stays within the months that each person gets."""
        most = self.sponsor.months
        if most is None:
            return
        had = self.had.get(registration.id, set()) | self.aside.get(registration.id, {}).keys()
        if len(had.union(months)) > most:
            told = {"most": most, "had": len(had), "number": registration.number}
            raise Refused("month_outside", "months", why="sponsor_months", **told, **self._named())

    def _check_money(self, registration: Registration, amount: int, released: int) -> None:
        budget, bound = self.sponsor.budget, self.used + self.reserved
        if budget is None or bound - released + amount <= budget:
            return
        left = max(0, budget - bound + released)
        told = {"budget": budget, "left": left, "amount": amount, "number": registration.number}
        raise Refused("budget", "funding", **told, **self._named())

    def let_go(self, worker_id: str, months: Iterable[str]) -> None:
        """Count these months of a person as set aside no more."""
        mine = self.aside.get(worker_id, {})
        self.reserved -= sum(mine.pop(month, 0) for month in months)
        if not mine and worker_id not in self.paid_for:
            self.people.discard(worker_id)

    @property
    def over(self) -> bool:
        """Whether more is used and set aside than there is."""
        budget, quota = self.sponsor.budget, self.sponsor.quota
        money = budget is not None and self.used + self.reserved > budget
        return money or (quota is not None and len(self.people) > quota)

    def _named(self) -> dict[str, str]:
        return {"sponsor": self.sponsor.code}


def monthly(portions: Iterable[Portion]) -> dict[str, int]:
    """Month → rupiah."""
    return {month: one.monthly for one in portions for month in span(one.first, one.months)}


def open_months(c: "Connection", reservations: Sequence[Reservation]) -> dict[str, dict[str, int]]:
    """What is set aside by person and month, without months that somebody has paid since."""
    if not reservations:
        return {}
    paid = covering.all_paid_of(c, {one.worker_id for one in reservations})
    aside: dict[str, dict[str, int]] = {}
    for one in reservations:
        mine, gone = aside.setdefault(one.worker_id, {}), _months(paid.get(one.worker_id, ()))
        for month, amount in monthly(one.portions).items():
            if month not in gone:
                mine.setdefault(month, amount)
    return aside


def _had(c: "Connection", code: str, people: set[str]) -> dict[str, set[str]]:
    """The months that this sponsor paid for these people."""
    return {
        worker_id: _months(one for one in paid if one.payer == code)
        for worker_id, paid in covering.paid_of(c, people).items()
    }


def _months(paid: Iterable[Paid]) -> set[str]:
    return {month for one in paid for month in span(one.first, distance(one.first, one.last) + 1)}
