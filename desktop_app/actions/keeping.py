"""Keeping: backups, restoring, and whether everything is sound."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from desktop_app.actions import access
from desktop_app.actions.desk import Desk, check_built
from desktop_app.config import Config
from desktop_app.domain.findings import Refused
from desktop_app.domain.journal import JournalEntry
from desktop_app.store import (
    accounts,
    audit,
    backup,
    changes,
    health,
    office,
    opening,
    workers,
)
from desktop_app.store.engine import Store, opens
from desktop_app.store.place import check_place
from desktop_app.store.rotation import SECOND_PLACE
from desktop_app.store.summary import Filters
from desktop_app.trust.slots import Slots


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was opened and counted after writing."""

    path: Path
    workers: int


def back_up(desk: Desk, out: Path) -> BackedUp:
    """Write an encrypted, verified copy that the recovery code opens."""
    desk.require("backup")
    desk.check_clock()
    slot = Slots.open(desk.config.data).recovery_slot()
    count = backup.write_backup(desk.store, out, slot)
    with desk.write("backed_up") as tx:
        audit.event(tx, {"workers": count})
    return BackedUp(out, count)


def daily_backup(desk: Desk) -> BackedUp | None:
    """The automatic copy of the day into the data folder, where today's is not there yet."""
    made = backup.automatic(desk.store.folder)
    if made and desk.config.now() - made[0].made_at < timedelta(hours=20):
        return None
    slot = Slots.open(desk.config.data).recovery_slot()
    path, count = backup.rotate(desk.store, slot, desk.config.now())
    return BackedUp(path, count)


def second_place(desk: Desk) -> Path | None:
    """The folder (another drive, a stick) that gets a copy of each automatic backup too."""
    with desk.read() as c:
        said = office.setting(c, SECOND_PLACE)
    return Path(said) if said else None


def choose_second_place(desk: Desk, folder: Path | None) -> None:
    """Copy automatic backups there as well, or nowhere. Raises Refused (``unwritable``)."""
    desk.require("backup")
    if folder is not None and not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise Refused("unwritable", None, path=str(folder))
    with desk.write("backup_place_chosen") as tx:
        office.set_setting(tx, SECOND_PLACE, str(folder) if folder else None)


def restore(config: Config, file: Path, code: str, account: str, password: str) -> Desk:
    """Bring an office back from a backup as a new incarnation, with a new password for an account.

    An office that stands in the folder is set aside, never deleted. Raises WrongCode, Refused
    (``backup_unreadable``, ``account_unknown``, ``password``); then nothing was touched.
    """
    access.check_password(password)
    check_built(config)
    check_place(config.data)
    staged = backup.stage(config.data, file, code, now=config.now())
    try:
        with staged.open() as c:
            known = accounts.named(c, account) if account else accounts.first_administrator(c)
        if known is None:
            raise Refused("account_unknown", "user", name=account)
        staged.give_access(known.name, password, code)
    except BaseException:
        staged.give_up()
        raise
    staged.put_in_place()
    store = Store.open(config.data, staged.key, now=config.now())
    return Desk(config, store, known.name, known.role)


def adopt(config: Config, account: str, password: str) -> Desk:
    """Go on with what there is, where the mark is lost or tells of more than the data holds.

    For when no newer backup can be found: a person decides so. The office becomes a new
    incarnation, and the audit trail tells from where. Raises what :func:`access.unlock` raises.
    """
    check_built(config)
    key = Slots.open(config.data).unlock(account, password, opens=opens(config.data))
    opening.adopt(config.data, key, actor=account, now=config.now())
    return access.unlock(config, account, password, record=True)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether everything is sound; problems are sentences' rules with their parts."""

    problems: tuple[Refused, ...]
    workers: int
    waiting: int

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.problems


def check(desk: Desk, *, deep: bool = False) -> Health:
    """Look at database, audit chain, photos and waiting changes."""
    problems = health.check(desk.store, deep=deep)
    with desk.read() as c:
        return Health(tuple(problems), workers.count(c, Filters()), changes.pending(c))


def audit_trail(desk: Desk, limit: int = 200) -> list[JournalEntry]:
    """What was done, by whom and when, the newest first."""
    desk.require("audit")
    with desk.read() as c:
        return audit.entries(c, limit=limit)


def verify_audit(desk: Desk) -> list[Refused]:
    """Whether any row of the audit trail was changed or taken away."""
    desk.require("audit")
    with desk.read() as c:
        return audit.verify(c)
