"""A worker read from the public JSON object: every rule that one person alone can meet.

The rules that need the register (registered already, same person, twice in a file) are asked
where the register is. Nothing here raises, whatever the input.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from desktop_app.domain.age import AgeRule, age_findings
from desktop_app.domain.contribution import together
from desktop_app.domain.fields import Fields
from desktop_app.domain.findings import Finding, Level, Refused, block, blocks, note, warn
from desktop_app.domain.nik import NikReading, agrees_with_date, clean, read_nik
from desktop_app.domain.occupation import Occupation
from desktop_app.domain.parts import past_day, read_consent, read_family, read_vulnerability
from desktop_app.domain.region import RegionLookup, dotted
from desktop_app.domain.worker import (
    ECOSYSTEMS,
    PHONE_OWNERS,
    PROGRAMMES,
    SEGMENTS,
    SEXES,
    USUAL_PROGRAMMES,
    Worker,
)

KEYS = tuple(f.name for f in fields(Worker))
#: What a paper or BPJS will ask for later; its absence is noted and holds nothing up.
WISHED = ("birth_place", "mother_name", "address", "phone")

_SIXTEEN = re.compile(r"\d{16}", re.ASCII)
_ONE_TO_THREE = re.compile(r"\d{1,3}", re.ASCII)
_KPJ = re.compile(r"\d{11}", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;.]+(?:\.[^@\s,;.]+)+")
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOST_RUPIAH = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the rules hold a worker against. ``today`` is the day of registration."""

    today: date
    village_code: str
    """The office's own, taken where none is given."""
    regions: RegionLookup
    occupations: Mapping[str, Occupation]
    ages: AgeRule
    sponsors: Container[str] = frozenset()
    """Codes of those who may pay beside the person."""
    nik_from_number: bool = False
    """The NIK stood in a numeric cell of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The worker, or None where anything blocks, with everything that was found."""

    worker: Worker | None
    findings: tuple[Finding, ...]


def read_worker(raw: object, context: Context) -> Reading:
    """Read one person. ``photo`` is the SHA-256 of a picture that is stored already."""
    if not isinstance(raw, Mapping):
        return Reading(None, (block("type", None, wanted="object"),))
    form = Fields(raw, KEYS, "", [])
    nik = _nik(form, context)
    values: dict[str, Any] = {
        "full_name": form.require("full_name", form.name("full_name")),
        **_birth_and_sex(form, nik, context),
        **_address(form, context),
        **_work(form, context),
        **_membership(form, context),
        "vulnerability": read_vulnerability(form),
        "disability": form.flag("disability"),
        "family": read_family(form, context.today),
        "consent": read_consent(form, context.today),
        "photo": _photo(form),
        "confirmed": form.texts("confirmed") or (),
    }
    form.findings += [note(f"{k}_missing", k) for k in WISHED if form.given(k) is None]
    findings = _in_order(form.findings)
    if blocks(findings) or nik is None:
        return Reading(None, findings)
    given = {key: value for key, value in values.items() if value is not None}
    return Reading(Worker(nik=nik.digits, **given), findings)


def confirmed_rules(raw: object) -> tuple[str, ...]:
    """The rules that were confirmed, readable even where the worker is not."""
    given = raw.get("confirmed") if isinstance(raw, Mapping) else None
    if not isinstance(given, list | tuple):
        return ()
    return tuple(rule for rule in given if isinstance(rule, str))


def as_json(worker: Worker) -> dict[str, Any]:
    """The public object: every key, absent ones null, dates as ISO text, tuples as lists."""
    return {key: _plain(value) for key, value in asdict(worker).items()}


