"""The hub's keys: a root that lies in a safe certifies dated keys that work.

An office knows the root by the fingerprint in its activation code; everything else the hub says of
keys is believed because the root signed it. The dates tell the hub's officers when to make new
keys. What ends a key for an office is a newer list without it: clocks in villages are wrong, and an
office that stopped at a date would lose its line. An older list never replaces a newer one.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.region import dotted, plain
from desktop_app.sync.wire import words
from desktop_app.sync.wire.activation import fingerprint
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust.keys import kid

#: ``receiving`` opens batches; ``receipts`` signs receipts, the feed and lists of keys;
#: ``credentials`` signs confirmed papers; ``updates`` signs rules and tables.
PURPOSES = ("receiving", "receipts", "credentials", "updates")
_CERTIFICATE, _PAPERS = b"loket certificate\0", b"loket papers\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One working key as the root certified it."""

    purpose: str
    """One of :data:`PURPOSES`; others, of a newer hub, are passed over."""
    public: str
    """Hexadecimal Ed25519 key; for ``receiving`` an age recipient."""
    name: str
    """What the hub is called."""
    not_before: date
    not_after: date
    turn: int = 0
    """Counts the times that keys were made; the clock does not say which is newer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKey:
    """A device whose provisional papers can be verified."""

    public: bytes
    village: str
    """Dotted code."""
    office: str
    good_until: int | None = None
    """None while the device is good; after its revocation the serial of its last good paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubKeys:
    """Everything a hub says of keys, verified down to its root. Maps are key name → key."""

    name: str
    root: bytes
    receiving: str
    """The newest age recipient."""
    receipts: dict[bytes, bytes]
    credentials: dict[bytes, bytes]
    updates: dict[bytes, bytes]
    papers: tuple[PaperKey, ...]
    told_at: str
    """The hub's moment (ISO, UTC) when it listed the papers' keys."""
    turn: int
    """Of the newest certificate."""

    def older_than(self, other: "HubKeys") -> bool:
        """Whether this list must not replace the other one of the same hub."""
        return (self.turn, self.told_at) < (other.turn, other.told_at)


def certify(certificate: Certificate, root: bytes) -> bytes:
    """The certificate under the root's signature (a seed of 32 bytes)."""
    import cbor2

    told = [
        certificate.purpose,
        certificate.public,
        certificate.name,
        certificate.not_before.isoformat(),
        certificate.not_after.isoformat(),
        certificate.turn,
    ]
    return words.said(_CERTIFICATE, cbor2.dumps(told, canonical=True), root)


def papers(keys: Iterable[PaperKey], signing: bytes, *, at: str) -> bytes:
    """The devices' keys as of a moment of the hub (ISO, UTC), under the receipts key."""
    import cbor2

    listed = [[one.public, plain(one.village), one.office, one.good_until] for one in keys]
    told = [at, listed]
    return words.said(_PAPERS, cbor2.dumps(told, canonical=True), signing)


def document(root_public: bytes, certificates: Sequence[bytes], told: bytes) -> dict[str, Any]:
    """What ``GET /keys`` answers; ``told`` is :func:`papers`."""
    return {
        "schema": 1,
        "root": root_public.hex(),
        "certificates": [_text(one) for one in certificates],
        "papers": _text(told),
    }


def hub_keys(
    source: Mapping[str, Any], *, root: bytes | None = None, known_by: str | None = None
) -> HubKeys:
    """The keys in a document, where its root is the one we know (whole, or by fingerprint).

    Raises Refused (``hub_key``) for another hub's, Garbled for what does not hold.
    """
    try:
        given = bytes.fromhex(source["root"])
        certified = [_certificate(_bytes(one), given) for one in source["certificates"]]
        told = _bytes(source["papers"])
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        raise Garbled from error
    if (root is not None and given != root) or known_by not in (None, fingerprint(given)):
        raise Refused("hub_key", "url")
    return _assembled(given, certified, told)


def _assembled(root: bytes, certified: list[Certificate], told: bytes) -> HubKeys:
    newest = sorted(certified, key=lambda one: one.turn, reverse=True)
    receiving = [one for one in newest if one.purpose == "receiving"]
    named = {
        purpose: {
            kid(bytes.fromhex(one.public)): bytes.fromhex(one.public)
            for one in newest
            if one.purpose == purpose
        }
        for purpose in PURPOSES[1:]
    }
    if not receiving or not named["receipts"]:
        raise Garbled
    told_at, listed = _papers(told, named["receipts"])
    return HubKeys(
        name=receiving[0].name,
        root=root,
        receiving=receiving[0].public,
        papers=listed,
        told_at=told_at,
        turn=newest[0].turn,
        **named,
    )


def _certificate(raw: bytes, root: bytes) -> Certificate:
    payload = words.heard(raw, {kid(root): root}, _CERTIFICATE)[0]
    try:
        purpose, public, name, begins, ends, turn = _loaded(payload)[:6]
        return Certificate(
            purpose=str(purpose),
            public=str(public),
            name=str(name),
            not_before=date.fromisoformat(begins),
            not_after=date.fromisoformat(ends),
            turn=int(turn),
        )
    except (TypeError, ValueError) as error:
        raise Garbled from error


def _papers(raw: bytes, keys: Mapping[bytes, bytes]) -> tuple[str, tuple[PaperKey, ...]]:
    told = _loaded(words.heard(raw, keys, _PAPERS)[0])
    try:
        at, listed = told
        return str(at), tuple(
            PaperKey(public=public, village=dotted(village), office=office, good_until=until)
            for public, village, office, until in listed
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise Garbled from error


def _loaded(payload: bytes) -> list[Any]:
    import cbor2

    try:
        found = cbor2.loads(payload, max_depth=4, allow_indefinite=False)
    except (cbor2.CBORError, ValueError) as error:
        raise Garbled from error
    if not isinstance(found, list):
        raise Garbled
    return found


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
