from dataclasses import replace
from datetime import timedelta

import pytest
from making import ACT, HUB, NOW, ROOT, TODAY, Said, answer, enrol, save, sealed, send, worker

from desktop_app.domain.worker import Consent
from desktop_app.store import audit, changes, health, outbox, papers, photos, submissions, workers

AGREED = Consent(method="signed_form", given_on=TODAY)
ISSUED = {**ACT, "action": "papers_issued"}


@pytest.fixture
def hub(store):
    return enrol(store)


def edit(store, found, **fields):
    with store.write(**{**ACT, "action": "edited"}) as tx:
        now = workers.get(tx.connection, found.id)
        return workers.update(tx, now, worker=replace(now.worker, **fields))


def paper(store, found, serial=1):
    with store.write(**ISSUED) as tx:
        papers.record(
            tx, kind="slip", worker_id=found.id, status="provisional", serial=serial, reason=""
        )


def pending(store, **given):
    with store.read() as c:
        found = outbox.pending_seqs(c, **given)
        assert given or changes.pending(c) >= len(found)
        return found


def delivery(store, found):
    with store.read() as c:
        return workers.get(c, found.id).states.delivery


def listed(store, limit=None):
    with store.read() as c:
        return outbox.waiting(c, limit)


def test_a_paper_and_a_list_are_changes(store):
    one = save(store, worker(1))
    paper(store, one)
    with store.write(**{**ACT, "action": "submitted"}) as tx:
        submissions.add(tx, "1/BPJS", TODAY, [one.id], "dd")
    with store.read() as c:
        _, printed, put_down = outbox.changes_at(c, [3, 2, 1])
        assert (printed.kind, printed.fields) == ("paper", None)
        assert printed.record == {
            "worker": one.id,
            "kind": "slip",
            "status": "provisional",
            "serial": 1,
            "issued_on": "2026-11-23",
            "issued_by": "siti",
            "reason": "",
        }
        assert c.exec_driver_sql("SELECT id FROM paper").scalar() == printed.record_id
        assert put_down.kind == "submission"
        assert put_down.record == {
            "number": "1/BPJS",
            "day": "2026-11-23",
            "digest": "dd",
            "people": 1,
            "serial": 1,
        }
        assert audit.entries(c, subject=one.id)[0].detail["serial"] == 1
        assert audit.entries(c)[0].detail["number"] == "1/BPJS"
        assert audit.verify(c) == []
        assert [one.kind for one in changes.of_record(c, one.id)] == ["worker"]
        assert changes.pending(c) == 3
    assert health.check(store, deep=True) == []
    with store.write(**{**ACT, "action": "erased"}) as tx:
        changes.erase(tx, one.id)
    with store.read() as c:
        assert [h.record is None for h in outbox.changes_at(c, [1, 2, 3])] == [True, True, False]
        assert audit.verify(c) == []
        assert audit.entries(c, subject=one.id)[0].detail == {}


def test_what_waits(store, hub):
    people = [save(store, worker(n)) for n in range(1, 6)]
    assert pending(store) == [1, 2, 3, 4, 5]
    batch = send(store, [1, 3])
    assert pending(store) == [2, 4, 5]
    answer(store, batch)
    assert pending(store) == [2, 4, 5]
    edit(store, people[0], hamlet="Krajan")
    assert pending(store) == [2, 4, 5, 6]


def test_a_batch_of_another_hub_holds_nothing_back(store, hub):
    save(store, worker(1))
    send(store, hub=b"x" * 32)
    assert pending(store) == [1]


def test_a_batch_comes_back_as_it_was_stored(store, hub):
    for n in (1, 2, 3):
        save(store, worker(n))
    first, second = send(store, [1, 2]), send(store, [3], sealed=b"\0\xff")
    with store.read() as c:
        assert outbox.open_batches(c) == [replace(one, made_at=NOW) for one in (first, second)]
    assert "sealed bytes" not in repr(first)
    answer(store, first)
    with store.read() as c:
        assert [one.id for one in outbox.open_batches(c)] == [second.id]
        told = c.exec_driver_sql(
            "SELECT sealed, receipt FROM batch WHERE id = ?", (first.id,)
        ).one()
        assert tuple(told) == (None, b"receipt")


def test_changes_whole_and_in_order(store):
    for n in range(1, 4):
        save(store, worker(n))
    with store.read() as c:
        found = outbox.changes_at(c, [3, 1, 99])
        assert [one.seq for one in found] == [1, 3]
        assert found == [changes.of_record(c, one.record_id)[0] for one in found]
        assert outbox.changes_at(c, []) == []


