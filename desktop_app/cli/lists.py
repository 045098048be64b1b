"""``import``, ``template``, ``export``: lists in and out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import words
from desktop_app.cli.choices import completing, ending, one_of, pairs
from desktop_app.cli.filters import Filter, filters
from desktop_app.cli.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import DONE, PARTLY, REFUSED
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.importing import Imported

app = typer.Typer(rich_markup_mode=None)

KINDS = ("workers", "members", "targets")


Book = Annotated[
    Path, typer.Argument(metavar="FILE", help=N_("A workbook (.xlsx, .xls, .ods) or .csv."))
]
Mapping = Annotated[
    Path | None,
    typer.Option(metavar="FILE.toml", help=N_("Which heading means what, in this list.")),
]
SheetName = Annotated[
    str | None, typer.Option(metavar=N_("NAME"), help=N_("Which sheet of the workbook."))
]
Defaults = Annotated[
    list[str] | None,
    typer.Option(metavar=N_("KEY=VALUE"), help=N_("A value the list has no column for.")),
]
Confirmed = Annotated[
    list[str] | None,
    typer.Option(metavar=N_("RULE"), help=N_("A warning accepted for all rows.")),
]
Kind = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="workers|members",
        help=N_("What the rows are."),
        autocompletion=completing(KINDS),
    ),
]
Errors = Annotated[
    Path | None,
    typer.Option(metavar="OUT.xlsx", help=N_("Where the rows to mend are written.")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would happen."))]
OutBook = Annotated[Path, typer.Argument(metavar="OUT.xlsx", help=N_("Where it is written."))]
Out = Annotated[Path, typer.Argument(metavar="OUT.xlsx|.csv", help=N_("Where it is written."))]


@app.command("import", cls=Command, help=N_("Take in a list of workers, or of members."))
def import_(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    file: Book,
    *,
    mapping: Mapping = None,
    sheet: SheetName = None,
    default: Defaults = None,
    confirm: Confirmed = None,
    as_: Kind = "workers",
    errors: Errors = None,
    dry_run: DryRun = False,
) -> int:
    """Take in a list; rows that cannot be registered are kept and named."""
    if one_of(as_, KINDS, "--as") == "targets":
        raise Usage(_("Lists of workers or members can be taken in: --as workers or members."))
    defaults = pairs(default or (), "--default")
    from desktop_app.actions import importing, opening

    run: Run = ctx.obj
    take = opening.import_members if as_ == "members" else importing.import_list
    with run.desk() as desk:
        done = take(
            desk,
            file,
            mapping=mapping,
            sheet=sheet,
            defaults=defaults,
            confirm=tuple(confirm or ()),
            errors=errors,
            dry_run=dry_run,
        )
    run.say(_document(done), _lines(done, as_, dry_run=dry_run))
    run.complain(_complaints(done))
    return _code(done)


def _code(done: "Imported") -> int:
    refused, warned = done.count("refused"), done.count("warned")
    if refused and refused == len(done.rows):
        return REFUSED
    return PARTLY if refused or warned else DONE


def _document(done: "Imported") -> dict[str, Any]:
    counts = {status: done.count(status) for status in ("accepted", "warned", "refused", "known")}
    rows = [
        {
            "row": row.row,
            "status": row.status,
            "rule": row.finding.rule if row.finding else None,
            "field": row.finding.field if row.finding else None,
            "message": words.message(row.findings) if row.findings else None,
        }
        for row in done.rows
        if row.findings or row.status != "accepted"
    ]
    return {**counts, "rows": rows}


def _lines(done: "Imported", kind: str, *, dry_run: bool) -> list[str]:
    line = (
        _(
            "{accepted} members taken in, {warned} to be confirmed, {refused} refused and named, "
            "{known} known as they are."
        )
        if kind == "members"
        else _(
            "{accepted} registered, {warned} kept to be confirmed, {refused} refused and kept to "
            "be mended, {known} here already."
        )
    ).format(**{s: done.count(s) for s in ("accepted", "warned", "refused", "known")})
    return [_("Only tried, nothing changed."), line] if dry_run else [line]


def _complaints(done: "Imported") -> list[str]:
    return [
        _("Row {row}: {message}").format(row=row.row, message=words.message(row.findings))
        for row in done.rows
        if row.status in ("warned", "refused")
    ]


@app.command(cls=Command, help=N_("Write an empty workbook to fill in."))
def template(ctx: typer.Context, out: OutBook) -> int:
    """Write an empty workbook; needs no log-in."""
    ending(out, ".xlsx")
    from desktop_app.actions import importing

    run: Run = ctx.obj
    importing.template(out)
    run.say({"file": str(out)}, [_("Written: {file}").format(file=out)])
    return DONE


@app.command(cls=Command, help=N_("Write the register, or what a filter names."))
def export(ctx: typer.Context, out: Out, filter: Filter = None) -> int:
    """Write the register as a workbook or as text with separators."""
    ending(out, ".xlsx", ".csv")
    wanted = filters(filter)
    from desktop_app.actions import importing

    run: Run = ctx.obj
    with run.desk() as desk:
        people = importing.export(desk, out, wanted)
    run.say(
        {"file": str(out), "workers": people},
        [_("{people} people written: {file}").format(people=people, file=out)],
    )
    return DONE
