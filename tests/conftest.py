"""Offices for tests: real encrypted ones, prepared once and copied, with a clock of their own."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("LOKET_DATE", None)

from desktop_app.actions import access, office
from desktop_app.actions.desk import Desk
from desktop_app.config import Config
from desktop_app.trust.slot import Cost
from desktop_app.trust.slots import Slots

ACCOUNT, PASSWORD = "siti", "rahasia-siti"
VILLAGE = "33.01.01.2001"


class Clock:
    """A clock that stands where the test puts it."""

    def __init__(self, now: datetime) -> None:
        self.moment = now

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def prepared_office(tmp_path_factory) -> tuple[Path, str]:
    """An empty office, closed, to be copied; and its recovery code."""
    config = Config(
        tmp_path_factory.mktemp("prepared") / "data",
        now=Clock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)),
    )
    form = office.OfficeForm(
        village_code=VILLAGE, name="Desa Tambakreja", head="Sudarmanto", branch="Cilacap"
    )
    desk, recovery = office.set_up(config, form, ACCOUNT, PASSWORD)
    quick = Slots(config.data, cost=Cost(time=1, memory=64, lanes=1))
    quick.add(desk.store.key, ACCOUNT, PASSWORD)
    desk.close()
    return config.data, recovery.code


@pytest.fixture
def config(prepared_office, tmp_path, clock) -> Config:
    """A run at a copy of the prepared office."""
    folder = tmp_path / "data"
    shutil.copytree(prepared_office[0], folder)
    return Config(folder, now=clock)


@pytest.fixture
def recovery_code(prepared_office) -> str:
    return prepared_office[1]


@pytest.fixture
def desk(config) -> Desk:
    """The office opened, with its administrator at it."""
    desk = access.unlock(config, ACCOUNT, PASSWORD)
    yield desk
    desk.close()


def person(serial: int = 1, **fields) -> dict:
    """A valid worker object; ``serial`` makes a NIK of its own."""
    return {
        "nik": f"330101150885{serial:04}",
        "full_name": "Slamet Raharjo",
        "occupation": "petani",
        "mother_name": "Tukinem",
        "birth_place": "Cilacap",
        "phone": "081327000011",
        "phone_owner": "self",
        "consent": {"given_on": "2026-11-22", "method": "signed_form", "text_version": "1"},
        **fields,
    }


@pytest.fixture
def raw():
    """Makes valid worker objects: ``raw(2, full_name="O")``."""
    return person
