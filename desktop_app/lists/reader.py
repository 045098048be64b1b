"""Reading a list: the sheet with our headings, its heading row, and numbered rows of cells.

What a file is, its first bytes say; its ending is only believed where they agree. Rows carry the
numbers that the spreadsheet shows beside them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop_app.domain.findings import Refused
from desktop_app.lists import delimited, workbook
from desktop_app.lists.cells import Value, fold, text_of
from desktop_app.lists.compound import check_compound

MOST_BYTES = 64 * 2**20
MOST_ROWS = 1_048_576
#: Titles and blank rows stand above the headings, but never this many.
HEADING_ROWS = 30

_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How a PDF, a PNG and a JPEG begin.
_NO_LISTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as the spreadsheet counts it, and its cells from column A on."""

    number: int
    values: list[Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that can be read as often as wanted."""

    path: Path
    name: str
    heading_row: int
    headings: tuple[str, ...]
    total: int
    """Rows under the headings, empty ones included: for a progress bar."""
    _rows: Callable[[], Iterable[list[Value]]]

    def rows(self) -> Iterator[Row]:
        """The rows under the headings that hold anything."""
        for number, values in enumerate(self._rows(), start=1):
            if number > self.heading_row and any(value != "" for value in values):
                yield Row(number, values)


def read(path: Path, *, known: Collection[str], sheet: str | None = None) -> Sheet:
    """Open a list. ``known``: folded headings, by which sheet and heading row are found.

    Raises :class:`Refused`: ``file_unreadable`` (also a content that belies the ending),
    ``file_empty``, ``file_too_large``, ``file_password``, ``sheet_unknown``, ``heading_missing``.
    """
    kind = _kind(path)
    if kind == "text":
        source = delimited.open_text(path, _scored(known), MOST_ROWS)
        return _sheet(path, path.stem, source.rows, source.total, known)
    book = workbook.open_book(path)
    if sheet is not None:
        name = _named(sheet, workbook.all_sheets(book))
        rows, total = workbook.rows_of(book, name, path)
        return _sheet(path, name, rows, total, known)
    return _best(path, book, known)


def _kind(path: Path) -> str:
    """``xlsx``, ``ods``, ``xls`` or ``text``, by the first bytes."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refused("file_too_large", None, name=path.name, limit=MOST_BYTES // 2**20)
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise Refused("file_unreadable", None, name=path.name) from error
    if not size:
        raise Refused("file_empty", None, name=path.name)
    if head.startswith(b"PK\x03\x04"):
        return workbook.check(path)
    if head == _COMPOUND:
        check_compound(path.read_bytes(), path.name)
        return "xls"
    if path.suffix.lower() in _SPREADSHEETS or head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
    ):
        raise Refused("file_unreadable", None, name=path.name)
    return "text"


def _named(wanted: str, names: list[str]) -> str:
    for name in names:
        if name.casefold().strip() == wanted.casefold().strip():
            return name
    raise Refused("sheet_unknown", None, sheet=wanted, sheets=", ".join(names))


def _best(path: Path, book: workbook.Book, known: Collection[str]) -> Sheet:
    """The visible sheet with the most known headings; the first of equals."""
    best: tuple[int, Sheet] | None = None
    empty = True
    for name in workbook.shown_sheets(book):
        rows, total = workbook.rows_of(book, name, path)
        empty = empty and total == 0
        with suppress(Refused):
            sheet = _sheet(path, name, rows, total, known)
            score = _score(sheet.headings, known)
            if best is None or score > best[0]:
                best = score, sheet
    if best is None:
        raise Refused("file_empty" if empty else "heading_missing", None, name=path.name)
    return best[1]


def _sheet(
    path: Path,
    name: str,
    rows: Callable[[], Iterable[list[Value]]],
    total: int,
    known: Collection[str],
) -> Sheet:
    first = list(islice(rows(), HEADING_ROWS))
    scores = [_score(map(text_of, row), known) for row in first]
    top = max(scores, default=0)
    if top == 0:
        rule = "heading_missing" if any(any(row) for row in first) else "file_empty"
        raise Refused(rule, None, name=path.name)
    at = scores.index(top)
    headings = tuple(text_of(value) for value in first[at])
    return Sheet(path, name, at + 1, headings, max(0, total - at - 1), rows)


def _score(headings: Iterable[str], known: Collection[str]) -> int:
    return len({folded for h in headings if (folded := fold(h)) and folded in known})


def _scored(known: Collection[str]) -> Callable[[list[list[str]]], int]:
    def score(rows: list[list[str]]) -> int:
        return max((_score(row, known) for row in rows[:HEADING_ROWS]), default=0)

    return score
