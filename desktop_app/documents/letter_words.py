"""The words of statements, of the letter to the civil registry and of the book of letters."""

import types
from dataclasses import dataclass

Words = types.MappingProxyType[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWords:
    """What the letters about one person share: labels, opening, closing."""

    number: str
    opening: str
    name: str
    nik: str
    birth: str
    sex: str
    sexes: Words
    """By the worker's key."""
    occupation: str
    workplace: str
    income: str
    address: str
    mother: str
    family_card: str
    phone: str
    person_number: str
    purpose: str
    """What it is for where nobody said."""
    closing: str
    person: str
    """Over the signature of whom it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWords:
    """The statement about somebody's work."""

    title: str
    body: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeWords:
    """The statement about somebody's income."""

    title: str
    body: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryWords:
    """The cover letter to the civil registry, for who has no NIK and for who has a doubtful one."""

    title: str
    subject: str
    subject_doubtful: str
    attachment: str
    to: str
    to_place: str
    salutation: str
    body: str
    body_doubtful: str
    request: str
    request_doubtful: str
    told: str
    bring_title: str
    bring: tuple[str, ...]
    closing: str
    unknown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaWords:
    """The book of outgoing letters."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    kinds: Words
    """What letters are about, by kind, where the letter itself does not say."""
    person: str
    """To whom, where it is given to the person."""
    people: str
    """To whom, where it says the same to many."""
    branch: str
    registry: str
    revoked: str
    revoked_why: str
    total: str
    none: str
    made_on: str
