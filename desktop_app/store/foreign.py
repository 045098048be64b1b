"""What the hub changed: taken into the register and into the change log, settled from the start.

Where the office has said something that the hub has not taken yet, the hub's fields go in beside
it: a field that the office changed stays, and so does the record's head, because the office's own
change is still to be judged by the hub. What this office itself said before it was restored from
an older backup comes back the same way, with the verdict it had.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.domain.merging import merge
from desktop_app.domain.numbering import read_number
from desktop_app.domain.registration import Registration, Standing
from desktop_app.domain.states import MEMBERSHIP, PROTECTION, States
from desktop_app.domain.worker import Worker
from desktop_app.store import (
    agenda,
    changes,
    clashes,
    hubs,
    linking,
    money,
    papers,
    passed,
    rows,
    settling,
    submissions,
    workers,
)
from desktop_app.store.changes import AGENDA, BESIDE, PAPER, SUBMISSION, WORKER, Said, Source
from desktop_app.store.coming import Come, ToldLike
from desktop_app.store.settling import VerdictLike
from desktop_app.store.tx import Tx, moment

if TYPE_CHECKING:
    from sqlalchemy import Connection

ACTION = "hub_answer"
#: What a change may say of a registration that is there.
_CHANGEABLE = frozenset(
    (*rows.WORKER, "membership", "protection", "protection_as_of", *rows.STANDING)
) | {"aliases", "former_kpjs"}
_UNSETTLED = ("conflict", "duplicate", "refused")
#: All that a withdrawal of the consent says.
_WITHDRAWAL = frozenset(("registration_number", "consent"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What the hub signed for a member's paper."""

    text: str
    """For the QR code."""
    kpj: str
    name: str
    number: str
    """The registration number. All three as signed: a paper of other words needs another one."""
    at: datetime


def apply(
    tx: Tx, told: ToldLike, *, verdict: VerdictLike | None = None, late: bool = False
) -> str | None:
    """Take a change of the hub; twice is once. Returns whom it is about, None for nobody.

    Somebody this office does not have (it was restored from an older backup) is registered from
    the whole record, under that record's id and number. ``verdict`` is what the hub said of a
    change of this office's own; ``late`` where others may have been taken before it.

    Raises NikTaken, MonthPaid, MonthsClash, and TypeError, ValueError, LookupError or the driver's
    errors for a record that cannot be one: give up what was written then.
    """
    taking = _TAKING.get(told.kind)
    if taking is None or told.record is None:
        return None
    at = datetime.fromisoformat(told.at)
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return taking(tx, Come(told, told.record, at, verdict, late))


def _worker(tx: Tx, come: Come) -> str | None:
    told = come.told
    before = workers.get(tx.connection, told.record_id)
    if _is_known(tx, come, told.record_id):
        return before.id if before else None
    if before is not None:
        return _change(tx, come, before)
    if set(come.record) <= _WITHDRAWAL:
        return None  # the hub forgot somebody who is not here
    return _new(tx, come)


def _is_known(tx: Tx, come: Come, subject: str) -> bool:
    """Whether the change stands here, told of under this subject; what the hub holds of our own is
    settled."""
    row = tx.cursor.execute(
        "SELECT h.seq, h.settled FROM audit a JOIN change h ON h.seq = a.change"
        " WHERE a.subject = ? AND h.change_id = ?",
        (subject, come.told.change_id),
    ).fetchone()
    if row is not None and row[1] is None:
        settling.known_to_hub(tx, row[0], come.verdict)
    return row is not None


def _paper(tx: Tx, come: Come) -> str | None:
    there = workers.get(tx.connection, come.record["worker"])
    if there is None:
        raise LookupError("nobody here is known by this id")
    if not _is_known(tx, come, there.id):
        papers.take_back(tx, come.told.record_id, come.record, moment(come.at))
        _log(tx, come, dict(come.record), come.fields, verdict=come.said, subject=there.id)
    return there.id


def _submission(tx: Tx, come: Come) -> None:
    if not _is_known(tx, come, come.told.record_id):
        submissions.take_back(tx, come.record, moment(come.at), come.told.actor)
        _log(tx, come, dict(come.record), None, verdict=come.said)


def _agenda(tx: Tx, come: Come) -> None:
    if not _is_known(tx, come, come.told.record_id):
        at, actor = moment(come.at), come.told.actor
        agenda.take_back(tx, come.told.record_id, come.record, at, actor)
        _log(tx, come, dict(come.record), come.fields, verdict=come.said)


