"""``card``: cards and slips on sheets, their sides, their ink and where they stand."""

from typing import Annotated

import typer

from desktop_app.cli.choices import (
    EXAMPLES,
    LAYOUTS,
    PAPERS,
    SIDES,
    TURNS,
    completing,
    one_of,
)
from desktop_app.cli.filters import Filter
from desktop_app.cli.papers import Out, Reason, write
from desktop_app.cli.printed import STAY, Ink, Shift, printed
from desktop_app.cli.run import Run
from desktop_app.cli.selecting import Everybody, Ids, Selection, Unprinted
from desktop_app.terminal.help import N_, Command

app = typer.Typer(rich_markup_mode=None)

Skip = Annotated[
    int,
    typer.Option(metavar="N", min=0, help=N_("Leave the first N places of a used sheet free.")),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        metavar=N_("NAME"),
        help=N_(
            "cr80, a4-10, f4-10, a4-fold-5, f4-fold-5, slip, or a sheet of the office's own. "
            "Without it: members' cards to fold, slips for the others."
        ),
        autocompletion=completing((*LAYOUTS, *EXAMPLES)),
    ),
]
SlipPaper = Annotated[
    str | None,
    typer.Option(
        metavar=N_("NAME"),
        help=N_("Paper of the slips: a4 or f4."),
        autocompletion=completing(PAPERS),
    ),
]
Side = Annotated[
    str,
    typer.Option(
        metavar=N_("NAME"),
        help=N_("both; or front or back alone, to turn the stack by hand."),
        autocompletion=completing(SIDES),
    ),
]
Turn = Annotated[
    str,
    typer.Option(
        metavar=N_("LETTER"),
        help=N_("How the turned stack comes back: A, B, C or D, as the turning test shows."),
        autocompletion=completing(TURNS),
    ),
]
Duplex = Annotated[
    bool,
    typer.Option("--duplex", help=N_("The printer turns sheets by itself: cards are not folded.")),
]


@app.command(
    cls=Command, help=N_("Print cards. Before there is a KPJ it is the registration slip.")
)
def card(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    out: Out,
    *,
    id: Ids = None,
    unprinted: Unprinted = False,
    everybody: Everybody = False,
    filter: Filter = None,
    layout: Sheet = None,
    skip: Skip = 0,
    paper: SlipPaper = None,
    ink: Ink = "colour",
    side: Side = "both",
    turn: Turn = "A",
    shift: Shift = STAY,
    duplex: Duplex = False,
    reason: Reason = None,
) -> int:
    """Write the papers of those who are named."""
    one_of(side, SIDES, "--side")
    one_of(turn, TURNS, "--turn")
    if paper is not None:
        one_of(paper, PAPERS, "--paper")
    run: Run = ctx.obj
    if layout is not None and not (run.config.data / "sheets" / f"{layout}.toml").is_file():
        one_of(layout, (*LAYOUTS, *EXAMPLES), "--layout")
    selection = Selection.read(id, unprinted=unprinted, everybody=everybody, filter=filter)
    from desktop_app.actions.issuing import Manner

    manner = Manner(
        layout=layout,
        skip=skip,
        paper=paper,
        side=side,
        turn=turn,
        duplex=duplex,
        **printed(ink, shift),
    )
    return write(run, "card", out, manner, selection, reason)
