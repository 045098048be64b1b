"""Papers of cash at the counter: the receipt of a titipan and the day's sheet."""

import io
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Unpack

from desktop_app.actions import cash, heads, paper_ledger, paper_words
from desktop_app.actions.desk import Desk
from desktop_app.actions.going_out import Drawn
from desktop_app.documents.printed import Printed
from desktop_app.domain import cash_day
from desktop_app.domain.findings import Refused
from desktop_app.domain.nik import masked
from desktop_app.domain.registration import Registration
from desktop_app.store import deposits, papers, payments, workers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.money_values import CashRow, Receipt
    from desktop_app.domain.deposit import Deposit
    from desktop_app.store.deposits import HeldDeposit

#: So much of a reason fits beside a titipan on the sheet.
_LONGEST_NOTE = 60


def deposit_receipt(
    desk: Desk, deposit_id: str, *, paper: str = "a4", **how: Unpack[Printed]
) -> Drawn:
    """The receipt of a titipan, for the person and for the office. Drawn again it is a copy, and
    says what became of the money meanwhile. Raises Refused (``not_found``)."""
    from desktop_app.documents.deposit_receipt import write_deposit_receipt

    desk.require("print")
    desk.check_clock()
    with desk.read() as c:
        deposit = deposits.get(c, deposit_id)
        person = workers.get(c, deposit.worker_id) if deposit else None
        if deposit is None or person is None:
            raise Refused("not_found", None, id=deposit_id[:60])
        receipt = _receipt(c, deposit, person)
    out = io.BytesIO()
    head, today = heads.head_of(desk), desk.config.today()
    write_deposit_receipt(out, head, receipt, today=today, paper=paper, **how)
    return Drawn(
        pdf=out.getvalue(), kind=paper_ledger.DEPOSIT, people=(person,), reason=deposit.number
    )


def _receipt(c: "Connection", deposit: "Deposit", person: Registration) -> "Receipt":
    from desktop_app.documents.money_values import Receipt

    printed = papers.of_worker(c, person.id)
    return Receipt(
        number=deposit.number,
        name=person.worker.full_name,
        person_number=person.number,
        nik_masked=masked(person.worker.nik),
        first=deposit.first,
        last=deposit.last,
        months=deposit.months,
        amount=deposit.amount,
        received_on=deposit.received_on,
        holder=deposit.holder,
        settled="" if deposit.state == "held" else deposit.state,
        settled_on=deposit.settled_on,
        code=_code(c, deposit),
        copy=any(
            one.kind == paper_ledger.DEPOSIT and one.reason == deposit.number for one in printed
        ),
    )


def _code(c: "Connection", deposit: "Deposit") -> str | None:
    found = payments.get(c, deposit.payment) if deposit.payment else None
    return found.payment.code if found else None


def cash_sheet(
    desk: Desk, day: date | None = None, *, paper: str = "a4", **how: Unpack[Printed]
) -> bytes:
    """The cash of a day (today where none is named), as it is recorded now.

    Raises Refused (``date_future``).
    """
    from desktop_app.documents.cash_sheet import write_cash_sheet
    from desktop_app.documents.money_values import CashSheet

    desk.require("print")
    told = cash.day(desk, day)
    with desk.read() as c:
        rows = [
            _cash_row(c, what, one, told.day)
            for what, those in (
                ("received", told.received),
                ("came_back", told.came_back),
                ("handed_over", told.handed_over),
                ("given_back", told.given_back),
                ("in_hand", told.in_hand),
            )
            for one in those
        ]
    sheet = CashSheet(day=told.day, holders=told.holders, total=told.total, rows=tuple(rows))
    out, head = io.BytesIO(), heads.head_of(desk)
    write_cash_sheet(out, head, sheet, today=desk.config.today(), paper=paper, **how)
    return out.getvalue()


def _cash_row(c: "Connection", what: str, held: "HeldDeposit", day: date) -> "CashRow":
    from desktop_app.documents.money_values import CashRow

    deposit, note = held.deposit, ""
    if what == "in_hand":
        note = paper_words.words_of(c).cash.since.format(date=f"{deposit.received_on:%d-%m-%Y}")
    elif what == "handed_over":
        paid = (payments.get(c, one) for one in cash_day.handed_over(deposit, day))
        note = ", ".join(dict.fromkeys(e.payment.code for e in paid if e and e.payment.code))
    elif what == "given_back":
        note = textwrap.shorten(deposit.why or "", _LONGEST_NOTE, placeholder="…")
    return CashRow(
        what=what,
        number=deposit.number,
        name=held.full_name,
        first=deposit.first,
        last=deposit.last,
        amount=deposit.amount,
        holder=deposit.holder,
        note=note,
    )
