"""The practice office: whole, marked, deleted alone, and never over anybody's files."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app import paths
from desktop_app.actions import (
    cash,
    finding,
    paying,
    practice,
    protecting,
    registering,
    sponsoring,
)
from desktop_app.config import Config
from desktop_app.domain.findings import Refused
from desktop_app.store import health
from desktop_app.store.summary import Filters


@pytest.fixture
def here(tmp_path, clock):
    return Config(tmp_path / "kantor", now=clock)


def test_it_holds_people_in_every_state_and_opens_again(here):
    desk = practice.open_practice(here, workers=60)
    assert desk.office.practice
    for state in ("candidate", "submitted", "refused_by_bpjs", "member", "ended"):
        assert finding.count(desk, Filters(membership=state)), state
    assert {d.record for d in registering.drafts(desk)} == {"draft", "deferred", "ineligible"}
    people = finding.count(desk, Filters())
    desk.close()
    again = practice.open_practice(here)
    assert finding.count(again, Filters()) == people
    again.close()
    practice.delete_practice(here)
    assert not paths.practice_data(here.data).exists()


def test_somebody_s_own_folder_is_neither_used_nor_deleted(here):
    own = paths.practice_data(here.data)
    own.mkdir()
    (own / "foto-keluarga.txt").write_text("milik orang")
    with pytest.raises(Refused, match="unwritable"):
        practice.open_practice(here, workers=60)
    practice.delete_practice(here)
    assert [entry.name for entry in own.iterdir()] == ["foto-keluarga.txt"]


def test_a_practice_office_cut_off_while_it_was_made_is_made_anew(here):
    own = paths.practice_data(here.data)
    own.mkdir()
    (own / practice.MARK).touch()
    (own / "office.db").touch()
    practice.open_practice(here, workers=60).close()


def test_the_real_office_is_never_deleted_as_practice(config):
    practice.delete_practice(replace(config, data=config.data))
    assert (config.data / "office.db").exists()


def test_money_is_there_in_every_state(here, clock):
    desk = practice.open_practice(here, workers=60)
    assert {one.sponsor.kind for one in sponsoring.sponsors(desk)} == {"APBDes", "CSR", "SERTAKAN"}
    for account in sponsoring.sponsors(desk):
        balance = account.balance
        assert balance.left is None or balance.left >= 0
        assert balance.people_left is None or balance.people_left >= 0
    counts = protecting.counts(desk)
    assert all(counts[word] for word in ("active", "arrears", "lapsed", "unknown"))
    assert protecting.due(desk, 60)
    assert paying.remittances(desk)
    [held, *_] = cash.held(desk)
    assert held.deposit.days_held(clock().date()) == 6
    assert health.check(desk.store, deep=True) == []
    desk.close()


@pytest.mark.parametrize("day", ["2026-12-31", "2027-01-01", "2028-02-29"])
def test_the_day_can_be_lived_on_any_date(tmp_path, day):
    config = Config(tmp_path / "kantor", today_said=date.fromisoformat(day))
    desk = practice.open_practice(config, workers=40)
    assert protecting.counts(desk)["active"]
    assert cash.held(desk)
    desk.close()
