"""The numbered lists for BPJS Ketenagakerjaan, line by line, and what the branch answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.letters import letter_number
from desktop_app.store import agenda, audit, changes
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One list, counted."""

    number: str
    day: date
    digest: str
    """SHA-256 of the list as it was written."""
    made_by: str
    made_at: datetime
    total: int
    confirmed: int
    refused: int
    taken_off: int = 0
    """People who were taken off the list again, one by one."""
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    """Who took the whole list back, where somebody did."""

    @property
    def open(self) -> int:
        """How many wait for an answer."""
        if self.withdrawn_at is not None:
            return 0
        return self.total - self.confirmed - self.refused - self.taken_off


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person on a list."""

    worker_id: str
    outcome: str | None
    """``confirmed``, ``refused_by_bpjs``, ``taken_off``, or None while there is no answer."""
    reason: str | None


def add(tx: Tx, number: str, day: date, ids: Sequence[str], digest: str) -> None:
    """Enter a list with its people and its change, and in the book of letters.

    ``number`` is of :func:`desktop_app.store.agenda.next_serial`, asked in this transaction.
    """
    serial = agenda.next_serial(tx.connection, day.year)
    tx.cursor.execute(
        "INSERT INTO submission (number, year, serial, day, digest, made_at, made_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, day.year, serial, day.isoformat(), digest, tx.at, tx.actor),
    )
    tx.cursor.executemany(
        "INSERT INTO submission_line (submission, place, worker_id) VALUES (?, ?, ?)",
        [(number, place, worker_id) for place, worker_id in enumerate(ids, 1)],
    )
    agenda.enter_list(tx, number, day, serial, tx.at, tx.actor)
    whole = {
        "number": number,
        "day": day.isoformat(),
        "serial": serial,
        "digest": digest,
        "people": len(ids),
    }
    said = changes.Said(
        change_id=changes.new_change_id(), record_id=new_id(), record=whole, fields=None
    )
    changes.record(tx, [said], kind=changes.SUBMISSION)


def take_back(tx: Tx, record: Mapping[str, Any], at: str, actor: str) -> None:
    """Enter a list that the hub tells of, so that its number is never given again.

    Its people are named by their own records. A number that is given already stays whose it is.
    Raises KeyError, TypeError, ValueError for what cannot be one.
    """
    number, day = str(record["number"]), date.fromisoformat(record["day"])
    serial = _serial(record, day)
    tx.cursor.execute(
        "INSERT OR IGNORE INTO submission (number, year, serial, day, digest, made_at, made_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, day.year, serial, day.isoformat(), str(record["digest"]), at, actor),
    )
    agenda.enter_list(tx, number, day, serial, at, actor)


def _serial(record: Mapping[str, Any], day: date) -> int:
    """Which one of its year a letter is; the first version told only its number, which had one
    form. Raises ValueError."""
    told, number = record.get("serial"), str(record["number"])
    if type(told) is int and 0 < told < 2**53:
        return told
    for digits in re.findall(r"[0-9]{1,9}", number):
        if letter_number(int(digits), day) == number:
            return int(digits)
    raise ValueError("not a letter's number")


def settle(tx: Tx, worker_id: str, outcome: str, reason: str | None) -> None:
    """Note the branch's answer on the newest list this person is on; none is no mistake."""
    _on_newest(tx, worker_id, outcome, reason, tx.today.isoformat())


def reopen(tx: Tx, worker_id: str) -> None:
    """The branch's answer for this person was undone: the newest list waits for it again."""
    _on_newest(tx, worker_id, None, None, None)


def take_off(tx: Tx, worker_id: str) -> None:
    """This person does not go to BPJS with the newest list they are on."""
    _on_newest(tx, worker_id, "taken_off", None, None)


def _on_newest(
    tx: Tx, worker_id: str, outcome: str | None, reason: str | None, day: str | None
) -> None:
    tx.cursor.execute(
        "UPDATE submission_line SET outcome = ?, reason = ?, answered_on = ? WHERE rowid ="
        " (SELECT l.rowid FROM submission_line l JOIN submission s ON s.number = l.submission"
        "  WHERE l.worker_id = ? AND s.withdrawn_at IS NULL AND l.outcome IS NOT 'taken_off'"
        "  ORDER BY s.year DESC, s.serial DESC LIMIT 1)",
        (outcome, reason, day, worker_id),
    )


def withdraw(tx: Tx, number: str) -> None:
    """Take a whole list back; its number is never given again. What becomes of its people is their
    own records' matter.

    Raises Refused (``undo_nothing``) where there is no such list or it was taken back already.
    """
    row = tx.cursor.execute(
        "UPDATE submission SET withdrawn_at = ?, withdrawn_by = ?"
        " WHERE number = ? AND withdrawn_at IS NULL RETURNING number",
        (tx.at, tx.actor, number),
    ).fetchone()
    if row is None:
        raise Refused("undo_nothing", None, number=number)
    agenda.revoke_list(tx, number)
    audit.event(tx, {"withdrawn": number})


def all_submissions(c: "Connection") -> list[Submission]:
    """Every list, the newest first."""
    rows = c.exec_driver_sql(
        "SELECT s.number, s.day, s.digest, s.made_by, s.made_at, count(l.place),"
        " coalesce(sum(l.outcome = 'confirmed'), 0),"
        " coalesce(sum(l.outcome = 'refused_by_bpjs'), 0),"
        " coalesce(sum(l.outcome = 'taken_off'), 0), s.withdrawn_at, s.withdrawn_by"
        " FROM submission s LEFT JOIN submission_line l ON l.submission = s.number"
        " GROUP BY s.number ORDER BY s.year DESC, s.serial DESC"
    )
    return [_submission(row) for row in rows]


def lines(c: "Connection", number: str) -> list[Line]:
    """The people of one list, in its order."""
    rows = c.exec_driver_sql(
        "SELECT worker_id, outcome, reason FROM submission_line WHERE submission = ?"
        " ORDER BY place",
        (number,),
    )
    return [Line(worker_id=row[0], outcome=row[1], reason=row[2]) for row in rows]


def _submission(row: Any) -> Submission:
    number, day, digest, made_by, made_at, total, confirmed, refused, taken_off, at, by = row
    return Submission(
        number=number,
        day=date.fromisoformat(day),
        digest=digest,
        made_by=made_by,
        made_at=datetime.fromisoformat(made_at),
        total=total,
        confirmed=confirmed,
        refused=refused,
        taken_off=taken_off,
        withdrawn_at=datetime.fromisoformat(at) if at else None,
        withdrawn_by=by,
    )
