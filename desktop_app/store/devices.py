"""This PC as a device: who it is now, and the tag of its registration numbers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.store import audit
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Device:
    """The newest incarnation of this PC."""

    incarnation: str
    device: str
    tag: str


def current(c: "Connection") -> Device:
    """As whom this PC writes and numbers now."""
    row = c.exec_driver_sql(
        "SELECT incarnation, device, tag FROM device ORDER BY rowid DESC LIMIT 1"
    ).one()
    return Device(*map(str, row))


def set_tag(tx: Tx, tag: str) -> None:
    """Number with this tag from now on, as the hub said; numbers given before stay.

    Where an earlier incarnation used it the serials go on behind its last one.
    """
    before = current(tx.connection)
    if before.tag == tag:
        return
    tx.cursor.execute("UPDATE device SET tag = ? WHERE incarnation = ?", (tag, before.incarnation))
    tx.__dict__.pop("ends", None)  # the numbers go on from others
    audit.append(tx, {"fields": {"tag": [before.tag, tag]}})
