"""Papers that have to come back, by themselves and by hand."""

import pytest

from desktop_app.actions import finding, issuing, recalling, registering
from desktop_app.domain.findings import Refused
from desktop_app.store.summary import Filters


@pytest.fixture
def member(desk, raw):
    one = registering.register(desk, [raw(2, full_name="Warsini", kpj="00123456789")]).registered[0]
    issuing.issue(desk, issuing.compose(desk, "card", [one.id]))
    return one


def test_a_corrected_name_recalls_the_card_until_it_is_back(desk, member):
    registering.edit(desk, member.id, {"full_name": "Warsini Lestari"})
    (paper,) = recalling.awaited(desk)
    assert (paper.kind, paper.recalled_why) == ("card", "corrected")
    assert finding.count(desk, Filters(unprinted=True)) == 1
    assert recalling.came_back(desk, [paper.n]) == 1
    assert recalling.came_back(desk, [paper.n]) == 0
    assert recalling.awaited(desk) == []


def test_a_correction_of_something_else_recalls_nothing(desk, member):
    registering.edit(desk, member.id, {"phone": "081327000077"})
    assert recalling.awaited(desk) == []


def test_a_recall_by_hand_needs_a_reason(desk, member):
    (paper,) = issuing.papers_of(desk, member.id)
    with pytest.raises(Refused, match="recall_why"):
        recalling.recall(desk, [paper.n], " ")
    assert recalling.recall(desk, [paper.n], "foto orang lain") == 1
    assert recalling.recall(desk, [paper.n], "lagi") == 0
    assert recalling.awaited(desk)[0].recalled_why == "foto orang lain"
