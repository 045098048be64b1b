"""The regency's hub: becoming one of its devices, sending what waits, what it said of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop_app.actions import letting_go
from desktop_app.actions.desk import TOLERANCE, Desk
from desktop_app.domain.findings import Finding, Level, Refused, block, note
from desktop_app.store import hubs
from desktop_app.store import waiting as left
from desktop_app.store.waiting import BatchView, Waiting

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.store.hubs import Hub
    from desktop_app.sync.round import Done
    from desktop_app.sync.wire.receipt import Verdict

#: What the verdict itself says where the hub named no rule.
_TOLD = ("conflict", "held", "later")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """The hub's answer to one consignment, counted."""

    number: int
    """As the hub counts its receipts."""
    at: datetime
    """When it arrived here."""
    count: int
    accepted: int
    merged: int
    conflict: int
    duplicate: int
    refused: int
    held: int
    later: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HubView:
    """The hub this office belongs to, and how things stand with it."""

    name: str
    url: str
    fingerprint: str
    """Sixteen characters that name its root key, as its activation codes carry them."""
    village: str
    enrolled_on: date
    told_at: datetime | None
    """The hub's own moment when it last told something."""
    waiting: int
    """Changes it has not acknowledged."""
    to_mend: int
    """Records somebody here has to look at."""
    last: ReceiptView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One change that is not settled, or not as one would wish."""

    change: str
    worker_id: str | None
    number: str | None
    """The person's registration number."""
    name: str | None
    verdict: str
    """``waiting``, ``sent``, ``consent``, or the hub's word."""
    finding: Finding | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What one exchange did, counted in changes; ``waiting`` is what is left."""

    sent: int
    accepted: int
    merged: int
    conflict: int
    duplicate: int
    refused: int
    held: int
    received: int
    waiting: int
    later: int = 0
    records: tuple[Came, ...] = ()
    """What was neither accepted nor merged."""
    note: Finding | None = None
    """``clock_differs``: the hub's clock and this PC's are more than a day apart."""


def enrol(desk: Desk, code: str, url: str) -> HubView:
    """Make this PC a device of the hub, by its activation code.

    Raises NotAllowed, Refused (``url``, ``code_mistyped``, ``code_unknown``, ``code_used`` …,
    ``hub_key`` where another hub answers, ``hub_enrolled``), HubUnreachable.
    """
    from desktop_app.sync import client, enrolment
    from desktop_app.sync.round import alone

    desk.require("office")
    desk.check_clock()
    with client.connected(client.checked_url(url)) as line, alone(desk):
        enrolment.enrol(desk, line, code)
    return _after(desk)


def set_url(desk: Desk, url: str) -> HubView:
    """The same hub, known by its key, under another address.

    Raises NotAllowed, Refused (``url``, ``hub_absent``, ``hub_key``), HubUnreachable.
    """
    from desktop_app.sync import client, enrolment

    desk.require("office")
    with client.connected(client.checked_url(url)) as line:
        enrolment.check_same(desk, line)
    with desk.write("hub_changed") as tx:
        hubs.set_url(tx, line.url)
    return _after(desk)


def _after(desk: Desk) -> HubView:
    desk.forget_hub()
    view = hub(desk)
    if view is None:
        raise Refused("hub_absent")
    return view


def hub(desk: Desk) -> HubView | None:
    """The hub this office belongs to, or None."""
    with desk.read() as c:
        known = hubs.current(c)
        return _view(c, known) if known else None


def _view(c: "Connection", known: "Hub") -> HubView:
    from desktop_app.sync.wire.activation import fingerprint

    counts = left.counts(c)
    last = left.receipts(c, 1)
    return HubView(
        name=known.name,
        url=known.url,
        fingerprint=fingerprint(known.root),
        village=known.village,
        enrolled_on=known.enrolled_on,
        told_at=known.told_at,
        waiting=counts.pending,
        to_mend=counts.to_mend,
        last=_receipt(last[0]) if last else None,
    )


def sync(
    desk: Desk,
    *,
    step: Callable[[int, int], None] = lambda at, of: None,
    stop: Callable[[], bool] = lambda: False,
) -> Exchange:
    """Send what waits, fetch what is new; everything that arrived stays, whatever comes after.

    ``step`` is told how many changes were answered, of how many; ``stop`` is asked between
    requests, and what was done until then is returned. Raises NotAllowed, HubUnreachable, Refused
    (``hub_absent``, ``hub_key``, ``device_revoked``, ``device_unknown``, ``exchange_busy`` …).
    """
    from desktop_app.sync import round as exchange

    desk.require("send")
    with desk.read() as c:
        aside = letting_go.aside(c)
    try:
        done = exchange.sync(desk, step=step, stop=stop)
    finally:
        desk.forget_hub()
        _keep_within(desk, aside)
    with desk.read() as c:
        pending = left.counts(c).pending
        records = tuple(_of_verdicts(c, done.sent.exceptions))
    tally = done.sent.tally
    return Exchange(
        sent=done.sent.changes,
        accepted=tally.get("accepted", 0),
        merged=tally.get("merged", 0),
        conflict=tally.get("conflict", 0),
        duplicate=tally.get("duplicate", 0),
        refused=tally.get("refused", 0),
        held=tally.get("held", 0),
        received=done.received,
        waiting=pending,
        later=tally.get("later", 0),
        records=records,
        note=_clock(done),
    )


def _keep_within(desk: Desk, before: Mapping[str, frozenset[str]]) -> None:
    """What came may have undone a payment: money set aside for its months is so again."""
    with desk.read() as c:
        now = letting_go.aside(c) if before else {}
    if any(now.get(one, months) - months for one, months in before.items()):
        with desk.write("released") as tx:
            if not letting_go.keep_within(tx, before):
                tx.abandon()


def _clock(done: "Done") -> Finding | None:
    if done.told_at is None or done.heard_at is None:
        return None
    if abs(done.heard_at - done.told_at) <= TOLERANCE:
        return None
    here, there = (at.astimezone().date() for at in (done.heard_at, done.told_at))
    return note("clock_differs", None, clock=here, hub=there)


def waiting(desk: Desk, limit: int | None = None) -> list[Came]:
    """What no receipt covers yet, and what came back to be mended."""
    with desk.read() as c:
        return [_came(one) for one in left.waiting(c, limit)]


def _of_verdicts(c: "Connection", verdicts: "Iterable[Verdict]") -> Iterable[Came]:
    said = list(verdicts)
    known = left.of_verdicts(c, [one.change_id for one in said]) if said else {}
    for one in said:
        there = known.get(one.change_id)
        yield Came(
            change=one.change_id,
            worker_id=there.worker_id if there else None,
            number=there.number if there else None,
            name=there.name if there else None,
            verdict=one.verdict,
            finding=_finding(one.verdict, one.rule, one.field, one.params),
            field=one.field,
        )


def _came(one: Waiting) -> Came:
    return Came(
        change=one.change_id,
        worker_id=one.worker_id,
        number=one.number,
        name=one.name,
        verdict=one.verdict,
        finding=_finding(one.verdict, one.rule, one.field, one.params),
        field=one.field,
    )


def _finding(
    verdict: str, rule: str | None, field: str | None, params: dict[str, object]
) -> Finding | None:
    """The hub's reason as a finding; its sentence says that the hub said it."""
    if verdict == "consent":
        return block("consent", "consent", why="hub")
    named = rule or (verdict if verdict in _TOLD else None)
    if named is None:
        return None
    level = Level.NOTE if verdict in ("held", "later") else Level.BLOCK
    return Finding(named, level, field, {"why": "hub", **params})


def receipts(desk: Desk, limit: int = 50) -> list[ReceiptView]:
    """The hub's answers, the newest first."""
    with desk.read() as c:
        return [_receipt(one) for one in left.receipts(c, limit)]


def last_receipt(desk: Desk) -> ReceiptView | None:
    """The newest of them."""
    return next(iter(receipts(desk, 1)), None)


def _receipt(one: BatchView) -> ReceiptView:
    return ReceiptView(
        number=one.number,
        at=one.received_at,
        count=one.count,
        accepted=one.accepted,
        merged=one.merged,
        conflict=one.conflict,
        duplicate=one.duplicate,
        refused=one.refused,
        held=one.held,
        later=one.later,
    )
