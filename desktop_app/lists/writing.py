"""Files that appear whole or not at all, and the workbook they are written through."""

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from desktop_app.domain.findings import Refused
from desktop_app.lists.cells import neutral

if TYPE_CHECKING:
    import xlsxwriter

Book: TypeAlias = "xlsxwriter.Workbook"

#: The font everything is written in; every office's spreadsheet program has it or a twin.
FONT = "Calibri"


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when all is written; before that the old one stays.

    Raises :class:`Refused`: ``unwritable`` (read-only, no folder, open in another program) or
    ``disk_full``.
    """
    draft = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        rule = "disk_full" if error.errno == errno.ENOSPC else "unwritable"
        raise Refused(rule, None, path=str(path)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def long_workbook(path: Path) -> Iterator[Book]:
    """A workbook of any number of rows in constant memory, written in order, whole or not at all.

    The rows wait in a private folder beside the target, never in the system's temporary folder:
    they name people, and the user chose only this place for them.
    """
    with (
        replacing(path) as file,
        tempfile.TemporaryDirectory(prefix=".loket-", dir=path.parent) as folder,
        _workbook(file, {"constant_memory": True, "tmpdir": folder}) as book,
    ):
        yield book


@contextmanager
def short_workbook(out: BinaryIO) -> Iterator[Book]:
    """A workbook of a few thousand rows, made in memory; nothing waits on the disk."""
    with _workbook(out, {"in_memory": True}) as book:
        yield book


@contextmanager
def _workbook(out: BinaryIO, options: dict[str, object]) -> Iterator[Book]:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    plain = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    book = Workbook(out, {**options, **plain})
    book.formats[0].set_font_name(FONT)
    try:
        yield book
        book.close()
    except FileCreateError as error:
        raise error.args[0] if isinstance(error.args[0], OSError) else OSError() from error
    finally:
        for sheet in book.worksheets():
            if sheet.row_data_fh:
                sheet.row_data_fh.close()


def put(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, value: object) -> None:
    """Write a value with its own type: text never as a formula, an absent one not at all.

    The cell takes the format of its column. Numbers that name somebody must come as text.
    """
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_string(row, column, neutral(str(value)))
