"""The papers that the page prints: on which sheets, for whom, and what they ask."""

from dataclasses import dataclass
from types import MappingProxyType

from desktop_app.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One paper. ``maker`` says which part of the office draws it."""

    maker: str
    """``card``, ``certificate``, ``form``, ``blank``, ``dues``, ``letter``, ``list`` or
    ``hand_over``."""
    layouts: tuple[str, ...] = ()
    """Its sheets, the usual one first; empty for cards, whose sheets are data."""
    due: bool = False
    """Whether everybody is due one: then those can be chosen who have none yet."""
    purpose: bool = False
    """Whether it says what it is for."""
    months: bool = False
    """Whether it is about certain months."""
    members: bool = False
    """Whether only participants get one."""
    annex: bool = False
    """Whether it can be the annex to a decree."""
    numbered: bool = False
    """Whether every copy bears its number, and is drawn by itself."""
    right: str = "print"
    """Who may print it."""


KINDS = MappingProxyType(
    {
        "proof": Kind(maker="card", due=True),
        "card": Kind(maker="card", due=True, members=True),
        "certificate": Kind(maker="certificate", layouts=("a4", "f4"), due=True),
        "receipt": Kind(maker="form", layouts=("a5", "roll")),
        "form": Kind(maker="form", layouts=("f4", "a4")),
        "blank": Kind(maker="blank", layouts=("f4", "a4")),
        "family_sheet": Kind(maker="form", layouts=("a4", "f4")),
        "how_to_pay": Kind(maker="dues", layouts=("a4", "f4"), months=True, members=True),
        "work": Kind(maker="letter", layouts=("f4", "a4"), purpose=True),
        "income": Kind(maker="letter", layouts=("f4", "a4"), purpose=True),
        "dukcapil": Kind(maker="letter", layouts=("f4", "a4")),
        "hand_over": Kind(maker="hand_over", layouts=("f4", "a4")),
        "umum": Kind(maker="list", layouts=("f4", "a4"), annex=True),
        "arsip": Kind(
            maker="list", layouts=("f4", "a4"), annex=True, numbered=True, right="archive"
        ),
    }
)


def kind_words() -> dict[str, str]:
    """The papers by name, in the order in which they are offered."""
    return {
        "proof": _("Proof of registration"),
        "card": _("Participant's card"),
        "certificate": _("Certificate"),
        "receipt": _("Receipt of registration"),
        "form": _("Registration form"),
        "blank": _("Registration form, blank"),
        "family_sheet": _("Sheet for the family"),
        "how_to_pay": _("Sheet: how to pay"),
        "work": _("Letter: statement of work"),
        "income": _("Letter: statement of income"),
        "dukcapil": _("Letter to the civil registry"),
        "hand_over": _("List to sign for papers"),
        "umum": _("List of participants, for everybody"),
        "arsip": _("List of participants, for the archive (whole NIKs)"),
    }
