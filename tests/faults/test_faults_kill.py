"""SIGKILL at any moment: what was said to be saved is there, and the office opens."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import KEY, NOW, save, worker

from desktop_app.store import backup, health, workers
from desktop_app.store.engine import Store, opens
from desktop_app.store.summary import Filters
from desktop_app.trust.slots import Slots

DYING = Path(__file__).with_name("dying.py")
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def killed(folder, what, after, first=1):
    """What the process told before it was killed, ``after`` seconds into its work."""
    with subprocess.Popen(
        [sys.executable, str(DYING), str(folder), what, str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=DYING.parents[2],
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout.readline().strip() == "ready"
        time.sleep(after)
        process.kill()
        return process.stdout.read().split()


def test_while_registering(store):
    store.close()
    told, chance = [], random.Random(5)
    for _ in range(4):
        told += killed(store.folder, "save", chance.uniform(0.02, 0.15), len(told) + 100)
        again = Store.open(store.folder, KEY, now=NOW)
        with again.read() as c:
            there = {r.number for r in workers.stream(c, Filters())}
            assert set(told) <= there
            assert len(there) - len(told) <= 4  # at most the one being saved when it died
            told = sorted(there)
        assert health.check(again, deep=True) == []
        again.close()
    assert told


def test_while_backing_up(store, slots, code):
    for serial in range(1, 40):
        save(store, worker(serial))
    store.close()
    told = killed(store.folder, "backup", 0.12)
    again = Store.open(store.folder, KEY, now=NOW)
    assert not told or Path(told[-1]).exists()
    for path in (store.folder / "backups").glob("*.loket-backup"):
        assert backup.check_backup(path)["workers"] == 39
    path, _ = backup.rotate(again, slots.recovery_slot(), NOW)
    staged = backup.stage(store.folder, path, code, now=NOW)
    assert staged.workers == 39
    staged.give_up()
    again.close()


@pytest.mark.parametrize("after", [0.004, 0.05, 0.09])
def test_while_the_key_changes(store, slots, after):
    for serial in range(1, 40):
        save(store, worker(serial))
    store.close()
    killed(store.folder, "rekey", after)
    key = Slots.open(store.folder).unlock("siti", "rahasia-siti", opens=opens(store.folder))
    again = Store.open(store.folder, key, now=NOW)
    with again.read() as c:
        assert workers.count(c, Filters()) == 39
    assert health.check(again, deep=True) == []
    again.close()
    assert not Slots.open(store.folder).pending
