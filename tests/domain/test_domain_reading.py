from dataclasses import replace
from datetime import date

import pytest
from domain_people import CONTEXT, SITI, TODAY, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.findings import Level, Refused, blocks, unconfirmed
from desktop_app.domain.reading import KEYS, as_json, confirmed_rules, merged, read_worker
from desktop_app.domain.worker import Consent, Relative, Vulnerability, Worker

PUBLIC = {
    *("nik_length", "nik_characters", "nik_temporary", "nik_date", "nik_serial", "nik_damaged"),
    *("age", "required", "type", "unknown_key", "village_unknown", "occupation", "choice"),
    *("programmes", "sponsor", "consent", "phone", "photo"),
    *("nik_birth_date", "nik_sex", "nik_region", "nik_from_number", "kpj_form"),
    *("nik_district", "age_near_limit"),
    *("birth_place_missing", "mother_name_missing", "address_missing", "phone_missing"),
}
WHOLE = SITI | {
    "birth_date": "1984-05-17",
    "sex": "female",
    "birth_place": "Cilacap",
    "mother_name": "Ngatinem",
    "family_card_number": "3301220101100001",
    "address": "Jl. Mawar 3",
    "rt": "002",
    "rw": "1",
    "hamlet": "Krajan",
    "village_code": "33.01.22.2003",
    "phone": "+6281234567890",
    "phone_owner": "relative",
    "email": "siti@contoh.id",
    "second_occupation": "ojek_daring",
    "ecosystem": "market",
    "workplace": "Pasar Kedungreja",
    "business_owner": True,
    "monthly_income": 1_500_000,
    "programmes": ["JKK", "JKM", "JHT"],
    "funding": "self",
    "segment": "self_paying",
    "vulnerability": {
        "basis": "DTSEN", "decile": 3, "as_of": "2026-01-31", "extreme_poor": False
    },
    "disability": False,
    "family": [
        {"full_name": "Budi", "relation": "spouse", "birth_date": "1980-01-02",
         "nik": "3301220201800001", "phone": "+6281234567891", "heir": True},
    ],
    "consent": {
        "given_on": "2026-11-20", "method": "verbal_witnessed", "purposes": ["bpjs", "hub"],
        "text_version": "1", "witnesses": ["Sukirman"], "representative": None,
    },
    "kpj": "01234567890",
    "member_since": "2025-01-15",
    "paid_until": "2026-10",
    "former_payer": "APBD",
    "photo": "a" * 64,
    "confirmed": ["same_person"],
}  # fmt: skip


def read(**changes):
    return read_worker(SITI | changes, CONTEXT)


def stops(**changes):
    """Rule and field of what blocks."""
    return [(f.rule, f.field) for f in blocks(read(**changes).findings)]


def asks(reading):
    return [(f.rule, f.field) for f in unconfirmed(reading.findings, ())]


def test_three_keys_are_enough():
    worker = read().worker
    assert worker == Worker(
        nik="3301225705840001",
        full_name="Siti Rohmah",
        occupation="petani",
        birth_date=date(1984, 5, 17),
        sex="female",
        village_code="33.01.22.2003",
        ecosystem="village",
    )
    assert worker.programmes == ("JKK", "JKM")
    assert worker.consent.method == "pending"
    assert worker.consent.purposes == ("bpjs", "hub")
    assert {f.level for f in read().findings} == {Level.NOTE}


def test_a_whole_person_is_read_whole_and_given_back():
    reading = read_worker(WHOLE, CONTEXT)
    assert reading.findings == ()
    assert as_json(reading.worker) == WHOLE
    assert list(as_json(reading.worker)) == list(KEYS)
    assert reading.worker.vulnerability == Vulnerability(
        basis="DTSEN", decile=3, as_of=date(2026, 1, 31), extreme_poor=False
    )
    assert isinstance(reading.worker.family[0], Relative)
    assert isinstance(reading.worker.consent, Consent)


