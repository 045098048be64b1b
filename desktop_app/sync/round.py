"""One exchange with the hub, always in the same order: a page of its feed (it tells whether we are
who it knows), sent before, new, pictures, keys, the rest of the feed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.findings import Refused
from desktop_app.store import hubs, outbox
from desktop_app.store.errors import LockedOut
from desktop_app.store.lock import OfficeLock
from desktop_app.sync import enrolment
from desktop_app.sync.client import Patience, connected
from desktop_app.sync.errors import AnotherPast, HubUnreachable, Stopped
from desktop_app.sync.line import Desk, Line
from desktop_app.sync.pull import Pull
from desktop_app.sync.push import Push, Sent

_SPOILED = ("sealed_unknown_key", "sealed_not_for_us", "batch_differs")
#: After these there is nobody to ask for anything more.
_AWAY = frozenset(
    ("hub_unreachable", "hub_tls", "hub_key", "device_revoked", "too_many_tries", "stopped")
)
#: Troubles of the feed that need not hold back what goes out.
_FEED_ONLY = frozenset(("hub_busy", "sealed_newer"))
_LOCK = "lock.exchange"


@dataclass(frozen=True, slots=True)
class Done:
    """What one exchange did."""

    sent: Sent
    received: int
    told_at: datetime | None
    """The last moment the hub told."""
    heard_at: datetime | None
    """What this PC's clock said then."""
    whole: bool
    """False where somebody asked for an end before it."""


def sync(
    desk: Desk,
    *,
    step: Callable[[int, int], None] = lambda at, of: None,
    stop: Callable[[], bool] = lambda: False,
    patience: Patience | None = None,
) -> Done:
    """Send what waits, fetch what is new.

    ``step`` is told how many changes were answered, of how many; ``stop`` is asked between
    requests and while a slow one is under way. Whatever was done before an error stands.

    Raises HubUnreachable, Refused (``hub_absent``, ``hub_key``, ``device_revoked``,
    ``device_unknown``, ``exchange_busy`` where another window of this office exchanges now …).
    """
    with alone(desk):
        return _sync(desk, step, stop, patience)


@contextmanager
def alone(desk: Desk) -> Iterator[None]:
    """Nobody else of this office talks to the hub meanwhile. Raises Refused (``exchange_busy``)."""
    turn = OfficeLock(desk.store.folder, _LOCK)
    try:
        try:
            turn.alone(patience=0)
        except LockedOut:
            raise Refused("exchange_busy") from None
        yield
    finally:
        turn.close()


def _sync(
    desk: Desk,
    step: Callable[[int, int], None],
    stop: Callable[[], bool],
    patience: Patience | None,
) -> Done:
    with desk.read() as c:
        hub = hubs.current(c)
    if hub is None:
        raise Refused("hub_absent")
    with connected(hub.url, patience, stop) as client:
        line = Line(desk, client, hub, stop)
        push, pull = Push(line, step), Pull(line)
        whole = False
        with suppress(Stopped):
            _mended(line, lambda: _exchange(line, push, pull))
            whole = True
    return Done(push.sent, pull.received, line.told_at, line.heard_at, whole)


def _exchange(line: Line, push: Push, pull: Pull) -> None:
    if line.hub.incarnation != line.here.incarnation:
        enrolment.succeed(line)  # a restored or copied office, or one that was cut while renewing
    with _going_on_after(_FEED_ONLY):  # it is told below, where the feed is asked again
        pull.first()
    trouble = _handed_over(push)
    if line.keys_are_old():
        line.pause()
        line.refresh_keys()
    if pull.more is not False or push.sent.anything:
        with _after(trouble):
            pull.everything()
    if trouble is not None:
        raise trouble


def _handed_over(push: Push) -> Refused | None:
    """Send everything; what went wrong and is no reason not to fetch."""
    try:
        push.again()
        push.new()
        push.halves()
        push.pictures()
    except Refused as refused:
        if refused.rule in _AWAY or refused.rule in _MENDING:
            raise
        return refused
    return push.trouble


@contextmanager
def _going_on_after(rules: Collection[str]) -> Iterator[None]:
    """Go on after a refusal by one of these rules."""
    try:
        yield
    except Refused as refused:
        if refused.rule not in rules:
            raise


@contextmanager
def _after(trouble: Refused | None) -> Iterator[None]:
    """What went wrong first is what is told."""
    try:
        yield
    except Stopped:
        raise
    except Refused:
        if trouble is None:
            raise


def _mended(line: Line, work: Callable[[], None]) -> None:
    """Do the work; what can be mended is, each kind once, and the work is done again."""
    mending = dict(_MENDING)
    while True:
        try:
            return work()
        except Refused as refused:
            if refused.rule == "incarnation" and not isinstance(refused, AnotherPast):
                raise HubUnreachable("hub_garbled") from None
            mend = mending.pop(refused.rule, None)
            if mend is None:
                raise
        mend(line)


def _renew(line: Line) -> None:
    """Another has used this incarnation's numbers: go on as a new one, and say all again."""
    line.desk.store.new_incarnation(line.desk.config.now())
    enrolment.succeed(line)


def _known_again(line: Line) -> None:
    """Nobody knows us here: say who we are, unless it is another hub that answers there."""
    line.refresh_keys()
    enrolment.succeed(line)


def _rebuild(line: Line) -> None:
    """Seal anew what the hub cannot open: for its newest key, under our own."""
    line.refresh_keys()
    with line.desk.read() as c:
        spoiled = [batch.id for batch in outbox.open_batches(c)]
    with line.desk.write("exchange", dated=False) as tx:
        outbox.drop_batches(tx, spoiled)


_MENDING: Mapping[str, Callable[[Line], None]] = {
    "incarnation": _renew,
    "device_unknown": _known_again,
    **dict.fromkeys(_SPOILED, _rebuild),
}
