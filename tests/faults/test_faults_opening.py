"""What lies on the disk is not what was left there: never an empty or an older office."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from making import ACT, KEY, NOW, everything, save, worker

from desktop_app.store import audit, health, keyring, opening, workers
from desktop_app.store.engine import Store
from desktop_app.store.errors import (
    Damaged,
    Empty,
    MarkMissing,
    NetworkFolder,
    NewerVersion,
    ReadOnly,
    RolledBack,
    StoreTrouble,
    SyncedFolder,
    Truncated,
)
from desktop_app.store.mark import MarkFile
from desktop_app.store.place import check_place
from desktop_app.store.summary import Filters


@pytest.fixture
def folder(store):
    """A closed office with five people."""
    for serial in range(1, 6):
        save(store, worker(serial))
    store.close()
    return store.folder


def reopened(folder):
    return Store.open(folder, KEY, now=NOW)


def refused(folder, trouble):
    """Opening fails with exactly this, and leaves every byte as it was."""
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    with pytest.raises(StoreTrouble) as told:
        reopened(folder)
    assert type(told.value) is trouble
    for name in ("office.db", "mark"):
        assert before.get(name) == (
            (folder / name).read_bytes() if (folder / name).exists() else None
        )


def test_emptied(folder):
    (folder / "office.db").write_bytes(b"")
    refused(folder, Empty)


def test_gone(folder):
    (folder / "office.db").unlink()
    refused(folder, Damaged)
    assert not (folder / "office.db").exists()


@pytest.mark.parametrize("length", [1, 16, 1000, 4095, 4097, 20_000])
def test_truncated_within_a_page(folder, length):
    data = (folder / "office.db").read_bytes()
    (folder / "office.db").write_bytes(data[:length])
    refused(folder, Truncated)


@pytest.mark.parametrize("pages", [1, 3, 20])
def test_truncated_at_a_page(folder, pages):
    data = (folder / "office.db").read_bytes()
    (folder / "office.db").write_bytes(data[: 4096 * pages])
    refused(folder, Damaged)


@pytest.mark.parametrize("filling", [b"\0", b"x"])
def test_overwritten(folder, filling):
    size = (folder / "office.db").stat().st_size
    (folder / "office.db").write_bytes(filling * size)
    refused(folder, Damaged)


def test_one_altered_byte_is_found(folder):
    path = folder / "office.db"
    clean = path.read_bytes()
    for at in range(200, len(clean), len(clean) // 12):
        data = bytearray(clean)
        data[at] ^= 1
        path.write_bytes(data)
        try:
            store = reopened(folder)
        except Damaged:
            continue
        assert "damaged" in {r.rule for r in health.check(store, deep=True)}
        store.close()


def test_replaced_by_an_older_copy(folder):
    old = (folder / "office.db").read_bytes()
    store = reopened(folder)
    save(store, worker(6))
    store.close()
    (folder / "office.db").write_bytes(old)
    refused(folder, RolledBack)


def test_copied_without_its_wal(store, tmp_path):
    save(store, worker(1))
    store.checkpoint()
    save(store, worker(2))
    copy = tmp_path / "copy"
    shutil.copytree(store.folder, copy)
    (copy / "office.db-wal").unlink()
    (copy / "office.db-shm").unlink()
    refused(copy, RolledBack)


def test_copied_with_its_wal(store, tmp_path):
    save(store, worker(1))
    copy = tmp_path / "copy"
    shutil.copytree(store.folder, copy)
    again = reopened(copy)
    with again.read() as c:
        assert workers.count(c, Filters()) == 1
    again.close()


def test_the_database_of_another_office(folder, tmp_path):
    from making import make

    other = make(tmp_path / "other")
    other.close()
    shutil.copy(other.folder / "office.db", folder / "office.db")
    refused(folder, RolledBack)


def test_the_mark_is_gone(folder):
    (folder / "mark").unlink()
    refused(folder, MarkMissing)


def test_half_a_mark_is_enough(folder):
    clean = (folder / "mark").read_bytes()
    file = MarkFile.open(folder)
    newest = file.read()
    file.close()
    for at in (0, 4096):
        torn = bytearray(clean)
        torn[at : at + 200] = b"\xff" * 200
        (folder / "mark").write_bytes(torn)
        file = MarkFile.open(folder)
        assert file.read().seq in (newest.seq, newest.seq - 1)
        file.close()
        reopened(folder).close()
        (folder / "mark").write_bytes(clean)
    (folder / "mark").write_bytes(b"\xff" * 8192)
    refused(folder, MarkMissing)


def test_a_lagging_mark_is_no_trouble(folder):
    old = (folder / "mark").read_bytes()
    store = reopened(folder)
    save(store, worker(6))
    store.close()
    (folder / "mark").write_bytes(old)
    store = reopened(folder)
    with store.read() as c:
        assert workers.count(c, Filters()) == 6
    store.close()


def test_from_a_newer_version(folder):
    store = reopened(folder)
    with store.write(**ACT) as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    refused(folder, NewerVersion)


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "OneDrive - Pemda",
        "Dropbox",
        "Google Drive",
        "Nextcloud",
        "iCloudDrive",
        "ownCloud",
    ],
)
def test_a_folder_that_a_cloud_copies(folder, tmp_path, name):
    inside = tmp_path / name / "data"
    inside.parent.mkdir()
    folder.rename(inside)
    refused(inside, SyncedFolder)


def test_a_cloud_folder_of_any_name(folder):
    (folder.parent / ".stfolder").mkdir()
    refused(folder, SyncedFolder)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_a_folder_on_another_computer(tmp_path, kind):
    mounts = f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path}/a\\040b {kind} rw 0 0\n"
    with pytest.raises(NetworkFolder):
        check_place(tmp_path / "a b" / "data", mounts)
    check_place(tmp_path / "c", mounts)
    check_place(tmp_path / "c", "none / 9p rw 0 0\nnonsense")


def test_a_read_only_folder(folder, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    refused(folder, ReadOnly)


def test_a_copied_folder_is_a_new_incarnation(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    first, second = reopened(folder), reopened(copy)
    assert first.incarnation != second.incarnation
    one, two = save(first, worker(6)), save(second, worker(6))
    assert one.number != two.number
    assert two.number.split("-")[2] == "000001"
    with second.read() as c:
        assert audit.entries(c)[1].action == "place_changed"
        assert audit.verify(c) == []
    assert set(keyring.public_keys(folder)) < set(keyring.public_keys(copy))
    first.close()
    second.close()
    again = reopened(copy)
    assert again.incarnation == second.incarnation
    again.close()


def test_a_copied_folder_opened_by_many_at_once_is_one_new_incarnation(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    together = threading.Barrier(4)

    def begin(_):
        together.wait()
        return reopened(copy)

    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(begin, range(4)))
    assert len({store.incarnation for store in stores}) == 1
    with stores[0].read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM device").scalar() == 2
    assert len(keyring.public_keys(copy)) == 2
    for store in stores:
        store.close()


def test_a_copied_folder_on_a_pc_with_a_clock_of_2009(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    store = Store.open(copy, KEY, now=NOW.replace(year=2009))
    with store.read() as c:
        newest = audit.entries(c)[0]
        assert (newest.action, newest.at) == ("place_changed", NOW)
        doubts = c.exec_driver_sql("SELECT clock_doubt FROM audit ORDER BY seq").scalars().all()
        assert doubts[-2:] == [0, 1]
        assert "2009" not in c.exec_driver_sql("SELECT max(made_at) FROM device").scalar()
    store.close()


def test_a_moved_folder_stays_the_same(folder, tmp_path):
    store = reopened(folder)
    store.close()
    folder.rename(tmp_path / "moved")
    again = reopened(tmp_path / "moved")
    assert again.incarnation == store.incarnation
    again.close()


def test_a_person_may_go_on_with_an_older_copy(folder):
    old = (folder / "office.db").read_bytes()
    store = reopened(folder)
    lost = save(store, worker(6))
    store.close()
    (folder / "office.db").write_bytes(old)
    opening.adopt(folder, KEY, actor="siti", now=NOW)
    again = reopened(folder)
    assert again.incarnation != store.incarnation
    assert save(again, worker(6)).number != lost.number
    assert health.check(again, deep=True) == []
    again.close()


def test_a_person_may_go_on_without_a_mark(folder):
    (folder / "mark").unlink()
    opening.adopt(folder, KEY, actor="siti", now=NOW)
    reopened(folder).close()


def test_nothing_is_adopted_that_is_damaged(folder):
    size = (folder / "office.db").stat().st_size
    (folder / "office.db").write_bytes(b"\0" * size)
    before = everything(folder)
    with pytest.raises(Exception, match=r"damaged|file is not a database"):
        opening.adopt(folder, KEY, actor="siti", now=NOW)
    assert everything(folder) == before
