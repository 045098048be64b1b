"""``form``, ``receipt``, ``family``, ``list``: what is filled in, taken home, signed and kept."""

from dataclasses import dataclass
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
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import DONE, PARTLY
from desktop_app.text import _, n_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.actions.rosters import Manner, Roster
    from desktop_app.documents.printed import Printed
    from desktop_app.domain.findings import Finding

app = typer.Typer(rich_markup_mode=None)

LISTS = ("umum", "arsip", "serah-terima")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where papers are written, on what, and how."""

    out: Path
    paper: str
    how: "Printed"


@app.command(cls=Command, help=N_("Print the form, filled in for those who are named, or blank."))
def form(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    out: Out,
    *,
    id: Ids = None,
    unprinted: Unprinted = False,
    everybody: Everybody = False,
    filter: Filter = None,
    blank: Annotated[
        bool, typer.Option("--blank", help=N_("An empty form, to be filled in by hand."))
    ] = False,
    paper: Paper = "f4",
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write the form with the words of consent."""
    ending(out, ".pdf")
    one_of(paper, PAPERS, "--paper")
    sheet = _Sheet(out, paper, printed(ink, shift))
    if blank:
        if id or unprinted or everybody or filter:
            raise Usage(_("A blank form is nobody's: leave out who is meant."))
        return _blank(ctx.obj, sheet)
    selection = Selection.read(id, unprinted=unprinted, everybody=everybody, filter=filter)
    return _write(ctx.obj, "form", sheet, selection)


def _blank(run: Run, sheet: _Sheet) -> int:
    from desktop_app.actions import files, forms

    out = sheet.out
    with run.desk() as desk:
        files.write(out, forms.blank_form(desk, paper=sheet.paper, **sheet.how))
    run.say({"file": str(out), "papers": 1, "refused": []}, [_written(1, out)])
    return DONE


def _taken_home(name: str, kind: str, papers: tuple[str, ...], told: str, on: str) -> None:
    """A command that writes papers of this kind, on the first of these papers if none is named."""

    @app.command(name, cls=Command, help=told)
    def command(  # noqa: PLR0913 - one parameter an option
        ctx: typer.Context,
        out: Out,
        *,
        id: Ids = None,
        unprinted: Unprinted = False,
        everybody: Everybody = False,
        filter: Filter = None,
        paper: Annotated[
            str, typer.Option(metavar=N_("NAME"), help=on, autocompletion=completing(papers))
        ] = papers[0],
        ink: Ink = "colour",
        shift: Shift = STAY,
    ) -> int:
        ending(out, ".pdf")
        one_of(paper, papers, "--paper")
        selection = Selection.read(id, unprinted=unprinted, everybody=everybody, filter=filter)
        return _write(ctx.obj, kind, _Sheet(out, paper, printed(ink, shift)), selection)


_taken_home(
    "receipt",
    "receipt",
    ("a5", "roll"),
    N_("Print what people take home after being registered."),
    N_("a5, or roll for a receipt printer of 80 mm."),
)
_taken_home(
    "family",
    "family_sheet",
    PAPERS,
    N_("Print the sheet for the family, in large letters."),
    N_("a4 or f4."),
)


def _write(run: Run, kind: str, sheet: _Sheet, selection: Selection) -> int:
    """Write these people's papers, then enter them in the ledger."""
    from desktop_app.actions import files, forms, issuing

    out = sheet.out
    with run.desk() as desk:
        ids = selection.record_ids(desk)
        composed = forms.compose(desk, kind, ids, paper=sheet.paper, **sheet.how)
        files.write(out, composed.pdf)
        issuing.issue(desk, composed)
    refused = _refused(composed.refused)
    papers = len(composed.papers)
    run.say(
        {"file": str(out), "papers": papers, "refused": refused},
        [_written(papers, out)],
    )
    run.complain(f"{one['registration_number']}: {one['message']}" for one in refused)
    return PARTLY if refused else DONE


