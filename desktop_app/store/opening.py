"""Making and opening an office's files, and every check before anybody may use them."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.store import audit, keyring, pool, schema
from desktop_app.store.errors import (
    Damaged,
    Empty,
    OfficeAbsent,
    RolledBack,
    StoreTrouble,
    Truncated,
)
from desktop_app.store.lock import OfficeLock
from desktop_app.store.mark import Mark, MarkFile, flush_folder
from desktop_app.store.place import check_place
from desktop_app.store.tx import Tx, moment, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from desktop_app.domain.office import Office

DATABASE = "office.db"
#: Where an office is made before it is moved into place whole.
UNFINISHED = "setting-up"
#: Files that tell that an office stands, or stood, in a folder.
_SIGNS = ("mark", "slots.json", "slots.bak", DATABASE + "-wal")
_PAGE = 4096
_PLACE_LOCK = "lock.place"
#: Who acts where nobody does.
PROGRAM = "loket"

Opened = tuple[MarkFile, "Engine", "Engine"]


def looks_like_office(folder: Path) -> str:
    """``absent``, ``office`` or ``broken``, from outside and without a key."""
    from desktop_app.store import restoring

    restoring.settle(folder)
    database = folder / DATABASE
    if database.exists():
        return "office" if database.stat().st_size else "broken"
    if (folder / UNFINISHED / DATABASE).exists() or not any(
        (folder / sign).exists() for sign in _SIGNS
    ):
        return "absent"
    return "broken"


def check_files(folder: Path) -> None:
    """Raise OfficeAbsent, Damaged, Empty, Truncated, or what :func:`check_place` finds."""
    state = looks_like_office(folder)
    if state == "absent":
        raise OfficeAbsent(folder=str(folder))
    database = folder / DATABASE
    if not database.exists():
        raise Damaged(file=DATABASE)
    size = database.stat().st_size
    if size == 0:
        raise Empty(file=DATABASE)
    if size % _PAGE:
        raise Truncated(file=DATABASE)
    check_place(folder)


def make(
    folder: Path, key: bytes, *, office: "Office", actor: str, now: datetime, today: date
) -> None:
    """Make database, device keys, first audit row and mark in an empty folder."""
    from desktop_app.store import office as offices

    path = folder / DATABASE
    first = pool.connect(path, key, cache=pool.WRITER_CACHE, mode="rwc")
    first.execute("PRAGMA journal_mode = WAL").fetchall()
    first.execute("PRAGMA user_version = 1")
    first.close()
    path.chmod(0o600)
    writer = pool.engine(path, key, write=True)
    incarnation = secrets.token_hex(16)
    try:
        with writer.begin() as c:
            schema.upgrade(c)
            keyring.make(c, incarnation, new_id(), moment(now))
            tx = Tx(c, actor, "office_made", now, today, False, incarnation)
            offices.put(tx, office)
            audit.event(tx, {"village": office.village.code})
            ends = tx.ends
        flush_folder(folder)
        MarkFile.create(
            folder, Mark(office.id, incarnation, ends.audit_seq, ends.audit_head)
        ).close()
    finally:
        writer.dispose()


def opened(folder: Path, key: bytes, lock: OfficeLock, now: datetime) -> Opened:
    """Take the lock, check everything, and hand over what the store works with."""
    path = folder / DATABASE
    crashed = _share(lock, path)
    mark = MarkFile.open(folder)
    writer, reader = (pool.engine(path, key, write=write) for write in (True, False))
    try:
        known = mark.read()
        with reader.connect() as c, c.begin():
            behind = schema.is_behind(schema.version(c))
            check_mark(c, known)
            if crashed:
                check_sound(c)
        if behind:
            _migrate(folder, key, lock, writer, reader)
        if known.place != mark.place():
            _settle_here(folder, writer, mark, known.office_id, now)
        with reader.connect() as c, c.begin():
            keyring.publish(c, folder)
    except BaseException:
        reader.dispose()
        writer.dispose()
        mark.close()
        raise
    return mark, writer, reader


def _share(lock: OfficeLock, path: Path) -> bool:
    """Take the lock beside others; whether the last one to use the office did not close it."""
    wal = path.with_name(path.name + "-wal")
    left = wal.exists() and wal.stat().st_size > 0
    if left:
        try:
            lock.alone(patience=0)
        except StoreTrouble:
            left = False  # somebody is using it now: that is why there is a -wal
    lock.share()
    return left


def opens(folder: Path) -> Callable[[bytes], bool]:
    """Asks whether a key is the database's: after a re-keying that was cut short there are two."""
    import sqlcipher3.dbapi2 as driver

    def ask(key: bytes) -> bool:
        try:
            connection = pool.connect(folder / DATABASE, key, cache=pool.READER_CACHE)
        except driver.Error:
            return False
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.Error:
            return False
        finally:
            connection.close()
        return True

    return ask


