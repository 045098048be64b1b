"""One person's way to BPJS and back, step by step: what happened, by whom, on which paper; taking
the newest step back; and coming back after an end.

The steps are what the change log says of the membership, and the payments that still stand. They
form a stack: only the newest may be undone, and by the account that made it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.actions import letting_go
from desktop_app.actions.desk import Desk, NotAllowed
from desktop_app.actions.letting_go import LetGo, Told, quiet
from desktop_app.actions.stacking import Made, Step, stack
from desktop_app.domain.findings import Finding, Refused, block
from desktop_app.domain.nik import shown
from desktop_app.domain.protection import paid_through, protection
from desktop_app.domain.registration import Registration, Standing
from desktop_app.domain.states import States
from desktop_app.domain.worker import Worker
from desktop_app.store import accounts, audit, rows, submissions, workers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.store.engine import Tx

#: Whoever undoes a step needs the right that it took to make it.
_RIGHTS = {"submitted": "submit", "member": "answer", "refused_by_bpjs": "answer"}
#: What a step may have changed beside the membership, and an undo brings back.
_BROUGHT = ("kpj", "member_since", "paid_until", "former_payer")


def steps(desk: Desk, text: str) -> list[Step]:
    """Every step that still stands, the oldest first. Raises Refused (``not_found``)."""
    with desk.read() as c:
        person = _person(c, text)
        made = stack(c, person.id)
        last = _why_not(desk, c, person, made)
    older = block("undo_not_last", None, number=person.number)
    return [_judged(one, last if one is made[-1] else older) for one in made]


def _judged(made: Made, why_not: Finding | None) -> Step:
    if made.ground:
        why_not = block("undo_nothing")
    return replace(made.step, undoable=why_not is None, why_not=why_not)


def above(c: "Connection", worker_id: str, payment_id: str) -> bool:
    """Whether something was done for this person since this payment, so that it must wait."""
    made = stack(c, worker_id)
    return bool(made) and made[-1].step.payment_id != payment_id


def undo(desk: Desk, text: str, why: str = "", *, told: Told = quiet) -> Registration:
    """Take the newest step of somebody's membership back. ``told`` learns of money set aside for
    which there is no room any more.

    Raises Refused (``not_found``, ``undo_nothing``, ``undo_not_yours``, ``undo_changed``),
    NotAllowed.
    """
    with desk.read() as c:
        person = _person(c, text)
        newest = _newest(desk, c, person)
    if newest.step.payment_id is not None:
        from desktop_app.actions import paying

        paying.undo(desk, newest.step.payment_id, why, told=told)
        with desk.read() as c:
            return _person(c, person.id)
    with desk.write("undone") as tx:
        person = _person(tx.connection, person.id)
        newest = _newest(desk, tx.connection, person)
        after, gone = _take_back(desk, tx, person, newest)
        if newest.step.what == "submitted":
            submissions.take_off(tx, person.id)
        if why.strip():
            audit.event(tx, {"why": why.strip()[:200]}, subject=person.id)
    for one in gone:
        told(one)
    return after


def undo_list(desk: Desk, number: str) -> int:
    """Take a whole list for BPJS back, as long as nobody on it was answered; returns how many
    people are candidates again.

    All or nobody. Raises Refused (``not_found``, ``list_answered``, ``list_withdrawn``,
    ``undo_not_yours``, ``undo_not_last``), NotAllowed.
    """
    desk.require("submit")
    with desk.write("list_withdrawn") as tx:
        _check_list(desk, tx.connection, number)
        people = [
            person
            for line in submissions.lines(tx.connection, number)
            if (person := workers.get(tx.connection, line.worker_id))
            and person.standing.submission == number
        ]
        for person in people:
            _take_back(desk, tx, person, _of_list(desk, tx.connection, person, number))
        submissions.withdraw(tx, number)
    return len(people)


def _check_list(desk: Desk, c: "Connection", number: str) -> None:
    made = next((s for s in submissions.all_submissions(c) if s.number == number), None)
    if made is None:
        raise Refused("not_found", None, id=number)
    if made.withdrawn_at is not None:
        raise Refused("list_withdrawn", None, letter=number)
    if made.confirmed or made.refused:
        raise Refused("list_answered", None, letter=number)
    _check_own(desk, c, made.made_by, made.made_at)


def _of_list(desk: Desk, c: "Connection", person: Registration, number: str) -> Made:
    """This person's step onto the list. Raises Refused where something was done since."""
    newest = _newest(desk, c, person)
    if newest.step.what != "submitted" or newest.step.paper != number:
        raise Refused("undo_not_last", None, number=person.number)
    return newest


def resume(desk: Desk, text: str) -> Registration:
    """Somebody whose registration had ended comes back to where they stood: a member where BPJS
    gave a number, on the list they were on. Its own step; months without a payment stay as they
    are.

    Raises Refused (``not_found``, ``not_ended``, ``resume_death``), NotAllowed.
    """
    desk.require("register")
    with desk.write("resumed") as tx:
        before = _person(tx.connection, text)
        if before.states.membership != "ended":
            raise Refused("not_ended", None, number=before.number)
        if before.standing.ended_why == "death":
            raise Refused("resume_death", None, number=before.number)
        standing = replace(before.standing, ended_on=None, ended_why=None, ended_paper=None)
        stood = "member" if before.worker.kpj else _before_end(tx.connection, before.id)
        states = before.states.move(membership=stood)
        return workers.update(
            tx,
            before,
            states=guarded(desk, tx.connection, before, states),
            standing=standing,
        )


