"""Files that appear whole or not at all, and the workbook they are written through."""

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from desktop_app.domain.findings import Refused
from desktop_app.lists.cells import neutral

if TYPE_CHECKING:
    import xlsxwriter

Book: TypeAlias = "xlsxwriter.Workbook"

#: The font everything is written in; every office's spreadsheet program has it.
FONT = "Calibri"


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when all is written; before that the old one stays.

    Raises :class:`Refused`: ``not_writable`` (no such folder, read-only, open in another
    program) or ``disk_full``.
    """
    draft = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Refused("disk_full" if full else "not_writable", None, path=str(path)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def new_workbook(path: Path, *, streamed: bool = False) -> Iterator[Book]:
    """A workbook that is written whole or not at all.

    ``streamed``: any number of rows in constant memory, to be written in order. The rows then
    wait in a private folder beside the target, never in the system's temporary folder: they name
    people, and the user chose only this place for them.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with (
        replacing(path) as file,
        tempfile.TemporaryDirectory(
            prefix=".loket-", dir=path.parent, ignore_cleanup_errors=True
        ) as folder,
    ):
        book = Workbook(
            file,
            {
                "constant_memory": streamed,
                "in_memory": not streamed,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        book.formats[0].set_font_name(FONT)
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise OSError(errno.EIO, "workbook") from error


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
