"""One exchange with the hub: the line, whose word is believed on it, and when to end.

Nothing here holds a transaction while the hub is waited for.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from desktop_app.domain.findings import Refused
from desktop_app.store import devices, hubs, keyring
from desktop_app.store.keyring import Signer
from desktop_app.sync.client import Client
from desktop_app.sync.errors import AnotherPast, HubUnreachable, Stopped
from desktop_app.sync.wire import certificates, envelope, past, session
from desktop_app.sync.wire.certificates import HubKeys
from desktop_app.sync.wire.envelope import Manifest, Opened
from desktop_app.sync.wire.errors import Garbled

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.config import Config
    from desktop_app.domain.office import Office
    from desktop_app.store.engine import Store
    from desktop_app.store.hubs import Hub
    from desktop_app.store.tx import Tx
    from desktop_app.trust.keys import DeviceKeys

Found = TypeVar("Found")
#: A nonce of the hub lasts ten minutes there; it is used for this many seconds.
SESSION = 480.0
#: The hub's keys are asked for again after this long.
KEYS_LAST = timedelta(days=1)
_DAY = timedelta(days=1)
_FETCHED = "fetched"


class Desk(Protocol):
    """Whose office it is: an opened store, and a way to write to it."""

    config: "Config"
    store: "Store"

    @property
    def office(self) -> "Office":
        """The office as it is recorded now."""

    def read(self) -> "AbstractContextManager[Connection]":
        """A consistent view of the register."""

    def write(self, action: str, *, dated: bool = True) -> "AbstractContextManager[Tx]":
        """One transaction; what is not ``dated`` here needs no clock that can be right."""


@dataclass
class Line:
    """An office's line to its hub, for one exchange."""

    desk: Desk
    client: Client
    hub: "Hub"
    stop: Callable[[], bool] = lambda: False
    told_at: datetime | None = field(default=None, init=False)
    """The last moment the hub told under its signature in this exchange."""
    heard_at: datetime | None = field(default=None, init=False)
    """What this PC's clock said then."""
    keys: HubKeys = field(init=False)

    def __post_init__(self) -> None:
        self.keys = certificates.hub_keys(self.hub.keys, root=self.hub.root)
        self.read_own_keys()

    def read_own_keys(self) -> None:
        """Know the keys of every incarnation of this PC, the newest first."""
        with self.desk.read() as c:
            self._all = keyring.all_keys(c)
            self.here = devices.current(c)
        self.own = self._all[-1][1]
        self._identities = [one.receiving for _, one in reversed(self._all)]

    def older_keys(self) -> "list[DeviceKeys]":
        """Keys that may vouch for the present ones: the enrolled incarnation's, then the newest."""
        older = [(i, k) for i, k in reversed(self._all) if i != self.here.incarnation]
        older.sort(key=lambda one: one[0] != self.hub.incarnation)
        return [one for _, one in older]

    def pause(self) -> None:
        """Between two requests. Raises :class:`Stopped` where somebody asked for an end."""
        if self.stop():
            raise Stopped

    def get(self, path: str) -> bytes:
        """Sealed bytes that only a known device may ask for. Raises HubUnreachable, Refused."""
        return self._as_device(lambda headers: self.client.get(path, headers=headers))

    def put(self, path: str, body: bytes) -> bytes:
        """Hand over bytes that only a known device may. Raises HubUnreachable, Refused."""
        return self._as_device(lambda headers: self.client.send("PUT", path, body, headers=headers))

    def _as_device(self, ask: Callable[[Mapping[str, str]], bytes]) -> bytes:
        try:
            return ask(self._authorization())
        except Refused as refused:
            if refused.rule != "not_signed":
                raise
        self.client.forget_nonce()
        return ask(self._authorization())

    def _authorization(self) -> dict[str, str]:
        nonce = self.client.nonce(SESSION)
        return {"Authorization": session.authorization(nonce, self.own.signing)}

    def opened(self, raw: bytes, kind: str) -> Opened:
        """What is in the hub's envelope, signed by it for us.

        Where the signer is not known the hub's keys are asked for first. Raises HubUnreachable
        (``hub_garbled``) for what is not its word, Refused (``sealed_newer``, ``hub_key``).
        """
        opened = self.believed(
            lambda keys: envelope.opened(raw, keys=keys.receipts, identities=self._identities)
        )
        if opened.manifest.kind != kind or opened.manifest.device != self.hub.device:
            raise HubUnreachable("hub_garbled")
        return opened

    def believed(self, read: Callable[[HubKeys], Found]) -> Found:
        """What ``read`` finds with the hub's keys, and with its newest keys if it must."""
        with believing():
            try:
                return read(self.keys)
            except Garbled as garbled:
                if garbled.rule != "sealed_unknown_key":
                    raise
            self.refresh_keys()
            return read(self.keys)

    def refresh_keys(self) -> None:
        """Ask for the hub's keys now; an older list than ours is passed over.

        Raises HubUnreachable, Refused (``hub_key``).
        """
        document = self.client.document("/keys")
        with believing():
            told = certificates.hub_keys(document, root=self.hub.root)
        if replaced_by_older(self.keys, told, self.desk.config.now()):
            return
        self.keys = told
        document[_FETCHED] = self.desk.config.now().astimezone(UTC).isoformat()
        with self.desk.write("hub_keys", dated=False) as tx:
            hubs.set_keys(tx, document, signers(self.keys))
        self.hub = replace(self.hub, keys=document)
        publish(self.desk)

    def keys_are_old(self) -> bool:
        """Whether the hub's keys were not asked for since yesterday."""
        said = self.hub.keys.get(_FETCHED)
        try:
            fetched = datetime.fromisoformat(said) if isinstance(said, str) else None
        except ValueError:
            fetched = None
        if fetched is None or fetched.tzinfo is None:
            return True
        return abs(self.desk.config.now() - fetched) > KEYS_LAST

    def heard(self, at: datetime) -> None:
        """The hub told its moment, and signed it."""
        self.told_at, self.heard_at = at, self.desk.config.now()

    def reread(self) -> None:
        """Know anew what stands of the hub: how far its feed was read, in which epoch."""
        with self.desk.read() as c:
            self.hub = hubs.current(c) or self.hub

    def another_past(self, batch_id: str, signed: str) -> Refused:
        """What to make of the word that this incarnation's numbers are taken: only the hub's own
        signature counts."""
        try:
            self.believed(lambda keys: past.read(signed, batch_id, keys.receipts))
        except HubUnreachable as error:
            return error
        return AnotherPast()

    def manifest(self, kind: str, number: str, **told: Any) -> Manifest:
        """A manifest of this device as it is now."""
        return Manifest(
            kind=kind,
            id=number,
            device=self.hub.device,
            incarnation=self.here.incarnation,
            village=self.hub.village,
            **told,
        )


