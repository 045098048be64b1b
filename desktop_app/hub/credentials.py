"""The confirmed credential: what a paper of a member carries, signed by the hub.

Only somebody whose KPJ the branch office told the hub gets one, and it names that KPJ; an office
can correct the name on it and nothing else.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from desktop_app.domain.worker import PROGRAMMES, USUAL_PROGRAMMES
from desktop_app.hub import keys
from desktop_app.hub.changes import dumped, portions
from desktop_app.hub.records import Entry
from desktop_app.hub.tables import CREDENTIAL, DEVICE, HUB
from desktop_app.trust.credential import Claims
from desktop_app.trust.credential import issue as signed

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(slots=True, kw_only=True)
class Given:
    """The credential somebody has. ``touched``: it is still to be written."""

    record_id: str
    text: str
    kpj: str
    name: str
    number: str
    programmes: tuple[str, ...]
    as_of: str
    serial: int
    touched: bool = False

    def outdated(self, data: Mapping[str, Any]) -> bool:
        """Whether the record of this very member says something else now."""
        if data.get("membership") != "member" or data.get("kpj") != self.kpj:
            return False
        now = (data.get("full_name"), data.get("registration_number"), _programmes(data))
        return now != (self.name, self.number, self.programmes)


def given(c: "Connection", village: str, record_ids: Sequence[str]) -> dict[str, Given]:
    """Record id → the credential it has."""
    found = {}
    for part in portions(record_ids):
        mine = (CREDENTIAL.c.village == village) & CREDENTIAL.c.record_id.in_(part)
        for row in c.execute(select(CREDENTIAL).where(mine)).mappings():
            told = {name: value for name, value in row.items() if name != "village"}
            told["programmes"] = tuple(json.loads(told["programmes"]))
            found[row["record_id"]] = Given(**told)
    return found


class Issuer:
    """Signs credentials of one transaction, each with a serial of its own."""

    def __init__(self, c: "Connection") -> None:
        self._c = c
        self._signing = keys.signing(c, "credentials")
        self._offices: dict[tuple[str, str], str] = {}
        self._serial = int(c.execute(select(HUB.c.credentials)).scalar_one())

    def issue(self, entry: Entry, as_of: str) -> Given | None:
        """A credential for the member in this record, true as of an ISO day; None where the
        record has no form that papers carry."""
        data = entry.data
        try:
            claims = Claims(
                kind="confirmed",
                number=data["registration_number"],
                name=data["full_name"],
                kpj=data["kpj"],
                as_of=date.fromisoformat(as_of),
                village_code=entry.village,
                office=self._office(entry),
                programmes=_programmes(data),
                serial=self._serial + 1,
            )
            text = signed(claims, self._signing)
        except (KeyError, ValueError, TypeError):
            return None
        self._serial += 1
        return Given(
            record_id=entry.id,
            text=text,
            kpj=data["kpj"],
            name=data["full_name"],
            number=data["registration_number"],
            programmes=_programmes(data),
            as_of=as_of,
            serial=self._serial,
            touched=True,
        )

    def _office(self, entry: Entry) -> str:
        """The name of the office that told of this record: its device's newest."""
        place = (entry.village, entry.device)
        if place not in self._offices:
            newest = (
                select(DEVICE.c.office)
                .where(DEVICE.c.village == entry.village, DEVICE.c.id == entry.device)
                .order_by(DEVICE.c.enrolled_at.desc())
                .limit(1)
            )
            self._offices[place] = str(self._c.execute(newest).scalar() or entry.village)
        return self._offices[place]

    def close(self) -> None:
        """Remember the last serial."""
        self._c.execute(update(HUB).values(credentials=self._serial))


class Credentials:
    """The credentials of one village's people in one transaction. Only :meth:`save` writes."""

    def __init__(self, c: "Connection", village: str) -> None:
        self._c, self._village = c, village
        self._known: dict[str, Given] = {}

    def open(self, record_ids: Sequence[str]) -> None:
        """Look up what these have."""
        self._known |= given(self._c, self._village, record_ids)

    def has(self, record_id: str, kpj: str) -> bool:
        """Whether this KPJ was confirmed to this record before."""
        known = self._known.get(record_id)
        return known is not None and known.kpj == kpj

    def renewed(self, entry: Entry, confirmed: str | None = None) -> str | None:
        """The text of a credential newly confirmed, as of an ISO day; or of a new one where there
        was one already and the record says something else now."""
        known = self._known.get(entry.id)
        outdated = known is not None and known.outdated(entry.data)
        as_of = confirmed or (known.as_of if known and outdated else None)
        new = self._issuer.issue(entry, as_of) if as_of else None
        if new is None:
            return None
        self._known[entry.id] = new
        return new.text

    def forget(self, record_id: str) -> None:
        """This person has none any more."""
        self._known.pop(record_id, None)

    @cached_property
    def _issuer(self) -> Issuer:
        return Issuer(self._c)

    def save(self) -> None:
        """Write those that are new."""
        save(self._c, self._village, self._known.values())
        if "_issuer" in self.__dict__:
            self._issuer.close()


def save(c: "Connection", village: str, all_: Iterable[Given]) -> None:
    """Write those that are new."""
    new = [one for one in all_ if one.touched]
    if not new:
        return
    forget(c, village, [one.record_id for one in new])
    c.execute(insert(CREDENTIAL), [_row(village, one) for one in new])
    for one in new:
        one.touched = False


def forget(c: "Connection", village: str, record_ids: Sequence[str]) -> None:
    """Keep no credential of these."""
    for part in portions(record_ids):
        mine = (CREDENTIAL.c.village == village) & CREDENTIAL.c.record_id.in_(part)
        c.execute(delete(CREDENTIAL).where(mine))


def _row(village: str, one: Given) -> dict[str, Any]:
    return {
        "village": village,
        "record_id": one.record_id,
        "text": one.text,
        "kpj": one.kpj,
        "name": one.name,
        "number": one.number,
        "programmes": dumped(one.programmes),
        "as_of": one.as_of,
        "serial": one.serial,
    }


def _programmes(data: Mapping[str, Any]) -> tuple[str, ...]:
    told = data.get("programmes") or USUAL_PROGRAMMES
    return tuple(name for name in PROGRAMMES if name in told)
