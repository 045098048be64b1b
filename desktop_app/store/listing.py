"""The register in order: pages, counts, everybody a filter names."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.months import later, month_of
from desktop_app.domain.names import search_fold
from desktop_app.domain.payment import BEGINNING
from desktop_app.domain.protection import UNPAID_MONTHS
from desktop_app.domain.registration import Registration
from desktop_app.domain.states import MEMBERSHIP, RECORD
from desktop_app.store import index, rows
from desktop_app.store.summary import Filters, Summary

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: What a list can be sorted by → columns; those an index has in this order where there is one.
SORTS = {
    "name": ("name_folded", "id"),
    "full_name": ("name_folded", "id"),
    "number": ("number",),
    "nik": ("nik", "id"),
    "birth_date": ("birth_date", "n"),
    "hamlet": ("hamlet", "id"),
    "occupation": ("occupation", "id"),
    "kpj": ("kpj", "id"),
    "membership": ("membership", "name_folded", "id"),
    "status": ("membership", "name_folded", "id"),
    "registered_on": ("registered_on", "n"),
    "changed_at": ("changed_at", "id"),
    "village_code": ("village_code", "id"),
}
_SUMMARY = (
    "id, number, nik, full_name, birth_date, hamlet, rt, rw, occupation, kpj, record, delivery,"
    " membership, protection, village_code, phone, NOT unprinted, registered_on"
)
_NAMES = (
    "id", "number", "nik", "full_name", "birth_date", "hamlet", "rt", "rw", "occupation", "kpj",
    "record", "delivery", "membership", "protection", "village_code", "phone", "printed",
    "registered_on",
)  # fmt: skip
_EQUAL = ("membership", "delivery", "village_code", "occupation", "funding")
_TROUBLES = ("conflict", "duplicate", "refused")
_MANY = 500
#: Who has a month paid that begins up to the first value (a month), by the second (a day), and
#: reaches to the third (a month) at least; or brought such a one along.
_PAID_FROM = (
    "SELECT worker_id FROM payment WHERE undone_at IS NULL AND first <= ? AND paid_on <= ?"
    " AND last >= ? UNION ALL SELECT id FROM worker WHERE paid_until IS NOT NULL"
    f" AND paid_until >= ? AND min(coalesce(substr(member_since, 1, 7), '{BEGINNING}'), paid_until)"
    " <= ?"
)


def summaries(c: "Connection", where: str, values: tuple[Any, ...]) -> list[Summary]:
    """The lines for a condition (with its order and limit) on ``worker w``."""
    found = c.exec_driver_sql(f"SELECT {_SUMMARY} FROM worker w WHERE {where}", values)
    return [_summary(row) for row in found.all()]


def _summary(row: Any) -> Summary:
    given = dict(zip(_NAMES, row, strict=True))
    given["birth_date"] = date.fromisoformat(given["birth_date"])
    given["registered_on"] = date.fromisoformat(given["registered_on"])
    given["printed"] = bool(given["printed"])
    return Summary(**given)


def page(
    c: "Connection",
    filters: Filters,
    *,
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 100,
) -> list[Summary]:
    """A stretch of the register. Raises Refused (``filter``) for an order there is none of."""
    if sort not in SORTS:
        raise Refused("filter", "sort", value=sort, allowed=tuple(SORTS))
    where, values = condition(filters)
    way = "DESC" if descending else "ASC"
    order = ", ".join(f"{column} {way}" for column in SORTS[sort])
    return summaries(c, f"{where} ORDER BY {order} LIMIT ? OFFSET ?", (*values, limit, offset))


def count(c: "Connection", filters: Filters) -> int:
    """How many people a filter names."""
    where, values = condition(filters)
    found = c.exec_driver_sql(f"SELECT count(*) FROM worker w WHERE {where}", values)
    return int(found.scalar_one())


def count_by(c: "Connection", column: str) -> dict[str, int]:
    """How many people there are for each word of ``membership``, ``delivery`` …"""
    if column not in (*rows.STATES[:4], "hamlet", "occupation", "village_code", "funding"):
        raise ValueError(column)
    found = c.exec_driver_sql(f"SELECT {column}, count(*) FROM worker GROUP BY 1")
    return {row[0]: row[1] for row in found}


def ids(c: "Connection", filters: Filters) -> list[str]:
    """The record ids of everybody a filter names, in name order.

    They are sorted afterwards (the ``+``) unless an index answers by itself: to follow the index
    of names and look at everybody's row is five times as slow as to read the rows as they lie.
    """
    where, values = condition(filters)
    name = "w.name_folded" if _indexed(filters) else "+w.name_folded"
    found = c.exec_driver_sql(f"SELECT id FROM worker w WHERE {where} ORDER BY {name}, id", values)
    return [row[0] for row in found]


def _indexed(filters: Filters) -> bool:
    """Whether the index of names, or of states and names, holds all that the filter asks for."""
    bare = Filters(status=filters.status, membership=filters.membership)
    return filters == bare and filters.status not in (*RECORD, *_TROUBLES)


def stream(c: "Connection", filters: Filters) -> Iterator[Registration]:
    """Everybody a filter names, in the order of their registration, a portion at a time."""
    if filters.protection and filters.as_of:  # asked once, not at every portion
        yield from _of_ids(c, filters)
        return
    where, values = condition(filters)
    last = 0
    while True:
        found = c.exec_driver_sql(
            f"{rows.SELECT.replace('SELECT ', 'SELECT w.n, ', 1)}"
            f" WHERE w.n > ? AND {where} ORDER BY w.n LIMIT {_MANY}",
            (last, *values),
        ).all()
        if not found:
            return
        niks = _former(c, "alias", "nik", found[0][0], found[-1][0])
        kpjs = _former(c, "former_kpj", "kpj", found[0][0], found[-1][0])
        for row in found:
            yield rows.registration(row[1:], niks.get(row[1], ()), kpjs.get(row[1], ()))
        last = found[-1][0]


def _of_ids(c: "Connection", filters: Filters) -> Iterator[Registration]:
    where, values = condition(filters)
    found = c.exec_driver_sql(f"SELECT id FROM worker w WHERE {where} ORDER BY w.n", values)
    chosen = tuple(found.scalars())
    for start in range(0, len(chosen), _MANY):
        yield from stream(c, Filters(ids=chosen[start : start + _MANY]))


def _former(
    c: "Connection", table: str, number: str, first: int, last: int
) -> dict[str, tuple[str, ...]]:
    """The numbers that people of these rows had before."""
    found = c.exec_driver_sql(
        f"SELECT f.worker_id, f.{number} FROM {table} f JOIN worker w ON w.id = f.worker_id"
        " WHERE w.n BETWEEN ? AND ? ORDER BY f.rowid",
        (first, last),
    )
    former: dict[str, tuple[str, ...]] = {}
    for worker_id, one in found:
        former[worker_id] = (*former.get(worker_id, ()), one)
    return former


def condition(filters: Filters) -> tuple[str, tuple[Any, ...]]:
    """The filter as SQL on ``worker w``; its values are always bound."""
    parts: list[str] = []
    values: list[Any] = []
    for name in _EQUAL:
        if (wanted := getattr(filters, name)) is not None:
            parts.append(f"w.{name} = ?")
            values.append(wanted)
    for made in (_status, _days, _chosen, _covered, _text):
        for part, given in made(filters):
            parts.append(part)
            values.extend(given)
    return " AND ".join(parts) or "1", tuple(values)


_Part = tuple[str, tuple[Any, ...]]


def _status(filters: Filters) -> Iterator[_Part]:
    status = filters.status
    if status in RECORD:
        yield "w.record = ?", (status,)
    elif status in _TROUBLES:
        yield "w.delivery = ? AND w.record = 'recorded'", (status,)
    elif status in MEMBERSHIP:
        yield (
            "w.membership = ? AND w.record = 'recorded'"
            " AND w.delivery NOT IN ('conflict', 'duplicate', 'refused')",
            (status,),
        )


def _days(filters: Filters) -> Iterator[_Part]:
    if filters.registered_from:
        yield "w.registered_on >= ?", (filters.registered_from.isoformat(),)
    if filters.registered_to:
        yield "w.registered_on <= ?", (filters.registered_to.isoformat(),)


def _chosen(filters: Filters) -> Iterator[_Part]:
    if filters.unprinted:
        yield "w.unprinted = 1", ()
    if filters.programme:
        yield "instr(w.programmes, ?) > 0", (f'"{filters.programme}"',)
    if filters.consent:
        yield "w.consent_method = ?", (filters.consent,)
    if filters.hamlet:
        yield _in_hamlet(search_fold(filters.hamlet.replace("\0", " ")))
    if filters.ids:
        yield f"w.id IN ({', '.join('?' * len(filters.ids))})", filters.ids


def _covered(filters: Filters) -> Iterator[_Part]:
    """By protection on a day, from the payments made by then, as ``domain.protection`` has it."""
    word, on = filters.protection, filters.as_of
    if word is None:
        return
    if on is None:
        yield "w.protection = ?", (word,)
        return
    month = month_of(on)
    since = later(month, -UNPAID_MONTHS)
    yield ("w.membership <> 'member'" if word == "none" else "w.membership = 'member'"), ()
    within, beyond = {
        "active": (month, None),
        "arrears": (since, month),
        "lapsed": ("", since),
        "unknown": (None, ""),
    }.get(word, (None, None))
    if within is not None:
        yield f"w.id IN ({_PAID_FROM})", (month, on.isoformat(), within, within, month)
    if beyond is not None:
        yield f"w.id NOT IN ({_PAID_FROM})", (month, on.isoformat(), beyond, beyond, month)


def _in_hamlet(folded: str) -> _Part:
    """By the search rows, because an index of hamlets would cost every registration a page."""
    terms = [term for word in folded.split() for term in index.terms(word)]
    match = " AND ".join(index.quoted(term) for term in terms)
    if not match:
        return "0", ()
    return (
        "w.n IN (SELECT rowid FROM worker_search WHERE worker_search MATCH ? AND hamlet = ?)",
        (match, index.padded(folded)),
    )


def _text(filters: Filters) -> Iterator[_Part]:
    """Every word is part of the name, the hamlet or a number; no typing errors here."""
    for word in search_fold(filters.text.replace("\0", " ")).split():
        match = " AND ".join(index.quoted(term) for term in index.terms(word))
        part = (
            "w.n IN (SELECT rowid FROM worker_search WHERE worker_search MATCH ?"
            " AND instr(name || ' ' || hamlet || ' ' || digits, ?) > 0)"
        )
        values = match, word if len(word) > 2 else f" {word}"
        if any(ch.isdigit() for ch in word) and not word.isdigit():
            number = "".join(ch for ch in word if ch.isalnum()).upper()
            yield f"({part} OR instr(replace(w.number, '-', ''), ?) > 0)", (*values, number)
        else:
            yield part, values
