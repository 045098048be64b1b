"""A bad line between an office and a hub, for tests: a real proxy on loopback that does to each
request what it is told.

``with Line(hub_port) as line: line.next("drop_reply")``, then let the office use ``line.url``.
Each request has a connection of its own to the hub. Waiting is bounded everywhere, and leaving
closes every socket and ends every thread.
"""

import contextlib
import random
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

#: The longest that one end is waited for, in seconds.
PATIENCE = 30
#: What can be done to a request.
MODES = (
    "pass",
    "drop_reply",  # the hub has it and has answered; the office sees a reset
    "cut_request",  # half of it reaches the hub, then a reset both ways
    "cut_reply",  # half of the answer's body, then a reset
    "flip_request",  # one bit of the body is another one
    "flip_reply",
    "html",  # 200 from somebody who is not the hub: a captive portal
    "hang",  # nothing for a while, then a reset; the hub never hears of it
    "refuse",  # a reset at once
    "delay",  # later than usual, whole
    "duplicate",  # the hub gets it twice, one after the other
    "replay",  # the answer to an earlier request of the same method, if there was one
    "busy",  # 503 from something in between
)
BAD = MODES[1:]
PAGE = b"<!doctype html><title>WiFi Balai Desa</title><p>Silakan masuk dahulu."
_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    head: bytes
    body: bytes

    @property
    def method(self) -> str:
        return self.head.split(b" ", 1)[0].decode()

    @property
    def path(self) -> str:
        return self.head.split(b" ", 2)[1].decode()

    def __bytes__(self) -> bytes:
        return self.head + self.body


Script = Callable[[Asked], str]


def _passing(_: Asked) -> str:
    return "pass"


def at_random(seed: int, share: float = 0.5, modes: tuple[str, ...] = BAD) -> Script:
    """So many requests of all get one of these faults; always the same ones with a seed."""
    chance = random.Random(seed)
    return lambda _: chance.choice(modes) if chance.random() < share else "pass"


def always(mode: str) -> Script:
    """Every request gets this."""
    return lambda _: mode


