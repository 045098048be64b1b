"""The sealed envelope: a signed manifest, then a payload that only the receiver can open.

The manifest is CBOR (RFC 8949) with integer keys inside a COSE_Sign1; the payload is age over a
binding of 16 bytes and a zstd frame. The binding (a hash of device and id) stands inside so that
nobody can put another's payload under a manifest of their own. No bit can be flipped unnoticed.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from desktop_app.domain.region import dotted, plain
from desktop_app.sync.wire.errors import Garbled
from desktop_app.sync.wire.packing import LARGEST as UNPACKED
from desktop_app.sync.wire.packing import packed, unpacked
from desktop_app.trust import cose, seal

MEDIA_TYPE = "application/vnd.loket-desa"
#: What stands in a manifest of today. A newer one is kept for a newer program.
SCHEMA = 1
#: Bytes of a whole envelope.
LARGEST = 8 * 1024 * 1024
KINDS = ("changes", "receipt", "feed", "photo", "enrolment", "welcome")
_BINDING, _HEAD, _NAME, _EPOCH = 16, 16, 8, 4
#: Bytes of a request to become a device, sealed or unpacked: whoever sends it is still a stranger.
_REQUEST = 16 * 1024
_KIND, _ID, _DEVICE, _INCARNATION, _VILLAGE, _SCHEMA, _FIRST, _LAST, _COUNT = range(9)
_DIGEST, _TO, _HEAD_AT, _NEWEST = 9, 10, 11, 12
_SHORT = 4096
_HEADERS = 32


@dataclass(frozen=True, slots=True)
class Newest:
    """A receipt by its hub's epoch and its number there."""

    epoch: bytes
    """As :func:`epoch_name` makes it."""
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What everybody may read of an envelope: who, which, how much; nothing of any person."""

    kind: str
    id: str
    """A UUID."""
    device: str
    """UUID of the office's device, whoever speaks."""
    incarnation: str
    """32 hexadecimal digits."""
    village: str
    """Dotted code of the device's village."""
    schema: int = SCHEMA
    first_seq: int = 0
    last_seq: int = 0
    count: int = 0
    head: bytes = b""
    """The hash of the office's last audit row; 16 bytes of it travel."""
    newest: "Newest | None" = None
    """The newest receipt its sender holds: a hub that never gave it was rolled back."""
    digest: bytes = b""
    """SHA-256 of the sealed payload; set by :func:`sealed`."""
    recipient: bytes = b""
    """Name of the key the payload is sealed to; set by :func:`sealed`."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope that holds: its manifest, what was in it, and whose key signed."""

    manifest: Manifest
    content: bytes
    kid: bytes


def sealed(manifest: Manifest, content: bytes, *, signing: bytes, to: str) -> bytes:
    """The content as one envelope, signed with an Ed25519 key for the age recipient ``to``.

    Pictures are packed already and are not packed again.
    """
    frame = content if manifest.kind == "photo" else packed(content)
    payload = _sealed(_binding(manifest) + frame, to)
    whole = replace(manifest, digest=hashlib.sha256(payload).digest(), recipient=name_of(to))
    return cose.sign1(_packed_manifest(whole), signing) + payload


def _sealed(data: bytes, to: str) -> bytes:
    """Sealed by age, whose header carries a random filling of 20 to 150 bytes. A single
    registration is not much longer, so the shortest of a few is taken for short data."""
    tries = _HEADERS if len(data) <= _SHORT else 1
    return min((seal.seal(data, to) for _ in range(tries)), key=len)


def manifest_of(raw: bytes) -> tuple[Manifest, bytes]:
    """The manifest and the name of the key that signed, both unverified: to find that key.

    Raises Garbled.
    """
    signed = _signed(raw)
    return _read_manifest(signed.payload), signed.kid


def opened(raw: bytes, *, keys: Mapping[bytes, bytes], identities: Sequence[str]) -> Opened:
    """What is in an envelope signed by one of ``keys`` for one of our ``identities``.

    Raises Garbled, and nothing of it was used.
    """
    signed = _signed(raw)
    fault = cose.fault(signed, keys)
    if fault:
        raise Garbled(f"sealed_{fault}")
    manifest = _read_manifest(signed.payload)
    return Opened(manifest, _content(manifest, raw[signed.length :], identities), signed.kid)


def unverified(raw: bytes, *, identities: Sequence[str]) -> bytes:
    """What is in an envelope before its signature was looked at: for a request that brings the
    key it is signed with. Raises Garbled, also for more than a request ever has."""
    if len(raw) > _REQUEST:
        raise Garbled("sealed_too_large")
    signed = _signed(raw)
    manifest = _read_manifest(signed.payload)
    return _content(manifest, raw[signed.length :], identities, most=_REQUEST)


