from datetime import date

import pytest
from domain_people import CONTEXT, SITI
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.matching import Candidate, likely_same
from desktop_app.domain.names import fold, search_fold
from desktop_app.domain.reading import read_worker


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOEHARTO", "Suharto"),
        ("Djoko Soesilo", "Joko Susilo"),
        ("Tjipto", "Cipto"),
        ("Achmad", "Ahmad"),
        ("Akhmad", "Ahmad"),
        ("Moh. Syafi'i", "Muhammad Safii"),
        ("M. Yusuf", "Mohammad Yusuf"),
        ("Muhamad Yusuf", "MUHAMMAD YUSUF"),
        ("Mochammad Yusuf", "Muh Yusuf"),
        ("H. Ahmad Dahlan, S.Pd.I", "Ahmad Dahlan"),
        ("Drs. H. Slamet, M.M., M.Si", "Slamet"),
        ("dr. Siti Aisyah", "Siti Aisah"),
        ("Hj. St. Rohmah", "Siti Rohmah"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("Ahmad bin Ali", "Ahmad Ali"),
        ("Fitri", "Vitri"),
        ("Azizah", "Asisah"),
        ("Ni Luh Putu-Ayu", "Ni Luh Putu Ayu"),
        ("José", "Jose"),
        ("Pu’uk", "Puuk"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("name", ["Y", "H", "Haji", "M", "Dr", "O", "Bin"])
def test_a_name_never_folds_away(name):
    assert fold(name) == fold(fold(name)) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Siti", "Sita"), ("Slamet", "Selamat"), ("Hasan", "Husin"), ("A", "B")]
)
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


def test_a_family_name_after_a_comma_stays():
    assert fold("Nasution, Ahmad") == "nasution ahmad"


def test_the_search_fold_changes_no_spelling():
    assert search_fold("  DJOKO  Ba’u  José, S.Pd. ") == "djoko bau jose, s.pd."


@given(st.text())
def test_nothing_raises_and_folding_is_settled(text):
    fold(text)
    assert search_fold(search_fold(text)) == search_fold(text)


def registered(name, born="1984-05-17", mother="Ngatinem", **more):
    return Candidate(
        id=name,
        number="n-" + name,
        full_name=name,
        birth_date=date.fromisoformat(born),
        mother_name=mother,
        **more,
    )


def worker(**changes):
    raw = SITI | {"mother_name": "Ngatinem", "confirmed": ["nik_birth_date"]} | changes
    return read_worker(raw, CONTEXT).worker


def matches(candidate, **changes):
    return likely_same(worker(**changes), [candidate])


class TestLikelySame:
    def test_same_name_date_and_mother(self):
        ((found, score, reasons),) = matches(registered("SITI ROHMAH"))
        assert found.number == "n-SITI ROHMAH"
        assert score == 1.0
        assert reasons == ("full_name", "birth_date", "mother_name")

    @pytest.mark.parametrize("name", ["Siti Rochmah", "Rohmah Siti", "Hj. Siti Romah"])
    def test_another_spelling(self, name):
        assert matches(registered(name))

    @pytest.mark.parametrize("born", ["1984-05-18", "1984-05-16"])
    def test_a_day_off(self, born):
        ((_, score, reasons),) = matches(registered("Siti Rohmah", born))
        assert "birth_date_near" in reasons
        assert score < 1

    def test_day_and_month_swapped(self):
        assert matches(registered("Siti Rohmah", "1984-04-05"), birth_date="1984-05-04")

    def test_a_mother_that_differs_is_another_person(self):
        assert not matches(registered("Siti Rohmah", mother="Sukinah"))

    def test_twins_are_two(self):
        assert not matches(registered("Santi Rahayu"))

    def test_an_unknown_mother_needs_an_almost_equal_name(self):
        assert matches(registered("Siti Rohmah", mother=None))
        assert not matches(registered("Siti Romlah", mother=None))

    def test_unknown_birthdays_heap_on_the_first_of_january(self):
        candidate = registered("Siti Rohmah", "1984-01-01", None)
        assert not matches(candidate, birth_date="1984-01-01")
        assert matches(registered("Siti Rohmah", "1984-01-01"), birth_date="1984-01-01")

    def test_a_shared_phone_is_no_sign(self):
        other = registered("Budi Santoso", mother=None, phone="+6281234567890")
        assert not matches(other, phone="081234567890")

    def test_the_likeliest_comes_first(self):
        candidates = [registered("Siti Rohmahh"), registered("Siti Rahmah"), registered("Budi")]
        found = likely_same(worker(), candidates)
        assert [c.full_name for c, _, _ in found] == ["Siti Rohmahh", "Siti Rahmah"]
