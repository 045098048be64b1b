"""Whose NIK is this, and whose KPJ: the two questions that go over all villages.

Owning a NIK is a claim and not for ever: an officer can give it to another village, moving away
releases it, and a corrected NIK releases the old one at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, delete, insert, select

from desktop_app.hub.changes import portions
from desktop_app.hub.tables import MEMBER, OWNER

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Owner:
    """A record that owns a NIK or a KPJ."""

    village: str
    record_id: str
    since: str = ""
    """From which business day; of a NIK only."""


class Claims:
    """Who owns which of these numbers: as it was, and as it is to be."""

    def __init__(self, before: Mapping[str, Owner]) -> None:
        self._before = dict(before)
        self._now = dict(before)

    def owner(self, number: str | None) -> Owner | None:
        """Whose it is now."""
        return self._now.get(number) if number else None

    def move(self, owner: Owner, old: str | None, new: str | None) -> None:
        """Release the one and claim the other; what is somebody else's stays theirs."""
        if old and old != new and self._is(self._now.get(old), owner):
            del self._now[old]
        if new and new not in self._now:
            self._now[new] = owner

    @staticmethod
    def _is(one: Owner | None, other: Owner) -> bool:
        return one is not None and (one.village, one.record_id) == (other.village, other.record_id)

    def gone(self) -> list[str]:
        """Numbers whose owner changed or went, in order."""
        return sorted(n for n, one in self._before.items() if self._now.get(n) != one)

    def new(self) -> list[tuple[str, Owner]]:
        """Numbers with their new owners, in order: locks are always taken in the same one."""
        return sorted((n, one) for n, one in self._now.items() if self._before.get(n) != one)


def of_niks(c: "Connection", niks: Sequence[str]) -> Claims:
    """Who owns these NIKs."""
    found: dict[str, Owner] = {}
    for part in portions(niks):
        for row in c.execute(select(OWNER).where(OWNER.c.nik.in_(part))):
            found[row.nik] = Owner(row.village, row.record_id, row.since)
    return Claims(found)


def of_kpjs(c: "Connection", kpjs: Sequence[str]) -> Claims:
    """Who owns these KPJs."""
    found: dict[str, Owner] = {}
    for part in portions(kpjs):
        for row in c.execute(select(MEMBER).where(MEMBER.c.kpj.in_(part))):
            found[row.kpj] = Owner(row.village, row.record_id)
    return Claims(found)


def save(c: "Connection", niks: Claims, kpjs: Claims) -> None:
    """Write who owns what from now on."""
    _release(c, OWNER, "nik", niks.gone())
    _release(c, MEMBER, "kpj", kpjs.gone())
    owning = [
        {"nik": nik, **_place(one), "since": one.since, "disputed": False}
        for nik, one in niks.new()
    ]
    having = [{"kpj": kpj, **_place(one)} for kpj, one in kpjs.new()]
    for table, rows in ((OWNER, owning), (MEMBER, having)):
        if rows:
            c.execute(insert(table), rows)


def _place(one: Owner) -> dict[str, Any]:
    return {"village": one.village, "record_id": one.record_id}


def _release(c: "Connection", table: Table, column: str, numbers: Iterable[str]) -> None:
    for part in portions(list(numbers)):
        c.execute(delete(table).where(table.c[column].in_(part)))
