"""Whoever withdraws leaves a number and the fact that something was told; nothing else stays.

A change that builds on the withdrawal is a new agreement and survives it, whenever it came.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from desktop_app.hub import credentials
from desktop_app.hub.changes import Kept, portions
from desktop_app.hub.judging import WITHDRAWN, Book
from desktop_app.hub.news import News
from desktop_app.hub.tables import FEED, PHOTO, RECORD

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NOTHING = "{}"


@dataclass(frozen=True, slots=True)
class Gone:
    """What is to be erased of one person."""

    record_id: str
    change_ids: frozenset[str]
    """What was told before."""
    photos: frozenset[str]

    def silent(self, news: Iterable[News]) -> list[News]:
        """What is new, without what was to be told of the person. Numbers stay as they are."""
        return [replace(one, body={}) if self._concerns(one) else one for one in news]

    def _concerns(self, one: News) -> bool:
        return one.change_id in self.change_ids or one.body.get("record") == self.record_id


def strip(book: Book, by: Kept, before: Mapping[str, Any]) -> Gone:
    """Empty everything in the book that was told of this person before, their money too, and
    whatever else the withdrawal itself says. ``before``: the record until now."""
    record_id = by.told.record_id
    mine = [one for one in book.changes.values() if one.told.record_id == record_id]
    earlier = [one for one in mine if one is not by and not _builds_on(one, by, book)]
    earlier += _empty_money(book, record_id)
    told = [before, *(one.told.record or {} for one in earlier)]
    for one in earlier:
        one.strip()
    fields = {n: pair for n, pair in (by.told.fields or {}).items() if n in WITHDRAWN}
    by.told = replace(by.told, fields=fields, extra={})
    by.touched = True
    photos = (record.get("photo") for record in told)
    return Gone(
        record_id,
        frozenset(one.told.change_id for one in earlier),
        frozenset(one for one in photos if isinstance(one, str) and _SHA256.fullmatch(one)),
    )


def _empty_money(book: Book, worker: str) -> list[Kept]:
    """The person's payments hold nothing and say nothing; gives the changes that told of them."""
    mine = [one for one in book.changes.values() if one.about == worker]
    for record_id in {one.told.record_id for one in mine}:
        if entry := book.entries.get(record_id):
            entry.data, entry.touched = {}, True
    book.months.release(book.village, worker)
    return mine


def _builds_on(one: Kept, by: Kept, book: Book) -> bool:
    """Whether this one waits for the withdrawal, or for what waits for it."""
    seen = set[str]()
    while one.open and one.told.base and one.told.base not in seen:
        seen.add(one.told.base)
        if one.told.base == by.told.change_id:
            return True
        before = book.changes.get(one.told.base)
        if before is None:
            return False
        one = before
    return False


def erase(c: "Connection", village: str, all_: Sequence[Gone]) -> None:
    """Erase what the feed says of these people, their credentials, and the pictures that are
    nobody's any more."""
    credentials.forget(c, village, [one.record_id for one in all_])
    mine = FEED.c.village == village
    for gone in all_:
        for part in portions(sorted(gone.change_ids)):
            c.execute(update(FEED).where(mine, FEED.c.change_id.in_(part)).values(body=_NOTHING))
        theirs = FEED.c.body.contains(gone.record_id, autoescape=True)
        credential = (FEED.c.kind == "credential") & theirs
        c.execute(update(FEED).where(mine, credential).values(body=_NOTHING))
    for name in sorted({name for gone in all_ for name in gone.photos}):
        _erase_photo(c, village, name)


def _erase_photo(c: "Connection", village: str, name: str) -> None:
    shown = (RECORD.c.village == village) & RECORD.c.data.contains(name, autoescape=True)
    if c.execute(select(RECORD.c.id).where(shown).limit(1)).first() is None:
        c.execute(delete(PHOTO).where(PHOTO.c.village == village, PHOTO.c.sha256 == name))
