"""A list of payments: who, which months, what was paid. Judged no further than its cells."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from desktop_app import paths
from desktop_app.domain.contribution import MOST_MONTHS, MOST_RUPIAH
from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.months import is_month
from desktop_app.domain.nik import EXACT_NUMBERS, clean, masked, structure
from desktop_app.lists import formulas, reader
from desktop_app.lists.cells import (
    Value,
    fold,
    is_number,
    read_integer,
    read_money,
    read_month,
    read_text,
)

_WHO = ("nik", "kpj", "number")
#: What columns are called where they are refused.
_FIELDS = {"number": "registration_number"}
_KPJ = re.compile(r"[0-9A-Z]{5,20}", re.ASCII)
_CENTS = re.compile(r"[.,](?=\d{1,2}$)\d*[1-9]\d*$", re.ASCII)
_DIGITS = re.compile(r"\d{10,}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPayment:
    """One row. With findings it must not be taken."""

    row: int
    """As the spreadsheet counts it."""
    ids: tuple[str, ...]
    """NIK, KPJ and registration number, those that are there."""
    name: str | None
    first: str | None
    months: int | None
    amount: int | None
    """Whole rupiah; None where the row says none."""
    findings: tuple[Finding, ...]
    """``required``, ``nik_…``, ``kpj_form``, ``type`` (month, months), ``amount``; each blocks."""

    @property
    def shown(self) -> str:
        """Whom it names, as a sentence may repeat it: a NIK only masked."""
        given = self.ids[0] if self.ids else ""
        return masked(given) if given.isdigit() and len(given) == 16 else given


@dataclass(frozen=True, slots=True)
class _Words:
    columns: Mapping[str, frozenset[str]]
    passed: tuple[str, ...]


@cache
def _words() -> _Words:
    with (paths.resources() / "lists" / "payments.toml").open("rb") as file:
        data = tomllib.load(file)
    columns = {key: frozenset(map(fold, said)) for key, said in data["columns"].items()}
    return _Words(columns, tuple(data["passed"]["rows"]))


def read_payments(
    path: Path, *, today: date, first: str | None = None, months: int | None = None
) -> list[ListedPayment]:
    """The rows of a workbook or .csv; ``first`` and ``months`` fill what a row does not say, one
    month where nobody does. Rows of nobody are passed over.

    Raises :class:`Refused`: what :func:`reader.read` refuses; ``heading_missing`` where no column
    names anybody.
    """
    words = _words()
    sheet = reader.read(path, known=frozenset().union(*words.columns.values()))
    columns = _columns(sheet.headings, words.columns)
    if not columns.keys() & set(_WHO):
        raise Refused("heading_missing", None, name=path.name, why="payments")
    found, empty = [], formulas.without_result(sheet)
    for row in sheet.rows():
        values = row.values
        cells = {key: values[at] if at < len(values) else "" for key, at in columns.items()}
        if not _nobody(cells, values, words.passed):
            listed = _listed(row.number, cells, first, months, today)
            wrong = [key for key, at in columns.items() if (row.number, at) in empty]
            unknown = tuple(block("formula", _FIELDS.get(k, k)) for k in wrong if k != "name")
            found.append(replace(listed, findings=(*unknown, *listed.findings)))
    return found


def _columns(headings: Iterable[str], known: Mapping[str, frozenset[str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        for key, words in known.items():
            if fold(heading) in words:
                columns.setdefault(key, at)
    return columns


def _nobody(cells: Mapping[str, Value], values: list[Value], passed: tuple[str, ...]) -> bool:
    """A total, a signature, or a line with nothing in the columns that count."""
    said = [fold(text) for value in values if (text := read_text(value))]
    begins = any(text.startswith(passed) for text in said[:2])
    given = [fold(text) for key in _WHO if (text := read_text(cells.get(key, "")))]
    if any(not text.startswith(passed) for text in given):
        return False
    return begins or not any(read_text(cell) for cell in cells.values())


def _listed(
    row: int, cells: Mapping[str, Value], first: str | None, months: int | None, today: date
) -> ListedPayment:
    findings: list[Finding] = []
    ids = _ids(cells, findings)
    month = read_month(cells.get("month", ""), today) or first
    if month is None:
        findings.append(block("required", "month"))
    elif not is_month(month):
        findings.append(block("type", "month", wanted="month"))
    many = _months(cells.get("months", ""), months)
    if many is None:
        findings.append(block("type", "months", wanted="range", least=1, most=MOST_MONTHS))
    amount = _amount(cells.get("amount", ""), findings)
    return ListedPayment(
        row=row,
        ids=ids,
        name=read_text(cells.get("name", "")),
        first=month,
        months=many,
        amount=amount,
        findings=tuple(findings),
    )


def _months(cell: Value, usual: int | None) -> int | None:
    """How many; None for what is no number of months."""
    many = cell if isinstance(cell, bool) else read_integer(cell)
    if many is None:
        many = usual or 1
    return many if type(many) is int and many > 0 else None


def _ids(cells: Mapping[str, Value], findings: list[Finding]) -> tuple[str, ...]:
    ids = []
    if nik := _nik(cells.get("nik", ""), findings):
        ids.append(nik)
    if kpj := read_text(cells.get("kpj", "")):
        digits = clean(kpj).upper()
        if _KPJ.fullmatch(digits):
            ids.append(digits)
        else:
            findings.append(block("kpj_form", "kpj", value=kpj[:20]))
    if number := read_text(cells.get("number", "")):
        ids.append(number)
    if not ids and not findings:
        findings.append(block("required", "nik"))
    return tuple(ids)


def _nik(cell: Value, findings: list[Finding]) -> str | None:
    text = read_text(cell)
    if text is None:
        return None
    digits = clean(text)
    wrong = structure(digits)
    if wrong is None and (
        digits.endswith("0000") or (is_number(cell) and int(digits) >= EXACT_NUMBERS)
    ):
        wrong = block("nik_damaged", "nik")
    if wrong is None and is_number(cell) and digits.endswith("0"):
        wrong = block("nik_from_number", "nik")
    if wrong:
        findings.append(wrong)
    return None if wrong else digits


def _amount(cell: Value, findings: list[Finding]) -> int | None:
    try:
        return read_sum(cell)
    except Refused as wrong:
        findings.append(wrong.finding)
        return None


def read_sum(cell: Value) -> int | None:
    """Whole rupiah that were paid, however they are written; None where nothing stands there.

    Raises Refused (``amount``), ``why`` ``negative``, ``cents`` or ``too_large`` where that is
    what is wrong.
    """
    text = read_text(cell)
    if text is None:
        return None
    amount = read_money(cell)
    why = None
    if isinstance(cell, bool):
        raise Refused("amount", "amount")
    if text.startswith("-"):
        why = "negative"
    elif (isinstance(cell, float) and not cell.is_integer()) or _CENTS.search(text):
        why = "cents"
    elif is_number(cell) or isinstance(amount, int) or _DIGITS.fullmatch(text):
        if isinstance(amount, int) and amount <= MOST_RUPIAH:
            return amount
        why = "too_large"
    raise Refused("amount", "amount", **({"why": why} if why else {}))