def _money(tx: Tx, come: Come) -> str | None:
    """A payment, sponsor, reservation or titipan. What the office has said of it since stays."""
    told, whose = come.told, _whose(tx, come)
    if money.is_known(tx, told.record_id, told.change_id, come.verdict):
        return whose
    head = money.revision(tx, told.kind, told.record_id)
    before = money.standing(tx.connection, told.kind, told.record_id)
    ours = _has_own_say(tx, told.record_id) and told.base != head
    heads = before is None or not (ours or come.late)
    if heads:
        marks = {"revision": told.change_id, "at": moment(come.at), "by": told.actor}
        money.TAKING[told.kind](tx, told.record_id, come.record, **marks)
    after = money.standing(tx.connection, told.kind, told.record_id) or {}
    fields = None if before is None else _differing(before, after)
    _log(tx, come, after, fields, verdict=come.said if heads else BESIDE, subject=whose)
    if before is None and not come.late:
        passed.overtaken(tx, told.record_id)
    return whose


def _differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    names = dict.fromkeys((*before, *after))
    pairs = {name: [before.get(name), after.get(name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _whose(tx: Tx, come: Come) -> str | None:
    """Whose money it is; None for a sponsor. Raises LookupError where they are not here."""
    if come.told.kind == changes.SPONSOR:
        return None
    there = workers.get(tx.connection, come.record["worker"])
    if there is None:
        raise LookupError("nobody here is known by this id")
    return there.id


_TAKING: Mapping[str, Callable[[Tx, Come], str | None]] = {
    WORKER: _worker,
    PAPER: _paper,
    SUBMISSION: _submission,
    AGENDA: _agenda,
    **dict.fromkeys(changes.MONEY, _money),
}


def _change(tx: Tx, come: Come, before: Registration) -> str:
    told, now = come.told, workers.whole(before)
    follows = told.base == before.revision  # then nobody here has said anything since
    ours = come.late or (_has_own_say(tx, before.id) and not follows)
    fields = _fields(told, now, ours)
    taken = dict(merge(now, fields).record) if ours else {k: v[1] for k, v in fields.items()}
    another = "nik" in fields and _is_anothers(tx, taken["nik"], before.id)
    if another:
        taken["nik"] = before.worker.nik
    heads = not ours and not another
    after = _after(before, now, taken, told.actor, come.at)
    if heads:
        after = replace(
            after, revision=told.change_id, states=replace(after.states, delivery=come.delivery)
        )
    clashes.check(tx.connection, before, after)
    workers.overwrite(tx, before, after)
    whole = workers.whole(after)
    _log(tx, come, whole, _differing(now, whole), verdict=come.said if heads else BESIDE)
    if before.states.membership != after.states.membership:
        _answer_list(tx, after)
    return after.id


def _fields(told: ToldLike, now: dict[str, Any], ours: bool) -> dict[str, Sequence[Any]]:
    """What the change says of this registration. A record told whole (as of somebody new) says
    everything where the office has said nothing, and nothing where it has."""
    said = told.fields
    if said is None:
        whole = {} if ours else told.record or {}
        said = {name: (now.get(name), value) for name, value in whole.items()}
    return {name: pair for name, pair in said.items() if name in _CHANGEABLE}


def _has_own_say(tx: Tx, record_id: str) -> bool:
    """Whether the office has said something of this record that the hub has not taken."""
    said = tx.cursor.execute(
        f"SELECT settled, verdict FROM change WHERE seq IN ({changes.SEQS})"  # noqa: S608
        " AND verdict IS NOT ? ORDER BY seq DESC",
        (record_id, record_id, record_id, BESIDE),
    ).fetchall()
    newest = said[0][1] if said else None
    return newest in _UNSETTLED or any(settled is None for settled, _ in said)


def _is_anothers(tx: Tx, nik: str, record_id: str) -> bool:
    there = workers.by_nik(tx.connection, nik)
    return there is not None and there.id != record_id


def _after(
    before: Registration, now: dict[str, Any], taken: dict[str, Any], actor: str, at: datetime
) -> Registration:
    """The registration with these fields; an alias is never forgotten."""
    whole = {**now, **taken}
    former = (before.worker.nik,) if whole["nik"] != before.worker.nik else ()
    aliases = dict.fromkeys((*before.aliases, *former, *map(str, whole["aliases"] or ())))
    aliases.pop(whole["nik"], None)
    return replace(
        before,
        worker=Worker(**rows.told(Worker, whole)),
        states=_states(whole, before.states.delivery),
        standing=Standing(**rows.told(Standing, whole)),
        aliases=tuple(aliases),
        former_kpjs=_kpjs(before, whole),
        changed_at=at.astimezone(UTC),
        changed_by=actor,
    )


def _kpjs(before: Registration, whole: Mapping[str, Any]) -> tuple[str, ...]:
    """The member numbers from before; one is forgotten only where it is theirs again."""
    old, new = before.worker.kpj, whole["kpj"]
    replaced = (old,) if old and new else ()
    told = (*before.former_kpjs, *replaced, *map(str, whole["former_kpjs"] or ()))
    return tuple(one for one in dict.fromkeys(told) if one != new)


def _states(record: Mapping[str, Any], delivery: str) -> States:
    said = rows.told(States, record) | {"record": "recorded", "delivery": delivery}
    states = States(**said)
    if states.membership not in MEMBERSHIP or states.protection not in PROTECTION:
        raise ValueError("a state of a newer version")
    return states


def _new(tx: Tx, come: Come) -> str:
    """Somebody who is not here, or is here by another registration that the hub never took."""
    coming = _registration(come)
    local = workers.by_nik(tx.connection, coming.worker.nik)
    same = local is not None and linking.is_same(tx, local, coming)
    if local is not None and same:
        clashes.check(tx.connection, local, coming)
        workers.remove(tx, local, coming.id)
    linking.make_room(tx, coming)
    workers.insert(tx, [coming])
    _log(tx, come, workers.whole(coming), None, verdict=come.said)
    if local is not None and same:
        linking.link(tx, local, coming)
    if not come.late:
        passed.overtaken(tx, coming.id)
    return coming.id


def _registration(come: Come) -> Registration:
    record = come.record
    number = str(record["registration_number"])
    if read_number(number) != number:
        raise ValueError("not a registration number")
    return Registration(
        id=come.told.record_id,
        number=number,
        revision=come.told.change_id,
        worker=Worker(**rows.told(Worker, record)),
        states=_states(record, come.delivery),
        standing=Standing(**rows.told(Standing, record)),
        aliases=tuple(map(str, record.get("aliases") or ())),
        former_kpjs=tuple(map(str, record.get("former_kpjs") or ())),
        registered_on=date.fromisoformat(record["registered_on"]),
        registered_by=str(record["registered_by"]),
        changed_at=come.at.astimezone(UTC),
        changed_by=come.told.actor,
    )


def _log(
    tx: Tx,
    come: Come,
    whole: dict[str, Any],
    fields: dict[str, list[Any]] | None,
    *,
    verdict: str,
    subject: str | None = None,
) -> None:
    """The change as it came out here, under the hub's id for it."""
    told = come.told
    said = Said(
        change_id=told.change_id,
        record_id=told.record_id,
        record=whole,
        fields=fields,
        subject=subject,
    )
    hub = hubs.current(tx.connection)
    source = Source(
        device=hub.hub_id if hub else "",
        at=moment(come.at),
        today=date.fromisoformat(told.today).isoformat(),
        actor=told.actor,
        doubt=told.doubt,
        verdict=verdict,
        kind=told.kind,
    )
    seq = changes.record_foreign(tx, said, source, action=ACTION)
    if come.verdict and verdict not in (*settling.TAKEN, BESIDE):
        settling.note(tx, seq, come.verdict)


def _answer_list(tx: Tx, after: Registration) -> None:
    """What BPJS answered to the hub is the answer to the list of this office as well."""
    if after.states.membership == "member":
        submissions.settle(tx, after.id, "confirmed", None)
    elif after.states.membership == "refused_by_bpjs":
        submissions.settle(tx, after.id, "refused_by_bpjs", after.standing.refused_reason)


def put_credential(tx: Tx, worker_id: str, text: str, kpj: str, name: str, number: str) -> None:
    """Keep what the hub signed for somebody; the newest replaces the one before."""
    tx.cursor.execute(
        "INSERT INTO credential (worker_id, text, kpj, name, number, at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (worker_id) DO UPDATE SET text = excluded.text, kpj = excluded.kpj,"
        " name = excluded.name, number = excluded.number, at = excluded.at",
        (worker_id, text, kpj, name, number, tx.at),
    )


def credential_of(c: "Connection", worker_id: str) -> Credential | None:
    """What the hub signed for somebody, or None."""
    row = c.exec_driver_sql(
        "SELECT text, kpj, name, number, at FROM credential WHERE worker_id = ?", (worker_id,)
    ).first()
    if row is None:
        return None
    text, kpj, name, number, at = row
    return Credential(text=text, kpj=kpj, name=name, number=number, at=datetime.fromisoformat(at))