def merged(worker: Worker, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The public object after a change of the given fields: null clears, lists replace.

    With a corrected NIK go what was only read from the old one (birth date and sex that agreed
    with it) and the warnings confirmed about it. Raises :class:`Refused` (``type``).
    """
    if not isinstance(changes, Mapping):
        raise Refused("type", wanted="object")
    result = as_json(worker)
    nik = changes.get("nik")
    if isinstance(nik, str) and clean(nik) != worker.nik:
        _forget_nik(worker, result)
    for key, value in changes.items():
        before = result.get(key)
        both = isinstance(value, Mapping) and isinstance(before, dict)
        result[key] = {**before, **value} if both else value  # type: ignore[dict-item]
    return result


def _forget_nik(worker: Worker, result: dict[str, Any]) -> None:
    if agrees_with_date(worker.nik, worker.birth_date):
        result["birth_date"] = None
    if (worker.sex == "female") == (int(worker.nik[6]) >= 4):
        result["sex"] = None
    result["confirmed"] = [
        rule for rule in worker.confirmed if not rule.startswith("nik_") and rule != "same_person"
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Blocks first, then warnings, then notes; within each as found."""
    rank = {Level.BLOCK: 0, Level.WARN: 1, Level.NOTE: 2}
    return tuple(sorted(findings, key=lambda f: rank[f.level]))


def _nik(form: Fields, context: Context) -> NikReading | None:
    text = form.require("nik", form.text("nik"))
    if text is None:
        return None
    reading = read_nik(
        text,
        today=context.today,
        ages=context.ages,
        regions=context.regions,
        from_number=context.nik_from_number,
    )
    form.findings += reading.findings
    return reading


def _birth_and_sex(form: Fields, nik: NikReading | None, context: Context) -> dict[str, Any]:
    born, sex = form.day("birth_date"), form.word("sex", SEXES)
    read = nik is not None and nik.birth_date is not None
    if nik is not None and read:
        if born and not agrees_with_date(nik.digits, born):
            form.findings.append(warn("nik_birth_date", "birth_date", nik=nik.birth_date))
        if sex and sex != nik.sex:
            form.findings.append(warn("nik_sex", "sex", nik=nik.sex))
        born = born if form.given("birth_date") else nik.birth_date
        sex = sex if form.given("sex") else nik.sex
    if born:
        form.findings += age_findings(born, context.today, context.ages)
    return {"birth_date": born, "sex": sex}


def _address(form: Fields, context: Context) -> dict[str, Any]:
    return {
        "birth_place": form.text("birth_place"),
        "mother_name": form.name("mother_name"),
        "family_card_number": form.number("family_card_number", _SIXTEEN, "sixteen_digits"),
        "address": form.text("address", 500),
        "rt": form.number("rt", _ONE_TO_THREE, "three_digits"),
        "rw": form.number("rw", _ONE_TO_THREE, "three_digits"),
        "hamlet": form.text("hamlet"),
        "village_code": _village(form, context),
        "phone": form.phone("phone"),
        "phone_owner": form.word("phone_owner", PHONE_OWNERS),
        "email": _email(form),
    }


def _village(form: Fields, context: Context) -> str | None:
    given = form.text("village_code")
    if given is None:
        return dotted(context.village_code)
    village = context.regions.village(given)
    if village is None:
        form.block("village_unknown", "village_code", value=given[:20])
        return None
    return village.code


def _email(form: Fields) -> str | None:
    email = form.text("email")
    if email is not None and not _EMAIL.fullmatch(email):
        form.block("type", "email", wanted="email")
        return None
    return email


def _work(form: Fields, context: Context) -> dict[str, Any]:
    occupation = form.require("occupation", _occupation(form, "occupation", context))
    owner = form.flag("business_owner") or False
    ecosystem = form.word("ecosystem", ECOSYSTEMS)
    if ecosystem is None and occupation is not None:
        ecosystem = occupation.ecosystem
    second = _occupation(form, "second_occupation", context)
    return {
        "occupation": occupation and occupation.code,
        "second_occupation": second and second.code,
        "ecosystem": ecosystem,
        "workplace": form.text("workplace"),
        "business_owner": owner,
        "monthly_income": form.integer("monthly_income", 0, _MOST_RUPIAH),
        "programmes": _programmes(form, owner),
    }


def _occupation(form: Fields, key: str, context: Context) -> Occupation | None:
    code = form.text(key)
    if code is None:
        return None
    occupation = context.occupations.get(code)
    if occupation is None:
        form.block("occupation", key, value=code[:40])
    return occupation


def _programmes(form: Fields, owner: bool) -> tuple[str, ...] | None:
    chosen = form.words("programmes", PROGRAMMES)
    if form.given("programmes") is None:
        chosen = USUAL_PROGRAMMES
    if chosen is not None and not together(chosen):
        form.block("programmes", "programmes", why="together")
    elif chosen is not None and owner and "JHT" not in chosen:
        form.block("programmes", "programmes", why="owner")
    return chosen


def _membership(form: Fields, context: Context) -> dict[str, Any]:
    funding = form.text("funding")
    if funding not in (None, "self") and funding not in context.sponsors:
        form.block("sponsor", "funding", value=str(funding)[:40])
    return {
        "funding": funding,
        "segment": form.word("segment", SEGMENTS),
        "kpj": _kpj(form),
        "member_since": past_day(form, "member_since", context.today),
        "paid_until": form.month("paid_until"),
        "former_payer": form.text("former_payer"),
    }


def _kpj(form: Fields) -> str | None:
    text = form.text("kpj", 40)
    if text is None:
        return None
    kpj = clean(text)
    if not _KPJ.fullmatch(kpj):
        form.findings.append(warn("kpj_form", "kpj"))
    return kpj or None


def _photo(form: Fields) -> str | None:
    digest = form.text("photo", 64)
    if digest is not None and not _SHA256.fullmatch(digest):
        form.block("photo", "photo")
        return None
    return digest
