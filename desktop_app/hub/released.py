"""Payments that were a duplicate until the other village undid its own: judged again.

It is looked at whenever the village fetches its feed, so that no transaction writes in two
villages.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop_app.hub import changes, opening, paying, rules
from desktop_app.hub.changes import PAYMENT, Kept
from desktop_app.hub.database import Busy, Hub
from desktop_app.hub.judging import Book
from desktop_app.hub.news import News
from desktop_app.hub.tables import CHANGE
from desktop_app.hub.working import Work
from desktop_app.sync.wire import receipt

if TYPE_CHECKING:
    from sqlalchemy import Connection


def judge_again(hub: Hub, village: str) -> None:
    """Judge what nothing stands against any more, and tell the village. Where others write for too
    long, the next time."""
    with hub.read() as c:
        if not _free(c, village):
            return
    with suppress(Busy), hub.write() as c:
        work = Work(c, hub, village)
        free = _free(c, village)
        work.open_book(free)
        for one in free:
            kept = work.book.changes[one.told.change_id]
            kept.verdict = ""
            work.judge_all([kept])
            work.tell(News(kind="verdict", body=receipt.as_object(kept.said())))
        work.save()


def _free(c: "Connection", village: str) -> list[Kept]:
    """Payments of the village that were a duplicate, whose months are nobody's now."""
    kept = list(changes.by_ids(c, village, _duplicates(c, village)))
    if not kept:
        return []
    book = Book(village=village, faults=rules.faults_in(village), place=rules.place)
    opening.for_changes(c, book, kept)
    fresh = [one for one in kept if one.told.record_id not in book.entries]
    return [one for one in fresh if paying.judge(one.told, book).verdict == "accepted"]


def _duplicates(c: "Connection", village: str) -> list[str]:
    mine = (CHANGE.c.verdict == "duplicate") & (CHANGE.c.village == village)
    paid = (CHANGE.c.kind == PAYMENT) & (CHANGE.c.rule == paying.ELSEWHERE)
    asked = select(CHANGE.c.change_id).where(mine, paid, CHANGE.c.record.is_not(None))
    return list(c.execute(asked.order_by(CHANGE.c.received_at, CHANGE.c.seq)).scalars())
