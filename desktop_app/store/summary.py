"""Short forms for lists: one line of the register, and which lines are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.states import DELIVERY, MEMBERSHIP, PROTECTION, RECORD
from desktop_app.domain.worker import CONSENT_METHODS, PROGRAMMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One line of the register."""

    id: str
    number: str
    nik: str
    full_name: str
    birth_date: date
    hamlet: str | None
    rt: str | None
    rw: str | None
    occupation: str
    kpj: str | None
    record: str
    delivery: str
    membership: str
    protection: str
    village_code: str
    phone: str | None
    printed: bool
    """Whether the paper that is due now went out."""
    registered_on: date

    @property
    def status(self) -> str:
        """The one word that matters most, as :attr:`States.status` has it."""
        if self.record != "recorded":
            return self.record
        if self.delivery in ("conflict", "duplicate", "refused"):
            return self.delivery
        return self.membership


STATUSES = (*RECORD[:3], "conflict", "duplicate", "refused", *MEMBERSHIP)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": STATUSES,
    "membership": MEMBERSHIP,
    "delivery": DELIVERY,
    "programme": PROGRAMMES,
    "consent": CONSENT_METHODS,
    "protection": PROTECTION,
}
_YES = ("1", "true", "yes", "ya", "")
_NO = ("0", "false", "no", "tidak")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which people are wanted; what is None or empty does not restrict. All must hold."""

    text: str = ""
    status: str | None = None
    membership: str | None = None
    delivery: str | None = None
    programme: str | None = None
    hamlet: str | None = None
    village_code: str | None = None
    occupation: str | None = None
    funding: str | None = None
    consent: str | None = None
    unprinted: bool = False
    registered_from: date | None = None
    registered_to: date | None = None
    ids: tuple[str, ...] = ()
    protection: str | None = None
    """As of :attr:`as_of`; without that, the word that stands in the record."""
    as_of: date | None = None

    @staticmethod
    def read(given: Mapping[str, Any]) -> "Filters":
        """Filters from words (``{"status": "member"}``). Raises Refused (rule ``filter``)."""
        known = {f.name for f in fields(Filters)}
        values = {}
        for name, value in given.items():
            if name not in known:
                raise Refused("filter", name, value=name, allowed=tuple(sorted(known)))
            values[name] = _read(name, value)
        return Filters(**values)


def _read(name: str, value: Any) -> Any:
    if name in ("registered_from", "registered_to", "as_of"):
        return _day(name, value)
    if name == "unprinted":
        return _flag(name, value)
    if name == "ids":
        return tuple(value.split(",") if isinstance(value, str) else value)
    if not isinstance(value, str):
        raise Refused("filter", name, value=str(value))
    return _word(name, value.strip())


def _word(name: str, value: str) -> str:
    allowed = _CHOICES.get(name)
    if allowed is None:
        return value
    found = {word.casefold(): word for word in allowed}.get(value.casefold())
    if found is None:
        raise Refused("filter", name, value=value, allowed=allowed)
    return found


def _day(name: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise Refused("filter", name, value=str(value), allowed=("YYYY-MM-DD",)) from error


def _flag(name: str, value: Any) -> bool:
    word = str(value).strip().casefold()
    if word not in (*_YES, *_NO):
        raise Refused("filter", name, value=str(value), allowed=("yes", "no"))
    return word in _YES
