"""One write transaction: who acts, when, and the ends of the three sequences it continues."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import uuid_utils

if TYPE_CHECKING:
    from sqlalchemy import Connection

GENESIS = bytes(32)


def new_id() -> str:
    """A fresh UUIDv7: its text order is the order of making."""
    return str(uuid_utils.uuid7())


def moment(at: datetime) -> str:
    """An aware moment as it is stored: UTC with microseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class Abandoned(Exception):
    """Thrown inside to end a transaction without a trace."""


@dataclass
class Ends:
    """Where the sequences stand: device numbers, change log, audit chain."""

    incarnation: str
    device: str
    tag: str
    village_code: str
    serial: int
    change_seq: int
    audit_seq: int
    audit_head: bytes


@dataclass
class Tx:
    """An open write transaction. Nothing here commits; leaving ``Store.write`` does."""

    connection: "Connection"
    actor: str
    action: str
    now: datetime
    today: date
    clock_doubt: bool
    incarnation: str
    """As whom this office writes. Another process may have begun a newer one: ``ends`` tells."""
    abandoned: bool = field(default=False, init=False)
    audited: bool = field(default=False, init=False)
    """Whether this transaction has written an audit row."""
    nik_corrected: bool = field(default=False, init=False)
    """Whether somebody has another NIK now: what the hub told and clashed may be taken then."""

    @cached_property
    def cursor(self) -> Any:
        """The driver's own cursor, for the paths where every microsecond is multiplied."""
        return self.connection.connection.cursor()

    @cached_property
    def at(self) -> str:
        """Now as it is stored."""
        return moment(self.now)

    @cached_property
    def ends(self) -> Ends:
        """The ends of the sequences, read once: nobody else can move them meanwhile."""
        row = self.cursor.execute(
            "SELECT d.incarnation, d.device, d.tag, o.village_code, d.serial,"
            " coalesce((SELECT max(seq) FROM change), 0), coalesce(a.seq, 0), a.hash,"
            " (SELECT max(w.number) FROM worker w WHERE w.number >= p.begin"
            "  AND w.number < p.begin || '~')"
            " FROM device d, office o,"
            " (SELECT replace(o.village_code, '.', '') || '-' || d.tag || '-' AS begin"
            "  FROM device d, office o WHERE d.rowid = (SELECT max(rowid) FROM device)) p"
            " LEFT JOIN audit a ON a.seq = (SELECT max(seq) FROM audit)"
            " WHERE d.rowid = (SELECT max(rowid) FROM device)"
        ).fetchone()
        incarnation, device, tag, village, serial, change_seq, audit_seq, audit_head, last = row
        self.incarnation = incarnation
        given = int(last.split("-")[2]) if last else 0
        return Ends(
            incarnation=incarnation,
            device=device,
            tag=tag,
            village_code=village,
            serial=max(serial, given),
            change_seq=change_seq,
            audit_seq=audit_seq,
            audit_head=audit_head or GENESIS,
        )

    def next_serial(self) -> int:
        """The next registration serial of this incarnation."""
        self.ends.serial += 1
        return self.ends.serial

    def let_go(self) -> None:
        """Close the cursor while the connection is still ours: a cursor that is collected later
        resets its cached statement, which another thread may be in the middle of."""
        if "cursor" in self.__dict__:
            self.cursor.close()

    def abandon(self) -> None:
        """Roll back silently on leaving: nothing was written."""
        self.abandoned = True
