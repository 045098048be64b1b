"""The ledger of papers that went out: who got which, when, from whom, and why again; whether it was
handed over, and which have to come back.

A paper is recalled where it says of somebody what is not so any more. It stays on the list of
recalled papers until it is back.
"""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.store import changes
from desktop_app.store.tx import Tx, new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The papers of which everybody is due one; the others are letters, sheets and receipts.
DUE = ("card", "slip", "certificate")
#: Confirmed papers of these kinds have to come back where what they say was corrected.
RECALLED = (*DUE, "work", "income")
#: What is known of a paper only after it was printed.
_LATER = ("handed_on", "handed_by", "recalled_on", "recalled_why", "back_on")
_GIVEN = ("serial", "kind", "worker_id", "status", "reason", "issued_on", "issued_by")
_RUN = ("copies", "batch", "place", "letter")
_SELECT = (
    "SELECT p.n, w.number, w.full_name, p.issued_at,"
    f" {', '.join(f'p.{name}' for name in (*_GIVEN, *_RUN, *_LATER))}"
    " FROM paper p JOIN worker w ON w.id = p.worker_id"
)
_OUT = "p.recalled_on IS NULL AND p.back_on IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a paper was printed: in which run, which one of it (from 1), how many copies at once."""

    batch: str | None = None
    place: int | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper that went out, with whom it is for as they are called now."""

    n: int
    """Its place in the ledger, by which it is handed over or recalled."""
    serial: int
    kind: str
    worker_id: str
    number: str
    full_name: str
    status: str
    """``provisional`` or ``confirmed``."""
    reason: str
    """Why it was printed again; empty for the first."""
    issued_at: datetime
    issued_on: date
    issued_by: str
    copies: int = 1
    """How many of it were printed at once: a second one is no reprint."""
    batch: str | None = None
    """The print run."""
    place: int | None = None
    """Which one of its run, from 1."""
    letter: str | None = None
    """Its number in the book of letters."""
    handed_on: date | None = None
    handed_by: str | None = None
    recalled_on: date | None = None
    recalled_why: str | None = None
    """``corrected``, ``duplicate`` or ``withdrawn``; or what somebody wrote."""
    back_on: date | None = None


def next_serial(c: "Connection") -> int:
    """The serial the next paper gets: none that a paper has, or that was sent to a printer."""
    last = c.exec_driver_sql(
        "SELECT max(coalesce(max(serial), 0), coalesce((SELECT CAST(value AS INTEGER) FROM setting"
        " WHERE name = 'paper_serial'), 0)) FROM paper"
    ).scalar()
    return int(last or 0) + 1


def record(
    tx: Tx,
    *,
    kind: str,
    worker_id: str,
    status: str,
    serial: int,
    reason: str = "",
    run: Run = Run(),
    letter: str | None = None,
) -> None:
    """Enter one paper, with its change; the person's due paper is printed now.

    ``letter``: its number in the book of letters.
    """
    whole = {
        "worker": worker_id,
        "kind": kind,
        "status": status,
        "serial": serial,
        "issued_on": tx.today.isoformat(),
        "issued_by": tx.actor,
        "reason": reason,
        "copies": _several(run.copies),
        "batch": run.batch,
        "place": run.place,
        "letter": letter,
    }
    paper_id = new_id()
    _enter(tx, paper_id, whole, tx.at)
    _tell(tx, [(paper_id, whole, None)])


def _several(copies: int) -> int | None:
    """How many, where it was not one: that is what a record says by saying nothing."""
    return copies if copies > 1 else None


def _tell(
    tx: Tx,
    told: Sequence[tuple[str, dict[str, Any], dict[str, list[Any]] | None]],
    action: str | None = None,
) -> None:
    said = [
        changes.Said(
            change_id=changes.new_change_id(),
            record_id=paper_id,
            record=whole,
            fields=fields,
            subject=whole["worker"],
        )
        for paper_id, whole, fields in told
    ]
    changes.record(tx, said, kind=changes.PAPER, action=action)


def take_back(tx: Tx, paper_id: str, record: Mapping[str, Any], at: str) -> None:
    """Enter a paper that the hub tells of: of this office's lost past, or of another PC; or what
    became of it, where nothing was said of that here.

    Twice is once. Raises KeyError, ValueError, the driver's errors for what cannot be one.
    """
    serial = record["serial"]
    if type(serial) is not int or not 0 < serial < 2**53:
        raise ValueError("not a serial")
    date.fromisoformat(record["issued_on"])
    for name in ("handed_on", "recalled_on", "back_on"):
        if record.get(name) is not None:
            date.fromisoformat(record[name])
    there = tx.cursor.execute("SELECT 1 FROM paper WHERE id = ?", (paper_id,)).fetchone()
    if there is None:
        _enter(tx, paper_id, record, at)
    sets = ", ".join(f"{name} = coalesce({name}, ?)" for name in _LATER)
    values = (record.get(name) for name in _LATER)
    tx.cursor.execute(f"UPDATE paper SET {sets} WHERE id = ?", (*values, paper_id))


def _enter(tx: Tx, paper_id: str, record: Mapping[str, Any], at: str) -> None:
    given = [record.get("worker" if name == "worker_id" else name) or "" for name in _GIVEN]
    run = [record.get(name) for name in _RUN]
    tx.cursor.execute(
        f"INSERT INTO paper ({', '.join((*_GIVEN, *_RUN))}, issued_at, id)"
        f" VALUES ({', '.join('?' * (len(_GIVEN) + len(_RUN) + 2))})",
        (*given, run[0] or 1, *run[1:], at, paper_id),
    )
    if record["kind"] not in DUE:
        return
    due = "membership = 'member' AND kpj IS NOT NULL"
    tx.cursor.execute(
        "UPDATE worker SET unprinted = 0 WHERE id = ? AND unprinted = 1"
        f" AND (? = 'confirmed' OR NOT ({due}))",
        (record["worker"], record["status"]),
    )


def hand_over(tx: Tx, ns: Collection[int], *, handed: bool = True) -> int:
    """These papers were handed over today (or were not, after all); how many changed."""
    now = {"handed_on": tx.today.isoformat(), "handed_by": tx.actor}
    none: dict[str, Any] = dict.fromkeys(now)
    where = f"p.handed_on IS {'' if handed else 'NOT '}NULL"
    return _change(tx, where, ns, now if handed else none)


def recall(tx: Tx, ns: Collection[int], why: str) -> int:
    """These papers have to come back; how many were out. A new one is due then."""
    out = _those(tx.connection, _OUT, ns)
    new = {"recalled_on": tx.today.isoformat(), "recalled_why": why}
    changed = _change(tx, _OUT, [one.n for one in out], new, action="papers_recalled")
    again = {one.worker_id for one in out if one.kind in DUE}
    tx.cursor.executemany(
        "UPDATE worker SET unprinted = 1 WHERE id = ? AND membership <> 'ended'",
        [(worker_id,) for worker_id in again],
    )
    return changed


def came_back(tx: Tx, ns: Collection[int]) -> int:
    """These recalled papers are back, or known to be lost for good; how many were awaited."""
    where = "p.recalled_on IS NOT NULL AND p.back_on IS NULL"
    return _change(tx, where, ns, {"back_on": tx.today.isoformat()})


def recall_of(tx: Tx, worker_id: str, why: str) -> int:
    """Somebody's confirmed papers say what is not so any more: they have to come back."""
    papers = [
        one.n
        for one in of_worker(tx.connection, worker_id)
        if one.kind in RECALLED and one.status == "confirmed"
    ]
    return recall(tx, papers, why)


