"""``letter``: letters about people, each under a number of the book of letters; and ``agenda``, the
book itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import words
from desktop_app.cli.choices import PAPERS, completing, ending, one_of
from desktop_app.cli.filters import Filter
from desktop_app.cli.papers import Out
from desktop_app.cli.printed import STAY, Ink, Paper, Shift, printed
from desktop_app.cli.run import Run
from desktop_app.cli.selecting import Everybody, Ids, Selection, Unprinted
from desktop_app.terminal.help import N_, Command, Group
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import DONE, PARTLY, table
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.issuing import Composed
    from desktop_app.actions.lettering import Manner
    from desktop_app.documents.printed import Printed
    from desktop_app.store.agenda import Letter

app = typer.Typer(rich_markup_mode=None)
book = typer.Typer(
    rich_markup_mode=None, cls=Group, help=N_("The book of outgoing letters and their numbers.")
)

KINDS = ("work", "income", "dukcapil")
Kind = Annotated[
    str,
    typer.Option(
        metavar=N_("KIND"),
        help=N_("work, income, or dukcapil (to the civil registry)."),
        autocompletion=completing(KINDS),
    ),
]
Drafts = Annotated[
    list[str] | None,
    typer.Option(
        "--draft",
        metavar="ID",
        help=N_("For dukcapil: a draft of somebody without a NIK; all: every one of them."),
    ),
]
Purpose = Annotated[str, typer.Option(metavar=N_("TEXT"), help=N_("What the statement is for."))]
Year = Annotated[int | None, typer.Option(metavar=N_("YEAR"), help=N_("Another year than this."))]


@app.command(cls=Command, help=N_("Print letters about people, each with its own number."))
def letter(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    out: Out,
    *,
    kind: Kind,
    id: Ids = None,
    draft: Drafts = None,
    unprinted: Unprinted = False,
    everybody: Everybody = False,
    filter: Filter = None,
    purpose: Purpose = "",
    paper: Paper = "f4",
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write the letters and enter them in the book and in the ledger."""
    ending(out, ".pdf")
    one_of(kind, KINDS, "--kind")
    one_of(paper, PAPERS, "--paper")
    how = printed(ink, shift)
    if draft:
        if kind != "dukcapil" or id or unprinted or everybody or filter:
            raise Usage(_("--draft goes with --kind dukcapil alone."))
        return _of_drafts(ctx.obj, out, draft, paper, how)
    selection = Selection.read(id, unprinted=unprinted, everybody=everybody, filter=filter)
    from desktop_app.actions import lettering

    manner = lettering.Manner(paper=paper, purpose=purpose, **how)
    return _of_people(ctx.obj, out, selection, kind, manner)


def _of_people(run: Run, out: Path, selection: Selection, kind: str, manner: "Manner") -> int:
    from desktop_app.actions import files, issuing, lettering

    with run.desk() as desk:
        ids = selection.record_ids(desk)
        composed = lettering.compose(desk, kind, ids, manner=manner)
        with files.written(out) as file:
            file.write(composed.pdf)
            issuing.issue(desk, composed)
    return _told(run, out, composed)


def _told(run: Run, out: Path, composed: "Composed") -> int:
    refused = [
        {"registration_number": number, "rule": f.rule, "message": words.message([f])}
        for number, f in composed.refused
    ]
    numbers = [paper.letter for paper in composed.papers]
    run.say(
        {"file": str(out), "papers": len(numbers), "numbers": numbers, "refused": refused},
        [*numbers, _("{papers} papers written: {file}").format(papers=len(numbers), file=out)],
    )
    run.complain(f"{one['registration_number']}: {one['message']}" for one in refused)
    return PARTLY if refused else DONE


def _of_drafts(run: Run, out: Path, given: list[str], paper: str, how: "Printed") -> int:
    from desktop_app.actions import going_out, lettering

    with run.desk() as desk:
        ids = [one.id for one in lettering.without_nik(desk)] if given == ["all"] else given
        going_out.save(desk, lettering.registry_letters(desk, ids, paper=paper, **how), out)
    papers = len(dict.fromkeys(ids))
    run.say(
        {"file": str(out), "papers": papers},
        [_("{papers} papers written: {file}").format(papers=papers, file=out)],
    )
    return DONE


@book.command("list", cls=Command, help=N_("List the letters of a year."))
def listed(ctx: typer.Context, *, year: Year = None) -> int:
    """The book of a year."""
    from desktop_app.actions import agenda, paper_words

    run: Run = ctx.obj
    with run.desk() as desk:
        found = agenda.book(desk, year)
        with desk.read() as c:
            said = paper_words.words_of(c)
        rows = [_row(desk, one, agenda.subject(said, one)) for one in found.letters]
    document = {"year": found.year, "letters": [{**row, "state": _state(row)} for row in rows]}
    lines = [
        (row["number"], row["day"], row["subject"], row["name"] or "", _state(row)) for row in rows
    ]
    run.say(document, table(lines) if lines else [_("No letter went out in this year.")])
    return DONE


def _row(desk: "Desk", one: "Letter", subject: str) -> dict[str, Any]:
    return {
        "number": one.number,
        "serial": one.serial,
        "day": one.day.isoformat(),
        "kind": one.kind,
        "subject": subject,
        "recipient": one.recipient or None,
        "registration_number": one.registration_number,
        "name": one.full_name,
        "by": one.by,
        "revoked_why": one.revoked_why,
    }


def _state(row: dict[str, Any]) -> str:
    return "" if row["revoked_why"] is None else _("revoked")


@book.command("print", cls=Command, help=N_("Print the book of a year."))
def print_(
    ctx: typer.Context,
    out: Out,
    *,
    year: Year = None,
    paper: Paper = "f4",
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """The book of a year as PDF."""
    ending(out, ".pdf")
    one_of(paper, PAPERS, "--paper")
    from desktop_app.actions import agenda, files

    run: Run = ctx.obj
    with run.desk() as desk:
        files.write(out, agenda.write_book(desk, year, paper=paper, **printed(ink, shift)))
    run.say({"file": str(out)}, [_("Written: {file}").format(file=out)])
    return DONE


@book.command(cls=Command, help=N_("Revoke a letter. Its number is never given again."))
def revoke(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar=N_("NUMBER"), help=N_("The letter's number."))],
    *,
    why: Annotated[str, typer.Option(metavar=N_("TEXT"), help=N_("Why."))],
) -> int:
    """Mark a letter as revoked."""
    from desktop_app.actions import agenda

    run: Run = ctx.obj
    with run.desk() as desk:
        agenda.revoke(desk, agenda.find(desk, number).n, why)
    run.say({"number": number, "revoked": True}, [_("Revoked: {number}").format(number=number)])
    return DONE


@book.command(cls=Command, help=N_("Show or change how letters are numbered."))
def number(
    ctx: typer.Context,
    template: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("TEMPLATE"), help=N_("For example 470/{n}/{bulan romawi}/{tahun}.")
        ),
    ] = None,
) -> int:
    """Show the template, or number letters by another one from now on."""
    from desktop_app.actions import agenda

    run: Run = ctx.obj
    with run.desk() as desk:
        if template is not None:
            agenda.set_number_template(desk, template)
        now = agenda.number_template(desk)
        following = agenda.example(desk, now)
    run.say(
        {"template": now, "next": following},
        [now, _("The next letter: {number}").format(number=following)],
    )
    return DONE
