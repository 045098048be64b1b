"""The history of what was done, as it is read back: who, when, what changed from what to what."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as JSON values."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One act. Order is ``seq``; ``at`` only dates it."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str | None = None
    """Record id it concerns, where it concerns one: of money, whose money it is."""
    kind: str | None = None
    """What was changed: ``worker``, ``payment`` …; None where no record was."""
    record_id: str | None = None
    """Which one was."""
    changes: tuple[FieldChange, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)
