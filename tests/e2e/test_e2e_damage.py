"""An office that is damaged, older, newer, elsewhere, or in a place where none can live."""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from e2e_people import PEOPLE, person

from desktop_app.actions import access, registering
from desktop_app.config import Config

NAMES = ("office.db", "office.db-wal", "office.db-shm")
SETUP = ("--village", "33.01.01.2001", "--office", "Desa Baru", "--head", "Sudarmanto")


@contextmanager
def at_desk(loket):
    """The office opened by somebody else meanwhile."""
    desk = access.unlock(Config(loket.data, now=lambda: loket.now[0]), "siti", "rahasia-siti")
    try:
        yield desk
    finally:
        desk.close()


@pytest.fixture
def settled(village):
    """The village's office after its first use in its folder."""
    assert village("check").code == 0
    return village


def contents(folder) -> dict:
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("lock", "attempts") and "lock" not in path.name
    }


DAMAGE = {
    "cut": lambda data: data[:5000],
    "cut_at_a_page": lambda data: data[: len(data) // 8192 * 4096],
    "one_page": lambda data: data[:4096],
    "zeros": lambda data: bytes(len(data)),
    "begins_with_zeros": lambda data: bytes(4096) + data[4096:],
    "emptied": lambda data: b"",
    "plain": lambda data: b"SQLite format 3\0" + data[16:],
    "words": lambda data: b"this is no database" * 400,
    "turned": lambda data: data[::-1],
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_database_is_told_and_left_as_it_is(settled, how):
    database = settled.data / "office.db"
    database.write_bytes(DAMAGE[how](database.read_bytes()))
    before = contents(settled.data)
    for command in (("search", "andi"), ("check", "--deep"), ("drafts",), ("export", "x.csv")):
        done = settled(*command)
        assert done.code == 6, command
        assert done.rule in ("damaged", "truncated", "empty")
        assert "Andi" not in done.out
    assert settled.register(person(60)).code == 6
    assert settled("setup", *SETUP).rule == "office_exists"
    assert contents(settled.data) == before


def test_a_page_damaged_in_the_middle_is_found_by_check(settled):
    database = settled.data / "office.db"
    data = bytearray(database.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    database.write_bytes(data)
    done = settled("check", "--deep")
    assert done.code in (1, 6)
    assert "damaged" in (done.doc.get("error", {}).get("rule"), "damaged")


@pytest.mark.parametrize("name", ["office.db", "mark", "both slots", "all"])
def test_a_file_that_is_gone_never_opens_an_empty_office(settled, name):
    for gone in {
        "office.db": ["office.db"],
        "mark": ["mark"],
        "both slots": ["slots.json", "slots.bak"],
        "all": ["office.db", "slots.json", "slots.bak"],
    }[name]:
        (settled.data / gone).unlink()
    for command in (("search", "andi"), ("check",)):
        assert settled(*command).code == 6
    assert settled("setup", *SETUP).code == 1
    assert settled.register(person(60)).code == 6


@pytest.mark.parametrize("name", ["slots.json", "slots.bak"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\0" * 500])
def test_one_of_the_two_slot_files_is_enough(settled, name, content):
    if content is None:
        (settled.data / name).unlink()
    else:
        (settled.data / name).write_bytes(content)
    assert settled("search", "andi").code == 0


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"x"])
def test_a_mark_that_cannot_be_read_stops(settled, content):
    (settled.data / "mark").write_bytes(content)
    assert settled("search", "andi").code == 6


def test_an_older_copy_put_back_is_noticed(settled, tmp_path):
    shutil.copy(settled.data / "office.db", tmp_path / "older.db")
    assert settled.register(person(60)).code == 0
    shutil.copy(tmp_path / "older.db", settled.data / "office.db")
    for command in (("search", "andi"), ("check",)):
        done = settled(*command)
        assert (done.code, done.rule) == (6, "rolled_back")
    assert settled.register(person(61)).code == 6


def test_a_copy_without_its_wal_is_noticed(settled, tmp_path):
    copy = tmp_path / "salinan"
    with at_desk(settled) as desk:
        registering.register(desk, [person(60)])
        assert (settled.data / "office.db-wal").stat().st_size
        shutil.copytree(settled.data, copy)
    for name in NAMES[1:]:
        (copy / name).unlink()
    settled.data = copy
    done = settled("search", "andi")
    assert (done.code, done.rule) == (6, "rolled_back")


def test_a_whole_copy_elsewhere_is_a_new_incarnation_with_numbers_of_its_own(settled, tmp_path):
    copy = tmp_path / "salinan"
    shutil.copytree(settled.data, copy)
    first = settled.register(person(60)).doc["registered"][0]["registration_number"]
    settled.data = copy
    second = settled.register(person(61)).doc["registered"][0]["registration_number"]
    assert first.split("-")[1] != second.split("-")[1]
    assert settled("check", "--deep").doc["ok"]


def test_an_office_of_a_newer_version_is_not_touched(settled):
    with at_desk(settled) as desk, desk.write("imported") as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = contents(settled.data)
    for command in (("search", "andi"), ("check",), ("export", "x.csv")):
        done = settled(*command)
        assert (done.code, done.rule) == (6, "newer_version")
    assert contents(settled.data) == before


# --- backup and restore ------------------------------------------------------------------------


@pytest.fixture
def backup(settled, tmp_path):
    path = tmp_path / "cadangan.loket"
    done = settled("backup", path)
    assert (done.code, done.doc) == (0, {"file": str(path), "workers": len(PEOPLE)})
    return path


def test_a_backup_comes_back_into_an_empty_folder(settled, backup, tmp_path, recovery_code):
    before = settled.everybody()
    settled.data = tmp_path / "pc lain"
    done = settled("restore", backup, LOKET_RECOVERY=recovery_code, LOKET_PASSWORD="baru-sekali-1")
    assert (done.code, done.doc) == (0, {"user": "siti", "workers": len(PEOPLE)})
    assert settled("search", "andi").code == 5
    settled.desk_of["LOKET_PASSWORD"] = "rahasia-siti"
    assert settled("users", "password", "siti", LOKET_PASSWORD="baru-sekali-1").code in (0, 2)
    settled.desk_of["LOKET_PASSWORD"] = "baru-sekali-1"
    assert settled("users", "password", "siti", LOKET_NEW_PASSWORD="rahasia-siti").code == 0
    settled.desk_of["LOKET_PASSWORD"] = "rahasia-siti"
    assert settled.everybody() == before
    assert settled("check", "--deep").doc["ok"]
    assert settled("users", "list").doc["users"] == [{"name": "siti", "role": "administrator"}]


def test_a_backup_comes_back_over_a_damaged_office_which_is_set_aside(
    settled, backup, recovery_code
):
    before = settled.everybody()
    broken = bytes(20_480)
    (settled.data / "office.db").write_bytes(broken)
    (settled.data / "mark").unlink()
    assert settled("restore", backup, LOKET_RECOVERY=recovery_code).code == 0
    assert settled.everybody() == before
    aside = [p.read_bytes() for p in (settled.data / "set-aside").rglob("office.db")]
    assert aside == [broken]


def test_what_came_after_the_backup_is_set_aside_and_its_numbers_are_not_given_again(
    settled, backup, recovery_code
):
    later = settled.register(person(60)).doc["registered"][0]["registration_number"]
    assert settled("restore", backup, LOKET_RECOVERY=recovery_code).code == 0
    assert settled("show", later).rule == "not_found"
    again = settled.register(person(61)).doc["registered"][0]["registration_number"]
    assert again != later
    assert list((settled.data / "set-aside").rglob("office.db"))
    assert settled("check", "--deep").doc["ok"]


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [("00000-00000-00000-00000-00000-00000", 5), ("", 5), ("halo", 5), ("wrong", 5)],
)
def test_a_wrong_recovery_code_touches_nothing(settled, backup, recovery_code, code, exit_code):
    given = recovery_code[:-1] + ("A" if recovery_code[-1] != "A" else "B")
    before = contents(settled.data)
    done = settled("restore", backup, LOKET_RECOVERY=given if code == "wrong" else code)
    assert (done.code, done.rule) == (exit_code, "wrong_recovery_code")
    assert contents(settled.data) == before


@pytest.mark.parametrize("how", ["none", "empty", "words", "cut", "flipped", "zip"])
def test_a_backup_that_is_none_touches_nothing(settled, backup, recovery_code, how):
    data = backup.read_bytes()
    middle = len(data) // 2
    content = {
        "empty": b"",
        "words": b"halo",
        "cut": data[:middle],
        "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "zip": b"PK\x05\x06" + bytes(18),
    }
    if how == "none":
        backup.unlink()
    else:
        backup.write_bytes(content[how])
    before = contents(settled.data)
    done = settled("restore", backup, LOKET_RECOVERY=recovery_code)
    assert done.code == 1
    assert contents(settled.data) == before


def test_a_restore_for_nobody_or_with_a_short_password_touches_nothing(
    settled, backup, recovery_code
):
    before = contents(settled.data)
    code = {"LOKET_RECOVERY": recovery_code}
    assert settled("restore", backup, **code, LOKET_USER="budi").rule == "account_unknown"
    assert settled("restore", backup, **code, LOKET_NEW_PASSWORD="x").rule == "password"
    assert contents(settled.data) == before


def test_a_restore_that_names_nobody_takes_the_administrator(settled, backup, recovery_code):
    settled.desk_of = {"LOKET_PASSWORD": "sandi-baru-1"}
    done = settled("restore", backup, LOKET_RECOVERY=recovery_code)
    assert (done.code, done.doc["user"]) == (0, "siti")


def test_a_restore_on_a_pc_of_2009_waits_for_the_date(settled, backup, recovery_code, tmp_path):
    settled.data = tmp_path / "pc lain"
    settled.now[0] = datetime(2009, 1, 1, 3, 0, tzinfo=UTC)
    code = {"LOKET_RECOVERY": recovery_code}
    assert settled("restore", backup, **code).rule == "clock"
    assert not settled.data.exists()
    assert settled("restore", backup, **code, LOKET_DATE="2026-11-23").code == 0


def test_a_backup_into_no_folder_says_so(settled, tmp_path):
    assert settled("backup", tmp_path / "no" / "c.loket").code == 1
    assert settled("backup", tmp_path).code == 1


# --- the place and the clock -------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "rule"), [("nfs", "network_folder"), ("ext4", None)])
def test_a_network_share_is_refused_by_name(settled, monkeypatch, kind, rule):
    from desktop_app.store import place

    line = f"server:/desa {settled.data.parent} {kind} rw 0 0\n"
    monkeypatch.setattr(place, "_mounts", lambda: line)
    done = settled("search", "andi")
    if rule is None:
        assert done.code == 0
        return
    assert (done.code, done.rule) == (1, rule)
    settled.data = settled.data / "baru"
    assert settled("setup", *SETUP).rule == rule
    assert not settled.data.exists()


@pytest.mark.parametrize("name", ["OneDrive", "Dropbox", "OneDrive - Desa", "Google Drive"])
def test_a_synced_folder_is_refused_by_name(settled, tmp_path, name):
    settled.data = tmp_path / name / "kantor"
    done = settled("setup", *SETUP)
    assert (done.code, done.rule) == (1, "synced_folder")
    assert name in done.err
    assert not settled.data.exists()


def test_a_clock_of_2009_writes_nothing_until_the_day_is_said(settled):
    settled.now[0] = datetime(2009, 1, 1, 3, 0, tzinfo=UTC)
    assert settled("search", "andi").code == 0
    for done in (settled.register(person(60)), settled.edit(person(1)["nik"], hamlet="x")):
        assert (done.code, done.rule) == (1, "clock")
        assert "2009" in done.err
    out = settled.data.parent / "keluar"
    out.mkdir()
    for command in (
        ("card", out / "k.pdf", "--all"),
        ("export", out / "d.csv"),
        ("submit", out / "s.xlsx"),
        ("backup", out / "c.loket"),
    ):
        assert settled(*command).rule == "clock"
    assert not list(out.iterdir())
    said = settled("register", "-", stdin=_one(person(60)), LOKET_DATE="2026-11-25")
    assert said.code == 0
    settled.now[0] = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    listed = settled("search", person(60)["nik"]).doc["results"]
    assert len(listed) == 1
    assert settled("check", "--deep").doc["ok"]
    settled.data = settled.data.with_name("baru")
    settled.now[0] = datetime(2009, 1, 1, 3, 0, tzinfo=UTC)
    assert settled("setup", *SETUP).rule == "clock"
    assert not settled.data.exists()
    for wrong in ("kemarin", "2026-13-01", "1999"):
        assert settled("search", "a", LOKET_DATE=wrong).code == 2
    assert settled("setup", *SETUP, LOKET_DATE="2009-01-01").rule == "clock"


def _one(worker) -> bytes:
    import json

    return json.dumps(worker).encode()


@pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not installed")
def test_a_pc_of_2009_really(settled, file):
    before = ("faketime", "2009-01-01 10:00:00")
    listed = file(person(60))
    done = settled.process("register", listed, before=before, LOKET_DATE="")
    assert (done.code, done.rule) == (1, "clock")
    assert settled.process("register", listed, before=before, LOKET_DATE="2026-11-23").code == 0


@pytest.fixture
def mounted(tmp_path):
    """A small disk of its own: mounts ``size`` bytes at a folder, or skips the test."""
    made = []

    def mount(size: str):
        folder = tmp_path / "disk"
        folder.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if sys.platform != "linux" or not shutil.which("mount") or _fails(words):
            pytest.skip("only root may mount a small disk")
        made.append(folder)
        return folder

    yield mount
    for folder in made:
        _fails(["umount", "-l", str(folder)])


def _fails(words) -> bool:
    return subprocess.run(words, capture_output=True, check=False).returncode != 0


def test_no_space_left_loses_nothing(settled, mounted, recovery_code):
    disk = mounted("12m")
    shutil.copytree(settled.data, disk / "kantor")
    settled.data = disk / "kantor"
    assert settled("check").code == 0
    before = settled.everybody()
    ballast = disk / "penuh"
    with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="28"):
        while True:
            file.write(bytes(4096))
    many = [person(n, address="Jalan " * 60) for n in range(100, 160)]
    done = settled.register(*many)
    assert (done.code, done.rule) == (1, "disk_full")
    for command in (
        ("export", disk / "d.xlsx"),
        ("export", disk / "d.csv"),
        ("card", disk / "k.pdf", "--all"),
        ("backup", disk / "c.loket"),
    ):
        done = settled(*command)
        assert (done.code, done.rule) == (1, "disk_full"), command
        assert not command[1].exists()
    ballast.unlink()
    assert settled.everybody() == before
    assert settled("check", "--deep").doc["ok"]
    assert settled.register(*many).code == 0


def test_a_full_disk_takes_no_new_office(loket, mounted):
    disk = mounted("64k")
    loket.data = disk / "kantor"
    done = loket("setup", *SETUP)
    assert (done.code, done.rule) == (1, "disk_full")
    assert list(disk.iterdir()) == []


def test_a_read_only_folder_is_said(settled, mounted):
    disk = mounted("12m")
    shutil.copytree(settled.data, disk / "kantor")
    settled.data = disk / "kantor"
    assert settled("check").code == 0
    assert not _fails(["mount", "-o", "remount,ro", str(disk)])
    for command in (("search", "andi"), ("check",)):
        done = settled(*command)
        assert (done.code, done.rule) == (1, "read_only")
    assert settled.register(person(60)).rule == "read_only"
    settled.data = disk / "baru"
    assert settled("setup", *SETUP).rule == "read_only"
