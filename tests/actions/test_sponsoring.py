"""Sponsors: what can be one, what it has left, and who may see what."""

import pytest

from desktop_app.actions import registering, sponsoring
from desktop_app.actions.desk import NotAllowed
from desktop_app.actions.sponsoring import SponsorForm
from desktop_app.domain.findings import Refused
from desktop_app.wording.sentences import sentence


def form(**given):
    return SponsorForm(
        **{"code": "APBDES-2026", "name": "Desa Tambakreja", "kind": "APBDes", **given}
    )


def refused(rule):
    return pytest.raises(Refused, check=lambda error: error.rule == rule)


def test_public_money_gets_the_months_of_its_year(desk):
    made = sponsoring.add(desk, form(source="PADes"))
    assert (made.year, made.first, made.last) == (2026, "2026-01", "2026-12")
    later = sponsoring.add(desk, form(code="B", first="2027-03"))
    assert (later.year, later.first, later.last) == (2027, "2027-03", "2027-12")
    ended = sponsoring.add(desk, form(code="C", last="2025-06", source="ADD"))
    assert (ended.year, ended.first, ended.last) == (2025, "2025-01", "2025-06")


def test_a_company_is_bound_to_no_year(desk):
    made = sponsoring.add(desk, form(kind="csr", first="2026-11", last="2027-02"))
    assert (made.kind, made.year, made.last) == ("CSR", None, "2027-02")
    without = sponsoring.add(desk, form(code="B", kind="SERTAKAN"))
    assert (without.first, without.last) == (None, None)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"code": "self"}, "sponsor_code"),
        ({"code": "dua kata"}, "sponsor_code"),
        ({"code": " "}, "required"),
        ({"name": "  "}, "required"),
        ({"kind": "sultan"}, "choice"),
        ({"budget": -1}, "amount"),
        ({"budget": 10**18}, "amount"),
        ({"quota": 0}, "type"),
        ({"months": 13}, "type"),
        ({"minimum": 11, "quota": 10}, "quota"),
        ({"first": "2026-13"}, "type"),
        ({"first": "2026-11", "last": "2026-10"}, "month_outside"),
        ({"first": "2026-11", "last": "2027-01"}, "month_outside"),
        ({"year": 2027, "first": "2026-11"}, "month_outside"),
        ({"rules": {"max_tinggi": "180"}}, "choice"),
        ({"rules": {"max_age": "tua"}}, "sponsor_rule"),
        ({"rules": {"min_age": "40", "max_age": "39"}}, "sponsor_rule"),
        ({"rules": {"min_decile": "5", "max_decile": "4"}}, "sponsor_rule"),
        ({"rules": {"occupation": "penyihir"}}, "occupation"),
        ({"rules": {"residence": "99.99"}}, "sponsor_rule"),
        ({"rules": {"residence": "Tambakreja"}}, "sponsor_rule"),
        ({"source": "Dana Desa", "year": 2024}, "source_forbidden"),
        ({"source": "dd", "first": "2024-05"}, "source_forbidden"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(desk, given, rule):
    with refused(rule) as told:
        sponsoring.add(desk, form(**given))
    assert "…" not in sentence(told.value)
    assert sponsoring.sponsors(desk) == []


def test_a_code_is_given_once_however_it_is_written(desk):
    sponsoring.add(desk, form())
    with refused("sponsor_taken") as told:
        sponsoring.add(desk, form(code="apbdes-2026"))
    assert "APBDES-2026" in sentence(told.value)
    assert sponsoring.account(desk, "Apbdes-2026").sponsor.code == "APBDES-2026"


def test_rules_are_read_as_people_write_them(desk):
    rules = {"max_age": "64", "basis": "dtsen; MUSDES", "occupation": "Nelayan,petani"}
    made = sponsoring.add(desk, form(rules={**rules, "residence": "3301012001"}))
    assert made.rules == {
        "max_age": 64,
        "basis": ["DTSEN", "musdes"],
        "occupation": ["nelayan", "petani"],
        "residence": ["33.01.01.2001"],
    }
    assert sponsoring.account(desk, made.code).sponsor == made


@pytest.mark.parametrize(
    ("kind", "source", "year", "rules"),
    [
        ("APBDes", "Dana Desa", 2026, ["source_unclear"]),
        ("APBDes", "Dana Desa", 2027, ["source_unclear"]),
        ("APBDes", "PADes", 2026, ["source_unclear"]),
        ("APBDes", None, 2026, ["source_missing"]),
        ("DBH", "DBHCHT", 2026, []),
        ("APBD", "PAD", 2026, []),
        ("APBN", None, 2026, []),
        ("CSR", None, None, []),
    ],
)
def test_doubtful_money_is_noted_and_holds_nothing_up(desk, kind, source, year, rules):
    made = sponsoring.add(desk, form(kind=kind, source=source, year=year))
    notes = sponsoring.notes(desk, made)
    assert [one.rule for one in notes] == rules
    assert all("…" not in sentence(one) for one in notes)


def test_a_kelurahan_has_no_village_budget(desk):
    from dataclasses import replace

    office = desk.office
    village = replace(office.village, code="33.01.01.1001")
    desk.office = replace(office, village=village)
    assert "APBDes" not in [kind.kind for kind in sponsoring.kinds(desk)]
    with refused("sponsor_kelurahan") as told:
        sponsoring.add(desk, form())
    assert "APBDes" in sentence(told.value)
    sponsoring.add(desk, form(kind="APBD"))
    with refused("sponsor_kelurahan"):
        sponsoring.edit(desk, "APBDES-2026", {"kind": "APBDes"})
    desk.office = office
    assert "APBDes" in [kind.kind for kind in sponsoring.kinds(desk)]


def test_only_what_is_given_changes(desk):
    before = sponsoring.add(desk, form(budget=1_000, rules={"max_age": "60"}))
    after = sponsoring.edit(desk, "apbdes-2026", {"name": "Desa", "quota": 5})
    assert (after.name, after.quota, after.budget) == ("Desa", 5, 1_000)
    assert after.rules == before.rules
    cleared = sponsoring.edit(desk, before.code, {"budget": None, "rules": {}})
    assert (cleared.budget, dict(cleared.rules)) == (None, {})
    moved = sponsoring.edit(desk, before.code, {"year": 2027})
    assert (moved.first, moved.last) == ("2027-01", "2027-12")
    with refused("unknown_key"):
        sponsoring.edit(desk, before.code, {"code": "B"})
    with refused("sponsor"):
        sponsoring.edit(desk, "B", {"name": "x"})


def test_what_is_done_to_sponsors_stands_in_the_audit_trail(desk):
    from desktop_app.actions import keeping

    sponsoring.add(desk, form())
    sponsoring.edit(desk, "APBDES-2026", {"name": "Desa"})
    sponsoring.edit(desk, "APBDES-2026", {"name": "Desa"})
    acts = [entry.action for entry in keeping.audit_trail(desk, 3)]
    assert acts[:2] == ["sponsor_changed", "sponsor_added"]
    assert keeping.verify_audit(desk) == []


@pytest.mark.parametrize(
    ("role", "may"),
    [
        *(("operator", False), ("verifier", False), ("head", False)),
        *(("finance", True), ("administrator", True)),
    ],
)
def test_only_those_who_keep_the_money_add_and_change(desk, role, may):
    sponsoring.add(desk, form())
    desk.role = role
    assert len(sponsoring.sponsors(desk)) == 1
    if may:
        sponsoring.add(desk, form(code="B"))
        sponsoring.edit(desk, "B", {"name": "x"})
        return
    with pytest.raises(NotAllowed):
        sponsoring.add(desk, form(code="B"))
    with pytest.raises(NotAllowed):
        sponsoring.edit(desk, "APBDES-2026", {"name": "x"})


def test_somebody_is_registered_with_a_sponsor_that_was_just_added(desk, raw):
    assert "sponsor" in rules_of(desk, raw(1, funding="APBDES-2026"))
    sponsoring.add(desk, form())
    assert rules_of(desk, raw(1, funding="APBDES-2026")) == []


def rules_of(desk, person):
    outcome = registering.register(desk, [person])
    return [found.rule for one in outcome.refused for found in one.findings]


def notes_of(desk, person):
    (taken,) = registering.register(desk, [person]).registered
    return "sponsor_note" in taken.notes


def test_a_payer_who_would_not_pay_is_noted_and_nobody_is_held_up(desk, raw):
    sponsoring.add(desk, form(rules={"max_age": "40", "max_decile": "4"}))
    old = raw(1, funding="APBDES-2026")
    (found,) = [
        one for one in registering.look_at(desk, old).findings if one.rule == "sponsor_note"
    ]
    said = sentence(found)
    assert "40" in said
    assert "…" not in said
    assert notes_of(desk, old)
    poor = {"basis": "DTSEN", "decile": 4}
    young = raw(2, nik="3301011508950002", funding="APBDES-2026", vulnerability=poor)
    assert not notes_of(desk, {**young, "confirmed": ["same_person"]})


def test_a_programme_that_is_over_or_full_is_noted(desk, raw):
    sponsoring.add(desk, form(kind="CSR", code="LALU", last="2026-10"))
    sponsoring.add(desk, form(kind="CSR", code="HABIS", budget=0))
    sponsoring.add(desk, form(kind="APBD", code="NANTI", year=2027))
    told = {}
    for code in ("LALU", "HABIS", "NANTI"):
        findings = registering.look_at(desk, raw(1, funding=code)).findings
        told[code] = [sentence(one) for one in findings if one.rule == "sponsor_note"]
    assert "Oktober 2026" in told["LALU"][0]
    assert "Rp 0" in told["HABIS"][0]
    assert told["NANTI"] == []
    assert "…" not in told["LALU"][0] + told["HABIS"][0]
