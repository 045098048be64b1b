"""Setting up an office, and changing what it says of itself."""

import io
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.actions import access, heads
from desktop_app.actions.desk import Desk, check_built
from desktop_app.config import Config
from desktop_app.domain.findings import Refused
from desktop_app.domain.office import BY_DEPUTY, HEAD_PREFIXES, Deputy, Office, OfficeWords
from desktop_app.domain.region import Village
from desktop_app.reference import office_terms
from desktop_app.reference.regions import regions
from desktop_app.store import accounts, audit
from desktop_app.store import office as offices
from desktop_app.store.engine import Store, looks_like_office, new_id
from desktop_app.store.lock import OfficeLock
from desktop_app.store.opening import UNFINISHED
from desktop_app.store.place import check_place
from desktop_app.trust import recovery
from desktop_app.trust.slots import Slots

#: Papers put the word before the branch's name themselves.
_BRANCH = re.compile(r"^(?:kantor )?cabang (?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeForm:
    """What the wizard asks. Empty words mean those proposed for the region and kind of village."""

    village_code: str
    name: str
    head: str
    head_title: str = ""
    head_nip: str | None = None
    head_prefix: str = ""
    deputy: Deputy | None = None
    words: OfficeWords | None = None
    address: str | None = None
    phone: str | None = None
    branch: str | None = None
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery code, told once, and its sheet as PDF."""

    code: str
    pdf: bytes


def set_up(config: Config, form: OfficeForm, account: str, password: str) -> tuple[Desk, Recovery]:
    """Create the office, its first administrator and its recovery code. Never over another one.

    Everything is made in a folder of its own and moved into place whole, so that a power cut leaves
    either nothing or an office.

    Raises Refused (``office_exists``, ``village_unknown``, ``office_name``, ``password`` …).
    """
    if looks_like_office(config.data) != "absent":
        raise Refused("office_exists", None, folder=str(config.data))
    check_place(config.data)
    access.check_new_account(account, password)
    check_built(config)
    office = made_office(form, new_id())
    key, code = secrets.token_bytes(32), recovery.new_code()
    with _staging(config.data) as staging:
        Slots.create(staging, key, account=account, password=password, recovery_code=code)
        store = Store.create(
            staging, key, office=office, actor=account, now=config.now(), today=config.today()
        )
        with store.write(
            actor=account, action="user_added", now=config.now(), today=config.today()
        ) as tx:
            accounts.add(tx, account, "administrator")
            audit.event(tx, {"account": account, "role": "administrator"})
        store.close()
        _move_into_place(staging, config.data)
    desk = Desk(config, Store.open(config.data, key, now=config.now()), account, "administrator")
    return desk, Recovery(code, recovery_sheet(desk, code))


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """An empty folder within, to make an office in; one setting up at a time, gone afterwards.

    Raises LockedOut while somebody else sets up here, Refused (``office_exists``) when they did.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock, staging = OfficeLock(folder), folder / UNFINISHED
    try:
        lock.alone()
        if looks_like_office(folder) != "absent":
            raise Refused("office_exists", None, folder=str(folder))
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        before = set(folder.iterdir())
        try:
            yield staging
        finally:  # left where a move was cut short: so the next one knows it did not end
            if (folder / "office.db").exists() or set(folder.iterdir()) == before:
                shutil.rmtree(staging, ignore_errors=True)
    finally:
        lock.close()
        if looks_like_office(folder) == "absent":
            (folder / "lock").unlink(missing_ok=True)
            with suppress(OSError):
                folder.rmdir()


def _move_into_place(staging: Path, folder: Path) -> None:
    """The database last: before it stands, there is no office."""
    entries = sorted(staging.iterdir(), key=lambda entry: entry.name.startswith("office.db"))
    for entry in entries:
        if entry.name != "lock":
            target = folder / entry.name
            if target.is_dir() and entry.is_dir():
                target.rmdir()
            entry.replace(target)


def made_office(form: OfficeForm, office_id: str) -> Office:
    """The office a form describes, its empty words filled with what its region calls things.

    Raises Refused with the field that is wrong.
    """
    village = _village(form.village_code)
    for field in ("name", "head"):
        if not getattr(form, field).strip():
            raise Refused("office_name", field)
    if form.head_prefix not in HEAD_PREFIXES:
        raise Refused("choice", "head_prefix", value=form.head_prefix, allowed=HEAD_PREFIXES)
    proposal = office_terms.propose(village)
    return Office(
        id=office_id,
        village=village,
        name=" ".join(form.name.split()),
        head=" ".join(form.head.split()),
        head_title=form.head_title.strip() or proposal.words.head,
        head_nip=form.head_nip or None,
        head_prefix=form.head_prefix,
        deputy=_deputy(form),
        words=form.words or proposal.words,
        address=form.address or None,
        phone=form.phone or None,
        branch=_BRANCH.sub("", " ".join((form.branch or "").split())) or None,
        practice=form.practice,
    )


def _deputy(form: OfficeForm) -> Deputy:
    """Who signs in the head's place. Raises Refused ``deputy`` with what is missing."""
    said = form.deputy or Deputy()
    deputy = Deputy(
        name=" ".join(said.name.split()),
        title=" ".join(said.title.split()),
        nip=said.nip or None,
        through=" ".join(said.through.split()),
    )
    needed = {"deputy": deputy.name, "deputy_title": deputy.title}
    if form.head_prefix == "u.b.":
        needed["deputy_through"] = deputy.through
    if form.head_prefix in BY_DEPUTY:
        for field, text in needed.items():
            if not text:
                raise Refused("deputy", field, prefix=form.head_prefix)
    return deputy


def _village(code: str) -> Village:
    village = regions().village(code)
    if village is None:
        raise Refused("village_unknown", "village_code", value=code)
    return village


def change_office(desk: Desk, form: OfficeForm) -> Office:
    """Change what the office says of itself (name, head, words, address). Its village stays."""
    desk.require("office")
    office = made_office(form, desk.office.id)
    if office.village.code != desk.office.village.code:
        raise Refused("office_village", "village_code")
    with desk.write("office_changed") as tx:
        offices.put(tx, office)
    desk.forget_office()
    return office


def renew_recovery(desk: Desk) -> Recovery:
    """A new recovery code and sheet, where the old one was lost or seen by others.

    The old code opens this office no more; backups made before keep the code of their day.
    """
    desk.require("users")
    code = recovery.new_code()
    with desk.write("recovery_renewed") as tx:
        audit.event(tx, {})
        Slots.open(desk.config.data).renew_recovery(desk.store.key, code)
    return Recovery(code, recovery_sheet(desk, code))


def recovery_sheet(desk: Desk, code: str) -> bytes:
    """The recovery code as a one-page PDF to be printed and kept away from the PC."""
    from desktop_app.documents.recovery import write_recovery_sheet

    out = io.BytesIO()
    write_recovery_sheet(out, heads.head_of(desk), code, desk.config.today())
    return out.getvalue()
