"""One line for each request, and a count: how it ended and how long it took; nothing of a person.

A line holds the path only where its parts are ids of ours; anything else that somebody typed into
an address is left out.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop_app.domain.findings import Refused
from desktop_app.hub import errors, trace

#: Method, path as the app knows it, path as it came, status, seconds.
Told = Callable[[str, str, str, int, float], None]
_ID = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_METHODS = ("GET", "HEAD", "PUT", "POST", "OPTIONS")


class RequestLog:
    """ASGI middleware: tells of each request, and turns what nobody caught into an answer."""

    def __init__(self, app: ASGIApp, told: Told) -> None:
        self._app, self._told = app, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            trace.log_unexpected(error)
            if status:
                raise ConnectionAbortedError from None
            await errors.answer(Refused("unexpected"), Request(scope))(scope, receive, sending)
        finally:
            form, path = _paths(scope)
            method = scope["method"] if scope["method"] in _METHODS else "-"
            self._told(method, form, path, status, time.perf_counter() - began)


def _paths(scope: Scope) -> tuple[str, str]:
    form = getattr(scope.get("route"), "path", None)
    if form is None:
        return "-", "-"
    ours = all(_ID.fullmatch(str(part)) for part in scope.get("path_params", {}).values())
    return form, scope["path"] if ours else form


def write(method: str, path: str, status: int, seconds: float) -> None:
    """One JSON line on standard error."""
    line: dict[str, Any] = {
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        "method": method,
        "path": path,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    print(json.dumps(line), file=sys.stderr, flush=True)  # noqa: T201 - the hub's log
