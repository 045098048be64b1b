"""Connections to the encrypted file: one that writes, a few that read. None ever creates it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

#: How long a connection waits for another process's transaction, in milliseconds.
BUSY_MS = 5_000
#: Page caches in KiB. Larger ones do not fit beside the window on a PC with 4 GB.
WRITER_CACHE = 24 * 1024
READER_CACHE = 8 * 1024


def connect(path: Path, key: bytes, *, cache: int, mode: str = "rw") -> Any:
    """A keyed driver connection in autocommit mode: BEGIN is said aloud.

    ``mode`` ``rwc`` is for making a new office only. Raises the driver's errors.
    """
    import sqlcipher3.dbapi2 as driver

    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = driver.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        run = connection.execute
        run("PRAGMA cipher_log_level = NONE")  # it would write to standard error
        run(f"PRAGMA key = \"x'{key.hex()}'\"")
        run(f"PRAGMA busy_timeout = {BUSY_MS}")
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA recursive_triggers = ON")  # or REPLACE would pass by those that guard the logs
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA temp_store = MEMORY")
        run(f"PRAGMA cache_size = -{cache}")
    except BaseException:
        connection.close()
        raise
    return connection


def engine(path: Path, key: bytes, *, write: bool) -> "Engine":
    """A pool of connections; the writing one holds a single connection, so writers queue."""
    import sqlcipher3.dbapi2 as driver
    from sqlalchemy import QueuePool, create_engine, event

    cache = WRITER_CACHE if write else READER_CACHE
    made = create_engine(
        "sqlite://",
        creator=lambda: connect(path, key, cache=cache),
        module=driver,
        poolclass=QueuePool,
        pool_size=1 if write else 2,
        max_overflow=0 if write else 8,
        pool_timeout=BUSY_MS / 1000,
        hide_parameters=True,
    )
    # The driver delays BEGIN past reads and DDL; and a writer that begins as a reader may find
    # itself behind another one when it is too late to wait.
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"

    @event.listens_for(made, "begin")
    def _begin(connection: "Connection") -> None:
        connection.exec_driver_sql(begin)

    return made
