"""The lock file: shared while the office is used, alone for migration, restore and a new key."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import portalocker

from desktop_app.store.errors import LockedOut

#: How long anybody waits, in seconds, before being told.
PATIENCE = 5.0
_PAUSE = 0.05


class OfficeLock:
    """One opening of the lock file. Closing it, or the end of the process, gives it back.

    ``name`` is another file for what must not disturb those who use the office.
    """

    def __init__(self, folder: Path, name: str = "lock") -> None:
        self._file: IO[bytes] = (folder / name).open("ab")

    def share(self, patience: float | None = None) -> None:
        """Use the office beside others. Raises LockedOut."""
        self._take(portalocker.LockFlags.SHARED, patience)

    def alone(self, patience: float | None = None) -> None:
        """Use the office with nobody beside. Raises LockedOut; then nothing is held."""
        self._take(portalocker.LockFlags.EXCLUSIVE, patience)

    @contextmanager
    def for_a_while_alone(self, patience: float | None = None) -> Iterator[None]:
        """Alone within the block, shared again after it, whatever happens."""
        self.let_go()
        try:
            self.alone(patience)
            yield
        finally:
            self.let_go()
            self.share()

    def let_go(self) -> None:
        """Hold nothing for now."""
        portalocker.unlock(self._file)

    def close(self) -> None:
        """Give the lock back."""
        self._file.close()

    def _take(self, how: portalocker.LockFlags, patience: float | None) -> None:
        until = time.monotonic() + (PATIENCE if patience is None else patience)
        while True:
            try:
                portalocker.lock(self._file, how | portalocker.LockFlags.NON_BLOCKING)
            except portalocker.LockException as error:
                if time.monotonic() >= until:
                    raise LockedOut from error
                time.sleep(_PAUSE)
            else:
                return