def check_mark(c: "Connection", known: Mark) -> None:
    """Raise RolledBack where the database does not hold what the mark saw."""
    office_id = c.exec_driver_sql("SELECT id FROM office").scalar()
    if office_id != known.office_id:
        raise RolledBack(at=0, wanted=known.seq)
    if audit.hash_at(c, known.seq) != known.head:
        raise RolledBack(at=audit.head(c)[0], wanted=known.seq)
    made = c.exec_driver_sql(
        "SELECT count(*) FROM device WHERE incarnation = ?", (known.incarnation,)
    )
    if not made.scalar_one():
        raise RolledBack(at=audit.head(c)[0], wanted=known.seq)


def check_sound(c: "Connection") -> None:
    """Read every page. Raises Damaged; the driver's errors."""
    if c.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise Damaged(file=DATABASE)


def _settle_here(
    folder: Path, writer: "Engine", mark: MarkFile, office_id: str, now: datetime
) -> None:
    """One incarnation for this place, however many open a copied office at once.

    The lock file is its own, because who waits here uses the office already.
    """
    turn = OfficeLock(folder, _PLACE_LOCK)
    try:
        turn.alone()
        if mark.read().place != mark.place():
            begin_incarnation(writer, mark, office_id, "place_changed", now)
    finally:
        turn.close()


def begin_incarnation(
    writer: "Engine", mark: MarkFile, office_id: str, action: str, now: datetime, **detail: Any
) -> None:
    """New incarnation, keys and tag, because this is another place or another past. What was
    sealed under the former one and has no receipt goes anew, under its old change ids.

    The database first, the mark after it: a cut in between begins one more.
    """
    from desktop_app.store import outbox

    incarnation = secrets.token_hex(16)
    with writer.begin() as c:
        device = c.exec_driver_sql("SELECT device FROM device LIMIT 1").scalar_one()
        at, doubt = audit.not_before(c, now)
        tag = keyring.make(c, incarnation, device, moment(at))
        tx = Tx(c, PROGRAM, action, at, at.astimezone().date(), doubt, incarnation)
        outbox.drop_batches(tx)
        audit.event(tx, {"tag": tag, **detail})
        ends = tx.ends
    mark.write(Mark(office_id, incarnation, ends.audit_seq, ends.audit_head))


def adopt(folder: Path, key: bytes, *, actor: str, now: datetime) -> None:
    """Go on with what there is, where mark and database do not fit: a person decided so.

    For an older copy when nothing newer can be found, or a lost mark. The office becomes a new
    incarnation, and the audit trail tells from where. Raises StoreTrouble for every other trouble.
    """
    check_files(folder)
    lock = OfficeLock(folder)
    writer = pool.engine(folder / DATABASE, key, write=True)
    try:
        lock.alone()
        with writer.connect() as c, c.begin():
            schema.is_behind(schema.version(c))
            check_sound(c)
            office_id = c.exec_driver_sql("SELECT id FROM office").scalar_one()
            last, head = audit.head(c)
        mark = MarkFile.create(folder, Mark(office_id, secrets.token_hex(16), last, head))
        begin_incarnation(writer, mark, office_id, "adopted", now, by=actor, last=last)
        mark.close()
    finally:
        writer.dispose()
        lock.close()


def _migrate(
    folder: Path, key: bytes, lock: OfficeLock, writer: "Engine", reader: "Engine"
) -> None:
    """Alone, after a backup, all steps in one transaction."""
    from desktop_app.store import rotation

    reader.dispose()
    with lock.for_a_while_alone():
        with reader.connect() as c, c.begin():
            found = schema.version(c)
        if not schema.is_behind(found):
            return
        rotation.before_upgrade(folder, key, found)
        with writer.begin() as c:
            schema.upgrade(c)
