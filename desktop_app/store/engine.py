"""An opened office: ``read()`` and ``write()`` are the only ways to its data."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused
from desktop_app.store import keyring, opening, pool
from desktop_app.store.errors import Damaged, LockedOut, trouble_of
from desktop_app.store.lock import OfficeLock
from desktop_app.store.mark import Mark, MarkFile
from desktop_app.store.opening import looks_like_office, opens
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from desktop_app.domain.office import Office

__all__ = ["Store", "Tx", "looks_like_office", "new_id", "opens", "rekey"]


@dataclass
class Store:
    """The register of one office, opened for use beside others. Close it."""

    folder: Path
    key: bytes = field(repr=False)
    office_id: str
    incarnation: str
    lock: OfficeLock = field(repr=False)
    _mark: MarkFile = field(repr=False)
    _writer: "Engine" = field(repr=False)
    _reader: "Engine" = field(repr=False)

    @staticmethod
    def create(
        folder: Path, key: bytes, *, office: "Office", actor: str, now: datetime, today: date
    ) -> "Store":
        """Make an office in this folder. Never over another: raises Refused (``office_exists``)."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (folder / opening.DATABASE).exists() or (folder / "mark").exists():
            raise Refused("office_exists", None, folder=str(folder))
        with _told(folder, system=True):
            opening.make(folder, key, office=office, actor=actor, now=now, today=today)
        return Store.open(folder, key, now=now)

    @staticmethod
    def open(folder: Path, key: bytes, *, now: datetime) -> "Store":
        """Open what is there, and never create. Raises StoreTrouble with what does not fit."""
        with _told(folder, system=True):
            opening.check_files(folder)
            lock = OfficeLock(folder)
            try:
                opened = opening.opened(folder, key, lock, now)
            except BaseException:
                lock.close()
                raise
        mark, writer, reader = opened
        known = mark.read()
        return Store(folder, key, known.office_id, known.incarnation, lock, mark, writer, reader)

    @contextmanager
    def read(self) -> "Iterator[Connection]":
        """A consistent view. Other writers do not disturb it."""
        try:
            with _told(self.folder), self._reader.connect() as c, c.begin():
                yield c
        except Damaged:
            self._reader.dispose()  # SQLCipher reads nothing more after one bad page
            raise

    @contextmanager
    def write(
        self, *, actor: str, action: str, now: datetime, today: date, clock_doubt: bool = False
    ) -> Iterator[Tx]:
        """One transaction: all of it, flushed to the disk, or none.

        Waits five seconds for whoever writes, then raises LockedOut. A trouble while committing
        (DiskFull …) is raised with nothing written.
        """
        with _told(self.folder):
            with self._writer.connect() as c, c.begin() as transaction:
                tx = Tx(c, actor, action, now, today, clock_doubt, self.incarnation)
                try:
                    yield tx
                finally:
                    tx.let_go()
                    self.incarnation = tx.incarnation
                if tx.abandoned:
                    transaction.rollback()
            if tx.audited and not tx.abandoned:
                self._keep_mark(tx)

    def _keep_mark(self, tx: Tx) -> None:
        """Tell the mark. The rows are safe already; a mark that lags behind is no trouble."""
        ends = tx.ends
        try:
            self._mark.write(
                Mark(self.office_id, ends.incarnation, ends.audit_seq, ends.audit_head)
            )
        except OSError:
            return

    def new_incarnation(self, now: datetime) -> None:
        """Go on as another incarnation: the hub has seen another past of this one.

        Others who have the office open follow with their next transaction.
        """
        with _told(self.folder):
            opening.begin_incarnation(
                self._writer, self._mark, self.office_id, "new_incarnation", now
            )
            with self.read() as c:
                self.incarnation = keyring.incarnation(c)
                keyring.publish(c, self.folder)

    def mark(self) -> Mark:
        """What the mark says now. Raises MarkMissing."""
        return self._mark.read()

    def change_key(self, new_key: bytes) -> None:
        """Write every page with a new key; only :func:`rekey` may, because it is alone."""
        self._reader.dispose()
        self._writer.dispose()
        path = self.folder / opening.DATABASE
        connection = pool.connect(path, self.key, cache=pool.WRITER_CACHE)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
            self.key = new_key if opening.opens(self.folder)(new_key) else self.key
            self._writer = pool.engine(path, self.key, write=True)
            self._reader = pool.engine(path, self.key, write=False)

    def checkpoint(self) -> None:
        """Bring what stands in the ``-wal`` into the one file, as far as others let go of it.

        Waits for nobody: whoever writes or reads now brings the rest when they close.
        """
        raw = self._writer.raw_connection()
        try:
            run = raw.cursor().execute
            run("PRAGMA busy_timeout = 0").fetchall()
            try:
                run("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                run(f"PRAGMA busy_timeout = {pool.BUSY_MS}").fetchall()
        finally:
            raw.close()

    def _writing(self) -> bool:
        """Whether another thread is in the middle of a transaction."""
        from sqlalchemy import QueuePool

        queue = self._writer.pool
        return isinstance(queue, QueuePool) and queue.checkedout() > 0

    def close(self) -> None:
        """Bring everything into the one file and give the office back."""
        self._reader.dispose()
        if not self._writing():
            with suppress(Exception):  # what is in the -wal is safe there, too
                self.checkpoint()
        self._writer.dispose()
        self._mark.close()
        self.lock.close()


@contextmanager
def _told(folder: Path, *, system: bool = False) -> Iterator[None]:
    """Say the driver's errors as the trouble they stand for; at ``system`` also the system's.

    Other files an action writes are its own business.
    """
    try:
        yield
    except OSError as error:
        trouble = trouble_of(error, folder) if system else None
        if trouble is None:
            raise
        raise trouble from error
    except Exception as error:
        trouble = LockedOut() if _waited_too_long(error) else trouble_of(error, folder)
        if trouble is None or trouble is error:
            raise
        raise trouble from error


def _waited_too_long(error: Exception) -> bool:
    """Whether another thread kept the writing connection for longer than anybody waits."""
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    return isinstance(error, PoolTimeout)


def rekey(store: Store, new_key: bytes) -> None:
    """Give the database a new key, alone in the office. Raises LockedOut; the old key stays then.

    Call it within ``slots.reseal(old, new, opens=…)``: a cut in between leaves a file that one
    of the two keys opens, and :func:`opens` tells which.
    """
    with _told(store.folder, system=True), store.lock.for_a_while_alone():
        store.change_key(new_key)
