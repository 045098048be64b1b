"""Who is protected on a day, by hand at every boundary."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.months import later, month_of, span
from desktop_app.domain.protection import Paid, cover, paid_through, protection

YEAR = Paid(first="2026-01", last="2026-12", payer="APBDES-2026")
SPRING = Paid(first="2026-03", last="2026-05", payer="self", paid_on=date(2026, 3, 10))
AUTUMN = Paid(first="2026-10", last="2026-11", payer="CSR", paid_on=date(2026, 9, 30))


@pytest.mark.parametrize(
    ("paid", "on", "state", "until", "payer"),
    [
        ([], "2026-11-23", "unknown", None, None),
        ([YEAR], "2026-01-01", "active", "2026-12", "APBDES-2026"),
        ([YEAR], "2025-12-31", "unknown", None, None),
        ([YEAR], "2026-12-31", "active", "2026-12", "APBDES-2026"),
        ([YEAR], "2027-01-01", "arrears", "2026-12", "APBDES-2026"),
        ([YEAR], "2027-03-31", "arrears", "2026-12", "APBDES-2026"),
        ([YEAR], "2027-04-01", "lapsed", "2026-12", "APBDES-2026"),
        ([SPRING], "2026-03-09", "unknown", None, None),  # not paid yet on that day
        ([SPRING], "2026-03-10", "active", "2026-05", "self"),
        ([SPRING], "2026-08-31", "arrears", "2026-05", "self"),
        ([SPRING], "2026-09-01", "lapsed", "2026-05", "self"),
        ([SPRING, AUTUMN], "2026-09-30", "lapsed", "2026-05", "self"),  # paid ahead, not begun
        ([SPRING, AUTUMN], "2026-10-01", "active", "2026-11", "CSR"),  # back, without arrears
        ([SPRING, AUTUMN], "2026-12-01", "arrears", "2026-11", "CSR"),
    ],
)
def test_where_a_member_stands(paid, on, state, until, payer):
    found = cover("member", paid, date.fromisoformat(on))
    assert (found.state, found.until, found.payer) == (state, until, payer)
    assert found == cover("member", paid[::-1], date.fromisoformat(on))


@pytest.mark.parametrize("membership", ["candidate", "submitted", "refused_by_bpjs", "ended"])
def test_nobody_but_a_member_is_protected(membership):
    assert cover(membership, [YEAR], date(2026, 6, 1)).state == "none"
    assert protection(membership, "2026-12", date(2026, 6, 1)) == "none"


def test_a_change_of_payer_without_a_gap_is_one_row():
    rows = [YEAR, Paid(first="2027-01", last="2027-02", payer="self")]
    found = cover("member", rows, date(2026, 11, 23))
    assert (found.until, found.payer) == ("2027-02", "self")
    gap = [YEAR, Paid(first="2027-02", last="2027-03", payer="self")]
    assert cover("member", gap, date(2026, 11, 23)).until == "2026-12"


@pytest.mark.parametrize(
    ("on", "left"), [("2026-12-31", 0), ("2026-12-01", 30), ("2027-01-01", -1), ("2026-11-23", 38)]
)
def test_days_are_counted_to_the_end_of_the_month(on, left):
    assert cover("member", [YEAR], date.fromisoformat(on)).days_left == left


MONTHS = st.integers(0, 30).map(lambda n: later("2025-01", n))
ROWS = st.lists(
    st.builds(
        lambda first, months, day: Paid(
            first=first,
            last=later(first, months - 1),
            payer="p",
            paid_on=None if day is None else date(2025, 1, 1) + timedelta(day),
        ),
        MONTHS,
        st.integers(1, 6),
        st.none() | st.integers(0, 900),
    ),
    max_size=5,
)


@given(ROWS, st.integers(0, 1100).map(lambda n: date(2025, 1, 1) + timedelta(n)))
def test_it_is_what_counting_month_by_month_says(rows, on):
    paid = {
        month
        for one in rows
        if one.paid_on is None or one.paid_on <= on
        for month in span(one.first, 40)
        if month <= one.last
    }
    now = month_of(on)
    past = [month for month in paid if month <= now]
    through = max(past, default=None)
    assert paid_through(rows, on) == through
    unpaid = 0
    while through and later(through, unpaid) < now:
        unpaid += 1
    expected = "unknown"
    if through:
        expected = "active" if unpaid == 0 else "arrears" if unpaid <= 3 else "lapsed"
    found = cover("member", rows, on)
    assert found.state == expected
    until = through
    while until and later(until, 1) in paid:
        until = later(until, 1)
    assert found.until == until
