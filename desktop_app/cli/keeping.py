"""``backup``, ``restore``, ``check``, ``audit``: nothing is lost, nothing goes unseen."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import secret, words
from desktop_app.cli.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, REFUSED, table
from desktop_app.text import _
from desktop_app.wording.acts import act_word

if TYPE_CHECKING:
    from desktop_app.domain.journal import JournalEntry

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Command, help=N_("Write an encrypted copy."))
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("Where it is written."))],
) -> int:
    """Write a backup; the recovery code opens it."""
    from desktop_app.actions import keeping

    run: Run = ctx.obj
    with run.desk() as desk:
        done = keeping.back_up(desk, file)
    run.say(
        {"file": str(done.path), "workers": done.workers},
        [_("Backup of {people} people: {file}").format(people=done.workers, file=done.path)],
    )
    return DONE


@app.command(
    cls=Command,
    help=N_("Bring a backup back. By its recovery code; --user gets a new password."),
)
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The backup."))],
    recovery_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=N_("A file with the recovery code (or LOKET_RECOVERY).")),
    ] = None,
    new_password_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=N_("A file with the new password (or LOKET_NEW_PASSWORD).")
        ),
    ] = None,
) -> int:
    """Restore as a new incarnation; an office that is there is set aside."""
    from desktop_app.actions import keeping

    run: Run = ctx.obj
    account = run.user or os.environ.get("LOKET_USER") or ""
    code = secret.recovery_code(recovery_file)
    new = secret.needed_new_password(new_password_file, run.password_file)
    desk = keeping.restore(run.config, file, code, account, new)
    try:
        name, workers = desk.account, keeping.check(desk).workers
    finally:
        desk.close()
    run.say(
        {"user": name, "workers": workers},
        [_("The office is back with {people} people.").format(people=workers)],
    )
    return DONE


@app.command(cls=Command, help=N_("Check that all is sound."))
def check(
    ctx: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help=N_("Read every page and photo."))] = False,
) -> int:
    """Check that everything is sound."""
    from desktop_app.actions import keeping

    run: Run = ctx.obj
    with run.desk() as desk:
        health = keeping.check(desk, deep=deep)
    problems = [words.message([problem.finding]) for problem in health.problems]
    line = _("{people} people, {waiting} changes wait to be sent.").format(
        people=health.workers, waiting=health.waiting
    )
    run.say(
        {
            "ok": health.ok,
            "problems": problems,
            "workers": health.workers,
            "waiting": health.waiting,
        },
        [_("Everything is sound."), line] if health.ok else [line],
    )
    run.complain(problems)
    return DONE if health.ok else REFUSED


@app.command(cls=Command, help=N_("Who did what, and when."))
def audit(
    ctx: typer.Context,
    verify: Annotated[
        bool, typer.Option("--verify", help=N_("Check that nothing was changed in it."))
    ] = False,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help=N_("No more than this many."))
    ] = 200,
) -> int:
    """Show the audit trail, the newest first, or verify it."""
    from desktop_app.actions import keeping

    run: Run = ctx.obj
    with run.desk() as desk:
        if verify:
            return _verified(run, [p.finding for p in keeping.verify_audit(desk)])
        entries = keeping.audit_trail(desk, limit)
    run.say({"entries": [_entry(e) for e in entries]}, table([_row(e) for e in entries]))
    return DONE


def _verified(run: Run, findings: list[Any]) -> int:
    problems = [words.message([finding]) for finding in findings]
    run.say(
        {"ok": not problems, "problems": problems},
        [] if problems else [_("The audit trail is whole.")],
    )
    run.complain(problems)
    return REFUSED if problems else DONE


def _entry(entry: "JournalEntry") -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "fields": [change.field for change in entry.changes],
    }


def _row(entry: "JournalEntry") -> tuple[str, ...]:
    fields = ", ".join(words.field_name(change.field) for change in entry.changes)
    at = entry.at.astimezone().strftime("%d-%m-%Y %H:%M")
    return (str(entry.seq), at, entry.actor, act_word(entry.action), fields)
