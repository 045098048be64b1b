"""Rows of a list → the public JSON object of a worker, before any rule has judged it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.domain.findings import Finding, Refused, warn
from desktop_app.lists import cells, headings, reader
from desktop_app.lists.cells import Value, fold
from desktop_app.lists.headings import Column
from desktop_app.lists.mapping import ListMapping
from desktop_app.lists.values import Reading, as_value, occupation_words

#: A row with neither NIK nor name is a total or a signature, unless it holds this many values.
_FEW = 4
_TOTALS = ("jumlah", "total")


@dataclass(frozen=True, slots=True)
class RawWorker:
    """One row as a worker's JSON object; the rules of a worker have yet to judge it."""

    row: int
    raw: dict[str, Any]
    findings: tuple[Finding, ...]
    """What only the spreadsheet can tell; the worker's own rules add theirs."""
    nik_from_number: bool
    """The NIK stood in a numeric cell: judge it so (``Context.nik_from_number``)."""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list of people with the meaning of its columns."""

    sheet: reader.Sheet
    columns: tuple[tuple[int, Column], ...]
    """Column number from 0, and what it means."""
    findings: tuple[Finding, ...]
    """About the headings: ``heading_unknown``, ``heading_twice``."""
    defaults: Mapping[str, Any]
    reading: Reading

    def __iter__(self) -> Iterator[RawWorker]:
        """The people in the order of the rows; rows of nobody are passed over."""
        for row in self.sheet.rows():
            worker = self.read(row)
            if worker:
                yield worker

    def read(self, row: reader.Row) -> RawWorker | None:
        """The person in a row, or None for a row of nobody."""
        return _raw_worker(self, row)

    def place(self, field: str | None, values: list[Value]) -> int | None:
        """The column of this row that a finding's field names, or None."""
        if field is None:
            return None
        wanted = _slot_key(self, field, values) if field.startswith("family.") else field
        keys = {column.key: index for index, column in reversed(self.columns)}
        return keys.get(wanted, keys.get(_AT_COLUMN.get(wanted, "")))


#: Where the whole is wrong, the cell to look at; RT and RW may stand in one.
_AT_COLUMN = {
    "consent": "consent.method",
    "vulnerability": "vulnerability.basis",
    "rt": "rt_rw",
    "rw": "rt_rw",
}


def open_people(
    path: Path,
    *,
    today: date,
    sheet: str | None = None,
    mapping: ListMapping | None = None,
) -> PeopleList:
    """Open a list and find what its columns mean. Read as often as wanted; nothing is kept.

    The mapping's defaults fill what the list has no column for. Raises :class:`Refused`: what
    :func:`reader.read` refuses; ``heading_missing`` where neither NIK nor name has a column;
    ``unknown_key`` or ``type`` for a default.
    """
    mapping = mapping or ListMapping()
    known = {**headings.layout().known, **mapping.columns}
    opened = reader.read(path, known={h for h, key in known.items() if key}, sheet=sheet)
    columns, findings = _columns(opened, known)
    present = {column.key for _, column in columns}
    if not present & {"nik", "full_name"}:
        raise Refused("heading_missing", None, name=path.name)
    reading = Reading(today, occupation_words())
    given = _defaults(mapping.defaults, present, reading)
    return PeopleList(opened, columns, findings, given, reading)


def _columns(
    sheet: reader.Sheet, known: Mapping[str, str]
) -> tuple[tuple[tuple[int, Column], ...], tuple[Finding, ...]]:
    found: list[tuple[int, Column]] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    for index, heading in enumerate(sheet.headings):
        key = known.get(fold(heading))
        if not fold(heading) or key == "":
            continue
        column = headings.layout().column(key) if key else None
        if column is None:
            findings.append(warn("heading_unknown", None, heading=heading, row=sheet.heading_row))
        elif column.key in seen:
            findings.append(warn("heading_twice", None, heading=heading, row=sheet.heading_row))
        else:
            seen.add(column.key)
            found.append((index, column))
    return tuple(found), tuple(findings)


def _defaults(said: Mapping[str, str], present: set[str], reading: Reading) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, text in said.items():
        column = headings.layout().column(key)
        if column is None:
            raise Refused("unknown_key", key, key=key)
        value, findings = as_value(column, text, reading)
        if findings:
            raise Refused("type", key, value=text)
        if key not in present and value is not None:
            values[key] = value
    return values


def _raw_worker(people: PeopleList, row: reader.Row) -> RawWorker | None:
    flat: dict[str, Any] = {}
    findings: list[Finding] = []
    from_number = False
    for index, column in people.columns:
        cell = row.values[index] if index < len(row.values) else ""
        if cell == "":
            continue
        value, found = as_value(column, cell, people.reading)
        findings += found
        if value is not None:
            flat[column.key] = value
            from_number = from_number or (column.key == "nik" and cells.is_number(cell))
    if _is_nobody(flat):
        return None
    raw = _nested({**people.defaults, **flat})
    return RawWorker(row.number, raw, tuple(findings), from_number)


def _is_nobody(flat: Mapping[str, Any]) -> bool:
    if "nik" in flat or "full_name" in flat:
        name, nik = fold(str(flat.get("full_name", ""))), str(flat.get("nik", ""))
        return name.startswith(_TOTALS) and sum(c.isdigit() for c in nik) < 10
    return len(flat) < _FEW


def _nested(flat: dict[str, Any]) -> dict[str, Any]:
    """The JSON object: dotted keys become objects, numbered ones the members of ``family``."""
    raw: dict[str, Any] = {}
    family: dict[tuple[str, int], dict[str, Any]] = {}
    for key, value in flat.items():
        head, _, rest = key.partition(".")
        if head in ("heir", "kin"):
            number, _, part = rest.partition(".")
            member = family.setdefault((head, int(number)), {})
            member[part] = value
        elif head == "rt_rw":
            raw |= {part: text for part, text in zip(("rt", "rw"), value, strict=True) if text}
        elif rest:
            raw.setdefault(head, {})[rest] = value
        else:
            raw[key] = value
    if family:
        raw["family"] = [{**family[slot], "heir": slot[0] == "heir"} for slot in sorted(family)]
    return raw


def _slot_key(people: PeopleList, field: str, values: list[Value]) -> str:
    """``family.0.nik`` as the row's own column: the first slot of it that holds anything."""
    _, number, *part = field.split(".")
    slots = sorted(
        {
            (column.key.split(".")[0], int(column.key.split(".")[1]))
            for index, column in people.columns
            if column.key.startswith(("heir.", "kin."))
            and index < len(values)
            and cells.read_text(values[index]) is not None
        }
    )
    if not number.isdigit() or int(number) >= len(slots):
        return field
    head, slot = slots[int(number)]
    return f"{head}.{slot}.{'.'.join(part) or 'full_name'}"
