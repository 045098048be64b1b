"""What the page asks of the office when papers go out, and of those that went out: for lanes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused
from desktop_app.text import _
from desktop_app.ui.jobs import Step, Stop
from desktop_app.ui.pages.papers.making import Made

Work = Callable[[Step, Stop], "Sent"]

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.printing import Open, Settled, Way
    from desktop_app.domain.print_run import PrintRun
    from desktop_app.store.papers import Paper
    from desktop_app.ui.paper import Send
    from desktop_app.ui.printer_settings import PrinterSettings


def save(desk: "Desk", made: Made, target: Path, reason: str) -> Path:
    """Write the PDF, then enter its papers in the ledger."""
    from desktop_app.actions import files, issuing

    with desk.read() as c:
        issuing.check_current(c, made.composed, reason)
    files.write(target, made.composed.pdf)
    if made.by_person:
        issuing.issue(desk, made.composed, reason)
    else:
        list_out(desk, made)
    return target


def list_out(desk: "Desk", made: Made) -> None:
    """Tell the audit trail that a list went out; of a blank form nothing is told."""
    from desktop_app.actions import rosters

    if made.roster is not None:
        rosters.issue(desk, made.roster)


def send_list(
    desk: "Desk",
    made: Made,
    target: tuple[str, int],
    settings: "PrinterSettings",
    send: "Send",
    lane: tuple[Step, Stop],
) -> "Sent":
    """Send a list or a blank form to this printer so many times; it is told of where all of it
    went there. For a lane."""
    from desktop_app.domain.print_run import Step as Page
    from desktop_app.ui.paper import Task

    name, copies = target
    order = [Page(number, number) for _ in range(copies) for number in range(made.pages)]
    task = Task(
        printer=name, title=_("Print"), pdf=made.composed.pdf, pages=order, shift=settings.shift
    )
    if send(task, *lane) < len(order):
        raise Refused("print_cut")
    list_out(desk, made)
    return Sent(None, whole=True)


@dataclass(frozen=True, slots=True)
class Sent:
    """A pass that is over: the run as it is kept, and what ended it early, if anything."""

    run: "PrintRun | None"
    error: Exception | None = None
    whole: bool = False
    """A list that went out whole: there is nothing to be asked."""


def begin(desk: "Desk", made: Made, way: "Way", reason: str) -> "PrintRun":
    """Keep the run before its first page goes out. Raises Refused."""
    from desktop_app.actions import printing

    return printing.begin(desk, made.composed, way, reason, made.order.rest)


def send_pass(
    desk: "Desk",
    run: "PrintRun",
    pdf: bytes,
    settings: "PrinterSettings",
    send: "Send",
    lane: tuple[Step, Stop],
) -> Sent:
    """Send the pages that are due, each noted once the printer took it. For a lane.

    Where the printer took none, the run is over and nothing was printed.
    """
    from desktop_app.actions import printing
    from desktop_app.ui.paper import Task

    step, stop = lane
    now, out = run, 0

    def took(at: int, of: int) -> None:
        nonlocal now, out
        out = at
        now = printing.note(desk, now, at)
        step(at, of)

    task = Task(
        printer=run.printer,
        title=_("Print"),
        pdf=pdf,
        pages=run.steps(),
        shift=settings.shift,
        both_sides=settings.both_sides and run.grid.sides > 1,
    )
    error: Exception | None = None
    try:
        send(task, took, stop)
    except Exception as caught:  # the run is told of, whatever ended it
        error = caught
    if not out and run.turned is None:
        printing.settle(desk, run.id, ())
        return Sent(None, error)
    return Sent(now, error)


def unfinished(desk: "Desk") -> "Open | None":
    """The oldest run of which nobody has said what came out."""
    from desktop_app.actions import printing

    return next(iter(printing.unfinished(desk)), None)


def settle(desk: "Desk", run_id: str, out: tuple[int, ...]) -> "Settled":
    """Enter what came out, and end the run."""
    from desktop_app.actions import printing

    return printing.settle(desk, run_id, out)


def turn(desk: "Desk", run_id: str, sheets: int) -> "PrintRun":
    """The stack was turned; the backs of so many sheets are due."""
    from desktop_app.actions import printing

    return printing.turn(desk, run_id, sheets)


def recalled(desk: "Desk") -> "list[tuple[Paper, str]]":
    """Papers that have to come back, with the phone of whoever has them."""
    from desktop_app.actions import printing

    return printing.recalled(desk)


def came_back(desk: "Desk", ns: Sequence[int]) -> int:
    """These recalled papers are back."""
    from desktop_app.actions import recalling

    return recalling.came_back(desk, ns)


def recall(desk: "Desk", ns: Sequence[int], why: str) -> int:
    """These papers have to come back."""
    from desktop_app.actions import recalling

    return recalling.recall(desk, ns, why)


def hand_over(desk: "Desk", ns: Sequence[int], *, handed: bool) -> int:
    """These papers were handed over, or not after all."""
    from desktop_app.actions import printing

    return printing.hand_over(desk, ns, handed=handed)


def from_here(desk: "Desk", batch: str, place: int) -> list[str]:
    """Whose papers a run has from this place on."""
    from desktop_app.actions import printing

    return list(printing.from_here(desk, batch, place))


def calibration(desk: "Desk", printer: str, paper: str, shift: tuple[float, float]) -> bytes:
    """The calibration page."""
    from desktop_app.actions import printer_sheets

    return printer_sheets.calibration(desk, printer=printer, paper=paper, shift=shift)


def save_calibration(
    desk: "Desk", target: Path, printer: str, paper: str, shift: tuple[float, float]
) -> Path:
    """Write the calibration page into a file."""
    from desktop_app.actions import files

    files.write(target, calibration(desk, printer, paper, shift))
    return target


def turn_test(desk: "Desk", side: str, paper: str) -> bytes:
    """One side of the two-sheet test."""
    from desktop_app.actions import printer_sheets

    return printer_sheets.turn_test(desk, side, paper=paper)
