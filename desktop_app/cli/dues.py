"""``dues``: contributions, who is covered until when, and what lapses soon."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import cash, dues_amount, dues_papers, words
from desktop_app.cli.arguments import day
from desktop_app.cli.lists import DryRun
from desktop_app.cli.registering import Id
from desktop_app.cli.run import Run
from desktop_app.cli.undo import let_go
from desktop_app.domain.findings import Refused
from desktop_app.domain.nik import shown
from desktop_app.terminal.help import N_, Command, Group
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import DONE, PARTLY, REFUSED, table
from desktop_app.text import _, n_
from desktop_app.wording.words import payer_word

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.letting_go import LetGo
    from desktop_app.actions.paying import Done, RefusedLine
    from desktop_app.actions.protecting import Due
    from desktop_app.domain.registration import Registration

app = typer.Typer(
    rich_markup_mode=None, cls=Group, help=N_("Contributions and protection of participants.")
)

From = Annotated[str | None, typer.Option("--from", metavar="YYYY-MM", help=N_("The first month."))]
Months = Annotated[int | None, typer.Option(metavar="N", help=N_("How many months, 1 to 12."))]
Payer = Annotated[
    str, typer.Option(metavar=N_("self|SPONSOR"), help=N_("Who paid: self, or a sponsor's code."))
]
PaidOn = Annotated[
    str | None, typer.Option(metavar=N_("DATE"), help=N_("When it was paid, YYYY-MM-DD."))
]
Code = Annotated[
    str | None, typer.Option(metavar="TEXT", help=N_("The payment code (kode iuran) of BPJS."))
]
Proof = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=N_("The proof of payment: a PDF, JPEG or PNG.")),
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID…", help=N_("NIK, registration number, KPJ or record id.")),
]
Sum = Annotated[str | None, typer.Option(metavar="N", help=N_("The sum on the slip, in rupiah."))]
ListFile = Annotated[
    Path | None,
    typer.Option("--list", metavar="FILE", help=N_("A workbook or .csv of payments.")),
]
Why = Annotated[str, typer.Option(metavar="TEXT", help=N_("Why it is undone."))]


@app.command(cls=Command, help=N_("Record payments. For people, or for the rows of a list."))
def pay(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    ids: Ids = None,
    *,
    from_: From = None,
    months: Months = None,
    payer: Payer = "self",
    paid_on: PaidOn = None,
    code: Code = None,
    amount: Sum = None,
    proof: Proof = None,
    list_: ListFile = None,
    dry_run: DryRun = False,
) -> int:
    """Record a payment; whoever cannot be paid for is named and left out."""
    if bool(ids) == bool(list_):
        raise Usage(_("Name the people, or give their list with --list."))
    if ids and (from_ is None or months is None):
        raise Usage(_("Say which months: --from YYYY-MM --months N."))
    from desktop_app.actions import paying

    run: Run = ctx.obj
    slip: dict[str, Any] = {
        "paid_on": day(paid_on, "--paid-on") if paid_on else None,
        "code": code,
        "proof": proof,
        "amount": None if amount is None else _sum(amount),
        "dry_run": dry_run,
    }
    with run.desk() as desk:
        if list_ is not None:
            listed = paying.pay_list(desk, list_, payer=payer, first=from_, months=months, **slip)
            done = listed.done
        else:
            wanted = paying.Wanted(
                ids=tuple(ids or ()), first=from_ or "", months=months or 0, payer=payer
            )
            done = paying.pay(desk, wanted, **slip)
    run.say(_document(done), _lines(done))
    run.complain(_complaints(done))
    if not done.payments:
        return REFUSED
    return PARTLY if done.refused else DONE


def _sum(text: str) -> int:
    """The sum on a slip. Raises Refused (``amount``, with what is wrong with it)."""
    from desktop_app.lists.payments import read_sum

    amount = read_sum(text)
    if amount is None:
        raise Refused("amount", "amount")
    return amount


def _document(done: "Done") -> dict[str, Any]:
    document = {
        "paid": [
            {
                "nik": line.registration.worker.nik,
                "registration_number": line.registration.number,
                "from": paid.first,
                "to": paid.last,
                "months": paid.months,
                "amount": paid.amount,
                "payer": paid.payer,
                "id": paid.id if done.reference else None,
            }
            for paid, line in zip(done.payments, done.lines, strict=True)
        ],
        "refused": [_refused(one) for one in done.refused],
        "total": done.total,
        "reference": done.reference,
    }
    if not done.payments and done.refused:
        rule = done.refused[0].finding.rule
        document["error"] = {"rule": rule, "message": _complaints(done)[0]}
    return document


def _refused(one: "RefusedLine") -> dict[str, Any]:
    said = {
        "id": one.id if one.row is None else one.number or one.id,
        "registration_number": one.number,
        "rule": one.finding.rule,
        "field": one.finding.field,
        "message": words.message([one.finding]),
    }
    return {"row": one.row, **said} if one.row is not None else said


def _lines(done: "Done") -> list[str]:
    if not done.payments:
        return []
    paid = [
        _("Paid: {number}  {first} – {last}  {amount}").format(
            number=line.registration.number,
            first=words.month(one.first),
            last=words.month(one.last),
            amount=words.rupiah(one.amount),
        )
        for one, line in zip(done.payments, done.lines, strict=True)
    ]
    people = len(done.payments)
    total = n_(
        "Together: {total} for {people} person. Reference: {reference}",
        "Together: {total} for {people} people. Reference: {reference}",
        people,
    )
    told = total.format(
        total=words.rupiah(done.total), people=people, reference=done.reference or "-"
    )
    tried = [] if done.reference else [_("Only tried, nothing changed.")]
    return [*tried, *paid, told]


def _complaints(done: "Done") -> list[str]:
    if len(done.refused) == 1 and done.refused[0].row is None:
        return [words.message([done.refused[0].finding])]
    return [
        _("Row {row}: {message}").format(row=one.row, message=words.message([one.finding]))
        if one.row is not None
        else _("{who}: {message}").format(who=_shown(one), message=words.message([one.finding]))
        for one in done.refused
    ]


def _shown(one: "RefusedLine") -> str:
    return shown(one.id)


@app.command(cls=Command, help=N_("Say until when somebody is covered, and by whom."))
def status(
    ctx: typer.Context,
    id: Id,
    on: Annotated[
        str | None, typer.Option(metavar=N_("DATE"), help=N_("As of this day, YYYY-MM-DD."))
    ] = None,
) -> int:
    """Say how far somebody is covered, with every month that was paid."""
    as_of = day(on, "--on") if on else None
    from desktop_app.actions import finding

    run: Run = ctx.obj
    with run.desk() as desk:
        document = _status(desk, finding.find_one(desk, id), as_of)
    run.say(document, _status_lines(document))
    return DONE


def _status(desk: "Desk", one: "Registration", as_of: Any) -> dict[str, Any]:
    from desktop_app.actions import protecting

    cover = protecting.cover_of(desk, one, as_of)
    months = protecting.months_of(desk, one, cover.as_of)
    return {
        "registration_number": one.number,
        "protection": cover.state,
        "as_of": cover.as_of.isoformat(),
        "covered_until": cover.until,
        "covered_by": cover.payer,
        "days_left": cover.days_left,
        "months": [
            {"month": paid.month, "amount": paid.amount, "payer": paid.payer} for paid in months
        ],
    }


def _status_lines(document: dict[str, Any]) -> list[str]:
    lines = [
        _("{number} on {day}: {state}").format(
            number=document["registration_number"],
            day=words.spoken(document["as_of"]),
            state=words.status_word(document["protection"]),
        )
    ]
    if document["covered_until"]:
        lines.append(
            _("Paid up to and including {month}, by {payer}.").format(
                month=words.month(document["covered_until"]),
                payer=payer_word(document["covered_by"]),
            )
        )
    rows = [
        (words.month(one["month"]), words.rupiah(one["amount"]), words.status_word(one["payer"]))
        for one in document["months"]
    ]
    return [*lines, *(table(rows) if rows else ())]


@app.command(cls=Command, help=N_("List whose protection lapses soon, and who is in arrears."))
def due(
    ctx: typer.Context,
    within: Annotated[
        int, typer.Option(metavar=N_("DAYS"), min=0, max=3660, help=N_("Within so many days."))
    ] = 60,
) -> int:
    """List members whose paid months end soon, and those with one to three unpaid months."""
    from desktop_app.actions import protecting

    run: Run = ctx.obj
    with run.desk() as desk:
        soon, late = protecting.due(desk, within), protecting.arrears(desk)
        today = desk.config.today()
    run.say(
        {
            "due": [_due(one) for one in soon],
            "arrears": [_due(one) for one in late],
            "as_of": today.isoformat(),
        },
        [
            *(table([_due_row(one) for one in soon]) if soon else [_("Nothing lapses soon.")]),
            *([_("In arrears:")] if late else []),
            *(table([_due_row(one) for one in late]) if late else []),
        ],
    )
    return DONE


def _due(one: "Due") -> dict[str, Any]:
    return {
        "nik": one.nik,
        "registration_number": one.number,
        "full_name": one.full_name,
        "covered_until": one.until,
        "days": one.days,
        "payer": one.payer,
    }


def _due_row(one: "Due") -> tuple[str, ...]:
    days = _("{days} days").format(days=one.days)
    payer = words.status_word(one.payer)
    return one.number, one.full_name, words.month(one.until), days, payer


@app.command(cls=Command, help=N_("Undo a payment. By its id, or all of one reference."))
def undo(
    ctx: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help=N_("A payment's id, or the reference of many."))
    ],
    why: Why = "",
) -> int:
    """Undo one payment, or everything that was paid under a reference."""
    from desktop_app.actions import paying

    run: Run = ctx.obj
    with run.desk() as desk:
        gone: list[LetGo] = []
        undone = paying.undo_any(desk, id, why, told=gone.append)
    text = _("Payments undone: {count}").format(count=undone)
    document = {"undone": undone, "id": id, "let_go": [let_go(one) for one in gone]}
    run.say(document, [text, *(words.message([one.finding]) for one in gone)])
    return DONE


#: Commands of sibling files that belong to this group.
PARTS = (dues_amount, dues_papers, cash)

for _part in PARTS:
    app.registered_commands += _part.app.registered_commands
