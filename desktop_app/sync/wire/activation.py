"""The activation code with which a PC becomes a device of the hub: one use, one village.

Six groups of five characters of Crockford base 32: 12 of a random secret (60 bits), 16 of the
fingerprint of the hub's root key (80 bits), so that the PC knows the hub it was meant for before
it says anything, and two to tell a typing error.
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from desktop_app.domain.findings import Refused

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
_SECRET, _FINGERPRINT, _CHECK, _GROUP = 12, 16, 2, 5
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Activation:
    """What a code carries."""

    secret: str
    fingerprint: str
    """Of the hub's root key, as :func:`fingerprint` makes it."""


def fingerprint(root_public: bytes) -> str:
    """The name of a hub's root key: 16 characters, 80 bits of its SHA-256."""
    digest = hashlib.sha256(b"loket hub root\0" + root_public).digest()
    value = int.from_bytes(digest[:10], "big")
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in reversed(range(_FINGERPRINT)))


def new_code(root_public: bytes) -> tuple[str, str]:
    """A fresh code for this hub, grouped, and its secret."""
    secret = "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET))
    code = _checked(secret + fingerprint(root_public))
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)), secret


def read_code(text: str) -> Activation:
    """What was typed; case, spaces, dashes and I, L, O for 1, 1, 0 are forgiven.

    Raises Refused (``code_mistyped``) for anything that is not a code.
    """
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).upper().translate(_READ_AS)
    code = "".join(c for c in folded if unicodedata.category(c)[0] not in "ZPC")
    told = code[: _SECRET + _FINGERPRINT]
    if not set(code) <= set(_ALPHABET) or code != _checked(told) or len(text) > _LONGEST:
        raise Refused("code_mistyped", "code")
    return Activation(told[:_SECRET], told[_SECRET:])


def _checked(told: str) -> str:
    digest = hashlib.sha256(b"loket activation code\0" + told.encode("utf-8")).digest()
    value = int.from_bytes(digest[:2], "big")
    return told + "".join(_ALPHABET[value >> 5 * place & 31] for place in range(_CHECK))
