"""The work behind *Bayar*, without a widget: for whom, which months, what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.months import later, month_of
from desktop_app.domain.payment import Portion
from desktop_app.store.summary import Filters
from desktop_app.text import _
from desktop_app.ui.widgets.sum import Share, months_told, shares
from desktop_app.wording.sentences import sentence

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.paying import Done, Line, PaidList, RefusedLine, Wanted

#: So few people are asked for one by one; for more everybody's standing is read at once.
FEW = 50
#: Memberships for which somebody can be paid.
PAYABLE = ("member", "submitted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A payment as it is chosen. ``who``: ``chosen`` (``ids``), ``funded`` (everybody for whom the
    sponsor of that code pays) or ``list`` (``path``)."""

    who: str = "chosen"
    ids: tuple[str, ...] = ()
    funded: str = ""
    path: Path | None = None
    first: str | None = None
    """The first month; None where each goes on after the months that are paid."""
    months: int = 1
    payer: str = "self"

    @property
    def named(self) -> bool:
        """Whether it says for whom."""
        return bool({"chosen": self.ids, "funded": self.funded}.get(self.who, self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipTyped:
    """What the slip of BPJS says, as it was typed."""

    paid_on: date
    code: str | None = None
    proof: Path | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayRow:
    """One line of the preview; ``why`` says in words why somebody cannot be paid for."""

    worker_id: str | None
    name: str
    months: str = ""
    amount: int | None = None
    portions: tuple[Portion, ...] = ()
    payer: str = ""
    why: str = ""
    sign: str = "circle-alert"
    """The icon before ``why``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a payment would come to; those who cannot be paid for stand first."""

    rows: Sequence[PayRow]
    people: int
    refused: int
    total: int
    saving: int
    """What it would be less, if the branch office says that the reductions hold."""
    made_of: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Payer:
    """A sponsor as it is offered."""

    code: str
    name: str


def payers(desk: "Desk") -> list[Payer]:
    """The sponsors there are. For a lane."""
    from desktop_app.actions import covered

    return [Payer(one.code, one.name) for one in covered.payers(desk)]


def wanted(desk: "Desk", order: Order) -> "list[Wanted]":
    """What is to be paid: one entry for people in a row with the same first month."""
    from desktop_app.actions.paying import Wanted

    ids = people(desk, order)
    if order.first is not None:
        first = order.first
        return [Wanted(ids=tuple(ids), first=first, months=order.months, payer=order.payer)]
    begin = first_months(desk, ids)
    return [
        Wanted(ids=tuple(alike), first=month, months=order.months, payer=order.payer)
        for month, alike in groupby(ids, key=begin.__getitem__)
    ]


def people(desk: "Desk", order: Order) -> list[str]:
    """The record ids of everybody an order names, by name where a sponsor does."""
    from desktop_app.actions import finding

    if order.who == "chosen":
        return list(order.ids)
    return [
        one
        for membership in PAYABLE
        for one in finding.ids(desk, Filters(funding=order.funded, membership=membership))
    ]


def first_months(desk: "Desk", ids: Sequence[str]) -> dict[str, str]:
    """Each one's first unpaid month, this month at the earliest: what was missed is not paid
    later."""
    from desktop_app.actions import covered

    today = desk.config.today()
    now = month_of(today)
    if len(ids) <= FEW:
        until = {one: _until(desk, one) for one in ids}
    else:
        until = {row.worker_id: row.until for row in covered.standing(desk, today)}
    reached = ((one, until.get(one)) for one in ids)
    return {one: later(end, 1) if end and end >= now else now for one, end in reached}


def _until(desk: "Desk", record_id: str) -> str | None:
    from desktop_app.actions import finding, protecting

    return protecting.cover_of(desk, finding.find_one(desk, record_id)).until


def preview(desk: "Desk", order: Order, paid_on: date) -> Preview:
    """What it would come to. Raises Refused. For a lane."""
    from desktop_app.actions import paying

    reckoned = paying.reckon(desk, wanted(desk, order), paid_on=paid_on)
    rows = [*map(_refused_row, reckoned.refused), *map(_row, reckoned.lines)]
    return Preview(
        rows=rows,
        people=len(reckoned.lines),
        refused=len(reckoned.refused),
        total=reckoned.total,
        saving=reckoned.possible_saving,
        made_of=shares(portion for line in reckoned.lines for portion in line.portions),
    )


def _row(line: "Line") -> PayRow:
    return PayRow(
        worker_id=line.registration.id,
        name=line.registration.worker.full_name,
        months=months_told(line.first, line.last),
        amount=line.amount,
        portions=line.portions,
        payer=line.payer,
    )


def _refused_row(line: "RefusedLine") -> PayRow:
    known = line.id if line.number else None
    return PayRow(worker_id=known, name=line.name or line.id, why=sentence(line.finding))


def record(desk: "Desk", order: Order, slip: SlipTyped) -> "Done":
    """Record it, reckoned anew at that moment. Raises Refused. For a lane."""
    from desktop_app.actions import paying

    return paying.pay(
        desk,
        wanted(desk, order),
        paid_on=slip.paid_on,
        code=slip.code,
        proof=slip.proof,
        amount=slip.amount,
    )


def listed(desk: "Desk", order: Order, slip: SlipTyped, *, dry_run: bool) -> "PaidList":
    """Take a list of payments in, or only look at it. Raises Refused. For the writer lane."""
    from desktop_app.actions import paying

    if order.path is None:
        raise ValueError(order)
    return paying.pay_list(
        desk,
        order.path,
        payer=order.payer,
        paid_on=slip.paid_on,
        code=slip.code,
        proof=None if dry_run else slip.proof,
        amount=None if dry_run else slip.amount,
        first=order.first,
        months=order.months if order.first else None,
        dry_run=dry_run,
    )


def preview_of(taken: "PaidList") -> Preview:
    """What a list comes to; the rows that cannot be taken first, numbered as in the list."""
    done = taken.done
    names = {line.row: line.name for line in done.refused if line.row is not None}
    wrong = [
        PayRow(
            worker_id=None,
            name=_("Row {n}").format(n=row.row)
            + (f" · {names[row.row]}" if names.get(row.row) else ""),
            why="; ".join(sentence(finding) for finding in row.findings),
        )
        for row in taken.rows
        if row.status == "refused"
    ]
    return Preview(
        rows=[*wrong, *map(_row, done.lines)],
        people=len(done.lines),
        refused=len(wrong),
        total=done.total,
        saving=sum(line.possible_saving for line in done.lines),
        made_of=shares(portion for line in done.lines for portion in line.portions),
    )


def refusals(done: "Done") -> list[PayRow]:
    """Who was not paid for, to be looked at afterwards."""
    return [_refused_row(line) for line in done.refused]


def undo(desk: "Desk", reference: str) -> None:
    """Undo all payments of this reference. Raises Refused. For a lane."""
    from desktop_app.actions import paying

    paying.undo_reference(desk, reference)
