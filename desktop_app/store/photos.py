"""Pictures by the SHA-256 of their bytes, inside the encrypted database; each once."""

import hashlib
from typing import TYPE_CHECKING

from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection


def put(tx: Tx, jpeg: bytes) -> str:
    """Store a picture; returns its SHA-256. The same picture again changes nothing."""
    digest = hashlib.sha256(jpeg).hexdigest()
    tx.connection.exec_driver_sql(
        "INSERT OR IGNORE INTO photo (sha256, jpeg) VALUES (?, ?)", (digest, jpeg)
    )
    return digest


def get(c: "Connection", digest: str) -> bytes | None:
    """The picture's bytes."""
    found = c.exec_driver_sql("SELECT jpeg FROM photo WHERE sha256 = ?", (digest,)).scalar()
    return bytes(found) if found is not None else None


def missing(c: "Connection") -> list[str]:
    """Registration numbers of people whose picture is not there."""
    rows = c.exec_driver_sql(
        "SELECT w.number FROM worker w LEFT JOIN photo p ON p.sha256 = w.photo"
        " WHERE w.photo IS NOT NULL AND p.sha256 IS NULL ORDER BY w.n"
    )
    return [row[0] for row in rows]


def elsewhere(c: "Connection") -> set[str]:
    """Registration numbers of people whose picture is not there because the hub told of them."""
    rows = c.exec_driver_sql(
        "SELECT w.number FROM worker w LEFT JOIN photo p ON p.sha256 = w.photo"
        " WHERE w.photo IS NOT NULL AND p.sha256 IS NULL AND EXISTS (SELECT 1 FROM audit a"
        " JOIN change h ON h.seq = a.change WHERE a.subject = w.id AND h.record_id = w.id"
        " AND h.settled = 'feed' AND h.record ->> '$.photo' = w.photo)"
    )
    return {row[0] for row in rows}


def altered(c: "Connection") -> list[str]:
    """Digests of pictures whose bytes are no longer theirs."""
    rows = c.exec_driver_sql("SELECT sha256, jpeg FROM photo")
    return [row[0] for row in rows if hashlib.sha256(row[1]).hexdigest() != row[0]]