@pytest.mark.parametrize("key", ["nik", "full_name", "occupation"])
@pytest.mark.parametrize("absent", [None, "", "  ", "\t\n"])
def test_what_is_required_is_missed_by_name(key, absent):
    assert stops(**{key: absent}) == [("required", key)]


def test_blank_text_counts_as_absent_everywhere():
    optional = set(KEYS) - {"nik", "full_name", "occupation"}
    assert read(**dict.fromkeys(optional, " ")).worker == read().worker


@pytest.mark.parametrize(
    ("changes", "rule", "field"),
    [
        ({"nik": 3301225705840001}, "type", "nik"),
        ({"full_name": 7}, "type", "full_name"),
        ({"full_name": "Siti\0"}, "type", "full_name"),
        ({"full_name": "Siti\x07"}, "type", "full_name"),
        ({"full_name": "Si\ud800ti"}, "type", "full_name"),
        ({"full_name": "12 -"}, "type", "full_name"),
        ({"full_name": "x" * 256}, "type", "full_name"),
        ({"birth_date": "17-05-1984"}, "type", "birth_date"),
        ({"birth_date": "1984-02-31"}, "type", "birth_date"),
        ({"birth_date": "19840517"}, "type", "birth_date"),
        ({"birth_date": 19840517}, "type", "birth_date"),
        ({"birth_date": "2027-01-01"}, "age", "birth_date"),
        ({"sex": "P"}, "choice", "sex"),
        ({"family_card_number": "330122010110000"}, "type", "family_card_number"),
        ({"family_card_number": 3301220101100001}, "type", "family_card_number"),
        ({"rt": "0021"}, "type", "rt"),
        ({"rw": "II"}, "type", "rw"),
        ({"village_code": "33.01.22.9999"}, "village_unknown", "village_code"),
        ({"phone": "12345"}, "phone", "phone"),
        ({"phone": "+60123456789"}, "phone", "phone"),
        ({"phone_owner": "neighbour"}, "choice", "phone_owner"),
        ({"email": "siti.contoh.id"}, "type", "email"),
        ({"ecosystem": "sea"}, "choice", "ecosystem"),
        ({"occupation": "astronaut"}, "occupation", "occupation"),
        ({"second_occupation": "astronaut"}, "occupation", "second_occupation"),
        ({"business_owner": 1}, "type", "business_owner"),
        ({"business_owner": "true"}, "type", "business_owner"),
        ({"business_owner": True}, "programmes", "programmes"),
        ({"monthly_income": True}, "type", "monthly_income"),
        ({"monthly_income": 1.5}, "type", "monthly_income"),
        ({"monthly_income": "1500000"}, "type", "monthly_income"),
        ({"monthly_income": -1}, "type", "monthly_income"),
        ({"monthly_income": 10**40}, "type", "monthly_income"),
        ({"programmes": ["JKK"]}, "programmes", "programmes"),
        ({"programmes": ["JHT"]}, "programmes", "programmes"),
        ({"programmes": []}, "programmes", "programmes"),
        ({"programmes": ["JKK", "JKM", "JP"]}, "choice", "programmes"),
        ({"programmes": "JKK,JKM"}, "type", "programmes"),
        ({"funding": "APBD"}, "sponsor", "funding"),
        ({"segment": "rich"}, "choice", "segment"),
        ({"vulnerability": []}, "type", "vulnerability"),
        ({"vulnerability": {"decile": 11}}, "type", "vulnerability.decile"),
        ({"vulnerability": {"basis": "dream"}}, "choice", "vulnerability.basis"),
        ({"vulnerability": {"desil": 1}}, "unknown_key", "vulnerability.desil"),
        ({"disability": "no"}, "type", "disability"),
        ({"family": {}}, "type", "family"),
        ({"family": ["Budi"]}, "type", "family.0"),
        ({"family": [{"relation": "child"}]}, "required", "family.0.full_name"),
        ({"family": [{"full_name": "Budi"}]}, "required", "family.0.relation"),
        ({"family": [{"full_name": "B", "relation": "uncle"}]}, "choice", "family.0.relation"),
        ({"consent": {"method": "signed_form"}}, "consent", "consent.given_on"),
        ({"consent": {"method": "yes"}}, "choice", "consent.method"),
        ({"consent": {"given_on": "2026-11-23"}}, "consent", "consent.given_on"),
        (
            {"consent": {"method": "verbal_witnessed", "given_on": "2026-11-22"}},
            "consent",
            "consent.witnesses",
        ),
        ({"member_since": "2027-01-01"}, "type", "member_since"),
        ({"paid_until": "2026-13"}, "type", "paid_until"),
        ({"kpj": 1234567890}, "type", "kpj"),
        ({"photo": "/no/digest"}, "photo", "photo"),
        ({"confirmed": "same_person"}, "type", "confirmed"),
        ({"confirmed": [1]}, "type", "confirmed"),
        ({"nama": "Siti"}, "unknown_key", "nama"),
    ],
)
def test_each_wrong_field_blocks_by_rule_and_name(changes, rule, field):
    assert stops(**changes) == [(rule, field)]
    assert read(**changes).worker is None


