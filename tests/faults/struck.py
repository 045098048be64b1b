"""A process that is struck dead at its Nth touch of the disk: ``struck.py WHAT N FOLDER …``.

Touches are renames, deletions, folders made, SQL statements and commits, so that every state
between two of them can be looked at. ``N`` 0 lets it live.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from making import KEY, NOW
from sqlalchemy import Engine, event

from desktop_app.store import backup, schema
from desktop_app.store.engine import Store

TOUCHES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
DEATH = getattr(signal, "SIGKILL", signal.SIGTERM)  # which Windows has as well: no farewell either


def strike(at: int) -> None:
    """Die at this touch from now on."""
    touches = count(1)

    def touch(*_: object) -> None:
        if next(touches) == at:
            os.kill(os.getpid(), DEATH)

    sys.addaudithook(lambda name, _: touch() if name in TOUCHES else None)
    event.listen(Engine, "before_cursor_execute", touch)
    event.listen(Engine, "commit", touch)


def migrate(at: int, folder: Path, steps: str) -> None:
    schema.HEAD, schema.STEPS_IN_USE = "0005", Path(steps)
    strike(at)
    Store.open(folder, KEY, now=NOW).close()


def restore(at: int, folder: Path, file: str, code: str) -> None:
    strike(at)
    staged = backup.stage(folder, Path(file), code, now=NOW)
    staged.give_access("siti", "baru-rahasia", code)
    staged.put_in_place()


if __name__ == "__main__":
    what, number, place, *rest = sys.argv[1:]
    {"migrate": migrate, "restore": restore}[what](int(number), Path(place), *rest)
