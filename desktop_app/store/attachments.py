"""Proofs of payment by the SHA-256 of their bytes, inside the encrypted database; each once."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Bytes; a photographed slip has a few hundred thousand.
MOST = 2 * 1024 * 1024
#: Media type → how such a file begins.
MEDIA = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as it was handed in."""

    sha256: str
    name: str
    media: str
    content: bytes = field(repr=False)
    at: datetime


def media_of(content: bytes) -> str | None:
    """PDF, JPEG or PNG by how it begins; None for anything else."""
    return next((media for media, begin in MEDIA.items() if content.startswith(begin)), None)


def put(tx: Tx, name: str, media: str, content: bytes) -> str:
    """Store a file; returns its SHA-256. The same file again changes nothing.

    Raises Refused (``attachment``): ``why`` ``size`` over :data:`MOST`, ``form`` where it is no
    PDF, JPEG or PNG, or not what ``media`` says.
    """
    if len(content) > MOST:
        raise Refused("attachment", "proof", why="size", file=name, most=MOST)
    if media not in MEDIA or media_of(content) != media:
        raise Refused("attachment", "proof", why="form", file=name)
    digest = hashlib.sha256(content).hexdigest()
    tx.cursor.execute(
        "INSERT OR IGNORE INTO attachment (sha256, name, media, content, at)"
        " VALUES (?, ?, ?, ?, ?)",
        (digest, name, media, content, tx.at),
    )
    return digest


def get(c: "Connection", sha256: str) -> Attachment | None:
    """The file, or None where it is not here (the hub tells of payments without their proofs)."""
    row = c.exec_driver_sql(
        "SELECT sha256, name, media, content, at FROM attachment WHERE sha256 = ?", (sha256,)
    ).first()
    if row is None:
        return None
    digest, name, media, content, at = row
    return Attachment(
        sha256=digest,
        name=name,
        media=media,
        content=bytes(content),
        at=datetime.fromisoformat(at),
    )


def altered(c: "Connection") -> list[str]:
    """Digests of files whose bytes are no longer theirs."""
    rows = c.exec_driver_sql("SELECT sha256, content FROM attachment")
    return [row[0] for row in rows if hashlib.sha256(row[1]).hexdigest() != row[0]]
