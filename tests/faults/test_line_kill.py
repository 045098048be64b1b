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
from line_hub import PATIENCE, ROOT, Hub, environment
from line_office import opened

from desktop_app.actions import exchanging
from desktop_app.store import changes, health, workers
from desktop_app.store.summary import Filters

OFFICE = Path(__file__).with_name("line_office.py")
ROUNDS = int(os.environ.get("KILL_ROUNDS", "8"))
VILLAGE = "33.01.01.2001"
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
        assert self.child.stdout.readline() == "ready\n", self.child.communicate()[1]

    def killed(self) -> list[list[str]]:
        """What it told until then, word by word; a half line is none."""
        lived = self.child.poll() is None
        self.child.kill()
        said, errors = self.child.communicate(timeout=PATIENCE)
        assert lived, errors
        return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


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
    desk = opened(folder)
    exchanging.enrol(desk, hub.code(VILLAGE), line.url)
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
    assert health.check(desk.store, deep=True) == []
    desk.close()
    assert promised <= {(one.worker.nik, one.number) for one in people}
    assert {one.states.delivery for one in people} == {"accepted"}
    assert hub.people() == {one.id: one.revision for one in people}
    owners = hub.rows("SELECT nik, record_id FROM owner")
    assert sorted(owners) == sorted((one.worker.nik, one.id) for one in people)
    assert len(people) == len({one.worker.nik for one in people})
    assert hub.rows("SELECT count(*), count(DISTINCT change_id) FROM change") == [(seqs, seqs)]
    assert (left, received[0]) == (0, received[1])
    known = hub.rows("SELECT id FROM batch")
    assert received[0] <= len(known) == len(set(known))
    assert received[2] >= seqs  # a batch is only an envelope, and may say something again
    return len(people)


def checked(hub) -> None:
    done = hub("check")
    assert done.returncode == 0, done.stdout + done.stderr


def until(line, batches) -> None:
    """As long as it takes until so many more batches went over the line, well or badly."""
    wanted = line.count("PUT", "/batches/") + batches
    end = time.monotonic() + PATIENCE
    while line.count("PUT", "/batches/") < wanted:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_killed_on_a_bad_line(office, hub, line):
    seed = int(os.environ.get("KILL_SEED", "0")) or random.randrange(1, 2**32)
    print(f"KILL_SEED={seed}")
    chance = random.Random(seed)
    line.script = at_random(seed, 0.35)
    promised: set[tuple[str, str]] = set()
    told: Counter[str] = Counter()
    for turn in range(ROUNDS):
        clerk = Clerk(office, 1 + turn * _EACH)
        until(line, chance.randrange(1, 5))
        time.sleep(chance.uniform(0.0, 0.03))
        if turn % 3 == 2:
            hub.kill()
            hub.start()
            until(line, chance.randrange(1, 3))
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


def test_the_hub_killed_while_it_takes_a_batch(office, hub, line):
    """It dies in the middle, again and again: with the change or without it."""
    chance = random.Random(3)
    promised = set()
    for turn in range(3):
        clerk = Clerk(office, 1 + turn * _EACH)
        until(line, 2)
        time.sleep(chance.uniform(0, 0.01))
        hub.kill()
        hub.start()
        promised |= {(told[1], told[2]) for told in clerk.killed() if told[0] == "registered"}
    settled(office)
    assert alike(office, hub, promised) >= len(promised) > 3
    checked(hub)


def test_only_lost_answers(office, hub, line):
    """The hub has everything, and the office hears of nothing: the same bytes, the same receipt."""
    line.script = always("drop_reply")
    clerk = Clerk(office, 1)
    until(line, 4)
    promised = {(told[1], told[2]) for told in clerk.killed() if told[0] == "registered"}
    sent = [bytes(asked.body) for _, asked in line.seen if asked.method == "PUT"]
    assert len(set(sent)) == 1  # the first one again and again, before anything else
    line.script = always("pass")
    settled(office)
    alike(office, hub, promised)
    checked(hub)
