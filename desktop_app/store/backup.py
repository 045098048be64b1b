"""Backups: one file that the recovery code opens, complete and verified before it has its name.

A ``.loket-backup`` is a ZIP without compression: the recovery slot, the database as it was at one
moment (still encrypted), and a manifest without anybody's data.
"""

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.store import pool
from desktop_app.store.errors import LockedOut, StoreTrouble, trouble_of
from desktop_app.store.files import write_whole
from desktop_app.store.lock import OfficeLock
from desktop_app.store.mark import flush_folder
from desktop_app.store.restoring import Staged, stage

if TYPE_CHECKING:
    from desktop_app.store.engine import Store

__all__ = [
    "Archive", "Known", "Staged", "automatic", "check_backup", "counted", "last_at", "pack",
    "rotate", "stage", "write_backup",
]  # fmt: skip

SUFFIX = ".loket-backup"
FOLDER = "backups"
DATABASE, SLOT, MANIFEST = "office.db", "slot.json", "manifest.json"
_LAST = "last"
_COPY, _PART = "copy-", ".part"
_PACKING_LOCK = "lock.backup"
_CHUNK = 1 << 20
_LARGEST_PART = 1 << 20


def write_backup(
    store: "Store", out: Path, recovery_slot: bytes, now: datetime | None = None
) -> int:
    """Write a verified backup; returns the number of workers in it.

    ``out`` has its name only when it is whole: written beside, flushed, read back, opened and
    counted. Raises DiskFull, Refused (``unwritable``); an older file of that name stands then.
    """
    now = now or datetime.now(UTC)
    count = pack(store.folder, store.key, out, recovery_slot, now)
    write_whole(_made(store.folder) / _LAST, now.astimezone(UTC).isoformat().encode())
    return count


def pack(folder: Path, key: bytes, out: Path, slot: bytes, now: datetime) -> int:
    """The same for a database that nobody opened as a store."""
    part = out.with_name(out.name + _PART)
    copy = _made(folder) / f"{_COPY}{secrets.token_hex(8)}.db"
    packing = OfficeLock(folder, _PACKING_LOCK)
    try:
        with _said(folder, out):
            _tidy(folder, packing)
            packing.share()
            count, version = _copied(folder / DATABASE, key, copy)
            manifest = {
                "schema": 1,
                "kind": "loket-backup",
                "version": version,
                "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
                "workers": count,
                "sha256": _digest_of(copy),
            }
            _zip(part, copy, slot, manifest)
            with Archive(part) as archive:
                if archive.manifest != manifest or archive.digest() != manifest["sha256"]:
                    raise Refused("backup_unreadable", None, file=out.name)
            part.replace(out)
            flush_folder(out.parent)
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
        packing.close()
    return count


def _tidy(folder: Path, packing: OfficeLock) -> None:
    """Remove what a backup left that was killed at its work; nothing while another is at its."""
    try:
        packing.alone(patience=0)
    except LockedOut:
        return
    for left in (f"{_COPY}*", f"*{SUFFIX}{_PART}"):
        for path in (folder / FOLDER).glob(left):
            with suppress(OSError):
                path.unlink()
    packing.let_go()


def _made(folder: Path) -> Path:
    made = folder / FOLDER
    made.mkdir(exist_ok=True, mode=0o700)
    return made


