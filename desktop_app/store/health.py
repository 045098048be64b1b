"""Whether everything is sound: file, chain, index, pictures, change log, outbox."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused
from desktop_app.store import audit, changes, listing, money_health, photos, ranges, workers
from desktop_app.store.errors import StoreTrouble
from desktop_app.store.opening import check_mark
from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.store.engine import Store

#: More findings of one kind than this are not listed.
_MOST = 50


def check(store: "Store", *, deep: bool = False) -> list[Refused]:
    """What is not sound; empty where all is. ``deep`` also reads every picture and record.

    Rules: ``damaged``, ``rolled_back``, ``mark_missing``, ``audit_…``, ``search_rows``,
    ``photo_missing``, ``batch_lost``, ``verdict_untold``; deep also ``photo_altered``,
    ``change_missing``, ``record_differs``, ``schema_differs`` and those of
    :mod:`desktop_app.store.money_health`.
    """
    found: list[Refused] = []
    try:
        with store.read() as c:
            if damage := list(_seals(store, c)):
                return damage  # what else a damaged file seems to say means nothing
            for look in (
                _marked,
                _chain,
                _index,
                _photos,
                _batches,
                _settled,
                *(_DEEP if deep else ()),
            ):
                found += list(look(store, c))[:_MOST]
    except StoreTrouble as trouble:
        found.append(Refused(trouble.rule, None, **trouble.params))
    return found


def _marked(store: "Store", c: "Connection") -> Iterator[Refused]:
    try:
        check_mark(c, store.mark())
    except StoreTrouble as trouble:
        yield Refused(trouble.rule, None, **trouble.params)


def _chain(store: "Store", c: "Connection") -> Iterator[Refused]:
    yield from audit.verify(c)


def _index(store: "Store", c: "Connection") -> Iterator[Refused]:
    people, found = (
        c.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        for table in ("worker", "worker_search")
    )
    if people != found:
        yield Refused("search_rows", None, workers=people, found=found)


def _photos(store: "Store", c: "Connection") -> Iterator[Refused]:
    elsewhere = photos.elsewhere(c)
    for number in photos.missing(c):
        why = {"why": "hub"} if number in elsewhere else {}
        yield Refused("photo_missing", None, number=number, **why)


def _batches(store: "Store", c: "Connection") -> Iterator[Refused]:
    """Batches of which neither the sealed bytes are there nor the receipt, or not their list."""
    rows = c.exec_driver_sql(
        "SELECT id, seqs, count, sealed IS NULL AND receipt IS NULL FROM batch"
    )
    for batch_id, seqs, count, gone in rows:
        if gone or not _lists(seqs, count):
            yield Refused("batch_lost", None, batch=batch_id[-12:], count=count)


def _lists(seqs: str, count: int) -> bool:
    try:
        return len(ranges.read(seqs)) == count
    except ValueError:
        return False


def _settled(store: "Store", c: "Connection") -> Iterator[Refused]:
    """Verdicts of changes that are not there, and changes settled by no receipt."""
    rows = c.exec_driver_sql(
        "SELECT v.seq FROM verdict v LEFT JOIN change h ON h.seq = v.seq"
        " WHERE h.change_id IS NOT v.change_id"
        " UNION SELECT h.seq FROM change h LEFT JOIN batch b ON b.id = h.settled"
        " WHERE h.settled IS NOT NULL AND h.settled <> ? AND b.receipt IS NULL"
        " UNION SELECT h.seq FROM change h LEFT JOIN verdict v ON v.seq = h.seq"
        " WHERE h.settled IS NOT NULL AND h.verdict IN ('conflict', 'duplicate', 'refused')"
        " AND v.verdict IS NOT h.verdict",
        (changes.FEED,),
    )
    for row in rows:
        yield Refused("verdict_untold", None, seq=row[0])


def _seals(store: "Store", c: "Connection") -> Iterator[Refused]:
    """The seal (HMAC) of every page: no bit of the file can have changed unnoticed."""
    yield from _told(c, "cipher_integrity_check")


def _structure(store: "Store", c: "Connection") -> Iterator[Refused]:
    yield from _told(c, "integrity_check(10)")


def _told(c: "Connection", pragma: str) -> Iterator[Refused]:
    if any(row[0] != "ok" for row in c.exec_driver_sql(f"PRAGMA {pragma}")):
        yield Refused("damaged", None, file="office.db")


def _pictures(store: "Store", c: "Connection") -> Iterator[Refused]:
    for digest in photos.altered(c):
        yield Refused("photo_altered", None, photo=digest[:12])


def _schema(store: "Store", c: "Connection") -> Iterator[Refused]:
    from desktop_app.store.tables import Local

    for table in Local.metadata.sorted_tables:
        there = [row[1] for row in c.exec_driver_sql(f"PRAGMA table_info({table.name})")]
        if there != [column.name for column in table.columns]:
            yield Refused("schema_differs", None, table=table.name)


def _records(store: "Store", c: "Connection") -> Iterator[Refused]:
    """Each person's row against the newest change that is told of them."""
    for registration in listing.stream(c, Filters()):
        told = c.exec_driver_sql(
            "SELECT h.change_id, h.record, h.verdict FROM audit a JOIN change h ON h.seq = a.change"
            " WHERE a.subject = ? AND h.record_id = a.subject ORDER BY a.seq DESC",
            (registration.id,),
        ).all()
        head = next((row[0] for row in told if row[2] != changes.BESIDE), None)
        if head != registration.revision:
            yield Refused("change_missing", None, number=registration.number)
        elif told[0][1] not in (None, changes.canonical(workers.whole(registration))):
            yield Refused("record_differs", None, number=registration.number)


def _money(store: "Store", c: "Connection") -> Iterator[Refused]:
    yield from money_health.check(c)


_DEEP = (_structure, _pictures, _schema, _records, _money)
