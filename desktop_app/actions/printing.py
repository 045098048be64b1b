"""Print runs: papers are kept as being at the printer before the first page goes out, and are
entered in the ledger when somebody says that they came out. In between, whatever happens to the
power or to the printer, nothing is marked as printed, and it can be told what was sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from desktop_app.actions import agenda, heads, issuing
from desktop_app.actions.desk import Desk
from desktop_app.actions.issuing import Composed
from desktop_app.domain import print_run
from desktop_app.domain.findings import Refused
from desktop_app.domain.print_run import BY_HAND, MOST_COPIES, PrintRun, Rest
from desktop_app.store import audit, listing, papers, print_runs, workers
from desktop_app.store.papers import Paper
from desktop_app.store.tx import new_id
from desktop_app.text import _

__all__ = ["PrintRun", "Rest", "Settled", "begin", "settle", "unfinished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a run goes out."""

    printer: str
    copies: int = 1
    by_hand: str = ""
    """Empty, or the letter that says how it takes a stack which a person turned."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A run that is over."""

    entered: int
    rest: Rest


def begin(
    desk: Desk, composed: Composed, way: Way, reason: str = "", continued: Rest | None = None
) -> PrintRun:
    """Keep a run before its first page goes out. Its serials are spent from here on.

    Raises Refused as :func:`issuing.check_current`, ``copies``, ``print_open`` while another run
    waits to be told of.
    """
    desk.require("print")
    if not 1 <= way.copies <= MOST_COPIES:
        raise Refused("copies", "copies", value=way.copies, most=MOST_COPIES)
    if way.by_hand not in BY_HAND:
        raise Refused("choice", "by_hand", value=way.by_hand, allowed=BY_HAND)
    run_id = new_id()
    with desk.write("print_begun") as tx:
        if print_runs.unfinished(tx.connection):
            raise Refused("print_open")
        told = issuing.check_current(tx.connection, composed, reason)
        agenda.give(tx, composed.papers, desk.office.village.regency)
        run = PrintRun(
            id=run_id,
            layout=composed.layout,
            printer=way.printer,
            papers=composed.papers,
            grid=composed.grid,
            copies=way.copies,
            by_hand=way.by_hand if composed.grid.sides > 1 else "",
            batch=(continued.batch if continued else "") or run_id,
            numbers=_numbers(composed, continued),
            reason=told,
            again=tuple(sorted(composed.again)),
            begun=tx.at,
            by=tx.actor,
        )
        print_runs.put(tx, run)
        serials = [paper.serial for paper in run.papers]
        told_of = {"papers": len(serials), "serials": [serials[0], serials[-1]]}
        audit.append(tx, {"run": run.batch, "printer": run.printer, **told_of})
    return run


def _numbers(composed: Composed, continued: Rest | None) -> tuple[int, ...]:
    """Each paper's number in its batch: who was refused meanwhile leaves a gap."""
    if continued is None:
        return tuple(range(1, len(composed.papers) + 1))
    known = dict(zip(continued.ids, continued.numbers, strict=True))
    last = max(known.values(), default=0)
    numbers = []
    for paper in composed.papers:
        number = known.get(paper.worker_id)
        if number is None:
            number = last = last + 1
        numbers.append(number)
    return tuple(numbers)


def note(desk: Desk, run: PrintRun, sent: int) -> PrintRun:
    """Keep that the printer took so many pages of this pass."""
    with desk.write("print_begun", dated=False) as tx:
        print_runs.note(tx, run.id, sent)
    return replace(run, sent=sent)


def turn(desk: Desk, run_id: str, sheets: int) -> PrintRun:
    """The stack was turned: the backs of the sheets whose fronts came out are due.

    Raises Refused ``print_over`` where the run is over, ``nothing_selected`` without a sheet.
    """
    desk.require("print")
    with desk.write("print_begun", dated=False) as tx:
        run = _one(print_runs.get(tx.connection, run_id))
        if sheets < 1:
            raise Refused("nothing_selected")
        run = print_run.turned(run, sheets)
        print_runs.put(tx, run)
    return run


def settle(desk: Desk, run_id: str, out: Collection[int]) -> Settled:
    """Enter the papers at these places, which came out, and end the run. The rest is given back
    to be printed anew; their serials stay spent.

    Raises Refused ``print_over`` where somebody has told of it already.
    """
    desk.require("print")
    with desk.write("papers_issued" if out else "print_ended") as tx:
        run = _one(print_runs.get(tx.connection, run_id))
        there, missing = run.split(out)
        still = [p for p in there if print_runs.revision(tx.connection, _whose(run, p))]
        entry = issuing.Entry(run.batch, run.reason, frozenset(run.again), run.copies)
        issuing.enter(tx, [(run.number(p), run.papers[p - 1]) for p in still], entry)
        agenda.spoil(tx, [run.papers[p - 1] for p in missing], _("Did not come out of the printer"))
        print_runs.remove(tx, run.id)
        if not still:
            audit.append(tx, {"run": run.batch, "printer": run.printer, "papers": 0})
    return Settled(
        len(still),
        Rest(
            tuple(_whose(run, place) for place in missing),
            tuple(run.number(place) for place in missing),
            run.batch,
            run.reason,
            max((run.number(place) for place in range(1, len(run.papers) + 1)), default=0),
            run.papers[0].kind if run.papers else "",
            run.layout,
        ),
    )


def _whose(run: PrintRun, place: int) -> str:
    return run.papers[place - 1].worker_id


def _one(run: PrintRun | None) -> PrintRun:
    if run is None:
        raise Refused("print_over")
    return run


@dataclass(frozen=True, slots=True)
class Open:
    """A run that waits to be told of, and what its people are called, by place."""

    run: PrintRun
    names: tuple[str, ...]


def unfinished(desk: Desk) -> list[Open]:
    """The runs of which nobody has said what came out, the oldest first."""
    with desk.read() as c:
        return [
            Open(run, print_runs.names(c, [paper.worker_id for paper in run.papers]))
            for run in print_runs.unfinished(c)
        ]


def hand_over(desk: Desk, ns: Collection[int], *, handed: bool = True) -> int:
    """Tick that these papers were handed over today, or untick it; how many changed."""
    desk.require("print")
    with desk.write("papers_handed" if handed else "papers_not_handed") as tx:
        return papers.hand_over(tx, ns, handed=handed)


def recalled(desk: Desk) -> list[tuple[Paper, str]]:
    """Recalled papers that are not back yet, the longest awaited first, each with the phone of
    the person who has it."""
    with desk.read() as c:
        found = papers.awaited(c)
        people = {one.worker_id: workers.get(c, one.worker_id) for one in found}
    phones = {key: one.worker.phone or "" for key, one in people.items() if one}
    return [(one, phones.get(one.worker_id, "")) for one in found]


def from_here(desk: Desk, batch: str, number: int) -> Sequence[str]:
    """Whose papers a run has from this number on, to print them once more."""
    with desk.read() as c:
        return [p.worker_id for p in papers.of_run(c, batch) if (p.place or 0) >= number]


def hamlets(desk: Desk) -> tuple[str, ...]:
    """The hamlets of the people registered here, by name."""
    with desk.read() as c:
        return tuple(sorted(name for name in listing.count_by(c, "hamlet") if name))


def is_confirmed(desk: Desk, record_id: str) -> bool:
    """Whether somebody's paper is the participant's, and not the proof of registration."""
    with desk.read() as c:
        found = workers.get(c, record_id)
    return found is not None and heads.is_confirmed(found)
