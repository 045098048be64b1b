"""Who asks: a device by a signed nonce, an administrator by name and password.

A nonce is not stored: it carries its end and an HMAC by a secret of the hub, so any of several
processes can check it. It is good for a short session, in which a device shows it again.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select

from desktop_app.domain.findings import Refused
from desktop_app.hub.database import Hub
from desktop_app.hub.tables import KEY
from desktop_app.sync.wire.errors import Garbled
from desktop_app.sync.wire.session import read_authorization
from desktop_app.trust import cose

#: How long a nonce is good.
SESSION = timedelta(minutes=10)
_RANDOM, _END, _MAC = 16, 8, 16
_SAID = b"loket nonce\0"


def secret(hub: Hub) -> bytes:
    """What makes and checks nonces: the same in every process, and whatever keys are renewed."""
    eldest = select(KEY.c.secret).where(KEY.c.purpose == "receipts").order_by(KEY.c.turn)
    with hub.read() as c:
        key = str(c.execute(eldest.limit(1)).scalar_one())
    return hmac.digest(key.encode(), _SAID, hashlib.sha256)


def new_nonce(secret: bytes, now: datetime) -> str:
    """A nonce that is good until ``SESSION`` from now."""
    end = int((now + SESSION).timestamp())
    told = secrets.token_bytes(_RANDOM) + end.to_bytes(_END, "big")
    return base64.urlsafe_b64encode(told + _mac(secret, told)).decode()


def nonce_holds(secret: bytes, nonce: str, now: datetime) -> bool:
    """Whether we made this nonce, and not too long ago."""
    try:
        raw = base64.b64decode(nonce.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    told, mac = raw[:-_MAC], raw[-_MAC:]
    if len(told) != _RANDOM + _END or not hmac.compare_digest(mac, _mac(secret, told)):
        return False
    return int.from_bytes(told[_RANDOM:], "big") >= now.timestamp()


def signer(header: str | None, secret: bytes, now: datetime) -> cose.Signed:
    """The signed nonce of an Authorization header; the signature is still to be verified.

    Raises Refused ``not_signed``.
    """
    try:
        _kid, nonce, signed = read_authorization(header or "")
    except Garbled:
        raise Refused("not_signed") from None
    if not nonce_holds(secret, nonce, now):
        raise Refused("not_signed")
    return signed


def verify(signed: cose.Signed, public: bytes) -> None:
    """Raise Refused ``not_signed`` unless this key signed."""
    if cose.fault(signed, {signed.kid: public}) is not None:
        raise Refused("not_signed")


def name_and_password(header: str | None) -> tuple[str, str]:
    """What an HTTP Basic header says (RFC 7617, UTF-8). Raises Refused ``admin_password``."""
    scheme, _, told = (header or "").partition(" ")
    try:
        name, colon, password = base64.b64decode(told, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise Refused("admin_password") from None
    if scheme.lower() != "basic" or not colon:
        raise Refused("admin_password")
    return name, password


def _mac(secret: bytes, told: bytes) -> bytes:
    return hmac.digest(secret, _SAID + told, hashlib.sha256)[:_MAC]
