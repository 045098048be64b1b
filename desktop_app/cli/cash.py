"""Cash at the counter, under ``dues``: taken, listed, handed over, given back, counted by day."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli.arguments import day
from desktop_app.cli.choices import completing, one_of
from desktop_app.cli.printed import STAY, Ink, Shift, printed
from desktop_app.cli.run import Run
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, PARTLY, table
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.cash import CashDay
    from desktop_app.actions.desk import Desk
    from desktop_app.documents.printed import Printed
    from desktop_app.domain.cash_day import HolderDay
    from desktop_app.domain.deposit import Deposit
    from desktop_app.store.deposits import HeldDeposit

app = typer.Typer(rich_markup_mode=None)

SWITCH = ("on", "off")
Id = Annotated[
    str,
    typer.Argument(metavar="ID", help=N_("NIK, registration number, KPJ or record id.")),
]
Held = Annotated[
    str,
    typer.Argument(metavar="ID", help=N_("Number of the receipt, or the person it is held for.")),
]
ManyHeld = Annotated[
    list[str],
    typer.Argument(metavar="ID…", help=N_("Numbers of receipts, or people they are held for.")),
]
First = Annotated[str, typer.Option("--from", metavar="YYYY-MM", help=N_("The first month."))]
Months = Annotated[int, typer.Option(metavar="N", help=N_("How many months (1 to 12)."))]
Out = Annotated[Path, typer.Argument(metavar="OUT.pdf", help=N_("Where it is written."))]


@app.command(cls=Command, help=N_("Take cash at the counter. It is held and is no payment yet."))
def deposit(
    ctx: typer.Context,
    id: Id,
    *,
    first: First,
    months: Months = 1,
    receipt: Annotated[
        Path | None,
        typer.Option("--receipt", metavar="OUT.pdf", help=N_("Where the receipt is written.")),
    ] = None,
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Record the cash, then write its receipt; a receipt that fails takes nothing back."""
    from desktop_app.actions import cash, finding

    run: Run = ctx.obj
    how = printed(ink, shift)
    trouble: Refused | None = None
    with run.desk() as desk:
        person = finding.find_one(desk, id)
        taken = cash.take(desk, person.id, first, months)
        if receipt:
            try:
                _write_receipt(desk, taken.id, receipt, how)
            except Refused as refused:
                trouble = refused
    document = _document(taken) | {
        "registration_number": person.number,
        "receipt": str(receipt) if receipt and not trouble else None,
    }
    words = _("{number}: {amount} of {name} is held by {holder}, not handed over yet.")
    told = words.format(
        number=taken.number,
        amount=_rupiah(taken.amount),
        name=person.worker.full_name,
        holder=taken.holder,
    )
    run.say(document, [told])
    if trouble is None:
        return DONE
    again = _("The cash is recorded. Write the receipt again with: loket dues receipt {number} …")
    run.complain([_sentence(trouble), again.format(number=taken.number)])
    return PARTLY


@app.command(cls=Command, help=N_("Write the receipt of cash. Again is marked as a copy."))
def receipt(
    ctx: typer.Context, id: Held, out: Out, *, ink: Ink = "colour", shift: Shift = STAY
) -> int:
    """Draw the receipt from the record."""
    from desktop_app.actions import cash

    run: Run = ctx.obj
    with run.desk() as desk:
        known = cash.receipt_of(desk, id)
        number = known.number
        _write_receipt(desk, known.id, out, printed(ink, shift))
    run.say(
        {"number": number, "file": str(out)},
        [_("Receipt {number} written: {file}").format(number=number, file=out)],
    )
    return DONE


@app.command(cls=Command, help=N_("List the cash that is held. The longest held first."))
def deposits(ctx: typer.Context) -> int:
    """List what is neither handed over nor given back."""
    from desktop_app.actions import cash

    run: Run = ctx.obj
    with run.desk() as desk:
        on, held, today = cash.enabled(desk), cash.held(desk), desk.config.today()
    total = sum(one.deposit.amount for one in held)
    listed = [_held(one, today) for one in held]
    run.say({"counter": on, "deposits": listed, "total": total}, _held_lines(held, today))
    return DONE


@app.command(cls=Command, help=N_("Hand held cash over. With payment code, date and proof."))
def remit(
    ctx: typer.Context,
    ids: ManyHeld,
    *,
    code: Annotated[str, typer.Option(metavar="TEXT", help=N_("The payment code of BPJS."))],
    paid_on: Annotated[str, typer.Option(metavar="DATE", help=N_("The day it was paid."))],
    proof: Annotated[
        Path, typer.Option(metavar="FILE", help=N_("The proof of payment: PDF, JPEG or PNG."))
    ],
) -> int:
    """Hand all of them over together, or none; they become payments."""
    from desktop_app.actions import cash

    run: Run = ctx.obj
    on = day(paid_on, "--paid-on")
    with run.desk() as desk:
        wanted = {one.deposit.id: one for text in ids for one in cash.find(desk, text)}
        done = cash.hand_over(desk, list(wanted), code=code, paid_on=on, proof=proof)
    numbers = [one.deposit.number for one in wanted.values()]
    run.say(
        {
            "deposits": numbers,
            "payments": len(done.payments),
            "total": done.total,
            "reference": done.reference,
            "code": code,
            "paid_on": on.isoformat(),
        },
        [
            _("Handed over: {numbers}. {amount} is recorded as paid.").format(
                numbers=", ".join(numbers), amount=_rupiah(done.total)
            )
        ],
    )
    return DONE


