"""One hub's HTTP interface, seen from an office: requests, limits, and what an answer may be."""

import ipaddress
import json
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from desktop_app.domain.findings import Refused
from desktop_app.sync.errors import ANSWERS, HubUnreachable, Stopped
from desktop_app.sync.wire import past
from desktop_app.sync.wire.envelope import MEDIA_TYPE

if TYPE_CHECKING:
    import httpx2

_JSON = "application/json"
#: Bytes of an answer; the largest envelope is half of it.
LARGEST = 16 * 1024 * 1024
_REDIRECTS = (301, 302, 307, 308)
_MOST_REDIRECTS = 3
#: Bytes of a body that go out before somebody is asked whether to go on.
_PIECE = 16 * 1024
#: A host's name in any script; a number of IPv6 is checked by itself.
_HOST = re.compile(r"[^\W_](?:[\w.-]*\w)?\.?")
#: Idle connections are given up, in seconds, before a hub would give them up.
_IDLE = 3.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long anybody waits, in seconds: for a connection, a sign of life, a whole answer."""

    connect: float = 10.0
    read: float = 60.0
    whole: float = 600.0


def checked_url(text: str) -> str:
    """A hub's address in one spelling, without a slash at its end. Raises Refused (``url``)."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Refused("url") from None
    odd = parts.username is not None or parts.query or parts.fragment or "#" in text
    if parts.scheme not in ("http", "https") or not host or odd or not text.isprintable():
        raise Refused("url")
    if not _is_host(host):
        raise Refused("url")
    host = f"[{host}]" if ":" in host else host
    place = host if port is None else f"{host}:{port}"
    return f"{parts.scheme}://{place}{parts.path.rstrip('/')}".replace(" ", "%20")


def _is_host(host: str) -> bool:
    if ":" not in host:
        return _HOST.fullmatch(host) is not None and ".." not in host
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


