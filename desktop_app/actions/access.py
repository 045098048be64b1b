"""Coming in: log-in, accounts, forgotten passwords."""

import re
import secrets
from dataclasses import dataclass

from desktop_app.actions.desk import Desk
from desktop_app.config import Config
from desktop_app.domain.findings import Refused
from desktop_app.domain.roles import ROLES
from desktop_app.store import accounts, audit
from desktop_app.store.engine import Store, looks_like_office, opens, rekey
from desktop_app.store.errors import OfficeAbsent
from desktop_app.trust.errors import WrongPassword
from desktop_app.trust.slots import Slots

#: Shortest password; long ones are better than mixed ones (NIST SP 800-63B §5.1.1).
PASSWORD_LENGTH = 8
_NAME = re.compile(r"[\w][\w .'-]{0,39}")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in, and as what."""

    name: str
    role: str


def office_state(config: Config) -> str:
    """``absent``, ``office`` or ``broken``: what the data folder looks like from outside."""
    return looks_like_office(config.data)


def check_new_account(name: str, password: str) -> None:
    """Raise Refused where the name or the password cannot be taken."""
    if not _NAME.fullmatch(name):
        raise Refused("account_name", "user")
    check_password(password)


def check_password(password: str) -> None:
    """Raise Refused (rule ``password``) for one that is too short."""
    if len(password) < PASSWORD_LENGTH:
        raise Refused("password", "password", least=PASSWORD_LENGTH)


def unlock(config: Config, account: str, password: str, *, record: bool = False) -> Desk:
    """Open the office for this account. ``record`` writes the log-in to the audit trail.

    Raises WrongPassword (slower with each try), StoreTrouble where the office cannot be opened.
    """
    if looks_like_office(config.data) == "absent":
        raise OfficeAbsent
    key = Slots.open(config.data).unlock(account, password, opens=opens(config.data))
    store = Store.open(config.data, key, now=config.now())
    with store.read() as c:
        known = accounts.named(c, account)
    if known is None:
        store.close()
        raise WrongPassword
    desk = Desk(config, store, known.name, known.role)
    if record:
        _record(desk, "login")
    return desk


def _record(desk: Desk, action: str, **detail: str) -> None:
    """An audit row for what changes no record; a doubtful clock waits for the first real write."""
    try:
        with desk.write(action) as tx:
            audit.event(tx, detail)
    except Refused as refused:
        if refused.rule != "clock":
            raise


def users(desk: Desk) -> list[Account]:
    """Everybody who may log in."""
    with desk.read() as c:
        return [Account(a.name, a.role) for a in accounts.all_accounts(c)]


def add_user(desk: Desk, name: str, role: str, password: str) -> None:
    """A new account: its own slot to the database's key, and its role."""
    desk.require("users")
    check_new_account(name, password)
    if role not in ROLES:
        raise Refused("choice", "role", value=role, allowed=ROLES)
    with desk.write("user_added") as tx:
        if accounts.named(tx.connection, name):
            raise Refused("account_exists", "user", name=name)
        accounts.add(tx, name, role)
        audit.event(tx, {"account": name, "role": role})
        Slots.open(desk.config.data).add(desk.store.key, name, password)


def remove_user(desk: Desk, name: str) -> None:
    """Take an account away: the database gets a new key, and the slot goes.

    In this order, so that a cut in between leaves the account whole, to be removed again.

    Raises Refused: ``account_unknown``, ``last_administrator``; StoreTrouble (``locked``) while
    somebody else uses the office, because the new key needs it alone.
    """
    desk.require("users")
    with desk.read() as c:
        everybody = accounts.all_accounts(c)
    account = next((a for a in everybody if a.name.casefold() == name.casefold()), None)
    if account is None:
        raise Refused("account_unknown", "user", name=name)
    administrators = [a for a in everybody if a.role == "administrator"]
    if account.role == "administrator" and len(administrators) == 1:
        raise Refused("last_administrator", "user", name=name)
    slots = Slots.open(desk.config.data)
    new = secrets.token_bytes(32)
    with slots.reseal(desk.store.key, new, opens=opens(desk.config.data)):
        rekey(desk.store, new)
    slots.remove(account.name)
    with desk.write("user_removed") as tx:
        accounts.remove(tx, account.name)
        audit.event(tx, {"account": account.name})


def change_password(desk: Desk, name: str, new: str) -> None:
    """A new password for oneself, or for another by an administrator."""
    if name.casefold() != desk.account.casefold():
        desk.require("users")
    check_password(new)
    with desk.write("password_changed") as tx:
        account = accounts.named(tx.connection, name)
        if account is None:
            raise Refused("account_unknown", "user", name=name)
        audit.event(tx, {"account": account.name})
        Slots.open(desk.config.data).add(desk.store.key, account.name, new)


def recover(config: Config, name: str, code: str, new_password: str) -> None:
    """A new password by the recovery code, for an account there is.

    Raises WrongCode, Refused (``account_unknown``, ``password``).
    """
    check_password(new_password)
    if looks_like_office(config.data) == "absent":
        raise OfficeAbsent
    slots = Slots.open(config.data)
    key = slots.unlock_recovery(code, opens=opens(config.data))
    store = Store.open(config.data, key, now=config.now())
    try:
        with store.read() as c:
            account = accounts.named(c, name)
        if account is None:
            raise Refused("account_unknown", "user", name=name)
        desk = Desk(config, store, account.name, account.role)
        slots.add(key, account.name, new_password)
        _record(desk, "password_recovered", account=account.name)
    finally:
        store.close()