def _change(
    tx: Tx, where: str, ns: Collection[int], new: Mapping[str, Any], *, action: str | None = None
) -> int:
    """Set these fields, with a change for each paper. One that has no record yet gets one."""
    names = tuple(new)
    told = []
    for one in _those(tx.connection, where, ns):
        row = tx.cursor.execute("SELECT id FROM paper WHERE n = ?", (one.n,)).fetchone()
        paper_id, before = row[0] or new_id(), _whole(one)
        sets = ", ".join(f"{name} = ?" for name in names)
        tx.cursor.execute(
            f"UPDATE paper SET {sets}, id = ? WHERE n = ?", (*new.values(), paper_id, one.n)
        )
        fields = {name: [before[name], new[name]] for name in names} if row[0] else None
        told.append((paper_id, {**before, **new}, fields))
    if told:
        _tell(tx, told, action)
    return len(told)


def _whole(paper: Paper) -> dict[str, Any]:
    """The record as the change log holds it."""
    days = {name: getattr(paper, name) for name in ("handed_on", "recalled_on", "back_on")}
    return {
        "worker": paper.worker_id,
        "kind": paper.kind,
        "status": paper.status,
        "serial": paper.serial,
        "issued_on": paper.issued_on.isoformat(),
        "issued_by": paper.issued_by,
        "reason": paper.reason,
        **{name: getattr(paper, name) for name in (*_RUN, "handed_by", "recalled_why")},
        "copies": _several(paper.copies),
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def of_worker(c: "Connection", worker_id: str) -> list[Paper]:
    """What was printed for somebody, the newest first."""
    return _found(c, "WHERE p.worker_id = ? ORDER BY p.n DESC", worker_id)


def recent(c: "Connection", limit: int) -> list[Paper]:
    """What was printed last, the newest first."""
    return _found(c, "ORDER BY p.n DESC LIMIT ?", limit)


def of_run(c: "Connection", batch: str) -> list[Paper]:
    """The papers of one print run, in its order."""
    return _found(c, "WHERE p.batch = ? ORDER BY p.place, p.n", batch)


def awaited(c: "Connection") -> list[Paper]:
    """Recalled papers that are not back yet, the longest awaited first."""
    return _found(
        c, "WHERE p.recalled_on IS NOT NULL AND p.back_on IS NULL ORDER BY p.recalled_on, p.n"
    )


def before(c: "Connection", kind: str, worker_ids: Collection[str]) -> dict[str, list[Paper]]:
    """What was printed of this kind for these people before, the newest first; nobody who has
    none. Whether printing it now is printing it again is a matter of its status."""
    found: dict[str, list[Paper]] = {}
    where = "WHERE p.kind = ? AND p.worker_id IN (SELECT value FROM json_each(?)) ORDER BY p.n DESC"
    for one in _found(c, where, kind, json.dumps(list(worker_ids))):
        found.setdefault(one.worker_id, []).append(one)
    return found


def _those(c: "Connection", where: str, ns: Collection[int]) -> list[Paper]:
    chosen = f"WHERE {where} AND p.n IN (SELECT value FROM json_each(?)) ORDER BY p.n"
    return _found(c, chosen, json.dumps(list(ns)))


def _found(c: "Connection", rest: str, *values: Any) -> list[Paper]:
    return [_paper(row) for row in c.exec_driver_sql(f"{_SELECT} {rest}", values).all()]


def _paper(row: Any) -> Paper:
    n, number, full_name, issued_at, *values = row
    given = dict(zip((*_GIVEN, *_RUN, *_LATER), values, strict=True))
    for name in ("issued_on", "handed_on", "recalled_on", "back_on"):
        given[name] = date.fromisoformat(given[name]) if given[name] else None
    at = datetime.fromisoformat(issued_at)
    return Paper(n=n, number=number, full_name=full_name, issued_at=at, **given)
