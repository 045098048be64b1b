"""Who is protected, until when and by whom, as the register tells it on a day."""

from datetime import date

import pytest
from paying_people import member, sponsor

from desktop_app.actions import importing, paying, protecting, registering
from desktop_app.actions.paying import Wanted
from desktop_app.cli import words
from desktop_app.domain.protection import cover

TODAY = date(2026, 11, 23)


@pytest.fixture
def people(desk, raw):
    """Paid until November (three times, once by two payers), August, July, for next year, never."""
    sponsor(desk, "CSR-1")
    made = {
        "november": member(desk, raw, 1),
        "changed": member(desk, raw, 2, paid_until="2026-10", former_payer="Yayasan"),
        "opening": member(desk, raw, 3, paid_until="2026-11", former_payer="Yayasan"),
        "august": member(desk, raw, 4),
        "july": member(desk, raw, 5, paid_until="2026-07"),
        "ahead": member(desk, raw, 6),
        "never": member(desk, raw, 7),
        "gap": member(desk, raw, 8),
    }
    for who, first, months, payer in (
        ("november", "2026-10", 2, "self"),
        ("changed", "2026-11", 1, "CSR-1"),
        ("august", "2026-06", 3, "self"),
        ("ahead", "2027-01", 2, "self"),
        ("gap", "2026-08", 1, "self"),
        ("gap", "2026-11", 1, "self"),
    ):
        wanted = Wanted(ids=(made[who].id,), first=first, months=months, payer=payer)
        assert paying.pay(desk, wanted).payments
    return made


WORDS = {
    "november": "active",
    "changed": "active",
    "opening": "active",
    "august": "arrears",
    "july": "lapsed",
    "ahead": "unknown",
    "never": "unknown",
    "gap": "active",
}


def test_the_word_for_everybody_at_once_and_for_each_alone(desk, raw, people):
    candidate = registering.register(desk, [raw(9, confirmed=["same_person"])]).registered[0]
    found = protecting.states(desk)
    assert found == {people[who].id: word for who, word in WORDS.items()}
    assert candidate.id not in found
    for who, one in people.items():
        assert protecting.cover_of(desk, one).state == WORDS[who], who
        assert words.person(desk, one)["protection"] == WORDS[who]
    assert protecting.counts(desk) == {"unknown": 2, "active": 4, "arrears": 1, "lapsed": 1}


@pytest.mark.parametrize(
    "on", [date(2026, 11, 22), date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 1), TODAY]
)
def test_everybody_at_once_is_what_each_alone_is_on_any_day(desk, people, on):
    with desk.read() as c:
        rows = protecting.paid_rows(c, people.values())
    each = {one.id: cover("member", rows[one.id], on).state for one in people.values()}
    assert protecting.states(desk, on) == each


def test_a_payment_counts_from_the_day_it_was_made(desk, people):
    assert protecting.cover_of(desk, people["november"], date(2026, 11, 22)).state == "unknown"
    assert protecting.cover_of(desk, people["changed"], date(2026, 11, 22)).state == "arrears"
    assert protecting.cover_of(desk, people["changed"]).payer == "CSR-1"
    assert protecting.months_of(desk, people["changed"], date(2026, 11, 22)) == []


def test_what_lapses_soon_and_who_is_in_arrears(desk, people):
    def who(found):
        ids = {one.id: name for name, one in people.items()}
        return [(ids[one.worker_id], one.until, one.days, one.payer) for one in found]

    soon = who(protecting.due(desk, 7))
    assert sorted(soon) == [
        ("changed", "2026-11", 7, "CSR-1"),
        ("gap", "2026-11", 7, "self"),
        ("november", "2026-11", 7, "self"),
        ("opening", "2026-11", 7, "Yayasan"),
    ]
    assert protecting.due(desk, 6) == []
    assert who(protecting.arrears(desk)) == [("august", "2026-08", -84, "self")]
    late = protecting.arrears(desk, date(2027, 1, 1))
    assert {name for name, *_rest in who(late)} == {"changed", "gap", "november", "opening"}


def test_the_export_says_the_word_of_today(desk, people, tmp_path):
    import csv

    importing.export(desk, tmp_path / "d.csv")
    text = (tmp_path / "d.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text[:200] else ","))
    column = next(name for name in rows[0] if name.casefold().startswith("perlindungan"))
    told = sorted(row[column].casefold() for row in rows)
    assert len(set(told)) == 4


def test_an_edit_keeps_what_the_payments_carry(desk, people):
    after = registering.edit(desk, people["november"].id, {"hamlet": "Krajan"})
    assert (after.states.protection, after.states.protection_as_of) == ("active", TODAY)
    after = registering.edit(desk, people["july"].id, {"hamlet": "Krajan"})
    assert after.states.protection == "lapsed"
