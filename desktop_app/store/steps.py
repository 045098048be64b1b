"""What the change log says of one person's way to BPJS: every change with the act that made it."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.store import changes
from desktop_app.store.changes import Change

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Told:
    """A change, and what the audit trail calls the act."""

    action: str
    change: Change


def of_person(c: "Connection", worker_id: str) -> list[Told]:
    """Every change that tells of this person, papers and payments too, in the order of writing.

    A change that was erased tells nothing any more and is left out.
    """
    rows = c.exec_driver_sql(
        f"SELECT a.action, {changes.COLUMNS} FROM audit a JOIN change h ON h.seq = a.change"
        " WHERE a.subject = ? AND h.record IS NOT NULL ORDER BY a.seq",
        (worker_id,),
    )
    return [Told(row[0], changes.read(row[1:])) for row in rows]
