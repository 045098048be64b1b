"""What is typed against what a worker's object holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.pages.form import texts


@pytest.mark.parametrize("typed", ["17-05-1984", "17/5/1984", " 17.05.1984 ", "17051984"])
def test_a_day_is_typed_in_many_ways(typed):
    assert texts.read_day(typed) == "1984-05-17"


@given(st.dates())
def test_a_day_comes_back_as_it_was(day):
    assert texts.read_day(texts.day_text(day.isoformat())) == day.isoformat()


@given(st.text())
def test_nothing_typed_is_lost_or_breaks(typed):
    for read in (texts.read_day, texts.read_month, texts.read_amount, texts.plain):
        assert (read(typed) is None) == (not typed.strip())


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.500.000", 1_500_000), ("Rp 750000", 750_000), ("0", 0), ("", None), ("banyak", "banyak")],
)
def test_an_amount(typed, amount):
    assert texts.read_amount(typed) == amount


def test_a_month():
    assert texts.read_month("11-2026") == "2026-11"
    assert texts.month_text("2026-11") == "11-2026"
