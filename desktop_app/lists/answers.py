"""The branch office's answer: who got which KPJ, who was refused and why.

A wrong line here would print a card with somebody else's number, so a line is only taken where
every digit can be trusted; every other line is named with what is wrong with it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.nik import EXACT_NUMBERS, clean, structure
from desktop_app.lists import reader
from desktop_app.lists.bpjs import Answer, BpjsMapping
from desktop_app.lists.cells import Value, fold, is_number, read_date, read_text

_KPJ = re.compile(r"\d{11}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A line of the answer. With findings it must not be applied."""

    row: int
    """As the spreadsheet counts it."""
    nik: str | None
    """Sixteen digits, or None where they cannot be trusted."""
    kpj: str | None
    """Eleven digits: the person is a member."""
    reason: str | None
    """Why the person was refused, in the branch's words."""
    member_since: date | None = None
    """From when, where the answer tells."""
    findings: tuple[Finding, ...] = ()
    """``nik_…``, ``nik_from_number``, ``nik_damaged``, ``kpj_form``, ``answer_incomplete``,
    ``answer_contradiction``, ``duplicate_row``, ``kpj_twice``; each blocks its line."""


def read_answer(path: Path, mapping: BpjsMapping) -> list[AnswerRow]:
    """Read the answer workbook (or .csv); lines without anything in its columns are passed over.

    Raises :class:`Refused`: what :func:`reader.read` refuses; ``heading_missing``
    where there is no column for the NIK, or neither for the KPJ nor for a status or reason.
    """
    known = mapping.answer
    sheet = reader.read(path, known=known.nik | known.kpj | known.status | known.reason)
    columns = _columns(sheet.headings, known)
    if "nik" not in columns or not columns.keys() & {"kpj", "status", "reason"}:
        raise Refused("heading_missing", None, name=path.name, why="answer")
    rows = [
        _row(row.number, _cells(row.values, columns), known)
        for row in sheet.rows()
        if any(read_text(cell) is not None for cell in _cells(row.values, columns).values())
    ]
    return _without_clashes(rows)


def _columns(headings: Iterable[str], known: Answer) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        for name in ("nik", "kpj", "status", "reason", "since"):
            if fold(heading) in getattr(known, name):
                columns.setdefault(name, at)
    return columns


def _cells(values: list[Value], columns: Mapping[str, int]) -> dict[str, Value]:
    return {name: values[at] if at < len(values) else "" for name, at in columns.items()}


def _row(number: int, cells: Mapping[str, Value], known: Answer) -> AnswerRow:
    nik, findings = trusted_nik(cells.get("nik", ""))
    kpj, wrong = _kpj(cells.get("kpj", ""))
    status, reason = (read_text(cells.get(name, "")) for name in ("status", "reason"))
    refused = _refusal(status, reason, known)
    findings += wrong
    since = _since(cells.get("since", "")) if kpj else None
    if kpj and since is None and read_text(cells.get("since", "")) is not None:
        findings.append(block("type", "member_since", wanted="date"))
    if kpj and refused and _begins(status or reason, known.not_taken):
        findings.append(block("answer_contradiction", "kpj", reason=refused[:80]))
    elif not kpj and not wrong and (not refused or _begins(refused, known.still_open)):
        findings.append(block("answer_incomplete", "kpj"))
        refused = None
    return AnswerRow(number, nik, kpj, None if kpj or wrong else refused, since, tuple(findings))


def trusted_nik(cell: Value) -> tuple[str | None, list[Finding]]:
    """Sixteen digits that can be trusted, or None and why not."""
    text = read_text(cell)
    if text is None:
        return None, [block("required", "nik")]
    digits = clean(text)
    wrong = structure(digits)
    if wrong:
        return None, [wrong]
    if digits.endswith("0000") or (is_number(cell) and int(digits) >= EXACT_NUMBERS):
        return None, [block("nik_damaged", "nik")]
    if is_number(cell) and digits.endswith("0"):
        return None, [block("nik_from_number", "nik")]
    return digits, []


def _kpj(cell: Value) -> tuple[str | None, list[Finding]]:
    """A KPJ has eleven digits; one with fewer lost its leading zeros, and nobody knows how many.
    In a numeric cell they may have been lost before the rest was filled up again."""
    text = read_text(cell)
    if text is None:
        return None, []
    if is_number(cell):
        return None, [block("kpj_form", "kpj", why="number")]
    digits = clean(text)
    if _KPJ.fullmatch(digits) and int(digits):
        return digits, []
    return None, [block("kpj_form", "kpj", value=text[:20])]


def _since(cell: Value) -> date | None:
    try:
        return date.fromisoformat(read_date(cell, date.max) or "")
    except ValueError:
        return None


def _refusal(status: str | None, reason: str | None, known: Answer) -> str | None:
    """Why the person was refused, or None where neither column says so."""
    if _begins(status, known.taken):
        return None
    if reason and not _begins(reason, known.taken):
        return reason
    return None if reason else status


def _begins(text: str | None, words: tuple[str, ...]) -> bool:
    return bool(text) and fold(text or "").startswith(words)


def _without_clashes(rows: list[AnswerRow]) -> list[AnswerRow]:
    """The rows, with a finding on each of those that say different things of one person or KPJ.

    The same line twice says nothing new and is taken once.
    """
    by_nik: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    by_kpj: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.nik:
            by_nik[row.nik].add((row.kpj, row.reason))
            if row.kpj:
                by_kpj[row.kpj].add(row.nik)
    seen: set[str] = set()
    kept = []
    for row in rows:
        said = by_nik.get(row.nik or "", set())
        if len(said) == 1 and row.nik in seen:
            continue
        more = [block("duplicate_row", "nik", why="differs")] if len(said) > 1 else []
        if len(by_kpj.get(row.kpj or "", ())) > 1:
            more.append(block("kpj_twice", "kpj"))
        seen.add(row.nik or "")
        kept.append(replace(row, findings=(*row.findings, *more)))
    return kept
