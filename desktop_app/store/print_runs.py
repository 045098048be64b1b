"""Print runs that are on their way: kept before the first page goes out, so that after a power
cut anybody can tell what was at the printer. A run ends when somebody says what came out.

They stand among the office's settings under names of their own. Serials that were sent to a
printer are spent, whether their papers came out or not: no two papers bear the same one.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop_app.domain.print_run import Grid, Planned, PrintRun
from desktop_app.store import audit
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

_RUN, _SENT, _SPENT = "print_run/", "print_sent/", "paper_serial"


def put(tx: Tx, run: PrintRun) -> None:
    """Keep a run as it is now; its serials are spent. Nothing of it stands in the audit trail
    yet: nothing has come out."""
    whole = asdict(run)
    whole["papers"] = [list(asdict(paper).values()) for paper in run.papers]
    _set(tx, _RUN + run.id, whole)
    note(tx, run.id, run.sent)
    last = max((paper.serial for paper in run.papers), default=0)
    _set(tx, _SPENT, max(last, spent(tx.connection)))


def note(tx: Tx, run_id: str, sent: int) -> None:
    """Keep how many pages of the pass the printer took."""
    _set(tx, _SENT + run_id, sent)


def remove(tx: Tx, run_id: str) -> None:
    """The run is over."""
    for name in (_RUN + run_id, _SENT + run_id):
        tx.cursor.execute("DELETE FROM setting WHERE name = ?", (name,))


def get(c: "Connection", run_id: str) -> PrintRun | None:
    """A run that is not over."""
    found = c.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_RUN + run_id,)).scalar()
    return None if found is None else _read(found, _value(c, _SENT + run_id))


def unfinished(c: "Connection") -> list[PrintRun]:
    """The runs that are not over, the oldest first."""
    rows = c.exec_driver_sql(
        "SELECT r.value, s.value FROM setting r LEFT JOIN setting s"
        " ON s.name = ? || substr(r.name, ?) WHERE r.name >= ? AND r.name < ? ORDER BY r.name",
        (_SENT, len(_RUN) + 1, _RUN, _RUN[:-1] + "0"),
    )
    return [_read(value, sent) for value, sent in rows]


def spent(c: "Connection") -> int:
    """The last serial that was sent to a printer; 0 where none was."""
    return int(_value(c, _SPENT) or 0)


def _value(c: "Connection", name: str) -> Any:
    return c.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,)).scalar()


def _set(tx: Tx, name: str, value: Any) -> None:
    tx.cursor.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, audit.canonical(value)),
    )


def _read(text: str, sent: Any) -> PrintRun:
    whole = json.loads(text)
    whole["papers"] = tuple(Planned(*paper) for paper in whole["papers"])
    whole["grid"] = Grid(**whole["grid"])
    whole["numbers"], whole["again"] = tuple(whole["numbers"]), tuple(whole["again"])
    whole["sent"] = int(sent or 0)
    return PrintRun(**whole)


def revision(c: "Connection", worker_id: str) -> str | None:
    """The revision of somebody's record now, to see whether what was drawn still holds."""
    found: str | None = c.exec_driver_sql(
        "SELECT revision FROM worker WHERE id = ?", (worker_id,)
    ).scalar()
    return found


def names(c: "Connection", worker_ids: Sequence[str]) -> tuple[str, ...]:
    """What these people are called, in this order; empty for who is not there any more."""
    found = c.exec_driver_sql(
        "SELECT id, full_name FROM worker WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(worker_ids)),),
    ).all()
    known = {record_id: name for record_id, name in found}
    return tuple(known.get(record_id, "") for record_id in worker_ids)