@dataclass
class Line:
    """The line to the hub on ``port`` of this machine. ``port`` may change: a hub that restarts."""

    port: int
    script: Script = _passing
    pause: float = 0.2
    """Seconds of ``hang`` and ``delay``."""
    seed: int = 0
    seen: list[tuple[str, Asked]] = field(default_factory=list)
    """What was done to which request."""
    sent: int = 0
    """Bytes that the office sent, with headers."""
    received: int = 0
    """Bytes that the office was sent, with headers."""

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._queue: deque[str] = deque()
        self._answers: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self._start(self._listen)

    @property
    def url(self) -> str:
        """The hub's address by this line."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def next(self, *modes: str) -> None:
        """The next requests get these, one each; then the script goes on."""
        assert set(modes) <= set(MODES), modes
        with self._lock:
            self._queue.extend(modes)

    def count(self, method: str = "", path: str = "") -> int:
        """How many requests like this came."""
        return sum(1 for _, one in self.seen if method in one.method and path in one.path)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        with self._lock:
            left = list(self._open)
        for one in left:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        self._listener.close()

    def _start(self, work: Callable[..., None], *given: object) -> None:
        self._threads = [one for one in self._threads if one.is_alive()]
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(TimeoutError):
                self._start(self._serve, self._listener.accept()[0])

    def _serve(self, office: socket.socket) -> None:
        with self._kept(office), contextlib.suppress(OSError):
            asked = _read_request(office)
            if asked is None:
                return
            mode = self._mode(asked)
            with self._lock:
                self.seen.append((mode, asked))
                self.sent += len(bytes(asked))
            getattr(self, f"_{mode}")(office, asked)

    def _mode(self, asked: Asked) -> str:
        with self._lock:
            return self._queue.popleft() if self._queue else self.script(asked)

    @contextlib.contextmanager
    def _kept(self, one: socket.socket) -> Iterator[socket.socket]:
        one.settimeout(PATIENCE)
        with self._lock:
            self._open.add(one)
        try:
            with one:
                yield one
        finally:
            with self._lock:
                self._open.discard(one)

    # What can happen

    def _pass(self, office: socket.socket, asked: Asked) -> None:
        self._answer(office, self._from_hub(bytes(asked), asked.method))

    def _drop_reply(self, office: socket.socket, asked: Asked) -> None:
        self._from_hub(bytes(asked), asked.method)
        _reset(office)

    def _cut_request(self, office: socket.socket, asked: Asked) -> None:
        whole = bytes(asked)
        least = len(asked.head) if asked.body else 0
        with self._hub() as hub:
            hub.sendall(whole[: self._chance.randrange(least, len(whole))])
            _reset(hub)
        _reset(office)

    def _cut_reply(self, office: socket.socket, asked: Asked) -> None:
        reply = self._from_hub(bytes(asked), asked.method)
        start = reply.find(_END) + len(_END)
        self._answer(office, reply[: self._chance.randrange(start, max(start + 1, len(reply)))])
        _reset(office)

    def _flip_request(self, office: socket.socket, asked: Asked) -> None:
        altered = asked.head + self._flipped(asked.body)
        self._answer(office, self._from_hub(altered, asked.method))

    def _flip_reply(self, office: socket.socket, asked: Asked) -> None:
        head, end, body = self._from_hub(bytes(asked), asked.method).partition(_END)
        self._answer(office, head + end + self._flipped(body))

    def _html(self, office: socket.socket, _: Asked) -> None:
        self._answer(office, answer(200, "text/html; charset=utf-8", PAGE))

    def _busy(self, office: socket.socket, _: Asked) -> None:
        self._answer(office, answer(503, "text/plain", b"Service Unavailable"))

    def _hang(self, office: socket.socket, _: Asked) -> None:
        self._stopped.wait(self.pause)
        _reset(office)

    def _refuse(self, office: socket.socket, _: Asked) -> None:
        _reset(office)

    def _delay(self, office: socket.socket, asked: Asked) -> None:
        self._stopped.wait(self.pause)
        self._pass(office, asked)

    def _duplicate(self, office: socket.socket, asked: Asked) -> None:
        self._from_hub(bytes(asked), asked.method)
        self._pass(office, asked)

    def _replay(self, office: socket.socket, asked: Asked) -> None:
        earlier = self._answers.get(asked.method)
        self._answer(office, earlier or self._from_hub(bytes(asked), asked.method))

    # Both ends

    @contextlib.contextmanager
    def _hub(self) -> Iterator[socket.socket]:
        with self._kept(socket.create_connection(("127.0.0.1", self.port), PATIENCE)) as hub:
            yield hub

    def _from_hub(self, request: bytes, method: str) -> bytes:
        """The whole answer; what comes before a hub died is an answer that was cut."""
        with self._hub() as hub:
            with contextlib.suppress(ConnectionError):  # it may answer before it has read all
                hub.sendall(request)
            reply = _until_closed(hub)
        self._answers[method] = reply
        return reply

    def _answer(self, office: socket.socket, reply: bytes) -> None:
        with self._lock:
            self.received += len(reply)
        office.sendall(reply)

    def _flipped(self, body: bytes) -> bytes:
        if not body:
            return body
        altered = bytearray(body)
        altered[self._chance.randrange(len(body))] ^= 1 << self._chance.randrange(8)
        return bytes(altered)


def answer(status: int, kind: str, body: bytes) -> bytes:
    """A whole HTTP answer."""
    head = (
        f"HTTP/1.1 {status} Said\r\ncontent-type: {kind}\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body


def _read_request(office: socket.socket) -> Asked | None:
    """One request with its body; the hub is asked to close after it. None where nothing came."""
    data = b""
    while _END not in data:
        more = office.recv(65_536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(_END)
    names = {
        line.partition(b":")[0].strip().lower(): line.partition(b":")[2].strip()
        for line in head.split(b"\r\n")[1:]
    }
    assert b"transfer-encoding" not in names
    parts, size = [body], int(names.get(b"content-length", 0)) - len(body)
    while size > 0:
        more = office.recv(min(size, 1 << 20))
        if not more:
            return None
        parts.append(more)
        size -= len(more)
    kept = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
    return Asked(b"\r\n".join([*kept, b"connection: close"]) + _END, b"".join(parts))


def _until_closed(hub: socket.socket) -> bytes:
    parts = []
    with contextlib.suppress(ConnectionError):
        while more := hub.recv(1 << 20):
            parts.append(more)
    return b"".join(parts)


def _reset(one: socket.socket) -> None:
    """Close so that the other end sees a reset, not an end."""
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    one.close()
