import re
from datetime import date

import pytest
from domain_people import AGES, REGIONS, TODAY, reading_of, rules
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.age import AgeRule
from desktop_app.domain.nik import agrees_with_date, clean, masked, read_nik

BLOCKED = [
    ("", "nik_length"),
    ("330122570584001", "nik_length"),
    ("33012257058400011", "nik_length"),
    ("330122570584000A", "nik_characters"),
    ("33012257O5840001", "nik_characters"),
    ("٣٣٠١٢٢٥٧٠٥٨٤٠٠٠١", "nik_characters"),
    ("330122570584/0001", "nik_characters"),
    ("-", "nik_length"),
    ("0330122200300001", "nik_temporary"),
    ("0000000000000000", "nik_temporary"),
    ("3301225705840000", "nik_serial"),
    ("3.30122570584E+15", "nik_damaged"),
    ("3,30122570584E+15", "nik_damaged"),
    (" '3.3e15 ", "nik_damaged"),
    ("33E+14", "nik_damaged"),
]
IMPOSSIBLE_DATES = [f"{day:02}0584" for day in (0, 32, 35, 40, 72, 85, 99)]
IMPOSSIBLE_DATES += ["170084", "171384", "179984", "310284", "300284", "710284", "310484", "290201"]


@pytest.mark.parametrize(("text", "rule"), BLOCKED)
def test_what_cannot_be_a_nik_blocks(text, rule):
    assert rules(reading_of(text).findings) == [(rule, "block")]


@pytest.mark.parametrize("digits", IMPOSSIBLE_DATES)
def test_a_date_that_no_century_has_blocks(digits):
    reading = reading_of(f"330122{digits}0001")
    assert rules(reading.findings) == [("nik_date", "block")]
    assert (reading.birth_date, reading.sex) == (None, None)


def test_a_leap_day_needs_only_one_century():
    assert reading_of("3301222902000001").birth_date == date(2000, 2, 29)


def test_both_troubles_of_one_nik_are_named():
    assert rules(reading_of("3301229905840000").findings) == [
        ("nik_date", "block"),
        ("nik_serial", "block"),
    ]


@pytest.mark.parametrize(
    ("text", "born", "sex"),
    [
        ("3301221705840001", date(1984, 5, 17), "male"),
        ("3301225705840001", date(1984, 5, 17), "female"),
        ("3301220101000001", date(2000, 1, 1), "male"),
        ("3301227112080001", date(2008, 12, 31), "female"),
    ],
)
def test_birth_date_and_sex_are_read(text, born, sex):
    reading = reading_of(text)
    assert (reading.birth_date, reading.sex, reading.district) == (born, sex, "33.01.22")
    assert reading.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "3301225705840001",
        " 3301 2257 0584 0001 ",
        "33.01.22.570584.0001",
        "330122-570584-0001",
        "330122–570584—0001",
        "'3301225705840001",
        "’3301225705840001",
        '="3301225705840001"',
        "3301225705840001.0",
        "3301\u00a02257\u200b0584\ufeff0001\t\n",
    ],
)
def test_typing_marks_are_cleaned(text):
    assert clean(text) == "3301225705840001"


def test_only_one_trailing_zero_of_a_float_is_taken_away():
    assert clean("330122570584000.0") == "330122570584000"
    assert clean("33012257058400.00") == "3301225705840000"


