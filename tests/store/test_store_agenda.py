"""The book of letters: one row of numbers a year, none twice, none forgotten."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from making import ACT, TODAY, Told, answer, enrol, save, send, worker

from desktop_app.domain.findings import Refused
from desktop_app.domain.letters import letter_number
from desktop_app.store import agenda, changes, foreign, health, office, outbox, submissions, workers


def enter(store, kind="work", **more):
    with store.write(**{**ACT, "action": "letter_made", **more.pop("act", {})}) as tx:
        return agenda.enter(tx, kind=kind, subject="Hal", **more)


def year(store, number=2026):
    with store.read() as c:
        return agenda.of_year(c, number)


def test_letters_and_lists_share_one_row_of_numbers(store):
    one = save(store)
    assert enter(store, worker_id=one.id) == "470/001/XI/2026"
    with store.write(**ACT) as tx:
        number = letter_number(agenda.next_serial(tx.connection, 2026), TODAY)
        submissions.add(tx, number, TODAY, [one.id], "d")
    assert enter(store, about="Mbah Karto") == "470/003/XI/2026"
    told = [(x.number, x.kind, x.full_name) for x in year(store)]
    assert told == [
        ("470/001/XI/2026", "work", "Slamet Raharjo"),
        ("470/002/XI/2026", "submission", None),
        ("470/003/XI/2026", "work", "Mbah Karto"),
    ]
    assert health.check(store, deep=True) == []


def test_another_year_begins_anew_and_keeps_the_old(store):
    enter(store)
    later = {"now": datetime(2027, 1, 2, 3, tzinfo=UTC), "today": date(2027, 1, 2)}
    assert enter(store, act=later) == "470/001/I/2027"
    with store.read() as c:
        assert agenda.years(c) == [2027, 2026]


def test_the_office_numbers_by_its_own_template(store):
    with store.write(**{**ACT, "action": "letter_number_changed"}) as tx:
        office.set_setting(tx, agenda.SETTING, "560/{n}/{tahun}")
    assert enter(store) == "560/001/2026"


def test_a_revoked_letter_keeps_its_number(store):
    enter(store)
    with store.write(**{**ACT, "action": "letter_revoked"}) as tx:
        agenda.revoke(tx, 1, "salah nama")
    (gone,) = year(store)
    assert (gone.revoked_why, gone.revoked_by) == ("salah nama", "siti")
    assert enter(store) == "470/002/XI/2026"
    for n, rule in ((1, "letter_revoked"), (99, "not_found")):
        with pytest.raises(Refused, match=rule), store.write(**ACT) as tx:
            agenda.revoke(tx, n, "lagi")


def test_a_list_that_is_taken_back_is_revoked_in_the_book(store):
    one = save(store)
    with store.write(**ACT) as tx:
        submissions.add(tx, "1", TODAY, [one.id], "d")
        submissions.withdraw(tx, "1")
    (gone,) = year(store)
    assert (gone.kind, gone.revoked_why) == ("submission", "")


def test_what_travels_names_nobody(store):
    one = save(store)
    enter(store, worker_id=one.id)
    enter(store, about="Mbah Karto")
    with store.read() as c:
        told = outbox.changes_at(c, [2, 3])
    assert [x.kind for x in told] == [changes.AGENDA] * 2
    for change in told:
        assert "Mbah" not in str(change.record)
        assert one.id not in str(change.record)
        assert change.record["serial"] in (1, 2)


def test_a_letter_comes_back_from_the_hub_and_so_does_its_end(store):
    enrol(store, epoch="a")
    told = {
        "number": "560/009/X/2026", "year": 2026, "serial": 9, "day": "2026-10-02",
        "kind": "work", "subject": "Hal", "recipient": "",
    }  # fmt: skip
    gone = {**told, "revoked_why": "salah"}
    for change_id, record, fields in (
        ("f1", told, None),
        ("f1", told, None),
        ("f2", gone, {"revoked_why": [None, "salah"]}),
    ):
        with store.write(**{**ACT, "action": "hub_answer"}) as tx:
            foreign.apply(
                tx,
                Told(
                    change_id=change_id, record_id="a1", kind="agenda", record=record, fields=fields
                ),
            )
    (letter,) = year(store)
    assert (letter.serial, letter.revoked_why) == (9, "salah")
    assert enter(store) == "470/010/XI/2026"
    with pytest.raises(ValueError, match="serial"), store.write(**ACT) as tx:
        agenda.take_back(tx, "a2", {**told, "serial": "x"}, tx.at, "x")
    assert health.check(store, deep=True) == []


def test_letters_follow_when_two_registrations_are_one_person(store):
    enrol(store)
    local, heir = save(store), save(store, worker(2))
    enter(store, worker_id=local.id)
    with store.write(**ACT) as tx:
        workers.remove(tx, local, heir.id)
    assert year(store)[0].worker_id == heir.id


def test_the_hub_takes_it(store):
    enrol(store)
    enter(store)
    assert answer(store, send(store)).accepted == 1


def test_the_number_of_a_list_of_another_template_comes_back(store):
    enrol(store)
    told = {"number": "A-9", "day": "2026-10-02", "serial": 9, "digest": "ab", "people": 1}
    with store.write(**{**ACT, "action": "hub_answer"}) as tx:
        foreign.apply(tx, Told(change_id="f1", record_id="s1", kind="submission", record=told))
    assert enter(store) == "470/010/XI/2026"
    assert replace(year(store)[0]).kind == "submission"
