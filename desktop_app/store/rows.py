"""Between a registration and its row: one list of columns, used by every statement."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, get_origin

from desktop_app.domain.names import search_fold
from desktop_app.domain.registration import Registration, Standing
from desktop_app.domain.states import States
from desktop_app.domain.worker import Consent, Relative, Vulnerability, Worker

WORKER = tuple(f.name for f in fields(Worker))
STATES = tuple(f.name for f in fields(States))
STANDING = tuple(f.name for f in fields(Standing))
MARKS = ("registered_on", "registered_by", "changed_at", "changed_by")
#: Every column in the order in which a row is read and written.
COLUMNS = ("id", "number", "revision", *WORKER, *STATES, *STANDING, *MARKS)
DERIVED = ("name_folded", "consent_method", "unprinted")

SELECT = "SELECT " + ", ".join(f"w.{name}" for name in COLUMNS) + " FROM worker w"
INSERT = (
    f"INSERT INTO worker (n, {', '.join((*COLUMNS, *DERIVED))})"
    f" VALUES (?, {', '.join('?' * (len(COLUMNS) + len(DERIVED)))})"
)

_JSON = ("programmes", "vulnerability", "family", "consent", "confirmed")
_DAYS = {"birth_date", "member_since", "protection_as_of", "submitted_on", "answered_on"} | {
    "ended_on",
    "registered_on",
}


_WHOLE = 63  # bits of a column's number
_PARTS = {part: tuple(f.name for f in fields(part)) for part in (Relative, Vulnerability, Consent)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _part_json(part: Relative | Vulnerability | Consent) -> dict[str, Any]:
    """``asdict`` for these three, without its deep copies."""
    return {name: _json_value(getattr(part, name)) for name in _PARTS[type(part)]}


def _json_value(value: Any) -> Any:
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, tuple):
        return [_json_value(item) for item in value]
    return _part_json(value) if type(value) in _PARTS else _plain(value)


def public(worker: Worker) -> dict[str, Any]:
    """The public JSON object of a worker, as ``reading.as_json`` makes it; by hand, because every
    saved registration pays for it."""
    return {name: _json_value(getattr(worker, name)) for name in WORKER}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _dumped(value: Any) -> str | None:
    return None if value is None else _encode(value)


def values(registration: Registration, told: dict[str, Any] | None = None) -> dict[str, Any]:
    """The column values of a registration, without the derived ones.

    ``told`` is :func:`public` of its worker, where somebody has that already.
    """
    told = told or public(registration.worker)
    row: dict[str, Any] = {
        "id": registration.id,
        "number": registration.number,
        "revision": registration.revision,
        **told,
    }
    for name in _JSON:
        row[name] = _dumped(told[name])
    for part, names in ((registration.states, STATES), (registration.standing, STANDING)):
        for name in names:
            row[name] = _plain(getattr(part, name))
    row["registered_on"] = registration.registered_on.isoformat()
    row["registered_by"] = registration.registered_by
    row["changed_at"] = registration.changed_at.isoformat(timespec="microseconds")
    row["changed_by"] = registration.changed_by
    return row


def derived(registration: Registration, *, unprinted: bool) -> tuple[Any, ...]:
    """The values of :data:`DERIVED`."""
    worker = registration.worker
    return search_fold(worker.full_name), worker.consent.method, int(unprinted)


_AT = {name: place for place, name in enumerate(COLUMNS)}
_WORKER_AT = _AT[WORKER[0]], _AT[WORKER[-1]] + 1
_STATES_AT = _AT[STATES[0]], _AT[STATES[-1]] + 1
_STANDING_AT = _AT[STANDING[0]], _AT[STANDING[-1]] + 1


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if value else None


def _known(
    part: type[Relative | Vulnerability | Consent], raw: Mapping[str, Any]
) -> dict[str, Any]:
    """What this version knows of a part; a newer program may say more."""
    return {name: raw[name] for name in _PARTS[part] if name in raw}


def _family(raw: Sequence[Mapping[str, Any]]) -> tuple[Relative, ...]:
    return tuple(
        Relative(**{**_known(Relative, one), "birth_date": _day(one.get("birth_date"))})
        for one in raw
    )


def _vulnerability(raw: Mapping[str, Any] | None) -> Vulnerability | None:
    if raw is None:
        return None
    return Vulnerability(**{**_known(Vulnerability, raw), "as_of": _day(raw.get("as_of"))})


def consent(raw: Mapping[str, Any]) -> Consent:
    """The consent in its JSON object."""
    return Consent(
        **{
            **_known(Consent, raw),
            "given_on": _day(raw.get("given_on")),
            "purposes": tuple(raw.get("purposes", ())),
            "witnesses": tuple(raw.get("witnesses", ())),
        }
    )


def _yes(value: Any) -> bool | None:
    return None if value is None else bool(value)


#: From JSON to what a registration holds.
_TOLD: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_DAYS, _day),
    "programmes": tuple,
    "confirmed": tuple,
    "family": _family,
    "vulnerability": _vulnerability,
    "consent": consent,
}


def _loading(read: Callable[[Any], Any]) -> Callable[[str | None], Any]:
    return lambda text: None if text is None else read(json.loads(text))


#: Of what many people share, so many different ones are read once. All of it is frozen.
_SHARED = 512


#: From columns.
_READ: Mapping[str, Callable[[Any], Any]] = {
    **{
        name: lru_cache(_SHARED)(_loading(read)) if name in _JSON else read
        for name, read in _TOLD.items()
    },
    "family": _loading(_family),
    "business_owner": _yes,
    "disability": _yes,
}


_READERS = {
    names: tuple((name, _READ[name]) for name in names if name in _READ)
    for names in (WORKER, STATES, STANDING)
}


def _part(names: tuple[str, ...], row: Any, place: tuple[int, int]) -> dict[str, Any]:
    values = dict(zip(names, row[slice(*place)], strict=True))
    for name, read in _READERS[names]:
        values[name] = read(values[name])
    return values


def registration(
    row: Any, aliases: tuple[str, ...] = (), former_kpjs: tuple[str, ...] = ()
) -> Registration:
    """The registration that stands in a row of :data:`SELECT`."""
    registered_on, registered_by, changed_at, changed_by = row[_STANDING_AT[1] :][:4]
    return Registration(
        id=row[0],
        number=row[1],
        revision=row[2],
        worker=Worker(**_part(WORKER, row, _WORKER_AT)),
        states=States(**_part(STATES, row, _STATES_AT)),
        standing=Standing(**_part(STANDING, row, _STANDING_AT)),
        aliases=aliases,
        former_kpjs=former_kpjs,
        registered_on=date.fromisoformat(registered_on),
        registered_by=registered_by,
        changed_at=datetime.fromisoformat(changed_at),
        changed_by=changed_by,
    )


def told(part: type, record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record as the change log holds it says of ``Worker``, ``States`` or ``Standing``;
    absent keys are left out. Raises TypeError, ValueError for what cannot be one."""
    return {f.name: _told(f, record[f.name]) for f in fields(part) if f.name in record}


def _told(known: Field[Any], value: Any) -> Any:
    wanted: Any = tuple if get_origin(known.type) is tuple else known.type
    try:
        value = _TOLD[known.name](value) if known.name in _TOLD else value
    except AttributeError as error:
        raise TypeError(known.name) from error
    if not isinstance(value, wanted):
        raise TypeError(known.name)
    if isinstance(value, int) and value.bit_length() > _WHOLE:
        raise ValueError(known.name)
    return value
