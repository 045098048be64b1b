"""Everybody's cover in one reading says what the rules say of each."""

from datetime import date

import pytest

from desktop_app.actions import finding, paying, protecting, registering
from desktop_app.store import covers

#: Paid until before this office kept a register → rows of months (first, how many) paid here.
HISTORIES = [
    (None, []),
    ("2026-12", []),
    ("2026-10", [("2026-11", 2)]),
    ("2026-06", [("2026-11", 1)]),
    ("2026-12", [("2027-02", 3)]),
    (None, [("2026-11", 1), ("2026-12", 1)]),
    (None, [("2026-12", 2)]),
    ("2025-03", []),
]
DAYS = [date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 31), date(2027, 3, 1)]


@pytest.fixture
def people(desk, raw):
    """Members with these histories, in that order."""
    raws = [
        raw(
            n,
            full_name=f"Orang {n}",
            kpj=f"{10_000_000_000 + n}",
            member_since="2025-01-01",
            confirmed=["same_person"],
            **({"paid_until": until, "former_payer": "APBD"} if until else {}),
        )
        for n, (until, _paid) in enumerate(HISTORIES, 1)
    ]
    ids = [one.id for one in registering.register(desk, raws).registered]
    for one, (_until, paid) in zip(ids, HISTORIES, strict=True):
        for first, months in paid:
            wanted = paying.Wanted(ids=(one,), first=first, months=months, payer="self")
            assert paying.pay(desk, wanted).payments
    return ids


def everybody(desk, on):
    with desk.read() as c:
        return {row.worker_id: row for row in covers.everybody(c, on)}


@pytest.mark.parametrize("on", DAYS)
def test_it_agrees_with_the_rules_for_each(desk, people, on):
    found = everybody(desk, on)
    assert set(found) == set(people)
    for one in people:
        cover = protecting.cover_of(desk, finding.find_one(desk, one), on)
        row = found[one]
        assert (row.until, row.payer, row.state) == (cover.until, cover.payer, cover.state)


def test_an_undone_payment_says_nothing(desk, people):
    newest = paying.payments_of(desk, people[2])[0]
    paying.undo(desk, newest.payment.id)
    assert everybody(desk, DAYS[1])[people[2]].until == "2026-10"


def test_who_was_a_member_stays_in_it_and_a_candidate_is_not(desk, people, raw):
    registering.register(desk, [raw(90, full_name="Calon", mother_name="Ibu")])
    registering.end(desk, people[1], "moved", date(2026, 11, 23))
    found = everybody(desk, DAYS[1])
    assert len(found) == len(people)
    assert (found[people[1]].state, found[people[1]].until) == ("ended", "2026-12")


def test_they_stand_in_the_order_of_their_names(desk, people):
    registering.end(desk, people[0], "moved", date(2026, 11, 23))
    assert list(everybody(desk, DAYS[1])) == people
