"""Old workbooks (.xls), checked before they are opened.

The file is a small file system: chains of sectors with a table of what follows what. In a damaged
one a chain may run in a circle, or a sheet claim millions of columns, and the spreadsheet reader
would follow until the memory is full, which ends the program. So every chain is walked here first,
and every cell looked at for its place. The forms: [MS-CFB] and [MS-XLS].
"""

import struct
from array import array
from sys import byteorder

from desktop_app.domain.findings import Refused

_SPECIAL = 0xFFFFFFFA
_END = 0xFFFFFFFE
_ENTRY = 128
_MINI = 64
_ROOT, _STREAM = 5, 2
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ROWS, _COLUMNS = 65_536, 256
_DIMENSIONS = 0x0200
#: FORMULA, LABEL, NUMBER, BLANK, BOOLERR, RK, MULRK, MULBLANK, LABELSST, RSTRING
_CELLS = frozenset((0x06, 0x0204, 0x0203, 0x0201, 0x0205, 0x027E, 0xBD, 0xBE, 0xFD, 0xD6))


class _Broken(Exception):
    """The file contradicts itself."""


def check_compound(data: bytes, name: str) -> None:
    """Raises :class:`Refused` (``file_unreadable``) unless all chains of the file end inside it."""
    try:
        _Compound(data).check()
    except (_Broken, struct.error) as error:
        raise Refused("file_unreadable", None, name=name) from error


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        _must(shift in (9, 12))
        self._size = 1 << shift
        self._count = -(-len(data) // self._size) - 1
        self._next = self._table(self._table_sectors())

    def check(self) -> None:
        """Walk the directory and each stream that it names."""
        first, _, cutoff, mini, minis = struct.unpack_from("<5I", self._data, 48)
        entries = self._read(self._chain(first))
        small = self._table(self._chain(mini) if minis else [])
        pool = b""
        for at in range(0, len(entries), _ENTRY):
            kind = entries[at + 66]
            start, size = struct.unpack_from("<II", entries, at + 116)
            stream = b""
            if kind == _ROOT and size:
                pool = self._read(self._chain(start))
            elif kind == _STREAM and size >= cutoff:
                stream = self._read(self._chain(start))
            elif kind == _STREAM and size:
                places = _walk(start, small, len(pool) // _MINI)
                stream = b"".join(pool[place * _MINI : (place + 1) * _MINI] for place in places)
            _must(kind != _STREAM or len(stream) >= size)
            if entries[at : at + 64].startswith(_BOOKS):
                _check_places(stream[:size])

    def _chain(self, start: int) -> list[int]:
        return _walk(start, self._next, self._count)

    def _table_sectors(self) -> list[int]:
        (wanted,) = struct.unpack_from("<I", self._data, 44)
        _must(0 < wanted <= self._count)
        after, _ = struct.unpack_from("<2I", self._data, 68)
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(self._count):
            if after >= _SPECIAL or len(sectors) >= wanted:
                break
            more = self._table([after])
            sectors += more[:-1]
            after = more[-1]
        _must(len(sectors) >= wanted)
        return sectors[:wanted]

    def _table(self, sectors: list[int]) -> "array[int]":
        table = array("I", self._read(sectors))
        if byteorder == "big":
            table.byteswap()
        return table

    def _read(self, sectors: list[int]) -> bytes:
        _must(all(sector < self._count for sector in sectors))
        starts = ((sector + 1) * self._size for sector in sectors)
        read = b"".join(self._data[start : start + self._size] for start in starts)
        _must(len(read) == len(sectors) * self._size)
        return read


def _check_places(records: bytes) -> None:
    """Whether no sheet claims, and no cell has, a place outside 65,536 rows and 256 columns."""
    at = 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        at += 4
        if kind == _DIMENSIONS and length >= 8:
            form = "<IIHH" if length >= 12 else "<4H"
            first, rows, left, columns = struct.unpack_from(form, records, at)
            _must(first <= rows <= _ROWS and left <= columns <= _COLUMNS)
        elif kind in _CELLS and length >= 4:
            _must(struct.unpack_from("<H", records, at + 2)[0] < _COLUMNS)
        at += length


def _walk(start: int, follows: "array[int]", count: int) -> list[int]:
    chain: list[int] = []
    at = start
    while at != _END:
        _must(at < min(count, len(follows)) and len(chain) < count)
        chain.append(at)
        at = follows[at]
    return chain


def _must(holds: bool) -> None:
    if not holds:
        raise _Broken
