"""A process that works until it is killed: ``dying.py FOLDER WHAT``. Tells what is done."""

import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from making import KEY, NOW, save, worker

from desktop_app.store import backup
from desktop_app.store.engine import Store, opens, rekey
from desktop_app.trust.slots import Slots


def tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def saving(store: Store, first: int) -> None:
    for serial in count(first):
        tell(save(store, worker(serial)).number)


def backing_up(store: Store, _: int) -> None:
    slot = Slots.open(store.folder).recovery_slot()
    for hour in count():
        path, _count = backup.rotate(store, slot, NOW + timedelta(days=hour))
        tell(str(path))


def changing_key(store: Store, _: int) -> None:
    slots = Slots.open(store.folder)
    for turn in count(1):
        new = turn.to_bytes(32, "big")
        with slots.reseal(store.key, new, opens=opens(store.folder)):
            rekey(store, new)
        tell(str(turn))


if __name__ == "__main__":
    folder, what, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    opened = Store.open(folder, KEY, now=NOW)
    tell("ready")
    {"save": saving, "backup": backing_up, "rekey": changing_key}[what](opened, first)
