"""Pictures follow the records: content-addressed, each once, acknowledged under the hub's key."""

import hashlib
from collections.abc import Mapping

from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import cose

_SAID = b"loket photo\0"


def digest(jpeg: bytes) -> str:
    """The name of a picture: SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(jpeg).hexdigest()


def acknowledgement(sha256: str, signing: bytes) -> bytes:
    """The hub's word that it keeps this picture."""
    return cose.sign1(_SAID + bytes.fromhex(sha256), signing)


def read_acknowledgement(raw: bytes, keys: Mapping[bytes, bytes]) -> str:
    """Which picture is acknowledged. Raises Garbled."""
    signed = cose.parts(raw)
    if signed is None or signed.length != len(raw):
        raise Garbled
    fault = cose.fault(signed, keys)
    if fault:
        raise Garbled(f"sealed_{fault}")
    if not signed.payload.startswith(_SAID):
        raise Garbled
    return signed.payload[len(_SAID) :].hex()
