"""Devices: codes that let one in, enrolment, revocation. A device is its incarnations; each has
its own key and number tag, and an older one stays good beside a newer one until it is revoked."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, insert, select, update

from desktop_app.domain.findings import Refused
from desktop_app.domain.numbering import new_tag
from desktop_app.hub import audit, keys, news
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.tables import CODE, DEVICE, RECORD
from desktop_app.reference.regions import regions
from desktop_app.sync.wire import activation, enrolment, envelope
from desktop_app.sync.wire.enrolment import Request, Welcome
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust.keys import kid as name_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: How long an activation code is good.
GOOD = timedelta(days=14)
_COLUMNS = tuple(c for c in DEVICE.c if c.name not in ("request", "welcome"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One incarnation of a device."""

    village: str
    id: str
    incarnation: str
    kid: str
    """Name of its signing key, hexadecimal."""
    signing: str
    """Its public Ed25519 key, hexadecimal."""
    receiving: str
    tag: str
    office: str
    note: str
    """What was noted when its activation code was made."""
    enrolled_at: str
    seen_at: str | None
    """When its newest batch came."""
    told: int
    """Up to which number of its village's feed it was told."""
    revoked_at: str | None
    good_until: int | None
    """The serial of the last good paper of a revoked device."""

    @property
    def public(self) -> bytes:
        """Its public signing key."""
        return bytes.fromhex(self.signing)


def new_code(hub: Hub, village: str, note: str = "") -> str:
    """An activation code for one PC of this village. Raises Refused (``village_unknown``)."""
    place = regions().village(village)
    if place is None:
        raise Refused("village_unknown", "village_code", value=village[:20])
    with hub.write() as c:
        code, secret = activation.new_code(keys.itself(c).root)
        now = hub.now()
        row = {"digest": _digest(secret), "village": place.code, "note": note}
        row |= {"made_at": moment(now), "expires_at": moment(now + GOOD)}
        c.execute(insert(CODE), [row])
        audit.said(c, "code_made", at=moment(now), village=place.code, note=note)
    return code


def all(hub: Hub) -> list[Device]:
    """Every incarnation of every device, in the order of villages and enrolment."""
    with hub.read() as c:
        ordered = select(*_COLUMNS).order_by(DEVICE.c.village, DEVICE.c.id, DEVICE.c.enrolled_at)
        return _devices(c, ordered)


def by_kid(c: "Connection", kid: bytes | str) -> Device | None:
    """The device whose key has this name."""
    name = kid.hex() if isinstance(kid, bytes) else kid
    return next(iter(_devices(c, select(*_COLUMNS).where(DEVICE.c.kid == name))), None)


def sender(c: "Connection", kid: bytes) -> Device:
    """The device that signed, and may. Raises Refused (``device_unknown``, ``device_revoked``)."""
    device = by_kid(c, kid)
    if device is None:
        raise Refused("device_unknown")
    if device.revoked_at:
        raise Refused("device_revoked")
    return device


def _devices(c: "Connection", asked: Select[Any]) -> list[Device]:
    return [Device(**row) for row in c.execute(asked).mappings()]


def revoke(hub: Hub, device_id: str) -> int | None:
    """Take nothing more from this device; its papers stay good up to the largest serial that came
    from it, which is given back (None where it never told of a paper).

    Raises Refused (``device_unknown``).
    """
    with hub.write() as c:
        mine = DEVICE.c.id == device_id
        villages = list(c.execute(select(DEVICE.c.village).where(mine).distinct()).scalars())
        if not villages:
            raise Refused("device_unknown")
        last = c.execute(
            select(func.max(RECORD.c.serial)).where(
                RECORD.c.village.in_(villages), RECORD.c.device == device_id
            )
        ).scalar()
        at = moment(hub.now())
        good = -1 if last is None else last
        still = and_(mine, DEVICE.c.revoked_at.is_(None))
        c.execute(update(DEVICE).where(still).values(revoked_at=at, good_until=good))
        news.keys_changed(c)
        audit.said(c, "device_revoked", at=at, village=villages[0], subject=device_id)
    return last


