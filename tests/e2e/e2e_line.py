"""Offices on the line to a hub that is a process of its own, by the clock on the wall: the hub has
no other one."""

import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from command_result import Result
from e2e_loket import CLERK, Loket

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))

from line import Line
from line_hub import Hub, NearHub

from desktop_app.actions import access, office
from desktop_app.actions.desk import Desk
from desktop_app.config import Config
from desktop_app.trust.slot import Cost
from desktop_app.trust.slots import Slots

__all__ = ["Hub", "Line", "NearHub", "Office", "copied", "founded", "opened"]

VILLAGE, NEIGHBOUR = "33.01.01.2001", "33.01.01.2002"
COUNTS = (
    *("sent", "accepted", "merged", "conflict", "duplicate", "refused", "held"),
    *("received", "waiting"),
)


@dataclass
class Office(Loket):
    """An office by the real clock: ``office("sync").doc``."""

    desk_of: dict[str, str] = field(default_factory=lambda: {**CLERK, "LOKET_DATE": ""})
    now: list[datetime] = field(default_factory=lambda: [datetime.now(UTC)])

    def enrol(self, hub: Hub, village: str = VILLAGE, url: str | None = None) -> Result:
        """Become a device of this hub, straight or by another address."""
        return self("enrol", hub.code(village), "--hub", url or hub.url)

    def sync(self, code: int = 0, **counts: int) -> Result:
        """Sync, and hold the counts against these; what is not named is nought."""
        done = self("sync")
        assert done.code == code, done.err + done.out
        told = {name: done.doc[name] for name in COUNTS}
        assert told == {**dict.fromkeys(COUNTS, 0), **counts}
        return done

    def waiting(self) -> list[dict[str, Any]]:
        """What is not settled."""
        done = self("waiting")
        assert done.code == 0, done.err
        return done.doc["records"]


def founded(folder: Path, village: str = VILLAGE) -> Office:
    """A new office with a device of its own; its clerk's password costs nothing to look at."""
    form = office.OfficeForm(village_code=village, name="Desa Contoh", head="Sudarmanto")
    clerk, password = CLERK["LOKET_USER"], CLERK["LOKET_PASSWORD"]
    desk, _recovery = office.set_up(Config(folder), form, clerk, password)
    Slots(folder, cost=Cost(time=1, memory=64, lanes=1)).add(desk.store.key, clerk, password)
    desk.close()
    return Office(folder)


def copied(folder: Path, target: Path) -> Office:
    """The office in this folder, once more; both are the same device to a hub."""
    shutil.copytree(folder, target)
    return Office(target)


def opened(office: Office) -> Desk:
    """The office's desk, to look at what no command shows. Close it."""
    config = Config(office.data, now=lambda: office.now[0])
    return access.unlock(config, CLERK["LOKET_USER"], CLERK["LOKET_PASSWORD"])
