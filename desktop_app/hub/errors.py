"""What the hub answers when it cannot do what was asked: JSON, a status, one plain sentence.

The sentence is in the language the caller accepts, Indonesian unless it asks for English. No
answer and no line of the log holds the text of an exception: it might name a person.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from desktop_app import text
from desktop_app.domain.findings import Refused
from desktop_app.hub.ingest import Clash
from desktop_app.sync.wire import past
from desktop_app.wording.sentences import sentence

#: What a rule's status is; any other refusal is 400.
STATUS = {
    "not_signed": 401,
    "admin_password": 401,
    "device_unknown": 403,
    "device_revoked": 403,
    "code_unknown": 403,
    "code_used": 403,
    "code_expired": 403,
    "code_village": 403,
    "not_found": 404,
    "way_unknown": 404,
    "way_method": 405,
    "body_cut": 408,
    "batch_differs": 409,
    "incarnation": 409,
    "body_too_large": 413,
    "sealed_too_large": 413,
    "too_many_tries": 429,
    "unexpected": 500,
    "hub_busy": 503,
}
#: How one proves who one is, by rule.
_SCHEMES = {"not_signed": "Loket", "admin_password": 'Basic realm="Loket Desa", charset="UTF-8"'}
_BUSY_SECONDS = 5


class Error(BaseModel):
    """What went wrong."""

    rule: str = Field(description="Public name of the rule.", examples=["device_revoked"])
    message: str = Field(description="One plain sentence; Accept-Language: id (default) or en.")


class ErrorAnswer(BaseModel):
    """The body of every answer from 400 on."""

    error: Error
    # `schema` is a method's name in pydantic; on the line the key is called so all the same
    schema_: int = Field(default=1, alias="schema", description="Version of this form.")


def answer(refused: Refused, request: Request) -> JSONResponse:
    """The refusal as an answer to this request."""
    headers = {}
    if scheme := _SCHEMES.get(refused.rule):
        headers["WWW-Authenticate"] = scheme
    if refused.rule in ("too_many_tries", "hub_busy"):
        headers["Retry-After"] = str(refused.params.get("wait", _BUSY_SECONDS))
    if refused.rule in ("body_too_large", "body_cut"):
        headers["Connection"] = "close"  # else the rest would be read, however much that is
    if isinstance(refused, Clash):
        headers[past.HEADER] = refused.signed
    with text.speaking(wanted(request.headers.get("accept-language", ""))):
        told = {"rule": refused.rule, "message": sentence(refused)}
    return JSONResponse(
        {"error": told, "schema": 1}, STATUS.get(refused.rule, 400), headers=headers
    )


def documented(*statuses: int, again: str | None = None) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's words for these answers, every rule that has the status; ``again``: what is
    answered with 200 to somebody who repeats himself.
    """
    told: dict[int | str, dict[str, Any]] = {
        status: {"model": ErrorAnswer, "description": " · ".join(sorted(_rules(status)))}
        for status in statuses
    }
    if again is not None:
        told[200] = {"description": f"It was here already: {again}."}
    return told


def _rules(status: int) -> Iterator[str]:
    if status == 400:
        return iter(("sealed_altered", "sealed_newer", "sealed_not_for_us", "json", "region"))
    return (rule for rule, known in STATUS.items() if known == status)


def wanted(accepted: str) -> str:
    """The language of an Accept-Language header: the first of ours in it, else Indonesian."""
    for part in accepted[:200].split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in text.LANGUAGES:
            return tag
    return "id"


def install(app: FastAPI) -> None:
    """Make the app answer so."""

    @app.exception_handler(Refused)
    def _refused(request: Request, error: Refused) -> JSONResponse:
        return answer(error, request)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        rule = {404: "way_unknown", 405: "way_method"}.get(error.status_code, "json")
        return answer(Refused(rule), request)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, _error: RequestValidationError) -> JSONResponse:
        return answer(Refused("json"), request)
