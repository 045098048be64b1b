"""The hub as an ASGI application: the interface, one plain page, and what every answer has."""

import html
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop_app import paths
from desktop_app.hub import auth, errors, keys, log
from desktop_app.hub.database import Hub
from desktop_app.hub.endpoints import healthz, metrics, router
from desktop_app.hub.metrics import Metrics, figures
from desktop_app.hub.service import Service, Serving

VERSION = "1"
DESCRIPTION = (
    "Where the village offices of a regency hand in their registrations. Bodies of the media type "
    "`application/vnd.loket-desa` are envelopes: a signed manifest and an encrypted payload; "
    "nothing that is not signed is believed by either side. Everything under `/api/v1` is additive "
    "within the version."
)
OPENAPI = "/api/v1/openapi.json"
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


def make_app(hub: Hub) -> FastAPI:
    """The application that serves this hub; close the hub after it."""
    app = FastAPI(
        title="Loket Desa · hub",
        version=VERSION,
        description=DESCRIPTION,
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
        license_info={"name": "AGPL-3.0-or-later"},
    )
    counted = Metrics(lambda: figures(hub))
    app.state.service = Service(hub, counted, auth.secret(hub))
    app.include_router(router)
    # where those who watch over servers look for them
    app.get("/healthz", include_in_schema=False)(healthz)
    app.get("/metrics", include_in_schema=False)(metrics)
    app.get("/openapi.json", include_in_schema=False)(lambda: JSONResponse(app.openapi()))
    app.get("/", include_in_schema=False)(_page)
    errors.install(app)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]

    def answered(method: str, form: str, path: str, status: int, seconds: float) -> None:
        counted.answered(method, form, status, seconds)
        log.write(method, path, status, seconds)

    app.add_middleware(_Headers)
    app.add_middleware(log.RequestLog, told=answered)
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, without the form of refusal that FastAPI has and this hub has not."""
    if app.openapi_schema is None:
        told = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            license_info=app.license_info,
            routes=app.routes,
        )
        for way in (one for known in told["paths"].values() for one in known.values()):
            way["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            told["components"]["schemas"].pop(name, None)
        app.openapi_schema = told
    return app.openapi_schema


def _page(serving: Serving) -> HTMLResponse:
    """What this is, for somebody who opened the address in a browser."""
    with serving.hub.read() as c:
        name = keys.itself(c).name
    shown = {"name": name, "fingerprint": keys.fingerprint(serving.hub)}
    page = (paths.resources() / "templates" / "hub.html").read_text("utf-8")
    for key, value in shown.items():
        page = page.replace("{" + key + "}", html.escape(value))
    return HTMLResponse(page)


class _Headers:
    """ASGI middleware: what browsers must know of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)
