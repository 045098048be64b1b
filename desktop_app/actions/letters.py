"""Papers about money: how to pay, receipts of titipan, the day's cash, letters, reports.

They are drawn at the moment they go out, and :mod:`desktop_app.actions.going_out` enters those of
people. Sheets about the whole office go to nobody and are not entered.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from desktop_app.actions import agenda, charges, heads, notices, paper_ledger, payable, paying
from desktop_app.actions.cash_papers import cash_sheet, deposit_receipt
from desktop_app.actions.desk import Desk
from desktop_app.actions.going_out import Drawn
from desktop_app.actions.issuing import Composed
from desktop_app.actions.protecting import Due
from desktop_app.actions.sponsor_reporting import sponsor_report
from desktop_app.actions.transferring import Transfer, ending_with, transfer
from desktop_app.documents.printed import Printed
from desktop_app.domain.findings import Refused
from desktop_app.domain.print_run import Grid, Planned
from desktop_app.store import papers

__all__ = [
    "HowToPay", "Transfer", "cash_sheet", "deposit_receipt", "ending_with", "how_to_pay",
    "how_to_pay_all", "how_to_pay_papers", "lapse_letters", "sponsor_report", "transfer",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class HowToPay:
    """The sheets of those who can pay, and who cannot, with the reason."""

    drawn: Drawn
    lines: tuple[payable.Line, ...]
    refused: tuple[payable.RefusedLine, ...]


def how_to_pay(
    desk: Desk,
    ids: Sequence[str],
    first: str,
    months: int,
    *,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> Drawn:
    """The sheet *Cara bayar* of these people, one page each.

    Raises Refused where one of them cannot pay these months, as ``paying.reckon`` says it.
    """
    made = how_to_pay_all(desk, ids, first, months, paper=paper, all_or_none=True, **how)
    return made.drawn


def how_to_pay_all(
    desk: Desk,
    ids: Sequence[str],
    first: str,
    months: int,
    *,
    paper: str = "a4",
    all_or_none: bool = False,
    **how: Unpack[Printed],
) -> HowToPay:
    """The sheets of those who can pay these months. Raises Refused where nobody can."""
    from desktop_app.documents.how_to_pay import write_how_to_pay
    from desktop_app.documents.money_values import Channel

    desk.require("print")
    desk.check_clock()
    reckoned = paying.reckon(desk, payable.Wanted(ids=tuple(ids), first=first, months=months))
    if reckoned.refused and (all_or_none or not reckoned.lines):
        wrong = reckoned.refused[0].finding
        raise Refused(wrong.rule, wrong.field, **wrong.params)
    tables, out = desk.tables, io.BytesIO()
    write_how_to_pay(
        out,
        heads.head_of(desk),
        [
            (heads.payee(one.registration), charges.charge(one.portions, tables))
            for one in reckoned.lines
        ],
        [Channel(name=one.name, how=one.how) for one in notices.channels(desk)],
        today=desk.config.today(),
        paper=paper,
        **how,
    )
    people = tuple(one.registration for one in reckoned.lines)
    drawn = Drawn(pdf=out.getvalue(), kind=paper_ledger.HOW_TO_PAY, people=people)
    return HowToPay(drawn, reckoned.lines, reckoned.refused)


def how_to_pay_papers(
    desk: Desk,
    ids: Sequence[str],
    first: str,
    months: int,
    *,
    paper: str = "a4",
    **how: Unpack[Printed],
) -> Composed:
    """The same as papers that ``issuing.issue`` enters once they went out; who cannot pay these
    months is told with them. Raises Refused where nobody can."""
    made = how_to_pay_all(desk, ids, first, months, paper=paper, **how)
    with desk.read() as c:
        serial = papers.next_serial(c)
    planned = tuple(
        Planned(
            one.id,
            paper_ledger.HOW_TO_PAY,
            "confirmed" if heads.is_confirmed(one) else "provisional",
            serial + at,
            one.revision,
        )
        for at, one in enumerate(made.drawn.people)
    )
    refused = tuple((one.number or "", one.finding) for one in made.refused)
    return Composed(made.drawn.pdf, planned, refused, Grid(), paper)


def lapse_letters(
    desk: Desk, due: Sequence[Due], *, paper: str = "f4", **how: Unpack[Printed]
) -> Drawn:
    """A letter to each of these people: their paid months end soon, or have ended.

    Raises Refused (``nothing_selected``, ``does_not_fit``).
    """
    from desktop_app.documents.notices import write_notices

    desk.require("print")
    desk.check_clock()
    people = notices.people_of(desk, due)
    if not people:
        raise Refused("nothing_selected")
    head, where, out = heads.head_of(desk), notices.where(desk), io.BytesIO()
    told, those = notices.notices_of(desk, due, people), tuple(people.values())
    letter = agenda.for_many(desk, paper_ledger.LAPSE, those)
    write_notices(
        out,
        head,
        [replace(one, letter_number=letter.number) for one in told],
        kind="lapse",
        where=where,
        today=desk.config.today(),
        paper=paper,
        **how,
    )
    return Drawn(pdf=out.getvalue(), kind=paper_ledger.LAPSE, people=those, letters=(letter,))
