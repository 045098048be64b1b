"""The book of outgoing letters (*buku agenda*): one running serial a year over all kinds.

A letter that is revoked keeps its number; no number is given twice. The book travels to the hub
without the people: what it tells is that a number is given.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.letters import TEMPLATE, letter_number
from desktop_app.store import audit, changes
from desktop_app.store import office as offices
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The kind of a list for BPJS with its cover letter.
SUBMISSION = "submission"
#: The office's decision under which template it gives numbers.
SETTING = "letter_number"
_TOLD = ("number", "year", "serial", "day", "kind", "subject", "recipient", "revoked_why")
_SELECT = (
    "SELECT a.n, a.number, a.year, a.serial, a.day, a.kind, a.subject, a.recipient, a.worker_id,"
    " w.number, coalesce(w.full_name, a.about), a.at, a.by, a.revoked_at,"
    " a.revoked_by, a.revoked_why"
    " FROM agenda a LEFT JOIN worker w ON w.id = a.worker_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One outgoing letter, with whom it is about as they are called now."""

    n: int
    """Its place in the book."""
    number: str
    year: int
    serial: int
    day: date
    kind: str
    subject: str
    """What it is about, in the words of the day; empty for a list for BPJS."""
    recipient: str
    """To whom; empty where it is given to the person."""
    worker_id: str | None
    registration_number: str | None
    full_name: str | None
    """Whom it is about; also of who is not registered yet."""
    at: datetime
    by: str
    revoked_at: datetime | None
    revoked_by: str | None
    revoked_why: str | None


def template(c: "Connection") -> str:
    """The office's template for numbers."""
    return str(offices.setting(c, SETTING, TEMPLATE))


def next_serial(c: "Connection", year: int) -> int:
    """The number within the year that the next letter gets."""
    last = c.exec_driver_sql(
        "SELECT max(coalesce((SELECT max(serial) FROM agenda WHERE year = ?), 0),"
        " coalesce((SELECT max(serial) FROM submission WHERE year = ?), 0))",
        (year, year),
    ).scalar()
    return int(last or 0) + 1


def enter(
    tx: Tx,
    *,
    kind: str,
    subject: str,
    recipient: str = "",
    worker_id: str | None = None,
    about: str | None = None,
) -> str:
    """Give a letter the next number of this year and enter it with its change; the number.

    ``about``: the name of somebody who is not registered; it stays in this office.
    """
    day = tx.today
    serial = next_serial(tx.connection, day.year)
    told = {
        "number": letter_number(serial, day, template(tx.connection)),
        "year": day.year,
        "serial": serial,
        "day": day.isoformat(),
        "kind": kind,
        "subject": subject,
        "recipient": recipient,
    }
    record_id = new_id()
    _insert(tx, record_id, told, (worker_id, about), tx.at, tx.actor)
    _tell(tx, record_id, told, None)
    return str(told["number"])


def enter_list(tx: Tx, number: str, day: date, serial: int, at: str, by: str) -> None:
    """Enter a list for BPJS; its own change tells of it. A number that is there stays."""
    there = tx.cursor.execute("SELECT 1 FROM agenda WHERE number = ?", (number,)).fetchone()
    if there is None:
        told = {"number": number, "year": day.year, "serial": serial, "day": day.isoformat()}
        _insert(tx, None, told | {"kind": SUBMISSION}, (None, None), at, by)


def revoke_list(tx: Tx, number: str) -> None:
    """A list for BPJS was taken back; its number is never given again."""
    tx.cursor.execute(
        "UPDATE agenda SET revoked_at = ?, revoked_by = ?, revoked_why = ''"
        " WHERE number = ? AND kind = ? AND revoked_at IS NULL",
        (tx.at, tx.actor, number, SUBMISSION),
    )


def revoke(tx: Tx, n: int, why: str) -> None:
    """The letter counts no more; its number is never given again.

    Raises Refused (``letter_revoked``) where it was revoked already, ``not_found`` for none.
    """
    row = tx.cursor.execute(
        f"SELECT id, worker_id, revoked_at, {', '.join(_TOLD)} FROM agenda WHERE n = ?", (n,)
    ).fetchone()
    if row is None:
        raise Refused("not_found", None, id=str(n))
    record_id, _, revoked_at, *rest = row
    told = dict(zip(_TOLD, rest, strict=True))
    if revoked_at is not None:
        raise Refused("letter_revoked", None, letter=told["number"])
    tx.cursor.execute(
        "UPDATE agenda SET revoked_at = ?, revoked_by = ?, revoked_why = ? WHERE n = ?",
        (tx.at, tx.actor, why, n),
    )
    if record_id is None:
        audit.event(tx, {"revoked": told["number"], "why": why})
    else:
        _tell(tx, record_id, told | {"revoked_why": why}, {"revoked_why": [None, why]})


