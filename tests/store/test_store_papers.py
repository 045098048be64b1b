"""What becomes of a paper after it was printed: handed over, recalled, back."""

import pytest
from making import ACT, Told, enrol, save, worker

from desktop_app.domain.findings import Refused
from desktop_app.store import changes, foreign, health, papers, workers
from desktop_app.store.summary import Filters

MEMBER = {"membership": "member"}


def printed(store, one, *, kind="card", status="confirmed", **more):
    with store.write(**{**ACT, "action": "papers_issued"}) as tx:
        serial = papers.next_serial(tx.connection)
        papers.record(tx, kind=kind, worker_id=one.id, status=status, serial=serial, **more)


def member(store, serial=1, **fields):
    return save(store, worker(serial, kpj=f"1234567890{serial}", **fields), **MEMBER)


def of(store, one):
    with store.read() as c:
        return papers.of_worker(c, one.id)


def act(store, what, *given, **more):
    with store.write(**{**ACT, "action": "papers_changed"}) as tx:
        return what(tx, *given, **more)


def edit(store, one, **fields):
    with store.write(**{**ACT, "action": "edited"}) as tx:
        from dataclasses import replace

        return workers.update(tx, one, worker=replace(one.worker, **fields))


def unprinted(store):
    with store.read() as c:
        return workers.count(c, Filters(unprinted=True))


def test_a_run_its_places_its_copies_and_its_letters(store):
    one, two = member(store, 1), member(store, 2)
    for place, who in enumerate((two, one), 1):
        run = papers.Run(batch="b1", place=place, copies=place)
        printed(store, who, kind="certificate", run=run, letter=f"470/00{place}/XI/2026")
    with store.read() as c:
        told = [(p.worker_id, p.place, p.copies, p.letter) for p in papers.of_run(c, "b1")]
        assert told == [(two.id, 1, 1, "470/001/XI/2026"), (one.id, 2, 2, "470/002/XI/2026")]
        assert set(papers.before(c, "certificate", [one.id, two.id, "x"])) == {one.id, two.id}
        assert papers.before(c, "card", [one.id]) == {}
    assert health.check(store, deep=True) == []


def test_handing_over_is_told_and_can_be_taken_back(store):
    one = member(store)
    printed(store, one)
    (paper,) = of(store, one)
    assert act(store, papers.hand_over, [paper.n]) == 1
    assert act(store, papers.hand_over, [paper.n, 99]) == 0
    (paper,) = of(store, one)
    assert (paper.handed_on, paper.handed_by) == (ACT["today"], "siti")
    assert act(store, papers.hand_over, [paper.n], handed=False) == 1
    (paper,) = of(store, one)
    assert paper.handed_on is None
    with store.read() as c:
        told = [h for h in changes.of_record(c, _record(c, paper))]
    assert told == []  # a paper's changes stand under its person
    with store.read() as c:
        rows = c.exec_driver_sql("SELECT fields FROM change WHERE kind = 'paper' ORDER BY seq")
        assert [bool(fields) for fields in rows.scalars()] == [False, True, True]
    assert health.check(store, deep=True) == []


def _record(c, paper):
    return c.exec_driver_sql("SELECT id FROM paper WHERE n = ?", (paper.n,)).scalar()


@pytest.mark.parametrize("kind", ["card", "certificate", "work"])
@pytest.mark.parametrize(
    "fields",
    [{"full_name": "Slamet Rahardjo"}, {"nik": "3301221508850009"}, {"kpj": "99999999999"}],
)
def test_a_correction_recalls_what_says_otherwise(store, kind, fields):
    one = member(store)
    printed(store, one, kind=kind)
    edit(store, one, **fields)
    (paper,) = of(store, one)
    assert (paper.recalled_on, paper.recalled_why) == (ACT["today"], "corrected")
    assert unprinted(store) == 1  # a new one is due
    with store.read() as c:
        assert [p.n for p in papers.awaited(c)] == [paper.n]
    assert act(store, papers.came_back, [paper.n]) == 1
    assert act(store, papers.came_back, [paper.n]) == 0
    with store.read() as c:
        assert papers.awaited(c) == []


