"""The hub's working keys, certified by its root, and the root sheet's two uses: new keys, and the
same hub again on another computer."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from desktop_app.domain.findings import Refused
from desktop_app.hub import audit, creating, news, root
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.tables import DEVICE, HUB, KEY
from desktop_app.sync.wire import certificates
from desktop_app.sync.wire.activation import fingerprint as named
from desktop_app.sync.wire.certificates import Certificate, PaperKey
from desktop_app.trust import keys, recovery, seal
from desktop_app.trust.errors import WrongCode

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: How long a working key is certified: as long as a hub may run before somebody renews them.
YEARS = 5
_SAID = "loket hub keys"


@dataclass(frozen=True, slots=True)
class NewRoot:
    """The root code of a new hub, to be written down now."""

    code: str = field(repr=False)
    fingerprint: str
    name: str
    """What the hub is called."""


@dataclass(frozen=True, slots=True)
class Self:
    """Who the hub is."""

    id: str
    name: str
    epoch: str
    root: bytes
    escrow: str


def begin(c: "Connection", name: str, at: str) -> None:
    """A new hub's identity and keys, unless there is one already. ``at`` is an ISO moment."""
    if c.execute(select(func.count()).select_from(HUB)).scalar_one():
        return
    code = recovery.new_code()
    made = root.read(code)
    row = {"id": str(uuid.uuid4()), "name": name, "epoch": creating.new_epoch()}
    row |= {"root": made.public.hex(), "escrow": made.escrow, "root_code": code, "made_at": at}
    c.execute(insert(HUB), [{**row, "credentials": 0}])
    c.execute(insert(KEY), _new_keys(made, name, at, 1))


def made(hub: Hub, keep: Callable[[NewRoot], None]) -> NewRoot | None:
    """The root code of a new hub, given once; None where the hub is not new.

    It is forgotten here only after ``keep`` has put it where it is safe: what ``keep`` raises
    leaves it for the next time.
    """
    with hub.read() as c:
        if c.execute(select(HUB.c.root_code)).scalar() is None:
            return None
    with hub.write() as c:
        code = c.execute(select(HUB.c.root_code)).scalar()
        if code is None:  # another process was first
            return None
        me = itself(c)
        given = NewRoot(code, named(me.root), me.name)
        keep(given)
        c.execute(update(HUB).values(root_code=None))
    return given


def itself(c: "Connection") -> Self:
    """Who this hub is."""
    row = c.execute(select(HUB.c.id, HUB.c.name, HUB.c.epoch, HUB.c.root, HUB.c.escrow)).one()
    return Self(row.id, row.name, row.epoch, bytes.fromhex(row.root), row.escrow)


def begin_epoch(c: "Connection", at: str, village: str, why: str) -> None:
    """This hub was rolled back: from now on its feeds are told from the beginning, and whoever
    knew the former epoch says everything again. ``why``: what showed it."""
    c.execute(update(HUB).values(epoch=creating.new_epoch()))
    audit.said(c, "epoch_begun", at=at, village=village, why=why)


def fingerprint(hub: Hub) -> str:
    """The name of the root key, as activation codes carry it."""
    with hub.read() as c:
        return named(itself(c).root)


def identities(c: "Connection") -> list[str]:
    """The age identities that open what offices send, the newest first. Old ones stay good for
    opening: an envelope may have been sealed long before it came."""
    return [row.secret for row in _rows(c, "receiving")]


def recipient(c: "Connection") -> str:
    """The age recipient to which offices seal now."""
    return str(_rows(c, "receiving")[0].public)


def signing(c: "Connection", purpose: str) -> bytes:
    """The newest signing key for this purpose (one of ``certificates.PURPOSES``)."""
    return bytes.fromhex(_rows(c, purpose)[0].secret)


def _rows(c: "Connection", purpose: str) -> list[Any]:
    newest = select(KEY).where(KEY.c.purpose == purpose).order_by(KEY.c.turn.desc())
    return list(c.execute(newest))


def dates(c: "Connection") -> dict[str, date]:
    """Until when the newest key of each purpose is certified."""
    return {
        purpose: date.fromisoformat(_rows(c, purpose)[0].not_after)
        for purpose in certificates.PURPOSES
    }


