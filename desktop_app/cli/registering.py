"""``register``, ``edit``, ``end``: people in, mended, out."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import json_file, words
from desktop_app.cli.arguments import day
from desktop_app.cli.choices import ENDINGS, completing, one_of
from desktop_app.cli.run import Run
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, PARTLY, REFUSED
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.registering import Outcome, RefusedItem

app = typer.Typer(rich_markup_mode=None)

File = Annotated[
    str, typer.Argument(metavar="FILE.json", help=N_("A JSON file; - is standard input."))
]
Id = Annotated[
    str,
    typer.Argument(metavar="ID", help=N_("NIK, registration number, KPJ or record id.")),
]


@app.command(cls=Command, help=N_("Register workers. One, or an array of them."))
def register(
    ctx: typer.Context,
    file: File,
    keep: Annotated[
        bool, typer.Option("--keep", help=N_("Keep refused ones as drafts, not recorded."))
    ] = False,
) -> int:
    """Register the people in a JSON file."""
    from desktop_app.actions import registering

    run: Run = ctx.obj
    with run.desk() as desk:
        try:
            items = _people(json_file.read(file))
        except Refused as refused:
            return _unreadable(run, refused)
        outcome = registering.register(desk, items, keep=keep, base=json_file.folder_of(file))
    run.say(_document(outcome), _lines(outcome))
    run.complain(_complaints(outcome))
    if not outcome.registered:
        return REFUSED
    return PARTLY if outcome.refused else DONE


def _people(value: Any) -> list[Any]:
    if not isinstance(value, list | dict):
        raise Refused("json", None, why="object", line=1)
    if not value:
        raise Refused("json", None, why="no_people", line=1)
    return value if isinstance(value, list) else [value]


def _unreadable(run: Run, refused: Refused) -> int:
    """A file that is no list of people: the same document as ever, with the error beside."""
    message = words.message([refused.finding])
    entry = {"index": 0, "nik": None, "rule": refused.rule, "field": None, "message": message}
    error = {"rule": refused.rule, "message": message}
    run.say({"registered": [], "refused": [entry], "error": error})
    run.complain([message])
    return REFUSED


def _document(outcome: "Outcome") -> dict[str, Any]:
    return {
        "registered": [
            {"nik": r.nik, "registration_number": r.number, "warnings": list(r.warnings)}
            for r in outcome.registered
        ],
        "refused": [_entry(item) for item in outcome.refused],
    }


def _entry(item: "RefusedItem") -> dict[str, Any]:
    first = item.findings[0]
    return {
        "index": item.index,
        "nik": item.nik,
        "rule": first.rule,
        "field": first.field,
        "message": words.message(item.findings),
    }


def _lines(outcome: "Outcome") -> list[str]:
    return [
        _("Registered: {nik}  {number}").format(nik=words.hidden(r.nik), number=r.number)
        for r in outcome.registered
    ]


def _complaints(outcome: "Outcome") -> list[str]:
    kept, dropped = _("kept as a draft"), _("not registered")
    return [
        _("No. {number} ({nik}), {what}: {message}").format(
            number=item.index + 1,
            nik=words.hidden(item.nik),
            what=kept if item.draft_id else dropped,
            message=words.message(item.findings),
        )
        for item in outcome.refused
    ]


@app.command(cls=Command, help=N_("Change one person. Only the given fields; null clears."))
def edit(ctx: typer.Context, id: Id, file: File) -> int:
    """Change one person by a JSON object; a new revision, audited."""
    from desktop_app.actions import registering
    from desktop_app.domain.registration import Registration

    run: Run = ctx.obj
    changes = json_file.read(file)
    if not isinstance(changes, dict):
        raise Refused("json", None, why="object", line=1)
    with run.desk() as desk:
        edited = registering.edit(desk, id, changes, base=json_file.folder_of(file))
        if isinstance(edited, Registration):
            text = _("Changed: {number}").format(number=edited.number)
            run.say(words.person(desk, edited), [text])
        else:
            run.say({"drafts": [words.draft(edited)]}, [_("Draft changed: {id}").format(id=id)])
    return DONE


@app.command(cls=Command, help=N_("End a registration or membership."))
def end(
    ctx: typer.Context,
    id: Id,
    why: Annotated[
        str,
        typer.Option(
            metavar="|".join(ENDINGS), help=N_("Why it ends."), autocompletion=completing(ENDINGS)
        ),
    ],
    on: Annotated[str, typer.Option(metavar=N_("DATE"), help=N_("On which day, YYYY-MM-DD."))],
    paper: Annotated[
        str | None,
        typer.Option(metavar=N_("TEXT"), help=N_("The paper it rests on, and its number.")),
    ] = None,
) -> int:
    """End a registration or membership on a day."""
    one_of(why, ENDINGS, "--why")
    last = day(on, "--on")
    from desktop_app.actions import ending

    run: Run = ctx.obj
    with run.desk() as desk:
        ended = ending.end(desk, id, why, last, paper=paper)
        beyond = ending.paid_after(desk, ended)
        notes = [words.message([beyond])] if beyond else []
        told = {**words.person(desk, ended), "notes": [beyond.rule] if beyond else []}
        run.say(told, [_("Ended: {number}").format(number=ended.number), *notes])
    return DONE
