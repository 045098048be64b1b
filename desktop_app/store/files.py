"""Files that are there whole or not at all, also after a power cut."""

import os
from pathlib import Path

from desktop_app.store.mark import flush_folder


def write_whole(path: Path, data: bytes) -> None:
    """Write beside, flush, rename over. Raises OSError; the old file stands then."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Make what was written to this file survive a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
