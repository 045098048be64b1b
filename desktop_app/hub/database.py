"""The hub's database: opened, made on first use, read and written. The only place with PRAGMAs.

SQLite is encrypted with a random key in a file of its own (``hub.key``, or where
``LOKET_HUB_KEY_FILE`` says), which belongs into another backup than the database.
"""

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.hub import creating

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DATABASE, KEY, MADE, LOCK = "hub.db", "hub.key", "hub.made", "hub.lock"
#: How long anybody waits for another one's transaction, in seconds.
PATIENCE = 5.0
_CACHE_KIB = 32 * 1024
_READERS = 16


class Busy(Refused):
    """Others wrote for longer than anybody should wait; nothing was written."""

    def __init__(self) -> None:
        super().__init__("hub_busy")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Hub:
    """An opened hub. Any number of threads and processes may use one at a time."""

    engine: "Engine"
    data: Path
    now: Callable[[], datetime] = _now
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @contextmanager
    def read(self) -> "Iterator[Connection]":
        """A consistent view; writers do not disturb it."""
        with _told(self.data), self.engine.connect() as c, c.begin():
            yield c

    @contextmanager
    def write(self) -> "Iterator[Connection]":
        """One transaction: all of it, on the disk, or nothing. Raises Busy after five seconds."""
        if not self._turn.acquire(timeout=PATIENCE):
            raise Busy
        try:
            with (
                _told(self.data),
                self.engine.connect() as c,
                c.execution_options(loket_write=True).begin(),
            ):
                yield c
        finally:
            self._turn.release()

    def close(self) -> None:
        """Let go of the files."""
        self.engine.dispose()


def moment(at: datetime) -> str:
    """An aware moment as it is stored: UTC with microseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def open_hub(
    data: Path,
    url: str | None = None,
    *,
    now: Callable[[], datetime] = _now,
    name: str | None = None,
) -> Hub:
    """Open the hub in this folder, or at the URL of another database; make it on first use.

    ``name`` is what a new hub calls itself (else ``LOKET_HUB_NAME``). Raises Refused: ``damaged``
    where a database is gone or cannot be read, ``hub_key_file`` where its key is gone,
    ``newer_version``.
    """
    name = name or os.environ.get("LOKET_HUB_NAME") or creating.NAME
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _told(data, system=True), creating.alone(data / LOCK):
        hub = Hub(_portable(url) if url else _encrypted(data), data, now)
        try:
            with hub.read() as c:
                ready = creating.is_ready(c)
            if not ready:
                with hub.write() as c:
                    creating.prepare(c, name, moment(now()))
        except BaseException:
            hub.close()
            raise
        if not url:
            creating.mark(data / MADE)
    return hub


def _portable(url: str) -> "Engine":
    from sqlalchemy import create_engine

    return create_engine(url, pool_size=_READERS, pool_timeout=PATIENCE, hide_parameters=True)


def _encrypted(data: Path) -> "Engine":
    path = data / DATABASE
    there = path.exists() and path.stat().st_size > 0
    if (data / MADE).exists() and not there:
        raise Refused("damaged", None, file=DATABASE)
    key = _key(data, there)
    return engine(path, key)


def _key(data: Path, there: bool) -> bytes:
    """The key in its file; made where there is nothing yet that another one had locked."""
    given = os.environ.get("LOKET_HUB_KEY_FILE")
    path = Path(given) if given else data / KEY
    if not path.exists():
        if there:
            raise Refused("hub_key_file", None, file=path.name)
        creating.write_secret(path, secrets.token_hex(32) + "\n")
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (ValueError, UnicodeDecodeError):
        raise Refused("hub_key_file", None, file=path.name) from None
    if len(key) != 32:
        raise Refused("hub_key_file", None, file=path.name)
    return key


def engine(path: Path, key: bytes) -> "Engine":
    """A pool of connections to the encrypted file; a transaction says at its beginning whether it
    writes, so that it waits then and not when it is too late."""
    import sqlcipher3.dbapi2 as driver
    from sqlalchemy import QueuePool, create_engine, event

    made = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, key),
        module=driver,
        poolclass=QueuePool,
        pool_size=_READERS,
        max_overflow=0,
        pool_timeout=PATIENCE,
        hide_parameters=True,
    )

    @event.listens_for(made, "begin")
    def _begin(c: "Connection") -> None:
        write = c.get_execution_options().get("loket_write")
        c.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made


def _connect(path: Path, key: bytes) -> Any:
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        run = connection.execute
        run("PRAGMA cipher_log_level = NONE")  # it would write to standard error
        run(f"PRAGMA key = \"x'{key.hex()}'\"")
        run(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA temp_store = MEMORY")
        run(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def problems(c: "Connection") -> list[str]:
    """What the database says is wrong with itself; only the embedded one can be asked."""
    if c.dialect.name != "sqlite":
        return []
    told = [row[0] for row in c.exec_driver_sql("PRAGMA cipher_integrity_check")]
    told += [row[0] for row in c.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    return [str(one) for one in told]


_BY_CODE = {8: "read_only", 11: "damaged", 13: "disk_full", 14: "read_only", 26: "damaged"}


@contextmanager
def _told(data: Path, *, system: bool = False) -> Iterator[None]:
    """Say the driver's errors as the refusals they stand for. Statements and values stay out."""
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    try:
        yield
    except PoolTimeout:
        raise Busy from None
    except DBAPIError as error:
        trouble = _trouble(error.orig, data)
        if trouble is None:
            raise
        raise trouble from None
    except OSError as error:
        if not system or not isinstance(error, PermissionError):
            raise
        raise Refused("read_only", None, folder=str(data)) from error
    except Exception as error:
        trouble = _trouble(error, data)
        if trouble is None:
            raise
        raise trouble from None


def _trouble(error: Any, data: Path) -> Refused | None:
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    if code & 0xFF in (5, 6):  # busy, locked
        return Busy()
    rule = _BY_CODE.get(code & 0xFF)
    return Refused(rule, None, file=DATABASE, folder=str(data)) if rule else None
