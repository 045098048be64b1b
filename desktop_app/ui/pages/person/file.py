"""Everything the panel shows about somebody, read together in one lane."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.domain.journal import JournalEntry
from desktop_app.domain.registration import Registration

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.stacking import Step
    from desktop_app.domain.protection import Cover
    from desktop_app.store.papers import Paper
    from desktop_app.store.payments import Entry


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One person with photo, papers, history, the steps of the membership and the payments."""

    person: Registration
    jpeg: bytes | None
    papers: "tuple[Paper, ...]"
    history: tuple[JournalEntry, ...]
    cover: "Cover"
    steps: "tuple[Step, ...]"
    """The oldest first."""
    payments: "tuple[Entry, ...]"
    """The newest months first; undone ones too."""


def read_file(desk: "Desk", text: str) -> PersonFile:
    """Read it. Raises Refused (``not_found``)."""
    from desktop_app.actions import finding, issuing, membership, paying, protecting

    person = finding.find_one(desk, text)
    photo = person.worker.photo
    return PersonFile(
        person,
        finding.photo(desk, photo) if photo else None,
        tuple(issuing.papers_of(desk, person.id)),
        tuple(finding.history(desk, person.id)),
        protecting.cover_of(desk, person),
        tuple(membership.steps(desk, person.id)),
        tuple(paying.payments_of(desk, person.id)),
    )
