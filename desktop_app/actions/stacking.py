"""The steps of one person's membership, as the change log and the payments tell them: a stack of
which the newest may be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Finding
from desktop_app.store import payments
from desktop_app.store import steps as told_steps
from desktop_app.store.changes import PAYMENT, WORKER

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.store.payments import Entry
    from desktop_app.store.steps import Told

#: Acts that take a step back; what they changed is no step of its own.
UNDOING = ("undone", "list_withdrawn")
#: The act of the hub's feed, which does not tell what the other device called it.
FROM_HUB = "hub_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of somebody's membership."""

    what: str
    """``registered``, ``candidate``, ``submitted``, ``member``, ``refused_by_bpjs``, ``ended``,
    ``resumed`` or ``payment``."""
    at: datetime
    by: str
    on: date | None = None
    """The day that counts: of the list, of the answer, of the end, of the payment."""
    paper: str | None = None
    """The number of the letter, the file of the answer, the payment code, or the paper named."""
    reason: str | None = None
    """BPJS's words of a refusal; why it ended."""
    payment_id: str | None = None
    first: str | None = None
    """The months of a payment (``YYYY-MM``), both ends included."""
    last: str | None = None
    undoable: bool = False
    """Whether whoever asked may undo it now."""
    why_not: Finding | None = None
    """Why not, where not."""


@dataclass(frozen=True, slots=True)
class Made:
    """A step with the fields it changed ([before, after] each); the ground cannot be undone."""

    step: Step
    fields: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    ground: bool = False
    record: Mapping[str, Any] | None = None
    """The registration as the step left it."""
    kpjs: set[str] = field(default_factory=set)
    """Member numbers that were put in and replaced after the step."""


def stack(c: "Connection", worker_id: str) -> list[Made]:
    """The steps that still stand, the oldest first."""
    standing = {
        entry.payment.id: entry
        for entry in payments.of_worker(c, worker_id)
        if entry.undone_on is None
    }
    made: list[Made] = []
    for told in told_steps.of_person(c, worker_id):
        if told.change.kind == WORKER:
            _worker_step(made, told)
        elif told.change.kind == PAYMENT and (entry := standing.pop(told.change.record_id, None)):
            made.append(Made(_paid(entry)))
    return made


def _worker_step(made: list[Made], told: "Told") -> None:
    change = told.change
    if change.fields is None:
        made.extend(_ground(told))
    elif "membership" in change.fields:
        if _undoes(told, made):
            _pop(made)
        else:
            made.append(Made(_moved(told), change.fields, record=change.record))
    elif "kpj" in change.fields:
        for one in made:
            one.kpjs.update(kpj for kpj in change.fields["kpj"] if kpj)


def _undoes(told: "Told", made: Iterable[Made]) -> bool:
    """Whether this change took the newest step of the membership back. What came from another
    device by the hub does not say so: there it is one that goes back to where that step began."""
    if told.action != FROM_HUB:
        return told.action in UNDOING
    last = next((one for one in reversed([*made]) if "membership" in one.fields), None)
    if last is None or told.change.fields is None:
        return False
    before, after = last.fields["membership"]
    return before != "ended" != after and [*told.change.fields["membership"]] == [after, before]


def _pop(made: list[Made]) -> None:
    at = next((n for n in range(len(made) - 1, -1, -1) if "membership" in made[n].fields), None)
    if at is not None:
        del made[at]


def _ground(told: "Told") -> Iterable[Made]:
    """Somebody's first change: registered, and perhaps as a member already."""
    change, record = told.change, told.change.record or {}
    step = Step(what="registered", at=change.at, by=change.actor, on=change.today)
    yield Made(step, ground=True)
    if record.get("membership") == "member":
        since, paper = _day(record.get("member_since")), record.get("answer")
        yield Made(replace(step, what="member", on=since, paper=paper), ground=True)


def _moved(told: "Told") -> Step:
    """The step in a change of the membership."""
    change, record = told.change, told.change.record or {}
    before, after = (change.fields or {})["membership"]
    step = Step(what=after, at=change.at, by=change.actor, on=change.today)
    if before == "ended":
        return replace(step, what="resumed")
    match after:
        case "submitted":
            on = _day(record.get("submitted_on"))
            return replace(step, on=on or step.on, paper=record.get("submission"))
        case "refused_by_bpjs":
            return replace(step, paper=record.get("answer"), reason=record.get("refused_reason"))
        case "ended":
            return replace(
                step,
                on=_day(record.get("ended_on")),
                paper=record.get("ended_paper"),
                reason=record.get("ended_why"),
            )
    return replace(step, paper=record.get("answer")) if after == "member" else step


def _paid(entry: "Entry") -> Step:
    payment = entry.payment
    return Step(
        what="payment",
        at=entry.at,
        by=entry.by,
        on=payment.paid_on,
        paper=payment.code,
        payment_id=payment.id,
        first=payment.first,
        last=payment.last,
    )


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
