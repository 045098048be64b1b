"""SIGKILL at any moment: what was said to be saved is there, and the office opens."""

import os
import random
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
from making import KEY, NOW, save, worker

from desktop_app.store import backup, health, schema, workers
from desktop_app.store.engine import Store, looks_like_office, opens
from desktop_app.store.errors import NewerVersion
from desktop_app.store.summary import Filters
from desktop_app.trust.slots import Slots

DYING = Path(__file__).with_name("dying.py")
STRUCK = Path(__file__).with_name("struck.py")
LATER = """
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.execute("ALTER TABLE worker ADD COLUMN religion TEXT")
    op.execute("UPDATE worker SET religion = 'unknown'")
    op.execute("CREATE INDEX worker_religion ON worker (religion)")
"""
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


def struck(at, what, *arguments):
    """Whether a process died at this touch of the disk, or was done before."""
    done = subprocess.run(
        [sys.executable, str(STRUCK), what, str(at), *map(str, arguments)],
        cwd=STRUCK.parents[2],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode <= 0 or sys.platform == "win32", done.stderr
    return done.returncode != 0


def test_while_the_tables_change(store, slots, tmp_path):
    """The old version whole or the new one whole, and nothing a backup could not bring back."""
    for serial in range(1, 6):
        save(store, worker(serial))
    store.close()
    steps = tmp_path / "steps" / "versions"
    shutil.copytree(schema.STEPS / "versions", steps, ignore=lambda *_: ["__pycache__"])
    (steps / "v0005_later.py").write_text(LATER)
    died = []
    for at in count(1, 6):
        died.append(struck(at, "migrate", store.folder, steps.parent))
        try:
            again = Store.open(store.folder, KEY, now=NOW)
        except NewerVersion:
            break
        with again.read() as c:
            assert workers.count(c, Filters()) == 5
            assert "religion" not in {r[1] for r in c.exec_driver_sql("PRAGMA table_info(worker)")}
        assert health.check(again, deep=True) == []
        again.close()
        assert died[-1]
    assert sum(died) > 3
    struck(0, "migrate", store.folder, steps.parent)
    [made] = {backup.check_backup(one.path)["workers"] for one in backup.automatic(store.folder)}
    assert made == 5
    assert not list((store.folder / "backups").glob("copy-*"))


def test_while_restoring(store, slots, code, tmp_path):
    """The office of now or the one of the backup, each with everybody it had."""
    for serial in range(1, 6):
        save(store, worker(serial))
    file = tmp_path / "kantor.loket-backup"
    backup.write_backup(store, file, slots.recovery_slot(), NOW)
    save(store, worker(6))
    store.close()
    seen = []
    for at in count(3, 9):
        died = struck(at, "restore", store.folder, file, code)
        assert looks_like_office(store.folder) == "office"
        assert not (store.folder / "restore.json").exists()
        again = Store.open(store.folder, KEY, now=NOW)
        with again.read() as c:
            seen.append(workers.count(c, Filters()))
        assert health.check(again, deep=True) == []
        again.close()
        if seen[-1] == 5:
            break
        assert died
    assert seen[:2] == [6, 6]
    assert seen[-1] == 5
    [aside] = (store.folder / "set-aside").iterdir()
    assert (aside / "office.db").exists()
