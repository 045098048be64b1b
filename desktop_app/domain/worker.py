"""A worker as the office knows them: the fields of the public JSON object, made valid once.

Made by :func:`desktop_app.domain.reading.read_worker`; frozen, so that nobody checks again.
Money is whole rupiah a month; dates are calendar dates; months are ``YYYY-MM`` text.
"""

from dataclasses import dataclass
from datetime import date

SEXES = ("male", "female")
PHONE_OWNERS = ("self", "relative", "village")
ECOSYSTEMS = ("village", "market", "msme", "ecommerce", "other")
SEGMENTS = ("vulnerable", "self_paying", "wage", "unknown")
PROGRAMMES = ("JKK", "JKM", "JHT")
USUAL_PROGRAMMES = ("JKK", "JKM")
BASES = ("DTSEN", "P3KE", "DTKS", "musdes", "other")
RELATIONS = (
    "spouse",
    "child",
    "parent",
    "sibling",
    "grandparent",
    "grandchild",
    "parent_in_law",
    "other",
)
CONSENT_METHODS = ("signed_form", "thumbprint", "verbal_witnessed", "pending")
PURPOSES = ("bpjs", "hub", "sponsor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Somebody of the worker's family; ``heir`` where the worker named them as heir."""

    full_name: str
    relation: str
    birth_date: date | None = None
    nik: str | None = None
    phone: str | None = None
    heir: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vulnerability:
    """Why the person counts as vulnerable, by which list and as of when (desil 1–10)."""

    basis: str | None = None
    decile: int | None = None
    as_of: date | None = None
    extreme_poor: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The person's agreement (UU 27/2022 art. 20–22). ``pending``: kept, never handed on."""

    given_on: date | None = None
    method: str = "pending"
    purposes: tuple[str, ...] = ("bpjs", "hub")
    text_version: str | None = None
    witnesses: tuple[str, ...] = ()
    representative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One person, with exactly the keys of the public contract."""

    nik: str
    full_name: str
    occupation: str
    birth_date: date
    sex: str
    village_code: str
    second_occupation: str | None = None
    birth_place: str | None = None
    mother_name: str | None = None
    family_card_number: str | None = None
    address: str | None = None
    rt: str | None = None
    rw: str | None = None
    hamlet: str | None = None
    phone: str | None = None
    phone_owner: str | None = None
    email: str | None = None
    ecosystem: str = "village"
    workplace: str | None = None
    business_owner: bool = False
    monthly_income: int | None = None
    programmes: tuple[str, ...] = USUAL_PROGRAMMES
    funding: str = "self"
    segment: str = "vulnerable"
    vulnerability: Vulnerability | None = None
    disability: bool | None = None
    family: tuple[Relative, ...] = ()
    consent: Consent = Consent()
    kpj: str | None = None
    member_since: date | None = None
    paid_until: str | None = None
    former_payer: str | None = None
    photo: str | None = None
    """SHA-256 of the stored JPEG, hexadecimal."""
    confirmed: tuple[str, ...] = ()
    """Rules whose warnings the clerk looked at and accepted."""
