"""A backup is whole or it is none; a restore leaves the old office or the new one."""

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from making import ACT, KEY, NOW, everything, save, whole_worker, worker

from desktop_app.domain.findings import Refused
from desktop_app.store import audit, backup, changes, health, keyring, restoring, rotation, workers
from desktop_app.store import office as offices
from desktop_app.store.engine import Store, looks_like_office
from desktop_app.store.errors import DiskFull, LockedOut
from desktop_app.store.lock import OfficeLock
from desktop_app.store.summary import Filters
from desktop_app.trust.errors import WrongCode
from desktop_app.trust.recovery import new_code
from desktop_app.trust.slots import Slots


@pytest.fixture
def office(store, slots):
    save(store, whole_worker())
    save(store, worker(2))
    return store


@pytest.fixture
def file(office, slots, tmp_path):
    out = tmp_path / "kantor.loket-backup"
    assert backup.write_backup(office, out, slots.recovery_slot(), NOW) == 2
    return out


def restored(folder, file, code):
    staged = backup.stage(folder, file, code, now=NOW)
    staged.give_access("siti", "baru-rahasia", code)
    staged.put_in_place()
    return Store.open(folder, staged.key, now=NOW)


def people(store):
    with store.read() as c:
        return workers.count(c, Filters())


def test_nobody_can_be_read_in_it(file, office):
    data = file.read_bytes()
    for text in (b"Slamet", b"330122150885", b"Tambakreja", b"3301221508850001", b"Warsini"):
        assert text not in data
    assert backup.check_backup(file)["workers"] == 2
    assert backup.last_at(office.folder) == NOW
    assert not list(office.folder.glob("backups/*.db"))


def test_the_whole_way(office, file, code):
    save(office, worker(3))
    before = office.incarnation
    office.close()
    again = restored(office.folder, file, code)
    assert people(again) == 2
    assert again.incarnation != before
    with again.read() as c:
        assert audit.entries(c)[0].action == "restored"
        assert changes.pending(c) == 2
        ids = [changes.of_record(c, r.id)[0].change_id for r in workers.stream(c, Filters())]
        assert ids == [r.revision for r in workers.stream(c, Filters())]
    assert save(again, worker(4)).number.split("-")[2] == "000001"
    assert health.check(again, deep=True) == []
    again.close()
    slots = Slots.open(office.folder)
    assert slots.unlock("siti", "baru-rahasia", opens=lambda _: True) == KEY
    [aside] = (office.folder / "set-aside").iterdir()
    assert (aside / "office.db").exists()


def test_into_an_empty_folder(office, file, code, tmp_path):
    again = restored(tmp_path / "new pc" / "data", file, code)
    assert people(again) == 2
    again.close()


def test_over_a_ruin(office, file, code):
    office.close()
    for name in ("office.db", "mark", "slots.json", "slots.bak"):
        (office.folder / name).write_bytes(b"")
    again = restored(office.folder, file, code)
    assert people(again) == 2
    again.close()


def test_papers_signed_after_the_backup_still_verify(office, file, code):
    office.close()
    first = restored(office.folder, file, code)
    between = set(keyring.public_keys(office.folder))
    first.close()
    second = restored(office.folder, file, code)
    assert between < set(keyring.public_keys(office.folder))
    second.close()
    third = Store.open(office.folder, KEY, now=NOW)
    assert between < set(keyring.public_keys(office.folder))
    third.close()


def test_not_while_somebody_is_at_it(office, file, code, monkeypatch):
    monkeypatch.setattr("desktop_app.store.lock.PATIENCE", 0.1)
    staged = backup.stage(office.folder, file, code, now=NOW)
    with pytest.raises(LockedOut):
        staged.put_in_place()
    assert people(office) == 2
    assert not (office.folder / "restoring").exists()
    assert not (office.folder / "restore.json").exists()


def test_another_code(office, file):
    with pytest.raises(WrongCode):
        backup.stage(office.folder, file, new_code(), now=NOW)
    assert not (office.folder / "restoring").exists()


