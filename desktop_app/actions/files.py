"""Files that are whole or absent: written beside, synced, then renamed."""

import os
import tempfile
from pathlib import Path

from desktop_app.domain.findings import Refused


def write(path: Path, data: bytes) -> None:
    """Write the file whole, or raise Refused (``unwritable``, ``disk_full``), nothing changed."""
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    except OSError:
        raise Refused("unwritable", None, path=str(path)) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        rule = "disk_full" if error.errno == 28 else "unwritable"
        raise Refused(rule, None, path=str(path)) from None