def test_a_relative_of_many_troubles_has_each_named():
    child = {"full_name": "Andi", "relation": "child", "nik": "0301", "phone": "1", "age": 3}
    assert stops(family=[child]) == [
        ("unknown_key", "family.0.age"),
        ("nik_length", "family.0.nik"),
        ("phone", "family.0.phone"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Y",
        "Siti",
        "Ma'ruf",
        "Ba’u Puʼuk",
        "H. Ahmad Syafi'i, S.Pd.I",
        "Łukasz",
        "王",
        "D'Agostini-Q",
    ],
)
def test_names_of_every_kind_pass(name):
    assert read(full_name=name).worker.full_name == name


def test_spaces_in_names_are_single_and_marks_invisible_are_gone():
    assert read(full_name="  Siti\t \u00a0Rohmah\u200b ").worker.full_name == "Siti Rohmah"


@pytest.mark.parametrize(
    ("age_day", "blocked", "near"),
    [
        (date(2008, 11, 22), False, False),  # eighteen today
        (date(2008, 11, 23), True, False),  # eighteen tomorrow
        (date(1961, 11, 23), False, True),  # sixty-five tomorrow
        (date(1961, 11, 22), True, False),  # sixty-five today
        (date(1962, 11, 23), False, False),
        (date(1962, 11, 22), False, True),
    ],
)
def test_the_ages_are_inclusive(age_day, blocked, near):
    nik = f"330122{age_day:%d%m%y}0001"
    findings = read(nik=nik).findings
    assert ("age" in [f.rule for f in blocks(findings)]) == blocked
    assert ("age_near_limit" in [f.rule for f in findings]) == near


@pytest.mark.parametrize("digits", ["170510", "170550", "170560", "170520"])
def test_a_nik_of_no_allowed_age_blocks_by_age(digits):
    assert stops(nik=f"330122{digits}0001") == [("age", "birth_date")]


def test_what_the_card_says_counts_and_is_asked_for():
    reading = read(birth_date="1984-05-18", sex="male")
    assert asks(reading) == [("nik_birth_date", "birth_date"), ("nik_sex", "sex")]
    assert reading.worker.birth_date == date(1984, 5, 18)
    assert reading.worker.sex == "male"
    assert unconfirmed(reading.findings, ["nik_birth_date", "nik_sex"]) == []


def test_no_agreement_is_asked_of_a_nik_that_is_blocked():
    assert asks(read(nik="3301223205840001", birth_date="1984-05-18", sex="male")) == []


@pytest.mark.parametrize("kpj", ["1234567890", "05A12345678", "123456789012"])
def test_another_form_of_kpj_is_asked(kpj):
    assert asks(read(kpj=kpj)) == [("kpj_form", "kpj")]
    assert read(kpj=kpj).worker.kpj == kpj


def test_a_numeric_cell_is_told_by_the_context():
    context = replace(CONTEXT, nik_from_number=True)
    reading = read_worker(SITI | {"nik": "3301225705840010"}, context)
    assert asks(reading) == [("nik_from_number", "nik")]


