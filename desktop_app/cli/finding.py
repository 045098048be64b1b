"""``show``, ``search``, ``villages``, ``occupations``: looking things up."""

from typing import Annotated

import typer

from desktop_app.cli import words
from desktop_app.cli.registering import Id
from desktop_app.cli.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, table
from desktop_app.text import _

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Command, help=N_("Show one worker whole."))
def show(ctx: typer.Context, id: Id) -> int:
    """Show one worker whole, with number and states."""
    from desktop_app.actions import finding

    run: Run = ctx.obj
    with run.desk() as desk:
        document = words.person(desk, finding.find_one(desk, id))
    run.say(document, table(list(words.person_lines(document))))
    return DONE


@app.command(
    cls=Command,
    help=N_("Find people. By any part of a name, NIK, KPJ, registration number, phone or hamlet."),
)
def search(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help=N_("What is looked for."))],
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help=N_("No more than this many."))
    ] = 50,
) -> int:
    """Find people, best first; typing errors are tolerated."""
    from desktop_app.actions import finding

    run: Run = ctx.obj
    with run.desk() as desk:
        found = finding.search(desk, " ".join(text), limit)
    keys = ("nik", "full_name", "registration_number", "kpj", "hamlet", "status")
    values = [(p.nik, p.full_name, p.number, p.kpj, p.hamlet, p.status) for p in found]
    rows = [
        (words.hidden(nik), name, number, kpj, hamlet, words.status_word(status))
        for nik, name, number, kpj, hamlet, status in values
    ]
    run.say(
        {"results": [dict(zip(keys, value, strict=True)) for value in values]},
        table(rows) if rows else [_("Nobody fits.")],
    )
    return DONE


@app.command(cls=Command, help=N_("Find villages by any part of the name, or by code."))
def villages(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help=N_("Name or code."))],
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help=N_("No more than this many."))
    ] = 20,
) -> int:
    """Find villages; needs no log-in."""
    from desktop_app.reference.regions import regions

    run: Run = ctx.obj
    keys = ("code", "name", "district", "regency", "province")
    found = regions().find(" ".join(text), limit)
    rows = [(v.code, v.name, v.district, v.regency, v.province) for v in found]
    run.say(
        {"villages": [dict(zip(keys, row, strict=True)) for row in rows]},
        table(rows) if rows else [_("No village fits.")],
    )
    return DONE


@app.command(cls=Command, help=N_("List the occupations: code, name, sector."))
def occupations(ctx: typer.Context) -> int:
    """List the occupations; needs no log-in."""
    from desktop_app.reference.occupations import occupations as known

    run: Run = ctx.obj
    rows = [(o.code, o.name, o.sector) for o in known().values()]
    run.say({"occupations": [{"code": c, "name": n, "sector": s} for c, n, s in rows]}, table(rows))
    return DONE
