"""Text files with delimiters, in the encodings and with the delimiters that offices have."""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop_app.domain.findings import Refused
from desktop_app.lists.cells import Value

DELIMITERS = ";,\t|"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 2**20
_SAMPLE_ROWS = 40


@dataclass(frozen=True, slots=True)
class Source:
    """A text file understood: its rows, as often as wanted, and their number."""

    rows: Callable[[], Iterable[list[Value]]]
    total: int


def open_text(path: Path, score: Callable[[list[list[str]]], int], most_rows: int) -> Source:
    """Find encoding and delimiter; the whole file is gone through once, so it cannot fail later.

    ``score`` tells how many known headings some rows hold; the delimiter that shows the most wins.
    Raises :class:`Refused`: ``file_unreadable`` (with the row, for a quote that never closes),
    ``file_too_large``.
    """
    encoding = _encoding(path)
    total = 0
    try:
        delimiter = _delimiter(path, encoding, score)
        for row in _rows(path, encoding, delimiter):
            total += 1
            if total > most_rows or len(row) > 16_384:
                raise Refused("file_too_large", None, name=path.name, limit=most_rows)
    except (UnicodeError, OSError) as error:
        raise Refused("file_unreadable", None, name=path.name) from error
    except csv.Error as error:
        refusal = Refused("file_unreadable", None, name=path.name, why="quote", row=total + 1)
        raise refusal from error
    return Source(lambda: _rows(path, encoding, delimiter), total)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        if b"\0" in head:
            return _unmarked_utf16(path, head)
        decoder = codecs.getincrementaldecoder("utf-8")()
        chunk = head
        try:
            while chunk:
                decoder.decode(chunk)
                if b"\0" in chunk:
                    raise Refused("file_unreadable", None, name=path.name)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _unmarked_utf16(path: Path, head: bytes) -> str:
    """Latin text in UTF-16 has a NUL in every second byte; other NULs mean no text at all."""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, letters = head[offset::2], head[1 - offset :: 2]
        if b"\0" not in letters and zeros.count(0) > 0.9 * len(zeros):
            return encoding
    raise Refused("file_unreadable", None, name=path.name)


def _delimiter(path: Path, encoding: str, score: Callable[[list[list[str]]], int]) -> str:
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(64)
        if said := _said_delimiter(first):
            return said
        file.seek(0)
        lines = list(islice(iter(lambda: file.readline(_CHUNK), ""), _SAMPLE_ROWS))
    best = (-1, -1, ",")
    for delimiter in DELIMITERS:
        rows = list(csv.reader(lines, delimiter=delimiter))
        best = max(best, (score(rows), max(map(len, rows), default=0), delimiter))
    return best[2]


def _said_delimiter(first: str) -> str:
    """Spreadsheets write ``sep=;`` on a line of its own, and do not count that line."""
    line = first.strip()
    return line[4] if len(line) == 5 and line.lower().startswith("sep=") else ""


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[Value]]:
    with path.open(encoding=encoding, newline="") as file:
        if not _said_delimiter(file.readline(64)):
            file.seek(0)
        yield from csv.reader(file, delimiter=delimiter, strict=True)