def test_the_change_before(store):
    one, two = save(store, worker(1)), save(store, worker(2))
    second = edit(store, one, hamlet="A")
    paper(store, one)
    third = edit(store, one, hamlet="B")
    with store.read() as c:
        found = outbox.changes_at(c, range(1, 6))
        assert outbox.bases(c, found) == {
            one.revision: None,
            two.revision: None,
            second.revision: one.revision,
            found[3].change_id: None,
            third.revision: second.revision,
        }
        assert outbox.bases(c, [found[4]]) == {third.revision: second.revision}
        assert outbox.bases(c, []) == {}


def test_the_change_before_an_erased_one(store):
    one = save(store, worker(1))
    second = edit(store, one, hamlet="A")
    with store.write(**{**ACT, "action": "erased"}) as tx:
        changes.erase(tx, one.id)
    with store.read() as c:
        told = outbox.bases(c, outbox.changes_at(c, [1, 2]))
    assert told == {one.revision: None, second.revision: one.revision}


def test_whose_consent(store):
    one, two = save(store, worker(1, consent=AGREED)), save(store, worker(2))
    paper(store, two)
    with store.write(**{**ACT, "action": "submitted"}) as tx:
        submissions.add(tx, "1", TODAY, [one.id], "d")
    with store.read() as c:
        found = outbox.changes_at(c, range(1, 5))
        told = outbox.record_consents(c, {h.record_id for h in found})
        printed = next(h.record_id for h in found if h.kind == "paper")
        assert told == {one.id: AGREED, two.id: Consent(), printed: Consent()}


def test_what_is_shown_as_waiting(store, hub):
    one = save(store, worker(1, consent=AGREED, full_name="Ani"))
    two = save(store, worker(2))
    paper(store, one)
    with store.write(**{**ACT, "action": "submitted"}) as tx:
        submissions.add(tx, "1", TODAY, [one.id], "d")
    first, second, printed, put_down = listed(store)
    assert (first.verdict, first.worker_id, first.number, first.name) == (
        "waiting",
        one.id,
        one.number,
        "Ani",
    )
    assert (first.change_id, first.seq, first.at) == (one.revision, 1, NOW)
    assert (second.verdict, second.rule, second.name) == (
        "consent",
        "consent",
        two.worker.full_name,
    )
    assert (printed.kind, printed.verdict, printed.worker_id) == ("paper", "waiting", one.id)
    assert (put_down.kind, put_down.verdict, put_down.worker_id) == ("submission", "waiting", None)
    batch = send(store, [1, 3])
    assert [w.verdict for w in listed(store)] == ["sent", "consent", "sent", "waiting"]
    assert [w.seq for w in listed(store, 2)] == [1, 2]
    refused = Said(change_id=one.revision, verdict="refused", rule="age", field="birth_date")
    answer(store, batch, refused)
    told = listed(store)
    assert [(w.seq, w.verdict, w.rule, w.field) for w in told] == [
        (1, "refused", "age", "birth_date"),
        (2, "consent", "consent", None),
        (4, "waiting", None, None),
    ]
    assert [w.seq for w in listed(store, 1)] == [1]
    with store.read() as c:
        assert outbox.counts(c) == outbox.WaitingCounts(2, 1)
    edit(store, one, hamlet="Krajan")
    assert [(w.seq, w.verdict) for w in listed(store)] == [
        (2, "consent"),
        (4, "waiting"),
        (5, "waiting"),
    ]
    with store.read() as c:
        assert outbox.counts(c) == outbox.WaitingCounts(3, 0)


def test_a_refused_paper_is_somebodys_to_mend(store, hub):
    one = save(store, worker(1, consent=AGREED))
    paper(store, one)
    with store.read() as c:
        printed = outbox.changes_at(c, [2])[0]
    answer(store, send(store), Said(change_id=printed.change_id, verdict="refused", rule="x"))
    assert delivery(store, one) == "accepted"
    [told] = listed(store)
    assert (told.kind, told.worker_id, told.verdict) == ("paper", one.id, "refused")


def test_what_a_hub_cannot_judge_yet_is_said_again_after_a_day(store, hub):
    one = save(store, worker(1, consent=AGREED))
    answer(store, send(store), Said(change_id=one.revision, verdict="later", params={"n": 1}))
    assert pending(store) == [1]
    assert pending(store, now=NOW + timedelta(hours=23)) == []
    assert pending(store, now=NOW + timedelta(hours=25)) == [1]
    [told] = listed(store)
    assert (told.verdict, told.params) == ("later", {"n": 1})
    assert delivery(store, one) == "waiting"


