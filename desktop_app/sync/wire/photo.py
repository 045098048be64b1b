"""Pictures follow the records: content-addressed, each once, acknowledged under the hub's key."""

import hashlib
from collections.abc import Mapping

from desktop_app.sync.wire import words

_ABOUT = b"loket photo\0"


def digest(jpeg: bytes) -> str:
    """The name of a picture: SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(jpeg).hexdigest()


def acknowledgement(sha256: str, signing: bytes) -> bytes:
    """The hub's word that it keeps this picture."""
    return words.said(_ABOUT, bytes.fromhex(sha256), signing)


def read_acknowledgement(raw: bytes, keys: Mapping[bytes, bytes]) -> str:
    """Which picture is acknowledged. Raises Garbled."""
    word, _kid = words.heard(raw, keys, _ABOUT)
    return word.hex()
