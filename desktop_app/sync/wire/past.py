"""The hub's signed word that it knows another past of an incarnation.

A new incarnation costs keys and a number tag, so nobody on the line may cause one.
"""

import base64
import binascii
from collections.abc import Mapping
from uuid import UUID

from desktop_app.sync.wire import words
from desktop_app.sync.wire.errors import Garbled

#: The header that carries it beside the refusal.
HEADER = "Loket-Signed"
_ABOUT = b"loket incarnation\0"


def told(batch_id: str, signing: bytes) -> str:
    """The word about a batch that was refused so, as the header carries it."""
    raw = words.said(_ABOUT, UUID(batch_id).bytes, signing)
    return base64.urlsafe_b64encode(raw).decode()


def read(text: str, batch_id: str, keys: Mapping[bytes, bytes]) -> None:
    """That the hub refused this very batch so. Raises Garbled."""
    try:
        raw = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise Garbled from error
    word, _kid = words.heard(raw, keys, _ABOUT)
    if word != UUID(batch_id).bytes:
        raise Garbled
