import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.domain.findings import Refused
from desktop_app.trust import attempts, slotfile
from desktop_app.trust.errors import (
    SlotsBusy,
    SlotsDamaged,
    SlotsMissing,
    SlotsNewer,
    WrongCode,
    WrongPassword,
)
from desktop_app.trust.recovery import new_code
from desktop_app.trust.slot import Cost, derived
from desktop_app.trust.slots import Slots, open_recovery_slot

CHEAP = Cost(time=1, memory=32, lanes=1)
KEY, NEW = bytes(range(32)), bytes(range(32, 64))
CODE = new_code()
ACCOUNTS = {"siti": "rahasia-siti", "Budi Santoso": "kata sandi budi", "joko": "Jökö·9"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("slots")
    slots = Slots.create(
        folder, KEY, account="siti", password=ACCOUNTS["siti"], recovery_code=CODE, cost=CHEAP
    )
    for name, password in list(ACCOUNTS.items())[1:]:
        slots.add(KEY, name, password)
    return folder


@pytest.fixture
def folder(prepared, tmp_path) -> Path:
    return shutil.copytree(prepared, tmp_path / "data")


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def slots(folder, waits) -> Slots:
    return Slots.open(folder, cost=CHEAP, sleep=waits.append)


def has_key(key: bytes):
    """A database whose key this is."""
    return lambda asked: asked == key


def never(key: bytes) -> bool:
    raise AssertionError("the database was asked without need")


def opened(folder: Path) -> Slots:
    return Slots.open(folder, cost=CHEAP, sleep=lambda _: None)


def everybody_gets(folder: Path, key: bytes) -> None:
    for name, password in ACCOUNTS.items():
        assert opened(folder).unlock(name, password, opens=has_key(key)) == key
    assert opened(folder).unlock_recovery(CODE, opens=has_key(key)) == key


# ——— who gets in


def test_everybody_unlocks_the_one_key(slots):
    for name, password in ACCOUNTS.items():
        assert slots.unlock(name, password, opens=never) == KEY
    assert slots.unlock_recovery(CODE.lower().replace("-", " "), opens=never) == KEY
    assert slots.count() == 3
    assert not slots.pending


@pytest.mark.parametrize("name", ["SITI", " siti ", "ｓｉｔｉ"])
def test_an_account_is_the_same_in_any_case(slots, name):
    assert slots.has(name)
    assert slots.unlock(name, ACCOUNTS["siti"], opens=never) == KEY


def test_a_password_is_the_same_from_two_keyboards(slots):
    assert slots.unlock("joko", "Jo\u0308ko\u0308·9", opens=never) == KEY
    with pytest.raises(WrongPassword):
        slots.unlock("joko", "jökö·9", opens=never)


@pytest.mark.parametrize("password", ["", "rahasia-sit", " rahasia-siti", "\ud800", "x" * 10**5])
@pytest.mark.parametrize("name", ["siti", "joko", "nobody", "", "\ud800"])
def test_wrong_ones_are_refused(slots, name, password):
    with pytest.raises(WrongPassword) as wrong:
        slots.unlock(name, password, opens=never)
    assert wrong.value.rule == "wrong_password"
    assert wrong.value.params["tries"] == 1
    assert "siti" not in str(wrong.value)


def test_another_offices_code_is_refused_and_a_slip_told_apart(slots, waits):
    with pytest.raises(WrongCode) as wrong:
        slots.unlock_recovery(CODE[:-1] + ("A" if CODE[-1] != "A" else "B"), opens=never)
    assert wrong.value.params == {"mistyped": True}
    assert waits == []
    with pytest.raises(WrongCode) as wrong:
        slots.unlock_recovery(new_code(), opens=never)
    assert wrong.value.params == {"tries": 1, "wait": 0.5}


def test_nothing_readable_lies_in_the_folder(folder, slots):
    with pytest.raises(WrongPassword):
        slots.unlock("siti", "tebakan-lain", opens=never)
    data = b"".join(path.read_bytes() for path in folder.iterdir()).lower()
    for text in (*ACCOUNTS, *ACCOUNTS.values(), CODE, CODE.replace("-", ""), KEY.hex(), "tebakan"):
        assert text.lower().encode() not in data
    assert KEY not in data
    assert b"age-secret" not in data


@pytest.mark.skipif(os.name == "nt", reason="rights are the folder's there")
def test_only_the_owner_reads_the_files(folder, slots):
    slots.add(KEY, "dewi", "kata sandi dewi")
    for name in ("slots.json", "slots.bak"):
        assert (folder / name).stat().st_mode & 0o077 == 0


def test_the_default_cost_is_what_it_should_be(tmp_path):
    slots = Slots.create(tmp_path, KEY, account="siti", password="rahasia-siti", recovery_code=CODE)
    kdfs = [raw["kdf"] for raw in json.loads((tmp_path / "slots.json").read_bytes())["slots"]]
    assert {(kdf["time"], kdf["memory"], kdf["lanes"]) for kdf in kdfs} == {(3, 65536, 4)}
    assert slots.unlock("siti", "rahasia-siti", opens=never) == KEY


def test_argon2id_as_published():
    """The reference implementation's own test (phc-winner-argon2, src/test.c: m=256, t=2, p=1)."""
    expected = "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"
    assert derived(b"password", b"somesalt", Cost(time=2, memory=256, lanes=1)).hex() == expected


def test_never_over_existing_slots(folder):
    before = (folder / "slots.json").read_bytes()
    (folder / "slots.bak").unlink()
    with pytest.raises(Refused) as refused:
        Slots.create(folder, NEW, account="a", password="b", recovery_code=CODE, cost=CHEAP)
    assert refused.value.rule == "office_exists"
    assert (folder / "slots.json").read_bytes() == before


# ——— adding, changing, removing


def test_a_new_account_and_a_removed_one(folder, slots):
    slots.add(KEY, "dewi", "kata sandi dewi")
    assert opened(folder).unlock("dewi", "kata sandi dewi", opens=never) == KEY
    slots.remove("DEWI")
    assert not slots.has("dewi")
    assert slots.count() == 3
    with pytest.raises(WrongPassword):
        slots.unlock("dewi", "kata sandi dewi", opens=never)
    slots.remove("dewi")
    everybody_gets(folder, KEY)


def test_a_changed_password(folder, slots):
    slots.add(KEY, "siti", "yang baru")
    assert slots.count() == 3
    assert slots.unlock("siti", "yang baru", opens=never) == KEY
    with pytest.raises(WrongPassword):
        slots.unlock("siti", ACCOUNTS["siti"], opens=never)


def test_an_old_password_and_the_old_file_do_not_open_what_is_sealed_later(folder, slots):
    old = slotfile.load(folder)[0]
    slots.add(KEY, "siti", "yang baru")
    with slots.reseal(KEY, NEW, opens=never):
        pass
    present = slotfile.load(folder)[0]
    assert not {s.recipient for s in old.slots[1:2]} & {s.recipient for s in present.slots}


def test_costs_can_rise_later(folder):
    dearer = Slots.open(folder, cost=Cost(time=2, memory=64, lanes=2))
    dearer.add(KEY, "siti", "yang baru")
    assert dearer.unlock("siti", "yang baru", opens=never) == KEY
    assert dearer.unlock("joko", ACCOUNTS["joko"], opens=never) == KEY


def test_a_new_recovery_code(slots):
    code = new_code()
    slots.renew_recovery(KEY, code)
    assert slots.unlock_recovery(code, opens=never) == KEY
    with pytest.raises(WrongCode):
        slots.unlock_recovery(CODE, opens=never)


def test_only_who_holds_the_key_adds(folder, slots):
    before = (folder / "slots.json").read_bytes()
    with pytest.raises(SlotsDamaged):
        slots.add(NEW, "dewi", "kata sandi dewi")
    assert (folder / "slots.json").read_bytes() == before


def test_two_at_once_lose_nothing(folder):
    threads = [
        threading.Thread(target=opened(folder).add, args=(KEY, f"orang{n}", f"sandi {n}"))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened(folder).count() == 11
    everybody_gets(folder, KEY)


# ——— the recovery slot in a backup


def test_a_backup_opens_with_the_code_of_its_day(slots):
    blob = slots.recovery_slot()
    with slots.reseal(KEY, NEW, opens=never):
        pass
    slots.renew_recovery(NEW, new_code())
    assert open_recovery_slot(blob, CODE) == KEY
    with pytest.raises(WrongCode):
        open_recovery_slot(blob, new_code())
    assert len(json.loads(blob)["slots"]) == 1


@pytest.mark.parametrize("blob", [b"", b"{}", bytes(500), b"[" * 10**5, b"\xff\xfe", b"null"])
def test_a_damaged_recovery_slot(blob):
    with pytest.raises(SlotsDamaged):
        open_recovery_slot(blob, CODE)


# ——— files that were cut, emptied, altered

DAMAGES = {
    "emptied": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "one byte short": lambda data: data[:-1],
    "zeroed": lambda data: bytes(len(data)),
    "half zeroed": lambda data: data[:400] + bytes(len(data) - 400),
    "garbage": lambda data: os.urandom(len(data)),
    "one letter": lambda data: data.replace(b'"recipient": "age1', b'"recipient": "age2', 1),
    "another number": lambda data: data.replace(b'"time": 1', b'"time": 2', 1),
    "nested": lambda data: b"[" * 10**6,
    "list": lambda data: b"[]",
    "number": lambda data: b"1" * 10**5,
    "huge": lambda data: data + b" " * (1 << 21),
    "not text": lambda data: b"\xff" + data,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", ["slots.json", "slots.bak"])
def test_either_copy_is_enough_and_mends_the_other(folder, name, damage):
    path = folder / name
    path.write_bytes(damage(path.read_bytes()))
    assert opened(folder).unlock("siti", ACCOUNTS["siti"], opens=never) == KEY
    assert (folder / "slots.json").read_bytes() == (folder / "slots.bak").read_bytes()
    everybody_gets(folder, KEY)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_both_damaged_is_said(folder, damage):
    for name in ("slots.json", "slots.bak"):
        path = folder / name
        path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(SlotsDamaged) as damaged:
        Slots.open(folder)
    assert damaged.value.rule == "damaged"
    assert damaged.value.params == {"file": "slots.json"}


@pytest.mark.parametrize("name", ["slots.json", "slots.bak"])
def test_a_lost_copy_is_written_again_by_the_next_change(folder, name):
    (folder / name).unlink()
    opened(folder).add(KEY, "dewi", "kata sandi dewi")
    assert (folder / "slots.json").read_bytes() == (folder / "slots.bak").read_bytes()


def test_none_there(tmp_path):
    with pytest.raises(SlotsMissing):
        Slots.open(tmp_path)


def altered(folder: Path, change) -> None:
    """Somebody edits both copies and makes the checksum right again."""
    body = json.loads((folder / "slots.json").read_bytes())
    del body["check"]
    change(body)
    data = json.dumps(body | {"check": slotfile._check(body)}).encode()
    for name in ("slots.json", "slots.bak"):
        (folder / name).write_bytes(data)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("memory", 2**32),
        ("memory", 2**62),
        ("memory", 1024 * 1024),
        ("memory", 0),
        ("memory", -1),
        ("memory", True),
        ("memory", 65536.0),
        ("memory", "65536"),
        ("time", 10**9),
        ("time", 0),
        ("lanes", 10**6),
        ("lanes", 0),
        ("salt", ""),
        ("salt", "AAAA"),
        ("salt", "not base 64!"),
        ("salt", None),
        ("name", "argon2d"),
    ],
)
def test_absurd_parameters_are_refused_before_they_are_used(folder, part, value):
    altered(folder, lambda body: body["slots"][1]["kdf"].update({part: value}))
    with pytest.raises(SlotsDamaged):
        Slots.open(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(slots=[]),
        lambda body: body.update(slots=None),
        lambda body: body.update(slots=body["slots"] * 2),
        lambda body: body.update(format="other"),
        lambda body: body.update(version="1"),
        lambda body: body.update(generation=None),
        lambda body: body.update(salt="00"),
        lambda body: body.update(salt=7),
        lambda body: body["slots"].append(None),
        lambda body: body["slots"][0].pop("proof"),
        lambda body: body["slots"][0].update(recipient=5),
        lambda body: body["slots"][0].update(recipient="age1\n"),
        lambda body: body["slots"][0].update(next={"key": "AAAA"}),
        lambda body: body["slots"][0].update(identity="AAAAAAAAAAAAAAAA"),
    ],
)
def test_what_is_no_slot_file(folder, change):
    altered(folder, change)
    with pytest.raises(SlotsDamaged):
        Slots.open(folder)


