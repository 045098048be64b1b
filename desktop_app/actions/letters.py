"""Papers about money: how to pay, receipts of titipan, the day's cash, letters, reports.

They are drawn at the moment they go out, so drawing one for a person enters it in the ledger.
Sheets about the whole office went to nobody and are not entered.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.actions import agenda, charges, heads, notices, paper_ledger, payable, paying
from desktop_app.actions.cash_papers import cash_sheet, deposit_receipt
from desktop_app.actions.desk import Desk
from desktop_app.actions.protecting import Due
from desktop_app.actions.sponsor_reporting import sponsor_report
from desktop_app.actions.transferring import Transfer, ending_with, transfer
from desktop_app.domain.findings import Refused

__all__ = [
    "HowToPay", "Transfer", "cash_sheet", "deposit_receipt", "ending_with", "how_to_pay",
    "how_to_pay_all", "lapse_letters", "sponsor_report", "transfer",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class HowToPay:
    """The sheets of those who can pay, and who cannot, with the reason."""

    pdf: bytes
    lines: tuple[payable.Line, ...]
    refused: tuple[payable.RefusedLine, ...]


def how_to_pay(
    desk: Desk, ids: Sequence[str], first: str, months: int, *, paper: str = "a4"
) -> bytes:
    """The sheet *Cara bayar* of these people, one page each.

    Raises Refused where one of them cannot pay these months, as ``paying.reckon`` says it.
    """
    made = how_to_pay_all(desk, ids, first, months, paper=paper, all_or_none=True)
    return made.pdf


def how_to_pay_all(
    desk: Desk,
    ids: Sequence[str],
    first: str,
    months: int,
    *,
    paper: str = "a4",
    all_or_none: bool = False,
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
    )
    paper_ledger.record(desk, paper_ledger.HOW_TO_PAY, [one.registration for one in reckoned.lines])
    return HowToPay(out.getvalue(), reckoned.lines, reckoned.refused)


def lapse_letters(desk: Desk, due: Sequence[Due], *, paper: str = "f4") -> bytes:
    """A letter to each of these people: their paid months end soon, or have ended.

    Raises Refused (``nothing_selected``, ``does_not_fit``).
    """
    from desktop_app.documents.lapse_letter import write_lapse_letters

    desk.require("print")
    desk.check_clock()
    people = notices.people_of(desk, due)
    if not people:
        raise Refused("nothing_selected")
    head, where, out = heads.head_of(desk), notices.where(desk), io.BytesIO()
    told = notices.notices_of(desk, due, people)
    with desk.write("papers_issued") as tx:
        number = agenda.number_for_many(tx, paper_ledger.LAPSE, list(people.values()))
        write_lapse_letters(
            out,
            head,
            [replace(one, letter_number=number) for one in told],
            where=where,
            today=desk.config.today(),
            paper=paper,
        )
        paper_ledger.enter(tx, paper_ledger.LAPSE, people.values(), letter=number)
    return out.getvalue()
