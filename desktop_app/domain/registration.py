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
    answer: str | None = None
    """The paper the membership rests on: the file of the branch's answer."""
    ended_paper: str | None = None
    """The paper the end rests on."""


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
    former_kpjs: tuple[str, ...] = ()
    """Member numbers of earlier memberships."""
    registered_on: date
    """Business date of the registration."""
    registered_by: str
    changed_at: datetime
    changed_by: str
