import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import ACT, Receipt, Said, Told, answer, enrol, make, save, sealed, send, worker

from desktop_app.store import changes, foreign, health, outbox, settling, workers


@pytest.fixture
def hub(store):
    return enrol(store)


def edit(store, found, **fields):
    with store.write(**{**ACT, "action": "edited"}) as tx:
        now = workers.get(tx.connection, found.id)
        return workers.update(tx, now, worker=replace(now.worker, **fields))


def delivery(store, found):
    with store.read() as c:
        return workers.get(c, found.id).states.delivery


def pending(store):
    with store.read() as c:
        found = outbox.pending_seqs(c)
        assert changes.pending(c) == len(found)
        return found


def told(store, seq):
    with store.read() as c:
        return tuple(
            c.exec_driver_sql("SELECT settled, verdict FROM change WHERE seq = ?", (seq,)).one()
        )


def verdicts(store):
    with store.read() as c:
        rows = c.exec_driver_sql("SELECT seq, verdict, rule FROM verdict ORDER BY seq").all()
        return [tuple(row) for row in rows]


def say(store, **said):
    with store.read() as c:
        there = settling.places(c, [said["change_id"]])
    with store.write(**{**ACT, "action": "hub_answer"}) as tx:
        return outbox.verdict(tx, Said(**said), there)


def test_every_verdict(store, hub):
    people = [save(store, worker(n)) for n in range(1, 9)]
    batch = send(store)
    assert {delivery(store, one) for one in people} == {"sent"}
    said = ("merged", "conflict", "duplicate", "refused", "held", "later", "of a newer hub")
    exceptions = [
        Said(change_id=one.revision, verdict=verdict, rule="r", params={"village": "X"})
        for one, verdict in zip(people[1:], said, strict=True)
    ]
    settled = answer(store, batch, *exceptions)
    assert settled == outbox.Settled(
        accepted=1, merged=1, conflict=1, duplicate=1, refused=1, held=1, later=2
    )
    assert [delivery(store, one) for one in people] == [
        *("accepted", "merged", "conflict", "duplicate", "refused"),
        *("waiting", "waiting", "waiting"),
    ]
    assert told(store, 1) == (batch.id, "accepted")
    assert told(store, 5) == (batch.id, "refused")
    assert told(store, 6) == (None, None)
    assert verdicts(store) == [
        (3, "conflict", "r"),
        (4, "duplicate", "r"),
        (5, "refused", "r"),
        (6, "held", "r"),
        (7, "later", "r"),
        (8, "later", "r"),
    ]
    assert pending(store) == [6, 7, 8]
    with store.read() as c:
        [view] = outbox.receipts(c, 9)
        assert (view.later, view.held, view.number) == (2, 1, 1)
        assert [workers.get(c, one.id).revision for one in people] == [p.revision for p in people]
    assert health.check(store, deep=True) == []


def test_the_same_receipt_again_changes_nothing(store, hub):
    one = save(store, worker(1))
    batch = send(store)
    refused = Said(change_id=one.revision, verdict="refused", rule="age")
    first = answer(store, batch, refused)
    edit(store, one, hamlet="Krajan")
    assert answer(store, batch) == first
    assert delivery(store, one) == "waiting"
    assert told(store, 1) == (batch.id, "refused")


def test_the_receipt_of_another_batch(store, hub):
    save(store, worker(1))
    batch = send(store)
    for wrong in (
        Receipt(batch_id="other", digest=batch.digest),
        Receipt(batch_id=batch.id, digest="00"),
    ):
        with pytest.raises(ValueError, match="another batch"), store.write(**ACT) as tx:
            outbox.receipted(tx, batch.id, b"r", wrong)
    assert told(store, 1) == (None, None)
    with store.write(**ACT) as tx:
        assert outbox.receipted(tx, "nobody's", b"r", wrong) == outbox.Settled()


