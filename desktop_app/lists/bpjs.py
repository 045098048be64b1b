"""The list for BPJS Ketenagakerjaan, column by column as its mapping file says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from desktop_app import paths
from desktop_app.domain.contribution import band_of
from desktop_app.domain.findings import Refused
from desktop_app.domain.missing import missing
from desktop_app.domain.reading import KEYS
from desktop_app.domain.worker import Worker
from desktop_app.lists.cells import fold
from desktop_app.lists.mapping import read_toml, table
from desktop_app.lists.register import local_phone, occupation_name
from desktop_app.lists.styles import Styles
from desktop_app.lists.writing import put, short_workbook
from desktop_app.reference.regions import regions
from desktop_app.reference.rules import contribution_tables

FORMS = ("text", "upper", "date", "phone", "number", "occupation")
#: What is made from a worker and never lacking: workplace or village, income or the lowest base.
MADE = ("work_place", "income")


@dataclass(frozen=True, slots=True, kw_only=True)
class BpjsColumn:
    """One column of the list: from a key of the worker, or always the same value."""

    heading: str
    form: str
    source: str = ""
    value: str | int | None = None
    required: bool = False
    wanted: bool = False
    width: float = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How the branch's answer is read: folded headings, and folded words of a status."""

    nik: frozenset[str]
    kpj: frozenset[str]
    status: frozenset[str]
    reason: frozenset[str]
    since: frozenset[str]
    taken: tuple[str, ...]
    not_taken: tuple[str, ...]
    still_open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BpjsMapping:
    """A mapping file, checked."""

    sheet: str
    date_form: str
    columns: tuple[BpjsColumn, ...]
    answer: Answer


def load_mapping(path: Path | None = None) -> BpjsMapping:
    """The mapping file at ``path``, or the one that the program came with.

    Raises :class:`Refused`: ``mapping`` with the line or the entry that is wrong,
    ``file_unreadable``.
    """
    return _load(path) if path else _shipped()


def required_fields(mapping: BpjsMapping) -> tuple[str, ...]:
    """Keys of a worker without which nobody goes on the list."""
    return tuple(c.source for c in mapping.columns if c.required and c.source in KEYS)


def wanted_fields(mapping: BpjsMapping) -> tuple[str, ...]:
    """Keys whose lack is named, though the person goes on the list."""
    return tuple(c.source for c in mapping.columns if c.wanted and c.source in KEYS)


def lacking(worker: Worker, mapping: BpjsMapping) -> tuple[str, ...]:
    """The required keys that this worker has not."""
    return missing(worker, required_fields(mapping))


def write_bpjs(out: BinaryIO, workers: Iterable[Worker], mapping: BpjsMapping) -> int:
    """Write the list as .xlsx; gives the number of people. What names somebody is text."""
    count = 0
    with short_workbook(out) as book:
        styles = Styles(book)
        sheet = book.add_worksheet(mapping.sheet)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(mapping.columns):
            kind = "text" if column.form != "number" else "number"
            cell = styles.of(num_format="0") if kind == "number" else styles.cells("text")
            sheet.set_column(at, at, column.width, cell)
            sheet.write_string(0, at, column.heading, styles.heading("state"))
        for count, worker in enumerate(workers, start=1):
            for at, column in enumerate(mapping.columns):
                put(sheet, count, at, _cell(column, worker, mapping))
    return count


def _lowest_base() -> int:
    """What an unknown income counts as."""
    bands = contribution_tables().bands
    return band_of(None, [b for b in bands if b.month_from == bands[-1].month_from]).base


def _cell(column: BpjsColumn, worker: Worker, mapping: BpjsMapping) -> Any:
    if column.value is not None:
        return column.value
    if column.source == "work_place":
        return _work_place(worker)
    if column.source == "income":
        return worker.monthly_income or _lowest_base()
    value = getattr(worker, column.source)
    if value is None:
        return None
    said: dict[str, Callable[[], Any]] = {
        "upper": lambda: str(value).upper(),
        "date": lambda: format(value, mapping.date_form) if isinstance(value, date) else value,
        "phone": lambda: local_phone(str(value)),
        "number": lambda: value,
        "occupation": lambda: occupation_name(value),
    }
    return said.get(column.form, lambda: _text(value))()


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _work_place(worker: Worker) -> str:
    """Where the person works: as told, else the village they live in."""
    if worker.workplace:
        return worker.workplace
    village = regions().village(worker.village_code)
    return f"{village.name}, {village.regency}" if village else worker.village_code


@cache
def _shipped() -> BpjsMapping:
    return _load(paths.resources() / "lists" / "bpjs.toml")


def _load(path: Path) -> BpjsMapping:
    data = read_toml(path)
    columns = data.get("column")
    if not isinstance(columns, list) or not columns:
        raise Refused("mapping", None, name=path.name, why="entry", entry="[[column]]")
    sheet = data.get("sheet")
    if not isinstance(sheet, str) or not 0 < len(sheet) <= 31 or set(sheet) & set("[]:*?/\\"):
        raise Refused("mapping", None, name=path.name, why="entry", entry="sheet")
    return BpjsMapping(
        sheet=sheet,
        date_form=str(data.get("date_form", "%d-%m-%Y")),
        columns=tuple(_column(column, path) for column in columns),
        answer=_answer(table(data, "answer", path), path),
    )


def _column(data: Any, path: Path) -> BpjsColumn:
    try:
        column = BpjsColumn(**data)
    except TypeError as error:
        raise Refused("mapping", None, name=path.name, why="entry", entry=str(data)[:80]) from error
    entry = f"{column.heading}: {column.source or column.value}"
    sensible = (
        isinstance(column.heading, str)
        and column.form in FORMS
        and (column.source in KEYS or column.source in MADE) == (column.value is None)
        and isinstance(column.width, int | float)
    )
    if not sensible:
        raise Refused("mapping", None, name=path.name, why="entry", entry=entry)
    return column


def _answer(data: Mapping[str, Any], path: Path) -> Answer:
    words: dict[str, tuple[str, ...]] = {}
    for name in ("nik", "kpj", "status", "reason", "since", "taken", "not_taken", "still_open"):
        said = data[name] if name in data else _shipped_words(name)
        if not isinstance(said, list | tuple) or not all(isinstance(word, str) for word in said):
            raise Refused("mapping", None, name=path.name, why="entry", entry=f"answer.{name}")
        words[name] = tuple(fold(word) for word in said)
    return Answer(
        nik=frozenset(words["nik"]),
        kpj=frozenset(words["kpj"]),
        status=frozenset(words["status"]),
        reason=frozenset(words["reason"]),
        since=frozenset(words["since"]),
        taken=words["taken"],
        not_taken=words["not_taken"],
        still_open=words["still_open"],
    )


def _shipped_words(name: str) -> Iterable[str]:
    """A mapping of one's own need not repeat how answers are read."""
    shipped = read_toml(paths.resources() / "lists" / "bpjs.toml")
    words: list[str] = shipped["answer"][name]
    return words
