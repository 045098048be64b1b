from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import ACT, save, whole_worker, worker

from desktop_app.domain.findings import Refused
from desktop_app.domain.numbering import read_number
from desktop_app.domain.reading import as_json
from desktop_app.domain.registration import Standing
from desktop_app.domain.states import States
from desktop_app.store import audit, changes, health, listing, rows, workers
from desktop_app.store.summary import Filters
from desktop_app.store.workers import NikTaken


@pytest.fixture
def update(store):
    def change(registration, **given):
        with store.write(**{**ACT, "action": "edited"}) as tx:
            return workers.update(tx, registration, **given)

    return change


def test_every_field_comes_back(store, add):
    saved = add(whole_worker(photo="ab" * 32), membership="member", protection="active")
    with store.read() as c:
        assert workers.get(c, saved.id) == saved
        assert list(workers.stream(c, Filters())) == [saved]


def test_the_hand_made_json_is_the_public_one():
    assert rows.public(whole_worker()) == as_json(whole_worker())
    assert rows.public(worker()) == as_json(worker())


def test_numbers_go_up_and_can_be_read(store, add):
    numbers = [add(worker(serial)).number for serial in (1, 2, 3)]
    assert [number.split("-")[2] for number in numbers] == ["000001", "000002", "000003"]
    assert all(read_number(number) == number for number in numbers)


def test_a_person_is_found_by_whatever_names_them(store, add):
    saved = add(whole_worker())
    with store.read() as c:
        for text in (
            saved.id,
            saved.id.upper(),
            saved.worker.nik,
            " 3301 2215 0885 0001 ",
            saved.number,
            saved.number.lower().replace("-", ""),
            saved.worker.kpj,
        ):
            assert workers.find(c, text) == saved, text
        for text in ("", "3301221508850002", "x" * 36, "%", "\0"):
            assert workers.find(c, text) is None


def test_one_nik_one_person(store, add):
    first = add(worker(1))
    with pytest.raises(NikTaken) as taken:
        add(worker(1, full_name="Other"))
    assert taken.value.rule == "nik_registered"
    assert taken.value.params == {"number": first.number}
    with store.read() as c:
        assert workers.count(c, Filters()) == 1


def test_a_corrected_nik_stays_as_an_alias(store, add, update):
    before = add(worker(1))
    after = update(before, worker=replace(before.worker, nik="3301221508850009"))
    assert after.aliases == (before.worker.nik,)
    with store.read() as c:
        assert workers.find(c, before.worker.nik) == after
        assert workers.by_nik(c, before.worker.nik) is None
        assert workers.get(c, before.id) == after
        assert list(workers.stream(c, Filters())) == [after]
    add(worker(1))  # the number may belong to somebody else after all
    with store.read() as c:
        assert workers.find(c, before.worker.nik).id != before.id


def test_a_nik_of_another_cannot_be_taken(store, add, update):
    add(worker(1))
    second = add(worker(2))
    with pytest.raises(NikTaken):
        update(second, worker=replace(second.worker, nik=worker(1).nik))
    with store.read() as c:
        assert workers.get(c, second.id) == second


def test_a_change_keeps_old_and_new(store, add, update):
    before = add(worker(1))
    after = update(
        before,
        worker=replace(before.worker, phone="+6281", hamlet="Sidadadi"),
        states=before.states.move(membership="submitted"),
        standing=Standing(submission="1/2026", submitted_on=date(2026, 11, 23)),
    )
    assert after.revision != before.revision
    with store.read() as c:
        first, second = changes.of_record(c, before.id)
        entries = audit.entries(c, subject=before.id)
    assert first.fields is None
    assert first.change_id == before.revision
    assert second.fields == {
        "phone": [None, "+6281"],
        "hamlet": [None, "Sidadadi"],
        "membership": ["candidate", "submitted"],
        "submission": [None, "1/2026"],
        "submitted_on": [None, "2026-11-23"],
    }
    assert second.record["phone"] == "+6281"
    assert (first.seq, second.seq) == (1, 2)
    assert [e.action for e in entries] == ["edited", "registered"]
    assert {c.field for c in entries[0].changes} == set(second.fields)


