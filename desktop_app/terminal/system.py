"""What the system refuses, in the words of a refusal; and the end of a pipe."""

import errno
import os
import sys
from pathlib import Path

from desktop_app.domain.findings import Refused


def of_system(error: OSError) -> Refused | None:
    """The refusal that says what the system refused, or None for what has no sentence."""
    name = Path(os.fsdecode(error.filename)).name if error.filename else ""
    if error.errno == errno.ENOSPC:
        return Refused("disk_full", None, path=name)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Refused("read_only", None, path=name, folder=name)
    if error.errno in (errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG):
        return Refused("file_unreadable", None, path=name, file=name)
    return None


def hush() -> None:
    """Nobody reads standard output any more: let the interpreter's last flush go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    finally:
        os.close(nowhere)
