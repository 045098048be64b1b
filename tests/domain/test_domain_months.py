from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.months import (
    distance,
    first_day,
    is_month,
    last_day,
    later,
    month_of,
    span,
)

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))


def test_what_is_a_month():
    assert all(map(is_month, ("2026-01", "1999-12")))
    assert not any(
        map(
            is_month,
            ("2026-13", "2026-00", "2026-1", "26-01", "2026-01-01", "2026-١١", "", None, 5),
        )
    )


def test_reckoning_goes_over_the_year():
    assert later("2026-11", 2) == "2027-01"
    assert later("2026-01", -1) == "2025-12"
    assert span("2026-11", 3) == ("2026-11", "2026-12", "2027-01")
    assert distance("2026-11", "2027-01") == 2


def test_the_last_day_knows_leap_years():
    assert last_day("2028-02") == date(2028, 2, 29)
    assert last_day("2027-02") == date(2027, 2, 28)


@given(DAYS, st.integers(-400, 400))
def test_there_and_back(day, months):
    month = month_of(day)
    assert later(later(month, months), -months) == month
    assert distance(month, later(month, months)) == months
    assert first_day(month) <= day <= last_day(month)
    assert (later(month, months) > month) == (months > 0)
