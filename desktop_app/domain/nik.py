"""The NIK: sixteen digits ``PP RR DD DDMMYY SSSS``, of which little proves anything.

It is given once for life, follows neither a change of residence nor a corrected birth date, and
has no check digit. So only what cannot be a NIK blocks; the rest is asked or noted.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.age import AgeRule
from desktop_app.domain.findings import Finding, block, note, warn
from desktop_app.domain.region import OLD_SPLIT_REGENCIES, RegionLookup

LENGTH = 16
#: Beyond 2**53 a spreadsheet's number skips integers: no digit of it can be trusted.
EXACT_NUMBERS = 2**53

_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")
_FLOAT = re.compile(r"(\d+)\.0")
_QUOTES = "'\"’‘`´"


@dataclass(frozen=True, slots=True)
class NikReading:
    """What a NIK says, and what the rules say about it. Everything read is only a proposal."""

    digits: str
    findings: tuple[Finding, ...]
    birth_date: date | None = None
    sex: str | None = None
    district: str | None = None
    """District of first issue, ``PP.RR.DD``."""


def clean(text: str) -> str:
    """The number without what typing, scanning and spreadsheets put around it.

    Takes away spaces and invisible marks of any kind, dots, dashes, quotes around it and one
    trailing ``.0``. Scientific notation stays as it is, because its digits are lost.
    """
    if text.isascii() and text.isdigit():
        return text
    seen = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    seen = seen.removeprefix("=").strip(_QUOTES)
    if _SCIENTIFIC.fullmatch(seen):
        return seen
    if number := _FLOAT.fullmatch(seen):
        return number[1]
    return "".join(c for c in seen if c != "." and unicodedata.category(c) != "Pd")


def masked(nik: str) -> str:
    """The NIK as it may be shown to others: ``3301••••••••0001``."""
    if len(nik) != LENGTH:
        return "•" * LENGTH
    return f"{nik[:4]}{'•' * 8}{nik[-4:]}"


def read_nik(
    text: str, *, today: date, ages: AgeRule, regions: RegionLookup, from_number: bool = False
) -> NikReading:
    """Read a NIK as typed. ``from_number``: it came from a numeric cell of a spreadsheet.

    The century is the one that makes the holder's age allowed on ``today``; where none does, the
    latest that is past, for the age rule to judge.
    """
    digits = clean(text)
    unreadable = structure(digits) or _damaged(digits, from_number)
    if unreadable:
        return NikReading(digits, (unreadable,))
    findings: list[Finding] = []
    woman, born = _birth(digits, today, ages)
    if born is None:
        findings.append(block("nik_date", "nik"))
    if digits.endswith("0000"):
        findings.append(block("nik_serial", "nik"))
    elif from_number and digits.endswith("0"):
        findings.append(warn("nik_from_number", "nik"))
    district = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}"
    findings += _region(district, regions)
    sex = None if born is None else "female" if woman else "male"
    return NikReading(digits, tuple(findings), born, sex, district)


def shown(text: str, most: int = 60) -> str:
    """What somebody looked for, as a sentence may repeat it: a NIK only masked, however it was
    typed."""
    digits = clean(text)
    return masked(digits) if digits.isdigit() and len(digits) >= LENGTH else text[:most]


def structure(digits: str) -> Finding | None:
    """The block on a cleaned text that has not even the outer form of a lasting NIK."""
    if _SCIENTIFIC.fullmatch(digits):
        return block("nik_damaged", "nik")
    if not (digits.isascii() and digits.isdigit()):
        return block("nik_characters", "nik") if digits else block("nik_length", "nik", count=0)
    if len(digits) != LENGTH:
        return block("nik_length", "nik", count=len(digits))
    if digits.startswith("0"):
        return block("nik_temporary", "nik")
    return None


def agrees_with_date(nik: str, born: date) -> bool:
    """Whether the six date digits fit a birth date; no guess of the century is needed."""
    day = int(nik[6:8])
    return f"{day - 40 if day > 40 else day:02}{nik[8:12]}" == f"{born:%d%m%y}"


def _damaged(digits: str, from_number: bool) -> Finding | None:
    if from_number and int(digits) >= EXACT_NUMBERS:
        return block("nik_damaged", "nik")
    return None


def _birth(digits: str, today: date, ages: AgeRule) -> tuple[bool, date | None]:
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    woman = day > 40
    if woman:
        day -= 40
    possible = [
        born
        for century in (2000, 1900)
        if (born := _date(century + year, month, day)) and born <= today
    ]
    fitting = [born for born in possible if ages.allows(born, today)]
    return woman, next(iter(fitting or possible), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _region(district: str, regions: RegionLookup) -> list[Finding]:
    if not regions.province_ever(district[:2]):
        return [warn("nik_region", "nik", code=district[:2])]
    if district[:5] in OLD_SPLIT_REGENCIES or regions.district_known(district):
        return []
    return [note("nik_district", "nik", code=district)]
