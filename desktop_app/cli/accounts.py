"""``users``: who may log in, and as what."""

from pathlib import Path
from typing import Annotated

import typer

from desktop_app.cli import secret, words
from desktop_app.cli.choices import completing, one_of
from desktop_app.cli.run import Run
from desktop_app.domain.roles import ROLES, role_named
from desktop_app.terminal.help import N_, Command, Group
from desktop_app.terminal.voice import DONE, table
from desktop_app.text import _

app = typer.Typer(rich_markup_mode=None, cls=Group, help=N_("Accounts and roles."))

Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("The account's name."))]
NewPassword = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=N_("A file with the new password (or LOKET_NEW_PASSWORD).")),
]


@app.command("list", cls=Command, help=N_("List the accounts and their roles."))
def list_(ctx: typer.Context) -> int:
    """List the accounts."""
    from desktop_app.actions import access

    run: Run = ctx.obj
    with run.desk() as desk:
        accounts = access.users(desk)
    run.say(
        {"users": [{"name": a.name, "role": a.role} for a in accounts]},
        table([(a.name, words.status_word(a.role)) for a in accounts]),
    )
    return DONE


@app.command(cls=Command, help=N_("Add an account. Without a password given, one is made."))
def add(
    ctx: typer.Context,
    name: Name,
    role: Annotated[
        str,
        typer.Option(
            metavar=N_("ROLE"),
            help=N_("operator, verifier, head, finance or administrator."),
            autocompletion=completing(ROLES),
        ),
    ],
    new_password_file: NewPassword = None,
) -> int:
    """Add an account; a password that was made is shown once."""
    known = one_of(role_named(role) or "", ROLES, "--role")
    from desktop_app.actions import access

    run: Run = ctx.obj
    with run.desk() as desk:
        given = secret.new_password(new_password_file)
        made = secret.random_password() if given is None else None
        access.add_user(desk, name, known, given or made or "")
    lines = [_("Account added: {name}").format(name=name)]
    if made:
        lines += [_("Starting password (shown only now):"), f"    {made}"]
    run.say({"user": name, "role": known, "password": made}, lines)
    return DONE


@app.command(cls=Command, help=N_("Take an account away."))
def remove(ctx: typer.Context, name: Name) -> int:
    """Remove an account; the database gets a new key."""
    from desktop_app.actions import access

    run: Run = ctx.obj
    with run.desk() as desk:
        access.remove_user(desk, name)
    run.say({"user": name}, [_("Account removed: {name}").format(name=name)])
    return DONE


@app.command(cls=Command, help=N_("A new password for an account."))
def password(ctx: typer.Context, name: Name, new_password_file: NewPassword = None) -> int:
    """Set a new password: one's own, or another's as administrator."""
    from desktop_app.actions import access

    run: Run = ctx.obj
    with run.desk() as desk:
        new = secret.needed_new_password(new_password_file, run.password_file)
        access.change_password(desk, name, new)
    run.say({"user": name}, [_("The password of {name} is changed.").format(name=name)])
    return DONE


@app.command(cls=Command, help=N_("A new password by the recovery code."))
def recover(
    ctx: typer.Context,
    name: Name,
    recovery_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("A file with the recovery code (or LOKET_RECOVERY).")),
    ] = None,
    new_password_file: NewPassword = None,
) -> int:
    """Set a new password by the recovery code; needs no log-in."""
    from desktop_app.actions import access

    run: Run = ctx.obj
    code = secret.recovery_code(recovery_file)
    new = secret.needed_new_password(new_password_file, run.password_file)
    access.recover(run.config, name, code, new)
    run.say({"user": name}, [_("The password of {name} is changed.").format(name=name)])
    return DONE
