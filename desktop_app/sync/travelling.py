"""What may leave the office, and in which words: every change by its person's consent."""

from typing import TYPE_CHECKING, Any

from desktop_app.store import changes, outbox
from desktop_app.sync.wire.changes import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from desktop_app.domain.worker import Consent
    from desktop_app.store.changes import Change

_PURPOSE = "hub"
#: What is about somebody: it leaves while that person agrees to the hub having it.
_PERSONAL = frozenset(
    (changes.WORKER, changes.PAPER, changes.PAYMENT, changes.RESERVATION, changes.DEPOSIT)
)


def travelling(c: "Connection", seqs: "Sequence[int]") -> list[Told]:
    """Of these changes, those that may leave the office now, as they are told.

    A person's changes, and those of their papers and money, leave while the person agrees to the
    hub having them; a withdrawal of that leaves once, and alone, where the hub has something to
    forget (UU 27/2022 art. 9).
    """
    found = outbox.changes_at(c, seqs)
    base = outbox.bases(c, found)
    persons = [one for one in found if one.kind in _PERSONAL]
    consents = outbox.record_consents(c, list(dict.fromkeys(one.record_id for one in persons)))
    told = []
    for change in found:
        if change.kind not in _PERSONAL or allows(consents.get(change.record_id)):
            told.append(as_told(change, base.get(change.change_id)))
        elif is_withdrawal(change) and (known := _known(c, change)):
            told.append(_withdrawal(change, known))
    return told


def allows(consent: "Consent | None") -> bool:
    """Whether somebody agreed to the hub having their data."""
    return consent is not None and consent.method != "pending" and _PURPOSE in consent.purposes


def is_withdrawal(change: "Change") -> bool:
    """Whether this change took back the consent for the hub."""
    before, after = (change.fields or {}).get("consent", (None, None))
    return change.kind == changes.WORKER and _says(before) and not _says(after)


def _says(consent: Any) -> bool:
    if not isinstance(consent, dict):
        return False
    return consent.get("method") != "pending" and _PURPOSE in (consent.get("purposes") or ())


def _known(c: "Connection", change: "Change") -> str | None:
    """The newest change before this one that the hub has, or may have; None where it has nothing.

    Also where it is to be said again: what was told once may still be there.
    """
    told = outbox.said(c)
    there = [
        one.change_id
        for one in changes.of_record(c, change.record_id)
        if one.seq < change.seq
        and (one.settled or one.seq in told)
        and one.verdict != changes.BESIDE
    ]
    return there[-1] if there else None


def _withdrawal(change: "Change", base: str) -> Told:
    record, fields = change.record or {}, change.fields or {}
    kept = {key: record[key] for key in ("registration_number", "consent") if key in record}
    return as_told(change, base, record=kept, fields={"consent": fields["consent"]})


def as_told(change: "Change", base: str | None, **instead: Any) -> Told:
    """A change of the log as it travels."""
    whole = {"record": change.record, "fields": change.fields, **instead}
    return Told(
        change_id=change.change_id,
        seq=change.seq,
        kind=change.kind,
        record_id=change.record_id,
        base=base,
        at=change.at.isoformat(),
        today=change.today.isoformat(),
        actor=change.actor,
        doubt=change.clock_doubt,
        **whole,
    )
