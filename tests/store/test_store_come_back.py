"""What comes back from the hub: papers, lists, people registered twice, numbers given twice."""

from dataclasses import replace

import pytest
from making import ACT, Told, answer, enrol, save, send, worker

from desktop_app.domain.letters import letter_number
from desktop_app.domain.numbering import registration_number
from desktop_app.store import (
    agenda,
    changes,
    foreign,
    health,
    hubs,
    outbox,
    papers,
    settling,
    submissions,
    workers,
)

TAKEN = {**ACT, "action": "hub_answer"}


@pytest.fixture
def hub(store):
    return enrol(store, epoch="a")


def bring(store, **told):
    with store.write(**TAKEN) as tx:
        return foreign.apply(tx, Told(**{"change_id": "f1", "record_id": "r1", **told}))


def record_of(one, **instead):
    return {**workers.whole(one), **instead}


def people(store):
    with store.read() as c:
        return {r.number: r for r in workers.stream(c, _all())}


def _all():
    from desktop_app.store.summary import Filters

    return Filters()


def sound(store):
    return health.check(store, deep=True) == []


def test_a_paper_comes_back_and_its_serial_is_never_given_again(store, hub):
    one = save(store, worker(1))
    told = {
        "worker": one.id, "kind": "card", "status": "provisional", "serial": 41,
        "issued_on": "2026-11-20", "issued_by": "siti", "reason": "",
    }  # fmt: skip
    for _ in range(2):
        assert bring(store, kind="paper", record=told) == one.id
    with store.read() as c:
        assert [paper.serial for paper in papers.of_worker(c, one.id)] == [41]
        assert papers.next_serial(c) == 42
        assert c.exec_driver_sql("SELECT id FROM paper").scalar() == "r1"
    with pytest.raises(LookupError):
        bring(store, kind="paper", change_id="f2", record={**told, "worker": "nobody"})
    assert sound(store)


def test_a_list_comes_back_and_its_number_is_never_given_again(store, hub):
    day = ACT["today"]
    number = letter_number(7, day)
    told = {"number": number, "day": day.isoformat(), "digest": "ab", "people": 3}
    for _ in range(2):
        bring(store, kind="submission", record=told)
    with store.read() as c:
        assert agenda.next_serial(c, day.year) == 8
        assert [one.number for one in submissions.all_submissions(c)] == [number]
    with pytest.raises(ValueError, match="letter"):
        bring(store, kind="submission", change_id="f2", record={**told, "number": "x/1"})
    assert sound(store)


def test_the_same_person_registered_again_becomes_the_hubs_record(store, hub):
    again = save(store, worker(1, hamlet="Kauman"))
    with store.write(**ACT) as tx:
        papers.record(tx, kind="card", worker_id=again.id, status="provisional", serial=1)
    number = registration_number("33.01.22.2003", "ZZZ", 3)
    record = record_of(again, registration_number=number, hamlet=None)
    assert bring(store, record=record) == "r1"
    (one,) = people(store).values()
    assert (one.id, one.number, one.worker.hamlet) == ("r1", number, "Kauman")
    with store.read() as c:
        assert [paper.worker_id for paper in papers.of_worker(c, "r1")] == ["r1"]
        first, edit = changes.of_record(c, "r1")
        assert (first.settled, edit.fields) == ("feed", {"hamlet": [None, "Kauman"]})
        assert outbox.pending_seqs(c)[-1] == edit.seq
        assert all(one.settled for one in changes.of_record(c, again.id))
    assert sound(store)


def test_somebody_the_hub_took_is_never_linked(store, hub):
    one = save(store, worker(1))
    answer(store, send(store))
    number = registration_number("33.01.22.2003", "ZZZ", 3)
    with pytest.raises(workers.NikTaken):
        bring(store, record=record_of(one, registration_number=number))


def test_a_number_of_the_hubs_is_given_up_by_whom_it_never_took(store, hub):
    local = save(store, worker(1))
    theirs = record_of(replace(local, worker=worker(2, full_name="Orang Lain")))
    bring(store, record=theirs)
    there = people(store)
    assert there[local.number].id == "r1"
    (number,) = set(there) - {local.number}
    assert there[number].id == local.id
    with store.read() as c:
        told = changes.of_record(c, local.id)[-1]
    assert told.fields == {"registration_number": [local.number, number]}
    assert sound(store)


def test_another_epoch_opens_everything_but_what_was_just_answered(store, hub):
    one, two = save(store, worker(1)), save(store, worker(2))
    answer(store, send(store, [1]))
    batch = send(store, [2])
    answer(store, batch)
    for _ in range(2):
        with store.write(**ACT) as tx:
            hubs.told(tx, epoch="b", cursor=None, but=batch.seqs)
        with store.read() as c:
            assert outbox.pending_seqs(c) == [1]
            assert hubs.current(c).cursor == ""
            delivery = {r.id: r.states.delivery for r in people(store).values()}
    assert delivery == {one.id: "waiting", two.id: "accepted"}
    with store.read() as c:
        assert outbox.said(c) == {1, 2}
        assert outbox.newest(c) == ("e", 1)
    assert sound(store)


def test_a_change_of_ours_that_the_hub_holds_is_settled(store, hub):
    one = save(store, worker(1))
    with store.read() as c:
        (told,) = changes.of_record(c, one.id)
    bring(store, change_id=told.change_id, record_id=one.id, record=told.record)
    with store.read() as c:
        assert changes.of_record(c, one.id)[0].settled == changes.FEED
        assert settling.places(c, [told.change_id, "nobody's"]) == {told.change_id: 1}


def test_a_picture_that_only_the_hub_has_is_told_so(store, hub):
    one = save(store, worker(1))
    number = registration_number("33.01.22.2003", "ZZZ", 3)
    other = record_of(one, registration_number=number, photo="ab" * 32)
    bring(store, record={**other, "nik": worker(2).nik})
    (found,) = health.check(store)
    assert (found.rule, found.params["why"]) == ("photo_missing", "hub")