def test_a_verdict_of_a_change_that_the_batch_does_not_have(store, hub):
    one, two = save(store, worker(1)), save(store, worker(2))
    batch = send(store, [1])
    answer(store, batch, Said(change_id=two.revision, verdict="refused"))
    assert delivery(store, one) == "accepted"
    assert told(store, 2) == (None, None)
    assert verdicts(store) == []


def test_a_newer_change_still_waits(store, hub):
    one = save(store, worker(1))
    batch = send(store)
    edit(store, one, hamlet="Krajan")
    assert delivery(store, one) == "waiting"
    answer(store, batch)
    assert delivery(store, one) == "waiting"
    answer(store, send(store))
    assert delivery(store, one) == "accepted"


def test_an_edit_waits_whatever_its_caller_says(store, hub):
    one = save(store, worker(1), delivery="accepted")
    assert edit(store, one, hamlet="Krajan").states.delivery == "waiting"
    with store.write(**ACT) as tx:
        now = workers.get(tx.connection, one.id)
        workers.update(tx, now, states=replace(now.states, delivery="accepted"))
    assert delivery(store, one) == "accepted"


def test_a_held_change_takes_the_earlier_ones_of_its_record_back(store, hub):
    one, other = save(store, worker(1)), save(store, worker(2))
    refused = Said(change_id=other.revision, verdict="refused")
    answer(store, send(store), refused)
    second = edit(store, one, hamlet="A")
    third = edit(store, one, hamlet="B")
    answer(store, send(store, [3]), Said(change_id=second.revision, verdict="conflict", rule="x"))
    assert pending(store) == [4]
    answer(store, send(store), Said(change_id=third.revision, verdict="held"))
    assert pending(store) == [1, 3, 4]
    assert verdicts(store) == [(2, "refused", None), (4, "held", None)]
    assert delivery(store, one) == "waiting"
    assert delivery(store, other) == "refused"
    with store.read() as c:
        base = outbox.bases(c, outbox.changes_at(c, [1, 3, 4]))
    assert list(base.values()) == [None, one.revision, second.revision]
    answer(store, send(store))
    assert pending(store) == []
    assert verdicts(store) == [(2, "refused", None)]
    assert delivery(store, one) == "accepted"
    assert health.check(store, deep=True) == []


def test_a_change_that_comes_again_may_be_judged_otherwise(store, hub):
    one = save(store, worker(1))
    answer(store, send(store), Said(change_id=one.revision, verdict="later"))
    answer(store, send(store), Said(change_id=one.revision, verdict="duplicate", rule="y"))
    assert verdicts(store) == [(1, "duplicate", "y")]
    answer(store, send(store, [1]))
    assert verdicts(store) == []
    assert delivery(store, one) == "accepted"


def test_the_feed_says_later_what_became_of_a_change(store, hub):
    one, two = save(store, worker(1)), save(store, worker(2))
    batch = send(store)
    answer(store, batch, Said(change_id=one.revision, verdict="held"))
    assert say(store, change_id=one.revision, verdict="accepted")
    assert told(store, 1) == ("feed", "accepted")
    assert delivery(store, one) == "accepted"
    assert say(store, change_id=two.revision, verdict="duplicate", rule="nik_elsewhere")
    assert say(store, change_id=two.revision, verdict="duplicate", rule="nik_elsewhere")
    assert delivery(store, two) == "duplicate"
    assert verdicts(store) == [(2, "duplicate", "nik_elsewhere")]
    assert not say(store, change_id="nobody's", verdict="refused")
    assert pending(store) == []
    assert health.check(store, deep=True) == []


def test_what_the_feed_says_of_a_change_in_an_open_batch(store, hub):
    one = save(store, worker(1))
    batch = send(store)
    assert say(store, change_id=one.revision, verdict="refused", rule="age")
    assert delivery(store, one) == "refused"
    answer(store, batch)
    assert delivery(store, one) == "accepted"
    assert told(store, 1) == (batch.id, "accepted")


