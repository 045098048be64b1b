"""How far each village has come: counts, and no person."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from desktop_app.domain.findings import Refused
from desktop_app.domain.months import month_of
from desktop_app.domain.region import dotted, plain
from desktop_app.hub.database import Hub
from desktop_app.hub.tables import BATCH, DEVICE, PAID_MONTH, RECORD
from desktop_app.reference.regions import regions

_REGION = re.compile(r"(\d{2}(\d{2}(\d{2}(\d{4})?)?)?)?", re.ASCII)
#: Memberships that are counted by a name of their own.
_COUNTED = {"submitted": "submitted", "member": "members", "ended": "ended"}


@dataclass(slots=True, kw_only=True)
class Standing:
    """One village."""

    code: str
    name: str
    registered: int = 0
    """All people of the village, whatever became of them, but for those who withdrew."""
    submitted: int = 0
    members: int = 0
    ended: int = 0
    active: int = 0
    """Members of whom this village recorded a payment of the present month."""
    devices: int = 0
    """That may deliver."""
    last_batch: str | None = None
    """When its newest batch came, ISO in UTC."""


def coverage(hub: Hub, region: str = "") -> list[Standing]:
    """Every village of the region that has a device or people, by code.

    ``region`` is the code of a province, regency, district or village, with dots or without;
    empty means all. Raises Refused ``region``.
    """
    prefix = region_prefix(region)
    with hub.read() as c:
        people = _people(c, prefix)
        active = _active(c, prefix, month_of(hub.now().astimezone().date()))
        devices = _devices(c, prefix)
        batches = _batches(c, prefix)
    found = []
    for code in sorted({*people, *devices, *batches}):
        counts = people.get(code, {})
        standing = Standing(code=code, name=_name(code), registered=sum(counts.values()))
        for membership, field in _COUNTED.items():
            setattr(standing, field, counts.get(membership, 0))
        standing.active = active.get(code, 0)
        standing.devices, standing.last_batch = devices.get(code, 0), batches.get(code)
        found.append(standing)
    return found


def total(standings: Iterable[Standing]) -> dict[str, int]:
    """The sums of all counts."""
    names = ("registered", "submitted", "members", "ended", "active", "devices")
    villages = list(standings)
    sums = {name: sum(getattr(one, name) for one in villages) for name in names}
    return {"villages": len(villages), **sums}


def region_prefix(text: str) -> str:
    """The dotted beginning that all village codes of the region share. Raises Refused."""
    digits = plain(text)
    if not _REGION.fullmatch(digits):
        raise Refused("region", None, value=text[:20])
    return dotted(digits)


def _in(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    return column.like(f"{prefix}%")  # digits and dots only: nothing to escape


def _people(c: Connection, prefix: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = c.execute(
        select(RECORD.c.village, RECORD.c.membership, func.count())
        .where(RECORD.c.kind == "worker", RECORD.c.membership.is_not(None))
        .where(_in(RECORD.c.village, prefix))
        .group_by(RECORD.c.village, RECORD.c.membership)
    )
    for village, membership, count in rows:
        found[village][membership] = count
    return found


def _active(c: Connection, prefix: str, month: str) -> dict[str, int]:
    same = and_(RECORD.c.village == PAID_MONTH.c.village, RECORD.c.id == PAID_MONTH.c.worker)
    rows = c.execute(
        select(PAID_MONTH.c.village, func.count(PAID_MONTH.c.worker.distinct()))
        .select_from(PAID_MONTH.join(RECORD, same))
        .where(PAID_MONTH.c.month == month, _in(PAID_MONTH.c.village, prefix))
        .where(RECORD.c.membership == "member")
        .group_by(PAID_MONTH.c.village)
    )
    return {village: count for village, count in rows}


def _devices(c: Connection, prefix: str) -> dict[str, int]:
    rows = c.execute(
        select(DEVICE.c.village, func.count(DEVICE.c.id.distinct()))
        .where(DEVICE.c.revoked_at.is_(None), _in(DEVICE.c.village, prefix))
        .group_by(DEVICE.c.village)
    )
    return {village: count for village, count in rows}


def _batches(c: Connection, prefix: str) -> dict[str, Any]:
    rows = c.execute(
        select(BATCH.c.village, func.max(BATCH.c.received_at))
        .where(_in(BATCH.c.village, prefix))
        .group_by(BATCH.c.village)
    )
    return {village: moment for village, moment in rows}


def _name(code: str) -> str:
    village = regions().village(code)
    return village.name if village else code
