"""Office and hub killed at any moment on a line that breaks: in the end everybody is at the hub,
once.

``KILL_ROUNDS=200 KILL_SEED=… pytest tests/faults/test_line_kill.py`` goes on for longer, or does
the same again (as far as two processes and a clock can).
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from line import Line, always, at_random
from line_hub import PATIENCE, ROOT, Hub, NearHub, environment
from line_office import ACCOUNT, PASSWORD, opened, person

from desktop_app.actions import exchanging, registering
from desktop_app.actions import office as offices
from desktop_app.config import Config
from desktop_app.domain.findings import Refused
from desktop_app.store import changes, health, workers
from desktop_app.store.summary import Filters

OFFICE = Path(__file__).with_name("line_office.py")
ROUNDS = int(os.environ.get("KILL_ROUNDS", "8"))
NEIGHBOUR = "33.01.01.2002"
#: More than one process can register in a round.
_EACH = 1_000


class Clerk:
    """An office at work as a process of its own."""

    def __init__(self, folder: Path, first: int) -> None:
        self.child = subprocess.Popen(
            [sys.executable, str(OFFICE), str(folder), str(first)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(),
        )

    def ready(self) -> "Clerk":
        """Once the office is open."""
        assert self.child.stdout.readline() == "ready\n", self.child.communicate()[1]
        return self

    def killed(self) -> list[list[str]]:
        """What it told until then, word by word; a half line is none."""
        lived = self.child.poll() is None
        self.child.kill()
        said, errors = self.child.communicate(timeout=PATIENCE)
        assert lived, errors
        return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


@pytest.fixture
def at_work():
    """Starts clerks; none outlives its test."""
    clerks = []

    def start(folder, first):
        clerks.append(Clerk(folder, first))
        return clerks[-1].ready()

    yield start
    for clerk in clerks:
        with clerk.child:
            clerk.child.kill()


@pytest.fixture
def hub(tmp_path):
    with Hub(tmp_path / "kabupaten") as served:
        yield served


@pytest.fixture
def line(hub):
    with Line(hub.port, pause=0.05) as made:
        yield made


@pytest.fixture
def office(prepared_office, tmp_path, hub, line):
    folder = tmp_path / "kantor"
    shutil.copytree(prepared_office[0], folder)
    return enrolled(folder, hub, line)


@pytest.fixture
def neighbour(tmp_path, hub, line):
    folder = tmp_path / "tetangga"
    form = offices.OfficeForm(village_code=NEIGHBOUR, name="Desa Sebelah", head="Sutarno")
    offices.set_up(Config(folder), form, ACCOUNT, PASSWORD)[0].close()
    return enrolled(folder, hub, line)


def enrolled(folder, hub, line):
    desk = opened(folder)
    exchanging.enrol(desk, hub.code(desk.office.village.code), line.url)
    desk.close()
    return folder


def settled(office) -> None:
    """One clean sync; then everything is settled."""
    desk = opened(office)
    exchanging.sync(desk)
    assert exchanging.waiting(desk) == []
    with desk.read() as c:
        assert changes.pending(c) == 0
    desk.close()


def alike(office, hub, promised) -> int:
    """Record by record: who is at the office is at the hub, once, as the office has it; who was
    promised to be saved is among them. How many they are."""
    desk = opened(office)
    with desk.read() as c:
        people = [*workers.stream(c, Filters())]
        seqs = c.exec_driver_sql("SELECT max(seq) FROM change").scalar_one()
        received = c.exec_driver_sql(
            "SELECT count(*), count(receipt), sum(count) FROM batch WHERE receipt IS NOT NULL"
        ).one()
        left = c.exec_driver_sql("SELECT count(*) FROM batch WHERE receipt IS NULL").scalar_one()
    village = desk.office.village.code
    assert health.check(desk.store, deep=True) == []
    desk.close()
    assert promised <= {(one.worker.nik, one.number) for one in people}
    assert {one.states.delivery for one in people} == {"accepted"}
    assert hub.people(village) == {one.id: one.revision for one in people}
    here = f"WHERE village = '{village}'"
    owners = hub.rows(f"SELECT nik, record_id FROM owner {here}")
    assert sorted(owners) == sorted((one.worker.nik, one.id) for one in people)
    assert len(people) == len({one.worker.nik for one in people})
    told = hub.rows(f"SELECT count(*), count(DISTINCT change_id) FROM change {here}")
    assert told == [(seqs, seqs)]
    assert (left, received[0]) == (0, received[1])
    known = hub.rows(f"SELECT id FROM batch {here}")
    assert received[0] <= len(known) == len(set(known))
    assert received[2] >= seqs  # a batch is only an envelope, and may say something again
    return len(people)


def checked(hub) -> None:
    done = hub("check")
    assert done.returncode == 0, done.stdout + done.stderr


def until(line, batches, *clerks) -> None:
    """As long as it takes until so many more batches went over the line, well or badly."""
    wanted = line.count("PUT", "/batches/") + batches
    end = time.monotonic() + PATIENCE
    while line.count("PUT", "/batches/") < wanted:
        assert time.monotonic() < end, line.seen[-3:]
        for clerk in clerks:
            assert clerk.child.poll() is None, clerk.child.communicate()[1]
        time.sleep(0.001)


def test_killed_on_a_bad_line(at_work, office, hub, line):
    seed = int(os.environ.get("KILL_SEED", "0")) or random.randrange(1, 2**32)
    print(f"KILL_SEED={seed}")
    chance = random.Random(seed)
    line.script = at_random(seed, 0.35)
    promised: set[tuple[str, str]] = set()
    told: Counter[str] = Counter()
    for turn in range(ROUNDS):
        clerk = at_work(office, 1 + turn * _EACH)
        until(line, chance.randrange(1, 5), clerk)
        time.sleep(chance.uniform(0.0, 0.03))
        if turn % 3 == 2:
            hub.kill()
            hub.start()
            until(line, chance.randrange(1, 3), clerk)
            time.sleep(chance.uniform(0.0, 0.03))
        for what, *words in clerk.killed():
            told[" ".join((what, *words)) if what == "failed" else what] += 1
            if what == "registered":
                promised.add((words[0], words[1]))
    print(dict(told), Counter(mode for mode, _ in line.seen))
    assert promised
    assert hub.people()
    line.script = always("pass")
    settled(office)
    alike(office, hub, promised)
    checked(hub)


def test_the_hub_killed_while_it_takes_batches_of_two(at_work, office, neighbour, hub, line):
    """It dies in the middle, again and again: with the change or without it."""
    chance = random.Random(3)
    both = {office: set(), neighbour: set()}
    for turn in range(3):
        clerks = {
            folder: at_work(folder, 1 + (turn + 3 * place) * _EACH)
            for place, folder in enumerate(both)
        }
        until(line, 4, *clerks.values())
        time.sleep(chance.uniform(0, 0.01))
        hub.kill()
        hub.start()
        for folder, clerk in clerks.items():
            told = clerk.killed()
            both[folder] |= {(one[1], one[2]) for one in told if one[0] == "registered"}
    for folder, promised in both.items():
        settled(folder)
        assert alike(folder, hub, promised) >= len(promised) > 3
    checked(hub)


def test_a_line_that_is_nearly_always_bad(prepared_office, tmp_path):
    """Nobody is killed, and seven of ten requests go wrong in one way or another."""
    folder, seed = tmp_path / "kantor", int(os.environ.get("KILL_SEED", "0")) or 5
    shutil.copytree(prepared_office[0], folder)
    with NearHub(tmp_path / "kabupaten") as hub, Line(hub.port, pause=0.02, seed=seed) as line:
        enrolled(folder, hub, line)
        line.script = at_random(seed, 0.7)
        desk, told = opened(folder), Counter()
        for serial in range(1, 10 * ROUNDS):
            (done,) = registering.register(desk, [person(serial)]).registered
            if serial % 3 == 0:
                registering.edit(desk, done.nik, {"hamlet": "Krajan"})
            try:
                exchanging.sync(desk)
                told["synced"] += 1
            except Refused as refused:
                told[refused.rule] += 1
        desk.close()
        print(dict(told), Counter(mode for mode, _ in line.seen))
        line.script = always("pass")
        settled(folder)
        assert alike(folder, hub, set()) == 10 * ROUNDS - 1
        checked(hub)


def test_only_lost_answers(at_work, office, hub, line):
    """The hub has everything, and the office hears of nothing: the same bytes, the same receipt."""
    line.script = lambda asked: "drop_reply" if asked.method == "PUT" else "pass"
    clerk = at_work(office, 1)
    until(line, 4, clerk)
    promised = {(told[1], told[2]) for told in clerk.killed() if told[0] == "registered"}
    sent = [bytes(asked.body) for _, asked in line.seen if asked.method == "PUT"]
    assert len(set(sent)) == 1  # the first one again and again, before anything else
    line.script = always("pass")
    settled(office)
    alike(office, hub, promised)
    checked(hub)
