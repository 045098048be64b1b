"""Sponsors, and the months for which their money is set aside."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.sponsor import Sponsor
from desktop_app.store import audit, changes
from desktop_app.store.reservations import (
    Reservation,
    Reserved,
    release,
    reservations,
    reserve,
    reserved,
)
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "Reservation", "Reserved", "all_sponsors", "by_code", "codes", "get", "put", "release",
    "reservations", "reserve", "reserved", "take_back", "whole",
]  # fmt: skip

_NAMES = tuple(f.name for f in fields(Sponsor) if f.name != "id")
_WHOLE = ("year", "budget", "minimum", "quota", "months")


def put(tx: Tx, sponsor: Sponsor) -> Sponsor:
    """Record a sponsor, new or changed (by its record id), with its change; where nothing changed,
    nothing is written.

    Raises Refused: ``sponsor_taken`` where another has this code (capital letters do not count),
    ``sponsor_used`` where a known one gets another code: payments and people name it.
    """
    there = by_code(tx.connection, sponsor.code)
    if there is not None and there.id != sponsor.id:
        raise Refused("sponsor_taken", "code", code=there.code, name=there.name)
    before = get(tx.connection, sponsor.id)
    if before is not None and before.code != sponsor.code:
        raise Refused("sponsor_used", "code", sponsor=before.code)
    said, change_id = whole(sponsor), changes.new_change_id()
    old = whole(before) if before else {}
    differing = {name: [old[name], said[name]] for name in old if old[name] != said[name]}
    if before is not None and not differing:
        return sponsor
    _write(tx, sponsor, change_id, tx.at, tx.actor)
    told = changes.Said(
        change_id=change_id,
        record_id=sponsor.id,
        record=said,
        fields=differing if before else None,
    )
    changes.record(tx, [told], kind=changes.SPONSOR)
    return sponsor


def _write(tx: Tx, sponsor: Sponsor, revision: str, at: str, by: str) -> None:
    tx.cursor.execute(
        "INSERT INTO sponsor (id, code, folded, data, revision, at, by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET code = excluded.code,"
        " folded = excluded.folded, data = excluded.data, revision = excluded.revision,"
        " at = excluded.at, by = excluded.by",
        (
            *(sponsor.id, sponsor.code, sponsor.code.casefold()),
            *(audit.canonical(whole(sponsor)), revision, at, by),
        ),
    )


def whole(sponsor: Sponsor) -> dict[str, Any]:
    """The record as the change log holds it: every key there is, the absent ones null."""
    said = {name: getattr(sponsor, name) for name in _NAMES}
    return {**said, "rules": dict(sponsor.rules)}


def take_back(tx: Tx, record_id: str, record: Mapping[str, Any], **marks: str) -> None:
    """Enter a sponsor that the hub tells of (``marks``: revision, at, by).

    Raises Refused (``sponsor_taken``) where another one here has its code; KeyError, TypeError,
    ValueError for what cannot be one.
    """
    coming = _read(record_id, record)
    there = by_code(tx.connection, coming.code)
    if there is not None and there.id != coming.id:
        raise Refused("sponsor_taken", "code", code=there.code, name=there.name)
    _write(tx, coming, **marks)


def _read(record_id: str, record: Mapping[str, Any]) -> Sponsor:
    """The sponsor in a record; keys of a newer program stay out."""
    known = {name: record[name] for name in _NAMES if record.get(name) is not None}
    for name, value in known.items():
        wanted: type = int if name in _WHOLE else dict if name == "rules" else str
        if type(value) is not wanted:
            raise TypeError(name)
    if not known["code"]:
        raise ValueError("a sponsor without a code")
    return Sponsor(id=record_id, **known)


def get(c: "Connection", record_id: str) -> Sponsor | None:
    """The sponsor with this record id."""
    row = c.exec_driver_sql("SELECT data FROM sponsor WHERE id = ?", (record_id,)).first()
    return _read(record_id, json.loads(row[0])) if row else None


def by_code(c: "Connection", code: str) -> Sponsor | None:
    """The sponsor with this code, however it is written."""
    row = c.exec_driver_sql(
        "SELECT id, data FROM sponsor WHERE folded = ?", (code.strip().casefold(),)
    ).first()
    return _read(row[0], json.loads(row[1])) if row else None


def all_sponsors(c: "Connection") -> list[Sponsor]:
    """Every sponsor, by code."""
    rows = c.exec_driver_sql("SELECT id, data FROM sponsor ORDER BY folded").all()
    return [_read(row[0], json.loads(row[1])) for row in rows]


def codes(c: "Connection") -> frozenset[str]:
    """The codes of all sponsors."""
    return frozenset(c.exec_driver_sql("SELECT code FROM sponsor").scalars())
