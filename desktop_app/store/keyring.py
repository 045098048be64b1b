"""The keys and number tags of this PC, one set for each incarnation; older ones stay.

Public halves also stand in ``keys.json`` beside the database, and who else signs papers by the
hub's word, so that a paper can be checked without a log-in; the file is written anew from the
database whenever it differs.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.numbering import new_tag
from desktop_app.store.files import write_whole
from desktop_app.store.lock import OfficeLock

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.trust.keys import DeviceKeys

_FILE, _LOCK = "keys.json", "lock.keys"
Entry = dict[str, Any]
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


def incarnation(c: "Connection") -> str:
    """The newest incarnation: as whom this office writes and signs now."""
    found = c.exec_driver_sql("SELECT incarnation FROM device ORDER BY rowid DESC LIMIT 1")
    return str(found.scalar_one())


def all_keys(c: "Connection") -> list[tuple[str, "DeviceKeys"]]:
    """Every incarnation with its keys, the newest last: what was sealed for an older one of them
    can still be opened, and an older one can vouch for the newest."""
    from desktop_app.trust.keys import DeviceKeys

    rows = c.exec_driver_sql("SELECT incarnation, signing, receiving FROM device ORDER BY rowid")
    return [(row[0], DeviceKeys(bytes(row[1]), str(row[2]))) for row in rows]


def publish(c: "Connection", folder: Path) -> None:
    """Bring ``keys.json`` to what the database says, where it is not. Raises LockedOut."""
    signing = _signing(c)
    others: list[Entry] = [{"public": public} for public in _former(c)]
    others += _foreign(c)
    if _matches(_read(folder), signing, others):
        return
    turn = OfficeLock(folder, _LOCK)
    try:
        turn.alone()  # whoever else opens a copied office now wants to write the same
        if not _matches(_read(folder), signing, others):
            _write(folder, signing, others)
    finally:
        turn.close()


def _write(folder: Path, signing: list[bytes], others: list[Entry]) -> None:
    from desktop_app.trust import keys

    entries = [_entry(keys.public_key(one), one) for one in signing]
    write_whole(folder / _FILE, json.dumps({"schema": 1, "keys": [*entries, *others]}).encode())


def _entry(public: bytes, signing: bytes) -> Entry:
    return {"public": public.hex(), "check": _check(public.hex(), signing)}


def _matches(known: list[Entry] | None, signing: list[bytes], others: list[Entry]) -> bool:
    """Whether the entries are ours. The check spares deriving public keys at every start."""
    if known is None:
        return False
    own = known[: len(signing)]
    return (
        known[len(signing) :] == others
        and len(own) == len(signing)
        and all(
            entry == {"public": entry.get("public"), "check": _check(str(entry.get("public")), one)}
            for entry, one in zip(own, signing, strict=True)
        )
    )


def _foreign(c: "Connection") -> list[Entry]:
    """Who else signs papers, as the hubs told, the present one last: its word counts."""
    rows = c.exec_driver_sql("SELECT signers FROM hub ORDER BY active, root")
    return [entry for row in rows for entry in json.loads(row[0])]


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


def _read(folder: Path) -> list[Entry] | None:
    try:
        found = json.loads((folder / _FILE).read_bytes())["keys"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, list) and all(isinstance(e, dict) for e in found) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Whose signature a paper may bear."""

    public: bytes
    kind: str
    """``own``: a device of this office; ``hub``: the hub's key for confirmed papers; ``office``:
    another office's device, by the hub's word."""
    name: str | None = None
    """The hub's or the other office's."""
    good_until: int | None = None
    """None while all its papers are good; after a revocation the serial of the last good one."""


def signers_text(signers: Iterable[Signer]) -> str:
    """Who else signs, as the database and ``keys.json`` hold it."""
    return json.dumps(
        [
            {
                "public": one.public.hex(),
                "of": one.name,
                "kind": one.kind,
                "good_until": one.good_until,
            }
            for one in signers
        ]
    )


def signers(folder: Path) -> dict[bytes, Signer]:
    """Key id → signer, without a log-in; empty where unknown.

    An own device that the hub revoked stays an own one, with its last good serial.
    """
    from desktop_app.trust.keys import kid

    found: dict[bytes, Signer] = {}
    for entry in _read(folder) or []:
        signer = _signer(entry)
        if signer is None:
            continue
        there = found.get(kid(signer.public))
        if there is not None and there.kind == "own":
            signer = replace(there, good_until=signer.good_until)
        found[kid(signer.public)] = signer
    return found


def is_damaged(folder: Path) -> bool:
    """Whether the file with the signers is there and cannot be read."""
    return (folder / _FILE).exists() and _read(folder) is None


def _signer(entry: Entry) -> Signer | None:
    try:
        public = bytes.fromhex(str(entry.get("public")))
    except ValueError:
        return None
    kind, name, until = entry.get("kind", "own"), entry.get("of"), entry.get("good_until")
    if len(public) != 32 or kind not in ("own", "hub", "office"):
        return None
    return Signer(
        public=public,
        kind=kind,
        name=str(name) if name is not None else None,
        good_until=until if type(until) is int else None,
    )


def public_keys(folder: Path) -> dict[bytes, bytes]:
    """Key id → public key of this office's own devices, without a log-in; empty where unknown."""
    return {kid: one.public for kid, one in signers(folder).items() if one.kind == "own"}
