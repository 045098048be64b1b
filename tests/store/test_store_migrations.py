import shutil
import zipfile
from pathlib import Path

import pytest
from making import ACT, KEY, NOW, answer, enrol, save, send, whole_worker, worker
from making_money import pay, undo
from sqlalchemy import create_engine, inspect

from desktop_app.store import (
    accounts,
    agenda,
    audit,
    backup,
    changes,
    drafts,
    health,
    outbox,
    papers,
    photos,
    pool,
    schema,
    submissions,
    workers,
)
from desktop_app.store.engine import Store
from desktop_app.store.errors import Damaged, NewerVersion
from desktop_app.store.payments import MonthPaid
from desktop_app.store.tables import Local

LATER = """
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.execute("ALTER TABLE worker ADD COLUMN religion TEXT")
    op.execute("UPDATE worker SET religion = 'unknown'")
    {}
"""


def shape(inspector):
    return {
        table: (
            [
                (column["name"], str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            ],
            inspector.get_pk_constraint(table)["constrained_columns"],
            sorted(
                (
                    index["name"],
                    tuple(index["column_names"]),
                    bool(index["unique"]),
                    str(index.get("dialect_options", {}).get("sqlite_where", "")),
                )
                for index in inspector.get_indexes(table)
            ),
            sorted(tuple(u["column_names"]) for u in inspector.get_unique_constraints(table)),
            sorted(
                (c["name"], " ".join(c["sqltext"].split()).replace("( ", "(").replace(" )", ")"))
                for c in inspector.get_check_constraints(table)
            ),
        )
        for table in Local.metadata.tables
    }


def test_the_steps_make_the_tables(store):
    fresh = create_engine("sqlite://")
    Local.metadata.create_all(fresh)
    with store.read() as c:
        assert shape(inspect(c)) == shape(inspect(fresh))
    fresh.dispose()


def test_there_is_nothing_else(store):
    with store.read() as c:
        there = {
            row[0]
            for row in c.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    others = {name for name in there - set(Local.metadata.tables) if "worker_search" not in name}
    assert others == {"alembic_version", "worker_terms"}


def test_the_last_step_is_the_programs_version(store):
    with store.read() as c:
        assert schema.version(c) == schema.HEAD
    newest = max((schema.STEPS / "versions").glob("v*.py")).name
    assert newest.startswith(f"v{schema.HEAD}_")


@pytest.fixture
def later(store, tmp_path, monkeypatch):
    """Makes the next version of the program: one more step, ending so."""

    def make(ending="pass"):
        steps = tmp_path / "steps" / "versions"
        shutil.copytree(schema.STEPS / "versions", steps, ignore=lambda *_: ["__pycache__"])
        (steps / "v0005_later.py").write_text(LATER.format(ending))
        monkeypatch.setattr(schema, "HEAD", "0005")
        monkeypatch.setattr(schema, "STEPS_IN_USE", tmp_path / "steps")

    return make


def columns(store):
    with store.read() as c:
        return [row[1] for row in c.exec_driver_sql("PRAGMA table_info(worker)")]


def test_an_older_office_is_upgraded_with_its_data(store, slots, later):
    saved = save(store, whole_worker())
    store.close()
    later()
    again = Store.open(store.folder, KEY, now=NOW)
    assert "religion" in columns(again)
    with again.read() as c:
        assert workers.get(c, saved.id) == saved
        assert c.exec_driver_sql("SELECT religion FROM worker").scalar() == "unknown"
        assert schema.version(c) == "0005"
    assert [r.rule for r in health.check(again)] == []
    save(again, worker(2))
    again.close()
    [made] = backup.automatic(store.folder)
    assert "before-0004" in made.path.name
    assert backup.check_backup(made.path)["workers"] == 1


def test_a_failing_step_leaves_the_old_version_whole(store, slots, later, monkeypatch):
    saved = save(store, whole_worker())
    before = columns(store)
    store.close()
    later("raise RuntimeError('boom')")
    with pytest.raises(RuntimeError):
        Store.open(store.folder, KEY, now=NOW)
    monkeypatch.undo()
    again = Store.open(store.folder, KEY, now=NOW)
    assert columns(again) == before
    with again.read() as c:
        assert workers.get(c, saved.id) == saved
    again.close()


def test_an_older_backup_is_upgraded_when_restored(store, slots, code, later, tmp_path):
    saved = save(store, whole_worker())
    out = tmp_path / "old.loket-backup"
    backup.write_backup(store, out, slots.recovery_slot(), NOW)
    later()
    staged = backup.stage(tmp_path / "elsewhere", out, code, now=NOW)
    with staged.open() as c:
        assert workers.get(c, saved.id) == saved
        assert schema.version(c) == "0005"
    staged.give_up()


def test_versions_are_compared(store):
    assert schema.is_behind("0000")
    assert not schema.is_behind(schema.HEAD)
    with pytest.raises(NewerVersion):
        schema.is_behind("0999")
    with pytest.raises(Damaged), store.write(**ACT) as tx:
        tx.connection.exec_driver_sql("DELETE FROM alembic_version")
        schema.version(tx.connection)


def test_everyday_opening_does_not_load_the_tool(store):
    import subprocess
    import sys
    from pathlib import Path

    store.close()
    here = Path(__file__)
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.path.insert(0, sys.argv[2]);"
            "from making import KEY, NOW; from pathlib import Path;"
            "from desktop_app.store.engine import Store;"
            "assert 'sqlalchemy' not in sys.modules, 'too early';"
            "Store.open(Path(sys.argv[1]), KEY, now=NOW).close();"
            "print(sorted({'alembic', 'sqlmodel'} & set(sys.modules)))",
            str(store.folder),
            str(here.parent),
        ],
        capture_output=True,
        text=True,
        cwd=here.parents[2],
        check=True,
    )
    assert told.stdout.strip() == "[]"


