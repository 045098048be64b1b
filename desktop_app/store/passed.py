"""What the hub told and this office could not take: kept as it came, and tried again.

A clash that somebody mends, or a newer program, makes it fit later; nothing the hub said is lost.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.store import workers
from desktop_app.store.errors import trouble_of
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

_ODD = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError)
#: Rules of somebody who is here by another record with the same NIK.
_BY_NIK = ("nik_registered", "month_paid", "months_clash")
#: SQLite's code for a statement that could not be carried out with these values.
_STATEMENT = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """One item of the feed that waits to be taken."""

    n: int
    kind: str
    body: dict[str, Any]


def keep(tx: Tx, kind: str, body: Mapping[str, Any], rule: str) -> bool:
    """Keep an item that cannot be taken now; False where it is kept already."""
    text = json.dumps({"kind": kind, "body": body}, sort_keys=True)
    there = tx.cursor.execute("SELECT 1 FROM passed_over WHERE body = ?", (text,)).fetchone()
    if there is not None:
        return False
    told = body.get("change")
    change = told if isinstance(told, dict) else {}
    record_id = change.get("rec") if isinstance(change.get("rec"), str) else None
    tx.cursor.execute(
        "INSERT INTO passed_over (body, rule, record_id, worker_id, at) VALUES (?, ?, ?, ?, ?)",
        (text, rule, record_id, _person(tx, change, record_id, rule), tx.at),
    )
    return True


def _person(tx: Tx, change: Mapping[str, Any], record_id: str | None, rule: str) -> str | None:
    """Who here has to be looked at: who has the NIK already, or whom it is about."""
    record = change.get("record")
    nik = record.get("nik") if isinstance(record, dict) else None
    known = isinstance(nik, str) and rule in _BY_NIK
    there = workers.by_nik(tx.connection, str(nik)) if known else None
    if there is None:
        whose = record.get("worker") if isinstance(record, dict) else None
        there = workers.get(tx.connection, str(whose or record_id))
    return there.id if there else None


def all_kept(c: "Connection") -> list[Kept]:
    """Everything that waits to be taken, in the order in which it came."""
    rows = c.exec_driver_sql("SELECT n, body FROM passed_over ORDER BY n").all()
    read = ((n, json.loads(body)) for n, body in rows)
    return [Kept(n, item["kind"], item["body"]) for n, item in read]


def taken(tx: Tx, n: int) -> None:
    """This one was taken after all."""
    tx.cursor.execute("DELETE FROM passed_over WHERE n = ?", (n,))


def overtaken(tx: Tx, record_id: str) -> None:
    """A later whole record told everything that was passed over of this one."""
    tx.cursor.execute("DELETE FROM passed_over WHERE record_id = ?", (record_id,))


@contextmanager
def by_itself(tx: Tx) -> Iterator[None]:
    """What fails within leaves no trace; what was written before it stays."""
    import sqlcipher3.dbapi2 as driver

    tx.cursor.execute("SAVEPOINT item")
    try:
        yield
    except BaseException:
        with suppress(driver.OperationalError):  # a full disk has ended the transaction already
            tx.cursor.execute("ROLLBACK TO item")
            tx.cursor.execute("RELEASE item")
        tx.__dict__.pop("ends", None)  # the ends of the sequences are where they were
        raise
    tx.cursor.execute("RELEASE item")


def rule_of(error: Exception, folder: "Path") -> str | None:
    """The rule of an item that cannot be one; None for a trouble of the office's own: a full
    disk, somebody else who writes, damage."""
    import sqlcipher3.dbapi2 as driver

    if isinstance(error, Refused):
        return error.rule
    if trouble_of(error, folder) is not None:
        return None
    original = getattr(error, "orig", None) or error
    if isinstance(original, driver.OperationalError):
        code = getattr(original, "sqlite_errorcode", 0)
        return "sealed_altered" if code & 0xFF == _STATEMENT else None
    return "sealed_altered" if isinstance(original, (*_ODD, driver.Error)) else None
