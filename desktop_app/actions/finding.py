"""Finding people and looking at what happened to them. Reads only."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop_app.actions.desk import Desk
from desktop_app.domain.findings import Refused
from desktop_app.domain.journal import JournalEntry
from desktop_app.domain.nik import masked
from desktop_app.domain.registration import Registration
from desktop_app.store import audit, changes, photos, workers
from desktop_app.store import backup as backups
from desktop_app.store import drafts as kept
from desktop_app.store import search as searching
from desktop_app.store.summary import Filters, Summary


def find_one(desk: Desk, text: str) -> Registration:
    """The person with this NIK, registration number, KPJ or record id.

    Raises Refused (``not_found``), a whole NIK only masked in its words.
    """
    with desk.read() as c:
        found = workers.find(c, text.strip())
    if found is None:
        shown = masked(text) if re.fullmatch(r"\d{16}", text.strip()) else text
        raise Refused("not_found", None, id=shown)
    return found


def search(
    desk: Desk,
    text: str,
    limit: int = 50,
    filters: Filters | None = None,
    stop: Callable[[], bool] | None = None,
) -> list[Summary]:
    """People by any part of a name (typing errors tolerated) or number, best first."""
    text = text.encode("utf-8", "ignore").decode()  # half a character, as some pastes bring
    with desk.read() as c:
        return searching.search(c, text, limit, filters, stop)


def page(
    desk: Desk,
    filters: Filters,
    *,
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 100,
) -> list[Summary]:
    """A stretch of the register in order."""
    with desk.read() as c:
        return workers.page(
            c, filters, sort=sort, descending=descending, offset=offset, limit=limit
        )


def count(desk: Desk, filters: Filters) -> int:
    """How many people a filter names."""
    with desk.read() as c:
        return workers.count(c, filters)


def ids(desk: Desk, filters: Filters) -> list[str]:
    """The record ids of everybody a filter names, in name order."""
    with desk.read() as c:
        return workers.ids(c, filters)


def history(desk: Desk, record_id: str) -> list[JournalEntry]:
    """Who did what to this record, the newest first, with before and after."""
    with desk.read() as c:
        return audit.entries(c, subject=record_id)


def photo(desk: Desk, sha: str) -> bytes | None:
    """A stored photo as JPEG bytes."""
    with desk.read() as c:
        return photos.get(c, sha)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the first page tells: the day's work and what waits."""

    registered_today: int
    total: int
    waiting: int
    """Changes no hub has acknowledged yet."""
    incomplete_drafts: int
    refused_by_bpjs: int
    unprinted: int
    candidates: int
    submitted: int
    members: int
    last_backup: datetime | None


def today_figures(desk: Desk) -> Figures:
    """Today's figures, in one consistent view."""
    today = desk.config.today()
    with desk.read() as c:
        states = workers.count_by(c, "membership")
        return Figures(
            registered_today=workers.count(c, Filters(registered_from=today, registered_to=today)),
            total=sum(states.values()),
            waiting=changes.pending(c),
            incomplete_drafts=kept.count(c),
            refused_by_bpjs=states.get("refused_by_bpjs", 0),
            unprinted=workers.count(c, Filters(unprinted=True)),
            candidates=states.get("candidate", 0),
            submitted=states.get("submitted", 0),
            members=states.get("member", 0),
            last_backup=backups.last_at(desk.store.folder),
        )
