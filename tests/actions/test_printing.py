"""Print runs: nothing is marked printed that did not come out, and what was sent can be told."""

import pytest

from desktop_app.actions import access, finding, issuing, printing, registering
from desktop_app.actions.printing import Way
from desktop_app.domain import print_run
from desktop_app.domain.findings import Refused
from desktop_app.store.summary import Filters

HP = Way(printer="HP LaserJet")


@pytest.fixture
def people(desk, raw):
    raws = [raw(n, full_name=f"Orang {n}", confirmed=["same_person"]) for n in range(1, 6)]
    return [one.id for one in registering.register(desk, raws).registered]


@pytest.fixture
def composed(desk, people):
    return issuing.compose(desk, "card", people)


def out(run, first_missing=None):
    return print_run.until(run.order(), first_missing)


def ledger(desk):
    return {(p.worker_id, p.place) for p in issuing.recent_papers(desk)}


def test_papers_at_the_printer_are_not_printed_yet(desk, composed):
    run = printing.begin(desk, composed, HP)
    printing.note(desk, run, 2)
    assert issuing.recent_papers(desk) == []
    assert finding.count(desk, Filters(unprinted=True)) == 5
    (open_,) = printing.unfinished(desk)
    assert open_.run.sent == 2
    assert open_.run.printer == "HP LaserJet"
    assert open_.names == tuple(f"Orang {n}" for n in range(1, 6))


def test_after_a_power_cut_it_can_be_told_what_was_sent(desk, config, composed, people):
    run = printing.begin(desk, composed, HP)
    printing.note(desk, run, 1)
    desk.close()
    again = access.unlock(config, "siti", "rahasia-siti")
    try:
        assert issuing.recent_papers(again) == []
        (open_,) = printing.unfinished(again)
        assert open_.run.taken() == (1, 2, 3)
        done = printing.settle(again, open_.run.id, open_.run.taken())
        assert done.entered == 3
        assert done.rest.ids == tuple(people[3:])
        assert done.rest.numbers == (4, 5)
    finally:
        again.close()


def test_all_came_out(desk, composed, people):
    run = printing.begin(desk, composed, HP)
    done = printing.settle(desk, run.id, out(run))
    assert (done.entered, done.rest.ids) == (5, ())
    assert ledger(desk) == {(who, place) for place, who in enumerate(people, 1)}
    assert {p.batch for p in issuing.recent_papers(desk)} == {run.id}
    assert printing.unfinished(desk) == []
    assert finding.count(desk, Filters(unprinted=True)) == 0


def test_going_on_from_card_n_after_a_jam(desk, composed, people):
    run = printing.begin(desk, composed, HP)
    done = printing.settle(desk, run.id, out(run, 3))
    assert ledger(desk) == {(people[0], 1), (people[1], 2)}
    rest = issuing.compose(desk, "card", done.rest.ids)
    on = printing.begin(desk, rest, HP, continued=done.rest)
    assert on.batch == run.id
    printing.settle(desk, on.id, out(on))
    assert ledger(desk) == {(who, place) for place, who in enumerate(people, 1)}
    assert {p.batch for p in issuing.recent_papers(desk)} == {run.id}
    assert {p.reason for p in issuing.recent_papers(desk)} == {""}


def test_serials_that_were_sent_are_spent(desk, composed, people):
    run = printing.begin(desk, composed, HP)
    printing.settle(desk, run.id, ())
    assert issuing.recent_papers(desk) == []
    again = issuing.compose(desk, "card", people)
    sent, new = ({p.serial for p in one.papers} for one in (composed, again))
    assert not sent & new


def test_one_run_at_a_time(desk, composed, people):
    run = printing.begin(desk, composed, HP)
    other = issuing.compose(desk, "certificate", people)
    with pytest.raises(Refused, match="print_open"):
        printing.begin(desk, other, HP)
    printing.settle(desk, run.id, ())
    printing.begin(desk, other, HP)


def test_what_came_out_is_told_once(desk, composed):
    run = printing.begin(desk, composed, HP)
    printing.settle(desk, run.id, out(run))
    with pytest.raises(Refused, match="print_over"):
        printing.settle(desk, run.id, out(run))
    assert len(issuing.recent_papers(desk)) == 5


