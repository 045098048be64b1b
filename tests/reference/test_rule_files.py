"""The tables of contributions as files: read whole, or refused with file, line and what to do."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.contribution import contributions
from desktop_app.domain.findings import Refused
from desktop_app.reference.funding import funding_kinds, source_named, source_rule
from desktop_app.reference.rule_files import READERS, read_bands, read_discounts
from desktop_app.reference.rules import contribution_tables, shipped
from desktop_app.wording.sentences import sentence

BANDS, DISCOUNTS = shipped("contribution_bands.csv"), shipped("discounts.csv")
FIRST = DISCOUNTS.splitlines()[1]


def table(month, *rows):
    """The bands of a table, with its headings; each row is (income_min, income_max, base)."""
    lines = [BANDS.splitlines()[0]]
    for place, (low, high, base) in enumerate(rows, 1):
        lines.append(f"{month},{place},{low},{high},{base},{base // 100},6800,{base // 50},yes,PP")
    return "\n".join(lines) + "\n"


def refusal(read, text):
    with pytest.raises(Refused) as caught:
        read(text)
    refused = caught.value
    assert refused.rule == "rules"
    assert f"{refused.params['line']}" in sentence(refused) or refused.params["why"] == "heading"
    assert refused.params["file"] in sentence(refused)
    return refused.params["why"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "heading"),
        ("a,b\n1,2\n", "heading"),
        (BANDS.splitlines()[0], "empty"),
        (BANDS.replace("PP 44/2015 Lampiran II", "", 1), "empty"),
        (BANDS.replace("2015-07,2,", "2015-13,2,"), "date"),
        (BANDS.replace("2015-07,2,", "2015-00,2,"), "date"),
        (BANDS.replace("2015-07,2,", "July,2,"), "date"),
        (BANDS.replace("2,1100000", "2,1200000"), "gap"),
        (BANDS.replace("1,0,1099000", "1,1,1099000"), "gap"),
        (BANDS.replace("2,1100000", "2,1099000"), "overlap"),
        (BANDS.replace("2,1100000,1299000", "2,1100000,1000000"), "overlap"),
        (BANDS.replace("33,20200000,,", "33,20200000,99000000,"), "open_end"),
        (BANDS.replace("\n2015-07,2,", "\n2015-07,7,"), "order"),
        (BANDS.replace("10000,6800,20000", "10000.50,6800,20000"), "number"),
        (BANDS.replace("10000,6800,20000", "-1,6800,20000"), "number"),
        (BANDS.replace("10000,6800,20000", f"{10**18},6800,20000"), "number"),
        (BANDS.replace("0,1099000,1000000", "0,1099000,0"), "number"),
        (BANDS.replace(",yes,", ",maybe,", 1), "word"),
        (BANDS + table("2014-01", (0, "", 10**6)).splitlines()[1], "order"),
        (BANDS + "2030-01,1,0,,1,1,1,1,yes,PP,more,cells", "heading"),
    ],
)
def test_a_table_of_bands_that_cannot_be_right_is_refused(text, why):
    assert refusal(read_bands, text) == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (DISCOUNTS.replace("APBN", "APBX", 1), "payer"),
        (DISCOUNTS.replace("APBDes other", "APBDes APBD", 1), "payer"),
        (DISCOUNTS.replace("transport", "air"), "sector"),
        (DISCOUNTS.replace("JKK JKM", "JKK JP", 1), "word"),
        (DISCOUNTS.replace("JKK JKM", "", 1), "empty"),
        (DISCOUNTS.replace("2027-03", "2025-12"), "date"),
        (DISCOUNTS.replace("2026-04", "2026-4"), "date"),
        (DISCOUNTS.replace("0.5", "1.5", 1), "number"),
        (DISCOUNTS.replace("0.5", "1/0", 1), "number"),
        (DISCOUNTS.replace("0.5", "half", 1), "number"),
        (
            DISCOUNTS + FIRST.replace("2026-01", "2027-03").replace("2027-03,0", "2028-01,0"),
            "overlap",
        ),
    ],
)
def test_a_table_of_reductions_that_cannot_be_right_is_refused(text, why):
    assert refusal(read_discounts, text) == why


def test_a_reduction_may_follow_another_and_another_sector_may_have_its_own():
    follows = FIRST.replace("2026-01", "2027-04").replace("2027-03", "2027-12")
    found = read_discounts(f"{DISCOUNTS}{follows}\n")
    assert [one.month_from for one in found if one.sector == "transport"] == ["2026-01", "2027-04"]
    assert read_discounts(DISCOUNTS.splitlines()[0] + "\n") == ()


def test_the_shipped_files_hold():
    assert len(read_bands(BANDS)) == 33
    assert all(one.multiplier == Fraction(1, 2) for one in read_discounts(DISCOUNTS))
    assert READERS.keys() == {"channels.toml", "contribution_bands.csv", "discounts.csv"}


def test_a_new_table_holds_from_its_month_on_also_inside_a_prepaid_period():
    new = table("2027-01", (0, 1_999_000, 1_500_000), (2_000_000, "", 2_500_000))
    tables = contribution_tables(BANDS + new.split("\n", 1)[1])
    paid = contributions(
        "2026-11",
        4,
        None,
        programmes=("JKK", "JKM"),
        sector="other",
        payer="self",
        tables=tables,
    )
    assert [one.month for one in paid] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    # halved until December by PP 50/2025; from January on the new table, without reduction
    assert [one.total for one in paid] == [8_400, 8_400, 21_800, 21_800]
    assert [one.base for one in paid] == [1_000_000, 1_000_000, 1_500_000, 1_500_000]


@given(st.integers(0, 3 * 10**7))
def test_every_income_has_exactly_one_band(income):
    tables = contribution_tables()
    bands = tables.bands_of("2026-11")
    holds = [
        band
        for band, after in zip(bands, [*bands[1:], None], strict=True)
        if band.income_min <= income and (after is None or income < after.income_min)
    ]
    assert len(holds) == 1


def test_no_month_before_the_first_table_is_reckoned():
    with pytest.raises(Refused) as caught:
        contribution_tables().bands_of("2015-06")
    assert (caught.value.rule, caught.value.params["why"]) == ("month_outside", "no_table")


# --- from which money ---------------------------------------------------------------------------


def test_dana_desa_of_2024_was_forbidden_and_2026_is_to_be_asked():
    assert source_rule("APBDes", "Dana Desa", 2024).allowed == "no"
    assert source_rule("APBDes", "dd", 2026).allowed == "unclear"
    assert source_rule("APBDes", "ADD", 2026) is None
    assert source_rule("APBDes", "kas RW", 2026) is None


def test_only_the_village_budget_is_for_desa_alone():
    kinds = funding_kinds()
    assert {kind for kind, one in kinds.items() if one.desa_only} == {"APBDes"}
    assert source_named("DBH", "dbhcht").name == "DBH cukai hasil tembakau"


def test_every_kind_a_sponsor_can_have_is_described():
    from desktop_app.domain.sponsor import KINDS

    assert funding_kinds().keys() == set(KINDS)
    for kind in funding_kinds().values():
        for source in kind.sources:
            assert all(
                rule.allowed in ("yes", "no", "unclear") and rule.rule for rule in source.years
            )
            assert not [
                1
                for one in source.years
                for other in source.years
                if one is not other
                and one.year_from <= (other.year_to or 9999)
                and other.year_from <= (one.year_to or 9999)
            ]
    assert replace(funding_kinds()["CSR"]).desa_only is False