def test_only_delivery_is_no_new_revision(store, add, update):
    before = add(worker(1))
    after = update(before, states=before.states.move(delivery="sent"))
    assert after.revision == before.revision
    with store.read() as c:
        assert workers.get(c, before.id) == after
        assert len(changes.of_record(c, before.id)) == 1


def test_two_at_the_same_record(store, add, update):
    before = add(worker(1))
    update(before, worker=replace(before.worker, hamlet="A"))
    with pytest.raises(Refused) as refused:
        update(before, worker=replace(before.worker, hamlet="B"))
    assert refused.value.rule == "changed_meanwhile"


def test_many_at_once_are_the_same_as_one_by_one(store):
    people = [
        (worker(serial, full_name=f"Orang {serial}"), States(), Standing())
        for serial in range(1, 60)
    ]
    with store.write(**ACT) as tx:
        done = workers.add_many(tx, people)
    with store.read() as c:
        assert list(workers.stream(c, Filters())) == done
        assert audit.verify(c) == []
        assert changes.pending(c) == 59
        assert len(workers.page(c, Filters(text="orang 59"))) == 1


def test_candidates_are_born_about_the_same_day(store, add):
    add(worker(1, birth_date=date(1985, 8, 3)))
    for serial, day in ((2, date(1985, 8, 4)), (3, date(1985, 3, 8)), (4, date(1985, 8, 9))):
        add(worker(serial, birth_date=day))
    with store.read() as c:
        found = workers.candidates(c, worker(9, birth_date=date(1985, 8, 3)))
    assert {x.birth_date for x in found} == {
        date(1985, 8, 3),
        date(1985, 8, 4),
        date(1985, 3, 8),
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40))
def test_looking_for_anything_never_fails(store, text):
    with store.read() as c:
        workers.find(c, text)
        workers.count(c, Filters(text=text))


def test_the_database_itself_refuses_nonsense(store):
    for wrong in ({"nik": "12"}, {"sex": "x"}, {"full_name": ""}, {"monthly_income": -1}):
        with pytest.raises(Exception, match=r"CHECK|nik_registered"):
            save(store, worker(**wrong))
    with pytest.raises(Exception, match=r"CHECK|nik_registered"):
        save(store, worker(), membership="x")


def test_a_member_number_that_another_one_replaces_is_kept(store, add):
    who = add(worker(kpj="10000000001"), membership="member")
    with store.write(**ACT) as tx:
        second = workers.update(tx, who, worker=worker(kpj="10000000002"))
        assert second.former_kpjs == ("10000000001",)
        third = workers.update(tx, second, worker=worker(kpj="10000000001"))
        assert third.former_kpjs == ("10000000002",)
        cleared = workers.update(tx, third, worker=worker())
        assert cleared.former_kpjs == ("10000000002",)
        told = workers.update(tx, cleared, former_kpjs=("K-77",))
        assert workers.update(tx, told, former_kpjs=()).former_kpjs == ()
    assert health.check(store, deep=True) == []
    with store.read() as c:
        assert workers.get(c, who.id).former_kpjs == ()
        assert c.exec_driver_sql("SELECT count(*) FROM former_kpj").scalar() == 0


def test_people_with_several_old_member_numbers(store):
    with store.write(**ACT) as tx:
        first, second = workers.add_many(
            tx,
            [
                (worker(1, kpj="10000000001"), States(), Standing(), ("10000000009", "AB12345")),
                (worker(2, kpj="10000000009"), States(), Standing()),
            ],
        )
        alone = workers.add(
            tx, worker(3, kpj="7"), states=States(), former_kpjs=("10000000009", "7", "8")
        )
    assert alone.former_kpjs == ("10000000009", "8")
    with store.read() as c:
        assert workers.get(c, first.id) == first
        assert workers.find(c, "10000000009") == second
        assert workers.find(c, "1000 0000 001") == first
        assert workers.find(c, "ab12345") == first
        assert workers.find(c, "8") == alone
        assert workers.find(c, "ab99999") is None
        streamed = {one.id: one.former_kpjs for one in workers.stream(c, Filters())}
        assert streamed == {
            first.id: ("10000000009", "AB12345"),
            second.id: (),
            alone.id: ("10000000009", "8"),
        }
        assert listing.ids(c, Filters(text="AB12345")) == [first.id]
    assert health.check(store, deep=True) == []
