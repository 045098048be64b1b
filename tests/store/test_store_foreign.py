from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import (
    ACT,
    HUB,
    NOW,
    TODAY,
    Said,
    Told,
    answer,
    enrol,
    make,
    save,
    send,
    whole_worker,
    worker,
)

from desktop_app.domain.registration import Standing
from desktop_app.store import (
    audit,
    changes,
    foreign,
    health,
    outbox,
    papers,
    submissions,
    workers,
)
from desktop_app.store.workers import NikTaken

TAKEN = {**ACT, "action": "hub_answer"}
KPJ = {
    "kpj": [None, "10000000009"],
    "membership": ["candidate", "member"],
    "member_since": [None, "2026-11-01"],
    "protection": ["none", "active"],
    "protection_as_of": [None, "2026-11-23"],
    "answered_on": [None, "2026-11-23"],
}


@pytest.fixture
def hub(store):
    return enrol(store)


@pytest.fixture
def known(store, hub):
    """Somebody whom the hub has taken."""
    one = save(store, worker(1))
    answer(store, send(store))
    return one


def edit(store, found, **fields):
    with store.write(**{**ACT, "action": "edited"}) as tx:
        now = workers.get(tx.connection, found.id)
        return workers.update(tx, now, worker=replace(now.worker, **fields))


def now_of(store, found):
    with store.read() as c:
        return workers.get(c, found.id)


def take(store, found, fields, change_id="f1", **told):
    record = workers.whole(now_of(store, found)) if found else {}
    record |= {name: pair[1] for name, pair in (fields or {}).items()}
    with store.write(**TAKEN) as tx:
        given = {"change_id": change_id, "record_id": found.id, "record": record, **told}
        return foreign.apply(tx, Told(fields=fields, **given))


def sound(store):
    assert health.check(store, deep=True) == []
    return True


def test_a_kpj_from_the_hub(store, known):
    with store.write(**{**ACT, "action": "papers_issued"}) as tx:
        papers.record(tx, kind="slip", worker_id=known.id, status="provisional", serial=1)
    assert take(store, known, KPJ) == known.id
    found = now_of(store, known)
    assert (found.worker.kpj, found.worker.member_since) == ("10000000009", date(2026, 11, 1))
    assert (found.states.membership, found.states.protection) == ("member", "active")
    assert found.standing.answered_on == TODAY
    assert found.revision == "f1"
    assert found.states.delivery == "accepted"
    assert (found.changed_by, found.changed_at) == ("BPJS", datetime(2026, 11, 23, 4, tzinfo=UTC))
    with store.read() as c:
        newest = changes.of_record(c, known.id)[-1]
        assert (newest.change_id, newest.settled, newest.verdict) == ("f1", "feed", "accepted")
        assert (newest.device, newest.actor) == (HUB, "BPJS")
        assert newest.fields["kpj"] == [None, "10000000009"]
        assert changes.pending(c) == 1
        entry = audit.entries(c, subject=known.id)[0]
        assert entry.action == "hub_answer"
        assert {"kpj", "membership"} <= {change.field for change in entry.changes}
        assert c.exec_driver_sql("SELECT unprinted FROM worker").scalar() == 1
        assert workers.find(c, "10000000009").id == known.id
        assert audit.verify(c) == []
    assert sound(store)


def test_twice_is_once(store, known):
    assert take(store, known, KPJ) == known.id
    before = store.mark()
    assert take(store, known, {"kpj": ["10000000009", "10000000010"]}) == known.id
    assert store.mark() == before
    assert now_of(store, known).worker.kpj == "10000000009"


def test_the_next_change_is_made_upon_it(store, known):
    take(store, known, KPJ)
    edited = edit(store, known, hamlet="Krajan")
    with store.read() as c:
        [mine] = outbox.changes_at(c, outbox.pending_seqs(c))
        assert outbox.bases(c, [mine]) == {edited.revision: "f1"}
    assert sound(store)


def test_beside_a_change_that_waits(store, known):
    edited = edit(store, known, hamlet="Krajan", phone="+628111")
    fields = {**KPJ, "hamlet": [None, "Sidadadi"], "phone": ["+628111", "+628222"]}
    take(store, known, fields)
    found = now_of(store, known)
    assert (found.worker.hamlet, found.worker.phone) == ("Krajan", "+628222")
    assert found.worker.kpj == "10000000009"
    assert found.revision == edited.revision
    assert found.states.delivery == "waiting"
    third = edit(store, known, rt="001")
    with store.read() as c:
        mine = outbox.changes_at(c, outbox.pending_seqs(c))
        assert outbox.bases(c, mine) == {
            edited.revision: known.revision,
            third.revision: edited.revision,
        }
        assert [h.change_id for h in mine] == [edited.revision, third.revision]
    answer(store, send(store))
    assert now_of(store, known).states.delivery == "accepted"
    take(store, known, {"rt": ["001", "002"]}, "f2")
    assert now_of(store, known).revision == "f2"
    assert sound(store)


