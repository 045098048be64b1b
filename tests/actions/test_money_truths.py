"""What must not be taken, and must not be told, about membership and money."""

from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from desktop_app.actions import (
    access,
    finding,
    importing,
    paying,
    protecting,
    registering,
    rule_updates,
    sponsoring,
    submitting,
)
from desktop_app.actions.desk import NotAllowed
from desktop_app.actions.paying import Wanted
from desktop_app.actions.sponsoring import SponsorForm
from desktop_app.cli import words
from desktop_app.domain.findings import Refused
from desktop_app.reference.rules import shipped


def registered(desk, raw, serial=1, **fields):
    outcome = registering.register(desk, [raw(serial, **fields)])
    if outcome.refused:
        raise Refused(outcome.refused[0].findings[0].rule)
    return finding.find_one(desk, outcome.registered[0].id)


def member(desk, raw, serial=1, **fields):
    usual = {"kpj": f"{10**10 + serial}", "member_since": "2026-01-05"}
    return registered(desk, raw, serial, **(usual | fields))


@pytest.fixture
def finance(desk, config):
    access.add_user(desk, "uang", "finance", "rahasia-uang")
    other = access.unlock(config, "uang", "rahasia-uang")
    yield other
    other.close()


# --- what a member cannot have brought along ----------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"paid_until": "2099-12"}, "paid_too_far"),
        ({"paid_until": "2025-12"}, "paid_before_member"),
        ({"member_since": "1980-01-01"}, "date_before_birth"),
        ({"kpj": None, "paid_until": "2026-11"}, "not_a_member"),
    ],
)
def test_an_opening_balance_that_cannot_be_is_refused(desk, raw, fields, rule):
    with pytest.raises(Refused, match=rule):
        member(desk, raw, **fields)
    one = member(desk, raw, 2)
    changes = {name: value for name, value in fields.items() if value}
    if "kpj" not in fields:
        with pytest.raises(Refused, match=rule):
            registering.edit(desk, one.id, changes)
        assert finding.find_one(desk, one.id).revision == one.revision


def test_a_kpj_is_nobody_else_s(desk, raw):
    one, other = member(desk, raw), registered(desk, raw, 2, full_name="Wagiman")
    with pytest.raises(Refused, match="kpj_of_another"):
        registering.edit(desk, other.id, {"kpj": one.worker.kpj})


def test_a_nik_that_was_somebody_s_is_asked_about(desk, raw):
    one = registered(desk, raw)
    registering.edit(desk, one.id, {"nik": raw(3)["nik"]})
    with pytest.raises(Refused, match="nik_formerly"):
        registered(desk, raw, 1, full_name="Kasan", confirmed=["same_person"])
    confirmed = ["same_person", "nik_formerly"]
    assert registered(desk, raw, 1, full_name="Kasan", confirmed=confirmed).worker.full_name


# --- the branch's answer ------------------------------------------------------------------------


def answered(desk, tmp_path, *rows):
    path = tmp_path / "jawaban.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for at, row in enumerate((("NIK", "KPJ", "PESERTA SEJAK"), *rows)):
        sheet.write_row(at, 0, row)
    book.close()
    done = submitting.take_answer(desk, path)
    return [(row.outcome, row.finding.rule if row.finding else None) for row in done.rows]


@pytest.mark.parametrize(
    ("since", "rule"),
    [
        ("01-01-2031", "date_future"),
        ("01-01-1960", "date_before_birth"),
        ("31-02-2026", "type"),
        ("besok", "type"),
    ],
)
def test_an_answer_with_an_impossible_day_is_named(desk, raw, tmp_path, since, rule):
    one = registered(desk, raw)
    submitting.submit(desk, tmp_path / "kirim.xlsx")
    assert answered(desk, tmp_path, (one.worker.nik, "12345678901", since)) == [("unmatched", rule)]
    assert finding.find_one(desk, one.id).states.membership == "submitted"


def test_an_answer_without_a_day_keeps_the_one_that_was_known(desk, raw, tmp_path):
    one = registered(desk, raw, member_since="2025-01-01")
    assert answered(desk, tmp_path, (one.worker.nik, "12345678901")) == [("confirmed", None)]
    assert finding.find_one(desk, one.id).worker.member_since == date(2025, 1, 1)


def test_a_former_kpj_is_still_its_owner_s(desk, raw, tmp_path):
    one, other = member(desk, raw), registered(desk, raw, 2, full_name="Wagiman")
    old = one.worker.kpj
    registering.edit(desk, one.id, {"kpj": "12345678999"})
    assert answered(desk, tmp_path, (other.worker.nik, old)) == [("unmatched", "kpj_of_another")]


