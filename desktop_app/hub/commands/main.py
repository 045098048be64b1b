"""The command's tree, and one run of it."""

import os
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from desktop_app.hub.commands import admin, check, device, exchange, keys, serve
from desktop_app.hub.commands.arguments import Settings
from desktop_app.hub.commands.run import Run
from desktop_app.terminal.help import N_, Group, translated, usage_sentence
from desktop_app.terminal.usage import Usage

EPILOG = N_("For every command: --data, --database, --lang, --json (loket-hub --help).")
#: Set by the shell when it asks for completions.
COMPLETING = "_LOKET_HUB_COMPLETE"


def run(settings: Settings, words: Sequence[str]) -> int:
    """Run one command; returns its exit code. Raises what the catcher turns into sentences."""
    root = tree()
    if os.environ.get(COMPLETING):
        return _code(root.main(list(words), "loket-hub", standalone_mode=False))
    try:
        with root.make_context("loket-hub", list(words), obj=Run(settings)) as context:
            return _code(root.invoke(context))
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        raise Usage(usage_sentence(error)) from None


def _code(result: Any) -> int:
    return result if isinstance(result, int) else 0


def tree() -> Any:
    """All commands, with their texts in the current language."""
    app = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        help=N_(
            "The regency office's program: takes what the village offices send, merges it, and "
            "deals with BPJS Ketenagakerjaan."
        ),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_everywhere)
    for group in (serve, exchange, check):
        app.registered_commands += group.app.registered_commands
    app.add_typer(admin.app, name="admin")
    app.add_typer(device.app, name="device")
    app.add_typer(keys.app, name="keys")
    root: Any = typer.main.get_command(app)
    for command in root.commands.values():
        for one in (command, *getattr(command, "commands", {}).values()):
            one.epilog = one.epilog or EPILOG
    return translated(root)


def _everywhere(
    data: Annotated[
        str | None, typer.Option(metavar="DIR", help=N_("The hub's folder (LOKET_HUB_DATA)."))
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help=N_("Another database (LOKET_HUB_DATABASE).")),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="id|en", help=N_("Language (LOKET_LANG)."))
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help=N_("One JSON document on standard output."))
    ] = False,
) -> None:
    """Name the options of every command for help and completion; they were read before."""
