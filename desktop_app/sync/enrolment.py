"""Becoming a device of a hub: by an activation code, or as a new incarnation of a known one."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.store import devices, hubs, keyring, outbox
from desktop_app.store.hubs import Hub
from desktop_app.store.tx import new_id
from desktop_app.sync.client import Client
from desktop_app.sync.errors import HubUnreachable
from desktop_app.sync.line import Desk, Line, believing, moment, publish, replaced_by_older, signers
from desktop_app.sync.wire import certificates, enrolment
from desktop_app.sync.wire.activation import fingerprint, read_code
from desktop_app.sync.wire.enrolment import Request, Welcome
from desktop_app.trust import keys as device_keys
from desktop_app.trust import seal

if TYPE_CHECKING:
    from desktop_app.sync.wire.certificates import HubKeys
    from desktop_app.trust.keys import DeviceKeys

#: So many older keys are tried, newest first, when a hub does not know this incarnation.
_TRIES = 8


def enrol(desk: Desk, client: Client, code: str) -> Hub:
    """Make this PC a device of the hub that the code names, and nobody else's.

    A device that the hub revoked comes back as a new incarnation, with the same code.

    Raises Refused (``code_mistyped``, ``hub_enrolled``, ``hub_key``, ``code_unknown`` …),
    HubUnreachable; then nobody else is believed here than before.
    """
    activation = read_code(code)
    _check_free(desk, activation.fingerprint)
    document = client.document("/keys")
    with believing():
        keys = certificates.hub_keys(document, known_by=activation.fingerprint)
    document, keys = _newer(desk, document, keys)
    try:
        request, own = _request(desk, secret=activation.secret)
        welcome, raw = _asked(client, request, own, keys)
    except Refused as refused:
        if refused.rule != "device_revoked":
            raise
        desk.store.new_incarnation(desk.config.now())
        request, own = _request(desk, secret=activation.secret)
        welcome, raw = _asked(client, request, own, keys)
    hub = Hub(
        root=keys.root,
        url=client.url,
        name=welcome.name,
        keys=document,
        hub_id=welcome.hub,
        device=welcome.device,
        incarnation=welcome.incarnation,
        village=welcome.village,
        enrolled_on=desk.config.today(),
        cursor="",
        epoch=welcome.epoch,
        told_at=moment(welcome.at),
    )
    _keep(desk, hub, keys, welcome, raw)
    return hub


def _newer(
    desk: Desk, document: dict[str, Any], keys: "HubKeys"
) -> "tuple[dict[str, Any], HubKeys]":
    """The newer of two lists of the same hub's keys: the one it told now, and the one kept."""
    with desk.read() as c:
        known = hubs.current(c)
    if known is None or known.root != keys.root:
        return document, keys
    kept = certificates.hub_keys(known.keys, root=known.root)
    older = replaced_by_older(kept, keys, desk.config.now())
    return (known.keys, kept) if older else (document, keys)


def check_same(desk: Desk, client: Client) -> None:
    """That the same hub answers at the client's address. Raises Refused (``hub_key``,
    ``hub_absent``), HubUnreachable."""
    with desk.read() as c:
        hub = hubs.current(c)
    if hub is None:
        raise Refused("hub_absent")
    document = client.document("/keys")
    with believing():
        certificates.hub_keys(document, root=hub.root)


def succeed(line: Line) -> None:
    """Let the hub know this incarnation by an older key of this PC.

    What was sealed under the older one is built anew. Raises Refused (``device_unknown``,
    ``device_revoked``), HubUnreachable; whatever waits goes on waiting then.
    """
    line.read_own_keys()
    for older in line.older_keys()[:_TRIES]:
        with suppress(_Unknown):
            _succeed(line, older)
            return
    raise Refused("device_unknown")


class _Unknown(Exception):
    """The hub does not know this older key either."""


def _succeed(line: Line, older: "DeviceKeys") -> None:
    public = device_keys.public_key(line.own.signing)
    vouched = enrolment.succession(public, older.signing)
    request, own = _request(line.desk, succeeds=vouched)
    line.pause()
    try:
        welcome, raw = _asked(line.client, request, own, line.keys)
    except Refused as refused:
        if refused.rule in ("device_unknown", "sealed_unknown_key"):
            raise _Unknown from None
        raise
    line.hub = replace(
        line.hub,
        hub_id=welcome.hub,
        device=welcome.device,
        incarnation=welcome.incarnation,
        name=welcome.name,
        epoch=welcome.epoch,
        told_at=moment(welcome.at),
        cursor="",  # what this PC said as another one comes back to it now
    )
    _keep(line.desk, line.hub, line.keys, welcome, raw)


def _check_free(desk: Desk, known_by: str) -> None:
    with desk.read() as c:
        hub = hubs.current(c)
    if hub is not None and fingerprint(hub.root) != known_by:
        raise Refused("hub_enrolled", None, name=hub.name)


def _request(
    desk: Desk, *, secret: str | None = None, succeeds: str | None = None
) -> "tuple[Request, DeviceKeys]":
    with desk.read() as c:
        own, here = keyring.current(c), devices.current(c)
    request = Request(
        device=here.device,
        incarnation=here.incarnation,
        village=desk.office.village.code,
        office=desk.office.name,
        tag=here.tag,
        signing=device_keys.public_key(own.signing).hex(),
        receiving=seal.recipient(own.receiving),
        secret=secret,
        succeeds=succeeds,
    )
    return request, own


def _asked(
    client: Client, request: Request, own: "DeviceKeys", keys: "HubKeys"
) -> tuple[Welcome, bytes]:
    """The hub's welcome to this very request, verified."""
    number = new_id()
    sealed = enrolment.sealed_request(
        request, request_id=number, signing=own.signing, to=keys.receiving
    )
    raw = client.send("POST", "/devices", sealed)
    with believing():
        welcome = enrolment.read_welcome(
            raw, request_id=number, keys=keys.receipts, identity=own.receiving
        )
    ours = (request.device, request.incarnation, request.village)
    if (welcome.device, welcome.incarnation, welcome.village) != ours:
        raise HubUnreachable("hub_garbled")
    return welcome, raw


def _keep(desk: Desk, hub: Hub, keys: "HubKeys", welcome: Welcome, raw: bytes) -> None:
    """One transaction: the hub, the tag for future numbers, and nothing left of the old keys."""
    with desk.write("enrolled", dated=False) as tx:
        hubs.enrol(tx, hub, raw, signers(keys))
        devices.set_tag(tx, welcome.tag)
        outbox.drop_batches(tx)
    publish(desk)
