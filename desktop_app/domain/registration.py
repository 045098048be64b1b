"""A registered person as everything above the store sees them: who, which number, in what state."""

from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.domain.states import States
from desktop_app.domain.worker import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The membership beside the worker's own data: which list, which answer, which end."""

    submission: str | None = None
    """Number of the cover letter of the list in which the person went to BPJS."""
    submitted_on: date | None = None
    answered_on: date | None = None
    """When the branch's answer with the KPJ was taken: the as-of date of a confirmed paper."""
    refused_reason: str | None = None
    ended_on: date | None = None
    ended_why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A worker with identity, number, states and history marks. ``revision`` is the change_id."""

    id: str
    number: str
    revision: str
    worker: Worker
    states: States
    standing: Standing = field(default_factory=Standing)
    aliases: tuple[str, ...] = ()
    """NIKs this person was known by before a correction."""
    registered_on: date
    """Business date of the registration."""
    registered_by: str
    changed_at: datetime
    changed_by: str
