"""What can be wrong with an office's files, each a fact with a rule that makes its sentence.

None of these texts holds a person's data: parameters are file names, folders and numbers.
"""

import errno
import shutil
from pathlib import Path
from typing import Any

#: Less free space than this, in bytes, makes an I/O error one of a full disk.
NO_SPACE = 1_000_000


class StoreTrouble(Exception):
    """The office cannot be opened or written as it is. Nothing was changed."""

    rule = "damaged"

    def __init__(self, **params: Any) -> None:
        super().__init__(self.rule)
        self.params = params
        self.field: str | None = None


class OfficeAbsent(StoreTrouble):
    """There is no office in this folder."""

    rule = "office_absent"


class Damaged(StoreTrouble):
    """The database, or a file beside it, is not what was written. ``params``: ``file``."""

    rule = "damaged"


class Truncated(Damaged):
    """The database is shorter than it says itself. ``params``: ``file``."""

    rule = "truncated"


class Empty(Damaged):
    """The database file has no bytes at all. ``params``: ``file``."""

    rule = "empty"


class RolledBack(StoreTrouble):
    """The database is older than the mark: copied without its ``-wal``, or put back.

    ``params``: ``at``, the last audit row there is; ``wanted``, the one the mark names.
    """

    rule = "rolled_back"


class MarkMissing(StoreTrouble):
    """The mark file is not there, or neither of its two slots can be read."""

    rule = "mark_missing"


class NewerVersion(StoreTrouble):
    """The database was written by a newer version of the program. ``params``: ``version``."""

    rule = "newer_version"


class LockedOut(StoreTrouble):
    """Somebody else held the office for longer than five seconds."""

    rule = "locked"


class NetworkFolder(StoreTrouble):
    """The folder is on another computer, where locks cannot be trusted. ``params``: ``folder``."""

    rule = "network_folder"


class SyncedFolder(StoreTrouble):
    """A cloud program copies this folder while it is written. ``params``: ``folder``, ``name``."""

    rule = "synced_folder"


class ReadOnly(StoreTrouble):
    """The folder or the database may not be written. ``params``: ``folder``."""

    rule = "read_only"


class DiskFull(StoreTrouble):
    """No space is left; the transaction was rolled back. ``params``: ``folder``."""

    rule = "disk_full"


_BY_CODE: dict[int, type[StoreTrouble]] = {
    5: LockedOut,  # SQLITE_BUSY
    6: LockedOut,  # SQLITE_LOCKED
    8: ReadOnly,  # SQLITE_READONLY
    11: Damaged,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: ReadOnly,  # SQLITE_CANTOPEN: the -wal or -shm could not be made
    26: Damaged,  # SQLITE_NOTADB
}
_IO_ERROR = 10


def trouble_of(error: BaseException, folder: Path) -> StoreTrouble | None:
    """The trouble a driver's or the system's error stands for, or None where it is none."""
    if isinstance(error, StoreTrouble):
        return error
    if isinstance(error, OSError):
        return _of_system(error, folder)
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    if code & 0xFF == _IO_ERROR:
        return (DiskFull if _is_full(folder) else Damaged)(folder=str(folder), file="office.db")
    known = _BY_CODE.get(code & 0xFF)
    return known(folder=str(folder), file="office.db") if known else None


def _of_system(error: OSError, folder: Path) -> StoreTrouble | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(folder=str(folder))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnly(folder=str(folder))
    return None


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < NO_SPACE
    except OSError:
        return False
