"""The hub's HTTP interface, version 1. What is said in bytes is sealed and signed by itself.

Every endpoint is a plain function in a thread of the pool: SQLite and Argon2 wait, the loop does
not. Texts here are for programmers, in English, and stand in the OpenAPI document.
"""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from desktop_app.domain.findings import Refused
from desktop_app.hub import auth, coverage, devices, feed, ingest, keys, limits, photos
from desktop_app.hub.errors import documented
from desktop_app.hub.service import (
    Administrator,
    Body,
    Serving,
    Session,
    SmallBody,
    address,
    enrolment_try,
)
from desktop_app.sync.wire.envelope import MEDIA_TYPE, SCHEMA

router = APIRouter(prefix="/api/v1")

UUID_FORM = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
SHA256_FORM = r"^[0-9a-f]{64}$"
BatchId = Annotated[
    str, Path(description="The batch's UUID.", json_schema_extra={"format": "uuid"})
]
Sha256 = Annotated[str, Path(description="SHA-256 of the JPEG's bytes, hexadecimal.")]


class SealedResponse(Response):
    """Bytes of the forms on the line."""

    media_type = MEDIA_TYPE


class Nonce(BaseModel):
    """A nonce to be signed by the device's key."""

    nonce: str = Field(description="Good for ten minutes, and for many requests.")
    schema_: int = Field(
        default=SCHEMA, alias="schema", description="Newest schema this hub reads."
    )


class Health(BaseModel):
    """The hub answers."""

    status: str = "ok"
    schema_: int = Field(default=SCHEMA, alias="schema")


class Keys(BaseModel):
    """The hub's public keys; believe nothing of it that the root did not sign."""

    schema_: int = Field(alias="schema")
    root: str = Field(description="Ed25519 root key, hexadecimal.")
    certificates: list[str] = Field(description="COSE_Sign1 by the root, base64url each.")
    papers: str = Field(description="COSE_Sign1 by the receipts key: keys of the devices.")


class Village(BaseModel):
    """How far one village has come."""

    code: str
    name: str
    registered: int = Field(description="All people, whatever became of them.")
    submitted: int
    members: int
    ended: int
    active: int = Field(
        description="Members of whom the village recorded a payment of the present month."
    )
    devices: int = Field(description="Devices that may deliver.")
    last_batch: str | None = Field(description="When its newest batch came, ISO 8601 in UTC.")


class Coverage(BaseModel):
    """Counts per village; no person."""

    region: str
    villages: list[Village]
    total: dict[str, int]
    schema_: int = Field(default=1, alias="schema")


def _sealed(text: str, most: int = limits.LARGEST_BODY) -> dict[str, Any]:
    """OpenAPI's word for a body of bytes."""
    form = {"schema": {"type": "string", "format": "binary", "maxLength": most}}
    return {"requestBody": {"required": True, "description": text, "content": {MEDIA_TYPE: form}}}


@router.get("/nonce", tags=["devices"], summary="A nonce for a short session")
def nonce(serving: Serving) -> Nonce:
    """Sign it with the device's key and show it in the Authorization header."""
    return Nonce(nonce=auth.new_nonce(serving.secret, serving.hub.now()))


@router.get("/keys", tags=["keys"], summary="The hub's public keys")
def public_keys(serving: Serving) -> Keys:
    """Everything one needs to verify receipts and papers, certified by the hub's root key."""
    return Keys(**keys.document(serving.hub))


@router.post(
    "/devices",
    tags=["devices"],
    summary="Enrol a device",
    status_code=201,
    response_class=SealedResponse,
    dependencies=[Depends(enrolment_try)],
    responses=documented(400, 403, 413, 429, 503),
    openapi_extra=_sealed(
        "A sealed enrolment request, with an activation code's secret.", limits.LARGEST_REQUEST
    ),
)
def enrol(request: Request, serving: Serving, raw: SmallBody) -> SealedResponse:
    """The answer is a sealed welcome. The same request again gets the same welcome."""
    welcome = devices.enrol(serving.hub, raw)
    serving.enrolments.give_back(address(request))
    return SealedResponse(welcome, 201)


