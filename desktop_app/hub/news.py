"""What is new for a village, put into its feed under a number of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from desktop_app.hub import changes
from desktop_app.hub.tables import FEED, VILLAGE

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The village that stands for everybody.
EVERYBODY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something to be told to a village."""

    kind: str
    change_id: str | None = None
    """A change is told as it stands."""
    origin: str = ""
    """The incarnation that said it, and need not be told."""
    device: str | None = None
    """Only other incarnations of this device are told; None: the whole village."""
    body: dict[str, Any]


def lock(c: "Connection", village: str) -> int:
    """Take the village's row for this transaction; gives the last number of its feed."""
    mine = select(VILLAGE.c.feed).where(VILLAGE.c.code == village).with_for_update()
    found = c.execute(mine).scalar()
    if found is None:
        c.execute(insert(VILLAGE), [{"code": village, "feed": 0, "receipts": 0}])
        return 0
    return int(found)


def tell(c: "Connection", village: str, news: Sequence[News]) -> None:
    """Put these into a village's feed, in order."""
    if not news:
        return
    last = lock(c, village)
    rows = [
        {
            "village": village,
            "number": number,
            "kind": one.kind,
            "change_id": one.change_id,
            "origin": one.origin,
            "device": one.device,
            "body": changes.dumped(one.body),
        }
        for number, one in enumerate(news, last + 1)
    ]
    c.execute(insert(FEED), rows)
    mine = VILLAGE.c.code == village
    c.execute(update(VILLAGE).where(mine).values(feed=last + len(rows)))


def keys_changed(c: "Connection") -> None:
    """Tell everybody to fetch the hub's keys; only the newest of these is kept."""
    c.execute(delete(FEED).where(FEED.c.village == EVERYBODY, FEED.c.kind == "keys"))
    tell(c, EVERYBODY, [News(kind="keys", body={})])
