"""The verdict on a change of money: payments, sponsors, reservations, deposits. Pure.

A payment needs a person whom its village told of, taken or not: the money was paid to BPJS all the
same. A month of a NIK that another village's payment holds is a duplicate; one that another
payment of the same village holds is a conflict, for two PCs of one office to sort out.
"""

from collections.abc import Mapping
from typing import Any

from desktop_app.domain.findings import Finding, block
from desktop_app.domain.merging import merge
from desktop_app.hub import changes, money
from desktop_app.hub.changes import DEPOSIT, PAYMENT, RESERVATION, SPONSOR
from desktop_app.hub.judging import Book, Outcome, conflict, follow, held_for, without_empty
from desktop_app.hub.months import Lost
from desktop_app.hub.records import Entry, number_of
from desktop_app.sync.wire.changes import Told

KINDS = (PAYMENT, SPONSOR, RESERVATION, DEPOSIT)
#: The rule against a month that another village's payment holds.
ELSEWHERE = "month_paid_elsewhere"


def judge(told: Told, book: Book) -> Outcome:
    """What becomes of this change. The book is not changed."""
    entry = book.entries.get(told.record_id)
    waits = held_for(told, book)
    if waits is not None or told.record is None:  # None: erased meanwhile
        return Outcome(verdict=waits or "accepted")
    if entry is not None and entry.kind != told.kind:
        return conflict(None)
    whose = changes.about(told)
    if whose is not None and book.has_left(whose):
        return Outcome(verdict="conflict", finding=block("conflict", "consent"), strip=True)
    if whose is not None and book.nik_of(whose) is None:
        return Outcome(verdict="held")
    if entry is None or not entry.data:  # emptied when the person withdrew
        return _whole(told, without_empty(told.record), book)
    return _on_a_record(told, entry, book)


def _on_a_record(told: Told, entry: Entry, book: Book) -> Outcome:
    data = without_empty(told.record or {})
    if told.base is None:  # told as new, and there is one already
        return Outcome(verdict="accepted") if data == entry.data else conflict(None)
    way = follow(told, book)
    if way.base == entry.head:
        new = {name: pair[1] for name, pair in way.fields.items()}
        return _whole(told, without_empty({**entry.data, **new}), book)
    if entry.data.get("undone") and data.get("undone"):
        return Outcome(verdict="merged")  # undone twice is undone
    merged = merge(entry.data, way.on(entry.data))
    if merged.conflicts:
        return conflict(merged.conflicts[0], entry.data)
    return _merged(told, without_empty(merged.record), entry, book)


def _merged(told: Told, data: dict[str, Any], entry: Entry, book: Book) -> Outcome:
    if data == entry.data:
        return Outcome(verdict="merged")
    finding = money.fault(told.kind, data)
    if finding is not None:
        return Outcome(verdict="conflict", finding=finding)
    return _of_another(told, data, book) or Outcome(verdict="merged", data=data)


def _whole(told: Told, data: dict[str, Any], book: Book) -> Outcome:
    finding = money.fault(told.kind, data)
    if finding is not None:
        return Outcome(verdict="refused", finding=finding)
    return _of_another(told, data, book) or Outcome(verdict="accepted", data=data)


def _of_another(told: Told, data: Mapping[str, Any], book: Book) -> Outcome | None:
    """What stands against it because another has it: a month of the person, or the code."""
    if told.kind == SPONSOR:
        owner = book.numbers.get(number_of(SPONSOR, data) or "")
        if owner not in (None, told.record_id):
            finding = block("sponsor_twice", "code", sponsor=data["code"])
            return Outcome(verdict="conflict", finding=finding)
    if told.kind == PAYMENT:
        nik = book.nik_of(data["worker"]) or ""
        held = book.months.held(nik, money.months_of(data), book.village, told.record_id)
        if held is not None:
            finding = paid_already(held, book)
            return Outcome(verdict=verdict_of(finding), finding=finding)
    return None


def paid_already(held: Lost, book: Book) -> Finding:
    """Who paid this month, as this village is told of it."""
    month, holder = held
    said = {"month": month, "payer": holder.payer}
    if holder.village == book.village:
        return block("month_paid_here", "month", **said)
    return block(ELSEWHERE, "month", village=book.place(holder.village), **said)


def verdict_of(finding: Finding) -> str:
    """The verdict on a payment against which this stands."""
    return "duplicate" if finding.rule == ELSEWHERE else "conflict"
