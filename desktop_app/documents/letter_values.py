"""What letters about one person are told."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody about whom the office states something. The letter is theirs: the NIK is whole."""

    letter_number: str
    name: str
    nik: str
    number: str
    """Registration number."""
    registered_on: date
    birth_place: str | None
    birth_date: date
    sex: str
    """``male`` or ``female``."""
    occupation: str
    workplace: str | None = None
    address: str | None = None
    income: int | None = None
    """Rupiah a month, as the person says; the income statement needs it."""
    purpose: str | None = None
    """What the letter is for, as it goes on after *dibuat untuk*; None for the usual words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryCase:
    """Somebody who goes to the civil registry, as far as anything is known of them."""

    letter_number: str
    name: str
    nik: str | None = None
    """None for who has none or does not know it; else it is to be looked into."""
    birth_place: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    mother: str | None = None
    family_card: str | None = None
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One line of the book of letters."""

    serial: int
    number: str
    day: date
    kind: str
    subject: str
    """Empty: as the kind is called."""
    recipient: str
    """Empty: the person."""
    name: str | None
    """Whom it is about."""
    revoked_on: date | None = None
    revoked_why: str = ""
