"""What was typed or came in a list and is not recorded: kept as it is, valid or not.

Saving while somebody types writes one row and nothing else, so that it can happen after each
field; what is thrown away by hand is told in the audit trail.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import audit
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.store.engine import Store

_COLUMNS = "id, record, payload, full_name, missing, rules, origin, updated_at, updated_by"
_SELECT = f"SELECT {_COLUMNS} FROM draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Somebody kept but not recorded. ``id`` is empty until saved."""

    id: str = ""
    record: str
    """``draft``, ``deferred`` or ``ineligible``."""
    payload: dict[str, Any]
    """What was given, with the keys of the public object."""
    full_name: str
    missing: tuple[str, ...]
    rules: tuple[str, ...]
    """Rules that stop it."""
    origin: str
    """Where it came from: ``form``, ``register``, ``import:file:row``."""
    updated_at: datetime | None = None
    updated_by: str = ""


def save(tx: Tx, draft: Draft) -> Draft:
    """Keep a draft, a new one or anew."""
    kept = replace(
        draft, id=draft.id or new_id(), updated_at=tx.now.astimezone(UTC), updated_by=tx.actor
    )
    tx.connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kept.id,
            kept.record,
            audit.canonical(kept.payload),
            kept.full_name,
            audit.canonical(kept.missing),
            audit.canonical(kept.rules),
            kept.origin,
            tx.at,
            kept.updated_by,
        ),
    )
    return kept


def save_typed(store: "Store", draft: Draft, actor: str, now: datetime) -> Draft:
    """Keep a form as it is being typed, in a tiny transaction of its own."""
    today = now.astimezone().date()
    with store.write(actor=actor, action="draft_typed", now=now, today=today) as tx:
        return save(tx, draft)


def get(c: "Connection", draft_id: str) -> Draft | None:
    """One draft."""
    row = c.exec_driver_sql(f"{_SELECT} WHERE id = ?", (draft_id,)).first()
    return _draft(row) if row else None


def all_drafts(c: "Connection") -> list[Draft]:
    """Every draft, the newest first."""
    rows = c.exec_driver_sql(f"{_SELECT} ORDER BY updated_at DESC, id DESC")
    return [_draft(row) for row in rows]


def count(c: "Connection") -> int:
    """How many drafts there are."""
    return int(c.exec_driver_sql("SELECT count(*) FROM draft").scalar_one())


def id_of(c: "Connection", origin: str) -> str | None:
    """The draft that came from there, so that the same row of a list does not become two."""
    return c.exec_driver_sql("SELECT id FROM draft WHERE origin = ?", (origin,)).scalar()


def id_from(c: "Connection", origin: str) -> str | None:
    """The draft whose origin begins so: a row of a list, whatever stood in it."""
    return c.exec_driver_sql(
        "SELECT id FROM draft WHERE origin >= ? AND origin < ?", (f"{origin}:", f"{origin};")
    ).scalar()


def forget(tx: Tx, *, origin: str, niks: Collection[str]) -> None:
    """Drop the drafts of a list (``import:file``) whose people it has now registered."""
    rows = tx.connection.exec_driver_sql(
        "SELECT id, json_extract(payload, '$.nik') FROM draft WHERE origin >= ? AND origin < ?",
        (f"{origin}:", f"{origin};"),
    ).all()
    for draft_id, nik in rows:
        if nik in niks:
            _delete(tx, draft_id)


def remove(tx: Tx, draft_id: str) -> None:
    """Take a draft away. Told in the audit trail, unless a row of the same act tells it."""
    _delete(tx, draft_id)
    if not tx.audited:
        audit.event(tx, {"draft": draft_id})


def _delete(tx: Tx, draft_id: str) -> None:
    tx.connection.exec_driver_sql("DELETE FROM draft WHERE id = ?", (draft_id,))


def _draft(row: Any) -> Draft:
    draft_id, record, payload, full_name, missing, rules, origin, updated_at, updated_by = row
    return Draft(
        id=draft_id,
        record=record,
        payload=json.loads(payload),
        full_name=full_name,
        missing=tuple(json.loads(missing)),
        rules=tuple(json.loads(rules)),
        origin=origin,
        updated_at=datetime.fromisoformat(updated_at),
        updated_by=updated_by,
    )
