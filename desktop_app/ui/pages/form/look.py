"""What is asked while somebody types: the reading, what the register knows, the contribution,
and what BPJS will still ask. One plain value, made in the reader lane."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.domain.contribution import Contribution, contribution, together
from desktop_app.domain.fields import Fields
from desktop_app.domain.findings import Finding, Refused, blocks, unconfirmed
from desktop_app.domain.missing import missing
from desktop_app.domain.nik import NikReading, read_nik
from desktop_app.domain.parts import read_consent
from desktop_app.domain.reading import merged
from desktop_app.domain.sponsor import Sponsor
from desktop_app.domain.worker import USUAL_PROGRAMMES, Worker
from desktop_app.reference.occupations import occupations
from desktop_app.reference.regions import regions

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register who is, or may be, the person being typed in."""

    id: str
    number: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything the form shows about what stands in it."""

    findings: tuple[Finding, ...]
    stops: tuple[Finding, ...]
    """What keeps it from being saved: blocks, else warnings nobody confirmed."""
    nik: NikReading | None
    issued_in: str
    """District and regency of issue by name, where they are known."""
    known: Known | None
    dues: Contribution | None
    payer: str
    """Who pays it: ``self``, or a sponsor's name."""
    lacking: tuple[str, ...]
    """What BPJS will not do without, in the order of its list."""
    wished: tuple[str, ...]
    """What BPJS asks for and does without."""


@dataclass(frozen=True, slots=True)
class Before:
    """The person whose data is being changed."""

    id: str
    worker: Worker


def look(desk: "Desk", raw: Mapping[str, Any], before: Before | None = None) -> Look:
    """Look at a form as it stands. Changes nothing."""
    from desktop_app.actions import registering
    from desktop_app.lists import bpjs

    whole = _without_picture(merged(before.worker, raw) if before else dict(raw))
    reading = registering.look_at(desk, whole, before.id if before else None)
    findings = reading.findings
    stops = blocks(findings) or unconfirmed(findings, whole.get("confirmed") or ())
    nik = _nik(desk, whole)
    mapping = bpjs.load_mapping()
    sponsor = _sponsor(desk, whole)
    lacking = _lacking(reading.worker, whole, nik, bpjs.required_fields(mapping))
    return Look(
        findings=findings,
        stops=tuple(stops),
        nik=nik,
        issued_in=_issued_in(nik),
        known=_known(desk, findings),
        dues=_dues(desk, whole, sponsor),
        payer=sponsor.name if sponsor else "self",
        lacking=lacking if _agreed(whole) else (*lacking, "consent"),
        wished=_lacking(reading.worker, whole, nik, bpjs.wanted_fields(mapping)),
    )


def _without_picture(raw: dict[str, Any]) -> dict[str, Any]:
    """A picture was looked at when it was chosen; here only the mark of a kept one is read."""
    photo = raw.get("photo")
    if isinstance(photo, str) and len(photo) != 64:
        return {key: value for key, value in raw.items() if key != "photo"}
    return raw


def _nik(desk: "Desk", raw: Mapping[str, Any]) -> NikReading | None:
    text = raw.get("nik")
    if not isinstance(text, str) or not text.strip():
        return None
    context = desk.context()
    return read_nik(text, today=context.today, ages=context.ages, regions=context.regions)


def _issued_in(nik: NikReading | None) -> str:
    if nik is None or nik.district is None:
        return ""
    known = regions()
    names = (known.district_name(nik.district), known.regency_name(nik.district[:5]))
    return ", ".join(name for name in names if name)


def _known(desk: "Desk", findings: tuple[Finding, ...]) -> Known | None:
    from desktop_app.actions import finding as register

    for found in findings:
        if found.rule in ("nik_registered", "same_person") and found.params.get("number"):
            try:
                there = register.find_one(desk, found.params["number"])
            except Refused:
                return None
            return Known(there.id, there.number, there.worker.full_name, found.rule)
    return None


def _sponsor(desk: "Desk", raw: Mapping[str, Any]) -> Sponsor | None:
    from desktop_app.actions import covered

    code = raw.get("funding")
    if code in (None, "self"):
        return None
    return next((one for one in covered.payers(desk) if one.code == code), None)


def _dues(desk: "Desk", raw: Mapping[str, Any], sponsor: Sponsor | None) -> Contribution | None:
    """This month's contribution; None while what was typed makes none."""
    income = raw.get("monthly_income")
    programmes = raw.get("programmes") or USUAL_PROGRAMMES
    work = occupations().get(str(raw.get("occupation")))
    if isinstance(income, str) or not together(programmes):
        return None
    try:
        return contribution(
            f"{desk.config.today():%Y-%m}",
            income,
            programmes=programmes,
            sector=work.sector if work else "other",
            payer=sponsor.payer if sponsor else "self",
            tables=desk.tables,
        )
    except Refused:
        return None


def _lacking(
    worker: Worker | None, raw: Mapping[str, Any], nik: NikReading | None, keys: tuple[str, ...]
) -> tuple[str, ...]:
    if worker:
        return missing(worker, keys)
    read = ("birth_date", "sex") if nik and nik.birth_date else ()
    return tuple(k for k in keys if k not in read and raw.get(k) in (None, "", [], ()))


def _agreed(raw: Mapping[str, Any]) -> bool:
    consent = read_consent(Fields(raw, (), "", []), date.max)
    return consent.method != "pending" and "bpjs" in consent.purposes
