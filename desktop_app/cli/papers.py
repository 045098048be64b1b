"""``certificate``, and what every command that writes people's papers shares."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli import words
from desktop_app.cli.choices import PAPERS, completing, one_of
from desktop_app.cli.filters import Filter
from desktop_app.cli.printed import STAY, Ink, Shift, printed
from desktop_app.cli.run import Run
from desktop_app.cli.selecting import Everybody, Ids, Selection, Unprinted
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, PARTLY
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.issuing import Manner

app = typer.Typer(rich_markup_mode=None)

#: How often papers are drawn anew where others change the same people meanwhile.
_TURNS = 5

Out = Annotated[Path, typer.Argument(metavar="OUT.pdf", help=N_("Where it is written."))]
Reason = Annotated[
    str | None,
    typer.Option(
        metavar=N_("TEXT"),
        help=N_("Why somebody gets the paper again: damaged, lost, changed, misprint, or a line."),
    ),
]
Landscape = Annotated[
    str,
    typer.Option(
        "--paper",
        "--layout",
        metavar=N_("NAME"),
        help=N_("a4 or f4."),
        autocompletion=completing(PAPERS),
    ),
]


@app.command(cls=Command, help=N_("Print certificates."))
def certificate(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    out: Out,
    *,
    id: Ids = None,
    unprinted: Unprinted = False,
    everybody: Everybody = False,
    filter: Filter = None,
    paper: Landscape = "a4",
    ink: Ink = "colour",
    shift: Shift = STAY,
    reason: Reason = None,
) -> int:
    """Write the certificates of those who are named, each under a number of its own."""
    one_of(paper, PAPERS, "--paper")
    selection = Selection.read(id, unprinted=unprinted, everybody=everybody, filter=filter)
    from desktop_app.actions.issuing import Manner

    manner = Manner(layout=paper, **printed(ink, shift))
    return write(ctx.obj, "certificate", out, manner, selection, reason)


def write(  # a file is whole before anything is entered in the ledger
    run: Run, kind: str, out: Path, manner: "Manner", selection: Selection, reason: str | None
) -> int:
    """Write these people's papers to a file, page by page, and enter them in the ledger."""
    from desktop_app.actions import files, issuing
    from desktop_app.domain import reprint

    with run.desk() as desk:
        for turn in range(_TURNS):
            ids = selection.record_ids(desk)
            with files.written(out) as file:
                composed = issuing.compose(desk, kind, ids, manner=manner, out=file)
            try:
                issuing.issue(desk, composed, reason or (reprint.FILE if composed.again else ""))
                break
            except Refused as error:  # somebody changed people while they were drawn
                if error.rule != "preview_old" or turn == _TURNS - 1:
                    raise
    refused = [
        {"registration_number": number, "rule": f.rule, "message": words.message([f])}
        for number, f in composed.refused
    ]
    papers = len(composed.papers)
    run.say(
        {"file": str(out), "papers": papers, "refused": refused},
        [_("{papers} papers written: {file}").format(papers=papers, file=out)],
    )
    run.complain(f"{r['registration_number']}: {r['message']}" for r in refused)
    return PARTLY if refused else DONE
