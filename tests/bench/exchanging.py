"""Handing over to an embedded hub on this machine, receipts and all: how fast, in how many bytes,
and what the window feels of it."""

import gzip
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crowd import VILLAGE, make, reopened
from measured import Figure, timed
from starting import process

from desktop_app.actions import exchanging, registering
from desktop_app.actions.desk import Desk
from desktop_app.actions.invented import People
from desktop_app.store import outbox
from desktop_app.sync import push
from desktop_app.sync.wire import changes

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))

from line import Line
from line_hub import Hub

PEOPLE, IN_THE_WINDOW, SINGLES = 10_000, 1_000, 9
STALL = 50.0


@dataclass(frozen=True)
class Carried:
    """Bytes on the line."""

    bodies: float
    """Of one registration among many, in the bodies of requests."""
    whole: float
    """The same with headers, and with all that came back."""
    single: int
    """Body of one registration alone, the middle of several."""
    single_whole: int
    """All requests and answers of the exchange that carried it."""


def figures(folder: Path, _count: int) -> list[Figure]:
    """Speed straight to the hub, bytes through a counting proxy, and the window's own thread."""
    data = folder / "data"
    make(data, PEOPLE).close()
    shutil.copytree(data, folder / "copy")
    taken = speed(folder, data)
    carried, zipped, zipped_single = weighed(folder)
    stall, usual = stalls(folder)
    rate = PEOPLE / taken * 1e3
    return [
        Figure(
            f"{PEOPLE:,} registrations to an embedded hub, with receipts",
            f"{rate:,.0f} a second",
            "at least 2,000 a second",
            rate >= 2_000,
        ),
        Figure(
            "one registration among them on the line",
            f"{carried.bodies:.0f} B sealed and signed ({carried.whole:.0f} B with headers and "
            f"receipts); the same records as JSON in gzip {zipped:.0f} B",
            "at most 200 B",
            carried.bodies <= 200,
        ),
        Figure(
            "one registration alone",
            f"{carried.single} B sealed and signed ({carried.single_whole} B with everything asked "
            f"and answered); JSON in gzip {zipped_single:.0f} B, open to everybody",
            "at most 700 B",
            carried.single <= 700,
        ),
        Figure(
            f"longest time the window answers nobody while {IN_THE_WINDOW:,} go out",
            f"{stall:.0f} ms (with nothing to do {usual:.0f} ms)",
            f"at most {STALL:.0f} ms",
            stall <= STALL,
        ),
    ]


def enrolled(data: Path, hub: Hub, url: str) -> Desk:
    """The office as a device of this hub."""
    desk = reopened(data)
    exchanging.enrol(desk, hub.code(VILLAGE), url)
    return desk


def speed(folder: Path, data: Path) -> float:
    """Milliseconds for everything that waits, from reading it to the last receipt."""
    with Hub(folder / "kabupaten") as hub:
        desk = enrolled(data, hub, hub.url)
        done: list[exchanging.Exchange] = []
        taken = timed(lambda: done.append(exchanging.sync(desk)))
        assert (done[0].accepted, done[0].waiting) == (PEOPLE, 0), done
        desk.close()
        assert len(hub.people()) == PEOPLE
    return taken


def weighed(folder: Path) -> tuple[Carried, float, float]:
    """What goes over the line for many and for one; and what gzip makes of the same records."""
    with Hub(folder / "ditimbang") as hub, Line(hub.port) as line:
        desk = enrolled(folder / "copy", hub, line.url)
        zipped, zipped_single = gzipped(desk)
        line.sent = line.received = 0
        exchanging.sync(desk)
        bodies, whole = bodies_of(line), line.sent + line.received
        singles = sorted(alone(desk, line, raw) for raw in islice(crowd(desk), SINGLES))
        desk.close()
    single, single_whole = singles[SINGLES // 2]
    return (
        Carried(bodies / PEOPLE, whole / PEOPLE, single, single_whole),
        zipped,
        zipped_single,
    )


def bodies_of(line: Line) -> int:
    """Bytes of all batches that went over it."""
    return sum(len(one.body) for _, one in line.seen if one.method == "PUT")


def crowd(desk: Desk) -> Iterator[dict[str, object]]:
    """People as they come to the counter, who agree to the hub."""
    for raw in People(desk.office.village, desk.config.today(), seed=77):
        if raw["consent"] and raw["mother_name"]:
            yield {
                **raw,
                "nik": f"{raw['nik'][:12]}9{raw['nik'][13:]}",
                "confirmed": ["same_person"],
            }


def alone(desk: Desk, line: Line, raw: dict[str, object]) -> tuple[int, int]:
    """Somebody registered and sent: bytes of the batch, and of everything."""
    done = registering.register(desk, [raw])
    assert done.registered, done
    before = bodies_of(line)
    line.sent = line.received = 0
    assert exchanging.sync(desk).accepted == 1
    return bodies_of(line) - before, line.sent + line.received


def gzipped(desk: Desk) -> tuple[float, float]:
    """Bytes of one change among all, and alone, as JSON in gzip: what the envelopes hold."""
    with desk.read() as c:
        told = [changes.as_object(one) for one in push.travelling(c, outbox.pending_seqs(c))]
    some = [as_gzip(one) for one in told[:200]]
    return as_gzip(told) / len(told), sum(some) / len(some)


def as_gzip(value: object) -> int:
    """Bytes of this as JSON in gzip."""
    return len(gzip.compress(json.dumps(value, ensure_ascii=False).encode()))


def stalls(folder: Path) -> tuple[float, float]:
    """Milliseconds: the longest gap of a 5 ms timer in the window while it sends, and idle."""
    data = folder / "window"
    make(data, IN_THE_WINDOW).close()
    with Hub(folder / "jendela") as hub:
        enrolled(data, hub, hub.url).close()
        told = json.loads(process("sending", str(data)).splitlines()[-1])
        assert len(hub.people()) == IN_THE_WINDOW
    return told["sending"], told["idle"]
