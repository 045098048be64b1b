"""The regency's hub this office belongs to: where it is, what it is known by, how far it told."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import audit, keyring
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


def current(c: "Connection") -> Hub | None:
    """The hub this office belongs to, or None."""
    row = c.exec_driver_sql(
        "SELECT root, url, name, keys, hub_id, device, incarnation, village, enrolled_on, cursor,"
        " epoch, told_at FROM hub WHERE active = 1"
    ).first()
    if row is None:
        return None
    root, url, name, keys, hub_id, device, incarnation, village, on, cursor, epoch, told_at = row
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
        told_at=datetime.fromisoformat(told_at) if told_at else None,
    )


def enrol(tx: Tx, hub: Hub, welcome: bytes, signers: Iterable[Signer] = ()) -> None:
    """Belong to this hub from now on, as it was welcomed; the same hub again is known anew.

    ``signers``: who signs papers by its keys. Publish the keyring after it.
    """
    tx.cursor.execute("UPDATE hub SET active = 0 WHERE active = 1 AND root <> ?", (hub.root.hex(),))
    tx.cursor.execute(
        "INSERT INTO hub (root, url, name, keys, signers, welcome, hub_id, device, incarnation,"
        " village, enrolled_at, enrolled_on, cursor, epoch, told_at, active)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
        " ON CONFLICT (root) DO UPDATE SET url = excluded.url, name = excluded.name,"
        " keys = excluded.keys, signers = excluded.signers, welcome = excluded.welcome,"
        " hub_id = excluded.hub_id, device = excluded.device,"
        " incarnation = excluded.incarnation, village = excluded.village,"
        " enrolled_at = excluded.enrolled_at, enrolled_on = excluded.enrolled_on,"
        " cursor = excluded.cursor, epoch = excluded.epoch, told_at = excluded.told_at, active = 1",
        (
            hub.root.hex(),
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
        ),
    )
    detail = {"hub": hub.name, "url": hub.url, "root": hub.root.hex()}
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
    tx: Tx, *, cursor: str | None = None, epoch: str | None = None, at: datetime | None = None
) -> None:
    """How far the hub has told, and when by its own clock; what is None stays. No audit row.

    A moment before the one that stands does not replace it.
    """
    tx.cursor.execute(
        "UPDATE hub SET cursor = coalesce(?, cursor), epoch = coalesce(?, epoch),"
        " told_at = max(coalesce(?, told_at), coalesce(told_at, '')) WHERE active = 1",
        (cursor, epoch, moment(at) if at else None),
    )
