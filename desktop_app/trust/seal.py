"""Sealing bytes to a receiver's public key with age (X25519, ChaCha20-Poly1305).

Identities and recipients are age's own texts, ``AGE-SECRET-KEY-1…`` and ``age1…``.
"""

from typing import cast


def new_identity() -> str:
    """A fresh secret identity."""
    import pyrage

    return str(pyrage.x25519.Identity.generate())


def recipient(identity: str) -> str:
    """The public half, to which others seal."""
    import pyrage

    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def seal(data: bytes, to: str) -> bytes:
    """``data`` as only the holder of the recipient's identity can read it."""
    import pyrage

    try:
        return cast(bytes, pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(to)]))
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise ValueError("not a recipient") from error


def unseal(sealed: bytes, identity: str) -> bytes:
    """What was sealed to this identity; ValueError for another's or an altered one."""
    import pyrage

    try:
        return cast(bytes, pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.IdentityError, pyrage.DecryptError) as error:
        raise ValueError("not sealed to this identity, or altered") from error
