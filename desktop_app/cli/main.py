"""The command's tree, and the one place where everything raised is caught."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop_app.cli import (
    accounts,
    cards,
    demo,
    drafts,
    dues,
    exchange,
    finding,
    forms,
    keeping,
    letters,
    line,
    lists,
    papers,
    registering,
    setting_up,
    sponsors,
    undo,
    verifying,
)
from desktop_app.cli.arguments import Arguments
from desktop_app.cli.run import Run
from desktop_app.cli.window import Opened
from desktop_app.config import Config
from desktop_app.terminal.help import N_, Group, translated, usage_sentence
from desktop_app.terminal.usage import Usage

EPILOG = N_("For every command: --data, --lang, --json, --user, --password-file (loket --help).")

GROUPS = (
    setting_up,
    registering,
    undo,
    finding,
    drafts,
    lists,
    cards,
    papers,
    letters,
    forms,
    verifying,
    exchange,
    line,
    keeping,
    demo,
)

#: Set by the shell when it asks for completions.
COMPLETING = "_LOKET_COMPLETE"


def run(given: Arguments, config: Config, window: Opened) -> int:
    """Run one command; returns its exit code. Raises what the catcher turns into sentences."""
    root = tree()
    if os.environ.get(COMPLETING):
        return _code(root.main(list(given.rest), "loket", standalone_mode=False))
    job = Run(
        config=config,
        json=given.json,
        user=given.user,
        password_file=Path(given.password_file) if given.password_file else None,
        window=window,
    )
    try:
        with root.make_context("loket", list(given.rest), obj=job) as context:
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
        help=N_(
            "The office's program. Without a command it opens its window; every command also "
            "works without a screen."
        ),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_everywhere)
    for group in GROUPS:
        app.registered_commands += group.app.registered_commands
    app.add_typer(accounts.app, name="users")
    app.add_typer(dues.app, name="dues")
    app.add_typer(sponsors.app, name="sponsor")
    app.add_typer(letters.book, name="agenda")
    root: Any = typer.main.get_command(app)
    for command in root.commands.values():
        command.epilog = command.epilog or EPILOG
    return translated(root)


def _everywhere(
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help=N_("The office's data folder (LOKET_DATA)."))
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="id|en", help=N_("Language (LOKET_LANG)."))
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help=N_("One JSON document on standard output."))
    ] = False,
    user: Annotated[
        str | None, typer.Option(metavar=N_("NAME"), help=N_("Who acts (LOKET_USER)."))
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("A file with the password (or LOKET_PASSWORD).")),
    ] = None,
) -> None:
    """Name the options of every command for help and completion; they were read before."""
