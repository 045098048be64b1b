"""Files that are whole or absent: written beside, synced, then renamed."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop_app.domain.findings import Refused

_UNFINISHED = ".tmp"
#: Whoever is still writing has touched the file within so many seconds.
_DEAD = 60.0


def write(path: Path, data: bytes) -> None:
    """Write the file whole, or raise Refused (``unwritable``, ``disk_full``), nothing changed."""
    with written(path) as out:
        out.write(data)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which stands at ``path`` once it is whole.

    Where it cannot be written or something raises within, nothing is changed. Raises Refused
    ``unwritable`` (also for what is there and no file: a folder, a device), ``disk_full``.
    """
    if path.exists() and not path.is_file():
        raise Refused("unwritable", None, path=str(path))
    beginning = f".{path.name[:60]}."
    _clear(path.parent, beginning)
    try:
        handle, name = tempfile.mkstemp(prefix=beginning, suffix=_UNFINISHED, dir=path.parent)
    except OSError:
        raise Refused("unwritable", None, path=str(path)) from None
    try:
        with os.fdopen(handle, "w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except OSError as error:
        rule = "disk_full" if error.errno == 28 else "unwritable"
        raise Refused(rule, None, path=str(path)) from None
    finally:
        Path(name).unlink(missing_ok=True)


def _clear(folder: Path, beginning: str) -> None:
    """Remove what a program that was killed left of the same file: people's data in hiding."""
    with suppress(OSError):
        for left in folder.iterdir():
            named = left.name.startswith(beginning) and left.name.endswith(_UNFINISHED)
            if named and time.time() - left.stat().st_mtime > _DEAD:
                left.unlink()
