"""Whether the hub is whole: its file, its batches, what is still unanswered, its keys."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import FromClause, and_, func, or_, select

from desktop_app.domain.findings import Refused
from desktop_app.hub import database, keys, rules
from desktop_app.hub.database import Hub
from desktop_app.hub.tables import (
    BATCH,
    CHANGE,
    DEVICE,
    FEED,
    PHOTO,
    RECORD,
    VILLAGE,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Keys are to be renewed this long before they end.
SOON = timedelta(days=90)


def check(hub: Hub) -> list[Refused]:
    """What is wrong, each as a rule with its parameters; nothing where all is well.

    ``damaged``; ``hub_gap`` (``village``, ``count`` of batches or changes that are not there);
    ``hub_held`` (``village``, ``count``, ``since``); ``hub_record`` (``village``, ``count`` of
    records without their newest change); ``hub_key_old`` (``purpose``, ``until``).
    """
    with hub.read() as c:
        damaged = [Refused("damaged", None, file=database.DATABASE)] * bool(database.problems(c))
        today = hub.now().astimezone().date()
        return [*damaged, *_gaps(c), *_held(c), *_headless(c), *_old_keys(c, today)]


def counts(hub: Hub) -> dict[str, int]:
    """How much there is of everything."""
    with hub.read() as c:
        verdicts = select(CHANGE.c.verdict, func.count()).group_by(CHANGE.c.verdict)
        by_verdict = {row[0]: row[1] for row in c.execute(verdicts)}
        good = select(DEVICE.c.id).where(DEVICE.c.revoked_at.is_(None)).distinct()
        workers = select(RECORD.c.id).where(
            RECORD.c.kind == "worker", RECORD.c.membership.is_not(None)
        )
        return {
            "devices": _count(c, good.subquery()),
            "batches": _count(c, BATCH),
            "changes": sum(by_verdict.values()),
            "workers": _count(c, workers.subquery()),
            "photos": _count(c, PHOTO),
            "held": by_verdict.get("held", 0),
            "later": by_verdict.get("later", 0),
            "feed": _count(c, FEED),
        }


def _count(c: "Connection", table: FromClause) -> int:
    return int(c.execute(select(func.count()).select_from(table)).scalar_one())


def _gaps(c: "Connection") -> Iterator[Refused]:
    """Batches that were receipted and are not there, and changes that such a batch brought.

    A device's own sequence has honest gaps: whose consent waits does not travel.
    """
    batches = select(BATCH.c.village, func.count().label("n")).group_by(BATCH.c.village)
    there = {row.village: row.n for row in c.execute(batches)}
    given = select(VILLAGE.c.code, VILLAGE.c.receipts).order_by(VILLAGE.c.code)
    for code, receipts in c.execute(given):
        if receipts > there.get(code, 0):
            count = receipts - there.get(code, 0)
            yield Refused("hub_gap", None, village=rules.place(code), count=count)
    kept = (
        select(CHANGE.c.village, CHANGE.c.batch, func.count().label("n"))
        .where(CHANGE.c.batch.is_not(None))
        .group_by(CHANGE.c.village, CHANGE.c.batch)
        .subquery()
    )
    same = and_(kept.c.village == BATCH.c.village, kept.c.batch == BATCH.c.id)
    short = BATCH.c.fresh - func.coalesce(kept.c.n, 0)
    lost = (
        select(BATCH.c.village, func.sum(short))
        .select_from(BATCH.outerjoin(kept, same))
        .where(short > 0)
        .group_by(BATCH.c.village)
    )
    for code, count in c.execute(lost):
        yield Refused("hub_gap", None, village=rules.place(code), count=int(count))


def _held(c: "Connection") -> Iterator[Refused]:
    held = (
        select(CHANGE.c.village, func.count(), func.min(CHANGE.c.received_at))
        .where(CHANGE.c.verdict.in_(("held", "later")))
        .group_by(CHANGE.c.village)
        .order_by(CHANGE.c.village)
    )
    for village, count, since in c.execute(held):
        day = date.fromisoformat(since[:10])
        yield Refused("hub_held", None, village=rules.place(village), count=count, since=day)


def _headless(c: "Connection") -> Iterator[Refused]:
    same = and_(CHANGE.c.village == RECORD.c.village, CHANGE.c.change_id == RECORD.c.head)
    without = (
        select(RECORD.c.village, func.count())
        .select_from(RECORD.outerjoin(CHANGE, same))
        .where(or_(CHANGE.c.change_id.is_(None), CHANGE.c.record_id != RECORD.c.id))
        .group_by(RECORD.c.village)
        .order_by(RECORD.c.village)
    )
    for village, count in c.execute(without):
        yield Refused("hub_record", None, village=rules.place(village), count=count)


def _old_keys(c: "Connection", today: date) -> Iterator[Refused]:
    for purpose, until in keys.dates(c).items():
        if until - SOON <= today:
            yield Refused("hub_key_old", None, purpose=purpose, until=until)