def _refused(those: "Iterable[tuple[str, Finding]]") -> list[dict[str, Any]]:
    return [
        {"registration_number": number, "rule": f.rule, "message": words.message([f])}
        for number, f in those
    ]


def _written(papers: int, out: Path) -> str:
    line = n_("{n} paper written: {file}", "{n} papers written: {file}", papers)
    return line.format(n=papers, file=out)


@app.command(
    "list",
    cls=Command,
    help=N_("Print the list of participants, or the list on which people sign for their papers."),
)
def list_(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    out: Out,
    *,
    id: Ids = None,
    unprinted: Unprinted = False,
    everybody: Everybody = False,
    filter: Filter = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar=N_("NAME"),
            help=N_(
                "umum: masked, for everybody; arsip: whole NIKs, in numbered copies; "
                "serah-terima: to sign on."
            ),
            autocompletion=completing(LISTS),
        ),
    ] = "umum",
    copies: Annotated[
        int, typer.Option(metavar="N", min=1, help=N_("Numbered copies of the archive's list."))
    ] = 1,
    month: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM", help=N_("The month whose rules the contributions follow.")),
    ] = None,
    annex: Annotated[
        str | None,
        typer.Option(metavar=N_("TEXT"), help=N_("The decree to which the list is an annex.")),
    ] = None,
    paper: Paper = "f4",
    ink: Ink = "colour",
    shift: Shift = STAY,
) -> int:
    """Write a list of those who are named."""
    ending(out, ".pdf")
    one_of(kind, LISTS, "--kind")
    one_of(paper, PAPERS, "--paper")
    if copies > 1 and kind != "arsip":
        raise Usage(_("Only the archive's list has numbered copies: --kind arsip."))
    if (month or annex) and kind == "serah-terima":
        raise Usage(_("The list to sign on has neither month nor decree."))
    selection = Selection.read(id, unprinted=unprinted, everybody=everybody, filter=filter)
    sheet = _Sheet(out, paper, printed(ink, shift))
    if kind == "serah-terima":
        return _hand_over(ctx.obj, sheet, selection)
    from desktop_app.actions.rosters import Manner

    manner = Manner(kind=kind, paper=paper, copies=copies, month=month, annex=annex)
    return _roster(ctx.obj, sheet, manner, selection)


def _roster(run: Run, sheet: _Sheet, manner: "Manner", selection: Selection) -> int:
    from desktop_app.actions import files, rosters

    out = sheet.out
    with run.desk() as desk:
        made = rosters.compose(desk, selection.record_ids(desk), manner, **sheet.how)
        with files.written(out) as file:  # entered only if it can be written, and the other way
            file.write(made.pdf)
            rosters.issue(desk, made)
    return _tell(run, out, made, told=bool(selection.named))


def _hand_over(run: Run, sheet: _Sheet, selection: Selection) -> int:
    """The list to sign on. Who has nothing to sign for is named where somebody asked for them."""
    from desktop_app.actions import files, rosters

    out = sheet.out
    with run.desk() as desk:
        ids = selection.record_ids(desk)
        made = rosters.hand_over(desk, ids, paper=sheet.paper, **sheet.how)
        files.write(out, made.pdf)
    return _tell(run, out, made, told=bool(selection.named))


def _tell(run: Run, out: Path, made: "Roster", *, told: bool) -> int:
    refused = _refused(made.refused) if told else []
    line = n_(
        "A list of {n} person written: {file}", "A list of {n} people written: {file}", made.people
    )
    lines = [line.format(n=made.people, file=out)]
    if made.label:
        lines.append(_("Number {number}, {n} copies").format(number=made.label, n=made.copies))
    run.say(
        {
            "file": str(out),
            "kind": made.kind,
            "people": made.people,
            "unnamed": made.unnamed,
            "number": made.label,
            "copies": made.copies,
            "refused": refused,
        },
        lines,
    )
    run.complain(f"{one['registration_number']}: {one['message']}" for one in refused)
    return PARTLY if refused else DONE
