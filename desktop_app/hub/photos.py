"""Pictures: each kept once for its village, and acknowledged under the hub's key."""

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from desktop_app.hub import devices, keys
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.tables import PHOTO
from desktop_app.sync.wire import envelope, photo
from desktop_app.sync.wire.errors import Garbled

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Bytes of a picture; an office stores at most 40 kB.
LARGEST = 256 * 1024


def take(hub: Hub, sha256: str, raw: bytes) -> tuple[bytes, bool]:
    """Keep a picture, and acknowledge it; whether it came for the first time.

    Raises Garbled; Refused (``device_unknown``, ``device_revoked``); Busy.
    """
    manifest, kid = envelope.manifest_of(raw)
    if manifest.kind != "photo":
        raise Garbled
    with hub.read() as c:
        device = devices.sender(c, kid)
        identities = keys.identities(c)
        signing = keys.signing(c, "receipts")
    opened = envelope.opened(raw, keys={kid: device.public}, identities=identities)
    said = (opened.manifest.device, opened.manifest.incarnation, opened.manifest.village)
    if said != (device.id, device.incarnation, device.village):
        raise Garbled
    if len(opened.content) > LARGEST:
        raise Garbled("sealed_too_large")
    if photo.digest(opened.content) != sha256:
        raise Garbled
    with hub.write() as c:
        devices.sender(c, kid)
        first = get(c, device.village, sha256) is None
        if first:
            row = {"village": device.village, "sha256": sha256, "jpeg": opened.content}
            c.execute(
                insert(PHOTO), [{**row, "device": device.id, "received_at": moment(hub.now())}]
            )
    return photo.acknowledgement(sha256, signing), first


def get(c: "Connection", village: str, sha256: str) -> bytes | None:
    """The picture of this name."""
    mine = (PHOTO.c.village == village) & (PHOTO.c.sha256 == sha256)
    found = c.execute(select(PHOTO.c.jpeg).where(mine)).scalar()
    return bytes(found) if found is not None else None
