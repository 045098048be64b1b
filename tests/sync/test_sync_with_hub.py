"""The office's side against the hub that is shipped, over a real socket."""

import shutil
from dataclasses import replace

import pytest

from desktop_app.actions import access, exchanging, finding, keeping, office, registering
from desktop_app.domain.findings import Refused
from desktop_app.hub import devices
from desktop_app.store import audit
from desktop_app.store import waiting as left
from desktop_app.store.summary import Filters
from desktop_app.wording.sentences import sentence

VILLAGE, NEIGHBOUR = "33.01.01.2001", "33.01.01.2002"


def pending(desk):
    with desk.read() as c:
        return left.counts(c).pending


def test_a_day_at_the_counter_arrives(member, raw, tmp_path):
    from PIL import Image

    Image.new("RGB", (60, 80), "red").save(tmp_path / "a.png")
    people = [raw(n, full_name=f"Orang {n * 37}") for n in range(1, 31)]
    people[0]["photo"] = str(tmp_path / "a.png")
    count = len(registering.register(member, people).registered)
    done = exchanging.sync(member)
    assert (done.sent, done.accepted, done.waiting, done.note) == (count, count, 0, None)
    registering.edit(member, people[3]["nik"], {"hamlet": "Karanganyar"})
    again = exchanging.sync(member)
    assert (again.sent, again.accepted, again.received) == (1, 1, 0)
    assert {one.delivery for one in finding.page(member, Filters())} == {"accepted"}
    assert exchanging.sync(member) == replace(again, sent=0, accepted=0)
    view = exchanging.hub(member)
    assert view.last.count == 1
    assert view.told_at is not None


def test_a_code_for_another_village_does_not_serve(desk, regency, url):
    with pytest.raises(Refused, match="code_village"):
        exchanging.enrol(desk, devices.new_code(regency, NEIGHBOUR), url)
    code = devices.new_code(regency, VILLAGE)
    exchanging.enrol(desk, code, url)
    assert exchanging.hub(desk).village == VILLAGE


def test_a_nik_of_another_village_comes_back_as_a_duplicate(
    member, regency, url, config, raw, tmp_path
):
    form = office.OfficeForm(village_code=NEIGHBOUR, name="Desa Sebelah", head="Karto")
    there = replace(config, data=tmp_path / "sebelah")
    neighbour, _code = office.set_up(there, form, "budi", "rahasia-budi")
    exchanging.enrol(neighbour, devices.new_code(regency, NEIGHBOUR), url)
    registering.register(neighbour, [raw(1)])
    assert exchanging.sync(neighbour).accepted == 1
    neighbour.close()
    registering.register(member, [raw(1), raw(2, full_name="Warsini")])
    done = exchanging.sync(member)
    assert (done.sent, done.accepted, done.duplicate) == (2, 1, 1)
    (came,) = done.records
    assert (came.number, came.field) == (finding.find_one(member, raw(1)["nik"]).number, "nik")
    assert came.finding.rule == "nik_elsewhere"
    assert "…" not in sentence(came.finding)
    registering.edit(member, raw(1)["nik"], {"nik": raw(3)["nik"]})
    assert exchanging.sync(member).accepted == 1


def test_an_office_restored_from_an_old_backup_gets_back_what_it_lacks(
    member, config, raw, recovery_code, tmp_path
):
    registering.register(member, [raw(1)])
    keeping.back_up(member, tmp_path / "c")
    exchanging.sync(member)
    registering.register(member, [raw(2, full_name="Warsini")])
    registering.edit(member, raw(1)["nik"], {"hamlet": "Karanganyar"})
    exchanging.sync(member)
    lost = finding.find_one(member, raw(2)["nik"])
    there = replace(config, data=tmp_path / "baru")
    restored = keeping.restore(there, tmp_path / "c", recovery_code, "siti", "rahasia-baru")
    registering.register(restored, [raw(3, full_name="Karyo")])
    done = exchanging.sync(restored)
    assert (done.sent, done.accepted, done.waiting) == (1, 1, 0)  # the hub tells what it has
    assert done.received == 3
    back = finding.find_one(restored, raw(2)["nik"])
    assert (back.number, back.id) == (lost.number, lost.id)
    assert finding.find_one(restored, raw(1)["nik"]).worker.hamlet == "Karanganyar"
    assert pending(restored) == 0
    with restored.read() as c:
        assert audit.verify(c) == []
    restored.close()


