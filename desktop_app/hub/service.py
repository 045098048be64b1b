"""What a running hub's endpoints share, and what they ask before they answer."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader
from fastapi.security.http import HTTPBase

from desktop_app.hub import admins, auth, devices, limits
from desktop_app.hub.database import Hub
from desktop_app.hub.devices import Device
from desktop_app.hub.limits import Tries
from desktop_app.hub.metrics import Metrics

#: Tries that were wrong are counted over ten minutes; a whole district may share one address.
_WINDOW = 600.0


@dataclass(slots=True)
class Service:
    """One running hub."""

    hub: Hub
    metrics: Metrics
    secret: bytes = field(repr=False)
    """Makes and checks nonces."""
    enrolments: Tries = field(default_factory=lambda: Tries(20, 500, _WINDOW))
    logins: Tries = field(default_factory=lambda: Tries(10, 200, _WINDOW))


def _service(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


Serving = Annotated[Service, Depends(_service)]


async def _body(request: Request) -> bytes:
    return await _bytes(request, limits.LARGEST_BODY)


async def _small_body(request: Request) -> bytes:
    return await _bytes(request, limits.LARGEST_REQUEST)


async def _bytes(request: Request, most: int) -> bytes:
    told = request.headers.get("content-length")
    return await limits.body(aiter(request.stream()), told, most)


#: The bytes of a request; raises Refused ``body_too_large`` before they are read, ``body_cut``.
Body = Annotated[bytes, Depends(_body)]
#: The same for what anybody may send.
SmallBody = Annotated[bytes, Depends(_small_body)]

_SESSION = APIKeyHeader(
    name="Authorization",
    scheme_name="LoketSession",
    description="`Loket ` + base64url(COSE_Sign1 by the device's key over the nonce of "
    "`GET /api/v1/nonce`). Good for ten minutes.",
    auto_error=False,
)
_BASIC = HTTPBase(
    scheme="basic",
    scheme_name="Administrator",
    description="Name and password of an administrator (`loket-hub admin create`).",
    auto_error=False,
)


def _session(
    request: Request, serving: Serving, _shown: Annotated[str | None, Security(_SESSION)]
) -> Device:
    """The device that asks. Raises Refused ``not_signed``, ``device_unknown``,
    ``device_revoked``."""
    hub = serving.hub
    signed = auth.signer(request.headers.get("authorization"), serving.secret, hub.now())
    with hub.read() as c:
        device = devices.sender(c, signed.kid)
    auth.verify(signed, device.public)
    return device


Session = Annotated[Device, Depends(_session)]


def address(request: Request) -> str:
    """Whom tries are counted for."""
    return request.client.host if request.client else "-"


def _admin(request: Request, serving: Serving, _shown: Annotated[object, Security(_BASIC)]) -> str:
    """The administrator who asks. Raises Refused ``admin_password``, ``too_many_tries``."""
    name, password = auth.name_and_password(request.headers.get("authorization"))
    serving.logins.take(address(request))
    found = admins.check(serving.hub, name, password)
    serving.logins.give_back(address(request))
    return found


Administrator = Annotated[str, Depends(_admin)]


def enrolment_try(request: Request, serving: Serving) -> None:
    """Count a try to enrol, before its body is read. Raises Refused ``too_many_tries``."""
    serving.enrolments.take(address(request))
