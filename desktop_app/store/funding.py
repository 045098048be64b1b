"""Who pays for many people from now on, written in one go: a sponsor pays for many at once."""

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.findings import Refused
from desktop_app.store import changes, workers

if TYPE_CHECKING:
    from desktop_app.domain.registration import Registration
    from desktop_app.store.tx import Tx

_UPDATE = (
    "UPDATE worker SET funding = ?, protection = ?, protection_as_of = ?, delivery = 'waiting',"
    " revision = ?, changed_at = ?, changed_by = ? WHERE id = ? AND revision = ?"
)


class Funded(NamedTuple):
    """Somebody, who pays for them from now on, and the word of their protection today."""

    registration: "Registration"
    payer: str
    protection: str


def fund_many(tx: "Tx", people: Sequence[Funded]) -> None:
    """Write a new revision of each, which waits for the hub, as ``workers.update`` does for one.

    Raises Refused (``changed_meanwhile``) where somebody else wrote a newer revision.
    """
    said, rows = [], []
    at, today = tx.now.astimezone(UTC).isoformat(timespec="microseconds"), tx.today.isoformat()
    for one in people:
        before, person = workers.whole(one.registration), one.registration
        named = {"funding": one.payer, "protection": one.protection, "protection_as_of": today}
        fields = {name: [before[name], to] for name, to in named.items() if before[name] != to}
        change_id = changes.new_change_id()
        told = {**before, **named}
        said.append(
            changes.Said(change_id=change_id, record_id=person.id, record=told, fields=fields)
        )
        rows.append((*named.values(), change_id, at, tx.actor, person.id, person.revision))
    tx.cursor.executemany(_UPDATE, rows)
    if tx.cursor.rowcount != len(rows):
        raise Refused("changed_meanwhile", None, number=people[0].registration.number)
    changes.record(tx, said)