def test_what_stays_true_is_not_recalled(store):
    one = member(store)
    printed(store, one)
    printed(store, one, kind="how_to_pay")
    edit(store, one, phone="+6281327000012")
    assert all(p.recalled_on is None for p in of(store, one))
    candidate = save(store, worker(2))
    printed(store, candidate, kind="slip", status="provisional")
    edit(store, candidate, full_name="Orang Lain")
    assert of(store, candidate)[0].recalled_on is None


def test_a_withdrawn_answer_recalls_and_an_end_does_not(store):
    one, two = member(store, 1), member(store, 2)
    for who in (one, two):
        printed(store, who)
    with store.write(**{**ACT, "action": "undone"}) as tx:
        workers.update(tx, one, states=one.states.move(membership="submitted"))
        workers.update(tx, two, states=two.states.move(membership="ended"))
    assert of(store, one)[0].recalled_why == "withdrawn"
    assert of(store, two)[0].recalled_on is None


def test_a_duplicate_found_later_recalls(store):
    enrol(store)
    one, heir = member(store, 1), member(store, 2)
    printed(store, one)
    with store.write(**ACT) as tx:
        workers.remove(tx, one, heir.id)
    (paper,) = of(store, heir)
    assert paper.recalled_why == "duplicate"


def test_a_recall_by_hand(store):
    one = member(store)
    printed(store, one, kind="slip", status="provisional")
    (paper,) = of(store, one)
    assert act(store, papers.recall, [paper.n, 77], "salah foto") == 1
    assert act(store, papers.recall, [paper.n], "lagi") == 0
    assert of(store, one)[0].recalled_why == "salah foto"


def test_a_paper_of_the_first_version_gets_a_record_when_something_happens(store):
    one = member(store)
    with store.write(**ACT) as tx:
        tx.cursor.execute(
            "INSERT INTO paper (serial, kind, worker_id, status, reason, issued_at, issued_on,"
            " issued_by) VALUES (1, 'card', ?, 'confirmed', '', ?, '2026-11-01', 'siti')",
            (one.id, tx.at),
        )
    act(store, papers.hand_over, [1])
    with store.read() as c:
        assert c.exec_driver_sql("SELECT id FROM paper").scalar()
        row = c.exec_driver_sql("SELECT fields FROM change WHERE kind = 'paper'").scalar()
    assert row is None
    assert health.check(store, deep=True) == []


def test_what_became_of_a_paper_comes_back_from_the_hub(store):
    enrol(store, epoch="a")
    one = member(store)
    told = {
        "worker": one.id, "kind": "card", "status": "confirmed", "serial": 4,
        "issued_on": "2026-11-20", "issued_by": "siti", "reason": "",
        "batch": "b", "place": 3, "letter": None, "copies": 2,
    }  # fmt: skip
    later = {**told, "handed_on": "2026-11-21", "handed_by": "ani"}
    for change_id, record, fields in (
        ("f1", told, None),
        ("f2", later, {"handed_on": [None, "2026-11-21"], "handed_by": [None, "ani"]}),
        ("f2", later, None),
    ):
        with store.write(**{**ACT, "action": "hub_answer"}) as tx:
            coming = Told(
                change_id=change_id, record_id="p1", kind="paper", record=record, fields=fields
            )
            foreign.apply(tx, coming)
    (paper,) = of(store, one)
    assert (paper.place, paper.copies, paper.handed_by) == (3, 2, "ani")
    with pytest.raises(ValueError, match="kemarin"), store.write(**ACT) as tx:
        papers.take_back(tx, "p1", {**told, "back_on": "kemarin"}, tx.at)
    assert health.check(store, deep=True) == []


def test_nothing_is_recalled_twice(store):
    one = member(store)
    printed(store, one)
    first = edit(store, one, full_name="Slamet A")
    edit(store, first, full_name="Slamet B")
    (paper,) = of(store, one)
    assert paper.recalled_on is not None
    with store.read() as c:
        count = c.exec_driver_sql("SELECT count(*) FROM change WHERE kind = 'paper'").scalar()
    assert count == 2
    with pytest.raises(Refused, match="changed_meanwhile"):
        edit(store, one, full_name="Slamet C")
