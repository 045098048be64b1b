"""The hub's root code, on a sheet in a safe: everything that must survive the hub comes from it.

The code (130 random bits with a check, as on an office's recovery sheet) gives by HKDF-SHA256 the
Ed25519 root key, which certifies, and an age identity, which opens the exported keys. The hub
keeps the public halves only.
"""

from dataclasses import dataclass, field

from desktop_app.trust import keys, recovery, seal

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


@dataclass(frozen=True, slots=True)
class Root:
    """What the code gives."""

    seed: bytes = field(repr=False)
    """The Ed25519 root key."""
    identity: str = field(repr=False)
    """The age identity to which keys are exported."""

    @property
    def public(self) -> bytes:
        """The root's public half."""
        return keys.public_key(self.seed)

    @property
    def escrow(self) -> str:
        """The age recipient to which keys are exported."""
        return seal.recipient(self.identity)


def read(code: str) -> Root:
    """The root behind a code as it was typed. Raises WrongCode (``mistyped``)."""
    told = recovery.normalised(code).encode("ascii")
    identity = _identity(_derived(told, b"loket hub export"))
    return Root(_derived(told, b"loket hub root"), identity)


def _derived(secret: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)


def _identity(secret: bytes) -> str:
    """32 bytes as age writes an identity: Bech32 (BIP 173) in capitals."""
    prefix = "age-secret-key-"
    bits = int.from_bytes(secret, "big") << 4  # 256 bits fill 51 groups of five and one bit
    groups = [bits >> 5 * place & 31 for place in reversed(range(52))]
    expanded = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]
    check = _polymod([*expanded, *groups, *([0] * 6)]) ^ 1
    groups += [check >> 5 * place & 31 for place in reversed(range(6))]
    return (prefix + "1" + "".join(_BECH32[group] for group in groups)).upper()


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(_GENERATORS):
            check ^= generator if top >> at & 1 else 0
    return check
