"""``answer`` and ``export``: with BPJS Ketenagakerjaan, for all villages at once."""

import io
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.domain.findings import Refused
from desktop_app.hub.commands.run import Run
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import DONE, PARTLY, REFUSED
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.hub.answering import Answered, AnsweredRow
    from desktop_app.hub.exporting import Lacking

app = typer.Typer(rich_markup_mode=None)

OUTCOMES = ("confirmed", "refused_by_bpjs", "unmatched")


@app.command(
    cls=Command, help=N_("Take BPJS's answer. Member numbers (KPJ), and refusals with reasons.")
)
def answer(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=N_("The answer's workbook."))],
) -> int:
    """Take the branch's answer; rows that fit nobody are named and change nothing."""
    from desktop_app.hub import answering
    from desktop_app.lists.answers import read_answer
    from desktop_app.lists.bpjs import load_mapping

    run: Run = ctx.obj
    rows = read_answer(file, load_mapping())
    with run.hub() as hub:
        done = answering.take(hub, rows)
    counts = {outcome: done.count(outcome) for outcome in OUTCOMES}
    unmatched = [row for row in done.rows if row.outcome == "unmatched"]
    run.say(
        {**counts, "rows": [_told(row) for row in unmatched]},
        [
            _(
                "{confirmed} confirmed, {refused_by_bpjs} refused by BPJS, {unmatched} fit nobody."
            ).format(**counts)
        ],
    )
    run.complain(
        _("Row {row}: {message}").format(row=row.row, message=_message(row)) for row in unmatched
    )
    return _code(run, done, len(unmatched))


def _code(run: Run, done: "Answered", unmatched: int) -> int:
    if not done.rows:
        run.complain([_("The answer names nobody.")])
        return REFUSED
    if unmatched == len(done.rows):
        return REFUSED
    return PARTLY if unmatched else DONE


def _told(row: "AnsweredRow") -> dict[str, Any]:
    return {
        "row": row.row,
        "village_code": row.village,
        "registration_number": row.number,
        "rule": row.finding.rule if row.finding else None,
        "message": _message(row),
    }


def _message(row: "AnsweredRow") -> str:
    from desktop_app.wording.sentences import sentence

    return sentence(row.finding) if row.finding else _("fits nobody")


@app.command(cls=Command, help=N_("Write the list for BPJS. Whoever is on it counts as sent."))
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=N_("Where it is written."))],
    *,
    region: Annotated[
        str, typer.Option(metavar=N_("CODE"), help=N_("Only this region, such as 33.01."))
    ] = "",
    since: Annotated[
        str | None,
        typer.Option(metavar=N_("DATE"), help=N_("Only who came or changed since then.")),
    ] = None,
) -> int:
    """Write the list; who lacks something is named and stays."""
    from desktop_app.hub import exporting
    from desktop_app.hub.coverage import region_prefix

    run: Run = ctx.obj
    _check_place(file)
    prefix, day = region_prefix(region), _day(since)
    with run.hub() as hub:
        incomplete = exporting.lacking(hub, prefix, day)
        people = exporting.people(hub, prefix, day)
        if people:
            _write(file, [one.worker for one in people])
            exporting.mark(hub, people, prefix)
    run.say(
        {
            "submitted": len(people),
            "file": str(file) if people else None,
            "incomplete": [_told_lacking(one) for one in incomplete],
        },
        [
            _("{people} people written for BPJS Ketenagakerjaan: {file}").format(
                people=len(people), file=file
            )
        ]
        if people
        else [],
    )
    run.complain(map(_lacks, incomplete))
    if not people:
        run.complain([_("Nobody is ready to go to BPJS Ketenagakerjaan; nothing was written.")])
        return REFUSED
    return PARTLY if incomplete else DONE


def _told_lacking(one: "Lacking") -> dict[str, Any]:
    return {
        "village_code": one.village,
        "registration_number": one.number,
        "missing": list(one.missing),
    }


def _lacks(one: "Lacking") -> str:
    from desktop_app.wording.words import field_name

    return _("{number} stays here, lacking: {missing}").format(
        number=one.number, missing=", ".join(map(field_name, one.missing))
    )


def _write(file: Path, people: list[Any]) -> None:
    """The whole list or none: written beside, synced, renamed."""
    from desktop_app.lists.bpjs import load_mapping, write_bpjs

    out = io.BytesIO()
    write_bpjs(out, people, load_mapping())
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with beside.open("xb") as made:
            made.write(out.getvalue())
            made.flush()
            os.fsync(made.fileno())
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise Refused("unwritable", None, path=str(file)) from None


def _check_place(file: Path) -> None:
    """Before anybody counts as sent: the name and the folder."""
    if file.suffix.lower() != ".xlsx":
        raise Usage(
            _("{file}: the name must end in {endings}.").format(file=file.name, endings=".xlsx")
        )
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise Refused("unwritable", None, path=str(file))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Usage(
            _("{option}: write the date as YYYY-MM-DD, for example 2026-11-30.").format(
                option="--since"
            )
        ) from None
