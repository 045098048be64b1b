"""Becoming a device of the hub: a request and a welcome, the same bytes on line and stick.

The request is signed by the very key it brings and sealed to the hub, so that nobody on the line
sees the code's secret; the welcome is signed by the hub and sealed to the device.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from desktop_app.sync.wire import envelope, lines, words
from desktop_app.sync.wire.envelope import Manifest
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust.keys import kid

_SUCCEEDS = b"loket succeeds\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks to be a device, with which keys, and by which right."""

    device: str
    incarnation: str
    village: str
    office: str
    """The office's name."""
    tag: str
    """The device tag of its registration numbers."""
    signing: str
    """Its public Ed25519 key, hexadecimal."""
    receiving: str
    """Its age recipient."""
    secret: str | None = None
    """The activation code's secret."""
    succeeds: str | None = None
    """Instead of a code: this key under the signature of an older key of the same device, in
    hexadecimal; a new incarnation introduces itself so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """What the hub tells a new device."""

    device: str
    incarnation: str
    village: str
    tag: str
    """The tag for future numbers: another one where a neighbouring PC has the same."""
    hub: str
    """The hub's own id, a UUID: who speaks in changes that the hub makes."""
    name: str
    epoch: str
    at: str


def succession(public: bytes, older: bytes) -> str:
    """The new public key under an older private key of the same device."""
    return words.said(_SUCCEEDS, public, older).hex()


def read_succession(request: Request, keys: Mapping[bytes, bytes]) -> bytes:
    """The name of the older key that vouches for the request. Raises Garbled."""
    try:
        raw = bytes.fromhex(request.succeeds or "")
    except ValueError as error:
        raise Garbled from error
    public, older = words.heard(raw, keys, _SUCCEEDS)
    if public != bytes.fromhex(request.signing):
        raise Garbled
    return older


def sealed_request(request: Request, *, request_id: str, signing: bytes, to: str) -> bytes:
    """The request under its own key, for the hub."""
    told = {key: value for key, value in asdict(request).items() if value is not None}
    content = lines.written([told])
    return envelope.sealed(
        _manifest("enrolment", request_id, request), content, signing=signing, to=to
    )


def read_request(raw: bytes, *, identities: Sequence[str]) -> Request:
    """Who asks. Raises Garbled, also where the key it brings did not sign it."""
    own = _own_key(raw, identities)
    opened = envelope.opened(raw, keys={kid(own): own}, identities=identities)
    return _request(opened)


def _own_key(raw: bytes, identities: Sequence[str]) -> bytes:
    """The key that a request brings, read before anything is verified: it verifies itself."""
    manifest, _ = envelope.manifest_of(raw)
    if manifest.kind != "enrolment":
        raise Garbled
    inside = lines.read(envelope.unverified(raw, identities=identities))
    try:
        public = bytes.fromhex(lines.text(inside[0], "signing")) if inside else b""
    except ValueError as error:
        raise Garbled from error
    if len(public) != 32:
        raise Garbled
    return public


def _request(opened: envelope.Opened) -> Request:
    (told,) = lines.read(opened.content)[:1] or [{}]
    names = ("device", "incarnation", "village", "office", "tag", "signing", "receiving")
    request = Request(
        **{name: lines.text(told, name) for name in names},
        secret=lines.maybe_text(told, "secret"),
        succeeds=lines.maybe_text(told, "succeeds"),
    )
    _same(request, opened.manifest)
    return request


def sealed_welcome(welcome: Welcome, *, request_id: str, signing: bytes, to: str) -> bytes:
    """The welcome under the hub's receipts key, for the device."""
    content = lines.written([asdict(welcome)])
    return envelope.sealed(
        _manifest("welcome", request_id, welcome), content, signing=signing, to=to
    )


def read_welcome(
    raw: bytes, *, request_id: str, keys: Mapping[bytes, bytes], identity: str
) -> Welcome:
    """What the hub tells, in answer to our very request. Raises Garbled."""
    opened = envelope.opened(raw, keys=keys, identities=[identity])
    if opened.manifest.kind != "welcome" or opened.manifest.id != request_id:
        raise Garbled
    (told,) = lines.read(opened.content)[:1] or [{}]
    names = ("device", "incarnation", "village", "tag", "hub", "name", "epoch", "at")
    welcome = Welcome(**{name: lines.text(told, name) for name in names})
    _same(welcome, opened.manifest)
    return welcome


def _manifest(kind: str, request_id: str, told: Request | Welcome) -> Manifest:
    return Manifest(
        kind=kind,
        id=request_id,
        device=told.device,
        incarnation=told.incarnation,
        village=told.village,
        count=1,
    )


def _same(told: Request | Welcome, manifest: Manifest) -> None:
    """Inside and outside must name the same device. Raises Garbled."""
    try:
        inside = _manifest(manifest.kind, manifest.id, told)
        UUID(inside.device)
        bytes.fromhex(inside.incarnation)
    except ValueError as error:
        raise Garbled from error
    seen: Any = replace(inside, digest=manifest.digest, recipient=manifest.recipient)
    if seen != manifest:
        raise Garbled
