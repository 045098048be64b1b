"""``submit`` and ``answer``: to BPJS Ketenagakerjaan and back, without any hub."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.cli import words
from desktop_app.cli.choices import ending
from desktop_app.cli.filters import Filter, filters
from desktop_app.cli.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, PARTLY, REFUSED
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.submitting import Answered, AnsweredRow, Submitted

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Command, help=N_("Write the list for BPJS. With its numbered cover letter."))
def submit(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help=N_("Where it is written."))],
    filter: Filter = None,
) -> int:
    """Write the list; its people become submitted, who lacks something is named."""
    ending(out, ".xlsx")
    wanted = filters(filter)
    from desktop_app.actions import submitting

    run: Run = ctx.obj
    with run.desk() as desk:
        done = submitting.submit(desk, out, wanted)
    incomplete = [
        {"registration_number": number, "missing": list(missing)}
        for number, missing in done.incomplete
    ]
    run.say({"submitted": done.count, "incomplete": incomplete}, _submitted_lines(done, out))
    run.complain(_incomplete_lines(done))
    if not done.count:
        return REFUSED
    return PARTLY if done.incomplete else DONE


def _submitted_lines(done: "Submitted", out: Path) -> list[str]:
    if not done.count:
        return []
    return [
        _("{people} people written for BPJS Ketenagakerjaan: {file}").format(
            people=done.count, file=out
        ),
        _("Cover letter no. {number}: {file}").format(number=done.number, file=done.letter),
    ]


def _incomplete_lines(done: "Submitted") -> list[str]:
    lines = [
        _("{number} stays here, lacking: {missing}").format(
            number=number, missing=", ".join(words.field_name(key) for key in missing)
        )
        for number, missing in done.incomplete
    ]
    if not done.count:
        lines.append(_("Nobody is ready to go to BPJS Ketenagakerjaan; nothing was written."))
    return lines


@app.command(
    cls=Command, help=N_("Take BPJS's answer. Member numbers (KPJ), and refusals with reasons.")
)
def answer(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=N_("The answer's workbook."))],
) -> int:
    """Take the branch's answer; rows that fit nobody are named and change nothing."""
    from desktop_app.actions import submitting

    run: Run = ctx.obj
    with run.desk() as desk:
        done = submitting.take_answer(desk, file)
    counts = {o: done.count(o) for o in ("confirmed", "refused_by_bpjs", "unmatched")}
    run.say(counts, _answer_lines(done, counts))
    run.complain(_unmatched(row) for row in done.rows if row.outcome == "unmatched")
    if counts["unmatched"] == len(done.rows):
        if not done.rows:
            run.complain([_("The answer names nobody.")])
        return REFUSED
    return PARTLY if counts["unmatched"] else DONE


def _answer_lines(done: "Answered", counts: dict[str, int]) -> list[str]:
    line = _("{confirmed} confirmed, {refused_by_bpjs} refused by BPJS, {unmatched} fit nobody.")
    refusals = [
        _("Refused by BPJS: {number} {name}: {reason}").format(
            number=row.number, name=row.name, reason=row.reason or "-"
        )
        for row in done.rows
        if row.outcome == "refused_by_bpjs"
    ]
    return [line.format(**counts), *refusals]


def _unmatched(row: "AnsweredRow") -> str:
    message = words.message([row.finding]) if row.finding else _("fits nobody")
    return _("Row {row}: {message}").format(row=row.row, message=message)