#: An office as the first version left it: three people (one edited, one with a picture), two
#: papers, a list for BPJS, a draft, an account.
FIRST = Path(__file__).with_name("office-0001.zip")
FIRST_CODE = "HDAVW-SGSCD-SBWSY-TW6FV-2K3V3-5KNV5"
ANI = "01a202ef-7211-704d-9724-6c62dd80813c"
KEPT = ("worker", "change", "audit", "audit_value", "device", "paper", "photo", "submission")


def counts(c):
    return {t: c.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar() for t in KEPT}


@pytest.fixture
def first(tmp_path):
    """Its folder, and how many rows it has."""
    folder = tmp_path / "first"
    with zipfile.ZipFile(FIRST) as kept:
        kept.extractall(folder)
    reader = pool.engine(folder / "office.db", KEY, write=False)
    with reader.connect() as c:
        assert schema.version(c) == "0001"
        before = counts(c)
    reader.dispose()
    return folder, before


def test_an_office_of_the_first_version(first):
    folder, before = first
    store = Store.open(folder, KEY, now=NOW)
    with store.read() as c:
        assert schema.version(c) == schema.HEAD
        # copied here, it is another incarnation: a device and an audit row with its value more
        assert counts(c) == {
            **before,
            **{table: before[table] + 1 for table in ("audit", "audit_value", "device")},
        }
        fresh = create_engine("sqlite://")
        Local.metadata.create_all(fresh)
        assert shape(inspect(c)) == shape(inspect(fresh))
        fresh.dispose()
        ani = workers.get(c, ANI)
        assert (ani.worker.full_name, ani.worker.hamlet) == ("Ani Lestari", "Sidadadi")
        assert workers.by_nik(c, worker(1).nik).worker == whole_worker(1)
        assert photos.get(c, ani.worker.photo) == b"jpeg" * 50
        assert [p.reason for p in papers.recent(c, 9)] == ["hilang", ""]
        assert audit.entries(c, subject=ANI)[0].detail["serial"] == 2
        assert [s.total for s in submissions.all_submissions(c)] == [2]
        (listed,) = submissions.all_submissions(c)
        (letter,) = agenda.of_year(c, listed.day.year)
        assert (letter.number, letter.kind) == (listed.number, "submission")
        assert agenda.next_serial(c, listed.day.year) == letter.serial + 1
        assert [d.full_name for d in drafts.all_drafts(c)] == ["Budi"]
        assert accounts.named(c, "siti").role == "administrator"
        assert len(changes.of_record(c, ANI)) == 2
        assert outbox.pending_seqs(c) == [1, 2, 3, 4]
        assert len(outbox.waiting(c)) == 4
    assert health.check(store, deep=True) == []
    enrol(store)
    with store.write(**{**ACT, "action": "papers_issued"}) as tx:
        papers.record(tx, kind="slip", worker_id=ANI, status="provisional", serial=3)
    assert answer(store, send(store)).accepted == 5
    with store.read() as c:
        assert workers.get(c, ANI).states.delivery == "accepted"
        assert papers.of_worker(c, ANI)[0].serial == 3
    made = pay(store, ANI, "2026-11", 2)
    with pytest.raises(MonthPaid):
        pay(store, ANI, "2026-12")
    undo(store, made)
    assert health.check(store, deep=True) == []
    store.close()
    [made] = backup.automatic(folder)
    assert "before-0001" in made.path.name
    assert backup.check_backup(made.path)["workers"] == 3


def test_a_backup_of_the_first_version(first, tmp_path):
    folder, _ = first
    Store.open(folder, KEY, now=NOW).close()
    [made] = backup.automatic(folder)
    staged = backup.stage(tmp_path / "back", made.path, FIRST_CODE, now=NOW)
    with staged.open() as c:
        assert schema.version(c) == schema.HEAD
        assert workers.get(c, ANI).worker.full_name == "Ani Lestari"
    staged.give_up()


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("v0001_beginning", "8cf0e8fde2b0ed076249e3f7c712d84773effa600a2cd091609e978087ca2228"),
        ("v0002_hub", "0a2401c8e0993db2807a994d801557a99e4de08369ec4834de02322c725570db"),
    ],
)
def test_a_step_stays_as_it_was_released(name, digest):
    """Offices were made by it; whatever changes is another step."""
    import hashlib

    step = schema.STEPS / "versions" / f"{name}.py"
    assert hashlib.sha256(step.read_text("utf-8").encode()).hexdigest() == digest
