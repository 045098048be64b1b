"""A print run: sheets, passes, and what is out after so many pages."""

from dataclasses import replace

import pytest

from desktop_app.domain import print_run
from desktop_app.domain.print_run import Grid, Planned, PrintRun, Sheet


def run(count, **what):
    papers = tuple(Planned(f"w{n}", "card", "confirmed", n, "r") for n in range(1, count + 1))
    return PrintRun(id="r", layout="a4-10", printer="HP", papers=papers, **what)


def pages(one):
    return [step.page for step in one.steps()]


def test_papers_fill_the_free_places_first():
    assert Grid(places=5, skip=3).sheets(4) == (Sheet((0,), (1, 2)), Sheet((1,), (3, 4)))
    assert Grid(places=10, sides=2).sheets(11) == (
        Sheet((0, 1), tuple(range(1, 11))),
        Sheet((2, 3), (11,)),
    )
    assert Grid().sheets(0) == ()


def test_copies_of_a_sheet_follow_each_other():
    assert pages(run(2, copies=2)) == [0, 0, 1, 1]
    assert pages(run(2, copies=2, grid=Grid(sides=2))) == [0, 1, 0, 1, 2, 3, 2, 3]


@pytest.mark.parametrize(
    ("sent", "out"), [(0, ()), (1, ()), (2, (1, 2)), (3, (1, 2)), (4, (1, 2, 3))]
)
def test_a_sheet_is_out_when_all_its_pages_are(sent, out):
    one = run(3, grid=Grid(places=2, sides=2), sent=sent)
    assert one.taken() == out


def test_every_copy_counts():
    assert run(2, copies=3, sent=5).taken() == (1,)
    assert run(2, copies=3, sent=6).taken() == (1, 2)


@pytest.mark.parametrize(
    ("how", "backs", "order"),
    [
        ("A", [1, 3, 5], (1, 2, 3, 4, 5)),
        ("B", [5, 3, 1], (5, 3, 4, 1, 2)),
        ("C", [1, 3, 5], (1, 2, 3, 4, 5)),
        ("D", [5, 3, 1], (5, 3, 4, 1, 2)),
    ],
)
def test_a_stack_turned_by_hand_has_two_passes(how, backs, order):
    one = run(5, grid=Grid(places=2, sides=2), by_hand=how)
    assert (pages(one), one.to_turn) == ([0, 2, 4], True)
    assert replace(one, sent=3).taken() == ()
    turned = print_run.turned(one, 3)
    assert (pages(turned), turned.to_turn, turned.sent) == (backs, False, 0)
    assert turned.order() == order
    assert {step.upside_down for step in turned.steps()} == {how in "CD"}
    assert replace(turned, sent=1).taken() == ((5,) if how in "BD" else (1, 2))


def test_only_the_fronts_that_came_out_get_backs():
    turned = print_run.turned(run(5, grid=Grid(places=2, sides=2), by_hand="B"), 2)
    assert pages(turned) == [3, 1]
    assert turned.order() == (3, 4, 1, 2)
    assert turned.split(turned.order()) == ([1, 2, 3, 4], [5])


def test_what_came_before_the_first_missing_one_is_out():
    assert print_run.until((1, 2, 3, 4), 3) == (1, 2)
    assert print_run.until((1, 2, 3, 4), 1) == ()
    assert print_run.until((1, 2, 3, 4), None) == (1, 2, 3, 4)
    assert print_run.until((3, 4, 1, 2), 1) == (3, 4)


def test_a_part_of_a_run_keeps_its_numbers():
    assert run(3).number(2) == 2
    assert run(2, numbers=(23, 24)).number(2) == 24