@pytest.mark.parametrize("verdict", ["conflict", "duplicate", "refused"])
def test_beside_a_change_that_was_not_taken(store, known, verdict):
    """Else the next edit would stand upon the hub's head and settle by itself what a person has
    to decide."""
    edited = edit(store, known, hamlet="Krajan")
    answer(store, send(store), Said(change_id=edited.revision, verdict=verdict))
    take(store, known, {**KPJ, "hamlet": [None, "Sidadadi"]})
    found = now_of(store, known)
    assert (found.worker.hamlet, found.worker.kpj) == ("Krajan", "10000000009")
    assert (found.revision, found.states.delivery) == (edited.revision, verdict)
    with store.read() as c:
        assert outbox.counts(c).to_mend == 1
    assert sound(store)
    mended = edit(store, known, hamlet="Sidadadi")
    with store.read() as c:
        base = outbox.bases(c, outbox.changes_at(c, outbox.pending_seqs(c)))
    assert base == {mended.revision: edited.revision}
    answer(store, send(store))
    take(store, known, {"rt": [None, "002"]}, "f2")
    assert now_of(store, known).revision == "f2"
    assert sound(store)


def test_what_only_lay_beside_is_never_said_as_ours(store, known):
    edited = edit(store, known, hamlet="Krajan")
    take(store, known, KPJ)
    with store.read() as c:
        assert outbox.pending_seqs(c) == [2]
    answer(store, send(store), Said(change_id=edited.revision, verdict="held"))
    with store.read() as c:
        assert outbox.pending_seqs(c) == [1, 2]
    with store.write(**TAKEN) as tx:
        assert not outbox.verdict(tx, Said(change_id="f1", verdict="accepted"))
    assert now_of(store, known).revision == edited.revision


def test_a_further_membership_of_ours_stays(store, known):
    with store.write(**{**ACT, "action": "ended"}) as tx:
        one = workers.get(tx.connection, known.id)
        ended = replace(one.states, membership="ended")
        standing = Standing(ended_on=TODAY, ended_why="death")
        workers.update(tx, one, states=ended, standing=standing)
    take(store, known, KPJ)
    found = now_of(store, known)
    assert (found.states.membership, found.worker.kpj) == ("ended", "10000000009")
    assert found.standing.ended_why == "death"
    assert sound(store)


def test_the_answer_settles_our_list_too(store, hub):
    people = [save(store, worker(n)) for n in (1, 2)]
    with store.write(**{**ACT, "action": "submitted"}) as tx:
        submissions.add(tx, "1", TODAY, [one.id for one in people], "d")
    answer(store, send(store))
    take(store, people[0], KPJ)
    refusal = {
        "membership": ["candidate", "refused_by_bpjs"],
        "refused_reason": [None, "NIK tidak ditemukan"],
    }
    take(store, people[1], refusal, "f2")
    with store.read() as c:
        first, second = submissions.lines(c, "1")
        assert first.outcome == "confirmed"
        assert (second.outcome, second.reason) == ("refused_by_bpjs", "NIK tidak ditemukan")


def test_a_corrected_nik(store, known):
    fields = {"nik": [known.worker.nik, worker(7).nik], "aliases": [[], ["3301221508850099"]]}
    take(store, known, fields)
    found = now_of(store, known)
    assert found.worker.nik == worker(7).nik
    assert found.aliases == (known.worker.nik, "3301221508850099")
    with store.read() as c:
        assert workers.find(c, known.worker.nik).id == known.id
    assert sound(store)
    back = {"nik": [worker(7).nik, known.worker.nik]}
    take(store, known, back, "f2")
    assert now_of(store, known).worker.nik == known.worker.nik


def test_a_nik_that_somebody_else_here_has(store, known):
    save(store, worker(2))
    take(store, known, {"nik": [known.worker.nik, worker(2).nik], **KPJ})
    found = now_of(store, known)
    assert (found.worker.nik, found.worker.kpj) == (known.worker.nik, "10000000009")
    assert found.revision == known.revision
    assert sound(store)


def test_what_says_nothing_of_a_registration_is_passed_over(store, known):
    fields = {
        "religion": [None, "x"],
        "registration_number": [known.number, "1"],
        "record": ["a"] * 2,
    }
    take(store, known, fields)
    assert now_of(store, known).number == known.number
    assert now_of(store, known).revision == "f1"
    assert sound(store)


