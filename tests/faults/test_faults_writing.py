"""No space, no right, no luck while writing: said once, nothing half done."""

import errno

import pytest
from making import ACT, KEY, NOW, save, worker

from desktop_app.domain.registration import Standing
from desktop_app.domain.states import States
from desktop_app.store import audit, changes, health, photos, workers
from desktop_app.store.engine import Store
from desktop_app.store.errors import Damaged, DiskFull, LockedOut, ReadOnly, trouble_of
from desktop_app.store.summary import Filters


def people(store):
    with store.read() as c:
        return workers.count(c, Filters())


def test_a_full_disk(store):
    save(store, worker(1))
    with store.write(**ACT) as tx:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(DiskFull), store.write(**ACT) as tx:
        workers.add_many(tx, [(worker(n), States(), Standing()) for n in range(2, 900)])
    with pytest.raises(DiskFull), store.write(**ACT) as tx:
        workers.add(tx, worker(2), states=States())
        photos.put(tx, bytes(200_000))
    assert people(store) == 1
    with store.write(**ACT) as tx:
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert save(store, worker(2)).number.split("-")[2] == "000002"
    assert health.check(store, deep=True) == []


def test_a_commit_that_fails_wrote_nothing(store, monkeypatch):
    import sqlcipher3.dbapi2 as driver
    from sqlalchemy.engine.default import DefaultDialect

    def no_space(self, connection):
        error = driver.OperationalError("database or disk is full")
        error.sqlite_errorcode = 13
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(DefaultDialect, "do_commit", no_space)
        with pytest.raises(DiskFull):
            save(store, worker(1))
    assert people(store) == 0
    save(store, worker(1))
    with store.read() as c:
        assert audit.verify(c) == []


def test_a_mark_that_cannot_be_written_loses_nothing(store, monkeypatch):
    def broken(self, mark):
        raise OSError(errno.EIO, "")

    with monkeypatch.context() as patched:
        patched.setattr("desktop_app.store.mark.MarkFile.write", broken)
        save(store, worker(1))
    store.close()
    again = Store.open(store.folder, KEY, now=NOW)
    assert people(again) == 1
    again.close()


def test_order_is_a_sequence_and_not_the_clock(store):
    """Three corrections of a NIK, the second by a clock of 2009 that somebody confirmed."""
    years, saved = (2026, 2009, 2026), save(store, worker(1))
    for serial, year in enumerate(years, 2):
        with store.write(**{**ACT, "now": NOW.replace(year=year), "clock_doubt": True}) as tx:
            saved = workers.update(tx, saved, worker=worker(serial))
    other = save(store, worker(9))
    with store.write(**{**ACT, "now": NOW.replace(year=2009)}) as tx:
        workers.update(tx, other, worker=worker(2))
        workers.update(tx, workers.find(tx.connection, other.number), worker=worker(8))
    with store.read() as c:
        found = workers.get(c, saved.id)
        assert found.aliases == tuple(worker(n).nik for n in (1, 2, 3))
        assert [e.seq for e in audit.entries(c)] == sorted(
            (e.seq for e in audit.entries(c)), reverse=True
        )
        assert [one.seq for one in changes.of_record(c, saved.id)] == [1, 2, 3, 4]
        assert workers.find(c, worker(2).nik).id == other.id
        assert audit.verify(c) == []
    assert health.check(store, deep=True) == []


def test_what_errors_stand_for(tmp_path):
    import sqlcipher3.dbapi2 as driver

    def coded(code):
        error = driver.OperationalError("x")
        error.sqlite_errorcode = code
        return trouble_of(error, tmp_path)

    assert type(coded(5)) is LockedOut
    assert type(coded(5 | 2 << 8)) is LockedOut
    assert type(coded(8)) is ReadOnly
    assert type(coded(11)) is Damaged
    assert type(coded(13)) is DiskFull
    assert type(coded(10)) is Damaged
    assert coded(1) is None
    assert coded(19) is None
    assert type(trouble_of(OSError(errno.ENOSPC, ""), tmp_path)) is DiskFull
    assert type(trouble_of(PermissionError(errno.EACCES, ""), tmp_path)) is ReadOnly
    assert trouble_of(OSError(errno.EIO, ""), tmp_path) is None
    assert trouble_of(ValueError(), tmp_path) is None


def test_a_page_that_goes_bad_in_use(store):
    save(store, worker(1))
    with store.write(**ACT) as tx:
        digest = photos.put(tx, bytes(400_000))
    store.close()
    path = store.folder / "office.db"
    data = bytearray(path.read_bytes())
    data[-100_000] ^= 1
    path.write_bytes(data)
    again = Store.open(store.folder, KEY, now=NOW)
    with pytest.raises(Damaged), again.read() as c:
        photos.get(c, digest)
    with again.read() as c:
        assert workers.count(c, Filters()) == 1
    assert {r.rule for r in health.check(again, deep=True)} == {"damaged"}
    again.close()
