"""The branch office's answer, taken at the hub: KPJs and refusals, for all villages at once.

Each person it names gets a change of the hub's own, and a confirmed one a credential; both go to
the village by its feed. Taking the same answer twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Finding, block
from desktop_app.domain.protection import protection
from desktop_app.hub import audit, owners, records
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.records import Entry
from desktop_app.hub.working import Work
from desktop_app.lists.answers import AnswerRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

CONFIRMED, REFUSED, UNMATCHED = "confirmed", "refused_by_bpjs", "unmatched"


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """What became of one row: ``confirmed``, ``refused_by_bpjs`` or ``unmatched``."""

    row: int
    outcome: str
    village: str | None = None
    number: str | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, row by row."""

    rows: tuple[AnsweredRow, ...]

    def count(self, outcome: str) -> int:
        """How many rows ended so."""
        return sum(row.outcome == outcome for row in self.rows)


def take(hub: Hub, rows: Iterable[AnswerRow]) -> Answered:
    """Take an answer, all of it in one transaction. A row that fits nobody or cannot be trusted
    is named and changes nothing."""
    said = list(rows)
    with hub.write() as c:
        niks = owners.of_niks(c, sorted({row.nik for row in said if row.nik}))
        done: dict[int, AnsweredRow] = {}
        mine: dict[str, list[tuple[int, str, AnswerRow]]] = defaultdict(list)
        for at, row in enumerate(said):
            owner = niks.owner(row.nik)
            if row.findings or owner is None:
                finding = row.findings[0] if row.findings else block("answer_unmatched", "nik")
                done[at] = AnsweredRow(row.row, UNMATCHED, finding=finding)
            else:
                mine[owner.village].append((at, owner.record_id, row))
        for village in sorted(mine):
            done |= _of_village(c, hub, village, mine[village])
        answered = Answered(tuple(done[at] for at in range(len(said))))
        counts: dict[str, Any] = {o: answered.count(o) for o in (CONFIRMED, REFUSED, UNMATCHED)}
        audit.said(c, "answered", at=moment(hub.now()), **counts)
    return answered


def _of_village(
    c: "Connection", hub: Hub, village: str, said: Sequence[tuple[int, str, AnswerRow]]
) -> dict[int, AnsweredRow]:
    work = Work(c, hub, village)
    ids = [record_id for _at, record_id, _row in said]
    work.open_records(records.load(c, village, ids), [row.kpj for _, _, row in said if row.kpj])
    done = {at: _apply(work, record_id, row) for at, record_id, row in said}
    work.save()
    return done


def _apply(work: Work, record_id: str, row: AnswerRow) -> AnsweredRow:
    entry = work.book.entries.get(record_id)
    if entry is None:
        return AnsweredRow(row.row, UNMATCHED, finding=block("answer_unmatched", "nik"))
    stands = _against(work, entry, row)
    if stands is not None:
        return AnsweredRow(row.row, UNMATCHED, entry.village, _number(entry), stands)
    if row.kpj:
        _confirm(work, entry, row)
        return AnsweredRow(row.row, CONFIRMED, entry.village, _number(entry))
    _refuse(work, entry, row.reason or "")
    return AnsweredRow(row.row, REFUSED, entry.village, _number(entry))


def _against(work: Work, entry: Entry, row: AnswerRow) -> Finding | None:
    """Why this row cannot be taken for this person."""
    number, membership = _number(entry), entry.data.get("membership")
    if membership == "ended":
        return block("ended", None, number=number, on=_day(entry.data.get("ended_on")))
    if not row.kpj:
        if membership == "member":
            return block("transition", "membership", now="member", to=REFUSED)
        return None
    kpj = entry.data.get("kpj")
    if kpj and kpj != row.kpj:
        return block("kpj_differs", "kpj", number=number)
    owner = work.book.kpjs.owner(row.kpj)
    if owner is not None and (owner.village, owner.record_id) != (entry.village, entry.id):
        return block("kpj_of_another", "kpj")
    return None


def _confirm(work: Work, entry: Entry, row: AnswerRow) -> None:
    data = entry.data
    confirmed = work.has_credential(entry, row.kpj or "")
    if data.get("membership") == "member" and data.get("kpj") == row.kpj and confirmed:
        return
    since = row.member_since.isoformat() if row.member_since else data.get("member_since")
    paid = data.get("paid_until")
    day = date.fromisoformat(work.today)
    new = {
        "kpj": row.kpj,
        "membership": "member",
        "member_since": since,
        "answered_on": work.today,
        "refused_reason": None,
        "protection": protection("member", paid if isinstance(paid, str) else None, day),
        "protection_as_of": work.today,
    }
    work.say(entry, _changed(data, new), confirmed=work.today)


def _refuse(work: Work, entry: Entry, reason: str) -> None:
    new = {"membership": REFUSED, "refused_reason": reason, "answered_on": work.today}
    old = entry.data
    if (old.get("membership"), old.get("refused_reason")) != (REFUSED, reason):
        work.say(entry, _changed(old, new))


def _changed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[Any]]:
    return {key: [old.get(key), value] for key, value in new.items() if old.get(key) != value}


def _number(entry: Entry) -> str | None:
    return entry.text("registration_number")


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
