"""The first run: the sheet with the root code is on the disk before the code is forgotten."""

import errno
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.hub.database import Hub
    from desktop_app.hub.keys import NewRoot

SHEET = "kunci-induk.pdf"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def keep_sheet(hub: "Hub", path: Path) -> str | None:
    """Write the root sheet of a new hub; returns the sentence that says where, None where the
    hub is not new. Never over another file. Raises Refused, and the code is kept for next time.
    """
    from desktop_app.hub import keys

    kept = _free(path)
    if keys.made(hub, lambda root: write_new(kept, _drawn(hub, root))) is None:
        return None
    return _(
        "Root sheet: {file}. Print it, keep it apart from this computer, then delete the file: "
        "the code on it is kept nowhere else."
    ).format(file=kept)


def _drawn(hub: "Hub", root: "NewRoot") -> bytes:
    from desktop_app.documents.root_sheet import write_root_sheet

    out = io.BytesIO()
    named = root.fingerprint
    shown = "-".join(named[at : at + 4] for at in range(0, len(named), 4))
    write_root_sheet(out, root.name, root.code, shown, hub.now().astimezone().date())
    return out.getvalue()


def write_new(path: Path, data: bytes) -> None:
    """A new file for its owner alone, onto the disk. Raises Refused ``unwritable``, also where
    there is one already.
    """
    try:
        with os.fdopen(os.open(path, _NEW, 0o600), "wb") as out:
            try:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        rule = "disk_full" if error.errno == errno.ENOSPC else "unwritable"
        raise Refused(rule, None, path=str(path)) from None


def _free(path: Path) -> Path:
    """The name, or one beside it where an older hub's sheet still lies."""
    beside = (path.with_stem(f"{path.stem}-{n}") for n in range(2, 1000))
    return next(one for one in (path, *beside) if not one.exists())
