"""The practice office: whole, marked, deleted alone, and never over anybody's files."""

from dataclasses import replace

import pytest

from desktop_app import paths
from desktop_app.actions import finding, practice, registering
from desktop_app.config import Config
from desktop_app.domain.findings import Refused
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
