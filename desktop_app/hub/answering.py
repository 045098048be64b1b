"""The branch office's answer, taken at the hub: KPJs and refusals, for all villages at once.

Each person it names gets a change of the hub's own, and a confirmed one a credential; both go to
the village by its feed. Each village is a transaction of its own, so that no office waits for all
of them; taking the same answer twice changes nothing.
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
from desktop_app.hub.owners import Owner
from desktop_app.hub.records import Entry
from desktop_app.hub.tables import RECORD
from desktop_app.hub.working import Work
from desktop_app.lists.answers import AnswerRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: How a record's JSON says that it had another NIK.
_ALIASES = '"aliases":["'
_Row = tuple[int, str, AnswerRow]
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
    """Take an answer. A row that fits nobody or cannot be trusted is named and changes nothing.

    Raises Busy: what was done until then stays, and the answer can be taken again.
    """
    said = list(rows)
    with hub.read() as c:
        found = _people(c, [row.nik for row in said if row.nik and not row.findings])
    done: dict[int, AnsweredRow] = {}
    mine: dict[str, list[_Row]] = defaultdict(list)
    for at, row in enumerate(said):
        owner = found.get(row.nik or "")
        if row.findings or owner is None:
            finding = row.findings[0] if row.findings else None
            done[at] = _unmatched(row, finding)
        else:
            mine[owner.village].append((at, owner.record_id, row))
    for village in sorted(mine):
        with hub.write() as c:
            done |= _of_village(c, hub, village, mine[village])
    answered = Answered(tuple(done[at] for at in range(len(said))))
    counts: dict[str, Any] = {o: answered.count(o) for o in (CONFIRMED, REFUSED, UNMATCHED)}
    with hub.write() as c:
        audit.said(c, "answered", at=moment(hub.now()), **counts)
    return answered


def _people(c: "Connection", niks: Sequence[str]) -> dict[str, Owner]:
    """NIK → whose it is; or whose it was before it was corrected, where that is one person."""
    claims = owners.of_niks(c, sorted(set(niks)))
    found = {nik: owner for nik in niks if (owner := claims.owner(nik)) is not None}
    former: dict[str, list[Owner]] = defaultdict(list)
    missing = set(niks) - found.keys()
    if missing:
        for entry in records.workers(c, RECORD.c.data.contains(_ALIASES, autoescape=True)):
            for nik in missing & set(_former_niks(entry)):
                former[nik].append(Owner(entry.village, entry.id))
    return found | {nik: whose[0] for nik, whose in former.items() if len(whose) == 1}


def _former_niks(entry: Entry) -> list[str]:
    told = entry.data.get("aliases")
    return [nik for nik in told if isinstance(nik, str)] if isinstance(told, list) else []


def _of_village(
    c: "Connection", hub: Hub, village: str, said: Sequence[_Row]
) -> dict[int, AnsweredRow]:
    work = Work(c, hub, village)
    ids = [record_id for _at, record_id, _row in said]
    work.open_records(records.load(c, village, ids), [row.kpj for _, _, row in said if row.kpj])
    done = {at: _apply(work, record_id, row) for at, record_id, row in said}
    work.save()
    return done


def _unmatched(row: AnswerRow, finding: Finding | None = None) -> AnsweredRow:
    return AnsweredRow(row.row, UNMATCHED, finding=finding or block("answer_unmatched", "nik"))


def _is_theirs(work: Work, entry: Entry, nik: str | None) -> bool:
    """Whether the record still has this NIK, or had it, and owns the one it has."""
    if nik not in (entry.text("nik"), *_former_niks(entry)):
        return False
    owner = work.book.niks.owner(entry.text("nik"))
    return owner is not None and (owner.village, owner.record_id) == (entry.village, entry.id)


def _apply(work: Work, record_id: str, row: AnswerRow) -> AnsweredRow:
    entry = work.book.entries.get(record_id)
    if entry is None or not _is_theirs(work, entry, row.nik):
        return _unmatched(row)
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
    confirmed = work.credentials.has(entry.id, row.kpj or "")
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
