"""``undo``, ``resume``: the newest step of a membership taken back; somebody comes back."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import words
from desktop_app.cli.registering import Id
from desktop_app.cli.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.letting_go import LetGo

app = typer.Typer(rich_markup_mode=None)

Why = Annotated[str, typer.Option(metavar=N_("TEXT"), help=N_("Why, for the audit trail."))]


def let_go(one: "LetGo") -> dict[str, Any]:
    """What a sponsor has no room for any more, for a document."""
    return {"sponsor": one.sponsor, "months": list(one.months)}


@app.command(cls=Command, help=N_("Undo the newest step of one person. Only who made it may."))
def undo(ctx: typer.Context, id: Id, why: Why = "") -> int:
    """Take the newest step of a person's membership back: a list, an answer, an end, a payment."""
    from desktop_app.actions import membership

    run: Run = ctx.obj
    with run.desk() as desk:
        what = next((step.what for step in reversed(membership.steps(desk, id))), "")
        gone: list[LetGo] = []
        after = membership.undo(desk, id, why, told=gone.append)
        run.say(
            {
                **words.person(desk, after),
                "undone": what,
                "let_go": [let_go(one) for one in gone],
            },
            [
                _("Undone: {step} of {number}. Now: {status}.").format(
                    step=words.status_word(what),
                    number=after.number,
                    status=words.status_word(after.states.membership),
                ),
                *(words.message([one.finding]) for one in gone),
            ],
        )
    return DONE


@app.command(cls=Command, help=N_("Somebody whose registration had ended comes back."))
def resume(ctx: typer.Context, id: Id) -> int:
    """Make somebody a candidate or a member again, as they were."""
    from desktop_app.actions import membership

    run: Run = ctx.obj
    with run.desk() as desk:
        after = membership.resume(desk, id)
        text = _("Back again: {number}, {status}.").format(
            number=after.number, status=words.status_word(after.states.membership)
        )
        run.say(words.person(desk, after), [text])
    return DONE