def enrol(hub: Hub, raw: bytes) -> bytes:
    """Take a PC in as a device and welcome it; the same request again gets the same welcome.

    Raises Garbled; Refused (``code_unknown``, ``code_used``, ``code_expired``, ``code_village``,
    ``device_unknown``, ``device_revoked``).
    """
    with hub.read() as c:
        identities = keys.identities(c)
    request = enrolment.read_request(raw, identities=identities)
    request_id = envelope.manifest_of(raw)[0].id
    with hub.write() as c:
        there = _enrolled(c, request)
        if there is not None:
            return _again(hub, c, there, request, request_id)
        at = moment(hub.now())
        note = _admitted(c, request, at)
        tag = _free_tag(c, request.village, request.tag)
        welcome = _welcome(c, request, tag, at, request_id)
        c.execute(insert(DEVICE), [_row(request, tag, at, note, (request_id, welcome))])
        news.keys_changed(c)
        details = {"office": request.office, "incarnation": request.incarnation}
        audit.said(c, "enrolled", at=at, village=request.village, subject=request.device, **details)
        return welcome


def _enrolled(c: "Connection", request: Request) -> Any:
    place = and_(
        DEVICE.c.village == request.village,
        DEVICE.c.id == request.device,
        DEVICE.c.incarnation == request.incarnation,
    )
    return c.execute(select(DEVICE).where(place)).first()


def _again(hub: Hub, c: "Connection", there: Any, request: Request, request_id: str) -> bytes:
    """The welcome once more: its own bytes for the same request; to another request of the same
    PC the same words."""
    if there.signing != request.signing or there.receiving != request.receiving:
        raise Refused("device_unknown")
    if there.revoked_at:
        raise Refused("device_revoked")
    if there.request == request_id:
        return bytes(there.welcome)
    return _welcome(c, request, there.tag, there.enrolled_at, request_id)


def _row(
    request: Request, tag: str, at: str, note: str, answer: tuple[str, bytes]
) -> Mapping[str, Any]:
    return {
        "village": request.village,
        "id": request.device,
        "incarnation": request.incarnation,
        "kid": name_of(bytes.fromhex(request.signing)).hex(),
        "signing": request.signing.lower(),
        "receiving": request.receiving,
        "tag": tag,
        "office": request.office,
        "note": note,
        "enrolled_at": at,
        "seen_at": None,
        "told": 0,
        "revoked_at": None,
        "good_until": None,
        "request": answer[0],
        "welcome": answer[1],
    }


def _admitted(c: "Connection", request: Request, at: str) -> str:
    """By which right: an older key of the same device, or an activation code, which is spent
    then. Gives the note that goes with it."""
    if by_kid(c, name_of(bytes.fromhex(request.signing))):
        raise Refused("device_unknown")  # another device's key
    if request.succeeds is not None:
        return _successor(c, request)
    digest = _digest(request.secret or "")
    code = c.execute(select(CODE).where(CODE.c.digest == digest)).first()
    if code is None:
        raise Refused("code_unknown", "code")
    if code.used_by is not None:
        raise Refused("code_used", "code")
    if code.expires_at < at:
        raise Refused("code_expired", "code")
    if code.village != request.village:
        raise Refused("code_village", "code")
    spent = update(CODE).where(CODE.c.digest == digest)
    c.execute(spent.values(used_by=request.device, used_at=at))
    return str(code.note)


def _successor(c: "Connection", request: Request) -> str:
    mine = and_(DEVICE.c.id == request.device, DEVICE.c.village == request.village)
    older = _devices(c, select(*_COLUMNS).where(mine))
    known = {bytes.fromhex(one.kid): one for one in older}
    if not known:
        raise Refused("device_unknown")
    by = enrolment.read_succession(request, {kid: one.public for kid, one in known.items()})
    if known[by].revoked_at:
        raise Refused("device_revoked")
    return known[by].note


def _free_tag(c: "Connection", village: str, wanted: str) -> str:
    """The tag that was asked for, or another where a PC of the village has it."""
    given = set(c.execute(select(DEVICE.c.tag).where(DEVICE.c.village == village)).scalars())
    while wanted in given:
        wanted = new_tag(secrets.randbelow)
    return wanted


def _welcome(c: "Connection", request: Request, tag: str, at: str, request_id: str) -> bytes:
    me = keys.itself(c)
    welcome = Welcome(
        device=request.device,
        incarnation=request.incarnation,
        village=request.village,
        tag=tag,
        hub=me.id,
        name=me.name,
        epoch=me.epoch,
        at=at,
    )
    own = keys.signing(c, "receipts")
    try:
        return enrolment.sealed_welcome(
            welcome, request_id=request_id, signing=own, to=request.receiving
        )
    except ValueError as error:  # no recipient: nobody could open the answer
        raise Garbled from error


def _digest(secret: str) -> str:
    return hashlib.sha256(b"loket code\0" + secret.encode()).hexdigest()
