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
HEAD = "0001"
STEPS = Path(__file__).parent / "migrations"
#: Whose ``versions`` are taken.
STEPS_IN_USE = STEPS


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
    """Take the missing steps on this connection; the caller's transaction holds them all."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("version_locations", str(STEPS_IN_USE / "versions").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = c
    command.upgrade(config, "head")