def document(hub: Hub) -> dict[str, Any]:
    """What ``GET /keys`` answers: certificates, and the keys of papers under the receipts key."""
    with hub.read() as c:
        rows = list(c.execute(select(KEY.c.certificate).order_by(KEY.c.turn.desc(), KEY.c.purpose)))
        signed = signing(c, "receipts")
        told = certificates.papers(_paper_keys(c), signed, at=moment(hub.now()))
        return certificates.document(itself(c).root, [row.certificate for row in rows], told)


def _paper_keys(c: "Connection") -> list[PaperKey]:
    devices = c.execute(select(DEVICE).order_by(DEVICE.c.village, DEVICE.c.enrolled_at))
    return [
        PaperKey(
            public=bytes.fromhex(row.signing),
            village=row.village,
            office=row.office,
            good_until=row.good_until,
        )
        for row in devices
    ]


def rotate(hub: Hub, code: str) -> None:
    """New working keys beside the old ones, under the same root.

    Raises WrongCode for another code than the sheet's.
    """
    own = root.read(code)
    with hub.write() as c:
        me, at = itself(c), moment(hub.now())
        if own.public != me.root:
            raise WrongCode
        turn = c.execute(select(func.max(KEY.c.turn))).scalar_one() + 1
        c.execute(insert(KEY), _new_keys(own, me.name, at, turn))
        news.keys_changed(c)
        audit.said(c, "keys_rotated", at=at)


def _new_keys(own: root.Root, name: str, at: str, turn: int) -> list[dict[str, Any]]:
    begins = date.fromisoformat(at[:10]) - timedelta(days=1)  # clocks and their zones differ
    ends = begins.replace(year=begins.year + YEARS, day=min(begins.day, 28))
    return [
        _new_key(purpose, own, name, (begins, ends), turn) | {"made_at": at}
        for purpose in certificates.PURPOSES
    ]


def _new_key(
    purpose: str, own: root.Root, name: str, good: tuple[date, date], turn: int
) -> dict[str, Any]:
    if purpose == "receiving":
        secret = seal.new_identity()
        public = seal.recipient(secret)
    else:
        raw = keys.generate().signing
        secret, public = raw.hex(), keys.public_key(raw).hex()
    certificate = Certificate(
        purpose=purpose,
        public=public,
        name=name,
        not_before=good[0],
        not_after=good[1],
        turn=turn,
    )
    return {
        "public": public,
        "purpose": purpose,
        "secret": secret,
        "certificate": certificates.certify(certificate, own.seed),
        "turn": turn,
        "not_before": good[0].isoformat(),
        "not_after": good[1].isoformat(),
    }


def export(hub: Hub) -> bytes:
    """The working keys and the hub's id, as only the root sheet's code opens them."""
    with hub.write() as c:
        me = itself(c)
        rows = [
            dict(row)
            for row in c.execute(select(KEY).order_by(KEY.c.turn, KEY.c.purpose)).mappings()
        ]
        told = {
            "what": _SAID,
            "schema": 1,
            "id": me.id,
            "name": me.name,
            "root": me.root.hex(),
            "keys": [{**row, "certificate": row["certificate"].hex()} for row in rows],
        }
        audit.said(c, "keys_exported", at=moment(hub.now()))
    return seal.seal(json.dumps(told).encode(), me.escrow)


def take(hub: Hub, sealed: bytes, code: str) -> None:
    """A rebuilt, empty hub becomes the one these keys were exported from.

    Raises WrongCode, Refused (``hub_in_use`` where devices belong to this one already,
    ``file_unreadable`` for anything that is no export).
    """
    own = root.read(code)
    told = _exported(sealed, own)
    with hub.write() as c:
        if c.execute(select(func.count()).select_from(DEVICE)).scalar_one():
            raise Refused("hub_in_use")
        at = moment(hub.now())
        c.execute(delete(KEY))
        c.execute(insert(KEY), told["keys"])
        row = {"id": told["id"], "name": told["name"], "root": told["root"], "root_code": None}
        c.execute(update(HUB).values(**row, escrow=own.escrow, epoch=creating.new_epoch()))
        audit.said(c, "keys_imported", at=at)


def _exported(sealed: bytes, own: root.Root) -> dict[str, Any]:
    try:
        told = json.loads(seal.unseal(sealed, own.identity))
    except ValueError as error:
        raise WrongCode from error
    if not isinstance(told, dict) or told.get("what") != _SAID or told["root"] != own.public.hex():
        raise Refused("file_unreadable", None)
    for row in told["keys"]:
        row["certificate"] = bytes.fromhex(row["certificate"])
    return told
