"""What the hub holds of each record now."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, insert, select, update

from desktop_app.hub.changes import PAPER, SPONSOR, WORKER, dumped, portions
from desktop_app.hub.tables import RECORD

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(slots=True, kw_only=True)
class Entry:
    """One record. ``stored`` and ``touched`` say what is still to be written."""

    village: str
    id: str
    kind: str
    head: str
    """Its newest change: its revision."""
    data: dict[str, Any]
    """The whole record, without its empty keys."""
    device: str
    """Which device told of it first."""
    since: str
    """The business day of its first accepted change."""
    told_on: str
    """The hub's day on which an office last changed it."""
    stored: bool = False
    touched: bool = False

    def text(self, key: str) -> str | None:
        """A text of the record."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None


def number_of(kind: str, data: Mapping[str, Any]) -> str | None:
    """What no two records of a village share: a registration number, or a sponsor's code."""
    value = data.get({WORKER: "registration_number", SPONSOR: "code"}.get(kind, ""))
    if not isinstance(value, str):
        return None
    return value if kind == WORKER else f"sponsor {value.casefold()}"


def region(code: str) -> str:
    """The pattern of every village in a region, given by its dotted code or a part of it."""
    return f"{code}%"


def load(c: "Connection", village: str, ids: Sequence[str]) -> Iterator[Entry]:
    """The records of these ids that there are in a village."""
    for part in portions(ids):
        yield from _found(c, (RECORD.c.village == village) & RECORD.c.id.in_(part))


def numbers(c: "Connection", village: str, asked: Sequence[str]) -> dict[str, str]:
    """Number (see :func:`number_of`) → the record of the village that has it."""
    found: dict[str, str] = {}
    for part in portions(asked):
        mine = (RECORD.c.village == village) & RECORD.c.number.in_(part)
        told = c.execute(select(RECORD.c.number, RECORD.c.id).where(mine).order_by(RECORD.c.id))
        for number, record_id in told:
            found.setdefault(number, record_id)
    return found


def workers(c: "Connection", where: ColumnElement[bool]) -> Iterator[Entry]:
    """People, in the order of villages and of their first coming."""
    yield from _found(c, (RECORD.c.kind == WORKER) & where)


def _found(c: "Connection", where: ColumnElement[bool]) -> Iterator[Entry]:
    for row in c.execute(select(RECORD).where(where).order_by(RECORD.c.village, RECORD.c.id)):
        yield Entry(
            village=row.village,
            id=row.id,
            kind=row.kind,
            head=row.head,
            data=json.loads(row.data),
            device=row.device,
            since=row.since,
            told_on=row.told_on,
            stored=True,
        )


_CHANGING = ("head", "data", "number", "nik", "kpj", "membership", "serial", "told_on")


def save(c: "Connection", entries: Iterable[Entry]) -> None:
    """Write the new ones and those that changed."""
    new, changed = [], []
    for one in entries:
        if not one.stored:
            new.append(_row(one))
        elif one.touched:
            row = _row(one)
            said = {f"new_{name}": row[name] for name in _CHANGING}
            changed.append(said | {"of": one.village, "this": one.id})
        one.stored, one.touched = True, False
    if new:
        c.execute(insert(RECORD), new)
    if changed:
        mine = (RECORD.c.village == bindparam("of")) & (RECORD.c.id == bindparam("this"))
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _CHANGING}
        c.execute(update(RECORD).where(mine).values(values), changed)


def _row(one: Entry) -> dict[str, Any]:
    worker = one.kind == WORKER
    serial = one.data.get("serial") if one.kind == PAPER else None
    return {
        "village": one.village,
        "id": one.id,
        "kind": one.kind,
        "head": one.head,
        "data": dumped(one.data),
        "number": number_of(one.kind, one.data),
        "nik": one.text("nik") if worker else None,
        "kpj": one.text("kpj") if worker else None,
        "membership": one.text("membership") if worker else None,
        "device": one.device,
        "serial": serial if type(serial) is int and 0 <= serial < 2**53 else None,
        "since": one.since,
        "told_on": one.told_on,
    }
