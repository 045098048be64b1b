"""How a command's papers are put on their sheets: which paper, with which ink, moved how far."""

from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli.choices import INKS, PAPERS, completing, one_of
from desktop_app.terminal.help import N_

if TYPE_CHECKING:
    from desktop_app.documents.printed import Printed

Paper = Annotated[
    str,
    typer.Option(metavar=N_("NAME"), help=N_("a4 or f4."), autocompletion=completing(PAPERS)),
]
Ink = Annotated[
    str,
    typer.Option(
        metavar=N_("NAME"),
        help=N_("colour, grey or saving (white grounds, black words)."),
        autocompletion=completing(INKS),
    ),
]
Shift = Annotated[
    tuple[float, float],
    typer.Option(metavar=N_("RIGHT DOWN"), help=N_("Move everything by so many millimetres.")),
]
STAY = (0.0, 0.0)


def printed(ink: str, shift: tuple[float, float]) -> "Printed":
    """What the options say. Raises Usage."""
    from desktop_app.documents.printed import Printed

    return Printed(ink=one_of(ink, INKS, "--ink"), shift=shift)
