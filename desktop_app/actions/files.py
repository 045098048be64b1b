"""Files that are whole or absent: written beside, synced, then renamed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop_app.domain.findings import Refused


def write(path: Path, data: bytes) -> None:
    """Write the file whole, or raise Refused (``unwritable``, ``disk_full``), nothing changed."""
    with written(path) as out:
        out.write(data)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which stands at ``path`` once it is whole.

    Where it cannot be written or something raises within, nothing is changed. Raises Refused
    ``unwritable``, ``disk_full``.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
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
