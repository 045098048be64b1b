from dataclasses import replace
from datetime import date

import pytest
from domain_people import CONTEXT, SITI
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.age import age_on
from desktop_app.domain.findings import Refused
from desktop_app.domain.letters import letter_number
from desktop_app.domain.missing import missing
from desktop_app.domain.phone import read_phone
from desktop_app.domain.protection import protection
from desktop_app.domain.reading import read_worker
from desktop_app.domain.region import Village, dotted, plain
from desktop_app.domain.roles import RIGHTS, ROLES, may, role_named
from desktop_app.domain.states import (
    DELIVERY,
    MEMBERSHIP,
    PROTECTION,
    RECORD,
    TRANSITIONS,
    States,
)

AXES = {
    "record": RECORD,
    "delivery": DELIVERY,
    "membership": MEMBERSHIP,
    "protection": PROTECTION,
}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-02-29", "2020-02-29", 20),
        ("1984-05-17", "2026-05-16", 41),
        ("1984-05-17", "2026-05-17", 42),
        ("2027-01-01", "2026-12-31", -1),
    ],
)
def test_age_in_completed_years(born, day, age):
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("0812 3456 789", "+628123456789"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 (0)812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("006281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("0895312345678", "+62895312345678"),
        ("(0282) 491234", "+62282491234"),
        ("021-12345678", "+622112345678"),
        ("0627 21123", "+6262721123"),
    ],
)
def test_phone_numbers_are_kept_in_one_form(text, kept):
    assert read_phone(text) == kept
    assert read_phone(kept) == kept


@pytest.mark.parametrize(
    "text",
    ["-", "0", "123", "08123", "0812345678901234", "0812x456789", "+60123456789", "0800123456",
     "0112345678", "081234567890/081234567891", "٠٨١٢٣٤٥٦٧٨٩٠"],
)  # fmt: skip
def test_impossible_phone_numbers_are_none(text):
    assert read_phone(text) is None


@given(st.text())
def test_no_phone_text_raises(text):
    kept = read_phone(text)
    assert kept is None or read_phone(kept) == kept


@pytest.mark.parametrize("axis", AXES)
def test_the_table_of_transitions_is_whole(axis):
    words = set(AXES[axis])
    assert set(TRANSITIONS[axis]) == words
    assert set().union(*TRANSITIONS[axis].values()) <= words
    assert all(now not in after for now, after in TRANSITIONS[axis].items())


@pytest.mark.parametrize(
    ("axis", "now", "to"), [(a, n, t) for a, words in AXES.items() for n in words for t in words]
)
def test_every_move_is_as_the_table_says(axis, now, to):
    states = replace(States(), **{axis: now})
    if now == to or to in TRANSITIONS[axis][now]:
        assert getattr(states.move(**{axis: to}), axis) == to
    else:
        with pytest.raises(Refused, match="transition") as refused:
            states.move(**{axis: to})
        assert refused.value.params == {"now": now, "to": to}


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ({}, "candidate"),
        ({"membership": "member"}, "member"),
        ({"record": "deferred", "delivery": "refused"}, "deferred"),
        ({"delivery": "conflict", "membership": "member"}, "conflict"),
        ({"delivery": "accepted", "membership": "submitted"}, "submitted"),
    ],
)
def test_the_status_is_the_word_that_matters(states, status):
    assert States(**states).status == status


@pytest.mark.parametrize(
    ("membership", "paid_until", "on", "expected"),
    [
        ("candidate", "2026-12", "2026-11-22", "none"),
        ("submitted", None, "2026-11-22", "none"),
        ("ended", "2026-12", "2026-11-22", "none"),
        ("member", None, "2026-11-22", "unknown"),
        ("member", "2027-05", "2026-11-22", "active"),
        ("member", "2026-11", "2026-11-30", "active"),
        ("member", "2026-11", "2026-12-01", "arrears"),
        ("member", "2026-11", "2027-02-28", "arrears"),
        ("member", "2026-11", "2027-03-01", "lapsed"),
    ],
)
def test_protection_follows_the_paid_months(membership, paid_until, on, expected):
    assert protection(membership, paid_until, date.fromisoformat(on)) == expected


def test_what_is_missing_is_told_in_the_order_asked():
    worker = read_worker(SITI | {"phone": "081234567890"}, CONTEXT).worker
    wanted = ("email", "phone", "nik", "workplace", "consent.given_on", "family", "business_owner")
    assert missing(worker, wanted) == ("email", "workplace", "consent.given_on", "family")


@pytest.mark.parametrize("code", ["33.01.22.2003", "3301222003", "33.01.22", "33.01", "33", ""])
def test_codes_with_and_without_dots(code):
    assert dotted(plain(code)) == dotted(code)
    assert plain(dotted(code)) == plain(code)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("33.01.22.1003", "kelurahan"), ("33.01.22.2003", "desa"), ("91.03.01.3001", "desa_adat")],
)
def test_the_kind_stands_in_the_code(code, kind):
    village = Village(code=code, name="A", district="B", regency="C", province="D")
    assert village.kind == kind
    assert (village.province_code, village.regency_code) == (code[:2], code[:5])
    assert village.district_code == code[:8]


def test_roles_are_named_in_both_languages():
    assert {role_named(role.upper()) for role in ROLES} == set(ROLES)
    assert role_named(" Verifikator ") == "verifier"
    assert role_named("kepala") == "head"
    assert role_named("raja") is None


def test_rights():
    assert all(may("administrator", right) for right in RIGHTS)
    assert may("operator", "register")
    assert not any(may("operator", right) for right in ("users", "see_decile", "audit", "office"))
    assert not may("head", "register")
    assert not may("nobody", "read")
    with pytest.raises(ValueError, match="fly"):
        may("administrator", "fly")


@pytest.mark.parametrize(
    ("month", "number"), [(1, "470/007/I/2026"), (9, "470/007/IX/2026"), (12, "470/007/XII/2026")]
)
def test_letter_numbers(month, number):
    assert letter_number(7, date(2026, month, 1)) == number


def test_deciles_are_for_those_who_check_eligibility():
    from desktop_app.domain.roles import ROLES, may

    seeing = {role for role in ROLES if may(role, "see_decile")}
    assert seeing == {"verifier", "head", "administrator"}
    assert {r for r in ROLES if may(r, "see_disability")} == {"verifier", "administrator"}
