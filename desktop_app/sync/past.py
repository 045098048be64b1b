"""The hub's signed word that it knows another past of an incarnation.

A new incarnation costs keys and a number tag, so nobody on the line may cause one.
"""

import base64
import binascii
from collections.abc import Mapping
from uuid import UUID

from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import cose

#: The header that carries it beside the refusal.
HEADER = "Loket-Signed"
_SAID = b"loket incarnation\0"


def read(text: str, batch_id: str, keys: Mapping[bytes, bytes]) -> None:
    """That the hub refused this very batch so. Raises Garbled."""
    try:
        raw = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise Garbled from error
    signed = cose.parts(raw)
    if signed is None or signed.length != len(raw):
        raise Garbled
    fault = cose.fault(signed, keys)
    if fault:
        raise Garbled(f"sealed_{fault}")
    if signed.payload != _SAID + UUID(batch_id).bytes:
        raise Garbled
