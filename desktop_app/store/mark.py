"""The mark: a small file beside the database that says how far the audit chain went.

It is the one thing that is neither in the database nor in its backups. Each commit is followed by
a write of ``(office, incarnation, audit sequence, audit hash)``, flushed to the disk; a database
that lacks that row was rolled back. Two slots a sector apart are written in turn, in place, so
that a power cut while writing leaves the one before. The slot also keeps a fingerprint of the
place (this machine, this very file): a copied folder differs, and becomes a new incarnation.
"""

import hashlib
import os
import struct
import sys
import threading
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from desktop_app.store.errors import MarkMissing, NewerVersion

_MAGIC = b"LOKETMRK"
_VERSION = 1
_SLOT = struct.Struct(">8sHQ36s16sQ32s32s")
_CHECK = 32
_SPACING = 4096
_SIZE = _SPACING * 2


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark says."""

    office_id: str
    incarnation: str
    """32 hexadecimal digits."""
    seq: int
    """The last audit row written here, as far as the mark knows; the database may be ahead."""
    head: bytes
    """Its hash."""
    place: bytes = b""
    """Fingerprint of where the mark was written; empty until it is."""


class MarkFile:
    """The open mark file of one office. Safe to use from several threads."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._turn = threading.Lock()

    @staticmethod
    def open(folder: Path) -> "MarkFile":
        """The mark there is. Raises MarkMissing."""
        try:
            return MarkFile((folder / "mark").open("r+b", buffering=0))
        except FileNotFoundError as error:
            raise MarkMissing(file="mark") from error

    @staticmethod
    def create(folder: Path, mark: Mark) -> "MarkFile":
        """A fresh mark file, whole and flushed before anybody can see it."""
        fresh = folder / "mark.new"
        with fresh.open("wb") as file:
            file.write(bytes(_SIZE))
        made = MarkFile(fresh.open("r+b", buffering=0))
        made.write(mark)
        made.close()
        fresh.replace(folder / "mark")
        flush_folder(folder)
        return MarkFile.open(folder)

    def read(self) -> Mark:
        """The newest readable slot. Raises MarkMissing, NewerVersion."""
        with self._turn:
            found = [slot for slot in self._slots() if slot]
        if not found:
            raise MarkMissing(file="mark")
        return max(found, key=lambda slot: slot[0])[1]

    def write(self, mark: Mark) -> None:
        """Write into the older slot and flush it to the disk. The place is always this one."""
        mark = replace(mark, place=self.place())
        with self._turn:
            slots = self._slots()
            counters = [slot[0] if slot else -1 for slot in slots]
            older = counters.index(min(counters))
            self._file.seek(older * _SPACING)
            self._file.write(_packed(max(counters) + 1, mark))
            _flush(self._file.fileno())

    def place(self) -> bytes:
        """Where this file is: a hash of the machine and of the file itself."""
        inode = os.fstat(self._file.fileno()).st_ino
        return hashlib.sha256(b"loket place\0" + _machine() + inode.to_bytes(16, "big")).digest()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _slots(self) -> list[tuple[int, Mark] | None]:
        self._file.seek(0)
        data = self._file.read(_SIZE)
        return [_unpacked(data[at : at + _SPACING]) for at in (0, _SPACING)]


def _packed(counter: int, mark: Mark) -> bytes:
    body = _SLOT.pack(
        _MAGIC,
        _VERSION,
        counter,
        mark.office_id.encode("ascii"),
        bytes.fromhex(mark.incarnation),
        mark.seq,
        mark.head,
        mark.place,
    )
    return body + hashlib.sha256(body).digest()


def _unpacked(slot: bytes) -> tuple[int, Mark] | None:
    body, check = slot[: _SLOT.size], slot[_SLOT.size : _SLOT.size + _CHECK]
    if len(check) < _CHECK or hashlib.sha256(body).digest() != check:
        return None
    magic, version, counter, office, incarnation, seq, head, place = _SLOT.unpack(body)
    if magic != _MAGIC:
        return None
    if version != _VERSION:
        raise NewerVersion(version=f"mark {version}")
    office_id = office.rstrip(b"\0").decode("ascii")
    return counter, Mark(office_id, incarnation.hex(), seq, head, place)


def _flush(descriptor: int) -> None:
    """Flush the bytes; the size never changes, so the file's description need not follow."""
    if hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Make renames in this folder survive a power cut. Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@cache
def _machine() -> bytes:
    """What names this machine; empty where nothing does."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0]).encode()
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            return Path(name).read_bytes().strip()
        except OSError:
            continue
    import platform

    return platform.node().encode()
