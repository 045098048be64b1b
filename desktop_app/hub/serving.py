"""The hub's process: a socket, a server on it, and an end without a fuss."""

import errno
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from desktop_app.domain.findings import Refused

#: Seconds given to requests under way when the process is to end.
_GRACE = 10
#: Seconds an idle connection is kept: a village's next page comes within it.
_IDLE = 30
#: Answers under way at the same time; more are told to come again.
_MOST = 500
_STOPS = (signal.SIGTERM, signal.SIGINT)


def serve(app: FastAPI, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve until SIGTERM or SIGINT; ``ready`` gets the port once requests are accepted.

    Port 0 takes any free one. Raises Refused ``port_taken``, ``host``.
    """
    with _bound(host, port) as listening:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=_GRACE,
            timeout_keep_alive=_IDLE,
            limit_concurrency=_MOST,
        )
        server = _Server(config)
        server.told = lambda: ready(listening.getsockname()[1])
        with _stoppable():
            server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells when it accepts requests."""

    told: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self.told()


def end_with_standard_input() -> None:
    """End once nobody holds the other end of standard input: whoever began this process is gone."""

    def watch() -> None:
        while sys.stdin.buffer.read(1024):
            pass
        signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, *_rest, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise Refused("host", None, value=host) from None
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        if hasattr(signal, "SIGHUP"):  # on Windows the option means another thing
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError as error:
            rule = "port_taken" if error.errno in (errno.EADDRINUSE, errno.EACCES) else "host"
            raise Refused(rule, None, port=port, value=host) from None
        listening.set_inheritable(True)
        yield listening


@contextmanager
def _stoppable() -> Iterator[None]:
    """The server raises the signal again that ended it; the end is what was wanted."""

    def passed(_number: int, _frame: Any) -> None:
        return

    before = {number: signal.signal(number, passed) for number in _STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
