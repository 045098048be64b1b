"""``check``: whether the hub is whole, and how much there is."""

import typer

from desktop_app.hub.commands.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, REFUSED
from desktop_app.text import _

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Command, help=N_("Check that all is sound. Files, batches, open ends, keys."))
def check(ctx: typer.Context) -> int:
    """Check that everything is sound."""
    from desktop_app.hub import checking
    from desktop_app.wording.sentences import sentence

    run: Run = ctx.obj
    with run.hub() as hub:
        problems = [sentence(problem) for problem in checking.check(hub)]
        counts = checking.counts(hub)
    line = _("{workers} people of {devices} PCs in {batches} consignments, {held} changes wait.")
    lines = [line.format(**counts)]
    run.say(
        {"ok": not problems, "problems": problems, **counts},
        lines if problems else [_("Everything is sound."), *lines],
    )
    run.complain(problems)
    return REFUSED if problems else DONE
