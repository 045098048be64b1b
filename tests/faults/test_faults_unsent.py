"""What no hub has acknowledged is never deleted: not by an upgrade, a restore or a log-out."""

import shutil

import pytest
from making import ACT, KEY, NOW, save, worker
from sqlalchemy.exc import IntegrityError

from desktop_app.store import backup, changes, schema
from desktop_app.store.engine import Store, rekey
from desktop_app.trust.slots import Slots

STEP = 'from alembic import op\nrevision = "0005"\ndown_revision = "0004"\ndef upgrade():\n    {}\n'


@pytest.fixture
def waiting(store, slots):
    """Three unsent changes and an acknowledged one, by their ids."""
    saved = [save(store, worker(serial)) for serial in range(1, 5)]
    with store.write(**ACT) as tx:
        tx.connection.exec_driver_sql("UPDATE change SET settled = 'receipt' WHERE seq = 1")
    return [one.revision for one in saved[1:]]


def unsent(store):
    with store.read() as c:
        rows = c.exec_driver_sql("SELECT change_id FROM change WHERE settled IS NULL ORDER BY seq")
        found = [row[0] for row in rows]
        assert changes.pending(c) == len(found)
    return found


@pytest.fixture
def upgrade(store, tmp_path, monkeypatch):
    """Opens the closed office with a program one step newer."""

    def run(step):
        store.close()
        steps = tmp_path / "steps"
        shutil.rmtree(steps, ignore_errors=True)
        shutil.copytree(schema.STEPS, steps, ignore=lambda *_: ["__pycache__"])
        (steps / "versions" / "v0005_later.py").write_text(STEP.format(step))
        with monkeypatch.context() as newer:
            newer.setattr(schema, "HEAD", "0005")
            newer.setattr(schema, "STEPS_IN_USE", steps)
            return Store.open(store.folder, KEY, now=NOW)

    return run


def test_an_upgrade_keeps_it(waiting, upgrade):
    again = upgrade("op.execute('ALTER TABLE change ADD COLUMN later TEXT')")
    assert unsent(again) == waiting
    again.close()


@pytest.mark.parametrize(
    ("step", "trouble"),
    [
        ("op.execute('DELETE FROM change WHERE settled IS NULL')", IntegrityError),
        ("op.execute('DELETE FROM change')", IntegrityError),
        (
            "[op.execute(s) for s in ('CREATE TABLE fresh AS SELECT * FROM change LIMIT 2',"
            " 'DROP TABLE change', 'ALTER TABLE fresh RENAME TO change')]",
            schema.StepLost,
        ),
        (
            "[op.execute(s) for s in ('DROP TABLE worker_terms', 'DELETE FROM worker')]",
            schema.StepLost,
        ),
        ("op.execute('DROP TABLE audit')", schema.StepLost),
    ],
)
def test_a_step_that_would_lose_it_is_undone(store, waiting, upgrade, step, trouble):
    with pytest.raises(trouble):
        upgrade(step)
    again = Store.open(store.folder, KEY, now=NOW)
    assert unsent(again) == waiting
    again.close()


def test_a_log_out_and_a_new_key_keep_it(store, waiting):
    rekey(store, b"n" * 32)
    store.close()
    again = Store.open(store.folder, b"n" * 32, now=NOW)
    assert unsent(again) == waiting
    again.close()


def test_a_restore_sets_it_aside_whole_and_says_again_what_the_backup_holds(
    store, waiting, code, tmp_path
):
    file = tmp_path / "kantor.loket-backup"
    backup.write_backup(store, file, Slots.open(store.folder).recovery_slot(), NOW)
    later = save(store, worker(9)).revision
    store.close()
    staged = backup.stage(store.folder, file, code, now=NOW)
    staged.put_in_place()
    again = Store.open(store.folder, KEY, now=NOW)
    assert unsent(again) == waiting
    again.close()
    [aside] = (store.folder / "set-aside").iterdir()
    former = Store.open(aside, KEY, now=NOW)
    assert unsent(former) == [*waiting, later]
    former.close()


def test_no_statement_takes_it_away(store, waiting):
    for statement in (
        "DELETE FROM change WHERE settled IS NULL",
        "INSERT OR REPLACE INTO change SELECT * FROM change WHERE seq = 2",
        "UPDATE change SET record_id = 'x'",
    ):
        with pytest.raises(IntegrityError), store.write(**ACT) as tx:
            tx.connection.exec_driver_sql(statement)
    assert unsent(store) == waiting
