"""The regency's hub this office belongs to: where it is, what it is known by, how far it told."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import audit, keyring, settling
from desktop_app.store.keyring import Signer
from desktop_app.store.tx import Tx, moment

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """One hub, as this office knows it."""

    root: bytes
    """Its root's public key: what makes it the same hub under any address."""
    url: str
    name: str
    keys: dict[str, Any]
    """The document of its keys, as it gave it and as it was verified."""
    hub_id: str
    device: str
    incarnation: str
    """As whom it knows this PC; another one has to introduce itself anew."""
    village: str
    """Dotted code."""
    enrolled_on: date
    cursor: str = ""
    epoch: str = ""
    told_at: datetime | None = None
    """The hub's own moment when it last told something."""
    heard_at: datetime | None = None
    """What this PC's clock said then."""


def current(c: "Connection") -> Hub | None:
    """The hub this office belongs to, or None."""
    row = c.exec_driver_sql(
        "SELECT root, url, name, keys, hub_id, device, incarnation, village, enrolled_on, cursor,"
        " epoch, told_at, heard_at FROM hub WHERE active = 1"
    ).first()
    if row is None:
        return None
    root, url, name, keys, hub_id, device, incarnation, village, on, cursor, epoch, *ats = row
    told_at, heard_at = (datetime.fromisoformat(at) if at else None for at in ats)
    return Hub(
        root=bytes.fromhex(root),
        url=url,
        name=name,
        keys=json.loads(keys),
        hub_id=hub_id,
        device=device,
        incarnation=incarnation,
        village=village,
        enrolled_on=date.fromisoformat(on),
        cursor=cursor,
        epoch=epoch,
        told_at=told_at,
        heard_at=heard_at,
    )


def enrol(tx: Tx, hub: Hub, welcome: bytes, signers: Iterable[Signer] = ()) -> None:
    """Belong to this hub from now on, as it was welcomed; the same hub again is known anew.

    ``signers``: who signs papers by its keys. Publish the keyring after it. A hub that lost its
    past, or another one, is told everything again.
    """
    root = hub.root.hex()
    before = tx.cursor.execute("SELECT root, epoch FROM hub WHERE active = 1").fetchone()
    if before is not None and (before[0] != root or before[1] not in ("", hub.epoch)):
        settling.say_again(tx)
    tx.cursor.execute("UPDATE hub SET active = 0 WHERE active = 1 AND root <> ?", (root,))
    tx.cursor.execute(
        "INSERT INTO hub (root, url, name, keys, signers, welcome, hub_id, device, incarnation,"
        " village, enrolled_at, enrolled_on, cursor, epoch, told_at, heard_at, active)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
        " ON CONFLICT (root) DO UPDATE SET url = excluded.url, name = excluded.name,"
        " keys = excluded.keys, signers = excluded.signers, welcome = excluded.welcome,"
        " hub_id = excluded.hub_id, device = excluded.device,"
        " incarnation = excluded.incarnation, village = excluded.village,"
        " enrolled_at = excluded.enrolled_at, enrolled_on = excluded.enrolled_on,"
        " cursor = excluded.cursor, epoch = excluded.epoch, told_at = excluded.told_at,"
        " heard_at = excluded.heard_at, active = 1",
        (
            root,
            hub.url,
            hub.name,
            audit.canonical(hub.keys),
            keyring.signers_text(signers),
            welcome,
            hub.hub_id,
            hub.device,
            hub.incarnation,
            hub.village,
            tx.at,
            hub.enrolled_on.isoformat(),
            hub.cursor,
            hub.epoch,
            moment(hub.told_at) if hub.told_at else None,
            tx.at if hub.told_at else None,
        ),
    )
    detail = {"hub": hub.name, "url": hub.url, "root": root}
    audit.append(tx, {"detail": detail}, action="enrolled")


def set_url(tx: Tx, url: str) -> None:
    """The same hub under another address."""
    before = tx.cursor.execute("SELECT url FROM hub WHERE active = 1").fetchone()
    if before is None or before[0] == url:
        return
    tx.cursor.execute("UPDATE hub SET url = ? WHERE active = 1", (url,))
    audit.append(tx, {"fields": {"url": [before[0], url]}}, action="hub_changed")


def set_keys(tx: Tx, document: Mapping[str, Any], signers: Iterable[Signer] | None = None) -> None:
    """What the hub publishes of its keys now, verified before. Publish the keyring after it.

    ``signers`` None leaves who signs papers as it was.
    """
    tx.cursor.execute(
        "UPDATE hub SET keys = ?, signers = coalesce(?, signers) WHERE active = 1",
        (
            audit.canonical(document),
            keyring.signers_text(signers) if signers is not None else None,
        ),
    )


def told(
    tx: Tx,
    *,
    cursor: str | None = None,
    epoch: str | None = None,
    at: datetime | None = None,
    but: Sequence[int] = (),
) -> bool:
    """How far the hub has told, and when by its own clock; what is None stays. No audit row.

    Another epoch than the one that stands: everything is said again, except the changes in
    ``but``, which it has just answered. Returns whether.
    """
    before = tx.cursor.execute("SELECT epoch FROM hub WHERE active = 1").fetchone()
    again = bool(epoch and before and before[0] and before[0] != epoch)
    if again:
        settling.say_again(tx, but)
    tx.cursor.execute(
        "UPDATE hub SET cursor = coalesce(?, cursor), epoch = coalesce(?, epoch),"
        " heard_at = CASE WHEN ? IS NULL THEN heard_at ELSE ? END,"
        " told_at = coalesce(?, told_at) WHERE active = 1",
        (cursor, epoch, at and moment(at), tx.at, at and moment(at)),
    )
    return again


def cursor(tx: Tx) -> str | None:
    """How far the hub has told, as it stands in this very transaction."""
    row = tx.cursor.execute("SELECT cursor FROM hub WHERE active = 1").fetchone()
    return row[0] if row else None
