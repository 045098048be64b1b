"""The objects inside a worker, read: family, vulnerability, consent."""

from collections.abc import Mapping
from datetime import date

from desktop_app.domain.fields import Fields
from desktop_app.domain.worker import (
    BASES,
    CONSENT_METHODS,
    PURPOSES,
    RELATIONS,
    Consent,
    Relative,
    Vulnerability,
)

_RELATIVE = ("full_name", "relation", "birth_date", "nik", "phone", "heir")
_VULNERABILITY = ("basis", "decile", "as_of", "extreme_poor")
_CONSENT = ("given_on", "method", "purposes", "text_version", "witnesses", "representative")


def read_family(fields: Fields, today: date) -> tuple[Relative, ...]:
    """Those of the family that could be read; what could not is among the findings."""
    read = []
    for index, value in enumerate(fields.items("family") or ()):
        if not isinstance(value, Mapping):
            fields.block("type", f"family.{index}", wanted="object")
            continue
        one = Fields(value, _RELATIVE, f"{fields.at}family.{index}.", fields.findings)
        name = one.require("full_name", one.name("full_name"))
        relation = one.require("relation", one.word("relation", RELATIONS))
        relative = Relative(
            full_name=name or "",
            relation=relation or "other",
            birth_date=past_day(one, "birth_date", today),
            nik=one.nik("nik"),
            phone=one.phone("phone"),
            heir=one.flag("heir") or False,
        )
        read.append(relative)
    return tuple(read)


def read_vulnerability(fields: Fields) -> Vulnerability | None:
    """Which list calls the person vulnerable; None where nothing is said."""
    inner = fields.inner("vulnerability", _VULNERABILITY)
    if inner is None:
        return None
    read = Vulnerability(
        basis=inner.word("basis", BASES),
        decile=inner.integer("decile", 1, 10),
        as_of=inner.day("as_of"),
        extreme_poor=inner.flag("extreme_poor"),
    )
    return None if read == Vulnerability() else read


def read_consent(fields: Fields, today: date) -> Consent:
    """The agreement; one that was given needs its day, a spoken one its witnesses."""
    inner = fields.inner("consent", _CONSENT)
    unsaid = Consent()
    if inner is None:
        return unsaid
    method = inner.word("method", CONSENT_METHODS)
    purposes = inner.words("purposes", PURPOSES)
    consent = Consent(
        given_on=inner.day("given_on"),
        method=method or unsaid.method,
        purposes=unsaid.purposes if purposes is None else purposes,
        text_version=inner.text("text_version"),
        witnesses=inner.texts("witnesses") or (),
        representative=inner.name("representative"),
    )
    if consent.given_on and consent.given_on > today:
        inner.block("consent", "given_on", why="future")
    if consent.method != "pending" and inner.given("given_on") is None:
        inner.block("consent", "given_on", why="day")
    if consent.method == "verbal_witnessed" and not consent.witnesses:
        inner.block("consent", "witnesses", why="witnesses")
    return consent


def past_day(fields: Fields, key: str, today: date) -> date | None:
    """A date that cannot lie ahead."""
    day = fields.day(key)
    if day is not None and day > today:
        fields.block("type", key, wanted="past_date")
        return None
    return day
