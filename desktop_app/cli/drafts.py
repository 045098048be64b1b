"""``drafts`` and ``confirm``: what is kept but not recorded."""

from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli import words
from desktop_app.cli.run import Run
from desktop_app.domain.nik import clean
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, table
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

app = typer.Typer(rich_markup_mode=None)


@app.command(
    cls=Command, help=N_("List the drafts. What is kept but not recorded, and what it lacks.")
)
def drafts(ctx: typer.Context) -> int:
    """List the drafts, the newest first."""
    from desktop_app.actions import registering

    run: Run = ctx.obj
    with run.desk() as desk:
        kept = registering.drafts(desk)
    rows = [
        (
            d.id,
            words.status_word(d.record),
            d.full_name,
            ", ".join([*(words.field_name(key) for key in d.missing), *d.rules]),
        )
        for d in kept
    ]
    run.say(
        {"drafts": [words.draft(d) for d in kept]},
        table(rows) if rows else [_("Nothing waits to be completed.")],
    )
    return DONE


@app.command(cls=Command, help=N_("Record a draft. Its warnings are accepted by rule."))
def confirm(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=N_("The draft's id, or its NIK."))],
    rule: Annotated[
        list[str],
        typer.Option("--rule", metavar=N_("RULE"), help=N_("A warning that was looked at.")),
    ],
) -> int:
    """Accept warnings of a draft; it becomes a registration."""
    from desktop_app.actions import registering

    run: Run = ctx.obj
    with run.desk() as desk:
        done = registering.confirm(desk, _draft_id(desk, id), rule)
    entry = {"nik": done.nik, "registration_number": done.number, "warnings": list(done.warnings)}
    run.say(
        {"registered": [entry], "refused": []},
        [_("Registered: {nik}  {number}").format(nik=words.hidden(done.nik), number=done.number)],
    )
    return DONE


def _draft_id(desk: "Desk", text: str) -> str:
    """A draft by its id, or the newest one with this NIK."""
    from desktop_app.actions import registering

    kept = registering.drafts(desk)
    if any(draft.id == text for draft in kept):
        return text
    wanted = clean(text)
    return next((d.id for d in kept if clean(str(d.payload.get("nik"))) == wanted), text)
