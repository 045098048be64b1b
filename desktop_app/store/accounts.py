"""Who may log in, and as what. Passwords are not here: ``trust.slots`` holds what they open."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in."""

    name: str
    role: str


def named(c: "Connection", name: str) -> Account | None:
    """The account of this name; small and capital letters are the same."""
    row = c.exec_driver_sql(
        "SELECT name, role FROM account WHERE folded = ?", (name.strip().casefold(),)
    ).first()
    return Account(*row) if row else None


def since(c: "Connection", name: str) -> datetime | None:
    """When the account of this name was made; None where there is none."""
    at = c.exec_driver_sql(
        "SELECT created_at FROM account WHERE folded = ?", (name.strip().casefold(),)
    ).scalar()
    return datetime.fromisoformat(at) if at else None


def all_accounts(c: "Connection") -> list[Account]:
    """Everybody, in order of name."""
    rows = c.exec_driver_sql("SELECT name, role FROM account ORDER BY folded")
    return [Account(*row) for row in rows]


def first_administrator(c: "Connection") -> Account | None:
    """The administrator who has been here longest."""
    row = c.exec_driver_sql(
        "SELECT name, role FROM account WHERE role = 'administrator' ORDER BY created_at LIMIT 1"
    ).first()
    return Account(*row) if row else None


def add(tx: Tx, name: str, role: str) -> None:
    """Add an account. The caller writes the audit row, because it knows why."""
    tx.connection.exec_driver_sql(
        "INSERT INTO account (folded, name, role, created_at) VALUES (?, ?, ?, ?)",
        (name.strip().casefold(), name.strip(), role, tx.at),
    )


def remove(tx: Tx, name: str) -> None:
    """Take an account away. The caller writes the audit row."""
    tx.connection.exec_driver_sql(
        "DELETE FROM account WHERE folded = ?", (name.strip().casefold(),)
    )
