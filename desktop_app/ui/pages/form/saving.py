"""Keeping and recording what stands in the form: the work of the writer lane, without a widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.domain.reading import as_json
from desktop_app.domain.registration import Registration
from desktop_app.ui.pages.form.look import Before, Look, look

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


@dataclass(eq=False)
class Kept:
    """Which draft holds this form; told by the first save, in the lane that writes."""

    draft_id: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """Somebody whose data stands in the register now."""

    id: str
    number: str
    name: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A form to continue: a draft, or the data of somebody registered."""

    raw: dict[str, Any]
    draft_id: str | None = None
    before: Before | None = None
    number: str = ""
    jpeg: bytes | None = None


def keep(desk: "Desk", kept: Kept, raw: Mapping[str, Any] | None) -> None:
    """Keep the form as a draft as it stands; None is a form that was emptied again."""
    from desktop_app.actions import registering

    if raw is None:
        if kept.draft_id:
            registering.discard_draft(desk, kept.draft_id)
            kept.draft_id = None
        return
    kept.draft_id = registering.save_draft(desk, kept.draft_id, raw)


def record(desk: "Desk", kept: Kept, raw: Mapping[str, Any]) -> Saved | Look:
    """Register the person, or tell what stops it; either way nothing typed is lost."""
    from desktop_app.actions import registering

    keep(desk, kept, raw)
    seen = look(desk, raw)
    if seen.stops or kept.draft_id is None:
        return seen
    done = registering.confirm(desk, kept.draft_id, raw.get("confirmed") or ())
    kept.draft_id = None
    return Saved(done.id, done.number, str(raw.get("full_name", "")).strip(), is_new=True)


def change(desk: "Desk", before: Before, changes: Mapping[str, Any]) -> Saved | Look:
    """Write a new revision of somebody registered, or tell what stops it."""
    from desktop_app.actions import registering

    seen = look(desk, changes, before)
    if seen.stops:
        return seen
    after = registering.edit(desk, before.id, changes)
    if not isinstance(after, Registration):
        raise TypeError(type(after))
    return Saved(after.id, after.number, after.worker.full_name, is_new=False)


def open_draft(desk: "Desk", draft_id: str) -> Opened:
    """A draft to go on with."""
    from desktop_app.actions import registering

    return Opened(dict(registering.draft(desk, draft_id).payload), draft_id=draft_id)


def open_worker(desk: "Desk", text: str) -> Opened:
    """The data of somebody registered, with the photo."""
    from desktop_app.actions import finding

    found = finding.find_one(desk, text)
    photo = found.worker.photo
    return Opened(
        {key: value for key, value in as_json(found.worker).items() if value is not None},
        before=Before(found.id, found.worker),
        number=found.number,
        jpeg=finding.photo(desk, photo) if photo else None,
    )


def differing(first: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The keys whose value is another now; null for one that is empty now."""
    return {
        key: now.get(key) for key in dict.fromkeys((*first, *now)) if first.get(key) != now.get(key)
    }