def test_copies_are_no_reprint(desk, people):
    once = issuing.compose(desk, "certificate", people[:1])
    run = printing.begin(desk, once, Way(printer="HP", copies=2))
    printing.settle(desk, run.id, out(run))
    (paper,) = issuing.recent_papers(desk)
    assert (paper.copies, paper.reason) == (2, "")


@pytest.mark.parametrize("copies", [0, -1, 21])
def test_copies_have_an_end(desk, composed, copies):
    with pytest.raises(Refused, match="copies"):
        printing.begin(desk, composed, Way(printer="HP", copies=copies))
    assert printing.unfinished(desk) == []


def test_printing_again_asks_why(desk, composed, people):
    run = printing.begin(desk, composed, HP)
    printing.settle(desk, run.id, out(run, 2))
    again = issuing.compose(desk, "card", people)
    assert again.again == {people[0]}
    with pytest.raises(Refused, match="reprint_reason"):
        printing.begin(desk, again, HP)
    with pytest.raises(Refused, match="reprint_reason"):
        issuing.issue(desk, again)
    second = printing.begin(desk, again, HP, "damaged")
    printing.settle(desk, second.id, out(second))
    told = {p.reason for p in issuing.papers_of(desk, people[0])}
    assert told == {"", "damaged"}
    assert [p.reason for p in issuing.papers_of(desk, people[4])] == [""]


def test_another_paper_of_the_same_person_is_no_reprint(desk, composed, people):
    issuing.issue(desk, composed)
    assert not issuing.compose(desk, "certificate", people).again
    assert issuing.compose(desk, "card", people, layout="a4-10").again == set(people)


def test_a_reason_is_a_line(desk, composed):
    with pytest.raises(Refused, match="reprint_reason"):
        issuing.issue(desk, composed, "x" * 200)


def test_a_preview_that_is_not_true_any_more_does_not_go_out(desk, composed, people):
    registering.edit(desk, people[0], {"full_name": "Orang Satu"})
    with pytest.raises(Refused, match="preview_old"):
        printing.begin(desk, composed, HP)
    with pytest.raises(Refused, match="preview_old"):
        issuing.issue(desk, composed)


def test_a_serial_is_not_given_twice(desk, composed, people):
    issuing.issue(desk, issuing.compose(desk, "certificate", people[:1]))
    with pytest.raises(Refused, match="preview_old"):
        issuing.issue(desk, composed)


def test_only_the_paper_that_was_asked_for(desk, people, raw):
    member = registering.register(desk, [raw(9, full_name="Warsini", kpj="00123456789")])
    ids = [people[0], member.registered[0].id]
    cards = issuing.compose(desk, "card", ids, manner=issuing.Manner(only="confirmed"))
    proofs = issuing.compose(desk, "card", ids, manner=issuing.Manner(only="provisional"))
    assert [p.worker_id for p in cards.papers] == ids[1:]
    assert [p.worker_id for p in proofs.papers] == ids[:1]
    assert {f.rule for _, f in (*cards.refused, *proofs.refused)} == {"paper_status"}


def test_the_stack_is_turned_by_hand(desk, people):
    two = issuing.compose(desk, "card", people, layout="a4-10")
    run = printing.begin(desk, two, Way(printer="HP", by_hand="B"))
    assert run.to_turn
    assert [step.page for step in run.steps()] == [0]
    backs = printing.turn(desk, run.id, 1)
    assert [step.page for step in backs.steps()] == [1]
    assert printing.unfinished(desk)[0].run.turned == 1
    assert printing.settle(desk, run.id, out(backs)).entered == 5


def test_a_paper_is_handed_over_and_not_after_all(desk, composed):
    issuing.issue(desk, composed)
    papers = issuing.recent_papers(desk)
    assert printing.hand_over(desk, [p.n for p in papers[:2]]) == 2
    assert [p.handed_by for p in issuing.recent_papers(desk)[:3]] == ["siti", "siti", None]
    printing.hand_over(desk, [papers[0].n], handed=False)
    assert [p.handed_on is None for p in issuing.recent_papers(desk)[:2]] == [True, False]


def test_whose_papers_follow_in_a_run(desk, composed, people):
    run = printing.begin(desk, composed, HP)
    printing.settle(desk, run.id, out(run))
    assert list(printing.from_here(desk, run.id, 4)) == people[3:]