# --- paying and protection ----------------------------------------------------------------------


def test_a_day_of_payment_before_the_registration_makes_nobody_younger(desk, raw, clock):
    nik = "3301012411610001"  # 65 since the day after the registration
    one = registered(desk, raw, nik=nik, confirmed=["age_near_limit"])
    clock.moment = datetime(2026, 12, 20, 3, tzinfo=UTC)
    with desk.write("submitted") as tx:
        from desktop_app.store import workers

        states = one.states.move(membership="submitted")
        workers.update(tx, one, states=states)
    wanted = Wanted(ids=(one.id,), first="2026-12", months=1)
    for day, rule in ((date(2015, 1, 1), "paid_on_early"), (None, "age")):
        done = paying.pay(desk, wanted, paid_on=day)
        assert [line.finding.rule for line in done.refused] == [rule]


def test_cover_is_told_for_members_alone_and_as_it_was_on_the_day(desk, raw):
    one = member(desk, raw)
    paying.pay(desk, Wanted(ids=(one.id,), first="2026-11", months=3))
    assert protecting.cover_of(desk, one).until == "2027-01"
    assert protecting.cover_of(desk, one, date(2026, 1, 4)).state == "none"
    ended = registering.end(desk, one.id, "own_wish", date(2026, 11, 23))
    now = protecting.cover_of(desk, ended)
    assert (now.state, now.until, now.payer) == ("none", None, None)


# --- who may know what --------------------------------------------------------------------------


def test_who_keeps_the_money_cannot_ask_for_deciles(finance, raw):
    for rules in ({"max_decile": "3"}, {"min_decile": "3"}, {"extreme_poor": "yes"}):
        with pytest.raises(NotAllowed):
            sponsoring.add(finance, SponsorForm(code="C", name="C", kind="CSR", rules=rules))
    sponsoring.add(finance, SponsorForm(code="C", name="C", kind="CSR", rules={"max_age": "60"}))
    with pytest.raises(NotAllowed):
        sponsoring.edit(finance, "C", {"rules": {"max_decile": "3"}})


def test_nor_see_who_is_very_poor(desk, finance, raw, tmp_path):
    poor = {"basis": "DTSEN", "decile": 1, "extreme_poor": True}
    one = registered(desk, raw, vulnerability=poor)
    told = words.person(finance, one)["vulnerability"]
    assert (told["decile"], told["extreme_poor"]) == (None, None)
    importing.export(finance, tmp_path / "a.csv")
    assert "ekstrem" not in (tmp_path / "a.csv").read_text("utf-8-sig").casefold()


def test_no_sentence_repeats_a_nik_however_it_was_typed(desk):
    for typed in ("3301011508859999", "33010115 0885 9999", "3301-0115-0885-9999"):
        wanted = Wanted(ids=(typed,), first="2026-11", months=1)
        refused = paying.reckon(desk, wanted).refused[0]
        assert "9999" in refused.finding.params["id"]
        assert "0885" not in refused.finding.params["id"]
        with pytest.raises(Refused) as caught:
            registering.end(desk, typed, "moved", date(2026, 11, 20))
        assert "0885" not in caught.value.params["id"]


# --- rules --------------------------------------------------------------------------------------


def test_a_new_table_never_takes_one_away_from_months_that_had_one(desk, tmp_path):
    bands = shipped("contribution_bands.csv")
    path = tmp_path / "contribution_bands.csv"
    path.write_text(bands.replace("2015-07,", "2027-01,"))
    with pytest.raises(Refused) as caught:
        rule_updates.install(desk, path)
    assert caught.value.params["why"] == "begins_late"
    path = tmp_path / "discounts.csv"
    path.write_text(shipped("discounts.csv").splitlines()[0] + "\n")
    with pytest.raises(Refused) as caught:
        rule_updates.install(desk, path)
    assert caught.value.params["why"] == "drops"
    assert len(desk.tables.discounts) == 2


def test_an_update_holds_is_kept_and_can_be_taken_back(desk, tmp_path):
    path = tmp_path / "discounts.csv"
    path.write_text(shipped("discounts.csv").replace("2026-12", "2027-06"))
    assert {one.month_to for one in rule_updates.install(desk, path).discounts} == {
        "2027-03",
        "2027-06",
    }
    assert {one.month_to for one in desk.tables.discounts} == {"2027-03", "2027-06"}
    rule_updates.forget(desk, "discounts.csv")
    assert {one.month_to for one in desk.tables.discounts} == {"2027-03", "2026-12"}