def take_back(tx: Tx, record_id: str, record: Mapping[str, Any], at: str, by: str) -> None:
    """Enter a letter that the hub tells of, or that it was revoked, so that its number is never
    given again. Twice is once.

    Raises KeyError, TypeError, ValueError for what cannot be one.
    """
    told = {name: record.get(name) or "" for name in ("kind", "subject", "recipient")}
    told |= {"number": str(record["number"]), "serial": record["serial"], "day": record["day"]}
    told["year"] = date.fromisoformat(told["day"]).year
    if type(told["serial"]) is not int or not 0 < told["serial"] < 2**53:
        raise ValueError("not a serial")
    there = tx.cursor.execute("SELECT 1 FROM agenda WHERE id = ?", (record_id,)).fetchone()
    if there is None:
        _insert(tx, record_id, told, (None, None), at, by)
    if (why := record.get("revoked_why")) is not None:
        tx.cursor.execute(
            "UPDATE agenda SET revoked_at = ?, revoked_by = ?, revoked_why = ?"
            " WHERE id = ? AND revoked_at IS NULL",
            (at, by, str(why), record_id),
        )


def _insert(
    tx: Tx,
    record_id: str | None,
    told: Mapping[str, Any],
    whom: tuple[str | None, str | None],
    at: str,
    by: str,
) -> None:
    names = ("year", "serial", "number", "day", "kind", "subject", "recipient")
    tx.cursor.execute(
        f"INSERT INTO agenda ({', '.join(names)}, id, worker_id, about, at, by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*(told.get(name, "") for name in names), record_id, *whom, at, by),
    )


def _tell(
    tx: Tx, record_id: str, told: dict[str, Any], fields: dict[str, list[Any]] | None
) -> None:
    said = changes.Said(
        change_id=changes.new_change_id(), record_id=record_id, record=told, fields=fields
    )
    changes.record(tx, [said], kind=changes.AGENDA)


def of_year(c: "Connection", year: int) -> list[Letter]:
    """The letters of a year, in the order of their numbers."""
    rows = c.exec_driver_sql(f"{_SELECT} WHERE a.year = ? ORDER BY a.serial, a.n", (year,))
    return [_letter(row) for row in rows]


def of_worker(c: "Connection", worker_id: str) -> list[Letter]:
    """The letters about somebody, the newest first."""
    rows = c.exec_driver_sql(f"{_SELECT} WHERE a.worker_id = ? ORDER BY a.n DESC", (worker_id,))
    return [_letter(row) for row in rows]


def get(c: "Connection", n: int) -> Letter | None:
    """The letter at this place of the book, or None."""
    row = c.exec_driver_sql(f"{_SELECT} WHERE a.n = ?", (n,)).first()
    return _letter(row) if row else None


def numbered(c: "Connection", number: str) -> list[Letter]:
    """The letters with this number; another PC may have given the same."""
    rows = c.exec_driver_sql(f"{_SELECT} WHERE a.number = ? ORDER BY a.n", (number.strip(),))
    return [_letter(row) for row in rows]


def years(c: "Connection") -> list[int]:
    """The years in which letters went out, the newest first."""
    rows = c.exec_driver_sql("SELECT DISTINCT year FROM agenda ORDER BY year DESC")
    return list(rows.scalars())


def _letter(row: Any) -> Letter:
    n, number, year, serial, day, kind, subject, recipient, *rest = row
    worker_id, registration_number, full_name, at, by, revoked_at, revoked_by, why = rest
    return Letter(
        n=n,
        number=number,
        year=year,
        serial=serial,
        day=date.fromisoformat(day),
        kind=kind,
        subject=subject,
        recipient=recipient,
        worker_id=worker_id,
        registration_number=registration_number,
        full_name=full_name,
        at=datetime.fromisoformat(at),
        by=by,
        revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
        revoked_by=revoked_by,
        revoked_why=why,
    )