@contextmanager
def believing() -> Iterator[None]:
    """What does not hold was not said by the hub, and nothing of it was used.

    Raises HubUnreachable (``hub_garbled``); Garbled (``sealed_newer``) stays what it is.
    """
    try:
        yield
    except Garbled as garbled:
        if garbled.rule == "sealed_newer":
            raise
        raise HubUnreachable("hub_garbled") from None


def signers(keys: HubKeys) -> list[Signer]:
    """Who signs papers by the hub's word: the hub confirmed ones, every device its own."""
    hub = [Signer(public=key, kind="hub", name=keys.name) for key in keys.credentials.values()]
    offices = [
        Signer(public=one.public, kind="office", name=one.office, good_until=one.good_until)
        for one in keys.papers
    ]
    return hub + offices


def publish(desk: Desk) -> None:
    """Let papers of this office and of the hub be checked without a log-in."""
    with desk.read() as c:
        keyring.publish(c, desk.store.folder)


def moment(text: str) -> datetime:
    """A moment the hub told. Raises HubUnreachable (``hub_garbled``) for what is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise HubUnreachable("hub_garbled") from None
    if at.tzinfo is None:
        raise HubUnreachable("hub_garbled")
    return at.astimezone(UTC)


def digest(raw: bytes) -> str:
    """The name of very bytes: SHA-256, hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def chunks(items: Sequence[int], size: int) -> list[Sequence[int]]:
    """The items in stretches of at most ``size``."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def replaced_by_older(known: HubKeys, told: HubKeys, now: datetime) -> bool:
    """Whether a list must not replace the one we know. A known one of a day to come is of a hub
    whose clock was wrong; it stands in nobody's way."""
    if not told.older_than(known):
        return False
    wrong = known.told_at > (now.astimezone(UTC) + _DAY).isoformat()
    return told.turn < known.turn or not wrong
