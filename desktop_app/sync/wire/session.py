"""A short session: the device signs a nonce of the hub, and shows it with each request."""

import base64
import binascii

from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import cose

SCHEME = "Loket"
_SAID = b"loket session\0"
_LONGEST = 1024


def authorization(nonce: str, signing: bytes) -> str:
    """The value of the Authorization header for this nonce."""
    signed = cose.sign1(_SAID + nonce.encode(), signing)
    return f"{SCHEME} {base64.urlsafe_b64encode(signed).decode()}"


def read_authorization(header: str) -> tuple[bytes, str, cose.Signed]:
    """Key name, nonce and the signed whole, which is still to be verified. Raises Garbled."""
    scheme, _, text = header.partition(" ")
    if scheme != SCHEME or len(text) > _LONGEST:
        raise Garbled
    try:
        raw = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise Garbled from error
    signed = cose.parts(raw)
    if signed is None or signed.length != len(raw) or not signed.payload.startswith(_SAID):
        raise Garbled
    try:
        return signed.kid, signed.payload[len(_SAID) :].decode(), signed
    except UnicodeDecodeError as error:
        raise Garbled from error
