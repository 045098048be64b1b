"""The same person twice: registered again by hand after a restore, though the hub had them.

The hub's record becomes this office's, with its id and number; what was typed again goes on top of
it as an edit. The second registration was never taken by the hub, so it ends here: its changes
stay in the log, settled, and its number in the audit trail.
"""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.domain.names import search_fold
from desktop_app.store import audit, changes, settling, workers
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from desktop_app.domain.registration import Registration

#: What only BPJS says of somebody.
_ANSWERED = frozenset(("kpj", "member_since", "paid_until", "confirmed"))


def is_same(tx: Tx, local: "Registration", coming: "Registration") -> bool:
    """Whether two registrations with one NIK are one person, and the hub never took the local one.

    A NIK alone is not enough: one of the two may have been mistyped.
    """
    one, other = local.worker, coming.worker
    alike = (
        search_fold(one.full_name) == search_fold(other.full_name)
        and one.birth_date == other.birth_date
        and one.sex == other.sex
    )
    return alike and not _was_taken(tx, local.id)


def make_room(tx: Tx, coming: "Registration") -> None:
    """Somebody here got the number that the hub knows as another's, in a past that was put back:
    they get a new one. Raises Refused (``passed_over``) where the hub took theirs as well."""
    local = workers.find(tx.connection, coming.number)
    if local is None:
        return
    if _was_taken(tx, local.id):
        raise Refused("passed_over", "registration_number")
    workers.renumber(tx, local)


def _was_taken(tx: Tx, record_id: str) -> bool:
    told = changes.of_record(tx.connection, record_id)
    return any(change.verdict in settling.TAKEN for change in told)


def link(tx: Tx, local: "Registration", coming: "Registration") -> None:
    """Go on with the hub's record, and say on top of it what the local one had otherwise.

    The local one must be out of the register already.
    """
    settling.ended(tx, local.id)
    typed: dict[str, Any] = {}
    for name in (one.name for one in fields(local.worker)):
        value = getattr(local.worker, name)
        if value not in (None, ()) and name not in _ANSWERED:
            typed[name] = value
    audit.append(tx, {"detail": {"linked": local.number}}, subject=coming.id, action="linked")
    workers.update(tx, coming, worker=replace(coming.worker, **typed))
