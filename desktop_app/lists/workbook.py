"""Spreadsheet files (.xlsx, .xls, .ods) through calamine, which is imported when first used.

On a damaged file calamine may panic: a Rust panic arrives as a ``BaseException`` that is no error
class anybody can name, after a report of its own on the standard error channel. Both end here.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from desktop_app.domain.findings import Refused
from desktop_app.lists.cells import Value
from desktop_app.lists.extent import check_package

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Book: TypeAlias = "CalamineWorkbook"

_STDERR = 2


def check(path: Path) -> str:
    """``xlsx`` or ``ods``. Raises :class:`Refused` for what cannot or must not be opened."""
    with path.open("rb") as file:
        return check_package(file, path.name)


def open_book(path: Path) -> Book:
    """Open a workbook. Raises :class:`Refused`: ``file_password``, ``file_unreadable``."""
    from python_calamine import CalamineWorkbook

    with _refusing(path), path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def all_sheets(book: Book) -> list[str]:
    """Every sheet by name."""
    return list(book.sheet_names)


def shown_sheets(book: Book) -> list[str]:
    """The sheets with cells that are not hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def rows_of(book: Book, name: str, path: Path) -> tuple[Callable[[], Iterable[list[Value]]], int]:
    """The rows of a sheet from row 1 and column A on, and how many there are.

    Raises :class:`Refused` (``file_unreadable``).
    """
    with _refusing(path):
        sheet = book.get_sheet_by_name(name)
        start = sheet.start
    if start is None:
        return lambda: iter(()), 0
    indent: list[Value] = [""] * start[1]
    if not indent:
        return sheet.iter_rows, sheet.total_height
    return lambda: ([*indent, *row] for row in sheet.iter_rows()), sheet.total_height


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    from python_calamine import CalamineError, PasswordError

    try:
        with _no_report():
            yield
    except PasswordError as error:
        raise Refused("file_password", None, name=path.name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("file_unreadable", None, name=path.name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("file_unreadable", None, name=path.name) from None


@contextmanager
def _no_report() -> Iterator[None]:
    """Nothing reaches the standard error channel: a panic writes there past Python."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # a windowed program has no such channel
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STDERR)
    os.close(nowhere)
    try:
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, _STDERR)
        os.close(kept)
