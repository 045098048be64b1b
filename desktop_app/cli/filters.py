"""``--filter KEY=VALUE``: whom a command is about."""

from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli.choices import FILTER_KEYS, completing, pairs
from desktop_app.terminal.help import N_

if TYPE_CHECKING:
    from desktop_app.store.summary import Filters

Filter = Annotated[
    list[str] | None,
    typer.Option(
        metavar=N_("KEY=VALUE"),
        help=N_("Only these people, for example status=member or hamlet=Krajan."),
        autocompletion=completing(f"{key}=" for key in FILTER_KEYS),
    ),
]


def filters(given: list[str] | None) -> "Filters":
    """The filter that these options name. Raises Usage, Refused (``filter``)."""
    wanted = pairs(given or (), "--filter")
    from desktop_app.store.summary import Filters

    return Filters.read(wanted)
