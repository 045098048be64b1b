"""A short signed word: about what it speaks, then what it says. Not secret, but nobody's invention.

What it is about stands inside the signature, so that no word serves for another purpose.
"""

from collections.abc import Mapping

from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import cose


def said(about: bytes, word: bytes, signing: bytes) -> bytes:
    """The word under an Ed25519 key."""
    return cose.sign1(about + word, signing)


def heard(raw: bytes, keys: Mapping[bytes, bytes], about: bytes) -> tuple[bytes, bytes]:
    """What one of ``keys`` said about this, and that key's name. Raises Garbled."""
    signed = cose.parts(raw)
    if signed is None or signed.length != len(raw):
        raise Garbled
    fault = cose.fault(signed, keys)
    if fault:
        raise Garbled(f"sealed_{fault}")
    if not signed.payload.startswith(about):
        raise Garbled
    return signed.payload[len(about) :], signed.kid