def epoch_name(epoch: str) -> bytes:
    """A hub's epoch in a manifest: the first 4 bytes of its SHA-256."""
    return hashlib.sha256(epoch.encode()).digest()[:_EPOCH]


def _content(
    manifest: Manifest, payload: bytes, identities: Sequence[str], most: int = UNPACKED
) -> bytes:
    if hashlib.sha256(payload).digest() != manifest.digest:
        raise Garbled
    identity = next((one for one in identities if _is_for(manifest, one)), None)
    if identity is None:
        raise Garbled("sealed_not_for_us")
    try:
        inside = seal.unseal(payload, identity)
    except ValueError as error:
        raise Garbled from error
    if inside[:_BINDING] != _binding(manifest):
        raise Garbled
    frame = inside[_BINDING:]
    return frame if manifest.kind == "photo" else unpacked(frame, most)


def name_of(recipient: str) -> bytes:
    """An age recipient's name in a manifest: the first 8 bytes of its SHA-256."""
    return hashlib.sha256(recipient.encode("ascii")).digest()[:_NAME]


def _is_for(manifest: Manifest, identity: str) -> bool:
    return name_of(seal.recipient(identity)) == manifest.recipient


def _binding(manifest: Manifest) -> bytes:
    whole = UUID(manifest.device).bytes + UUID(manifest.id).bytes
    return hashlib.sha256(b"loket envelope\0" + whole).digest()[:_BINDING]


def _signed(raw: bytes) -> cose.Signed:
    if len(raw) > LARGEST:
        raise Garbled("sealed_too_large")
    signed = cose.parts(raw)
    if signed is None:
        raise Garbled
    return signed


def _packed_manifest(manifest: Manifest) -> bytes:
    import cbor2

    told: dict[int, Any] = {
        _KIND: KINDS.index(manifest.kind),
        _ID: UUID(manifest.id).bytes,
        _DEVICE: UUID(manifest.device).bytes,
        _INCARNATION: bytes.fromhex(manifest.incarnation),
        _VILLAGE: int(plain(manifest.village)),
        _SCHEMA: manifest.schema,
        _FIRST: manifest.first_seq,
        _LAST: manifest.last_seq,
        _COUNT: manifest.count,
        _DIGEST: manifest.digest,
        _TO: manifest.recipient,
        _HEAD_AT: manifest.head[:_HEAD],
    }
    if manifest.newest:
        told[_NEWEST] = [manifest.newest.epoch, manifest.newest.number]
    return cbor2.dumps(told, canonical=True)


def _read_manifest(payload: bytes) -> Manifest:
    """Only values of exactly the right form: whoever signed it may still be nobody we know."""
    import cbor2

    try:
        told = cbor2.loads(payload, max_depth=4, allow_indefinite=False)
        if not isinstance(told, dict) or cbor2.dumps(told, canonical=True) != payload:
            raise Garbled
        return _manifest(told)
    except (cbor2.CBORError, ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise Garbled from error


def _manifest(told: dict[Any, Any]) -> Manifest:
    kind = _whole(told[_KIND])
    if kind >= len(KINDS):
        raise Garbled("sealed_newer")
    return Manifest(
        kind=KINDS[kind],
        id=str(UUID(bytes=told[_ID])),
        device=str(UUID(bytes=told[_DEVICE])),
        incarnation=_bytes(told[_INCARNATION], 16).hex(),
        village=dotted(f"{_whole(told[_VILLAGE], 10**10):010d}"),
        schema=_whole(told[_SCHEMA]),
        first_seq=_whole(told[_FIRST]),
        last_seq=_whole(told[_LAST]),
        count=_whole(told[_COUNT]),
        head=_bytes(told[_HEAD_AT], None),
        digest=_bytes(told[_DIGEST], 32),
        recipient=_bytes(told[_TO], _NAME),
        newest=_newest(told.get(_NEWEST)),
    )


def _newest(told: Any) -> Newest | None:
    if told is None:
        return None
    epoch, number = told
    return Newest(_bytes(epoch, _EPOCH), _whole(number))


def _whole(value: Any, below: int = 2**53) -> int:
    if type(value) is not int or not 0 <= value < below:
        raise ValueError("not a whole number")
    return value


def _bytes(value: Any, size: int | None) -> bytes:
    if type(value) is not bytes or (size is not None and len(value) != size):
        raise ValueError("not bytes of this size")
    return value