@contextmanager
def _said(folder: Path, out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        trouble = trouble_of(error, out.parent)
        if trouble is None or trouble.rule == "read_only":
            raise Refused("unwritable", None, file=str(out)) from error
        raise trouble from error
    except Exception as error:
        trouble = trouble_of(error, folder)
        if trouble is None or isinstance(error, StoreTrouble):
            raise
        raise trouble from error


def _copied(path: Path, key: bytes, copy: Path) -> tuple[int, str]:
    """Copy the database as it is at this moment; the copy's count of workers and version."""
    source = pool.connect(path, key, cache=pool.READER_CACHE)
    try:
        source.execute("VACUUM INTO ?", (str(copy),))
    finally:
        source.close()
    return counted(copy, key)


def counted(path: Path, key: bytes) -> tuple[int, str]:
    """Open a copy, read every page, count its workers. Raises the driver's errors."""
    copy = pool.connect(path, key, cache=pool.READER_CACHE)
    try:
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Refused("backup_unreadable", None, file=path.name)
        workers = copy.execute("SELECT count(*) FROM worker").fetchone()[0]
        version = copy.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    finally:
        copy.close()
    return int(workers), str(version)


def _zip(part: Path, copy: Path, slot: bytes, manifest: dict[str, Any]) -> None:
    with part.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest))
            archive.writestr(SLOT, slot)
            archive.write(copy, DATABASE)
        file.flush()
        os.fsync(file.fileno())


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Archive:
    """An opened backup, its manifest and slot read. Raises Refused (``backup_unreadable``)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError) as error:
            raise self._unreadable() from error
        try:
            self._check_names()
            self.manifest: dict[str, Any] = json.loads(self._part(MANIFEST))
            self.slot = self._part(SLOT)
            if self.manifest["kind"] != "loket-backup" or not self.manifest["sha256"]:
                raise self._unreadable()
        except (OSError, zipfile.BadZipFile, ValueError, LookupError, TypeError) as error:
            self._zip.close()
            raise self._unreadable() from error

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def digest(self) -> str:
        """SHA-256 of the database in it."""
        try:
            with self._zip.open(DATABASE) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        except (OSError, zipfile.BadZipFile, EOFError) as error:
            raise self._unreadable() from error

    def unpack(self, to: Path) -> None:
        """Write the database to a file and flush it."""
        seen = hashlib.sha256()
        try:
            source: IO[bytes]
            with self._zip.open(DATABASE) as source, to.open("wb") as file:
                while block := source.read(_CHUNK):
                    seen.update(block)
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
        except (zipfile.BadZipFile, EOFError) as error:
            raise self._unreadable() from error
        if seen.hexdigest() != self.manifest["sha256"]:
            raise self._unreadable()

    def _check_names(self) -> None:
        infos = {info.filename: info for info in self._zip.infolist()}
        stored = all(info.compress_type == zipfile.ZIP_STORED for info in infos.values())
        small = all(infos[name].file_size <= _LARGEST_PART for name in (MANIFEST, SLOT))
        if set(infos) != {MANIFEST, SLOT, DATABASE} or not (stored and small):
            raise self._unreadable()

    def _part(self, name: str) -> bytes:
        return self._zip.read(name)

    def _unreadable(self) -> Refused:
        return Refused("backup_unreadable", None, file=self.path.name)


def check_backup(path: Path) -> dict[str, Any]:
    """The manifest of a backup whose bytes are as they were written. Raises Refused."""
    with Archive(path) as archive:
        if archive.digest() != archive.manifest["sha256"]:
            raise Refused("backup_unreadable", None, file=path.name)
        return archive.manifest


def last_at(folder: Path) -> datetime | None:
    """When the last backup of any kind was made here."""
    try:
        said = (folder / FOLDER / _LAST).read_text(encoding="ascii").strip()
        return datetime.fromisoformat(said)
    except (OSError, ValueError):
        return None


def rotate(store: "Store", recovery_slot: bytes, now: datetime) -> tuple[Path, int]:
    """The automatic copy of the day, older ones thinned out, and a second copy elsewhere.

    Returns the file and the number of workers in it. See :mod:`rotation` for what is kept.
    """
    from desktop_app.store import office, rotation

    made = _made(store.folder)
    path = made / rotation.file_name(now)
    count = write_backup(store, path, recovery_slot, now)
    rotation.thin_out(made, path)
    with store.read() as c:
        other = office.setting(c, rotation.SECOND_PLACE)
    if other and Path(other).is_dir():
        rotation.second_copy(path, Path(other))
    return path, count


@dataclass(frozen=True, slots=True)
class Known:
    """One automatic backup that stands in the data folder."""

    path: Path
    made_at: datetime


def automatic(folder: Path) -> list[Known]:
    """The automatic backups there are, the newest first."""
    from desktop_app.store import rotation

    found = [
        Known(path, at)
        for path in (folder / FOLDER).glob("*" + SUFFIX)
        if (at := rotation.made_at(path)) is not None
    ]
    return sorted(found, key=lambda one: one.made_at, reverse=True)