def _cut(data):
    return data[: len(data) // 2]


def _flipped(data):
    altered = bytearray(data)
    altered[len(data) // 2] ^= 1
    return bytes(altered)


@pytest.mark.parametrize(
    "harm",
    [
        _cut,
        _flipped,
        lambda data: b"",
        lambda data: b"\0" * len(data),
        lambda data: data.replace(b'"sha256": "', b'"sha256": "0'),
        lambda data: data.replace(b'"workers": 2', b'"workers": 9'),
        lambda data: data.replace(b"slot.json", b"sl0t.json"),
    ],
)
def test_a_damaged_one_is_refused_before_anything_is_touched(office, file, code, harm):
    data = harm(file.read_bytes())
    file.write_bytes(data)
    office.close()
    before = everything(office.folder)
    with pytest.raises(Refused) as refused:
        backup.stage(office.folder, file, code, now=NOW)
    assert refused.value.rule == "backup_unreadable"
    assert everything(office.folder) == before


def test_where_it_cannot_be_written(office, slots, tmp_path):
    with pytest.raises(Refused) as refused:
        backup.write_backup(office, tmp_path / "no" / "where", slots.recovery_slot(), NOW)
    assert refused.value.rule == "unwritable"
    assert not list(office.folder.glob("backups/*.db"))


def test_what_a_killed_backup_left_is_removed(office, slots):
    made = office.folder / "backups"
    backup.rotate(office, slots.recovery_slot(), NOW)
    left = [made / name for name in ("copy-77.db", "copy-77.db-journal", "x.loket-backup.part")]
    for path in left:
        path.touch()
    mine = made / "catatan.part"
    mine.touch()
    at_work = OfficeLock(office.folder, "lock.backup")
    at_work.share()
    backup.rotate(office, slots.recovery_slot(), NOW + timedelta(hours=1))
    assert all(path.exists() for path in left)
    at_work.close()
    backup.rotate(office, slots.recovery_slot(), NOW + timedelta(hours=2))
    assert not any(path.exists() for path in left)
    assert mine.exists()


def test_two_backups_at_once(office, slots, monkeypatch):
    """One that begins while another is at its work takes nothing from it."""
    real, outer = backup._copied, []

    def copied(path, key, copy):
        if not outer:
            outer.append(copy)
            backup.rotate(office, slots.recovery_slot(), NOW + timedelta(hours=1))
        return real(path, key, copy)

    monkeypatch.setattr(backup, "_copied", copied)
    path, count = backup.rotate(office, slots.recovery_slot(), NOW)
    assert count == 2
    assert [backup.check_backup(one.path)["workers"] for one in backup.automatic(office.folder)]
    assert len(backup.automatic(office.folder)) == 2
    assert path.exists()


def test_a_restore_with_a_clock_of_2009(office, file, code, tmp_path):
    staged = backup.stage(tmp_path / "pc", file, code, now=NOW.replace(year=2009))
    with staged.open() as c:
        assert audit.last_at(c) == NOW
        doubts = c.exec_driver_sql("SELECT clock_doubt FROM audit ORDER BY seq").scalars().all()
    assert doubts[-2:] == [0, 1]
    staged.give_up()


def test_two_restores_at_once(office, file, code, tmp_path):
    """The second one is told, and the first one comes whole."""
    folder = tmp_path / "pc"
    first = backup.stage(folder, file, code, now=NOW)
    with pytest.raises(LockedOut):
        backup.stage(folder, file, code, now=NOW)
    first.put_in_place()
    again = Store.open(folder, KEY, now=NOW)
    assert people(again) == 2
    again.close()
    backup.stage(folder, file, code, now=NOW).give_up()


def test_no_space_leaves_the_older_one(office, slots, file, monkeypatch):
    import errno

    before = file.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(backup, "_zip", full)
    with pytest.raises(DiskFull):
        backup.write_backup(office, file, slots.recovery_slot(), NOW)
    assert file.read_bytes() == before
    assert not list(file.parent.glob("*.part"))


@pytest.mark.parametrize("step", range(14))
def test_a_power_cut_at_any_step_of_a_restore(office, file, code, monkeypatch, step):
    """Every rename, deletion and flush may be the last thing that happens."""
    save(office, worker(3))
    office.close()
    staged = backup.stage(office.folder, file, code, now=NOW)
    staged.give_access("siti", "baru-rahasia", code)
    done = 0

    def dying(real):
        def act(*args, **kwargs):
            nonlocal done
            done += 1
            if done > step:
                raise KeyboardInterrupt
            return real(*args, **kwargs)

        return act

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying(Path.replace))
        patched.setattr(Path, "unlink", dying(Path.unlink))
        patched.setattr(shutil, "rmtree", dying(shutil.rmtree))
        patched.setattr(restoring, "flush_folder", dying(restoring.flush_folder))
        with suppress(KeyboardInterrupt):
            staged.put_in_place()
    assert looks_like_office(office.folder) == "office"
    again = Store.open(office.folder, KEY, now=NOW)
    assert people(again) in (2, 3)
    with again.read() as c:
        new = audit.entries(c)[0].action == "restored"
    assert people(again) == (2 if new else 3)
    assert health.check(again) == []
    again.close()
    assert Slots.open(office.folder).count() == 1
    assert not (office.folder / "restore.json").exists()


def test_the_rotation(office, slots, monkeypatch):
    slot = slots.recovery_slot()
    made = office.folder / "backups"
    made.mkdir(exist_ok=True)
    for day in range(1, 400):
        (made / rotation.file_name(NOW - timedelta(days=day))).touch()
    kept = made / rotation.file_name(NOW - timedelta(days=390), "-before-0001")
    kept.touch()
    (made / "mine.loket-backup").touch()
    path, count = backup.rotate(office, slot, NOW)
    assert count == 2
    names = sorted(made.glob("*.loket-backup"))
    assert path in names
    assert kept in names
    assert made / "mine.loket-backup" in names
    automatic = backup.automatic(office.folder)
    assert len({(one.made_at.year, one.made_at.month) for one in automatic[:-1]}) == 6
    assert len({one.made_at.isocalendar()[:2] for one in automatic}) >= 4
    assert len(automatic) - 1 <= 7 + 4 + 6
    assert automatic[0].path == path
    days = [(NOW - one.made_at).days for one in automatic]
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]


def test_a_second_copy_on_another_drive(office, slots, tmp_path):
    stick = tmp_path / "stick"
    with office.write(**ACT) as tx:
        offices.set_setting(tx, rotation.SECOND_PLACE, str(stick))
    backup.rotate(office, slots.recovery_slot(), NOW)  # the drive is not there today
    stick.mkdir()
    torn = stick / (rotation.file_name(NOW - timedelta(days=3)) + ".part")
    torn.touch()
    path, _ = backup.rotate(office, slots.recovery_slot(), NOW + timedelta(hours=1))
    assert (stick / path.name).read_bytes() == path.read_bytes()
    assert [p.name for p in stick.iterdir()] == [path.name]
