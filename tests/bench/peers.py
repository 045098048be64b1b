"""Our cards against those of other libraries: the same cards, in turns, in the same run.

    python tests/bench/peers.py [--cards 500] [--layout a4-10] [--photos FOLDER] [--seed 1]

Each library draws in a process of its own, after a warm-up, with its time taken by the clock and
by the processor; then its PDF is looked at, whether the whole card is there. The environment of
the others is made the first time (a network is needed then).
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import peer_environment
import peer_job
from measured import TABLE, Figure, row
from peer_checks import Seen, look

from desktop_app.documents.sheet_files import shipped

RUN = Path(__file__).parent / "peer_cards" / "run.py"
OURS = "loket"
NAMES = {
    OURS: "Loket Desa",
    "reportlab": "reportlab by its user guide,",
    "fpdf2": "fpdf2",
    "typst": "Typst",
    "pymupdf": "PyMuPDF",
    "weasyprint": "WeasyPrint",
    "qt": "Qt's QPdfWriter",
}
_HERE = (OURS, "qt")
"""What our own environment has."""
_WARM = 20
"""Cards of other people that each draws before the clock starts."""
_ROUNDS, _SLOW = 3, 10.0
"""How often each draws, and the seconds beyond which once is enough."""


@dataclass
class Drawn:
    """What one library made of the cards."""

    name: str
    version: str = ""
    missing: str = ""
    wall: float = float("inf")
    cpu: float = float("inf")
    size: int = 0
    seen: Seen = field(default_factory=Seen)
    contents: set[bytes] = field(default_factory=set)
    """Of every round; one where equal input gives equal bytes."""

    @property
    def counts(self) -> bool:
        """Whether it drew the whole card."""
        return not (self.missing or self.seen.faults)


def measure(
    folder: Path, given: argparse.Namespace, names: Collection[str] = tuple(NAMES)
) -> list[Drawn]:
    """Draws the cards with each library in turns, and looks at what came of it."""
    job = folder / "job"
    peer_job.write(job, given.cards, given.layout, given.seed, given.photos)
    peer_job.write(folder / "warm", _WARM, given.layout, given.seed + 1)
    all_drawn = [Drawn(name) for name in names]
    trouble = peer_environment.prepare() if {*names} - {*_HERE} else ""
    for drawn in all_drawn:
        if trouble and drawn.name not in _HERE:
            drawn.missing = trouble.strip().splitlines()[-1]
    for turn in range(_ROUNDS):
        for drawn in all_drawn:
            if not (drawn.missing or drawn.seen.faults) and (not turn or drawn.wall < _SLOW):
                _draw(drawn, job, folder / f"{drawn.name}.pdf", first=not turn)
    return all_drawn


def _draw(drawn: Drawn, job: Path, out: Path, *, first: bool) -> None:
    """One round of one library."""
    python = sys.executable if drawn.name in _HERE else str(peer_environment.python())
    environment = peer_environment.variables(own=drawn.name in _HERE)
    command = [python, str(RUN), drawn.name, str(job.parent / "warm"), str(job), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        drawn.seen.faults.append(f"stopped: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
        return
    said = json.loads(done.stdout.splitlines()[-1])
    drawn.missing = said.get("missing", "")
    if drawn.missing:
        return
    drawn.version = said["version"]
    drawn.wall, drawn.cpu = min(drawn.wall, said["wall"]), min(drawn.cpu, said["cpu"])
    drawn.size = out.stat().st_size
    drawn.contents.add(hashlib.sha256(out.read_bytes()).digest())
    if first:
        drawn.seen = look(out, json.loads((job / "job.json").read_text("utf-8")), job)


# --- the table ----------------------------------------------------------------------------------


def table(all_drawn: list[Drawn], cards: int, layout: str) -> Iterator[Figure]:
    """A row for each library, and one for each goal."""
    ours = next(drawn for drawn in all_drawn if drawn.name == OURS)
    for drawn in all_drawn:
        name = f"{cards:,} cards with photo and QR on {layout}: {NAMES[drawn.name]}"
        yield Figure(f"{name} {drawn.version}".strip(), _row(drawn, ours, cards))
    peers = [drawn for drawn in all_drawn if drawn is not ours and drawn.counts]
    if not ours.counts:
        yield Figure("our cards", _row(ours, ours, cards), "the whole card", good=False)
        return
    rate = cards / ours.cpu
    said = f"{rate:,.0f} a second of processor time"
    yield Figure("ours on one core", said, "at least 1,000 a second", rate >= 1_000)
    yield _speed(ours, peers)
    yield _size(ours, [peer for peer in peers if peer.seen.same_photo], cards)
    off = f"{ours.seen.off:.3f} mm off at most"
    yield Figure("pages and photos in our PDF", off, "exact to 0.1 mm", ours.seen.off <= 0.1)
    same = len(ours.contents) == 1
    said = "equal bytes" if same else f"{len(ours.contents)} different files"
    yield Figure(f"our PDF made {_ROUNDS} times", said, "equal bytes", same)


def _row(drawn: Drawn, ours: Drawn, cards: int) -> str:
    if drawn.missing:
        return f"not here: {drawn.missing}"
    if drawn.wall == float("inf"):
        return "; ".join(drawn.seen.faults)
    said = [f"{cards / drawn.wall:,.0f} a second ({cards / drawn.cpu:,.0f} of processor time)"]
    if drawn is not ours:
        said[0] += f", ours {drawn.wall / ours.wall:.1f}×"
    said.append(f"{drawn.size / cards / 1e3:.2f} kB a card")
    if not drawn.seen.same_photo:
        said.append("photos coded anew")
    if drawn.seen.off > 0.05:
        said.append(f"{drawn.seen.off:.2f} mm off")
    return "; ".join(said + drawn.seen.faults)


def _speed(ours: Drawn, peers: list[Drawn]) -> Figure:
    name, promised = "ours against the fastest of them", "at least 2×"
    if not peers:
        return Figure(name, "none of them is here", promised)
    wall = min(peers, key=lambda peer: peer.wall)
    cpu = min(peers, key=lambda peer: peer.cpu)
    ratios = (wall.wall / ours.wall, cpu.cpu / ours.cpu)
    said = (
        f"{ratios[0]:.2f}× by the clock ({NAMES[wall.name]}), "
        f"{ratios[1]:.2f}× by the processor ({NAMES[cpu.name]})"
    )
    return Figure(name, said, promised, min(ratios) >= 2)


def _size(ours: Drawn, peers: list[Drawn], cards: int) -> Figure:
    name, promised = "our file against the smallest that embeds the same photos", "no larger"
    if not peers:
        return Figure(name, "none of them is here", promised)
    least = min(peers, key=lambda peer: peer.size)
    sizes = (ours.size / cards / 1e3, least.size / cards / 1e3)
    said = (
        f"{sizes[0]:.2f} kB a card; {NAMES[least.name]} {sizes[1]:.2f} ({sizes[0] / sizes[1]:.2f}×)"
    )
    return Figure(name, said, promised, ours.size <= least.size)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is drawn: by default 500 invented people on A4."""
    parser = argparse.ArgumentParser(description="Our cards against those of other libraries.")
    parser.add_argument("--cards", type=int, default=500, help="default: 500")
    layouts = {"choices": list(shipped()), "default": "a4-10", "metavar": "SHEET"}
    parser.add_argument("--layout", **layouts, help="a sheet by name; default: a4-10")
    parser.add_argument("--photos", type=Path, help="a folder of JPEGs; else they are invented")
    parser.add_argument("--seed", type=int, default=1, help="of the invented people; default: 1")
    parser.add_argument("--keep", type=Path, help="a folder in which the PDFs stay")
    given = parser.parse_args(words)
    if given.cards < 1:
        parser.error("--cards: at least 1")
    return given


def figures(folder: Path, _count: int) -> Iterator[Figure]:
    """The table with the default cards."""
    given = arguments([])
    yield from table(measure(folder, given), given.cards, given.layout)


def main() -> int:
    """The command."""
    given = arguments()
    kept = True
    print(TABLE, flush=True)
    with tempfile.TemporaryDirectory(prefix="loket-bench-") as place:
        folder = Path(place)
        for figure in table(measure(folder, given), given.cards, given.layout):
            print(row(figure), flush=True)
            kept = kept and figure.good is not False
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            for pdf in folder.glob("*.pdf"):
                shutil.copy(pdf, given.keep)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