def test_a_newer_version_is_told(folder):
    altered(folder, lambda body: body.update(version=2))
    with pytest.raises(SlotsNewer) as newer:
        Slots.open(folder)
    assert newer.value.rule == "newer_version"


def test_an_altered_key_does_not_open(folder, slots):
    altered(folder, lambda body: body["slots"][1].update(key=body["slots"][2]["key"]))
    with pytest.raises(SlotsDamaged):
        slots.unlock("siti", ACCOUNTS["siti"], opens=never)


def test_nobody_slips_in_a_slot_to_be_given_the_next_key(folder, slots):
    """A slot put in from outside would be sealed to by the re-keying; its proof is missing."""
    foreign = folder / "foreign"
    foreign.mkdir()
    Slots.create(foreign, NEW, account="x", password="y", recovery_code=CODE, cost=CHEAP)
    slot = json.loads((foreign / "slots.json").read_bytes())["slots"][1]
    altered(folder, lambda body: body["slots"].append(slot))
    with pytest.raises(SlotsDamaged), slots.reseal(KEY, NEW, opens=never):
        pytest.fail("the database must not be re-keyed")
    assert not slots.pending


# ——— the new key to everybody


def test_after_a_reseal_everybody_has_the_new_key_and_only_that(folder, slots):
    slots.remove("joko")
    with slots.reseal(KEY, NEW, opens=never):
        pass
    with pytest.raises(WrongPassword):
        slots.unlock("joko", ACCOUNTS["joko"], opens=never)
    assert slots.unlock("siti", ACCOUNTS["siti"], opens=never) == NEW
    assert slots.unlock("Budi Santoso", ACCOUNTS["Budi Santoso"], opens=never) == NEW
    assert slots.unlock_recovery(CODE, opens=never) == NEW
    slots.add(NEW, "dewi", "kata sandi dewi")
    with pytest.raises(SlotsDamaged):
        slots.add(KEY, "rina", "kata sandi rina")


