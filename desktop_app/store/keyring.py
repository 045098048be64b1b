"""The keys and number tags of this PC, one set for each incarnation; older ones stay.

Public halves also stand in ``keys.json`` beside the database, so that a paper can be checked
without a log-in; the file is written anew from the database whenever it differs.
"""

import hashlib
import hmac
import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.numbering import new_tag
from desktop_app.store.files import write_whole

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.trust.keys import DeviceKeys

_FILE = "keys.json"
_FORMER = "former_keys"


def make(c: "Connection", incarnation: str, device: str, at: str) -> str:
    """Fresh keys and a fresh tag for an incarnation; returns the tag."""
    from desktop_app.trust import keys

    used = {row[0] for row in c.exec_driver_sql("SELECT tag FROM device")}
    tag = new_tag(secrets.randbelow)
    while tag in used:
        tag = new_tag(secrets.randbelow)
    fresh = keys.generate()
    c.exec_driver_sql(
        "INSERT INTO device (incarnation, device, tag, serial, signing, receiving, made_at)"
        " VALUES (?, ?, ?, 0, ?, ?, ?)",
        (incarnation, device, tag, fresh.signing, fresh.receiving, at),
    )
    return tag


def current(c: "Connection") -> "DeviceKeys":
    """The keys that sign now: those of the newest incarnation."""
    from desktop_app.trust.keys import DeviceKeys

    row = c.exec_driver_sql(
        "SELECT signing, receiving FROM device ORDER BY rowid DESC LIMIT 1"
    ).one()
    return DeviceKeys(bytes(row[0]), str(row[1]))


def publish(c: "Connection", folder: Path) -> None:
    """Bring ``keys.json`` to what the database says, where it is not."""
    signing = _signing(c)
    former = _former(c)
    known = _read(folder)
    if known is not None and _matches(known, signing, former):
        return
    from desktop_app.trust import keys

    entries = [_entry(keys.public_key(one), one) for one in signing]
    entries += [{"public": public} for public in former]
    write_whole(folder / _FILE, json.dumps({"schema": 1, "keys": entries}).encode())


def _entry(public: bytes, signing: bytes) -> dict[str, str]:
    return {"public": public.hex(), "check": _check(public.hex(), signing)}


def _matches(known: list[dict[str, str]], signing: list[bytes], former: list[str]) -> bool:
    """Whether the entries are ours. The check spares deriving public keys at every start."""
    if [entry.get("public") for entry in known[len(signing) :]] != former:
        return False
    own = known[: len(signing)]
    return len(own) == len(signing) and all(
        entry.get("check") == _check(str(entry.get("public")), one)
        for entry, one in zip(own, signing, strict=True)
    )


def _signing(c: "Connection") -> list[bytes]:
    return [bytes(row[0]) for row in c.exec_driver_sql("SELECT signing FROM device ORDER BY rowid")]


def _former(c: "Connection") -> list[str]:
    found = c.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_FORMER,)).scalar()
    return list(json.loads(found)) if found else []


def keep_former(c: "Connection", folder: Path) -> None:
    """Keep the public keys that ``folder`` knows and this database does not: papers signed after
    a backup was made must still be found genuine once it is restored."""
    from desktop_app.trust import keys

    own = {keys.public_key(one) for one in _signing(c)}
    others = {public.hex() for public in public_keys(folder).values() if public not in own}
    former = list(dict.fromkeys((*_former(c), *sorted(others))))
    if former:
        c.exec_driver_sql(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
            (_FORMER, json.dumps(former)),
        )


def _check(public: str, signing: bytes) -> str:
    return hmac.new(signing, b"loket public key\0" + public.encode(), hashlib.sha256).hexdigest()


def _read(folder: Path) -> list[dict[str, str]] | None:
    try:
        found = json.loads((folder / _FILE).read_bytes())["keys"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, list) and all(isinstance(e, dict) for e in found) else None


def public_keys(folder: Path) -> dict[bytes, bytes]:
    """Key id → public key of this office's own devices, without a log-in; empty where unknown."""
    from desktop_app.trust.keys import kid

    found = {}
    for entry in _read(folder) or []:
        try:
            public = bytes.fromhex(str(entry.get("public")))
        except ValueError:
            continue
        if len(public) == 32:
            found[kid(public)] = public
    return found
