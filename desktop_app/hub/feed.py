"""The feed: what a village is told. Numbered per village, and once for everybody.

A number is given under the village's row lock, so nobody who reads up to a number can miss one
that is committed later. The cursor names the hub's epoch: after a rollback or a rebuilding it
counts for nothing and everything is told again, which changes nothing where it is known. A cursor
beyond the end is how a hub learns that it was rolled back.
"""

import base64
import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Row, and_, or_, select, update

from desktop_app.hub import changes, keys, released
from desktop_app.hub.database import Busy, Hub, moment
from desktop_app.hub.judging import NOT_TAKEN
from desktop_app.hub.news import EVERYBODY
from desktop_app.hub.tables import CHANGE, DEVICE, FEED, VILLAGE
from desktop_app.sync.wire import envelope, receipt
from desktop_app.sync.wire import feed as form
from desktop_app.sync.wire.changes import as_object
from desktop_app.sync.wire.envelope import Manifest
from desktop_app.sync.wire.feed import Item, Page

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.hub.devices import Device

#: A page is small, because an office holds its register while it takes one.
MOST_ITEMS = 100
MOST_BYTES = 64 * 1024


def page(hub: Hub, device: "Device", cursor: str) -> bytes:
    """What is new for this device behind its cursor (empty: everything), sealed to it."""
    _know_of_rollback(hub, device, cursor)
    released.judge_again(hub, device.village)
    with hub.read() as c:
        me = keys.itself(c)
        own, everybody = _read_cursor(cursor, me.epoch, device.village)
        mine, own, more = _portion(c, device, own)
        told, everybody, _ = _portion(c, device, everybody, EVERYBODY)
        last_seq = changes.last_place(c, device.village, device.id, device.incarnation)
        signing = keys.signing(c, "receipts")
    content = form.written(
        Page(
            cursor=_cursor(me.epoch, device.village, own, everybody),
            more=more,
            at=moment(hub.now()),
            epoch=me.epoch,
            last_seq=last_seq,
            items=tuple(mine + told),
        )
    )
    if not more:
        _remember(hub, device, own)
    manifest = Manifest(
        kind="feed",
        id=str(uuid4()),
        device=device.id,
        incarnation=device.incarnation,
        village=device.village,
        count=len(mine) + len(told),
    )
    return envelope.sealed(manifest, content, signing=signing, to=device.receiving)


def _know_of_rollback(hub: Hub, device: "Device", cursor: str) -> None:
    """A cursor of our own epoch that is beyond what there is was given before we were rolled
    back: a new epoch begins."""
    with hub.read() as c:
        if not _is_beyond(c, device.village, cursor):
            return
    with hub.write() as c:
        if _is_beyond(c, device.village, cursor):
            keys.begin_epoch(c, moment(hub.now()), device.village, "cursor")


def _is_beyond(c: "Connection", village: str, cursor: str) -> bool:
    own, everybody = _read_cursor(cursor, keys.itself(c).epoch, village)
    return own > _last(c, village) or everybody > _last(c, EVERYBODY)


def _last(c: "Connection", village: str) -> int:
    return c.execute(select(VILLAGE.c.feed).where(VILLAGE.c.code == village)).scalar() or 0


def _portion(
    c: "Connection", device: "Device", after: int, village: str | None = None
) -> tuple[list[Item], int, bool]:
    """Some items behind a number, the number they reach to, and whether there are more."""
    village = device.village if village is None else village
    last = _last(c, village)
    same = and_(CHANGE.c.village == FEED.c.village, CHANGE.c.change_id == FEED.c.change_id)
    wanted = (
        select(FEED.c.number, FEED.c.kind.label("item"), FEED.c.body, CHANGE)
        .select_from(FEED.outerjoin(CHANGE, same))
        .where(FEED.c.village == village, FEED.c.number > after)
        .where(FEED.c.origin != device.incarnation)
        .where(or_(FEED.c.device.is_(None), FEED.c.device == device.id))
        .order_by(FEED.c.number)
        .limit(MOST_ITEMS + 1)
    )
    items: list[Item] = []
    size = 0
    for row in c.execute(wanted):
        long = len(row.record or "") + len(row.fields or "") + len(row.body)
        if items and (len(items) == MOST_ITEMS or size + long > MOST_BYTES):
            return items, after, True
        item = _item(row)
        if item:
            items.append(item)
            size += long
        after = row.number
    return items, last, False


def _item(row: Row[Any]) -> Item | None:
    """What is told of it; None where the person withdrew."""
    body = json.loads(row.body)
    if row.item != "change":
        return Item(row.item, body) if body or row.item == "keys" else None
    if row.record is None and row.fields is None:
        return None
    told = replace(changes.told(row), **body.pop("taken", {}))
    if row.verdict in NOT_TAKEN:
        body["verdict"] = receipt.as_object(changes.said(row))
    return Item("change", {**body, "change": as_object(told)})


def _remember(hub: Hub, device: "Device", number: int) -> None:
    """How far the device was told, for those who watch over the hub; only when it changed."""
    if number <= device.told:
        return
    with suppress(Busy), hub.write() as c:
        mine = and_(DEVICE.c.village == device.village, DEVICE.c.kid == device.kid)
        c.execute(update(DEVICE).where(mine).values(told=number))


def _cursor(epoch: str, village: str, own: int, everybody: int) -> str:
    text = f"{epoch}:{village}:{own}:{everybody}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read_cursor(cursor: str, epoch: str, village: str) -> tuple[int, int]:
    """The two numbers; from the beginning for another epoch's or village's, or none of ours."""
    try:
        told, place, own, everybody = base64.urlsafe_b64decode(cursor).decode().split(":")
        numbers = int(own), int(everybody)
    except ValueError:
        return 0, 0
    return numbers if (told, place) == (epoch, village) and min(numbers) >= 0 else (0, 0)
