import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.contribution import PAYERS, band_of, contribution, contributions
from desktop_app.domain.findings import Refused
from desktop_app.reference.rules import contribution_tables

TABLES = contribution_tables()
BANDS = TABLES.bands
BOTH = ("JKK", "JKM")


def due(month="2025-06", income=None, **options):
    usual = {"programmes": BOTH, "sector": "other", "payer": "self", "tables": TABLES}
    return contribution(month, income, **(usual | options))


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.number)
def test_every_band_begins_at_its_first_rupiah(band):
    assert band_of(band.income_min, BANDS) == band
    whole = due(income=band.income_min, programmes=("JKK", "JKM", "JHT"))
    assert whole.base == band.base
    assert whole.parts == {"JKK": band.base // 100, "JKM": 6800, "JHT": band.base // 50}
    assert whole.total == sum(whole.parts.values())
    assert whole.unclear == (("band_unverified",) if band.number > 30 else ())


@pytest.mark.parametrize(("band", "after"), list(itertools.pairwise(BANDS)))
def test_the_gap_below_a_band_belongs_to_the_one_before(band, after):
    assert band_of(after.income_min - 1, BANDS) == band


def test_unknown_income_takes_the_first_band_and_says_so():
    assert due().total == 16_800
    assert due().assumed
    assert not due(income=0).assumed
    assert due(income=0).parts == {"JKK": 10_000, "JKM": 6_800, "JHT": 0}
    assert due(programmes=("JKK", "JKM", "JHT")).total == 36_800


@pytest.mark.parametrize(
    ("sector", "month", "total"),
    [
        ("other", "2026-03", 16_800),
        ("other", "2026-04", 8_400),
        ("other", "2026-12", 8_400),
        ("other", "2027-01", 16_800),
        ("transport", "2025-12", 16_800),
        ("transport", "2026-01", 8_400),
        ("transport", "2027-03", 8_400),
        ("transport", "2027-04", 16_800),
    ],
)
def test_the_reduction_holds_by_contribution_month_and_sector(sector, month, total):
    found = due(month, sector=sector)
    assert found.total == total
    assert ("PP 50/2025" in found.rules) == (total == 8_400)


@pytest.mark.parametrize(
    ("payer", "total", "saving"),
    [
        ("self", 8_400, 0),
        ("CSR", 8_400, 0),
        ("SERTAKAN", 8_400, 0),
        ("APBN", 16_800, 0),
        ("APBD", 16_800, 0),
        ("DBH", 16_800, 0),
        ("APBDes", 16_800, 8_400),
    ],
)
def test_the_reduction_depends_on_who_pays(payer, total, saving):
    found = due("2026-11", payer=payer)
    assert (found.total, found.possible_saving) == (total, saving)
    assert ("discount_payer" in found.unclear) == bool(saving)


def test_jht_is_never_reduced():
    found = due("2026-11", 10_000_000, programmes=("JKK", "JKM", "JHT"))
    assert found.parts == {"JKK": 48_500, "JKM": 3_400, "JHT": 194_000}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"month": "2026-13"}, "type"),
        ({"month": "November"}, "type"),
        ({"income": -1}, "amount"),
        ({"income": True}, "amount"),
        ({"programmes": ("JKK",)}, "programmes"),
        ({"programmes": ("JHT",)}, "programmes"),
        ({"programmes": ()}, "programmes"),
        ({"programmes": ("JKK", "JKM", "JP")}, "choice"),
        ({"sector": "air"}, "choice"),
        ({"payer": "me"}, "choice"),
    ],
)
def test_what_has_no_contribution_is_refused(changes, rule):
    with pytest.raises(Refused, match=rule):
        due(**changes)


@given(
    st.integers(0, 10**12),
    st.integers(2016, 2040),
    st.integers(1, 12),
    st.sampled_from(PAYERS),
    st.sampled_from(["transport", "other"]),
)
def test_amounts_are_whole_and_never_above_the_full_one(income, year, month, payer, sector):
    found = due(f"{year}-{month:02}", income, payer=payer, sector=sector)
    full = due("2015-07", income)
    assert full.total in (found.total, found.total * 2)
    assert found.total + found.possible_saving <= full.total + full.total // 2
    assert all(isinstance(part, int) for part in found.parts.values())


#: Worked out by hand from PP 44/2015, Annex II, and PP 50/2025: income, then JKK, JKM, JHT.
BY_HAND = [
    (0, 10_000, 6_800, 20_000),
    (1_099_000, 10_000, 6_800, 20_000),
    (1_099_999, 10_000, 6_800, 20_000),
    (1_100_000, 12_000, 6_800, 24_000),
    (1_299_000, 12_000, 6_800, 24_000),
    (1_300_000, 14_000, 6_800, 28_000),
    (2_699_999, 26_000, 6_800, 52_000),
    (2_700_000, 29_500, 6_800, 59_000),
    (3_199_999, 29_500, 6_800, 59_000),
    (3_200_000, 34_500, 6_800, 69_000),
    (8_199_999, 79_500, 6_800, 159_000),
    (8_200_000, 87_000, 6_800, 174_000),
    (17_200_000, 177_000, 6_800, 354_000),
    (18_199_999, 177_000, 6_800, 354_000),
    (18_200_000, 187_000, 6_800, 374_000),
    (20_199_999, 197_000, 6_800, 394_000),
    (20_200_000, 207_000, 6_800, 414_000),
    (999_999_999_999, 207_000, 6_800, 414_000),
]
#: Sector, payer → the months in which JKK and JKM are halved.
HALVED = {
    ("transport", "self"): ("2026-01", "2027-03"),
    ("transport", "CSR"): ("2026-01", "2027-03"),
    ("other", "self"): ("2026-04", "2026-12"),
    ("other", "SERTAKAN"): ("2026-04", "2026-12"),
    ("other", "CSR"): ("2026-04", "2026-12"),
    ("transport", "SERTAKAN"): ("2026-01", "2027-03"),
}
MONTHS = (
    *("2025-12", "2026-01", "2026-03", "2026-04", "2026-12", "2027-01", "2027-03", "2027-04"),
)


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("sector", ["transport", "other"])
@pytest.mark.parametrize("payer", PAYERS)
@pytest.mark.parametrize(("income", "jkk", "jkm", "jht"), BY_HAND)
def test_months_worked_out_by_hand(income, jkk, jkm, jht, payer, sector, month):
    first, last = HALVED.get((sector, payer), ("9999-12", "0000-01"))
    share = 2 if first <= month <= last else 1
    found = due(month, income, payer=payer, sector=sector, programmes=("JKK", "JKM", "JHT"))
    assert found.parts == {"JKK": jkk // share, "JKM": jkm // share, "JHT": jht}
    assert due(month, income, payer=payer, sector=sector).total == (jkk + jkm) // share


def test_months_of_a_period_each_follow_their_own_rule():
    paid = contributions(
        "2026-02", 12, 0, programmes=BOTH, sector="other", payer="self", tables=TABLES
    )
    assert [one.total for one in paid] == [16_800] * 2 + [8_400] * 9 + [16_800]
    assert sum(one.total for one in paid) == 126_000


@pytest.mark.parametrize("months", [0, 13, -1, True])
def test_a_period_has_one_to_twelve_months(months):
    with pytest.raises(Refused, match="month_outside"):
        contributions(
            "2026-02", months, 0, programmes=BOTH, sector="other", payer="self", tables=TABLES
        )
