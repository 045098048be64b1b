"""Changes as they travel: one JSON object a line, absent keys for what is empty."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.sync.wire import lines
from desktop_app.sync.wire.errors import Garbled

_KEYS = frozenset(
    ("id", "seq", "kind", "rec", "base", "at", "day", "by", "doubt", "record", "fields")
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change of one record: what it became, and each changed field's old and new value."""

    change_id: str
    seq: int
    """Its place in the log of its incarnation."""
    kind: str
    """``worker``, ``paper``, ``submission``; later ones need no new form."""
    record_id: str
    base: str | None
    """The change before it of the same record; None for the first."""
    at: str
    """The moment by its maker's clock, ISO in UTC. It dates, it never orders."""
    today: str
    """The business day, ISO."""
    actor: str
    doubt: bool = False
    """Whether the clock could not be trusted."""
    record: dict[str, Any] | None
    """The whole record afterwards, without its empty fields."""
    fields: dict[str, list[Any]] | None = None
    """Field → [before, after]; None for a new record."""
    extra: dict[str, Any] = field(default_factory=dict)
    """What a newer program said besides; it is carried along."""


def written(changes: Iterable[Told]) -> bytes:
    """The changes, a line each."""
    return lines.written(as_object(one) for one in changes)


def read(content: bytes) -> list[Told]:
    """The changes of a payload. Raises Garbled."""
    return [from_object(one) for one in lines.read(content)]


def as_object(told: Told) -> dict[str, Any]:
    """One change as it is written."""
    full = {
        **told.extra,
        "id": told.change_id,
        "seq": told.seq,
        "kind": told.kind,
        "rec": told.record_id,
        "base": told.base,
        "at": told.at,
        "day": told.today,
        "by": told.actor,
        "doubt": told.doubt or None,
        "record": told.record,
        "fields": told.fields,
    }
    return {key: value for key, value in full.items() if value is not None}


def from_object(source: Mapping[str, Any]) -> Told:
    """One change from what was written. Raises Garbled."""
    return Told(
        change_id=_uuid(source, "id"),
        seq=lines.whole(source, "seq"),
        kind=lines.text(source, "kind"),
        record_id=_uuid(source, "rec"),
        base=_uuid(source, "base") if source.get("base") is not None else None,
        at=lines.text(source, "at"),
        today=lines.text(source, "day"),
        actor=lines.text(source, "by"),
        doubt=bool(source.get("doubt")),
        record=_object(source.get("record")),
        fields=_fields(source.get("fields")),
        extra={key: value for key, value in source.items() if key not in _KEYS},
    )


def _uuid(source: Mapping[str, Any], key: str) -> str:
    value = lines.text(source, key)
    if not _UUID.fullmatch(value):
        raise Garbled
    return value


def _object(value: Any) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise Garbled
    return value


def _fields(value: Any) -> dict[str, list[Any]] | None:
    found = _object(value)
    if found is None:
        return None
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in found.values()):
        raise Garbled
    return found
