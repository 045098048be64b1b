"""What the papers of registering are told about the people on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.worker import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a form asks for beside the worker's own fields."""

    hamlet: str
    """What this office calls the part below the village: Dusun, Lingkungan."""
    version: str
    """Of the words of consent."""
    words: str
    """The words of consent, the office named in them."""
    told: tuple[str, ...]
    purposes: Mapping[str, str]
    decile: bool = True
    """Whether the decile is asked for: only of those who may see it."""
    disability: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Somebody whose data stands in the form already. The NIK is whole: its owner compares it."""

    worker: Worker
    number: str
    registered_on: date
    occupation: str
    second_occupation: str | None = None
    payer: str | None = None
    """The sponsor's name; None for those who pay by themselves."""
    photo: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of the list of participants. What may not be shown is None."""

    name: str
    nik: str
    """Whole in the archive's list, masked in the open one."""
    sex: str
    hamlet: str | None
    occupation: str
    programmes: tuple[str, ...]
    payer: str
    """In words."""
    member: bool = False
    kpj: str | None = None
    number: str | None = None
    born: str | None = None
    address: str | None = None
    phone: str | None = None
    decile: int | None = None
    amount: int | None = None
    """Rupiah for the month of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantList:
    """The list of participants as of a day."""

    as_of: date
    month: str
    """The month whose rules the contributions follow."""
    people: tuple[Listed, ...]
    """Who is named; the open list names only those who agreed."""
    sums: tuple[tuple[str, int, int], ...]
    """Payer in words, people, rupiah for the month; over all, named or not."""
    hamlets: tuple[tuple[str | None, int, int], ...]
    """Part of the village, men, women; over all."""
    programmes: tuple[tuple[tuple[str, ...], int], ...]
    """Programmes taken together, people; over all."""
    unnamed: int = 0
    decile: bool = False
    """Whether the deciles stand in the archive's list."""
    doubtful: bool = False
    """Whether a branch office has to confirm one of the sums."""
    annex: str | None = None
    """The decree that the list belongs to."""

    @property
    def total(self) -> int:
        """Everybody, named or not."""
        return len(self.people) + self.unnamed

    @property
    def amount(self) -> int:
        """Rupiah for the month, for everybody."""
        return sum(amount for _, _, amount in self.sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A paper that is given to somebody."""

    name: str
    number: str
    papers: tuple[str, ...]
    """Kinds of the ledger: ``card``, ``slip``, ``certificate``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the receipt of registration tells. Nothing here is a whole NIK."""

    name: str
    number: str
    nik_masked: str
    registered_on: date
    occupation: str
    programmes: tuple[str, ...]
    payer: str
    qr: str
    """The signed credential's text."""
    clerk: str
    confirmed: bool = False
    answered: bool = True
    """Whether BPJS's own answer tells the KPJ; else only the office's records do."""
    kpj: str | None = None
    as_of: date | None = None
    lacking: tuple[str, ...] = ()
    """What is still asked for, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Whom the family's sheet is about."""

    name: str
    number: str
    confirmed: bool = False
    answered: bool = True
    """As of :class:`Taken`."""
    kpj: str | None = None
    as_of: date | None = None
    payer: str | None = None
    """In words; None for those who pay by themselves."""