def test_receipts_the_newest_first(store, hub):
    for n in (1, 2, 3):
        save(store, worker(n))
    first, second = send(store, [1]), send(store, [2, 3])
    answer(store, first)
    answer(store, second, now=NOW + timedelta(minutes=1))
    with store.read() as c:
        newest, oldest = outbox.receipts(c, 9)
        assert [newest.id, oldest.id] == [second.id, first.id]
        assert (newest.count, newest.accepted, newest.refused) == (2, 2, 0)
        assert newest.received_at - oldest.received_at == timedelta(minutes=1)
        assert len(outbox.receipts(c, 1)) == 1


def test_batches_that_nobody_can_take(store, hub):
    people = [save(store, worker(n)) for n in range(1, 5)]
    kept = send(store, [1])
    send(store, [2], incarnation="0" * 32)
    send(store, [3], hub=b"x" * 32)
    retired = send(store, [4])
    assert delivery(store, people[3]) == "sent"
    with store.write(**ACT) as tx:
        assert outbox.drop_batches(tx) == 2
        assert outbox.drop_batches(tx, [retired.id]) == 1
        assert outbox.drop_batches(tx) == 0
    with store.read() as c:
        assert [one.id for one in outbox.open_batches(c)] == [kept.id]
    assert pending(store) == [2, 3, 4]
    assert [delivery(store, one) for one in people] == ["sent", "waiting", "waiting", "waiting"]


def test_a_receipted_batch_is_never_dropped(store, hub):
    save(store, worker(1))
    batch = send(store, incarnation="0" * 32)
    answer(store, batch)
    with store.write(**ACT) as tx:
        assert outbox.drop_batches(tx, [batch.id]) == 0
    with store.read() as c:
        assert len(outbox.receipts(c, 9)) == 1


def test_a_receipt_of_a_dropped_batch_settles_nothing(store, hub):
    save(store, worker(1))
    batch = send(store)
    with store.write(**ACT) as tx:
        outbox.drop_batches(tx, [batch.id])
    assert answer(store, batch) == outbox.Settled()
    assert pending(store) == [1]


def test_pictures_each_once_and_only_with_consent(store, hub):
    names = (b"one", b"two", b"three", b"four")
    with store.write(**ACT) as tx:
        digests = [photos.put(tx, jpeg) for jpeg in names]
    agreed = save(store, worker(1, photo=digests[0], consent=AGREED))
    save(store, worker(2, photo=digests[1]))
    no_hub = replace(AGREED, purposes=("bpjs",))
    save(store, worker(3, photo=digests[2], consent=no_hub))
    save(store, worker(4, photo="0" * 64, consent=AGREED))

    def due():
        with store.read() as c:
            return outbox.photos_due(c, 9)

    assert due() == []
    answer(store, send(store))
    assert due() == [digests[0]]
    with store.read() as c:
        assert outbox.photos_due(c, 0) == []
    with store.write(**ACT) as tx:
        outbox.photo_sent(tx, digests[0])
    assert due() == []
    edit(store, agreed, photo=digests[3])
    assert due() == []
    answer(store, send(store))
    assert due() == [digests[3]]


def test_a_picture_goes_again_with_a_new_consent(store, hub):
    """The hub gave it up when the person withdrew."""
    with store.write(**ACT) as tx:
        digest = photos.put(tx, b"one")
    agreed = save(store, worker(1, photo=digest, consent=AGREED))
    answer(store, send(store))
    with store.write(**ACT) as tx:
        outbox.photo_sent(tx, digest)
    withdrawn = edit(store, agreed, consent=replace(AGREED, purposes=("bpjs",)))
    edit(store, withdrawn, consent=AGREED)
    answer(store, send(store))
    with store.read() as c:
        assert outbox.photos_due(c, 9) == [digest]


def test_a_power_cut_leaves_all_or_nothing(store, hub):
    save(store, worker(1))
    batch = sealed(store)
    with pytest.raises(KeyboardInterrupt), store.write(**ACT) as tx:
        outbox.store_batch(tx, batch)
        raise KeyboardInterrupt
    assert pending(store) == [1]
    send(store)
    assert pending(store) == []
    assert (hub.root, hub.hub_id) == (ROOT, HUB)
