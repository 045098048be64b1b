"""The keys of one device: Ed25519 to sign papers, X25519 (age) to receive. Kept in the database."""

import hashlib
from dataclasses import dataclass, field

from desktop_app.trust import seal


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """A device's two secrets; they never show in a log, because they are not in the repr."""

    signing: bytes = field(repr=False)
    """The Ed25519 private key, 32 bytes."""
    receiving: str = field(repr=False)
    """The age identity, ``AGE-SECRET-KEY-1…``; :func:`seal.recipient` gives its public half."""


def generate() -> DeviceKeys:
    """Fresh random keys for a device or a new incarnation of one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return DeviceKeys(Ed25519PrivateKey.generate().private_bytes_raw(), seal.new_identity())


def public_key(signing: bytes) -> bytes:
    """The 32 bytes with which others check this key's signatures."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw()


def kid(public: bytes) -> bytes:
    """A public key's name in a signature: the first 8 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:8]
