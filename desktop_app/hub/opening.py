"""Filling a book: everything that some changes could touch, in a few statements for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.hub import changes, judging, months, owners, records
from desktop_app.hub.changes import WORKER, Kept
from desktop_app.hub.judging import Book
from desktop_app.hub.records import Entry
from desktop_app.sync.wire.changes import Told

if TYPE_CHECKING:
    from sqlalchemy import Connection


def for_changes(c: "Connection", book: Book, said: Sequence[Kept]) -> None:
    """Look up what these changes speak of, and build on."""
    told = [one.told for one in said]
    ids = list(dict.fromkeys(one.record_id for one in told))
    _open_entries(c, book, ids)
    book.know(changes.of_records(c, book.village, ids))
    strange = [one.change_id for one in told if one.change_id not in book.changes]
    book.know(changes.by_ids(c, book.village, strange))
    _open_money(c, book, said)
    _open_numbers(c, book, (one.told for one in (*said, *book.changes.values())))


def for_records(
    c: "Connection", book: Book, entries: Iterable[Entry], kpjs: Sequence[str] = ()
) -> None:
    """The same for records that the hub itself is going to change, to these KPJs too."""
    book.entries |= {entry.id: entry for entry in entries}
    _open_numbers(c, book, (), kpjs)


def _open_entries(c: "Connection", book: Book, ids: Iterable[str]) -> None:
    missing = [id_ for id_ in dict.fromkeys(ids) if id_ not in book.entries]
    book.entries |= {entry.id: entry for entry in records.load(c, book.village, missing)}


def _open_money(c: "Connection", book: Book, said: Sequence[Kept]) -> None:
    """The people whom payments are about, what waits for somebody or goes when they leave; and
    which of their months are paid."""
    people = {one.told.record_id for one in said if one.told.kind == WORKER}
    leaving = {one.told.record_id for one in said if judging.withdraws(one.told)}
    book.know(changes.about_workers(c, book.village, sorted(people - leaving), held=True))
    book.know(changes.about_workers(c, book.village, sorted(leaving)))
    money = [one for one in (*said, *book.changes.values()) if one.about]
    payers = {one.about for one in money if one.about}
    _open_entries(c, book, [*(one.told.record_id for one in money), *sorted(payers)])
    strangers = sorted(payers - book.entries.keys() - people)
    book.know(changes.of_records(c, book.village, strangers))
    niks = _niks(book, said)
    moving = {one for one in people if len(niks[one]) > 1 or one not in book.entries} | leaving
    concerned = sorted(moving | payers)
    known = sorted({nik for one in concerned for nik in niks[one]})
    book.months = months.of_people(c, book.village, concerned, known)


def _niks(book: Book, said: Sequence[Kept]) -> dict[str, set[str]]:
    """Worker's record id → every NIK that the person had here, or is told to have."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in book.entries.values():
        if nik := entry.text("nik"):
            found[entry.id].add(nik)
    for one in (*said, *book.changes.values()):
        if one.told.kind == WORKER:
            found[one.told.record_id].update(_texts(_told_of(one.told), "nik"))
    return found


def _open_numbers(
    c: "Connection", book: Book, told: Iterable[Told], kpjs: Sequence[str] = ()
) -> None:
    """Whose the NIKs, KPJs, registration numbers and codes are of which anything speaks."""
    entries = book.entries.values()
    said = [*(entry.data for entry in entries), *({"kpj": kpj} for kpj in kpjs)]
    numbers = {records.number_of(entry.kind, entry.data) for entry in entries}
    for one in told:
        spoken = list(_told_of(one))
        said += spoken
        numbers |= {records.number_of(one.kind, record) for record in spoken}
    book.niks = owners.of_niks(c, _texts(said, "nik"))
    book.kpjs = owners.of_kpjs(c, _texts(said, "kpj"))
    known = sorted(number for number in numbers if number is not None)
    book.numbers = records.numbers(c, book.village, known)


def _texts(said: Iterable[dict[str, Any]], key: str) -> list[str]:
    return sorted({value for one in said if isinstance(value := one.get(key), str)})


def _told_of(told: Told) -> Iterator[dict[str, Any]]:
    """The record that a change tells, and what its fields become: they may not be the same."""
    if told.record:
        yield told.record
    if told.fields:
        yield {name: pair[1] for name, pair in told.fields.items()}