@pytest.fixture
def moments(folder, tmp_path, monkeypatch):
    """What lay on the disk after each single write, as a power cut there would leave it."""
    taken: list[Path] = []
    write = slotfile.write_durably

    def watched(path, data):
        whole = path.read_bytes() if path.exists() else None
        path.with_name(path.name + ".tmp").write_bytes(data[: len(data) // 2])
        taken.append(shutil.copytree(folder, tmp_path / f"before-{len(taken)}"))
        write(path, data)
        assert path.read_bytes() != whole
        taken.append(shutil.copytree(folder, tmp_path / f"after-{len(taken)}"))

    monkeypatch.setattr(slotfile, "write_durably", watched)
    yield taken
    monkeypatch.undo()


def test_a_reseal_cut_at_any_moment_locks_nobody_out(folder, slots, moments, monkeypatch):
    with slots.reseal(KEY, NEW, opens=never):
        before_rekey = len(moments)
    everything = list(moments)
    monkeypatch.undo()
    assert before_rekey == 4
    assert len(everything) == 8
    for at, moment in enumerate(everything):
        copy = shutil.copytree(moment, moment.with_name(moment.name + "-copy"))
        if at < before_rekey:
            everybody_gets(copy, KEY)
        if at >= before_rekey - 1:
            everybody_gets(moment, NEW)


def test_the_first_log_in_after_a_cut_settles_the_file(folder, slots, moments, monkeypatch):
    with slots.reseal(KEY, NEW, opens=never):
        pass
    pending = moments[3]
    monkeypatch.undo()
    for key in (KEY, NEW):
        copy = shutil.copytree(pending, pending.with_name(f"settle-{key[0]}"))
        assert opened(copy).pending
        assert opened(copy).unlock("siti", ACCOUNTS["siti"], opens=has_key(key)) == key
        assert not opened(copy).pending
        assert opened(copy).unlock("joko", ACCOUNTS["joko"], opens=never) == key
        opened(copy).add(key, "dewi", "kata sandi dewi")
        with opened(copy).reseal(key, bytes(32), opens=never):
            pass
        everybody_gets(copy, bytes(32))


@pytest.mark.parametrize("lost", ["slots.json", "slots.bak"])
def test_one_copy_lost_on_top_of_the_cut(folder, slots, moments, monkeypatch, lost):
    with slots.reseal(KEY, NEW, opens=never):
        pass
    whole = [moments[at] for at in (3, 5)]
    monkeypatch.undo()
    for moment in whole:
        (moment / lost).write_bytes(b"")
        everybody_gets(moment, NEW)


def test_a_cut_between_the_copies_of_a_changed_password(folder, slots, moments, monkeypatch):
    slots.add(KEY, "siti", "yang baru")
    nothing, one, _, both = moments
    monkeypatch.undo()
    assert opened(nothing).unlock("siti", ACCOUNTS["siti"], opens=never) == KEY
    for moment in (one, both):
        assert opened(moment).unlock("siti", "yang baru", opens=never) == KEY
        assert (moment / "slots.json").read_bytes() == (moment / "slots.bak").read_bytes()


def test_while_the_database_opens_with_neither_key_both_are_kept(folder, slots, moments):
    with slots.reseal(KEY, NEW, opens=never):
        pass
    pending = opened(moments[3])
    assert pending.unlock("siti", ACCOUNTS["siti"], opens=lambda _: False) == KEY
    assert pending.pending
    for change in (
        lambda: pending.add(KEY, "dewi", "x"),
        lambda: pending.remove("joko"),
        pending.recovery_slot,
    ):
        with pytest.raises(SlotsDamaged):
            change()


@pytest.mark.parametrize("key", [KEY, NEW], ids=["old", "new"])
def test_a_re_keying_that_fails_follows_the_database(folder, slots, key):
    with pytest.raises(OSError, match="no space"), slots.reseal(KEY, NEW, opens=has_key(key)):
        raise OSError("no space")
    assert not slots.pending
    everybody_gets(folder, key)


def test_slots_that_cannot_be_written_stop_the_re_keying(folder, slots, monkeypatch):
    def full(path, data):
        raise OSError("no space")

    with monkeypatch.context() as patch:
        patch.setattr(slotfile, "write_durably", full)
        with (
            pytest.raises(OSError, match="no space"),
            slots.reseal(KEY, NEW, opens=has_key(KEY)),
        ):
            pytest.fail("the database must not be re-keyed")
    everybody_gets(folder, KEY)


def test_nobody_settles_a_re_keying_that_is_running(folder, slots, monkeypatch):
    monkeypatch.setattr(slotfile, "_PATIENCE", 0.05)
    with slots.reseal(KEY, NEW, opens=never):
        assert slots.pending
        with pytest.raises(SlotsBusy) as busy:
            opened(folder).unlock("siti", ACCOUNTS["siti"], opens=has_key(KEY))
        assert busy.value.rule == "locked"
    everybody_gets(folder, NEW)


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.trust.slots import Slots
with Slots.open(Path(sys.argv[1])).reseal(bytes(range(32)), bytes(range(32, 64)), opens=bool):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal there")
@pytest.mark.parametrize("key", [KEY, NEW], ids=["old", "new"])
def test_killed_in_the_middle(folder, key):
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert opened(folder).pending
    everybody_gets(folder, key)


# ——— slower with each wrong try


def wrong(slots: Slots, name: str = "siti") -> WrongPassword:
    with pytest.raises(WrongPassword) as caught:
        slots.unlock(name, "salah", opens=never)
    return caught.value


def test_each_wrong_try_waits_longer_and_the_right_one_resets(slots, waits):
    told = [wrong(slots).params for _ in range(8)]
    assert waits == [0, 0.5, 1, 2, 4, 8, 15, 15]
    assert [params["tries"] for params in told] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [params["wait"] for params in told] == [0.5, 1, 2, 4, 8, 15, 15, 15]
    slots.unlock("siti", ACCOUNTS["siti"], opens=never)
    assert waits.pop() == 15
    waits.clear()
    wrong(slots)
    assert waits == [0]


def test_starting_anew_does_not_help(folder, slots, waits):
    for _ in range(3):
        wrong(slots)
    waits.clear()
    wrong(Slots.open(folder, cost=CHEAP, sleep=waits.append))
    assert waits == [2]


def test_stopping_the_program_while_it_waits_does_not_help(folder, waits):
    def stopped(seconds):
        raise KeyboardInterrupt

    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            Slots.open(folder, sleep=stopped).unlock("siti", "salah", opens=never)
    wrong(Slots.open(folder, cost=CHEAP, sleep=waits.append))
    assert waits == [2]


def test_one_persons_slips_do_not_slow_another(slots, waits):
    for _ in range(3):
        wrong(slots, "joko")
    waits.clear()
    slots.unlock("siti", ACCOUNTS["siti"], opens=never)
    assert waits == [0]
    wrong(slots, "joko")
    assert waits == [0, 2]


def test_guessing_names_slows_too_and_fills_no_disk(folder, slots, waits):
    for n in range(4):
        wrong(slots, f"nama{n}")
    assert waits == [0, 0.5, 1, 2]
    assert len(json.loads((folder / "attempts").read_bytes())) == 1


def test_a_new_password_forgets_the_wrong_tries(slots, waits):
    wrong(slots)
    wrong(slots)
    slots.add(KEY, "siti", "yang baru")
    waits.clear()
    slots.unlock("siti", "yang baru", opens=never)
    assert waits == [0]


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[1]", b"[" * 10**5, b'{"a": "b"}', b'{"a": -1}', bytes(100)]
)
def test_a_damaged_counter_lets_the_right_person_in(folder, slots, content):
    (folder / "attempts").write_bytes(content)
    slots.unlock("siti", ACCOUNTS["siti"], opens=never)
    wrong(slots)
    assert wrong(slots).params["tries"] == 2


def test_a_folder_that_cannot_be_written_lets_the_right_person_in(slots, monkeypatch):
    def refuse(path, data):
        raise PermissionError

    monkeypatch.setattr(attempts, "write_durably", refuse)
    monkeypatch.setattr(slotfile, "write_durably", refuse)
    assert slots.unlock("siti", ACCOUNTS["siti"], opens=never) == KEY


def test_waiting_has_an_end():
    assert attempts.wait(0) == attempts.wait(-1) == 0
    assert attempts.wait(10**9) == 15


def test_importing_is_cheap():
    heavy = ["argon2", "pyrage", "cbor2", "base45", "cryptography", "portalocker"]
    code = (
        "import sys, desktop_app.trust.slots, desktop_app.trust.credential, desktop_app.trust.keys;"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
