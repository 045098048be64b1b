from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.lists.cells import (
    FORMULA_MARKS,
    fold,
    neutral,
    read_date,
    read_integer,
    read_money,
    read_month,
    read_rt_rw,
    read_text,
    text_of,
)

TODAY = date(2026, 11, 22)
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
DATES = st.dates(date(1930, 1, 1), TODAY)
ANYTHING = st.one_of(
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.timedeltas(),
)


@given(DATES)
def test_a_date_is_read_however_it_is_written(day):
    month = MONTHS.split()[day.month - 1]
    for written in (
        day,
        datetime.combine(day, time(13, 5)),
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d%m%Y}",
        f"{day.day} {month} {day.year}",
        f"{day.day:02} {month[:3].upper()} {day.year}",
        float((day - date(1899, 12, 30)).days) if day.year > 1906 else day,
        f" {day:%d - %m - %Y} ",
    ):
        assert read_date(written, TODAY) == day.isoformat(), written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("17/8/75", "1975-08-17"),
        ("17 Agt 1975", "1975-08-17"),
        ("Minggu, 17 Agustus 1975", "1975-08-17"),
        ("1 Pebruari 1980", "1980-02-01"),
        ("24921", "1968-03-24"),
        ("1/1/05", "2005-01-01"),
        ("31-02-1975", "31-02-1975"),
        ("8/17/1975", "8/17/1975"),
        ("1975", "1975"),
        (1975.0, "1975"),
        ("-", None),
        ("", None),
    ],
)
def test_dates_of_the_field(written, read):
    assert read_date(written, TODAY) == read


@pytest.mark.parametrize(
    ("written", "rupiah"),
    [
        ("Rp 1.500.000,-", 1_500_000),
        ("Rp1.500.000,00", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1,500,000.00", 1_500_000),
        ("1.500", 1500),
        ("900000", 900_000),
        (900000.0, 900_000),
        (1_500_000.5, 1_500_001),
        ("1,5 juta", 1_500_000),
        ("1.5jt", 1_500_000),
        ("900 ribu", 900_000),
        ("1500000,-", 1_500_000),
        ("sekitar sejuta", "sekitar sejuta"),
        ("-500", "-500"),
        (-500.0, "-500"),
        ("", None),
    ],
)
def test_money_of_the_field(written, rupiah):
    assert read_money(written) == rupiah


@given(st.integers(0, 10**11))
def test_money_in_groups_of_three_is_the_same_money(rupiah):
    assert read_money(f"Rp {rupiah:,}") == rupiah
    assert read_money(f"Rp {rupiah:,}".replace(",", ".") + ",-") == rupiah


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026-12", "2026-12"),
        ("12/2026", "2026-12"),
        ("Desember 2026", "2026-12"),
        ("Des 2026", "2026-12"),
        (date(2026, 12, 31), "2026-12"),
        ("31-12-2026", "2026-12"),
        ("13/2026", "13/2026"),
    ],
)
def test_months(written, month):
    assert read_month(written, TODAY) == month


@pytest.mark.parametrize(
    ("written", "pair"),
    [
        ("001/002", ("001", "002")),
        ("RT 01 RW 02", ("01", "02")),
        ("3", ("3", None)),
        (3.0, ("3", None)),
        ("", (None, None)),
        ("1/2/3", ("1/2/3", None)),
    ],
)
def test_rt_and_rw_from_one_cell(written, pair):
    assert read_rt_rw(written) == pair


@given(ANYTHING)
def test_no_cell_breaks_a_reader(value):
    for reader in (text_of, read_text, read_integer, read_money, read_rt_rw):
        reader(value)
    read_date(value, TODAY)
    read_month(value, TODAY)


@given(st.text())
def test_no_text_starts_a_formula_and_none_is_changed(text):
    assert not neutral(text).startswith(FORMULA_MARKS)
    assert text_of(neutral(text)) == text_of(text)


def test_numbers_keep_their_digits():
    assert text_of(3301224508750001.0) == "3301224508750001"
    assert text_of(81234567890.0) == "81234567890"
    assert text_of(1.5) == "1.5"
    assert text_of(timedelta(hours=1)) == "1:00:00"


def test_headings_are_compared_without_dress():
    assert fold(" N. I. K ") == "nik"
    assert fold("NO. HP") == fold("no_hp")
    assert fold("RT / RW") == "rtrw"
