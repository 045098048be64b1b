"""The card of ID-1 size: the participant's information card, or the proof of registration.

ISO/IEC 7810 ID-1: 85.60 × 53.98 mm, corners of 3.18 mm. Which of the two a person gets is decided
by ``Person.confirmed`` alone. The proof carries no photo on its front, so that nobody takes it
for a card. What all cards of an office share is drawn once and called a ground.
"""

from dataclasses import dataclass

from desktop_app.documents import card_back, card_front
from desktop_app.documents.batch import about
from desktop_app.documents.page import Panel
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead, Person


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: the shared ground's name, and what is this person's own, if anything."""

    ground: str
    own: Panel | None = None


def grounds(head: OfficeHead, words: Template) -> dict[str, Panel]:
    """The shared grounds by name. Raises Refused for words of the office that do not fit."""
    with about(head.office_line):
        return {
            "confirmed": card_front.ground(head, words, confirmed=True),
            "provisional": card_front.ground(head, words, confirmed=False),
            "confirmed-back": card_back.confirmed(head, words),
            "provisional-back": card_back.provisional(head, words),
        }


def sides(person: Person, words: Template) -> tuple[Side, Side]:
    """Front and back of a person's card. Raises Refused for what does not fit."""
    kind = "confirmed" if person.confirmed else "provisional"
    return Side(kind, card_front.front(person, words)), Side(f"{kind}-back")