@router.put(
    "/batches/{batch_id}",
    tags=["batches"],
    summary="Deliver a sealed batch",
    status_code=201,
    response_class=SealedResponse,
    responses=documented(400, 403, 409, 413, 503, again="the same receipt"),
    openapi_extra=_sealed("A sealed batch of changes."),
)
def put_batch(batch_id: BatchId, serving: Serving, raw: Body) -> SealedResponse:
    """The answer is the sealed receipt, with a verdict for each change that was not simply
    accepted. Idempotent: the same bytes give the same receipt; other bytes under the same id, and
    a clash of sequence (`incarnation`), give 409. The latter is signed, because the office acts
    on it by itself: `Loket-Signed` is base64url(COSE_Sign1 by the receipts key over
    `loket incarnation` NUL and the 16 bytes of the batch's UUID)."""
    _check(UUID_FORM, batch_id)
    taken = ingest.take(serving.hub, batch_id, raw)
    return SealedResponse(taken.receipt, 201 if taken.first else 200)


@router.get(
    "/batches/{batch_id}/receipt",
    tags=["batches"],
    summary="A batch's receipt once more",
    response_class=SealedResponse,
    responses=documented(401, 403, 404, 503),
)
def get_receipt(batch_id: BatchId, device: Session, serving: Serving) -> SealedResponse:
    """The very bytes that were given when the batch came."""
    _check(UUID_FORM, batch_id)
    found = ingest.receipt_of(serving.hub, device, batch_id)
    if found is None:
        raise Refused("not_found", None, id=batch_id)
    return SealedResponse(found)


@router.put(
    "/photos/{sha256}",
    tags=["batches"],
    summary="Deliver a photo",
    status_code=201,
    response_class=SealedResponse,
    responses=documented(400, 401, 403, 413, 503, again="the same word"),
    openapi_extra=_sealed("A sealed JPEG."),
)
def put_photo(sha256: Sha256, device: Session, serving: Serving, raw: Body) -> SealedResponse:
    """The answer is the hub's signed word that it keeps the picture."""
    _check(SHA256_FORM, sha256)
    acknowledged, first = photos.take(serving.hub, sha256, raw)
    return SealedResponse(acknowledged, 201 if first else 200)


@router.get(
    "/changes",
    tags=["feed"],
    summary="What is new for this device's village",
    response_class=SealedResponse,
    responses=documented(401, 403, 503),
)
def changes(
    device: Session,
    serving: Serving,
    after: Annotated[str, Query(description="Cursor of the last page; empty: all.")] = "",
) -> SealedResponse:
    """A sealed page of the feed with the cursor for the next one."""
    return SealedResponse(feed.page(serving.hub, device, after[:400]))


@router.get(
    "/coverage",
    tags=["coverage"],
    summary="How far each village has come",
    responses=documented(400, 401, 429, 503),
)
def get_coverage(
    _admin: Administrator,
    serving: Serving,
    region: Annotated[
        str, Query(description="Code of a province, regency, district or village; empty: all.")
    ] = "",
) -> Coverage:
    """Counts only; for administrators."""
    found = coverage.coverage(serving.hub, region)
    villages = [Village.model_validate(one, from_attributes=True) for one in found]
    return Coverage(region=region, villages=villages, total=coverage.total(found))


@router.get("/healthz", tags=["operation"], summary="Whether the hub answers")
def healthz(serving: Serving) -> Health:
    """200 where the database answers too, else 503."""
    with serving.hub.read() as c:
        keys.itself(c)
    return Health()


@router.get(
    "/metrics",
    tags=["operation"],
    summary="Figures for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(serving: Serving) -> Response:
    """Counts and times, no person. Let the proxy keep it inside."""
    return Response(serving.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _check(form: str, given: str) -> None:
    if not re.fullmatch(form, given, re.ASCII):
        raise Refused("not_found", None, id="…")