def _before_end(c: "Connection", worker_id: str) -> str:
    """Where somebody stood before the end; a candidate where nothing tells."""
    made = stack(c, worker_id)
    ended = made[-1].fields.get("membership") if made else None
    stood = str(ended[0]) if ended and ended[1] == "ended" else "candidate"
    return stood if stood in ("submitted", "refused_by_bpjs") else "candidate"


def guarded(
    desk: Desk, c: "Connection", person: Registration, states: States, on: date | None = None
) -> States:
    """These states, waiting to be sent, with the protection that the payments carry on a day."""
    from desktop_app.actions import protecting

    on = on or desk.config.today()
    through = paid_through(protecting.paid_rows(c, [person]).get(person.id, ()), on)
    word = protection(states.membership, through, on)
    return replace(states, delivery="waiting", protection=word, protection_as_of=on)


def _person(c: "Connection", text: str) -> Registration:
    found = workers.find(c, text)
    if found is None:
        raise Refused("not_found", None, id=shown(text))
    return found


def _newest(desk: Desk, c: "Connection", person: Registration) -> Made:
    """The step that may be undone now. Raises Refused, NotAllowed where none may."""
    made = stack(c, person.id)
    why_not = _why_not(desk, c, person, made)
    if why_not is not None:
        if why_not.rule == "not_allowed":
            raise NotAllowed(_right(made[-1]), desk.role)
        raise Refused(why_not.rule, why_not.field, **why_not.params)
    return made[-1]


def _why_not(
    desk: Desk, c: "Connection", person: Registration, made: Sequence[Made]
) -> Finding | None:
    """Why whoever is at the desk cannot undo the newest step; None where they can."""
    if not made or made[-1].ground:
        return block("undo_nothing", None, number=person.number)
    if not desk.may(_right(made[-1])):
        return block("not_allowed", None, right=_right(made[-1]), role=desk.role)
    try:
        _check_own(desk, c, made[-1].step.by, made[-1].step.at)
    except Refused as refused:
        return refused.finding
    return _changed_since(person, made[-1])


def _changed_since(person: Registration, made: Made) -> Finding | None:
    """What the step brought and somebody changed after it, which taking it back would lose."""
    record = made.record or {}
    names = _BROUGHT if made.step.what == "member" else [n for n in _BROUGHT if n in made.fields]
    now = rows.public(person.worker)
    for name in names:
        if made.record is not None and now.get(name) != record.get(name):
            return block("undo_changed", name, number=person.number)
    return None


def _right(made: Made) -> str:
    return "pay" if made.step.payment_id else _RIGHTS.get(made.step.what, "register")


def _check_own(desk: Desk, c: "Connection", by: str, at: datetime) -> None:
    """Raise Refused (``undo_not_yours``) unless it is theirs who is at the desk to undo."""
    if not mine(c, desk, by, at):
        raise Refused("undo_not_yours", None, by=by)


def mine(c: "Connection", desk: Desk, by: str, at: datetime) -> bool:
    """Whether who is at the desk may undo what this account did at a moment: it is their own, or
    nobody's any more and they are an administrator. An account made later under the same name is
    another one."""
    since = accounts.since(c, by)
    gone = since is None or since > at
    if by.casefold() == desk.account.casefold() and not gone:
        return True
    return desk.role == "administrator" and gone


def _take_back(
    desk: Desk, tx: "Tx", person: Registration, newest: Made
) -> tuple[Registration, tuple[LetGo, ...]]:
    """Write what stood before this step; anything else that was changed since stays."""
    before = {name: pair[0] for name, pair in newest.fields.items() if name in _RESTORED}
    whole = {**workers.whole(person), **before}
    states = replace(person.states, membership=whole["membership"])  # back by any way
    worker = Worker(**rows.told(Worker, whole))
    after = replace(person, worker=worker, states=states)
    if newest.step.what in ("member", "refused_by_bpjs"):
        submissions.reopen(tx, person.id)
    aside = letting_go.aside(tx.connection, [person.id])
    taken = workers.update(
        tx,
        person,
        worker=worker,
        states=guarded(desk, tx.connection, after, states),
        standing=Standing(**rows.told(Standing, whole)),
        former_kpjs=_former(person, newest, whole),
    )
    return taken, letting_go.keep_within(tx, aside)


#: Fields that an undo puts back.
_RESTORED = frozenset(("membership", *rows.STANDING, *_BROUGHT, "former_kpjs"))


def _former(person: Registration, newest: Made, whole: Mapping[str, Any]) -> tuple[str, ...]:
    """The former numbers after an undo. One that was given by mistake was never the person's."""
    former = tuple(whole.get("former_kpjs") or ())
    if "kpj" not in newest.fields:
        return former
    before = (newest.record or {}).get("former_kpjs") or ()
    mistaken = {person.worker.kpj, *newest.kpjs}.difference(before)
    return tuple(kpj for kpj in former if kpj != whole["kpj"] and kpj not in mistaken)
