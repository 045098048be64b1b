"""An office at its work until it is killed: ``line_office.py FOLDER FIRST``.

Registers somebody, changes somebody now and then, syncs, and so on. Tells each registration
number once it was told to a clerk, and how each sync ended.
"""

import random
import sys
from datetime import date
from itertools import count
from pathlib import Path

from desktop_app.actions import access, exchanging, registering
from desktop_app.actions.desk import Desk
from desktop_app.config import Config
from desktop_app.domain.findings import Refused

ACCOUNT, PASSWORD = "siti", "rahasia-siti"


def person(serial: int) -> dict[str, object]:
    """Somebody unlike the others; ``serial`` makes the NIK and the name."""
    year, last = 66 + serial // 9_999, serial % 9_999 + 1
    return {
        "nik": f"330101{serial % 28 + 1:02}{serial // 28 % 12 + 1:02}{year:02}{last:04}",
        "full_name": f"Warga {serial:05}",
        "occupation": "petani",
        "mother_name": f"Ibu {serial:05}",
        "birth_place": "Cilacap",
        "consent": {
            "given_on": f"{date.today():%Y-%m-%d}",  # noqa: DTZ011 - the office's own day
            "method": "signed_form",
            "text_version": "1",
        },
        "confirmed": ["same_person"],
    }


def opened(folder: Path) -> Desk:
    """The office with its clerk at it."""
    return access.unlock(Config(folder), ACCOUNT, PASSWORD)


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def work(desk: Desk, first: int) -> None:
    """Until somebody ends it."""
    chance = random.Random(first)
    for serial in count(first):
        done = registering.register(desk, [person(serial)])
        tell("registered", person(serial)["nik"], done.registered[0].number)
        if chance.random() < 0.3:
            registering.edit(desk, str(person(serial)["nik"]), {"hamlet": f"Krajan {serial}"})
        try:
            exchanging.sync(desk)
            tell("synced")
        except Refused as refused:
            tell("failed", refused.rule)


if __name__ == "__main__":
    at_work = opened(Path(sys.argv[1]))
    tell("ready")
    work(at_work, int(sys.argv[2]))
