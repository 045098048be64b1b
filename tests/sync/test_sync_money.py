"""Payments, sponsors, reservations and titipan on their way to the shipped hub and back."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
import sync_money as money
from test_sync_with_hub import NEIGHBOUR

from desktop_app.actions import exchanging, finding, keeping, office, registering
from desktop_app.hub import coverage, devices
from desktop_app.store import audit, deposits, payments, reservations, sponsors
from desktop_app.store import waiting as left
from desktop_app.sync.wire.receipt import Verdict
from desktop_app.wording.sentences import sentence


def put(desk, raw):
    registering.register(desk, [raw])
    return finding.find_one(desk, raw["nik"])


def waiting(desk):
    with desk.read() as c:
        return left.waiting(c)


@pytest.fixture
def neighbour(regency, url, config, tmp_path):
    form = office.OfficeForm(village_code=NEIGHBOUR, name="Desa Sebelah", head="Karto")
    there = replace(config, data=tmp_path / "sebelah")
    desk, _code = office.set_up(there, form, "budi", "rahasia-budi")
    exchanging.enrol(desk, devices.new_code(regency, NEIGHBOUR), url)
    yield desk
    desk.close()


def test_money_arrives_with_its_people(member, regency, raw):
    person = put(member, raw(1))
    money.fund(member)
    one = money.pay(member, person, "2026-11", 2)
    money.set_aside(member, person)
    money.keep(member, person)
    done = exchanging.sync(member)
    assert (done.sent, done.accepted, done.waiting, done.note) == (5, 5, 0, None)
    money.undo(member, one)
    again = exchanging.sync(member)
    assert (again.sent, again.accepted, again.received) == (1, 1, 0)
    assert coverage.coverage(regency)[0].active == 0


def test_a_restored_office_gets_its_money_back(member, config, raw, recovery_code, tmp_path):
    person = put(member, raw(1))
    keeping.back_up(member, tmp_path / "c")
    money.fund(member)
    standing, undone = money.pay(member, person), money.pay(member, person, "2026-12")
    money.undo(member, undone)
    aside, kept = money.set_aside(member, person), money.keep(member, person)
    exchanging.sync(member)
    there = replace(config, data=tmp_path / "baru")
    restored = keeping.restore(there, tmp_path / "c", recovery_code, "siti", "rahasia-baru")
    with closing(restored):
        comes_back(restored, person, standing, undone, aside, kept)


def comes_back(restored, person, standing, undone, aside, kept):
    done = exchanging.sync(restored)
    assert (done.sent, done.waiting, done.received) == (0, 0, 7)  # the person is settled too
    with restored.read() as c:
        told = {one.payment.id: one.undone_why for one in payments.of_worker(c, person.id)}
        assert told == {standing.id: None, undone.id: "salah orang"}
        assert payments.get(c, standing.id).payment == standing
        assert sponsors.by_code(c, "csr-maju").budget == 1_000_000
        assert [one.id for one in reservations.reservations(c, "CSR-MAJU")] == [aside.id]
        assert deposits.get(c, kept.id) == kept
        assert audit.verify(c) == []
    assert exchanging.sync(restored).received == 0


def test_a_month_paid_in_another_village_comes_back_with_who_paid(member, neighbour, raw):
    there = put(neighbour, raw(1))
    first = money.pay(neighbour, there, payer="CSR-MAJU")
    exchanging.sync(neighbour)
    person = put(member, raw(1))
    mine = money.pay(member, person)
    done = exchanging.sync(member)
    assert (done.sent, done.duplicate) == (2, 2)
    assert [one.rule for one in waiting(member)] == ["nik_elsewhere", "month_paid_elsewhere"]
    told = sentence(done.records[1].finding)
    assert "November 2026" in told
    assert "CSR-MAJU" in told
    assert "…" not in told
    money.undo(neighbour, first)
    exchanging.sync(neighbour)
    exchanging.sync(member)
    assert [one.rule for one in waiting(member)] == ["nik_elsewhere"]
    with member.read() as c:
        assert payments.get(c, mine.id).undone_on is None


def test_money_stays_here_until_the_person_agrees(member, regency, raw):
    consent = {**raw(1)["consent"], "purposes": ["bpjs", "hub"]}
    alone = {**consent, "purposes": ["bpjs"]}
    person = put(member, {**raw(1), "consent": alone})
    money.pay(member, person)
    money.keep(member, person)
    money.set_aside(member, person)
    done = exchanging.sync(member)
    assert (done.sent, done.waiting) == (0, 4)
    assert {one.verdict for one in waiting(member)} == {"consent"}
    registering.edit(member, person.worker.nik, {"consent": consent})
    assert exchanging.sync(member).waiting == 0
    registering.edit(member, person.worker.nik, {"consent": alone})
    late = money.pay(member, person, "2026-12")
    done = exchanging.sync(member)
    assert (done.sent, done.accepted) == (1, 1)
    assert [one.record_id for one in waiting(member)] == [late.id]
    with regency.read() as c:
        told = str(c.exec_driver_sql("SELECT * FROM change").all())
        assert "8400" not in told
        assert c.exec_driver_sql("SELECT count(*) FROM paid_month").scalar() == 0


def test_a_hub_that_does_not_know_money_yet_keeps_nobody_waiting(desk, hub, patience, raw, clock):
    """A hub of the first version answers ``later``; the office goes on and asks again in a day."""
    exchanging.enrol(desk, hub.code(), hub.url)
    hub.says = lambda told: (
        None if told.kind == "worker" else Verdict(change_id=told.change_id, verdict="later")
    )
    person = put(desk, raw(1))
    money.pay(desk, person)
    money.fund(desk)
    done = exchanging.sync(desk)
    assert (done.sent, done.accepted, done.waiting, done.note) == (3, 1, 2, None)
    assert {one.verdict for one in waiting(desk)} == {"later"}
    assert finding.find_one(desk, raw(1)["nik"]).states.delivery == "accepted"
    put(desk, raw(2, full_name="Warsini"))
    assert exchanging.sync(desk).sent == 1
    hub.says = lambda told: None
    clock.moment += timedelta(days=1, hours=1)
    assert exchanging.sync(desk).waiting == 0
