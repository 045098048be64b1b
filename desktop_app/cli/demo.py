"""``demo``: a whole day in an office of invented people."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop_app.cli import window
from desktop_app.cli.run import Run
from desktop_app.domain.findings import Refused
from desktop_app.terminal.help import N_, Command
from desktop_app.terminal.voice import DONE, table
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.practice import Story

app = typer.Typer(rich_markup_mode=None)

Out = Annotated[Path, typer.Option(metavar="DIR", help=N_("Where the files are left."))]
Workers = Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help=N_("How many people."))]
InWindow = Annotated[
    bool, typer.Option("--window", help=N_("Open the practice office in the window."))
]

#: What the day's figures are called, in the order of the day.
FIGURES = {
    "sponsors": N_("Sponsors"),
    "members_from_last_year": N_("Members from last year, taken over"),
    "members_to_mend": N_("Members from last year: to be mended"),
    "registered_at_counter": N_("Registered at the counter"),
    "registered_twice_refused": N_("Came twice, refused the second time"),
    "kept_to_mend": N_("Kept to be mended"),
    "list_accepted": N_("From the hamlet heads' list: registered"),
    "list_warned": N_("From the hamlet heads' list: to be confirmed"),
    "list_refused": N_("From the hamlet heads' list: to be mended"),
    "submitted": N_("Gone to BPJS Ketenagakerjaan"),
    "incomplete_for_bpjs": N_("Not gone, something is lacking"),
    "confirmed": N_("Answered by BPJS: confirmed with a KPJ"),
    "refused_by_bpjs": N_("Answered by BPJS: refused"),
    "unmatched": N_("Answered by BPJS: fits nobody"),
    "ended": N_("Ended"),
    "paid_for": N_("Contributions paid, for so many people"),
    "paid_rupiah": N_("Contributions paid, in rupiah"),
    "paid_twice_refused": N_("To be paid twice, refused"),
    "list_of_payments_refused": N_("From a list of payments: refused"),
    "payments_undone": N_("Payments undone"),
    "set_aside_for": N_("A sponsor's money set aside, for so many people"),
    "cash_handed_over": N_("Cash handed over to BPJS"),
    "cash_held": N_("Cash held at the counter, not handed over yet"),
    "sent_to_hub": N_("Sent to the regency office"),
    "accepted_by_hub": N_("Accepted by the regency office"),
    "duplicate_at_hub": N_("Registered in the neighbouring village already"),
    "refused_by_hub": N_("Come back to be mended"),
    "kept_without_consent": N_("Kept here, because the person has not agreed yet"),
    "numbers_from_hub": N_("Answers that came from the regency office"),
    "waiting_to_be_sent": N_("Waiting to be sent"),
    "letters": N_("Letters about contributions"),
    "protected": N_("Protected this month"),
    "in_arrears": N_("In arrears"),
    "not_protected": N_("Inactive, or nobody knows"),
    "ends_soon": N_("Protection ends within 60 days"),
    "in_the_register": N_("In the register at the end of the day"),
    "drafts": N_("Drafts"),
    "papers": N_("Papers printed"),
}


@app.command(cls=Command, help=N_("A day on invented people. Every file is left in a folder."))
def demo(
    ctx: typer.Context,
    *,
    out: Out = Path("loket-demo"),
    workers: Workers = 240,
    in_window: InWindow = False,
) -> int:
    """Play a day in an invented office; real data is never touched."""
    run: Run = ctx.obj
    if in_window:
        return window.show(run.config, run.window, practice=True)
    from desktop_app.actions import files, practice

    folder = out.absolute()
    beside = replace(run.config, data=folder / "kantor")
    practice.delete_practice(beside)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refused("unwritable", None, path=str(folder)) from None
    own = practice.practice_config(beside)
    story = practice.make_practice(own, workers=workers, out=folder, progress=_progress(run))
    story.desk.close()
    story.files.append(folder / "ringkasan.txt")
    summary = _summary(story, folder, own.data)
    files.write(folder / "ringkasan.txt", "\n".join(summary).encode())
    run.say(_document(story, folder, own.data), summary)
    return DONE


def _progress(run: Run) -> Any:
    """A dot for each part of the day, where somebody looks on."""

    def dot(_words: str) -> None:
        if sys.stderr.isatty() and not run.json:
            print(".", end="", file=sys.stderr, flush=True)  # noqa: T201

    return dot


def _document(story: "Story", folder: Path, data: Path) -> dict[str, Any]:
    return {
        "out": str(folder),
        "data": str(data),
        "files": [str(file) for file in story.files],
        "figures": story.figures,
        "verified": bool(story.verified and story.verified.genuine),
    }


def _summary(story: "Story", folder: Path, data: Path) -> list[str]:
    from desktop_app.actions import practice

    named = [(_(FIGURES.get(key, key)), str(count)) for key, count in story.figures.items()]
    lines = ["", _("A day at the counter, with invented people:"), ""]
    lines += [f"  {line}" for line in table(named)]
    if story.verified and story.verified.genuine:
        lines += ["", _("A card's QR code was read and is genuine.")]
    lines += ["", _("Files in {folder}:").format(folder=folder)]
    lines += [f"  {file.relative_to(folder)}" for file in story.files]
    lines += [
        "",
        _("Look further: {command} (password: {password})").format(
            command=f'loket --data "{data}" --user {practice.ACCOUNT} search krajan',
            password=practice.PASSWORD,
        ),
    ]
    return lines
