"""Who may be paid for, from which months, and what a sponsor cannot be."""

from dataclasses import replace
from datetime import date

import pytest
from domain_people import CONTEXT, SITI, TODAY

from desktop_app.domain.findings import Refused
from desktop_app.domain.reading import read_worker
from desktop_app.domain.sponsor import (
    KINDS,
    PAYER_OF,
    RULES,
    Balance,
    Sponsor,
    check,
    check_months,
    ineligible,
    kind_named,
    read_rules,
)
from desktop_app.domain.worker import Vulnerability

WORKER = read_worker(SITI, CONTEXT).worker
VILLAGE = Sponsor(
    id="1",
    code="APBDES-26",
    name="APBDes 2026",
    kind="APBDes",
    year=2026,
    first="2026-01",
    last="2026-12",
)


def rule_of(call, *args):
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.rule, caught.value.field


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *((kind, kind) for kind in KINDS),
        ("apbdes", "APBDes"),
        ("Kabupaten", "APBD"),
        ("kota", "APBD"),
        ("provinsi", "APBD_province"),
        ("APBD provinsi", "APBD_province"),
        (" csr ", "CSR"),
        ("lainnya", "other"),
    ],
)
def test_kinds_are_understood_as_they_are_said(said, kind):
    assert kind_named(said) == kind
    assert kind in PAYER_OF


def test_a_kind_there_is_none_of_is_named():
    assert rule_of(kind_named, "arisan") == ("choice", "kind")


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"code": "self"}, "sponsor_code", "code"),
        ({"code": "SELF"}, "sponsor_code", "code"),
        ({"code": ""}, "sponsor_code", "code"),
        ({"code": "A B"}, "sponsor_code", "code"),
        ({"code": "A" * 25}, "sponsor_code", "code"),
        ({"name": " "}, "required", "name"),
        ({"kind": "arisan"}, "choice", "kind"),
        ({"budget": -1}, "amount", "budget"),
        ({"budget": 10**18}, "amount", "budget"),
        ({"quota": 0}, "type", "quota"),
        ({"months": 13}, "type", "months"),
        ({"first": "2026-13"}, "type", "first"),
        ({"first": "2026-06", "last": "2026-05"}, "month_outside", "last"),
        ({"last": "2027-01"}, "month_outside", "last"),
        ({"first": "2025-12"}, "month_outside", "last"),
    ],
)
def test_what_a_sponsor_cannot_be(change, rule, field):
    assert rule_of(check, replace(VILLAGE, **change)) == (rule, field)


def test_a_company_may_go_over_the_year():
    check(replace(VILLAGE, kind="CSR", year=None, first="2026-11", last="2027-10"))
    check(replace(VILLAGE, budget=0, quota=1, months=12))


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-11", "2027-01", "budget_year"),
        ("2025-12", "2026-01", "budget_year"),
        ("2026-01", "2026-03", "sponsor"),
        ("2026-09", "2026-11", "sponsor"),
    ],
)
def test_months_beyond_the_sponsor_are_refused(first, last, why):
    with pytest.raises(Refused) as caught:
        check_months(replace(VILLAGE, first="2026-04", last="2026-10"), first, last)
    assert (caught.value.rule, caught.value.params["why"]) == ("month_outside", why)


def test_months_within_are_paid():
    check_months(VILLAGE, "2026-01", "2026-12")
    check_months(replace(VILLAGE, year=None, first=None, last=None), "2026-11", "2027-10")


# --- eligibility --------------------------------------------------------------------------------

POOR = replace(WORKER, vulnerability=Vulnerability(basis="DTSEN", decile=4, extreme_poor=True))


@pytest.mark.parametrize(
    ("rule", "worker", "met"),
    [
        ({"min_age": "18"}, WORKER, True),
        ({"max_age": "42"}, WORKER, True),
        ({"max_age": "41"}, WORKER, False),
        ({"max_decile": "4"}, POOR, True),
        ({"max_decile": "3"}, POOR, False),
        ({"max_decile": "10"}, WORKER, False),
        ({"min_decile": "4"}, POOR, True),
        ({"min_decile": "5"}, POOR, False),
        ({"basis": "DTKS, dtsen"}, POOR, True),
        ({"basis": "musdes"}, POOR, False),
        ({"basis": "DTSEN"}, WORKER, False),
        ({"extreme_poor": "ya"}, POOR, True),
        ({"extreme_poor": "yes"}, WORKER, False),
        ({"occupation": "nelayan,petani"}, WORKER, True),
        ({"occupation": "nelayan"}, WORKER, False),
        ({"occupation": "nelayan"}, replace(WORKER, second_occupation="nelayan"), True),
        ({"ecosystem": "village"}, WORKER, True),
        ({"segment": "self_paying"}, WORKER, False),
        ({"residence": "33.01.22"}, WORKER, True),
        ({"residence": "3301222003"}, WORKER, True),
        ({"residence": "33.01.2"}, WORKER, False),
        ({"residence": "33.02"}, WORKER, False),
        ({"hamlet": "krajan"}, replace(WORKER, hamlet="Krajan"), True),
        ({"hamlet": "krajan"}, WORKER, False),
    ],
    ids=str,
)
def test_each_rule_at_its_boundary(rule, worker, met):
    found = ineligible(replace(VILLAGE, rules=read_rules(rule)), worker, TODAY)
    assert (found is None) == met
    if found:
        assert (found.rule, found.params["why"]) == ("eligibility", next(iter(rule)))


def test_age_counts_on_the_day():
    sponsor = replace(VILLAGE, rules={"max_age": 42})
    born = WORKER.birth_date
    assert ineligible(sponsor, WORKER, date(born.year + 43, born.month, born.day - 1)) is None
    assert ineligible(sponsor, WORKER, date(born.year + 43, born.month, born.day)) is not None


def test_a_refusal_never_tells_the_decile():
    found = ineligible(replace(VILLAGE, rules={"max_decile": 3}), POOR, TODAY)
    assert 4 not in found.params.values()


@pytest.mark.parametrize(
    "given",
    [
        {"max_age": "tua"},
        {"max_age": "-1"},
        {"max_decile": "0"},
        {"max_decile": "11"},
        {"basis": "XYZ"},
        {"basis": ""},
        {"extreme_poor": "no"},
        {"max_age": "６４"},
    ],
    ids=str,
)
def test_a_rule_with_a_value_that_is_none_is_refused(given):
    assert rule_of(read_rules, given)[0] == "sponsor_rule"


def test_a_rule_there_is_none_of_is_named():
    assert rule_of(read_rules, {"shoe_size": "42"}) == ("choice", "rule")
    assert all(RULES)


def test_what_is_left_counts_what_is_used_and_set_aside():
    balance = Balance(
        used=16_800,
        reserved=33_600,
        people_used=1,
        people_reserved=2,
        budget=100_000,
        quota=5,
    )
    assert (balance.left, balance.people_left) == (49_600, 2)
    unlimited = replace(balance, budget=None, quota=None)
    assert (unlimited.left, unlimited.people_left) == (None, None)