@dataclass
class Client:
    """The line to the hub at an address. Connects when first asked; close it."""

    url: str
    patience: Patience = Patience()
    stop: Callable[[], bool] = lambda: False
    """Asked while a body goes out or an answer comes in; then :class:`Stopped` is raised."""
    _nonce: str = field(default="", init=False, repr=False)
    _nonce_at: float = field(default=0.0, init=False, repr=False)

    @cached_property
    def _http(self) -> "httpx2.Client":
        import httpx2

        wait = self.patience
        try:
            return httpx2.Client(
                headers={"Accept-Encoding": "identity", "User-Agent": "loket-desa"},
                timeout=httpx2.Timeout(wait.read, connect=wait.connect, pool=wait.connect),
                trust_env=not _is_loopback(urlsplit(self.url).hostname or ""),
                limits=httpx2.Limits(keepalive_expiry=_IDLE),
            )
        except (ValueError, httpx2.InvalidURL, OSError):  # a proxy setting that is none
            raise HubUnreachable from None

    def close(self) -> None:
        """Give the connections up."""
        if "_http" in self.__dict__:
            self._http.close()

    def document(self, path: str) -> dict[str, Any]:
        """A JSON object of the hub, of which nothing is proven. Raises HubUnreachable, Refused."""
        answer = self._answer("GET", path, accept=_JSON)
        try:
            found = json.loads(answer)
        except (ValueError, RecursionError):
            raise HubUnreachable("hub_garbled") from None
        if not isinstance(found, dict):
            raise HubUnreachable("hub_garbled")
        return found

    def get(self, path: str, *, headers: Mapping[str, str] | None = None) -> bytes:
        """Sealed bytes from the hub, still to be opened. Raises HubUnreachable, Refused."""
        return self._answer("GET", path, headers=headers)

    def send(
        self, method: str, path: str, body: bytes, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Hand over sealed bytes; what the hub answered, still to be opened.

        The same bytes may be handed over any number of times. Raises HubUnreachable, Refused.
        """
        return self._answer(method, path, body=body, headers=headers)

    def nonce(self, lasting: float) -> str:
        """A nonce of the hub, fetched anew after ``lasting`` seconds."""
        now = time.monotonic()
        if not self._nonce or now - self._nonce_at > lasting:
            found = self.document("/nonce").get("nonce")
            if not isinstance(found, str) or not 0 < len(found) <= 512:
                raise HubUnreachable("hub_garbled")
            self._nonce, self._nonce_at = found, now
        return self._nonce

    def forget_nonce(self) -> None:
        """The hub does not take it any more."""
        self._nonce = ""

    def _answer(
        self,
        method: str,
        path: str,
        *,
        accept: str = MEDIA_TYPE,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        own = {"Accept": f"{accept}, {_JSON}" if accept != _JSON else _JSON, **(headers or {})}
        if body is not None:
            own |= {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body))}
        url = f"{self.url}/api/v1{path}"
        for _ in range(_MOST_REDIRECTS + 1):
            content = None if body is None else self._pieces(body)
            with _told(), self._http.stream(method, url, content=content, headers=own) as response:
                if response.status_code not in _REDIRECTS:
                    return _content(response, accept, self._until())
                url = _same_host(url, response.headers.get("location", ""))
        raise HubUnreachable("hub_garbled")

    def _pieces(self, body: bytes) -> Iterator[bytes]:
        """The body piece by piece, as long as nobody asks for an end."""
        for start in range(0, len(body), _PIECE):
            if self.stop():
                raise Stopped
            yield body[start : start + _PIECE]

    def _until(self) -> Callable[[], None]:
        """Asked with each portion of an answer. Raises HubUnreachable, Stopped."""
        until = time.monotonic() + self.patience.whole

        def going_on() -> None:
            if self.stop():
                raise Stopped
            if time.monotonic() > until:
                raise HubUnreachable

        return going_on


def _is_loopback(host: str) -> bool:
    """Whether the host is this very PC, which no proxy leads to."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _same_host(url: str, location: str) -> str:
    """Where the same host, as safely as before, asks us to go. Raises HubUnreachable."""
    try:
        there = urljoin(url, location)
        before, after = urlsplit(url), urlsplit(there)
        same = location and after.hostname == before.hostname and after.username is None
    except ValueError:
        raise HubUnreachable("hub_garbled") from None
    safe = after.scheme == "https" or (after.scheme == "http" and before.scheme == "http")
    if not same or not safe:
        raise HubUnreachable("hub_garbled")
    return there


def _content(response: "httpx2.Response", accept: str, going_on: Callable[[], None]) -> bytes:
    """The bytes of a good answer; everything else as the exception it stands for."""
    status, kind = response.status_code, _kind(response)
    if status == 408:
        raise HubUnreachable
    if status >= 500:
        raise HubUnreachable("hub_busy", stumbled=status == 500)
    if status == 429:
        raise Refused("too_many_tries", None, wait=_seconds(response))
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise HubUnreachable("hub_garbled")
    if status >= 400 and kind == _JSON:
        raise _refusal(_limited(response, going_on), response.headers.get(past.HEADER.lower(), ""))
    if status not in (200, 201) or kind != accept:
        raise HubUnreachable("hub_garbled")
    return _limited(response, going_on)


def _kind(response: "httpx2.Response") -> str:
    said: str = response.headers.get("content-type", "")
    return said.partition(";")[0].strip().lower()


def _seconds(response: "httpx2.Response") -> int | None:
    said: str = response.headers.get("retry-after", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else None


def _limited(response: "httpx2.Response", going_on: Callable[[], None]) -> bytes:
    """The whole body, unless it is larger, or takes longer, than anything a hub would send."""
    found = bytearray()
    for portion in response.iter_raw():
        found += portion
        if len(found) > LARGEST:
            raise HubUnreachable("hub_garbled")
        going_on()
    return bytes(found)


def _refusal(content: bytes, signed: str) -> Refused:
    """The hub's own word against a request, where it is one we know; ``signed`` is the header
    that may prove it, still to be verified."""
    try:
        rule = json.loads(content)["error"]["rule"]
    except (ValueError, KeyError, TypeError, RecursionError):
        rule = None
    if rule == "incarnation":
        return Refused(rule, None, signed=signed)
    if isinstance(rule, str) and rule in ANSWERS:
        return Refused(rule)
    return HubUnreachable("hub_busy" if rule == "hub_busy" else "hub_garbled")


@contextmanager
def _told() -> Iterator[None]:
    """Say the library's errors as ours. Nothing of a request stands in them."""
    import httpx2

    try:
        yield
    except httpx2.RemoteProtocolError as error:
        raise HubUnreachable(_protocol_rule(error)) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise HubUnreachable("hub_tls" if _is_tls(error) else "hub_unreachable") from None


def _protocol_rule(error: Exception) -> str:
    """A connection that ended early is a bad line; an answer that is no HTTP is not the hub."""
    text = str(error).lower()
    cut = "disconnected" in text or "closed connection" in text or "without" in text
    return "hub_unreachable" if cut else "hub_garbled"


def _is_tls(error: BaseException | None) -> bool:
    seen = 0
    while error is not None and seen < 8:
        if isinstance(error, ssl.SSLError):
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False


@contextmanager
def connected(
    url: str, patience: Patience | None = None, stop: Callable[[], bool] = lambda: False
) -> Iterator[Client]:
    """A line that is closed again, whatever happens."""
    client = Client(url, patience or Patience(), stop)
    try:
        yield client
    finally:
        client.close()
