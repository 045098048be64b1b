"""The rules of payments, sponsors, reservations and deposits, as the hub holds a record against
them.

What it cannot know it does not judge: an office has its own budgets, eligibility and tables. Here
stands what is true of any of them: one to twelve months, whole rupiah from nought on, and a sum
that is the sum of its portions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from desktop_app.domain import deposit
from desktop_app.domain import sponsor as sponsors
from desktop_app.domain.contribution import MOST_MONTHS, MOST_RUPIAH
from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.months import distance, is_month, later, span
from desktop_app.domain.sponsor import Sponsor
from desktop_app.hub.changes import DEPOSIT, PAYMENT, RESERVATION, SPONSOR

Data = Mapping[str, Any]
#: Longest text of one of these records.
_LONG = 2_000
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_SPONSOR = frozenset(f.name for f in fields(Sponsor)) - {"id"}
_NUMBERS = ("year", "budget", "minimum", "quota", "months")


def fault(kind: str, data: Data) -> Finding | None:
    """What blocks such a record: the first finding, or None."""
    return _FAULTS[kind](data)


def months_of(data: Data) -> tuple[str, ...]:
    """The months of a payment that :func:`fault` passed; none once it is undone."""
    if data.get("undone"):
        return ()
    return span(data["first"], distance(data["first"], data["last"]) + 1)


def _payment(data: Data) -> Finding | None:
    return (
        _whose(data)
        or _texts(data, "payer", "reference")
        or _day(data, "paid_on")
        or _period(data)
        or _sum(data, data.get("amount"))
    )


def _reservation(data: Data) -> Finding | None:
    return _whose(data) or _texts(data, "sponsor") or _period(data) or _portions(data)


def _deposit(data: Data) -> Finding | None:
    found = _whose(data) or _texts(data, "number", "holder") or _day(data, "received_on")
    if found is None and data.get("state") not in deposit.STATES:
        said = str(data.get("state"))[:40]
        found = block("choice", "state", value=said, allowed=deposit.STATES)
    return found or _period(data) or _sum(data, data.get("amount"))


def _sponsor(data: Data) -> Finding | None:
    found = _texts(data, "code", "name", "kind")
    for key in _NUMBERS:
        if found is None and type(data.get(key)) not in (int, type(None)):
            found = block("type", key, wanted="integer")
    for key in ("first", "last"):
        if found is None and not isinstance(data.get(key), str | None):
            found = block("type", key, wanted="month")
    if found is not None:
        return found
    try:
        sponsors.check(Sponsor(id="", **{key: data[key] for key in _SPONSOR & data.keys()}))
    except Refused as refused:
        return refused.finding
    return None


_FAULTS: Mapping[str, Callable[[Data], Finding | None]] = {
    PAYMENT: _payment,
    SPONSOR: _sponsor,
    RESERVATION: _reservation,
    DEPOSIT: _deposit,
}


def _whose(data: Data) -> Finding | None:
    whose = data.get("worker")
    known = isinstance(whose, str) and _UUID.fullmatch(whose)
    return None if known else block("type", "worker", wanted="text")


def _texts(data: Data, *keys: str) -> Finding | None:
    for key in keys:
        value = data.get(key)
        if not isinstance(value, str) or not 0 < len(value) <= _LONG:
            return block("type", key, wanted="text")
    return None


def _day(data: Data, key: str) -> Finding | None:
    try:
        date.fromisoformat(data[key])
    except (KeyError, TypeError, ValueError):
        return block("type", key, wanted="date")
    return None


def _period(data: Data) -> Finding | None:
    first, last = data.get("first"), data.get("last")
    for key, month in (("first", first), ("last", last)):
        if not is_month(month):
            return block("type", key, wanted="month")
    if not 0 <= distance(str(first), str(last)) < MOST_MONTHS:
        return block("month_outside", "months", why="period", most=MOST_MONTHS)
    return None


def _sum(data: Data, amount: Any) -> Finding | None:
    if not _is_rupiah(amount):
        return block("amount", "amount")
    found = _portions(data)
    total = 0 if found else sum(one["monthly"] * one["months"] for one in data["portions"])
    if found is None and total != amount:
        found = block("amount", "amount", why="differs", amount=amount, expected=total)
    return found


def _portions(data: Data) -> Finding | None:
    """Portions are months in a row that make up the whole period."""
    told, next_one = data.get("portions"), data["first"]
    if not isinstance(told, list) or not told:
        return block("type", "portions", wanted="list")
    for one in told:
        months = one.get("months") if isinstance(one, dict) else None
        if type(months) is not int or not 1 <= months <= MOST_MONTHS:
            return block("type", "portions", wanted="list")
        if one.get("first") != next_one:
            return block("type", "portions", wanted="list")
        if not _is_rupiah(one.get("monthly")):
            return block("amount", "amount")
        next_one = later(next_one, months)
    if next_one != later(data["last"], 1):
        return block("type", "portions", wanted="list")
    return None


def _is_rupiah(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MOST_RUPIAH
