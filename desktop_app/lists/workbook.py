"""Spreadsheet files (.xlsx, .xls, .ods) through calamine, which is imported when first used."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from desktop_app.domain.findings import Refused
from desktop_app.lists.cells import Value
from desktop_app.lists.extent import check_package

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Book: TypeAlias = "CalamineWorkbook"


def check(path: Path) -> str:
    """``xlsx`` or ``ods``. Raises :class:`Refused` for what cannot or must not be opened."""
    with path.open("rb") as file:
        return check_package(file, path.name)


def open_book(path: Path, kind: str) -> Book:
    """Open a workbook whose kind is known from its content.

    Raises :class:`Refused`: ``file_password``, ``file_unreadable``.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with path.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Refused("file_password", None, name=path.name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("file_unreadable", None, name=path.name, kind=kind) from error


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
    """The rows of a sheet from row 1 and column A on, and how many there are."""
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise Refused("file_unreadable", None, name=path.name) from error
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    if not indent:
        return sheet.iter_rows, sheet.total_height
    return lambda: ([*indent, *row] for row in sheet.iter_rows()), sheet.total_height