@pytest.mark.parametrize("raw", [None, [], "Siti", 1, 1.5, True])
def test_what_is_no_object_blocks(raw):
    assert rules(read_worker(raw, CONTEXT).findings) == [("type", "block")]


def test_every_finding_names_a_trouble_first():
    levels = [f.level for f in read(phone="1", kpj="1", nik="3301995705840001").findings]
    assert levels == sorted(levels, key=list(Level).index)


def test_confirmed_is_readable_of_anything():
    assert confirmed_rules({"confirmed": ["a", 1, None]}) == ("a",)
    assert confirmed_rules({"confirmed": "a"}) == confirmed_rules([]) == ()


class TestMerged:
    whole = read_worker(WHOLE, CONTEXT).worker

    def again(self, **changes):
        return read_worker(merged(self.whole, changes), CONTEXT)

    def test_nothing_changed_is_the_same_person(self):
        assert self.again().worker == self.whole

    def test_given_fields_change_null_clears_lists_replace(self):
        worker = self.again(full_name="Siti R.", phone=None, family=[]).worker
        assert worker == replace(self.whole, full_name="Siti R.", phone=None, family=())

    def test_objects_change_by_their_own_keys(self):
        worker = self.again(vulnerability={"decile": 4}).worker
        assert worker.vulnerability == replace(self.whole.vulnerability, decile=4)

    def test_a_required_one_cannot_be_cleared(self):
        assert rules(self.again(full_name=None).findings) == [("required", "block")]

    def test_unknown_keys_are_still_refused(self):
        assert rules(self.again(nama="x").findings) == [("unknown_key", "block")]

    def test_what_was_read_from_the_old_nik_follows_the_new_one(self):
        worker = self.again(nik="3301221805850001").worker
        assert (worker.birth_date, worker.sex) == (date(1985, 5, 18), "male")
        assert worker.confirmed == ()

    def test_what_the_card_said_otherwise_stays(self):
        other = replace(self.whole, birth_date=date(1983, 3, 3), confirmed=("nik_birth_date",))
        reading = read_worker(merged(other, {"nik": "3301225805850001"}), CONTEXT)
        assert asks(reading) == [("nik_birth_date", "birth_date")]
        assert reading.worker.birth_date == date(1983, 3, 3)

    def test_no_object_is_refused(self):
        with pytest.raises(Refused, match="type"):
            merged(self.whole, [])


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYED = st.dictionaries(st.sampled_from([*KEYS, "full", "relation", "method"]) | st.text(), ODD)


@settings(max_examples=300)
@given(KEYED | ODD)
def test_nothing_raises_and_every_rule_is_public(raw):
    if isinstance(raw, dict):
        raw = SITI | raw
    reading = read_worker(raw, CONTEXT)
    assert {f.rule for f in reading.findings} <= PUBLIC
    assert (reading.worker is None) == bool(blocks(reading.findings))
    if reading.worker:
        again = read_worker(as_json(reading.worker), CONTEXT)
        assert again.worker == reading.worker


INNER = st.fixed_dictionaries(
    {},
    optional={
        "family": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    k: ODD | st.sampled_from(["Budi", "child", "1980-01-02"])
                    for k in ("full_name", "relation", "birth_date", "nik", "phone", "heir")
                },
            ),
            max_size=2,
        ),
        "consent": st.fixed_dictionaries(
            {},
            optional={
                k: ODD | st.sampled_from(["2026-11-01", "signed_form", ["bpjs"]])
                for k in ("given_on", "method", "purposes", "witnesses", "representative")
            },
        ),
    },
)


@settings(max_examples=200)
@given(INNER)
def test_nothing_inside_raises(raw):
    reading = read_worker(SITI | raw, CONTEXT)
    assert {f.rule for f in reading.findings} <= PUBLIC
    if reading.worker:
        assert read_worker(as_json(reading.worker), CONTEXT).worker == reading.worker


def test_today_is_the_day_of_registration():
    later = replace(CONTEXT, today=TODAY.replace(year=2050))
    assert [f.rule for f in blocks(read_worker(WHOLE, later).findings)] == ["age"]