@app.command("return", cls=Command, help=N_("Give held cash back. With the reason."))
def return_(
    ctx: typer.Context,
    id: Held,
    *,
    why: Annotated[str, typer.Option(metavar="TEXT", help=N_("Why it is given back."))],
) -> int:
    """Give one titipan back to the person."""
    from desktop_app.actions import cash

    run: Run = ctx.obj
    with run.desk() as desk:
        back = cash.give_back(desk, cash.find_single(desk, id).deposit.id, why)
    words = _("{number}: {amount} was given back.")
    run.say(_document(back), [words.format(number=back.number, amount=_rupiah(back.amount))])
    return DONE


@app.command("cash", cls=Command, help=N_("The daily cash sheet. Of today, or of another day."))
def cash_(
    ctx: typer.Context,
    out: Out,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=N_("The day it tells of."))
    ] = None,
    *,
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write the sheet, and say its sums."""
    from desktop_app.actions import cash, files, letters

    run: Run = ctx.obj
    asked = day(on, "--on") if on else None
    with run.desk() as desk:
        told = cash.day(desk, asked)
        files.write(out, letters.cash_sheet(desk, told.day, **printed(ink, shift)))
    run.say(_day_document(told, out), _day_lines(told, out))
    return DONE


@app.command(cls=Command, help=N_("Whether cash is taken at the counter. Switches it on or off."))
def counter(
    ctx: typer.Context,
    to: Annotated[
        str | None,
        typer.Argument(
            metavar="[on|off]",
            help=N_("Nothing: only say how it is."),
            autocompletion=completing(SWITCH),
        ),
    ] = None,
) -> int:
    """Switch it, and say how it is now."""
    from desktop_app.actions import cash

    run: Run = ctx.obj
    wanted = one_of(to, SWITCH, "counter") if to else None
    with run.desk() as desk:
        if wanted:
            cash.switch(desk, wanted == "on")
        on = cash.enabled(desk)
        held = sum(one.deposit.amount for one in cash.held(desk))
    lines = [_("Cash is taken at this counter.") if on else _("No cash is taken at this counter.")]
    if held:
        lines.append(_("{amount} is held, not handed over yet.").format(amount=_rupiah(held)))
    run.say({"counter": on, "held": held}, lines)
    return DONE


def _write_receipt(desk: "Desk", deposit_id: str, out: Path, how: "Printed") -> None:
    from desktop_app.actions import going_out, letters

    going_out.save(desk, letters.deposit_receipt(desk, deposit_id, **how), out)


def _document(one: "Deposit") -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "from": one.first,
        "to": one.last,
        "months": one.months,
        "amount": one.amount,
        "received_on": one.received_on.isoformat(),
        "holder": one.holder,
        "state": one.state,
        "why": one.why,
    }


def _held(one: "HeldDeposit", today: date) -> dict[str, Any]:
    return _document(one.deposit) | {
        "registration_number": one.number,
        "full_name": one.full_name,
        "days": one.deposit.days_held(today),
    }


def _held_lines(held: "list[HeldDeposit]", today: date) -> list[str]:
    if not held:
        return [_("No cash is held.")]
    rows = [
        (
            one.deposit.number,
            one.full_name,
            f"{one.deposit.first} – {one.deposit.last}",
            _rupiah(one.deposit.amount),
            _("{n} days").format(n=one.deposit.days_held(today)),
            one.deposit.holder,
        )
        for one in held
    ]
    total = _rupiah(sum(one.deposit.amount for one in held))
    return [*table(rows), _("Together: {amount}").format(amount=total)]


def _holder(one: "HolderDay") -> dict[str, Any]:
    return {
        "holder": one.holder,
        "carried": one.carried,
        "received": one.received,
        "came_back": one.came_back,
        "handed_over": one.handed_over,
        "given_back": one.given_back,
        "in_hand": one.in_hand,
    }


def _day_document(told: "CashDay", out: Path) -> dict[str, Any]:
    total = _holder(told.total)
    del total["holder"]
    holders = [_holder(one) for one in told.holders]
    return {"file": str(out), "day": told.day.isoformat(), "holders": holders, "total": total}


def _day_lines(told: "CashDay", out: Path) -> list[str]:
    heading = (
        _("Held by"),
        _("carried over"),
        _("received"),
        _("came back"),
        _("handed over"),
        _("given back"),
        _("in hand"),
    )
    rows = [
        (one.holder or _("together"), *(_rupiah(sum_) for sum_ in list(_holder(one).values())[1:]))
        for one in (*told.holders, told.total)
    ]
    return [*table([heading, *rows]), _("Cash sheet written: {file}").format(file=out)]


def _rupiah(amount: int) -> str:
    return "Rp " + f"{amount:,}".replace(",", ".")


def _sentence(refused: Refused) -> str:
    from desktop_app.wording.sentences import sentence

    return sentence(refused)