def test_a_merged_record_that_says_what_we_said(store, known):
    edited = edit(store, known, hamlet="Krajan")
    answer(store, send(store), Said(change_id=edited.revision, verdict="merged"))
    take(store, known, {"hamlet": [None, "Krajan"], "rt": [None, "003"]})
    found = now_of(store, known)
    assert (found.revision, found.states.delivery) == ("f1", "accepted")
    assert (found.worker.hamlet, found.worker.rt) == ("Krajan", "003")
    assert sound(store)


def a_record(serial=5, **fields):
    """Somebody whole as a hub tells of them, empty fields left out."""
    from making import office

    from desktop_app.domain.numbering import registration_number
    from desktop_app.store import rows

    number = registration_number(office().village.code, "XYZ", serial)
    told = {
        **rows.public(whole_worker(serial)),
        "registration_number": number,
        "record": "recorded",
        "membership": "member",
        "protection": "active",
        "protection_as_of": "2026-11-23",
        "answered_on": "2026-11-22",
        "registered_on": "2026-11-20",
        "registered_by": "budi",
        "aliases": ["3301221508850098"],
        **fields,
    }
    return {name: value for name, value in told.items() if value is not None}


def bring(store, record, change_id="f1", record_id="01a202ef-0000-7000-8000-000000000001", **told):
    with store.write(**TAKEN) as tx:
        given = {"change_id": change_id, "record_id": record_id, "record": record, **told}
        return foreign.apply(tx, Told(**given))


def test_somebody_whom_a_restored_office_has_lost(store, hub):
    record_id = bring(store, a_record())
    with store.read() as c:
        found = workers.get(c, record_id)
        assert found.worker == whole_worker(5)
        assert found.number == a_record()["registration_number"]
        assert (found.revision, found.states.delivery) == ("f1", "accepted")
        assert found.aliases == ("3301221508850098",)
        assert (found.registered_on, found.registered_by) == (date(2026, 11, 20), "budi")
        for text in ("3301221508850098", found.number, found.worker.kpj):
            assert workers.find(c, text).id == record_id
        assert changes.pending(c) == 0
    assert bring(store, a_record()) == record_id
    assert take(store, now_of(store, found), {"hamlet": ["x", "Krajan"]}, "f2") == record_id
    assert now_of(store, found).worker.hamlet == "Krajan"
    assert save(store, worker(9)).number.endswith(save_number(store))
    assert sound(store)


def save_number(store):
    with store.read() as c:
        return c.exec_driver_sql(
            "SELECT max(number) FROM worker WHERE registered_by = 'siti'"
        ).scalar()


def test_the_whole_record_of_somebody_who_is_here(store, known):
    whole = workers.whole(now_of(store, known)) | {"hamlet": "Krajan"}
    bring(store, whole, record_id=known.id)
    assert now_of(store, known).worker.hamlet == "Krajan"
    edit(store, known, hamlet="Sidadadi")
    bring(store, whole, "f2", record_id=known.id)
    assert now_of(store, known).worker.hamlet == "Sidadadi"
    assert sound(store)


def test_somebody_whose_nik_is_here_under_another_record(store, hub):
    save(store, worker(5, full_name="Orang Lain"))
    with pytest.raises(NikTaken):
        bring(store, a_record())
    assert sound(store)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"registration_number": "1"},
        {"registration_number": None},
        {"nik": None},
        {"full_name": 7},
        {"full_name": ["a"]},
        {"birth_date": "yesterday"},
        {"membership": "exalted"},
        {"protection": "absolute"},
        {"registered_on": "x"},
        {"programmes": 3},
        {"family": [{"full_name": "x"}]},
        {"consent": "yes"},
        {"monthly_income": "much"},
        {"business_owner": "no"},
        {"monthly_income": 10**30},
        {"aliases": 7},
        {"vulnerability": "x"},
    ],
)
def test_what_is_no_record_leaves_no_trace(store, hub, spoiled):
    with pytest.raises((ValueError, TypeError, KeyError)):
        bring(store, a_record(**spoiled))
    with store.read() as c:
        assert workers.by_nik(c, worker(5).nik) is None
    assert sound(store)


def test_what_a_newer_hub_says_more_is_passed_over(store, hub):
    consent = {**a_record()["consent"], "signature": "x"}
    family = [{**one, "shoe_size": 40} for one in a_record()["family"]]
    record_id = bring(store, a_record(consent=consent, family=family, religion="x"))
    with store.read() as c:
        assert workers.get(c, record_id).worker == whole_worker(5)
    assert bring(store, {}, "f2", kind="harvest") is None
    assert bring(store, None, "f3") is None
    assert sound(store)


@pytest.mark.parametrize("at", ["2026-11-23T04:00:00", "soon", ""])
def test_a_moment_that_is_none(store, known, at):
    with pytest.raises(ValueError, match=r"zone|Invalid"):
        take(store, known, KPJ, at=at)


