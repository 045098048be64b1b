"""Payments: what they come to, what is written, what is refused, what an undo brings back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paying_people import member, rules, sponsor

from desktop_app.actions import finding, paying, protecting, registering
from desktop_app.actions.paying import Wanted
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import span
from desktop_app.store import audit, payments, workers
from desktop_app.store.summary import Filters
from desktop_app.wording.sentences import sentence


def pay(desk, one, first="2026-11", months=1, payer="self", **more):
    return paying.pay(desk, Wanted(ids=(one.id,), first=first, months=months, payer=payer), **more)


def refused(desk, *given, **more):
    with pytest.raises(Refused) as raised:
        pay(desk, *given, **more)
    return raised.value.rule, raised.value.params.get("why")


@pytest.mark.parametrize(
    ("fields", "payer", "first", "months", "total"),
    [
        # band 1: JKK 10,000 + JKM 6,800; half of it where PP 50/2025 holds
        ({}, "self", "2026-03", 1, 16_800),
        ({}, "self", "2026-04", 1, 8_400),
        ({}, "self", "2026-12", 1, 8_400),
        ({}, "self", "2027-01", 1, 16_800),
        ({}, "self", "2026-03", 2, 16_800 + 8_400),
        ({}, "self", "2026-11", 4, 2 * 8_400 + 2 * 16_800),
        ({"occupation": "ojek"}, "self", "2025-12", 2, 16_800 + 8_400),
        ({"occupation": "ojek"}, "self", "2026-03", 1, 8_400),
        ({"occupation": "ojek"}, "self", "2027-03", 2, 8_400 + 16_800),
        ({"second_occupation": "ojek"}, "self", "2026-03", 1, 16_800),
        ({"monthly_income": 1_099_999}, "self", "2025-06", 1, 16_800),
        ({"monthly_income": 1_100_000}, "self", "2025-06", 1, 18_800),
        ({"monthly_income": 1_300_000}, "self", "2026-11", 1, 10_400),
        ({"monthly_income": 20_200_000}, "self", "2026-11", 2, 2 * 106_900),
        ({"programmes": ["JKK", "JKM", "JHT"]}, "self", "2026-11", 1, 8_400 + 20_000),
        ({}, "APBD-1", "2026-11", 2, 2 * 16_800),
        ({}, "CSR-1", "2026-11", 2, 2 * 8_400),
        ({}, "DES-1", "2026-11", 2, 2 * 16_800),  # unclear: the full amount
    ],
)
def test_sums_reckoned_by_hand(desk, raw, fields, payer, first, months, total):
    sponsor(desk, "APBD-1", "APBD")
    sponsor(desk, "CSR-1", "CSR")
    sponsor(desk, "DES-1", "APBDes")
    one = member(desk, raw, 1, **fields)
    done = pay(desk, one, first, months, payer)
    assert (done.total, done.refused) == (total, ())
    paid = done.payments[0]
    assert paid.amount == total == sum(p.total for p in paid.portions)
    assert [m.month for m in protecting.months_of(desk, one)] == [
        m for p in paid.portions for m in span(p.first, p.months)
    ]


def test_what_was_paid_stands_in_the_register_and_its_history(desk, raw):
    one = member(desk, raw, 1)
    done = pay(desk, one, months=3, code=" 9012 3456 ", paid_on=date(2026, 11, 20))
    (entry,) = paying.payments_of(desk, one.id)
    assert entry.payment == done.payments[0]
    assert (entry.by, entry.undone_on, entry.number) == ("siti", None, one.number)
    paid = entry.payment
    assert (paid.first, paid.last, paid.payer, paid.code) == (
        *("2026-11", "2027-01", "self", "9012 3456"),
    )
    assert (paid.paid_on, paid.reference) == (date(2026, 11, 20), done.reference)
    (remitted,) = paying.remittances(desk)
    assert (remitted.people, remitted.total, remitted.reference) == (1, done.total, done.reference)
    assert protecting.cover_of(desk, one).until == "2027-01"
    assert finding.find_one(desk, one.id) == one  # the person's own record is not changed


def test_many_are_paid_for_together_and_who_cannot_be_is_named(desk, raw):
    good = [member(desk, raw, n) for n in (1, 2)]
    new = registering.register(desk, [raw(3, confirmed=["same_person"])]).registered[0]
    ids = (good[0].id, new.id, "nobody", good[1].worker.nik)
    done = paying.pay(desk, Wanted(ids=ids, first="2026-11", months=2))
    assert [line.registration.id for line in done.lines] == [one.id for one in good]
    assert rules(done) == [("not_a_member", "candidate"), ("not_found", None)]
    assert [one.number for one in done.refused] == [new.number, None]
    assert done.total == 2 * 16_800
    assert len({one.reference for one in done.payments}) == 1


def test_where_nobody_can_be_paid_for_nothing_is_written(desk, raw):
    new = registering.register(desk, [raw(3)]).registered[0]
    with desk.read() as c:
        before = audit.last_at(c)
    done = paying.pay(desk, Wanted(ids=(new.id,), first="2026-11", months=1))
    assert (done.reference, done.payments, done.total) == (None, (), 0)
    with desk.read() as c:
        assert audit.last_at(c) == before


def test_reckoning_writes_nothing_and_says_the_same(desk, raw):
    sponsor(desk, "DES-1", "APBDes")
    one = member(desk, raw, 1)
    wanted = Wanted(ids=(one.id,), first="2026-11", months=3, payer="des-1")
    found = paying.reckon(desk, wanted)
    assert (found.total, found.possible_saving) == (3 * 16_800, 2 * 8_400)
    assert found.lines[0].payer == "DES-1"
    assert paying.payments_of(desk, one.id) == []
    assert paying.pay(desk, wanted).total == found.total


@pytest.mark.parametrize(
    ("first", "months", "rule"),
    [
        ("2026-11", 13, ("month_outside", "period")),
        ("2026-11", 0, ("month_outside", "period")),
        ("2024-12", 1, ("month_outside", "registration")),
        ("2029-01", 1, ("month_outside", "ahead")),
        ("1984-01", 1, ("month_outside", "birth")),
        ("2026-13", 1, ("type", None)),
    ],
)
def test_months_that_cannot_be(desk, raw, first, months, rule):
    one = member(desk, raw, 1)
    done = pay(desk, one, first, months)
    assert rules(done) == [rule]
    assert sentence(done.refused[0].finding)


def test_nobody_is_paid_for_after_the_end(desk, raw):
    one, other = member(desk, raw, 1), member(desk, raw, 2)
    registering.end(desk, one.id, "death", date(2026, 11, 20))
    registering.end(desk, other.id, "moved", date(2026, 11, 20))
    assert rules(pay(desk, one, "2026-12")) == [("month_outside", "death")]
    assert rules(pay(desk, one, "2026-11")) == [("not_a_member", "ended")]
    assert rules(pay(desk, other, "2026-11")) == [("not_a_member", "ended")]


def test_a_first_payment_is_refused_from_65_on(desk, raw):
    young = {"nik": "3301012411610001", "confirmed": ["nik_birth_date", "same_person"]}
    one = member(desk, raw, 1, member_since=None, **young)
    assert rules(pay(desk, one)) == []
    other = member(desk, raw, 2, member_since=None, **{**young, "nik": "3301012411610002"})
    desk.config.now.moment = desk.config.now.moment.replace(day=24)
    assert rules(pay(desk, other)) == [("age", "first_payment")]
    assert rules(pay(desk, one, "2026-12")) == []


@pytest.mark.parametrize(
    ("slip", "rule"),
    [
        ({"paid_on": date(2026, 11, 24)}, ("date_future", None)),
        ({"paid_on": date(1026, 11, 23)}, ("type", None)),
        ({"code": "9" * 41}, ("type", None)),
        ({"code": "a\x00b"}, ("type", None)),
        ({"amount": -1}, ("amount", "negative")),
        ({"amount": 10**18}, ("amount", "too_large")),
        ({"amount": 8_400.0}, ("amount", None)),
        ({"amount": 8_401}, ("amount", "differs")),
        ({"amount": 0}, ("amount", "differs")),
        ({"payer": "NOBODY"}, ("sponsor", None)),
        ({"payer": ""}, ("sponsor", None)),
    ],
    ids=str,
)
def test_a_slip_that_cannot_be_writes_nothing(desk, raw, slip, rule):
    one = member(desk, raw, 1)
    assert refused(desk, one, **slip) == rule
    assert paying.payments_of(desk, one.id) == []
    with pytest.raises(Refused, match="nothing_selected"):
        paying.pay(desk, Wanted(ids=(), first="2026-11", months=1))


def test_the_sum_on_the_slip_may_be_the_reduced_one(desk, raw):
    sponsor(desk, "DES-1", "APBDes")
    people = [member(desk, raw, n) for n in (1, 2)]
    wanted = Wanted(ids=tuple(p.id for p in people), first="2026-11", months=3, payer="DES-1")
    with pytest.raises(Refused) as raised:
        paying.pay(desk, wanted, amount=100_000)
    assert raised.value.params["why"] == "reduced"
    assert (raised.value.params["expected"], raised.value.params["reduced"]) == (100_800, 67_200)
    done = paying.pay(desk, wanted, amount=67_200)
    assert done.total == 67_200
    portions = done.payments[0].portions
    assert [(p.months, p.monthly) for p in portions] == [(2, 8_400), (1, 16_800)]
    assert [p.unclear for p in portions] == [("discount_granted",), ()]
    assert all(p.possible_saving == 0 for p in portions)
    assert all("PP 50/2025" in r or "PP 44" in r for r in portions[0].rules)


def test_the_sum_is_of_those_who_were_taken(desk, raw):
    one, other = member(desk, raw, 1), member(desk, raw, 2)
    pay(desk, one)
    wanted = Wanted(ids=(one.id, other.id), first="2026-11", months=1)
    assert paying.pay(desk, wanted, amount=8_400).total == 8_400


def test_a_sponsor_is_never_over_by_one(desk, raw):
    people = tuple(member(desk, raw, n).id for n in range(1, 6))
    wanted = Wanted(ids=people, first="2026-11", months=2, payer="A")
    sponsor(desk, "A", "APBD", budget=3 * 33_600 + 33_599)
    done = paying.pay(desk, wanted)
    assert (len(done.payments), rules(done)) == (3, [("budget", None)] * 2)
    sponsor(desk, "B", "APBD", quota=4)
    done = paying.pay(desk, replace(wanted, first="2027-03", payer="B"))
    assert (len(done.payments), rules(done)) == (4, [("quota", None)])
    with desk.read() as c:
        assert payments.used(c, "A").amount == 3 * 33_600
        assert payments.used(c, "B").people == 4


def test_no_budget_year_is_crossed(desk, raw):
    one = member(desk, raw, 1)
    sponsor(desk, "D", "APBDes", year=2026)
    assert rules(pay(desk, one, "2026-12", 2, "D")) == [("month_outside", "budget_year")]
    assert rules(pay(desk, one, "2026-11", 2, "D")) == []


def test_the_payer_follows_the_newest_month(desk, raw):
    sponsor(desk, "CSR-1")
    one = member(desk, raw, 1)
    pay(desk, one, "2026-12", 1, "CSR-1")
    funded = finding.find_one(desk, one.id)
    assert funded.worker.funding == "CSR-1"
    assert funded.states.protection == "unknown"
    earlier = pay(desk, one, "2026-11", 1, "self")
    assert finding.find_one(desk, one.id).worker.funding == "CSR-1"
    paying.undo(desk, earlier.payments[0].id)
    assert finding.find_one(desk, one.id).worker.funding == "CSR-1"
    newest = paying.payments_of(desk, one.id)[0]
    paying.undo_any(desk, newest.payment.reference.upper(), "salah")
    assert finding.find_one(desk, one.id).worker.funding == "self"
    assert protecting.cover_of(desk, one).state == "unknown"


def test_only_the_newest_is_undone_and_once(desk, raw):
    one = member(desk, raw, 1)
    first, second = (pay(desk, one, month).payments[0] for month in ("2026-11", "2026-12"))
    with pytest.raises(Refused, match="undo_not_last"):
        paying.undo(desk, first.id)
    paying.undo(desk, second.id, "salah ketik")
    with pytest.raises(Refused, match="undo_nothing"):
        paying.undo(desk, second.id)
    paying.undo(desk, first.id)
    with pytest.raises(Refused, match="undo_nothing"):
        paying.undo(desk, "nobody")
    with pytest.raises(Refused, match="undo_nothing"):
        paying.undo_any(desk, second.reference)
    entries = paying.payments_of(desk, one.id)
    assert [(e.undone_by, e.undone_why) for e in entries] == [("siti", "salah ketik"), ("siti", "")]
    assert rules(pay(desk, one, "2026-11", 2)) == []


def test_a_payment_of_many_is_undone_whole_or_not_at_all(desk, raw):
    people = [member(desk, raw, n) for n in (1, 2, 3)]
    done = paying.pay(desk, Wanted(ids=tuple(p.id for p in people), first="2026-11", months=1))
    after = pay(desk, people[1], "2026-12")
    with pytest.raises(Refused) as raised:
        paying.undo_reference(desk, done.reference)
    assert (raised.value.rule, raised.value.params["number"]) == (
        *("undo_not_last", people[1].number),
    )
    assert paying.remittances(desk)[1].undone == 0
    paying.undo_reference(desk, after.reference)
    assert paying.undo_any(desk, done.reference) == 3


def test_only_who_made_it_undoes_it(desk, raw):
    one = member(desk, raw, 1)
    paid = pay(desk, one).payments[0]
    other = replace(desk, account="budi", role="operator")
    with pytest.raises(Refused) as raised:
        paying.undo(other, paid.id)
    assert (raised.value.rule, raised.value.params["by"]) == ("undo_not_yours", "siti")


def test_the_proof_is_kept_inside(desk, raw, tmp_path):
    one, other = member(desk, raw, 1), member(desk, raw, 2)
    slip = tmp_path / "bukti.pdf"
    slip.write_bytes(b"%PDF-1.4 bukti")
    paid = pay(desk, one, proof=slip).payments[0]
    found = paying.proof_of(desk, paid.proof)
    assert (found.content, found.media, found.name) == (
        *(b"%PDF-1.4 bukti", "application/pdf", "bukti.pdf"),
    )
    with pytest.raises(Refused, match="not_found"):
        paying.proof_of(desk, "0" * 64)
    for content in (b"", b"MZ not a picture", b"%PDF-" + b"x" * 2**21):
        slip.write_bytes(content)
        assert refused(desk, other, proof=slip)[0] == "attachment"
    assert refused(desk, other, proof=tmp_path / "none.pdf")[0] == "file_unreadable"
    assert paying.payments_of(desk, other.id) == []


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 12), st.integers(1, 4)), min_size=1, max_size=6
)
ORDER = st.lists(st.integers(0, 2), max_size=20)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, order=ORDER)
def test_undone_in_any_order_it_is_as_if_never_paid(desk, raw, steps, order):
    with desk.read() as c:
        begin = workers.count(c, Filters()) + 1
    people = [member(desk, raw, begin + n) for n in range(3)]
    before = [protecting.cover_of(desk, p) for p in people]
    stacks = [[], [], []]
    for who, month, months in steps:
        done = pay(desk, people[who], f"2026-{month:02}", months)
        stacks[who] += [p.id for p in done.payments]
        standing = [e for e in paying.payments_of(desk, people[who].id) if not e.undone_on]
        assert sum(m.amount for m in protecting.months_of(desk, people[who])) == sum(
            e.payment.amount for e in standing
        )
    for who in [*order, *([0, 1, 2] * len(steps))]:
        if stacks[who]:
            paying.undo(desk, stacks[who].pop())
    assert [protecting.cover_of(desk, p) for p in people] == before
    assert not any(protecting.months_of(desk, p) for p in people)
