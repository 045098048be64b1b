"""``keys``: the hub's keys, renewed by the root code, and carried to another computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop_app.domain.findings import Refused
from desktop_app.hub.commands import secret
from desktop_app.hub.commands.run import Run
from desktop_app.terminal.help import N_, Command, Group
from desktop_app.terminal.voice import DONE, table
from desktop_app.text import _

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    invoke_without_command=True,
    help=N_("The hub's keys. Alone: its name, fingerprint, and how long its keys are good."),
)

RootFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=N_("A file with the root code (or LOKET_ROOT_CODE).")),
]


@app.callback()
def shown(ctx: typer.Context) -> int:
    """Tell name, fingerprint and dates, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return DONE
    from desktop_app.hub import keys

    run: Run = ctx.obj
    with run.hub() as hub:
        named = keys.fingerprint(hub)
        with hub.read() as c:
            name, dates = keys.itself(c).name, keys.dates(c)
    document: dict[str, Any] = {
        "name": name,
        "fingerprint": named,
        "good_until": {purpose: day.isoformat() for purpose, day in dates.items()},
    }
    lines = [name, _("Fingerprint: {fingerprint}").format(fingerprint=grouped(named))]
    lines += table([(_(_PURPOSES[key]), f"{day:%d-%m-%Y}") for key, day in dates.items()])
    run.say(document, lines)
    return DONE


#: What a key is for, and that the day behind it is its last.
_PURPOSES = {
    "receiving": N_("Opens what offices send, good until"),
    "receipts": N_("Signs receipts, good until"),
    "credentials": N_("Signs papers, good until"),
    "updates": N_("Signs tables and rules, good until"),
}


@app.command(cls=Command, help=N_("Renew the working keys. By the root code on its sheet."))
def rotate(ctx: typer.Context, *, root_file: RootFile = None) -> int:
    """Make new working keys; the old ones go on opening what was sealed to them."""
    from desktop_app.hub import keys

    run: Run = ctx.obj
    code = secret.root_code(root_file)
    with run.hub() as hub:
        with _of_the_root():
            keys.rotate(hub, code)
        with hub.read() as c:
            dates = keys.dates(c)
    run.say(
        {"good_until": {purpose: day.isoformat() for purpose, day in dates.items()}},
        [_("The keys are new and good until {day}.").format(day=f"{min(dates.values()):%d-%m-%Y}")],
    )
    return DONE


@app.command(cls=Command, help=N_("Write the keys to a file. Only the root code opens it."))
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("Where it is written."))],
) -> int:
    """Write the keys, sealed to the root; never over another file."""
    from desktop_app.hub import keys
    from desktop_app.hub.commands import first

    run: Run = ctx.obj
    with run.hub() as hub:
        first.write_new(file, keys.export(hub))
    run.say(
        {"file": str(file)},
        [_("Keys of the hub: {file}. Only the root code opens them.").format(file=file)],
    )
    return DONE


@app.command("import", cls=Command, help=N_("Become the hub of such a file. Only a new hub can."))
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("What export wrote."))],
    *,
    root_file: RootFile = None,
) -> int:
    """Take the keys of a hub that is gone; its offices say the rest again."""
    from desktop_app.hub import keys

    run: Run = ctx.obj
    try:
        sealed = file.read_bytes()
    except OSError:
        raise Refused("file_unreadable", None, file=file.name) from None
    code = secret.root_code(root_file)
    with run.hub(keep=False) as hub:  # the sheet there is shall hold, not one of a moment
        with _of_the_root():
            keys.take(hub, sealed, code)
        named = keys.fingerprint(hub)
    run.say(
        {"fingerprint": named},
        [_("This is now the hub {fingerprint}.").format(fingerprint=grouped(named))],
    )
    return DONE


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of four, as people compare it."""
    return "-".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


@contextmanager
def _of_the_root() -> Iterator[None]:
    """A wrong code is told as what it is here: the root's."""
    from desktop_app.trust.errors import WrongCode

    try:
        yield
    except WrongCode as error:
        raise Refused("root_code", None, mistyped=error.params.get("mistyped")) from None
