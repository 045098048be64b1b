import re

import pytest

from desktop_app.domain.occupation import SECTORS
from desktop_app.domain.region import Village
from desktop_app.domain.worker import ECOSYSTEMS
from desktop_app.reference.occupations import find_occupation, ktp_names, occupations
from desktop_app.reference.office_terms import propose
from desktop_app.reference.rules import age_rule, contribution_tables, national_figures


def village(code):
    return Village(code=code, name="Suka Maju", district="A", regency="B", province="C")


class TestOccupations:
    def test_about_a_hundred_with_codes_that_last(self):
        assert 95 <= len(occupations()) <= 130
        assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in occupations())
        assert {"petani", "nelayan", "ojek_daring", "lainnya"} <= set(occupations())

    @pytest.mark.parametrize("occupation", list(occupations().values()), ids=lambda o: o.code)
    def test_each_is_whole(self, occupation):
        assert occupation.name
        assert occupation.sector in SECTORS
        assert occupation.ecosystem in ECOSYSTEMS
        assert occupation.ktp_codes
        assert set(occupation.ktp_codes) <= set(ktp_names())
        assert all(occupation.synonyms)
        assert find_occupation(occupation.name)[0] == occupation
        assert find_occupation(occupation.code)[0] == occupation

    def test_names_are_unique_and_no_word_means_two(self):
        spoken = [
            word.casefold()
            for o in occupations().values()
            for word in {o.name.casefold(), *o.synonyms}
        ]
        assert sorted(set(spoken)) == sorted(spoken)

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("ojol", "ojek_daring"),
            ("OJEK ONLINE", "ojek_daring"),
            ("Petani/Pekebun", "petani"),
            ("9", "petani"),
            ("NELAYAN/PERIKANAN", "nelayan"),
            ("buruh harian lepas", "buruh_harian"),
            ("19", "buruh_harian"),
            ("20", "buruh_tani"),
            ("81", "sopir"),
            ("supir", "sopir"),
            ("84", "pedagang"),
            ("88", "wiraswasta"),
            ("Wiraswasta", "wiraswasta"),
            ("guru ngaji", "guru_ngaji"),
        ],
    )
    def test_everyday_words_and_card_codes_are_understood(self, said, code):
        assert find_occupation(said)[0].code == code

    @pytest.mark.parametrize("said", ["", "  ", "astronaut", "5"])
    def test_what_is_nobodys_work_is_nothing(self, said):
        assert find_occupation(said) == []

    def test_transport_is_what_carries_people_or_goods(self):
        transport = {o.code for o in occupations().values() if o.sector == "transport"}
        assert {"ojek", "ojek_daring", "sopir", "kurir", "tukang_becak"} <= transport
        assert not {"montir", "juru_parkir", "pedagang"} & transport

    def test_the_card_list_is_whole(self):
        assert list(ktp_names()) == list(range(1, 90))


class TestRules:
    def test_thirty_three_bands_by_one_rule(self):
        bands = contribution_tables().bands
        assert [b.number for b in bands] == list(range(1, 34))
        assert [b.income_min for b in bands] == sorted({b.income_min for b in bands})
        assert bands[0].income_min == 0
        for band in bands:
            base = band.base
            assert band.amounts == {"JKK": base // 100, "JKM": 6800, "JHT": base // 50}
        assert [b.number for b in bands if not b.verified] == [31, 32, 33]
        assert all(b.source for b in bands)

    def test_reductions_name_their_rule_and_months(self):
        for discount in contribution_tables().discounts:
            assert discount.rule
            assert discount.month_from <= discount.month_to
            assert discount.sector in SECTORS
            assert 0 < discount.multiplier < 1
            assert not discount.payer_excluded & discount.payer_unclear

    def test_ages_have_a_source(self):
        rule = age_rule()
        assert (rule.minimum, rule.maximum, rule.near) == (18, 64, 64)
        assert rule.source

    def test_national_figures_have_date_and_source(self):
        assert all(f.value > 0 and f.as_of and f.source for f in national_figures())


class TestOfficeTerms:
    @pytest.mark.parametrize(
        ("code", "kind", "head", "hamlet"),
        [
            ("33.01.22.2003", "Desa", "Kepala Desa", "Dusun"),
            ("33.01.22.1003", "Kelurahan", "Lurah", "Lingkungan"),
            ("11.06.01.2001", "Gampong", "Keuchik", "Dusun"),
            ("11.71.01.2001", "Gampong", "Keuchik", "Dusun"),
            ("11.04.01.2001", "Kampung", "Reje", "Dusun"),
            ("13.06.01.2001", "Nagari", "Wali Nagari", "Jorong"),
            ("13.09.01.2001", "Desa", "Kepala Desa", "Dusun"),
            ("18.04.01.2001", "Pekon", "Peratin", "Pemangku"),
            ("18.10.01.2001", "Pekon", "Kepala Pekon", "Dusun"),
            ("34.04.01.2001", "Kalurahan", "Lurah", "Padukuhan"),
            ("51.03.01.2001", "Desa", "Perbekel", "Banjar Dinas"),
            ("71.02.01.2001", "Desa", "Hukum Tua", "Jaga"),
            ("73.26.01.2001", "Lembang", "Kepala Lembang", "Dusun"),
            ("73.26.01.1001", "Kelurahan", "Lurah", "Lingkungan"),
            ("81.01.01.2001", "Negeri", "Kepala Pemerintah Negeri", "Dusun"),
            ("94.01.01.2001", "Kampung", "Kepala Kampung", "RW"),
            ("91.03.01.3001", "Kampung Adat", "Kepala Kampung Adat", "RW"),
        ],
    )
    def test_the_region_and_kind_decide(self, code, kind, head, hamlet):
        words = propose(village(code)).words
        assert (words.village, words.head, words.hamlet) == (kind, head, hamlet)

    def test_other_words_are_offered_after_the_proposed_one(self):
        proposal = propose(village("11.06.01.2001"))
        assert proposal.head_titles[:2] == ("Keuchik", "Geuchik")
        assert proposal.village_words[0] == "Gampong"
        assert "Kepala Desa" in proposal.head_titles
        assert "RW" in proposal.hamlet_words

    @pytest.mark.parametrize("kind", [1, 2, 3])
    @pytest.mark.parametrize("regency", ["11.01", "35.01", "96.71"])
    def test_everywhere_something_is_proposed(self, regency, kind):
        proposal = propose(village(f"{regency}.01.{kind}001"))
        assert all((proposal.village_words, proposal.head_titles, proposal.hamlet_words))
        assert proposal.words.office.startswith("Kantor")