class TestCentury:
    """Decided by the allowed ages on the day, never by a year in the code."""

    def birth(self, digits, today, ages=AGES):
        return read_nik(f"330122{digits}0001", today=today, ages=ages, regions=REGIONS).birth_date

    def test_the_same_nik_is_read_by_the_day(self):
        assert self.birth("221161", date(2026, 11, 22)) == date(1961, 11, 22)
        assert self.birth("221112", date(2030, 11, 22)) == date(2012, 11, 22)
        assert self.birth("221150", date(2026, 11, 22)) == date(1950, 11, 22)
        assert self.birth("221150", date(2070, 11, 22)) == date(2050, 11, 22)

    def test_other_ages_read_otherwise(self):
        old = AgeRule(minimum=90, maximum=120, near=120)
        assert self.birth("170510", date(2026, 11, 22), old) == date(1910, 5, 17)
        assert self.birth("170510", date(2026, 11, 22)) == date(2010, 5, 17)

    @given(st.dates(date(1930, 1, 1), date(2099, 12, 31)), st.integers(18, 64), st.data())
    def test_somebody_of_an_allowed_age_is_always_found(self, today, age, data):
        born = data.draw(st.dates(_years_before(today, age + 1), _years_before(today, age)))
        if AGES.allows(born, today):
            assert self.birth(f"{born:%d%m%y}", today) == born or born.year < 1900


def _years_before(day, years):
    return date(day.year - years, day.month, min(day.day, 28))


class TestRegion:
    @pytest.mark.parametrize("prefix", ["330122", "910101"])
    def test_current_and_retired_districts_pass(self, prefix):
        assert reading_of(f"{prefix}1705840001").findings == ()

    @pytest.mark.parametrize("prefix", ["640499", "647301", "731901", "732555"])
    def test_regencies_split_off_long_ago_pass(self, prefix):
        assert reading_of(f"{prefix}1705840001").findings == ()

    @pytest.mark.parametrize("prefix", ["330199", "330222"])
    def test_an_unknown_district_is_only_noted(self, prefix):
        assert rules(reading_of(f"{prefix}1705840001").findings) == [("nik_district", "note")]

    @pytest.mark.parametrize("prefix", ["100122", "990101", "200101"])
    def test_a_province_that_never_was_is_asked(self, prefix):
        assert rules(reading_of(f"{prefix}1705840001").findings) == [("nik_region", "warn")]


class TestNumericCell:
    def numeric(self, text):
        return rules(reading_of(text, from_number=True).findings)

    def test_an_exact_one_passes(self):
        assert self.numeric("3301225705840001.0") == []

    def test_one_ending_in_zero_is_asked(self):
        assert self.numeric("3301225705840010") == [("nik_from_number", "warn")]
        assert rules(reading_of("3301225705840010").findings) == []

    def test_a_serial_of_zeros_is_damage(self):
        assert self.numeric("3301225705840000") == [("nik_serial", "block")]

    @pytest.mark.parametrize("text", ["9007199254740992", "9101011705840001"])
    def test_beyond_what_numbers_hold_nothing_is_trusted(self, text):
        assert self.numeric(text) == [("nik_damaged", "block")]

    def test_the_last_exact_number_is_judged_like_any_other(self):
        assert self.numeric("9007199254740991") == [("nik_date", "block"), ("nik_region", "warn")]


def test_masked_shows_neither_date_nor_serial_start():
    assert masked("3301225705840001") == "3301••••••••0001"
    assert masked("33012257058400019") == "•" * 16
    assert not re.search(r"\d", masked("330122"))


def test_a_birth_date_agrees_without_a_century():
    assert agrees_with_date("3301225705840001", date(1884, 5, 17))
    assert not agrees_with_date("3301225705840001", date(1984, 5, 18))


@given(st.text() | st.from_regex(r"[0-9 .'eE+-]{0,24}"), st.booleans())
def test_nothing_typed_raises(text, numeric):
    reading = reading_of(text, from_number=numeric)
    assert clean(reading.digits) == reading.digits or reading.findings


@given(
    st.dates(date(1900, 1, 1), TODAY), st.booleans(), st.integers(1, 9999), st.sampled_from(" .-")
)
def test_every_real_nik_is_read_through_any_mark(born, woman, serial, mark):
    digits = f"330122{born.day + 40 * woman:02}{born:%m%y}{serial:04}"
    reading = reading_of(mark.join(re.findall("..", digits)))
    assert reading.digits == digits
    assert reading.sex == ("female" if woman else "male")
    assert f"{reading.birth_date:%d%m%y}" == f"{born:%d%m%y}"
    assert reading.birth_date <= TODAY
