"""How people and findings are put into lines and documents."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Finding, Level
from desktop_app.domain.nik import masked
from desktop_app.domain.reading import as_json
from desktop_app.reference.occupations import occupations
from desktop_app.reference.regions import regions
from desktop_app.text import _
from desktop_app.wording.sentences import field_name, month, rupiah, sentence, status_word

__all__ = [
    "draft",
    "field_name",
    "hidden",
    "message",
    "month",
    "named",
    "person",
    "person_lines",
    "rupiah",
    "spoken",
    "status_word",
    "village",
]

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.domain.registration import Registration
    from desktop_app.store.drafts import Draft


def message(findings: Iterable[Finding]) -> str:
    """What the findings say, each thing once, the weightiest first."""
    order = (Level.BLOCK, Level.WARN, Level.NOTE)
    ranked = sorted(findings, key=lambda finding: order.index(finding.level))
    return " ".join(dict.fromkeys(sentence(finding) for finding in ranked))


def person(desk: "Desk", registration: "Registration") -> dict[str, Any]:
    """One person whole, as ``show`` prints them: the worker's object, number and states, the
    protection as it is today."""
    from desktop_app.actions.protecting import cover_of

    states, cover = registration.states, cover_of(desk, registration)
    document = as_json(registration.worker)
    if not desk.may("see_disability"):
        document["disability"] = None
    if document["vulnerability"] and not desk.may("see_decile"):
        document["vulnerability"] = {
            **document["vulnerability"],
            **dict.fromkeys(("decile", "extreme_poor")),
        }
    return {
        **document,
        "registration_number": registration.number,
        "status": states.status,
        "record": states.record,
        "delivery": states.delivery,
        "membership": states.membership,
        "protection": cover.state,
        "protection_as_of": cover.as_of.isoformat(),
        "revision": registration.revision,
    }


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
STATES = ("status", "record", "delivery", "membership", "protection")
_WORDS = (*STATES, "sex", "phone_owner", "ecosystem", "segment", "funding")
#: Marks for programs, no words for people.
_UNSAID = ("photo", "revision", "protection_as_of")


def person_lines(document: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """The same for reading: a name and a value for everything that is known."""
    for key, value in document.items():
        if value not in (None, "", [], {}) and key not in _UNSAID:
            yield named(key), _value(key, value)


def _value(key: str, value: Any) -> str:
    if key in ("occupation", "second_occupation"):
        known = occupations().get(value)
        return known.name if known else value
    if key == "village_code":
        return village(value)
    if key == "monthly_income":
        return rupiah(value)
    return status_word(value) if key in _WORDS else spoken(value)


def village(code: str) -> str:
    """A village by its name and where it lies; an unknown code as it is."""
    found = regions().village(code)
    return f"{found.name}, {found.district}, {found.regency}" if found else code


def named(key: str) -> str:
    """What a key of the document is called; the states by the name of their axis."""
    if key in STATES:
        return status_word(key)
    return _("registration number") if key == "registration_number" else field_name(key)


def spoken(value: Any) -> str:
    """A JSON value in words a person reads."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(status_word(spoken(item)) for item in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{field_name(key)}: {status_word(spoken(item))}"
            for key, item in value.items()
            if item not in (None, [])
        )
    text = str(value)
    return f"{text[8:]}-{text[5:7]}-{text[:4]}" if _DAY.fullmatch(text) else text


def hidden(nik: object) -> str:
    """A NIK as lists and messages show it."""
    return masked(nik) if isinstance(nik, str) and nik else "-"


def draft(kept: "Draft") -> dict[str, Any]:
    """What is kept but not recorded, as ``drafts`` prints it."""
    return {
        "id": kept.id,
        "record": kept.record,
        "full_name": kept.full_name,
        "missing": list(kept.missing),
        "rules": list(kept.rules),
    }
