"""Killed at any moment: what was said to be saved is there, what was not is not there by halves."""

import csv
import json
import random
import select
import shutil
import sys
import time
from pathlib import Path

import pytest
from e2e_loket import started
from e2e_people import PEOPLE, person

COUNTER = Path(__file__).with_name("e2e_counter.py")
SETUP = ("--village", "33.01.01.2001", "--office", "Desa Baru", "--head", "Sudarmanto")
#: The longest anybody here waits for something that must happen, in seconds.
PATIENCE = 40


def counter(loket, running, first: int, count: int):
    """Another process that registers people, one command each."""
    program = [sys.executable, str(COUNTER), str(loket.data), str(first), str(count)]
    environment = {"LOKET_DATE": "2026-11-23", "PYTHONPATH": str(COUNTER.parents[2])}
    child = started(program, {**loket.desk_of, **environment})
    running.append(child)
    return child


def until(happened, child) -> bool:
    """Look as often as possible, as long as the child lives; whether it happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if child.poll() is not None:
            return False
        assert time.monotonic() < end, "it never happened"
    return True


def killed(child) -> None:
    child.kill()
    child.communicate()


def test_registering_killed_again_and_again_loses_nobody(loket, running):
    chance = random.Random()
    promised: dict[str, str] = {}
    serial = 1
    for _round in range(8):
        child = counter(loket, running, serial, 200)
        for _n in range(chance.randrange(1, 9)):
            line = child.stdout.readline()
            (done,) = json.loads(line)["registered"]
            promised[done["nik"]] = done["registration_number"]
        select.select([child.stdout], [], [], chance.random() * 0.06)
        child.kill()
        for line in child.communicate()[0].splitlines():
            (done,) = json.loads(line)["registered"]
            promised[done["nik"]] = done["registration_number"]
        there = {nik: one["registration_number"] for nik, one in loket.everybody().items()}
        assert promised.items() <= there.items()
        assert len(there) - len(promised) <= _round + 1
        serial += 200
    assert loket("check", "--deep").doc["ok"]
    assert loket("audit", "--verify").doc["ok"]
    assert len(set(promised.values())) == len(promised)


def listed(path: Path, people: int) -> Path:
    with path.open("w", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["NIK", "Nama Lengkap", "Pekerjaan", "Nama Ibu"])
        for serial in range(1, people + 1):
            one = person(serial)
            writer.writerow([one["nik"], one["full_name"], "petani", one["mother_name"]])
    return path


@pytest.mark.parametrize("moment", ["reading", "writing"])
def test_an_import_killed_is_all_or_nothing(loket, running, tmp_path, moment):
    people = 2000
    assert loket("check").code == 0
    wal = loket.data / "office.db-wal"
    child = loket.start("import", listed(tmp_path / "d.csv", people))
    running.append(child)
    if moment == "reading":
        happened = until(wal.exists, child)
    else:
        happened = until(lambda: wal.exists() and wal.stat().st_size > 100_000, child)
    child.kill()
    out = child.communicate()[0]
    assert happened
    count = loket("check", "--deep").doc
    assert count["ok"]
    assert count["workers"] in ((people,) if b"accepted" in out else (0, people))
    again = loket("import", tmp_path / "d.csv")
    assert again.code == 0
    assert again.doc["accepted"] + again.doc["known"] == people


def test_a_submission_killed_marks_all_or_none(loket, running, tmp_path):
    loket.register(*[person(n, phone=f"08132700{n:04}") for n in range(1, 40)])
    out = tmp_path / "daftar.xlsx"
    child = loket.start("submit", out)
    running.append(child)
    assert until(out.exists, child)
    killed(child)
    states = {one["membership"] for one in loket.everybody().values()}
    assert states in ({"candidate"}, {"submitted"})
    again = loket("submit", tmp_path / "lagi.xlsx")
    assert again.doc["submitted"] == (39 if states == {"candidate"} else 0)
    assert loket("check", "--deep").doc["ok"]


@pytest.mark.parametrize("moment", ["restoring", "restoring/mark", "restore.json", "set-aside"])
def test_a_restore_killed_leaves_the_old_office_or_the_new_one(
    village, running, tmp_path, recovery_code, moment
):
    backup = tmp_path / "c.loket"
    assert village("backup", backup).code == 0
    later = village.register(person(60)).doc["registered"][0]["nik"]
    child = village.start("restore", backup, LOKET_RECOVERY=recovery_code)
    running.append(child)
    assert until((village.data / moment).exists, child)
    killed(child)
    people = village.everybody()
    assert len(people) == len(PEOPLE) + (later in people)
    assert village("check", "--deep").doc["ok"]
    assert village.register(person(61)).code == 0
    assert village("restore", backup, LOKET_RECOVERY=recovery_code).code == 0
    assert len(village.everybody()) == len(PEOPLE)


@pytest.mark.parametrize(
    "moment",
    ["setting-up", "setting-up/office.db", "setting-up/mark", "mark", "office.db"],
)
def test_a_setting_up_killed_leaves_nothing_or_an_office(loket, running, tmp_path, moment):
    loket.data = tmp_path / "baru"
    child = loket.start("setup", *SETUP)
    running.append(child)
    assert until((loket.data / moment).exists, child)
    killed(child)
    again = loket("setup", *SETUP)
    assert again.code == 0 or again.rule == "office_exists"
    assert loket("check", "--deep").doc["ok"]
    assert loket.register(person(1)).code == 0


def test_of_several_setting_up_at_once_one_succeeds_and_its_code_is_the_code(
    loket, running, tmp_path
):
    loket.data = tmp_path / "baru"
    running += [loket.start("setup", *SETUP) for _n in range(3)]
    said = [child.communicate(timeout=PATIENCE)[0] for child in running]
    (code,) = [json.loads(out)["recovery_code"] for out in said if b"recovery_code" in out]
    assert sorted(child.returncode for child in running) == [0, 1, 1]
    assert loket("check", "--deep").doc["ok"]
    recovered = {"LOKET_RECOVERY": code, "LOKET_NEW_PASSWORD": "ingat-lagi-1"}
    assert loket("users", "recover", "siti", **recovered).code == 0
    assert not (loket.data / "setting-up").exists()


def test_a_backup_killed_leaves_no_half_of_one(village, running, tmp_path):
    backup = tmp_path / "c.loket"
    child = village.start("backup", backup)
    running.append(child)
    assert until(lambda: backup.with_name("c.loket.part").exists() or backup.exists(), child)
    killed(child)
    assert village("backup", backup).code == 0
    assert not _readable(village.data)
    assert village("check", "--deep").doc["ok"]


def test_two_counters_at_once_lose_nobody_and_give_no_number_twice(loket, running):
    each = 30
    assert loket("check").code == 0
    children = [counter(loket, running, 1 + 1000 * n, each) for n in range(2)]
    said = [child.communicate(timeout=PATIENCE) for child in children]
    assert [child.returncode for child in children] == [0, 0], said
    done = [json.loads(line)["registered"][0] for out, _ in said for line in out.splitlines()]
    numbers = {one["registration_number"] for one in done}
    assert len(done) == len(numbers) == 2 * each
    assert {int(number.split("-")[2]) for number in numbers} == set(range(1, 2 * each + 1))
    assert loket("check", "--deep").doc["workers"] == 2 * each
    assert loket("audit", "--verify").doc["ok"]


def test_different_work_at_once_gets_done(village, running, tmp_path):
    commands = (
        ("import", listed(tmp_path / "d.csv", 300)),
        ("export", tmp_path / "e.xlsx"),
        ("card", tmp_path / "k.pdf", "--all"),
        ("backup", tmp_path / "c.loket"),
        ("search", "andi"),
        ("submit", tmp_path / "s.xlsx"),
    )
    children = [village.start(*command) for command in commands]
    running += children
    for command, child in zip(commands, children, strict=True):
        err = child.communicate(timeout=PATIENCE)[1]
        assert child.returncode in (0, 3), (command[0], err)
    assert village("check", "--deep").doc["ok"]


def test_an_office_locked_for_longer_than_five_seconds_is_told(village, running):
    holder = village.start("check")
    holder.communicate()
    from desktop_app.actions import access
    from desktop_app.config import Config

    desk = access.unlock(Config(village.data, now=lambda: village.now[0]), "siti", "rahasia-siti")
    try:
        with desk.write("edited") as tx:
            began = time.monotonic()
            child = village.start("edit", person(1)["nik"], "-")
            running.append(child)
            out, err = child.communicate(b'{"hamlet": "Baru"}', timeout=PATIENCE)
            assert 4.5 < time.monotonic() - began < 30
            tx.abandon()
    finally:
        desk.close()
    assert child.returncode == 6
    assert json.loads(out)["error"]["rule"] == "locked"
    assert len(err.splitlines()) == 1
    assert village("show", person(1)["nik"]).doc["hamlet"] is None


def test_a_writer_that_is_waited_for_lets_the_others_go_on(village, running, file):
    from desktop_app.actions import access
    from desktop_app.config import Config

    desk = access.unlock(Config(village.data, now=lambda: village.now[0]), "siti", "rahasia-siti")
    try:
        with desk.write("edited") as tx:
            child = village.start("edit", person(1)["nik"], file({"hamlet": "Baru"}))
            running.append(child)
            assert village("search", "andi").code == 0
            tx.abandon()
        child.wait(timeout=PATIENCE)
    finally:
        desk.close()
    assert child.returncode == 0
    assert village("show", person(1)["nik"]).doc["hamlet"] == "Baru"


def test_nothing_of_a_person_lies_readable_anywhere(loket, running, tmp_path, recovery_code):
    """Names, NIKs and numbers are sought in every byte of the folder, also after a kill."""
    private = tmp_path / "tmp"
    private.mkdir()
    home = {"TMPDIR": str(private), "HOME": str(private)}
    out = tmp_path / "keluar"
    out.mkdir()
    people = json.dumps([*PEOPLE, {"full_name": "Setengah Jadi", "nik": "3301"}]).encode()
    commands = (
        ("register", "-", "--keep"),
        ("search", "warsini"),
        ("card", out / "k.pdf", "--all"),
        ("export", out / "e.xlsx"),
        ("import", out / "e.xlsx", "--errors", out / "x.xlsx"),
        ("submit", out / "s.xlsx"),
        ("backup", out / "c.loket"),
        ("edit", person(1)["nik"], "-"),
    )
    said = b""
    for command in commands:
        child = loket.start(*command, **home)
        running.append(child)
        given = people if command[0] == "register" else b'{"full_name": "Wagiyem Sukarti"}'
        said += child.communicate(given, timeout=PATIENCE)[1]
    assert not _readable(private)
    assert not _readable(loket.data)
    wal = loket.data / "office.db-wal"
    child = counter(loket, running, 500, 50)
    assert until(lambda: wal.exists() and wal.stat().st_size > 0, child)
    killed(child)
    assert not _readable(loket.data)
    assert not _seen(said, digits_only=True)
    shutil.rmtree(loket.data)
    assert loket("restore", out / "c.loket", LOKET_RECOVERY=recovery_code).code == 0
    assert not _readable(loket.data)
    shutil.copy(out / "c.loket", private)
    assert not _readable(private)


WORDS = [
    *(p["nik"] for p in PEOPLE),
    *("Warsini", "Nur'aini", "Artagnan", "Tenri", "Kamoraup", "Ponirah", "Painem", "Wagiyem"),
    *("12345678901", "Kenanga", "Krajan", "ponirah@contoh.id", "81327000011", "Setengah Jadi"),
    *(person(500)["full_name"], person(500)["nik"]),
]


def _seen(data: bytes, *, digits_only: bool = False) -> list[str]:
    """Which of the words stand in these bytes, in any usual encoding and spelling."""
    wanted = [w for w in WORDS if w.isdigit()] if digits_only else WORDS
    spelt = {form for w in wanted for form in (w, w.upper(), w.casefold())}
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return [w for w in spelt if any(w.encode(e) in data for e in encodings)]


def _readable(folder: Path) -> dict[str, list[str]]:
    found = {p: _seen(str(p).encode() + p.read_bytes()) for p in folder.rglob("*") if p.is_file()}
    return {str(path): words for path, words in found.items() if words}


def test_a_single_command_is_soon_done(village, file):
    """In processor time, start of Python included, so that a busy PC tells the same."""
    resource = pytest.importorskip("resource")

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    assert village.process("check").code == 0
    for words in (("register", file(person(60))), ("search", "andi")):
        before = spent()
        assert village.process(*words).code == 0
        assert spent() - before < 1.5
