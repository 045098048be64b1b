"""What an office does on the line, without an office's program."""

import base64

from desktop_app.hub import devices
from desktop_app.hub.changes import new_id
from desktop_app.sync.wire import activation, envelope
from desktop_app.sync.wire import session as form
from desktop_app.sync.wire.envelope import Manifest

API = "/api/v1"


def session(line, office):
    """Headers of a short session."""
    nonce = line.get(f"{API}/nonce").json()["nonce"]
    return {"Authorization": form.authorization(nonce, office.own.signing)}


def basic(name, password):
    """Headers of an administrator."""
    shown = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {shown}"}


def request(hub, office, code=None, request_id=None):
    """The sealed request of an office that is not enrolled yet."""
    code = code or devices.new_code(hub, office.village)
    secret = activation.read_code(code).secret
    return office.sealed_request(request_id or new_id(), secret=secret)


def photo(office, jpeg):
    """A sealed picture."""
    manifest = Manifest(
        kind="photo",
        id=new_id(),
        device=office.device,
        incarnation=office.incarnation,
        village=office.village,
        count=1,
    )
    return envelope.sealed(manifest, jpeg, signing=office.own.signing, to=office.keys.receiving)
