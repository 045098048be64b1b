"""``admin``: who may look at how the villages stand."""

from pathlib import Path
from typing import Annotated

import typer

from desktop_app.hub.commands import secret
from desktop_app.hub.commands.run import Run
from desktop_app.hub.commands.serve import RootOut
from desktop_app.terminal.help import N_, Command, Group
from desktop_app.terminal.voice import DONE
from desktop_app.text import _

app = typer.Typer(
    cls=Group, rich_markup_mode=None, help=N_("Administrators: who may look at the figures.")
)

PasswordFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=N_("A file with the password (or LOKET_PASSWORD).")),
]


@app.callback()
def _group() -> None:
    """One command alone would else stand for the group."""


@app.command(cls=Command, help=N_("Make an administrator."))
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("The account's name."))],
    *,
    password_file: PasswordFile = None,
    root_out: RootOut = None,
) -> int:
    """Make an administrator with a password."""
    from desktop_app.hub import admins

    run: Run = ctx.obj
    password = secret.new_password(password_file)
    with run.hub(sheet=root_out) as hub:
        kept = admins.create(hub, name, password)
    run.say({"name": kept}, [_("Administrator {name} is ready.").format(name=kept)])
    return DONE
