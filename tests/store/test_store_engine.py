import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from making import ACT, KEY, NOW, everything, make, office, save, whole_worker, worker
from sqlalchemy.exc import IntegrityError

from desktop_app.domain.findings import Refused
from desktop_app.domain.states import States
from desktop_app.store import lock, pool, workers
from desktop_app.store import office as offices
from desktop_app.store.engine import Store, looks_like_office, opens, rekey
from desktop_app.store.errors import Damaged, LockedOut, OfficeAbsent
from desktop_app.store.summary import Filters


def test_what_was_saved_is_there_after_reopening(store):
    saved = save(store, whole_worker())
    store.close()
    again = Store.open(store.folder, KEY, now=NOW)
    with again.read() as c:
        assert workers.get(c, saved.id) == saved
    again.close()


def test_never_over_another_office(store):
    with pytest.raises(Refused) as refused:
        Store.create(store.folder, KEY, office=office(), actor="x", now=NOW, today=NOW.date())
    assert refused.value.rule == "office_exists"


def test_opening_never_creates_a_file(tmp_path):
    folder = tmp_path / "nowhere"
    with pytest.raises(OfficeAbsent):
        Store.open(folder, KEY, now=NOW)
    assert not folder.exists()


def test_nothing_readable_lies_on_the_disk(store):
    save(store, whole_worker())
    store.checkpoint()
    data = everything(store.folder)
    for text in (b"Slamet", b"slamet", b"330122150885", b"Tambakreja", b"SQLite format", b"CREATE"):
        assert text not in data


def test_a_wrong_key_is_told(store):
    store.close()
    with pytest.raises(Damaged):
        Store.open(store.folder, bytes(32), now=NOW)
    assert not opens(store.folder)(bytes(32))
    assert opens(store.folder)(KEY)


def test_a_failed_action_leaves_nothing(store):
    with pytest.raises(ZeroDivisionError), store.write(**ACT) as tx:
        workers.add(tx, worker(), states=States())
        raise ZeroDivisionError
    with store.read() as c:
        assert workers.count(c, Filters()) == 0


def test_an_abandoned_action_leaves_nothing(store):
    before = store.mark()
    with store.write(**ACT) as tx:
        workers.add(tx, worker(), states=States())
        tx.abandon()
    with store.read() as c:
        assert workers.count(c, Filters()) == 0
    assert store.mark() == before


def test_the_texts_of_errors_hold_no_values(store):
    with pytest.raises(IntegrityError) as error, store.write(**ACT) as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO account (folded, name, role, created_at) VALUES (?, ?, NULL, ?)",
            ("rahasia", "Rahasia", ""),
        )
    assert "ahasia" not in str(error.value)


def test_two_stores_write_by_turns(store):
    other = Store.open(store.folder, KEY, now=NOW)
    one, two = save(store, worker(1)), save(other, worker(2))
    assert one.number != two.number
    with store.read() as c:
        assert workers.count(c, Filters()) == 2
    other.close()


def test_many_threads_write(store):
    def work(first):
        for serial in range(first, first + 10):
            save(store, worker(serial))

    threads = [threading.Thread(target=work, args=(first,)) for first in (1, 11, 21)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as c:
        numbers = {r.number for r in workers.stream(c, Filters())}
    assert len(numbers) == 30


def test_a_reader_sees_one_moment(store):
    with store.read() as c:
        assert workers.count(c, Filters()) == 0
        save(store)
        assert workers.count(c, Filters()) == 0


def test_who_waits_too_long_is_told(store, monkeypatch):
    monkeypatch.setattr(pool, "BUSY_MS", 100)
    other = Store.open(store.folder, KEY, now=NOW)
    with store.write(**ACT), pytest.raises(LockedOut), other.write(**ACT):
        pass
    with other.write(**ACT), pytest.raises(LockedOut), other.write(**ACT):
        pass
    other.close()


def test_closing_waits_for_nobody(store, monkeypatch):
    monkeypatch.setattr(pool, "BUSY_MS", 3_000)
    other = Store.open(store.folder, KEY, now=NOW)
    save(other)
    with store.write(**ACT) as tx:
        workers.add(tx, worker(2), states=States())
        begun = time.monotonic()
        other.close()
        assert time.monotonic() - begun < 1.5
    with store.read() as c:
        assert workers.count(c, Filters()) == 2


def test_after_a_checkpoint_writers_are_patient_again(store):
    store.checkpoint()
    with store.write(**ACT) as tx:
        found = tx.connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert found == pool.BUSY_MS


def test_an_office_locked_for_good_is_told(store, monkeypatch):
    store.close()
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    alone = lock.OfficeLock(store.folder)
    alone.alone()
    with pytest.raises(LockedOut):
        Store.open(store.folder, KEY, now=NOW)
    alone.close()


def test_a_new_key(store):
    saved = save(store)
    rekey(store, b"n" * 32)
    with store.read() as c:
        assert workers.get(c, saved.id) == saved
    save(store, worker(2))
    store.close()
    assert not opens(store.folder)(KEY)
    again = Store.open(store.folder, b"n" * 32, now=NOW)
    with again.read() as c:
        assert workers.count(c, Filters()) == 2
    again.close()


def test_a_new_key_needs_the_office_alone(store, monkeypatch):
    other = Store.open(store.folder, KEY, now=NOW)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with pytest.raises(LockedOut):
        rekey(store, b"n" * 32)
    save(store)
    save(other, worker(2))
    other.close()


def test_how_a_folder_looks_from_outside(tmp_path):
    folder = tmp_path / "data"
    assert looks_like_office(folder) == "absent"
    store = make(folder)
    store.close()
    assert looks_like_office(folder) == "office"
    (folder / "office.db").rename(tmp_path / "elsewhere")
    assert looks_like_office(folder) == "broken"
    (folder / "office.db").touch()
    assert looks_like_office(folder) == "broken"


def test_a_set_up_cut_short_is_no_office(tmp_path):
    folder = tmp_path / "data"
    staging = folder / "setting-up"
    make(staging).close()
    (staging / "mark").rename(folder / "mark")
    assert looks_like_office(folder) == "absent"


def test_the_office_and_its_settings(store):
    with store.read() as c:
        before = offices.get(c)
    after = replace(before, head="Pj. baru")
    with store.write(**{**ACT, "action": "office_changed"}) as tx:
        offices.put(tx, after)
        offices.set_setting(tx, "backup_folder", "/media/stick")
    with store.read() as c:
        assert offices.get(c) == after
        assert offices.setting(c, "backup_folder") == "/media/stick"
        assert offices.setting(c, "unknown", 7) == 7


def test_moments_are_kept_in_utc(store):
    jakarta = NOW.astimezone(tz=None)
    with store.write(**{**ACT, "now": jakarta}) as tx:
        saved = workers.add(tx, worker(), states=States())
    assert saved.changed_at == NOW
    assert saved.changed_at.utcoffset() == timedelta(0)
    assert datetime.now(UTC).tzinfo is UTC
