"""How large a workbook would become, asked before it is opened.

The spreadsheet reader lays out every cell between the first and the last one that holds something:
one stray cell in the far corner of an otherwise small sheet would ask for 550 GB and end the
program. So the sheets are measured in the packed file first.
"""

import re
import zipfile
import zlib
from typing import BinaryIO

from desktop_app.domain.findings import Refused

#: Unpacked size of the parts of a workbook; 100,000 full rows of our template are about 250 MB.
MOST_BYTES = 768 * 2**20
#: Cells between the first and the last one in use: 1,048,576 rows of some 40 columns.
MOST_CELLS = 45_000_000

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension [^>]*ref="([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?"')
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 2**20
#: What a damaged or strange package raises while it is read (an unknown compression is a
#: RuntimeError too).
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError)


def check_package(file: BinaryIO, name: str) -> str:
    """Look into a zipped workbook; gives ``xlsx`` or ``ods``.

    Raises :class:`Refused`: ``file_unreadable`` (no workbook), ``file_too_large`` (a small file
    that unpacks to a huge one, or a sheet of too many cells).
    """
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise Refused("file_too_large", None, name=name, limit=MOST_BYTES // 2**20)
            if "content.xml" in names:
                return "ods"
            if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
                raise Refused("file_unreadable", None, name=name)
            for part in parts:
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename):
                    _check_sheet(package, part, name)
            return "xlsx"
    except UNREADABLE as error:
        raise Refused("file_unreadable", None, name=name) from error


def _check_sheet(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    with package.open(part) as sheet:
        head = sheet.read(_CHUNK)
        if found := _DIMENSION.search(head[:8192]):
            columns, rows = column(found[3] or found[1]), int(found[4] or found[2])
        else:
            columns, rows = 0, 0
            while head:
                for letters, number in _CELL.findall(head):
                    columns, rows = max(columns, column(letters)), max(rows, int(number))
                head = sheet.read(_CHUNK)
    if columns * rows > MOST_CELLS:
        raise Refused("file_too_large", None, name=name, limit=MOST_CELLS)


def column(letters: bytes) -> int:
    """The number of a column by its letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
