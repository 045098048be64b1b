"""COSE_Sign1 (RFC 9052) with Ed25519, in exactly one spelling.

An envelope is taken apart by position, built anew and compared, so that no bit can change
unnoticed and no CBOR is decoded before its signature holds. The unprotected header is empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop_app.trust import keys as device_keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_KID_AT, _PAYLOAD_AT, _SIGNATURE = 8, 17, 66  # where the parts stand in the one spelling
#: CBOR heads of a byte string: first byte → bytes of the length that follow it.
_HEADS = {0x58: 1, 0x59: 2, 0x5A: 4}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed payload as it was found; nothing of it is trusted yet."""

    kid: bytes
    """The name of the key that signed, 8 bytes."""
    payload: bytes
    signature: bytes
    length: int
    """How many bytes the whole envelope takes."""


def sign1(payload: bytes, signing: bytes) -> bytes:
    """The payload signed with an Ed25519 private key of 32 bytes."""
    private, kid = _signer(signing)
    return _envelope(kid, payload, private.sign(_to_sign(kid, payload)))


def parts(raw: bytes) -> Signed | None:
    """The envelope at the beginning of ``raw``; None unless it is in its one spelling."""
    start, length = _extent(raw)
    if not start or length > len(raw):
        return None
    signed = Signed(
        raw[_KID_AT : _KID_AT + 8],
        raw[start : length - _SIGNATURE],
        raw[length - _SIGNATURE + 2 : length],
        length,
    )
    same = _envelope(signed.kid, signed.payload, signed.signature) == raw[:length]
    return signed if same else None


def is_cut_off(raw: bytes) -> bool:
    """Whether ``raw`` begins as an envelope does and ends too soon."""
    head = raw[:_PAYLOAD_AT]
    kid = head[_KID_AT : _KID_AT + 8].ljust(8, b"\0")
    if not _envelope(kid, b"", b"").startswith(head):
        return False
    return len(raw) <= _PAYLOAD_AT or len(raw) < _extent(raw)[1]


def _extent(raw: bytes) -> tuple[int, int]:
    """Where the payload begins and how long the envelope says it is; zeros where it cannot say."""
    if len(raw) <= _PAYLOAD_AT:
        return 0, 0
    first = raw[_PAYLOAD_AT]
    more = _HEADS.get(first, 0)
    if not more and not 0x40 <= first <= 0x57:
        return 0, 0
    start = _PAYLOAD_AT + 1 + more
    size = int.from_bytes(raw[_PAYLOAD_AT + 1 : start], "big") if more else first - 0x40
    return start, start + size + _SIGNATURE


def fault(signed: Signed, keys: Mapping[bytes, bytes]) -> str | None:
    """What stands against it: ``unknown_key``, ``altered``, or None where it is genuine.

    ``keys`` are public keys by their names.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public = keys.get(signed.kid)
    if public is None or device_keys.kid(public) != signed.kid:
        return "unknown_key"
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signed.signature, _to_sign(signed.kid, signed.payload))
    except InvalidSignature:
        return "altered"
    except ValueError:
        return "unknown_key"
    return None


@lru_cache(maxsize=4)
def _signer(signing: bytes) -> "tuple[Ed25519PrivateKey, bytes]":
    """Deriving the public half costs as much as signing; a thousand cards share one key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(signing)
    return private, device_keys.kid(private.public_key().public_bytes_raw())


def _protected(kid: bytes) -> bytes:
    import cbor2

    return cbor2.dumps({1: -8, 4: kid}, canonical=True)


def _to_sign(kid: bytes, payload: bytes) -> bytes:
    import cbor2

    return cbor2.dumps(["Signature1", _protected(kid), b"", payload], canonical=True)


def _envelope(kid: bytes, payload: bytes, signature: bytes) -> bytes:
    import cbor2

    whole = [_protected(kid), {}, payload, signature]
    return cbor2.dumps(cbor2.CBORTag(18, whole), canonical=True)
