"""Which automatic backups are kept: one a day for a week, then one a week, then one a month."""

import shutil
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.store.files import flush_file

#: How many days, weeks and months are kept, the newest copy of each.
DAYS, WEEKS, MONTHS = 7, 4, 6
#: Setting with the folder (another drive) for a second copy.
SECOND_PLACE = "backup_folder"
_STAMP = "%Y%m%dT%H%M%SZ"
_SUFFIX = ".loket-backup"
_UPGRADE = "before-"
_PART = ".part"


def file_name(now: datetime, why: str = "") -> str:
    """The name of a backup made now."""
    return f"{now.astimezone(UTC).strftime(_STAMP)}{why}{_SUFFIX}"


def made_at(path: Path) -> datetime | None:
    """When an automatic backup was made, by its name; None for any other file."""
    stamp = path.name.removesuffix(_SUFFIX).split("-")[0]
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def thin_out(folder: Path, newest: Path) -> None:
    """Delete the automatic copies that no rule keeps; only after ``newest`` was verified."""
    dated = [(at, path) for path in folder.glob("*" + _SUFFIX) if (at := made_at(path))]
    dated.sort(reverse=True)
    kept = {newest} | {path for _, path in dated if "-" in path.stem}
    kept |= _newest_of(dated, DAYS, lambda at: at.date())
    kept |= _newest_of(dated, WEEKS, lambda at: at.isocalendar()[:2])
    kept |= _newest_of(dated, MONTHS, lambda at: (at.year, at.month))
    for _, path in dated:
        if path not in kept:
            with suppress(OSError):
                path.unlink()


def _newest_of(
    dated: list[tuple[datetime, Path]], most: int, period: Callable[[datetime], Hashable]
) -> set[Path]:
    found: dict[Hashable, Path] = {}
    for at, path in dated:
        found.setdefault(period(at), path)
    return set(list(found.values())[:most])


def second_copy(path: Path, other: Path) -> Path | None:
    """Copy a verified backup to another drive; None where that failed, which harms nothing."""
    part = other / (path.name + _PART)
    _forget_torn(other, path)
    try:
        shutil.copyfile(path, part)
        flush_file(part)
        done = other / path.name
        part.replace(done)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return None
    thin_out(other, done)
    return done


def _forget_torn(other: Path, path: Path) -> None:
    """Remove copies that were cut short (a stick pulled out) on a day before this one's."""
    now = made_at(path)
    for part in other.glob(f"*{_SUFFIX}{_PART}"):
        begun = made_at(part.with_name(part.name.removesuffix(_PART)))
        if now and begun and begun < now - timedelta(days=1):
            with suppress(OSError):
                part.unlink()


def before_upgrade(folder: Path, key: bytes, version: str) -> Path:
    """A backup before the tables change; it is kept whatever the rotation says."""
    from desktop_app.store import backup
    from desktop_app.trust.errors import TrustTrouble
    from desktop_app.trust.slots import Slots

    try:
        slot = Slots.open(folder).recovery_slot()
    except TrustTrouble:
        slot = b""  # without slots nobody could open a backup; the copy has the database's key
    now = datetime.now(UTC)
    made = folder / backup.FOLDER
    made.mkdir(exist_ok=True, mode=0o700)
    path = made / file_name(now, f"-{_UPGRADE}{version}")
    backup.pack(folder, key, path, slot, now)
    return path
