"""Backups that open, restoring that loses nothing, and looking whether all is sound."""

from dataclasses import replace

import pytest

from desktop_app.actions import access, finding, issuing, keeping, office, registering, verifying
from desktop_app.domain.findings import Refused
from desktop_app.store.errors import StoreTrouble
from desktop_app.store.summary import Filters
from desktop_app.trust.errors import WrongCode, WrongPassword


def test_a_backup_brings_the_office_back_elsewhere(desk, config, raw, recovery_code, tmp_path):
    registering.register(desk, [raw(1)])
    done = keeping.back_up(desk, tmp_path / "cadangan.loket-backup")
    assert done.workers == 1
    there = replace(config, data=tmp_path / "baru")
    restored = keeping.restore(there, done.path, recovery_code, "siti", "rahasia-baru")
    assert finding.find_one(restored, raw(1)["nik"]).worker.full_name == "Slamet Raharjo"
    assert restored.store.incarnation != desk.store.incarnation
    restored.close()
    access.unlock(there, "siti", "rahasia-baru").close()


def test_a_restored_office_never_repeats_a_number(desk, config, raw, recovery_code, tmp_path):
    registering.register(desk, [raw(1)])
    keeping.back_up(desk, tmp_path / "c")
    after = registering.register(desk, [raw(2, full_name="Warsini")]).registered[0]
    there = replace(config, data=tmp_path / "baru")
    restored = keeping.restore(there, tmp_path / "c", recovery_code, "siti", "rahasia-baru")
    new = registering.register(restored, [raw(3, full_name="Karyo")]).registered[0]
    assert new.number.split("-")[1] != after.number.split("-")[1]
    restored.close()


def test_papers_from_before_a_restore_still_verify(desk, config, raw, recovery_code, tmp_path):
    (person,) = registering.register(desk, [raw(1)]).registered
    pdf = issuing.compose(desk, "card", [person.id], layout="cr80").pdf
    keeping.back_up(desk, tmp_path / "c")
    there = replace(config, data=tmp_path / "baru")
    keeping.restore(there, tmp_path / "c", recovery_code, "siti", "rahasia-baru").close()
    assert verifying.check_paper(there, pdf).genuine


def test_restoring_sets_the_present_office_aside(desk, config, raw, recovery_code, tmp_path):
    keeping.back_up(desk, tmp_path / "c")
    registering.register(desk, [raw(1)])
    desk.close()
    restored = keeping.restore(config, tmp_path / "c", recovery_code, "siti", "rahasia-baru")
    assert finding.count(restored, Filters()) == 0
    assert list((config.data / "set-aside").rglob("office.db"))
    restored.close()


def test_a_wrong_code_or_a_damaged_backup_touches_nothing(
    desk, config, raw, recovery_code, tmp_path
):
    keeping.back_up(desk, tmp_path / "c")
    desk.close()
    before = sorted(p.name for p in config.data.iterdir())
    before.append("lock.restore")
    with pytest.raises(WrongCode):
        keeping.restore(config, tmp_path / "c", "AAAAA" * 6, "siti", "rahasia-baru")
    damaged = bytearray((tmp_path / "c").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "d").write_bytes(damaged)
    with pytest.raises(Refused, match="backup_unreadable"):
        keeping.restore(config, tmp_path / "d", recovery_code, "siti", "rahasia-baru")
    assert sorted(p.name for p in config.data.iterdir()) == sorted(before)


def test_a_sound_office_is_sound(desk, raw):
    registering.register(desk, [raw(1)])
    health = keeping.check(desk, deep=True)
    assert health.ok
    assert (health.workers, health.waiting >= 1) == (1, True)
    assert keeping.verify_audit(desk) == []
    assert keeping.audit_trail(desk)[0].action == "registered"


def test_the_daily_backup_is_made_once_a_day(desk):
    assert keeping.daily_backup(desk) is not None
    assert keeping.daily_backup(desk) is None


def test_a_copy_on_a_stick_does_not_replace_the_daily_one(desk, tmp_path):
    keeping.back_up(desk, tmp_path / "c")
    assert keeping.daily_backup(desk) is not None


def test_a_second_place_gets_the_daily_copy_too(desk, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    keeping.choose_second_place(desk, stick)
    assert keeping.second_place(desk) == stick
    keeping.daily_backup(desk)
    assert len(list(stick.iterdir())) == 1
    keeping.choose_second_place(desk, None)
    assert keeping.second_place(desk) is None


def test_a_second_place_must_be_there(desk, tmp_path):
    with pytest.raises(Refused, match="unwritable"):
        keeping.choose_second_place(desk, tmp_path / "nothing")


def test_a_new_recovery_code_replaces_the_old(desk, config, recovery_code):
    new = office.renew_recovery(desk)
    assert new.pdf.startswith(b"%PDF")
    with pytest.raises(WrongCode):
        access.recover(config, "siti", recovery_code, "rahasia-lagi")
    access.recover(config, "siti", new.code, "rahasia-lagi")


def test_a_lost_mark_can_be_gone_on_without(desk, config, raw):
    registering.register(desk, [raw(1)])
    before = desk.store.incarnation
    desk.close()
    (config.data / "mark").unlink()
    with pytest.raises(StoreTrouble, match="mark_missing"):
        access.unlock(config, "siti", "rahasia-siti")
    with pytest.raises(WrongPassword):
        keeping.adopt(config, "siti", "salah-sekali")
    again = keeping.adopt(config, "siti", "rahasia-siti")
    assert finding.count(again, Filters()) == 1
    assert again.store.incarnation != before
    assert keeping.check(again, deep=True).ok
    again.close()
