"""Which version the tables have, and bringing them up to this program's.

The version is read by a cheap select; Alembic (a tenth of a second to import) comes only when
there is work. All steps run in one transaction with their version, after a backup.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.store.errors import Damaged, NewerVersion

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The version this program writes. Versions are numbers with leading noughts, one a step.
HEAD = "0004"
STEPS = Path(__file__).parent / "migrations"
_GROWING = (
    *("worker", "change", "audit", "audit_value"),
    *("payment", "sponsor", "reservation", "deposit", "paper", "agenda"),
)
#: Whose ``versions`` are taken.
STEPS_IN_USE = STEPS


class StepLost(RuntimeError):
    """A step of the schema took away rows of a table that only grows."""


def version(c: "Connection") -> str:
    """The tables' version. Raises Damaged where there is none."""
    there = c.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    ).scalar_one()
    found = c.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if there else None
    if not found:
        raise Damaged(file="office.db")
    return str(found)


def is_behind(found: str) -> bool:
    """Whether steps are to be taken. Raises NewerVersion for a version from the future."""
    if found > HEAD:
        raise NewerVersion(version=found)
    return found < HEAD


def upgrade(c: "Connection") -> None:
    """Take the missing steps on this connection; the caller's transaction holds them all.

    Raises StepLost, so that the transaction is given up, where a step lost what only grows.
    """
    before = _held(c)
    _run_steps(c)
    after = _held(c)
    if any(after.get(table, 0) < rows for table, rows in before.items()):
        raise StepLost(f"{before} rows became {after}")


def _held(c: "Connection") -> dict[str, int]:
    """How many rows stand in the tables from which nothing is ever taken. A table that a step
    makes anew has no trigger that would say no."""
    there = {row[0] for row in c.exec_driver_sql("SELECT name FROM sqlite_master")}
    return {
        table: int(c.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608
        for table in _GROWING
        if table in there
    }


def _run_steps(c: "Connection") -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("version_locations", str(STEPS_IN_USE / "versions").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = c
    command.upgrade(config, "head")
