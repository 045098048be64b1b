"""The hub's administrators: who may look at how the villages stand. Passwords by Argon2id."""

import threading
import unicodedata
from datetime import UTC
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import insert, select, update

from desktop_app.domain.findings import Refused
from desktop_app.hub.database import Hub
from desktop_app.hub.tables import ADMIN

LEAST = 8
_LONGEST_NAME, _LONGEST_PASSWORD = 40, 1024
#: One check takes 64 MiB for a moment; more at once must wait for each other.
_AT_ONCE = threading.BoundedSemaphore(2)


def create(hub: Hub, name: str, password: str) -> str:
    """Make an administrator; returns the name as it is kept.

    Raises Refused ``account_name``, ``admin_exists``, ``password`` (with ``least``).
    """
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(shown) <= _LONGEST_NAME or ":" in shown or not shown.isprintable():
        raise Refused("account_name", "user")
    if not LEAST <= len(password) <= _LONGEST_PASSWORD:
        raise Refused("password", "password", least=LEAST)
    hashed = _hasher().hash(_bytes(password))
    with hub.write() as c:
        if c.execute(select(ADMIN.c.name).where(ADMIN.c.folded == _folded(shown))).first():
            raise Refused("admin_exists", "user", name=shown)
        c.execute(
            insert(ADMIN).values(
                folded=_folded(shown),
                name=shown,
                password=hashed,
                made_at=hub.now().astimezone(UTC).isoformat(timespec="microseconds"),
            )
        )
    return shown


def check(hub: Hub, name: str, password: str) -> str:
    """The administrator's name. Raises Refused ``admin_password``; takes as long for a name that
    there is not as for one that there is.
    """
    with hub.read() as c:
        row = c.execute(
            select(ADMIN.c.name, ADMIN.c.password).where(ADMIN.c.folded == _folded(name))
        ).first()
    kept = row.password if row else _nobody()
    if len(password) > _LONGEST_PASSWORD or not _verified(kept, password) or row is None:
        raise Refused("admin_password")
    if _hasher().check_needs_rehash(kept):
        with hub.write() as c:
            c.execute(
                update(ADMIN)
                .where(ADMIN.c.folded == _folded(name))
                .values(password=_hasher().hash(_bytes(password)))
            )
    return str(row.name)


def _verified(kept: str, password: str) -> bool:
    with _AT_ONCE:
        try:
            return _hasher().verify(kept, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher() -> PasswordHasher:
    """Argon2id with RFC 9106's second recommended choice, argon2-cffi's default."""
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody's")


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