def test_a_thousand_in_one_receipt(store, hub):
    with store.write(**ACT) as tx:
        people = workers.add_many(tx, [(worker(n), *_plain(store)) for n in range(1, 1001)])
    batch = send(store)
    with store.read() as c:
        assert c.exec_driver_sql("SELECT seqs FROM batch").scalar() == "1-1000"
    refused = [Said(change_id=one.revision, verdict="refused") for one in people[::10]]
    assert answer(store, batch, *refused) == outbox.Settled(accepted=900, refused=100)
    with store.read() as c:
        rows = c.exec_driver_sql("SELECT delivery, count(*) FROM worker GROUP BY 1 ORDER BY 1")
        assert [tuple(row) for row in rows] == [("accepted", 900), ("refused", 100)]


def _plain(_store):
    from desktop_app.domain.registration import Standing
    from desktop_app.domain.states import States

    return States(), Standing()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Three people with three changes each, an edit of a hub among them."""
    store = make(tmp_path_factory.mktemp("crowd") / "data")
    enrol(store)
    people = [save(store, worker(n)) for n in (1, 2, 3)]
    for hamlet in ("A", "B"):
        for one in people:
            edit(store, one, hamlet=hamlet)
    with store.write(**ACT) as tx:
        now = workers.get(tx.connection, people[0].id)
        kpj = {"kpj": [None, "10000000009"]}
        whole = workers.whole(now) | {"kpj": "10000000009"}
        foreign.apply(tx, Told(change_id="f", record_id=now.id, record=whole, fields=kpj))
    yield store
    store.close()


BATCHES = st.lists(
    st.dictionaries(
        st.integers(1, 9),
        st.sampled_from((*settling.VERDICTS, "accepted", "unheard of")),
        min_size=1,
    ),
    max_size=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=BATCHES, twice=st.booleans())
def test_whatever_receipts_say_nothing_is_lost_and_twice_is_once(crowd, batches, twice):
    with crowd.read() as c:
        rows = outbox.changes_at(c, range(1, 10))
    ids, records = [h.change_id for h in rows], [h.record_id for h in rows]
    final: dict[int, str] = {}
    with contextlib.ExitStack() as stack:
        tx = stack.enter_context(crowd.write(**ACT))
        tx.abandon()
        for said in batches:
            batch = sealed(crowd, sorted(said))
            outbox.store_batch(tx, batch)
            receipt = Receipt(
                batch_id=batch.id,
                digest=batch.digest,
                exceptions=tuple(
                    Said(change_id=ids[seq - 1], verdict=verdict)
                    for seq, verdict in said.items()
                    if verdict != "accepted"
                ),
            )
            for _ in range(1 + twice):
                outbox.receipted(tx, batch.id, b"r", receipt)
            final.update({s: v for s, v in said.items() if v in settling.FINAL})
            for seq, verdict in said.items():
                if verdict == "held":
                    gone = [s for s in final if s < seq and records[s - 1] == records[seq - 1]]
                    for earlier in (*gone, seq):
                        final.pop(earlier, None)
                elif verdict not in settling.FINAL:
                    final.pop(seq, None)
        c = tx.connection
        now = c.exec_driver_sql("SELECT seq, verdict, settled FROM change WHERE seq < 10").all()
        assert {row[0]: row[1] for row in now if row[2]} == final
        assert {row[1] for row in now if not row[2]} <= {None}
        assert outbox.pending_seqs(c) == [s for s in range(1, 10) if s not in final]
        mend = c.exec_driver_sql("SELECT seq, verdict FROM verdict").all()
        assert {s: v for s, v in mend if v in settling.FINAL} == {
            s: v for s, v in final.items() if v not in settling.TAKEN
        }
        assert not ({s for s, v in mend if v in ("held", "later")} & set(final))
        assert c.exec_driver_sql("SELECT settled FROM change WHERE seq = 10").scalar() == "feed"
        for seq in (7, 8, 9):
            [where] = c.exec_driver_sql(
                "SELECT delivery FROM worker WHERE id = ?", (records[seq - 1],)
            ).one()
            named = any(seq in said for said in batches)
            assert where == final.get(seq, "waiting") or not named