def test_a_power_cut_leaves_all_or_nothing(store, known):
    told = Told(change_id="f1", record_id=known.id, record={}, fields=KPJ)
    with pytest.raises(KeyboardInterrupt), store.write(**TAKEN) as tx:
        foreign.apply(tx, told)
        foreign.put_credential(tx, known.id, "LOKET1:", "1", "n", "x")
        raise KeyboardInterrupt
    assert now_of(store, known).worker.kpj is None
    with store.read() as c:
        assert foreign.credential_of(c, known.id) is None
    assert sound(store)


def test_the_newest_credential(store, known):
    for text in ("LOKET1:A", "LOKET1:B"):
        with store.write(**TAKEN) as tx:
            foreign.put_credential(tx, known.id, text, "10000000009", "Slamet", known.number)
    with store.read() as c:
        found = foreign.credential_of(c, known.id)
        assert foreign.credential_of(c, "nobody") is None
    assert (found.text, found.kpj, found.name, found.number, found.at) == (
        "LOKET1:B",
        "10000000009",
        "Slamet",
        known.number,
        NOW,
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    store = make(tmp_path_factory.mktemp("foreign") / "data")
    enrol(store)
    one = save(store, worker(1, hamlet="A", rt="001"))
    answer(store, send(store))
    yield store, one
    store.close()


VALUES = st.sampled_from(("A", "B", "C", None))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ours"), st.sampled_from(("hamlet", "workplace")), VALUES),
        st.tuples(st.just("hub"), st.sampled_from(("hamlet", "workplace")), VALUES),
        st.tuples(st.just("sync"), st.sampled_from(("accepted", "refused", "held")), st.none()),
    ),
    max_size=8,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_comes_between_log_and_register_agree(shared, steps):
    store, one = shared
    with store.write(**TAKEN) as tx:
        tx.abandon()
        for place, (who, what, value) in enumerate(steps):
            now = workers.get(tx.connection, one.id)
            if who == "ours":
                workers.update(tx, now, worker=replace(now.worker, **{what: value}))
            elif who == "hub":
                fields = {what: [getattr(now.worker, what) if place % 2 else "A", value]}
                told = Told(change_id=f"f{place}", record_id=one.id, record={}, fields=fields)
                assert foreign.apply(tx, told) == one.id
            else:
                settle(tx, store, what)
        found = workers.get(tx.connection, one.id)
        log = changes.of_record(tx.connection, one.id)
        heads = [h for h in log if h.verdict != changes.BESIDE]
        assert heads[-1].change_id == found.revision
        assert changes.canonical(log[-1].record) == changes.canonical(workers.whole(found))
        base = outbox.bases(tx.connection, log)
        ids = [h.change_id for h in heads]
        assert all(base[h.change_id] in (None, *ids) for h in log)
        assert [base[i] for i in ids] == [None, *ids[:-1]]
        ours = {h.change_id for h in log if h.device != HUB}
        unsettled = {h.change_id for h in log if h.settled is None}
        assert found.revision in ours or not (unsettled & ours)
        assert audit.verify(tx.connection) == []


def settle(tx, store, verdict):
    from making import Receipt, sealed

    seqs = outbox.pending_seqs(tx.connection)
    if not seqs:
        return
    batch = sealed(store, seqs)
    outbox.store_batch(tx, batch)
    [newest] = outbox.changes_at(tx.connection, seqs[-1:])
    said = (Said(change_id=newest.change_id, verdict=verdict),) if verdict != "accepted" else ()
    receipt = Receipt(batch_id=batch.id, digest=batch.digest, exceptions=said)
    outbox.receipted(tx, batch.id, b"r", receipt)


def test_former_member_numbers_only_grow(store, known):
    take(store, known, {"kpj": [None, "10000000001"]})
    take(store, known, {"kpj": ["10000000001", "10000000002"]}, "f2", base="f1")
    assert now_of(store, known).former_kpjs == ("10000000001",)
    fields = {"former_kpjs": [None, ["10000000003"]]}
    take(store, known, fields, "f3", base="f2")
    assert now_of(store, known).former_kpjs == ("10000000001", "10000000003")
    assert sound(store)


def test_the_papers_of_a_membership_come_back(store, known):
    fields = {
        "membership": ["candidate", "ended"],
        "answer": [None, "jawaban.xlsx"],
        "ended_paper": [None, "akta.pdf"],
        "ended_on": [None, "2026-11-20"],
        "ended_why": [None, "death"],
    }
    take(store, known, fields)
    standing = now_of(store, known).standing
    assert (standing.answer, standing.ended_paper) == ("jawaban.xlsx", "akta.pdf")
    assert sound(store)
