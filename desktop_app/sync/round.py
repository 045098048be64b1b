"""One exchange with the hub, always in the same order: sent before, new, pictures, keys, feed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.findings import Refused
from desktop_app.store import hubs, outbox
from desktop_app.sync import enrolment
from desktop_app.sync.client import Patience, connected
from desktop_app.sync.errors import Stopped
from desktop_app.sync.line import Desk, Line
from desktop_app.sync.pull import Pull
from desktop_app.sync.push import Push, Sent

#: Words of the hub against envelopes that it will never take as they are, though it takes what is
#: in them: they are built anew, once.
_SPOILED = frozenset(("sealed_altered", "sealed_unknown_key", "sealed_not_for_us", "batch_differs"))


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
    ``device_unknown`` …).
    """
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
    push.again()
    push.new()
    push.pictures()
    if line.keys_are_old():
        line.pause()
        line.refresh_keys()
    pull.everything()


def _mended(line: Line, work: Callable[[], None]) -> None:
    """Do the work; what can be mended is, each kind once, and the work is done again."""
    mending = {
        "incarnation": _renew,
        "device_unknown": _known_again,
        **dict.fromkeys(_SPOILED, _rebuild),
    }
    while True:
        try:
            return work()
        except Refused as refused:
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
