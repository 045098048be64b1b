"""What may be paid at all, and how months become portions."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from domain_people import CONTEXT, SITI
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.age import AgeRule
from desktop_app.domain.contribution import contributions
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import distance, later, span
from desktop_app.domain.payment import (
    BEGINNING,
    Payment,
    check_age,
    check_period,
    first_month,
    opening,
    overlapping,
    portions,
)
from desktop_app.domain.protection import Paid
from desktop_app.domain.reading import read_worker
from desktop_app.domain.registration import Registration, Standing
from desktop_app.domain.states import States
from desktop_app.reference.rules import contribution_tables

TODAY = date(2026, 11, 23)
TABLES = contribution_tables()


def registered(membership="member", *, on=date(2026, 11, 22), standing=None, **fields):
    worker = replace(read_worker(SITI, CONTEXT).worker, **fields)
    return Registration(
        id="w",
        number="3301222003-AAA-000001-X",
        revision="r",
        worker=worker,
        states=States(membership=membership),
        standing=standing or Standing(),
        registered_on=on,
        registered_by="siti",
        changed_at=datetime(2026, 11, 22, tzinfo=UTC),
        changed_by="siti",
    )


def refusal(one, first, months):
    with pytest.raises(Refused) as raised:
        check_period(one, first, months, TODAY)
    return raised.value.rule, raised.value.params.get("why")


@pytest.mark.parametrize("membership", ["submitted", "member"])
@pytest.mark.parametrize(("first", "months"), [("2026-11", 1), ("2026-11", 12), ("2028-11", 1)])
def test_months_from_the_registration_on_can_be_paid(membership, first, months):
    check_period(registered(membership), first, months, TODAY)


@pytest.mark.parametrize(
    ("first", "months", "why"),
    [
        ("2026-10", 1, "registration"),
        ("2026-11", 0, "period"),
        ("2026-11", 13, "period"),
        ("2026-11", -1, "period"),
        ("2026-11", True, "period"),
        ("2028-12", 1, "ahead"),
        ("2028-11", 2, "ahead"),
        ("1983-12", 1, "birth"),
    ],
)
def test_other_months_cannot(first, months, why):
    one = registered(birth_date=date(1984, 1, 31))
    assert refusal(one, first, months) == ("month_outside", why)


@pytest.mark.parametrize("first", ["2026-13", "2026-1", "11-2026", "", "٢٠٢٦-١١", "2026-11-01"])
def test_what_is_no_month_is_no_month(first):
    assert refusal(registered(), first, 1)[0] == "type"


def test_after_death_no_month_can_be_paid_and_before_it_the_membership_is_over():
    died = Standing(ended_on=date(2026, 11, 20), ended_why="death")
    one = registered("ended", standing=died, on=date(2026, 1, 5))
    assert refusal(one, "2026-12", 1) == ("month_outside", "death")
    assert refusal(one, "2026-11", 2) == ("month_outside", "death")
    assert refusal(one, "2026-11", 1) == ("not_a_member", "ended")
    moved = registered("ended", standing=replace(died, ended_why="moved"))
    assert refusal(moved, "2026-12", 1) == ("not_a_member", "ended")


@pytest.mark.parametrize("membership", ["candidate", "refused_by_bpjs"])
def test_nobody_is_paid_for_whom_bpjs_does_not_know(membership):
    assert refusal(registered(membership), "2026-11", 1) == ("not_a_member", membership)


def test_an_older_membership_can_be_paid_from_its_beginning():
    old = registered(member_since=date(2025, 3, 31))
    assert first_month(old) == "2025-03"
    check_period(old, "2025-03", 1, TODAY)
    assert refusal(old, "2025-02", 1) == ("month_outside", "registration")
    assert first_month(registered(member_since=date(2026, 12, 5))) == "2026-11"


@pytest.mark.parametrize(
    ("birth", "on", "taken"),
    [
        ("1961-11-24", "2026-11-23", True),  # 64, one day before the 65th birthday
        ("1961-11-23", "2026-11-23", False),  # 65 today
        ("1961-11-23", "2026-11-22", True),
        ("2008-11-23", "2026-11-23", True),  # 18 today
        ("2008-11-24", "2026-11-23", False),
    ],
)
def test_the_age_on_the_day_of_the_first_payment_counts(birth, on, taken):
    one = registered(birth_date=date.fromisoformat(birth))
    day = date.fromisoformat(on)
    if taken:
        check_age(one, [], day, AgeRule())
        return
    with pytest.raises(Refused) as raised:
        check_age(one, [], day, AgeRule())
    assert (raised.value.rule, raised.value.params["why"]) == ("age", "first_payment")
    check_age(one, [Paid(first="2026-10", last="2026-10", payer="self")], day, AgeRule())
    check_age(replace(one, worker=replace(one.worker, member_since=date(2020, 1, 1))), [], day,
              AgeRule())  # fmt: skip


def test_what_a_member_brought_along_is_taken():
    assert opening(registered()) is None
    one = registered(
        paid_until="2026-10", member_since=date(2025, 1, 15), former_payer="Yayasan Sejahtera"
    )
    assert opening(one) == Paid(first="2025-01", last="2026-10", payer="Yayasan Sejahtera")
    assert opening(registered(paid_until="2026-10")) == Paid(
        first=BEGINNING, last="2026-10", payer="unknown"
    )
    odd = registered(paid_until="2026-10", member_since=date(2026, 12, 1))
    assert opening(odd).first == "2026-10"


def test_overlapping_names_the_first_row_in_the_way():
    rows = [Paid(first="2026-05", last="2026-06", payer="b"),
            Paid(first="2026-01", last="2026-03", payer="a")]  # fmt: skip
    assert overlapping(rows, "2026-03", "2026-05").payer == "a"
    assert overlapping(rows, "2026-04", "2026-04") is None
    assert overlapping(rows, "2026-04", "2026-05").payer == "b"
    assert overlapping(rows, "2026-07", "2026-12") is None


def due(first, months, *, income=None, sector="other", payer="self", programmes=("JKK", "JKM")):
    return portions(
        contributions(
            first,
            months,
            income,
            programmes=programmes,
            sector=sector,
            payer=payer,
            tables=TABLES,
        )
    )


def test_a_period_over_the_end_of_a_reduction_has_two_portions():
    found = due("2026-11", 4)
    assert [(p.first, p.months, p.monthly, p.total) for p in found] == [
        ("2026-11", 2, 8_400, 16_800),
        ("2027-01", 2, 16_800, 33_600),
    ]
    assert found[0].parts == {"JKK": 5_000, "JKM": 3_400, "JHT": 0}
    transport = due("2027-03", 2, sector="transport")
    assert [(p.first, p.monthly) for p in transport] == [("2027-03", 8_400), ("2027-04", 16_800)]
    assert [p.months for p in due("2026-11", 12, payer="APBD")] == [12]


@given(
    st.integers(0, 60).map(lambda n: later("2025-01", n)),
    st.integers(1, 12),
    st.none() | st.integers(0, 30_000_000),
    st.sampled_from(("transport", "other")),
    st.sampled_from(("self", "APBN", "APBD", "APBDes", "CSR", "SERTAKAN", "DBH", "other")),
    st.sampled_from((("JKK", "JKM"), ("JKK", "JKM", "JHT"))),
)
def test_portions_are_the_months_and_sums_are_the_sum_of_their_parts(
    first, months, income, sector, payer, programmes
):
    one_by_one = contributions(
        first, months, income, programmes=programmes, sector=sector, payer=payer, tables=TABLES
    )
    found = portions(one_by_one)
    told = [(m, p.monthly) for p in found for m in span(p.first, p.months)]
    assert told == [(c.month, c.total) for c in one_by_one]
    assert all(p.monthly == sum(p.parts.values()) for p in found)
    assert sum(p.total for p in found) == sum(c.total for c in one_by_one)
    for one, after in itertools.pairwise(found):
        assert later(one.first, one.months) == after.first


@given(st.integers(0, 400).map(lambda n: later("2014-01", n)), st.integers(1, 12))
def test_a_payment_counts_its_months(first, months):
    one = Payment(
        id="p",
        worker_id="w",
        first=first,
        last=later(first, months - 1),
        payer="self",
        amount=0,
        portions=(),
        paid_on=TODAY,
        reference="r",
    )
    assert one.months == months == distance(one.first, one.last) + 1
    assert one.paid == Paid(
        first=one.first, last=one.last, payer="self", paid_on=TODAY, payment="p"
    )
