"""The report to a sponsor, from one view of the register: the sums in it always add up."""

import io
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from desktop_app.actions import heads, sponsoring
from desktop_app.actions.desk import Desk
from desktop_app.documents.printed import Printed
from desktop_app.domain.months import span
from desktop_app.domain.payment import Payment
from desktop_app.domain.sponsor import Sponsor
from desktop_app.reference.funding import funding_kinds
from desktop_app.store import payments, sponsors, workers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.money_values import MonthSum, PersonSum, SponsorReport


def sponsor_report(desk: Desk, code: str, *, paper: str = "a4", **how: Unpack[Printed]) -> bytes:
    """Money used, set aside and left, by month and by person; names only of those who agreed.

    Raises Refused (``sponsor``, ``does_not_fit``).
    """
    from desktop_app.documents.sponsor_report import write_sponsor_report

    desk.require("print")
    desk.check_clock()
    out = io.BytesIO()
    write_sponsor_report(out, heads.head_of(desk), report(desk, code), paper=paper, **how)
    return out.getvalue()


def report(desk: Desk, code: str) -> "SponsorReport":
    """What the report says as of today. Raises Refused (``sponsor``)."""
    from desktop_app.documents.money_values import SponsorReport

    with desk.read() as c:
        sponsor = sponsoring.known(c, code)
        paid = _paid(c, sponsor.code)
        named = _named(c, paid)
        aside = sponsors.reserved(c, sponsor.code)
    used = sum(one.amount for those in paid.values() for one in those)
    return SponsorReport(
        as_of=desk.config.today(),
        name=sponsor.name,
        code=sponsor.code,
        kind=_kind(sponsor),
        legal_basis=sponsor.legal_basis,
        year=sponsor.year,
        first=sponsor.first,
        last=sponsor.last,
        budget=sponsor.budget,
        used=used,
        reserved=aside.amount,
        quota=sponsor.quota,
        people_used=len(paid),
        people_reserved=len(aside.people),
        months=_months(one for those in paid.values() for one in those),
        named=named,
        unnamed=len(paid) - len(named),
        unnamed_amount=used - sum(one.amount for one in named),
    )


def _kind(sponsor: Sponsor) -> str:
    name = funding_kinds()[sponsor.kind].name
    return f"{name}, {sponsor.source}" if sponsor.source else name


def _paid(c: "Connection", code: str) -> dict[str, list[Payment]]:
    """What stands of this sponsor's payments, by person."""
    return {
        worker_id: [
            one.payment
            for one in payments.of_worker(c, worker_id)
            if one.payment.payer == code and one.undone_on is None
        ]
        for worker_id in payments.people_of(c, code)
    }


def _months(paid: Iterable[Payment]) -> "tuple[MonthSum, ...]":
    """By month of contribution, the oldest first; nobody is paid for twice in one."""
    from desktop_app.documents.money_values import MonthSum

    amounts: dict[str, int] = defaultdict(int)
    people: dict[str, int] = defaultdict(int)
    for one in paid:
        for portion in one.portions:
            for month in span(portion.first, portion.months):
                amounts[month] += portion.monthly
                people[month] += 1
    return tuple(
        MonthSum(month=month, people=people[month], amount=amounts[month])
        for month in sorted(amounts)
    )


def _named(c: "Connection", paid: dict[str, list[Payment]]) -> "tuple[PersonSum, ...]":
    """Those who agreed that the sponsor sees their names, by name."""
    from desktop_app.documents.money_values import PersonSum

    people = [found for one in paid if (found := workers.get(c, one)) is not None]
    sums = [
        PersonSum(
            name=one.worker.full_name,
            number=one.number,
            first=min(payment.first for payment in paid[one.id]),
            last=max(payment.last for payment in paid[one.id]),
            months=sum(payment.months for payment in paid[one.id]),
            amount=sum(payment.amount for payment in paid[one.id]),
        )
        for one in people
        if sponsoring.agreed(one.worker)
    ]
    return tuple(sorted(sums, key=lambda one: (one.name.casefold(), one.number)))
