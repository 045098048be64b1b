"""Coming back from a backup: staged beside, checked whole, then put in place in one decision.

Until the journal stands, the old office is untouched; once it stands, the next opening finishes
what a power cut interrupted. The office that stood there is set aside, never deleted. What comes
back is a new incarnation: numbers given and papers signed since the backup cannot clash.
"""

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.store import audit, keyring, outbox, pool, schema
from desktop_app.store.errors import LockedOut, NewerVersion, trouble_of
from desktop_app.store.files import write_whole
from desktop_app.store.lock import OfficeLock
from desktop_app.store.mark import Mark, MarkFile, flush_folder
from desktop_app.store.tx import Tx, moment

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STAGE = "restoring"
_JOURNAL = "restore.json"
_TURN_LOCK = "lock.restore"
_DATABASE = "office.db"
#: Everything that is one office; the lock, the backups and what was set aside stay.
_FILES = (
    _DATABASE + "-wal",
    _DATABASE + "-shm",
    "attempts",
    "slots.bak",
    "slots.json",
    "keys.json",
    "mark",
    _DATABASE,
)


@dataclass(frozen=True, slots=True)
class Staged:
    """A restored office beside the present one, opened and checked."""

    folder: Path
    key: bytes = field(repr=False)
    workers: int
    now: datetime
    turn: OfficeLock = field(repr=False)
    """Held until it is in place or given up: two restores at once would mix their files."""

    @property
    def _stage(self) -> Path:
        return self.folder / _STAGE

    @contextmanager
    def open(self) -> "Iterator[Connection]":
        """Read in it."""
        reader = pool.engine(self._stage / _DATABASE, self.key, write=False)
        try:
            with reader.connect() as c, c.begin():
                yield c
        finally:
            reader.dispose()

    def give_access(self, account: str, password: str, code: str) -> None:
        """The first slot of the restored office, and the recovery code it came with."""
        from desktop_app.trust.slots import Slots

        Slots.create(self._stage, self.key, account=account, password=password, recovery_code=code)

    def put_in_place(self) -> None:
        """Set the present office aside and put this one in its place.

        Raises LockedOut; this one is given up then, and the present office was not touched.
        """
        lock = OfficeLock(self.folder)
        try:
            lock.alone()
            self._decide()
            _finish(self.folder)
        except BaseException:
            if not (self.folder / _JOURNAL).exists():
                self.give_up()
            raise
        finally:
            lock.close()
            self.turn.close()

    def _decide(self) -> None:
        """Write the journal: from here on the restore is finished whatever happens."""
        stamp = self.now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        journal = {
            "aside": f"set-aside/{stamp}-{secrets.token_hex(3)}",
            "incoming": [name for name in _FILES if (self._stage / name).exists()],
        }
        flush_folder(self._stage)
        write_whole(self.folder / _JOURNAL, json.dumps(journal).encode())

    def give_up(self) -> None:
        """Forget the staged office; the present one was not touched."""
        shutil.rmtree(self._stage, ignore_errors=True)
        self.turn.close()


def stage(folder: Path, file: Path, code: str, *, now: datetime) -> Staged:
    """Unpack a backup beside the present office, check it whole, begin its new incarnation.

    Raises WrongCode, Refused (``backup_unreadable``), NewerVersion, DiskFull, LockedOut while
    another restore is under way; nothing that was there is touched then.
    """
    from desktop_app.store import backup
    from desktop_app.trust.errors import SlotsDamaged
    from desktop_app.trust.slots import open_recovery_slot

    with backup.Archive(file) as archive:
        try:
            key = open_recovery_slot(archive.slot, code)
        except SlotsDamaged as error:
            raise Refused("backup_unreadable", None, file=file.name) from error
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        turn = OfficeLock(folder, _TURN_LOCK)
        to = folder / _STAGE
        try:
            turn.alone(patience=0)
        except LockedOut:
            turn.close()
            raise
        shutil.rmtree(to, ignore_errors=True)
        try:
            to.mkdir(parents=True, mode=0o700)
            archive.unpack(to / _DATABASE)
            workers = _revived(folder, to, key, archive.manifest, now)
        except BaseException as error:
            shutil.rmtree(to, ignore_errors=True)
            turn.close()
            if isinstance(error, Refused | NewerVersion) or not isinstance(error, Exception):
                raise
            trouble = trouble_of(error, folder)
            if trouble is not None and trouble.rule in ("disk_full", "read_only"):
                raise trouble from error
            raise Refused("backup_unreadable", None, file=file.name) from error
    return Staged(folder, key, workers, now, turn)


def _revived(folder: Path, to: Path, key: bytes, manifest: dict[str, Any], now: datetime) -> int:
    """Check the unpacked database, bring it up to date, make it a new incarnation."""
    from desktop_app.store.backup import counted

    path = to / _DATABASE
    raw = pool.connect(path, key, cache=pool.WRITER_CACHE)
    raw.execute("PRAGMA journal_mode = WAL").fetchall()
    raw.close()
    workers, version = counted(path, key)
    if workers != manifest["workers"]:
        raise Refused("backup_unreadable", None, file=path.name)
    writer = pool.engine(path, key, write=True)
    incarnation = secrets.token_hex(16)
    try:
        if schema.is_behind(version):
            with writer.begin() as c:
                schema.upgrade(c)
        with writer.begin() as c:
            office_id = c.exec_driver_sql("SELECT id FROM office").scalar_one()
            device = c.exec_driver_sql("SELECT device FROM device LIMIT 1").scalar_one()
            at, doubt = audit.not_before(c, now)
            tag = keyring.make(c, incarnation, device, moment(at))
            keyring.keep_former(c, folder)
            tx = Tx(c, "loket", "restored", at, at.astimezone().date(), doubt, incarnation)
            outbox.drop_batches(tx)
            audit.event(tx, {"tag": tag, "made_at": manifest["made_at"], "workers": workers})
            ends = tx.ends
        with writer.connect() as c, c.begin():
            keyring.publish(c, to)
    finally:
        writer.dispose()
    mark = Mark(office_id, incarnation, ends.audit_seq, ends.audit_head)
    MarkFile.create(to, mark).close()
    return workers


def settle(folder: Path) -> None:
    """Finish a restore that was decided and then cut short; nothing where there was none."""
    if not (folder / _JOURNAL).exists():
        return
    lock = OfficeLock(folder)
    try:
        lock.alone()
        _finish(folder)
    finally:
        lock.close()


def _finish(folder: Path) -> None:
    """Move file by file; each step may be repeated after a cut."""
    journal = folder / _JOURNAL
    if not journal.exists():
        return
    plan = json.loads(journal.read_bytes())
    aside, staged = folder / plan["aside"], folder / _STAGE
    aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in _FILES:
        here, coming = folder / name, staged / name
        leaves = coming.exists() if name in plan["incoming"] else True
        if leaves and here.exists() and not (aside / name).exists():
            here.replace(aside / name)
        if coming.exists() and name in plan["incoming"]:
            coming.replace(here)
    for changed in (aside, staged, folder):
        flush_folder(changed)
    shutil.rmtree(staged, ignore_errors=True)
    journal.unlink()
    flush_folder(folder)
