"""``dues how``, ``dues letters``, ``dues transfer``: what people take home about contributions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import words
from desktop_app.cli.choices import PAPERS, ending, one_of
from desktop_app.cli.printed import STAY, Ink, Paper, Shift, printed
from desktop_app.cli.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, PARTLY, table
from desktop_app.text import _, n_

if TYPE_CHECKING:
    from desktop_app.actions.letters import HowToPay
    from desktop_app.actions.protecting import Due
    from desktop_app.actions.transferring import Transferred

app = typer.Typer(rich_markup_mode=None)

Out = Annotated[Path, typer.Argument(metavar="OUT.pdf", help=N_("Where it is written."))]
Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID…", help=N_("NIK, registration number, KPJ or record id.")),
]


@app.command(cls=Command, help=N_("Print how to pay. One sheet for each person, with NIK and sum."))
def how(
    ctx: typer.Context,
    out: Out,
    ids: Ids,
    *,
    from_: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help=N_("The first month."))],
    months: Annotated[int, typer.Option(metavar="N", help=N_("How many months, 1 to 12."))] = 1,
    layout: Paper = "a4",
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write the sheet *Cara bayar* of everybody who can pay these months."""
    ending(out, ".pdf")
    one_of(layout, PAPERS, "--layout")
    from desktop_app.actions import going_out, letters

    run: Run = ctx.obj
    with run.desk() as desk:
        made = letters.how_to_pay_all(desk, ids, from_, months, paper=layout, **printed(ink, shift))
        going_out.save(desk, made.drawn, out)
    refused = _refused(made)
    lines = [
        (line.registration.number, line.registration.worker.full_name, words.rupiah(line.amount))
        for line in made.lines
    ]
    run.say(
        {
            "file": str(out),
            "sheets": [
                {"registration_number": number, "amount": line.amount}
                for (number, _name, _sum), line in zip(lines, made.lines, strict=True)
            ],
            "refused": refused,
        },
        [*table(lines), _written(len(lines), out)],
    )
    run.complain(f"{one['registration_number'] or one['id']}: {one['message']}" for one in refused)
    return PARTLY if refused else DONE


def _refused(made: "HowToPay") -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "registration_number": one.number,
            "rule": one.finding.rule,
            "field": one.finding.field,
            "message": words.message([one.finding]),
        }
        for one in made.refused
    ]


def _written(sheets: int, out: Path) -> str:
    line = n_("{n} page written: {file}", "{n} pages written: {file}", sheets)
    return line.format(n=sheets, file=out)


@app.command(cls=Command, help=N_("Print letters to people whose protection ends soon or ended."))
def letters(
    ctx: typer.Context,
    out: Out,
    *,
    within: Annotated[
        int, typer.Option(metavar="DAYS", min=0, max=366, help=N_("How many days ahead."))
    ] = 60,
    layout: Paper = "f4",
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write a letter to each: those who lapse within so many days, and those in arrears."""
    ending(out, ".pdf")
    one_of(layout, PAPERS, "--layout")
    from desktop_app.actions import going_out, letters, protecting

    run: Run = ctx.obj
    with run.desk() as desk:
        people = [*protecting.due(desk, within), *protecting.arrears(desk)]
        if people:
            going_out.save(
                desk, letters.lapse_letters(desk, people, paper=layout, **printed(ink, shift)), out
            )
    if not people:
        run.say({"file": None, "letters": []}, [_("Nothing lapses soon.")])
        return DONE
    run.say(
        {"file": str(out), "letters": [_told(one) for one in people]},
        [_written(len(people), out)],
    )
    return DONE


def _told(one: "Due") -> dict[str, Any]:
    return {
        "registration_number": one.number,
        "covered_until": one.until,
        "days": one.days,
        "payer": one.payer,
    }


@app.command(cls=Command, help=N_("Print letters to people whose sponsor ends, and their list."))
def transfer(
    ctx: typer.Context,
    sponsor: Annotated[str, typer.Argument(metavar="SPONSOR", help=N_("The sponsor's code."))],
    out: Out,
    *,
    layout: Paper = "f4",
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write the letters, and beside them the list (``OUT-daftar.pdf``)."""
    ending(out, ".pdf")
    one_of(layout, PAPERS, "--layout")
    from desktop_app.actions import files, going_out, letters

    run: Run = ctx.obj
    listed = out.with_name(f"{out.stem}-daftar.pdf")
    with run.desk() as desk:
        made = letters.transfer(desk, sponsor, paper=layout, **printed(ink, shift))
        files.write(listed, made.list)
        going_out.save(desk, made.letters, out)
    rows = [
        (one.due.number, one.due.full_name, words.month(one.first), words.rupiah(one.monthly))
        for one in made.rows
    ]
    run.say(
        {
            "file": str(out),
            "list": str(listed),
            "people": [_transferred(one) for one in made.rows],
        },
        [*table(rows), _written(len(rows), out), _("The list: {file}").format(file=listed)],
    )
    return DONE


def _transferred(one: "Transferred") -> dict[str, Any]:
    return {**_told(one.due), "from": one.first, "amount": one.monthly}