def test_two_pcs_of_one_village_see_each_others_people(member, regency, url, config, raw, tmp_path):
    registering.register(member, [raw(1)])
    exchanging.sync(member)
    member.close()
    shutil.copytree(config.data, tmp_path / "copy")
    second = access.unlock(replace(config, data=tmp_path / "copy"), "siti", "rahasia-siti")
    registering.register(second, [raw(2, full_name="Warsini")])
    registering.edit(second, raw(1)["nik"], {"hamlet": "Kauman"})
    assert exchanging.sync(second).accepted == 2
    first = access.unlock(config, "siti", "rahasia-siti")
    registering.edit(first, raw(1)["nik"], {"rt": "003"})
    done = exchanging.sync(first)
    assert done.sent == 1
    assert done.received >= 1
    exchanging.sync(second)
    exchanging.sync(first)
    for desk in (first, second):
        both = finding.find_one(desk, raw(1)["nik"]).worker
        assert (both.hamlet, both.rt) == ("Kauman", "003")
        assert finding.find_one(desk, raw(2)["nik"]).worker.full_name == "Warsini"
        assert pending(desk) == 0
        desk.close()


def test_numbers_used_by_another_past(member, regency, raw, config, recovery_code, tmp_path):
    """Somebody put an old copy of data and mark back: the hub notices the other past."""
    registering.register(member, [raw(1)])
    member.close()
    shutil.copytree(config.data, tmp_path / "old")
    one = access.unlock(config, "siti", "rahasia-siti")
    registering.register(one, [raw(2, full_name="Warsini")])
    exchanging.sync(one)
    one.close()
    for name in ("office.db", "mark", "keys.json"):
        with (config.data / name).open("r+b") as file:  # in place, so that the place is the same
            file.truncate(0)
            file.write((tmp_path / "old" / name).read_bytes())
    two = access.unlock(config, "siti", "rahasia-siti")
    before = two.store.incarnation
    registering.edit(two, raw(1)["nik"], {"hamlet": "Kauman"})
    done = exchanging.sync(two)
    assert two.store.incarnation != before
    assert (done.sent, done.accepted, done.waiting) == (1, 1, 0)
    assert finding.find_one(two, raw(2)["nik"]).worker.full_name == "Warsini"
    two.close()


def test_a_revoked_device_keeps_its_work(member, regency, raw):
    registering.register(member, [raw(1)])
    (device,) = devices.all(regency)
    devices.revoke(regency, device.id)
    with pytest.raises(Refused, match="device_revoked"):
        exchanging.sync(member)
    assert pending(member) == 1


def test_a_withdrawal_empties_the_hub_and_a_new_consent_fills_it(member, regency, raw):
    registering.register(member, [raw(1)])
    exchanging.sync(member)
    consent = {**raw(1)["consent"], "purposes": ["bpjs", "hub"]}
    registering.edit(member, raw(1)["nik"], {"consent": {**consent, "purposes": ["bpjs"]}})
    done = exchanging.sync(member)
    assert (done.sent, done.accepted) == (1, 1)
    registering.edit(member, raw(1)["nik"], {"hamlet": "Kauman"})
    assert exchanging.sync(member).sent == 0
    registering.edit(member, raw(1)["nik"], {"consent": consent})
    done = exchanging.sync(member)
    assert done.waiting == 0
    assert finding.find_one(member, raw(1)["nik"]).states.delivery == "accepted"
