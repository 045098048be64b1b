"""The list for BPJS Ketenagakerjaan from the hub: who goes, who cannot yet, and who went.

People who went become *submitted* by a change of the hub's own, so that their village does not
send them a second time: only once the list is written, never without one. They stay on the list
until the branch office answers: a list that was lost on the way can be made again.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, select

from desktop_app.domain.missing import missing
from desktop_app.domain.region import dotted
from desktop_app.domain.worker import Worker
from desktop_app.hub import audit, records, rules
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.judging import claims
from desktop_app.hub.records import Entry
from desktop_app.hub.tables import OWNER, RECORD
from desktop_app.hub.working import Work
from desktop_app.lists import bpjs
from desktop_app.reference.rules import age_rule

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Where a person stands who may go; whom BPJS refused goes again once the office mended the
#: record, which makes a candidate of them.
_OPEN = ("candidate", "submitted")


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody who cannot go, and which keys stand against it."""

    village: str
    number: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody who goes."""

    village: str
    record_id: str
    worker: Worker


def people(hub: Hub, region: str = "", since: date | None = None) -> list[Going]:
    """Everybody who can go, in the order of villages and of coming. Changes nothing.

    ``region``: a code of any length; ``since``: only whom an office told or changed since that
    day.
    """
    with hub.read() as c:
        ready, _ = _sorted_out(c, hub, region, since)
    return [Going(entry.village, entry.id, worker) for entry, worker in ready]


def mark(hub: Hub, gone: Sequence[Going], region: str = "") -> None:
    """Those on the list that was written are submitted from now on; a transaction for each
    village. Doing it twice changes nothing. Raises Busy."""
    by_village: dict[str, list[str]] = defaultdict(list)
    for one in gone:
        by_village[one.village].append(one.record_id)
    for village in sorted(by_village):
        with hub.write() as c:
            _submitted(c, hub, village, by_village[village])
    with hub.write() as c:
        audit.said(c, "exported", at=moment(hub.now()), village=dotted(region), people=len(gone))


def lacking(hub: Hub, region: str = "", since: date | None = None) -> list[Lacking]:
    """Who would go but for something. Changes nothing."""
    with hub.read() as c:
        return _sorted_out(c, hub, region, since)[1]


def _sorted_out(
    c: "Connection", hub: Hub, region: str, since: date | None
) -> tuple[list[tuple[Entry, Worker]], list[Lacking]]:
    ready: list[tuple[Entry, Worker]] = []
    cannot: list[Lacking] = []
    today = hub.now().astimezone().date()
    required = bpjs.required_fields(bpjs.load_mapping())
    for entry in _open(c, dotted(region), since):
        worker = rules.read(entry.data, _as_of(entry.data, today), entry.village).worker
        lacks = _lacks(worker, required, today)
        if worker is None or lacks:
            cannot.append(Lacking(entry.village, str(entry.text("registration_number")), lacks))
        else:
            ready.append((entry, worker))
    return ready, cannot


def _as_of(data: dict[str, Any], today: date) -> str:
    """Today, or a later day that an office's clock gave: a record that was taken stays readable."""
    consent = data.get("consent")
    given = consent.get("given_on") if isinstance(consent, dict) else None
    told = (today.isoformat(), data.get("registered_on"), data.get("member_since"), given)
    return max(day for day in told if isinstance(day, str))


def _open(c: "Connection", region: str, since: date | None) -> list[Entry]:
    """Those without a KPJ whose NIK is theirs."""
    owned = (
        select(OWNER.c.nik)
        .where(
            OWNER.c.nik == RECORD.c.nik,
            OWNER.c.village == RECORD.c.village,
            OWNER.c.record_id == RECORD.c.id,
        )
        .exists()
    )
    where: list[ColumnElement[bool]] = [
        RECORD.c.village.like(records.region(region)),
        RECORD.c.membership.in_(_OPEN),
    ]
    where += [RECORD.c.kpj.is_(None), owned]
    if since is not None:
        where.append(RECORD.c.told_on >= since.isoformat())
    return [entry for entry in records.workers(c, and_(*where)) if claims(entry.data)]


def _lacks(worker: Worker | None, required: Sequence[str], today: date) -> tuple[str, ...]:
    """What BPJS asks that is not there; without consent, or as a wage worker, nobody goes."""
    if worker is None:
        return ("record",)
    lacks = list(missing(worker, required))
    consent = worker.consent
    if consent.method == "pending" or "bpjs" not in consent.purposes:
        lacks.append("consent")
    if worker.segment == "wage":
        lacks.append("segment")
    if not age_rule().allows(worker.birth_date, today):
        lacks.append("age")
    return tuple(dict.fromkeys(lacks))


def _submitted(c: "Connection", hub: Hub, village: str, record_ids: Sequence[str]) -> None:
    work = Work(c, hub, village)
    entries = list(records.load(c, village, record_ids))
    work.open_records(entries)
    for entry in entries:
        if entry.data.get("membership") == "candidate":
            work.say(entry, _to_submitted(entry.data, work.today))
    work.save()


def _to_submitted(data: dict[str, Any], today: str) -> dict[str, list[Any]]:
    new = {"membership": "submitted", "submitted_on": today, "refused_reason": None}
    return {key: [data.get(key), value] for key, value in new.items() if data.get(key) != value}
