"""Making a hub's tables and its beginning, once, whoever comes first; and taking later steps."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The version of the tables this program writes.
HEAD = "0003"
STEPS = Path(__file__).parent / "migrations"
#: What a hub is called that nobody gave a name.
NAME = "Kantor Kabupaten"
_WAIT = 60.0


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock of those who might make a hub in this folder."""
    import portalocker

    flags = portalocker.LOCK_EX | portalocker.LOCK_NB
    with portalocker.Lock(path, "ab", timeout=_WAIT, flags=flags):
        yield


def write_secret(path: Path, text: str) -> None:
    """A new file that only its owner reads, on the disk before anything is locked with it."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _settle(path.parent)


def mark(path: Path) -> None:
    """Remember that there is a database, so that a lost one is never begun anew."""
    if not path.exists():
        write_secret(path, "1\n")


def _settle(folder: Path) -> None:
    """The folder's own entry on the disk, where the system has such a thing."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def is_ready(c: "Connection") -> bool:
    """Whether there is a hub with the tables of this program.

    Raises Refused (``newer_version``) for one of a later program.
    """
    found = version(c)
    if found is not None and found > HEAD:
        raise Refused("newer_version", None, version=found)
    return found == HEAD


def prepare(c: "Connection", name: str, at: str) -> None:
    """Take the steps that are missing, and begin a hub where there is none."""
    from desktop_app.hub import keys

    if not is_ready(c):
        _run_steps(c)
    keys.begin(c, name, at)


def version(c: "Connection") -> str | None:
    """The tables' version; None where there are none."""
    from sqlalchemy import inspect

    if not inspect(c).has_table("alembic_version"):
        return None
    told = c.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(told) if told else None


def new_epoch() -> str:
    """A new count of feeds: whoever knew another one asks from the beginning."""
    return secrets.token_hex(8)


def _run_steps(c: "Connection") -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("version_locations", str(STEPS / "versions").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = c
    command.upgrade(config, "head")
