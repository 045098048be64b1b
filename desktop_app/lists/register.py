"""The register as a list: the headings of our own workbook, so that it can be read back."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from desktop_app.domain.findings import Refused
from desktop_app.lists.cells import neutral
from desktop_app.lists.headings import Column, layout
from desktop_app.lists.styles import Styles
from desktop_app.lists.writing import long_workbook, put, replacing
from desktop_app.reference.occupations import occupations

#: An Excel sheet has 1,048,576 rows, one of them for the headings.
MOST_ROWS = 1_048_575

Person = Mapping[str, Any]


@cache
def export_columns() -> tuple[Column, ...]:
    """Every column of the export: first where the person stands, then the whole worker."""
    return (*layout().states, *(column for column in layout().columns if column.export))


@cache
def _by_key() -> dict[str, Column]:
    return {column.key: column for column in export_columns()}


def write_register(
    out: Path, people: Iterable[Person], *, hidden: frozenset[str] = frozenset()
) -> int:
    """Write people to ``.xlsx`` or ``.csv``; gives their number.

    A person is the worker's public object with ``registration_number``, ``status``, the four
    states and ``protection_as_of``, as ``loket show --json`` prints it. ``hidden`` leaves out
    columns by key (what the reader of the export has no right to see). Columns of family
    members that nobody has are hidden. Raises :class:`Refused`: ``file_kind``,
    ``unwritable``, ``disk_full``, ``file_too_large``.
    """
    columns = [column for column in export_columns() if column.key not in hidden]
    writers = {".xlsx": _write_xlsx, ".csv": _write_csv}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise Refused("file_kind", None, name=out.name, kinds=".xlsx, .csv")
    return writer(out, columns, (flat(person) for person in people))


def flat(person: Person) -> dict[str, Any]:
    """A person's cells by column key: words as we write them, dates as dates, the rest as text."""
    values: dict[str, Any] = {}
    for key, value in person.items():
        if isinstance(value, Mapping):
            values |= {f"{key}.{part}": item for part, item in value.items()}
        elif key == "family":
            values |= _family(value or ())
        else:
            values[key] = value
    known = _by_key()
    return {
        key: _said(known[key], value)
        for key, value in values.items()
        if value is not None and key in known
    }


def _family(family: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    count = {"heir": 0, "kin": 0}
    for member in family:
        slot = "heir" if member.get("heir") else "kin"
        count[slot] += 1
        values |= {f"{slot}.{count[slot]}.{part}": item for part, item in member.items()}
    return values


def _said(column: Column, value: Any) -> Any:
    if column.kind in ("choice", "text") and column.words:
        return layout().say(column.words, value)
    say = _SAID.get(column.kind)
    return say(column, value) or None if say else value


def occupation_name(code: str) -> str:
    """What the occupation is called; a code that is not in the list stays as it is."""
    known = occupations().get(code)
    return known.name if known else code


def local_phone(phone: str) -> str:
    """The number as it is dialled at home: ``0812…``, which no spreadsheet takes for a formula."""
    return f"0{phone[3:]}" if phone.startswith("+62") else phone


_SAID: dict[str, Callable[[Column, Any], Any]] = {
    "yes_no": lambda column, value: layout().say(column.words, "yes" if value else "no"),
    "list": lambda column, value: ", ".join(layout().say(column.words, one) for one in value),
    "names": lambda _column, value: "; ".join(value),
    "occupation": lambda _column, value: occupation_name(value),
    "date": lambda _column, value: date.fromisoformat(value) if isinstance(value, str) else value,
    "phone": lambda _column, value: local_phone(value),
}


def _write_xlsx(out: Path, columns: list[Column], rows: Iterator[dict[str, Any]]) -> int:
    count, filled = 0, set[str]()
    place = {column.key: at for at, column in enumerate(columns)}
    with long_workbook(out) as book:
        styles = Styles(book)
        sheet = book.add_worksheet(layout().sheets[0])
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 32)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, styles.cells(column.kind))
            sheet.write_string(0, at, column.heading, styles.heading(column.group))
        for row in rows:
            count += 1
            if count > MOST_ROWS:
                raise Refused("file_too_large", None, name=out.name, limit=MOST_ROWS)
            filled |= row.keys()
            for key, value in row.items():
                if key in place:
                    put(sheet, count, place[key], value)
        for at, column in enumerate(columns):
            if column.group == "heirs" and column.key not in filled:
                sheet.set_column(at, at, None, None, {"hidden": True})
        sheet.autofilter(0, 0, count, len(columns) - 1)
    return count


def _write_csv(out: Path, columns: list[Column], rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    with replacing(out) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        try:
            lines = csv.writer(text, delimiter=";")
            lines.writerow(column.heading for column in columns)
            for row in rows:
                count += 1
                lines.writerow(_csv_cell(row.get(column.key)) for column in columns)
        finally:
            text.detach()
    return count


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return neutral(str(value))
