"""One slot: a password's Argon2id key wraps an age identity; the database key is sealed to it."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from secrets import token_bytes
from typing import Any

from desktop_app.trust import seal

KEY_LENGTH = 32
_NONCE = 12
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{20,100}", re.ASCII)
_MOST_MEMORY = 512 * 1024  # KiB: a file may not ask for more than a 4 GB computer can give
_MOST_TIME = 32
_MOST_LANES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs (Argon2id, RFC 9106): passes, memory in KiB, lanes.

    It stands in each slot, so a later version can ask more of new passwords. The default is the
    RFC's second recommended choice, for computers without gigabytes to spare.
    """

    time: int = 3
    memory: int = 64 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse what could exhaust the computer, and what Argon2 cannot do (ValueError)."""
        if not (
            1 <= self.time <= _MOST_TIME
            and 1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory <= _MOST_MEMORY
        ):
            raise ValueError("Argon2 parameters out of range")


DEFAULT_COST = Cost()


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot as the file keeps it: nothing in it is secret without the password."""

    label: bytes
    """Keyed hash of the account's name."""
    cost: Cost
    salt: bytes
    wrapped: bytes
    """Nonce and AES-256-GCM of the age identity; label, cost and recipient are bound to it."""
    recipient: str
    sealed: bytes
    """The database key, for the recipient."""
    proof: bytes
    """HMAC by the database key: whoever added this slot held the key."""
    next_sealed: bytes | None = None
    """The coming key while a re-keying is under way."""
    next_proof: bytes | None = None

    @property
    def pending(self) -> bool:
        """Whether a re-keying was begun and not yet settled."""
        return self.next_sealed is not None

    def proven(self, key: bytes) -> bool:
        """Whether this slot was made by somebody who held ``key``."""
        return hmac.compare_digest(self.proof, _proof(key, self.label, self.recipient))

    def identity(self, secret: bytes) -> str | None:
        """The age identity that ``secret`` unwraps; None when it is another secret."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce, body = self.wrapped[:_NONCE], self.wrapped[_NONCE:]
        bound = _bound(self.label, self.cost, self.recipient)
        try:
            return (
                AESGCM(derived(secret, self.salt, self.cost)).decrypt(nonce, body, bound).decode()
            )
        except InvalidTag:
            return None

    def preparing(self, key: bytes) -> "Slot":
        """The same with the coming key beside the present one."""
        return replace(
            self,
            next_sealed=seal.seal(key, self.recipient),
            next_proof=_proof(key, self.label, self.recipient),
        )

    def committed(self) -> "Slot":
        """The same with the coming key in place of the present one."""
        if self.next_sealed is None or self.next_proof is None:
            return self
        return replace(self.aborted(), sealed=self.next_sealed, proof=self.next_proof)

    def aborted(self) -> "Slot":
        """The same without the coming key."""
        return replace(self, next_sealed=None, next_proof=None)

    def as_json(self) -> dict[str, Any]:
        """Plain values for the file."""
        body: dict[str, Any] = {
            "label": _text(self.label),
            "kdf": {
                "name": "argon2id",
                "time": self.cost.time,
                "memory": self.cost.memory,
                "lanes": self.cost.lanes,
                "salt": _text(self.salt),
            },
            "identity": _text(self.wrapped),
            "recipient": self.recipient,
            "key": _text(self.sealed),
            "proof": _text(self.proof),
        }
        if self.next_sealed is not None and self.next_proof is not None:
            body["next"] = {"key": _text(self.next_sealed), "proof": _text(self.next_proof)}
        return body


def make(label: bytes, secret: bytes, key: bytes, cost: Cost) -> Slot:
    """A slot through which ``secret`` gives ``key``, with an identity of its own."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(key) != KEY_LENGTH:
        raise ValueError("a database key has 32 bytes")
    identity = seal.new_identity()
    to = seal.recipient(identity)
    salt, nonce = token_bytes(16), token_bytes(_NONCE)
    cipher = AESGCM(derived(secret, salt, cost))
    return Slot(
        label=label,
        cost=cost,
        salt=salt,
        wrapped=nonce + cipher.encrypt(nonce, identity.encode(), _bound(label, cost, to)),
        recipient=to,
        sealed=seal.seal(key, to),
        proof=_proof(key, label, to),
    )


def read(raw: Any) -> Slot:
    """A slot from the file's plain values. ValueError, TypeError or KeyError when it is not one."""
    kdf, coming = raw["kdf"], raw.get("next")
    numbers = [kdf["time"], kdf["memory"], kdf["lanes"]]
    if kdf["name"] != "argon2id" or any(type(number) is not int for number in numbers):
        raise ValueError("unknown key derivation")
    if not _RECIPIENT.fullmatch(raw["recipient"]):
        raise ValueError("not a recipient")
    return Slot(
        label=read_bytes(raw["label"]),
        cost=Cost(*numbers),
        salt=read_bytes(kdf["salt"]),
        wrapped=read_bytes(raw["identity"], at_least=_NONCE + 16),
        recipient=raw["recipient"],
        sealed=read_bytes(raw["key"]),
        proof=read_bytes(raw["proof"]),
        next_sealed=None if coming is None else read_bytes(coming["key"]),
        next_proof=None if coming is None else read_bytes(coming["proof"]),
    )


def read_bytes(text: Any, at_least: int = 8) -> bytes:
    """Base 64 of ``at_least`` so many bytes; ValueError or TypeError otherwise."""
    if not isinstance(text, str):
        raise TypeError
    data = base64.b64decode(text, validate=True)
    if len(data) < at_least:
        raise ValueError("too short")
    return data


def derived(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """The slow key derivation: 32 bytes."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret, salt, cost.time, cost.memory, cost.lanes, 32, Type.ID)


def _proof(key: bytes, label: bytes, recipient: str) -> bytes:
    own = hmac.digest(key, b"loket slot proof", hashlib.sha256)
    return hmac.digest(own, label + b"\0" + recipient.encode(), hashlib.sha256)


def _bound(label: bytes, cost: Cost, recipient: str) -> bytes:
    numbers = f"{cost.time},{cost.memory},{cost.lanes}".encode()
    return b"\0".join((b"loket slot", label, numbers, recipient.encode()))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
