"""Carries what waits to the regency office and brings what came, by itself and out of the way."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ui.changes import Changes
from desktop_app.ui.jobs import Job, Jobs, Step, Stop

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.exchanging import Exchange

_MINUTE = 60_000
#: Kinds of changes that travel.
RECORDS = frozenset(("workers", "papers", "submissions"))


def _spread() -> float:
    """A factor around 1, so that offices which lost the line together do not come together."""
    return random.SystemRandom().uniform(0.8, 1.2)


@dataclass(frozen=True, slots=True)
class Pace:
    """When it goes by itself, in milliseconds."""

    soon: int = 20_000
    """After the last change of a record."""
    every: int = 10 * _MINUTE
    backoff: tuple[int, ...] = tuple(n * _MINUTE for n in (1, 2, 4, 8, 16, 30))
    """After the first, second … time in a row that nobody was reached; the last one stays."""
    jitter: Callable[[], float] = _spread


def is_enrolled(desk: "Desk") -> bool:
    """Whether this office is connected with a regency office. For a lane."""
    from desktop_app.actions import exchanging

    return exchanging.hub(desk) is not None


def exchanged(desk: "Desk", step: Step, stop: Stop) -> "Exchange":
    """One exchange. For the net lane."""
    from desktop_app.actions import exchanging

    return exchanging.sync(desk, step=step, stop=stop)


class Carrier(QObject):
    """One for each open desk. Never two exchanges at once; a person may send at any time."""

    started = Signal()
    progress = Signal(int, int)
    done = Signal(object)
    """An ``Exchange``."""
    failed = Signal(Exception)

    def __init__(
        self,
        desk: "Desk",
        jobs: Jobs,
        changes: Changes,
        *,
        pace: Pace | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._jobs, self._changes = desk, jobs, changes
        self._pace = pace or Pace()
        self.able = desk.may("send")
        self.enrolled = False
        """As far as it is known here; the first answer comes from a lane."""
        self.trouble: Exception | None = None
        """Why the last exchange did not come about; None after one that did."""
        self.stopped = False
        """Whether a person stopped the exchange that runs, or ran last."""
        self._job: Job | None = None
        self._failures = 0
        self._telling = self._moved = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._go)
        self._every = QTimer(self, interval=self._pace.every)
        self._every.timeout.connect(self._again)
        changes.changed.connect(self._changed)

    @property
    def sending(self) -> bool:
        """Whether an exchange runs."""
        return self._job is not None

    @property
    def offline(self) -> bool:
        """Whether the last try found no way to the regency office."""
        return getattr(self.trouble, "rule", "") == "hub_unreachable"

    def begin(self) -> None:
        """Find out whether there is a regency office, and go on by itself from then."""
        if self.able:
            desk = self._desk
            self._jobs.read(self, lambda _stop: is_enrolled(desk), self._learned, topic="enrolled")

    def send(self) -> None:
        """Exchange now, unless it is being done."""
        if not self.able or self._job:
            return
        desk, self.stopped, self._moved = self._desk, False, False
        self._job = self._jobs.net(
            self,
            lambda step, stop: exchanged(desk, step, stop),
            self._done,
            step=self._step,
            failed=self._failed,
        )
        self.started.emit()

    def stop(self) -> None:
        """Ask the running exchange to end after the request it is at; what arrived stays."""
        if self._job:
            self.stopped = True
            self._job.stop()

    def shut(self) -> None:
        """The desk is about to close: go no more."""
        self._quiet()
        self._changes.changed.disconnect(self._changed)
        if self._job:
            self._job.stop()

    def _quiet(self) -> None:
        self._soon.stop()
        self._every.stop()

    def _learned(self, enrolled: bool) -> None:
        """Known now whether there is somebody to send to."""
        self.enrolled, self._failures = enrolled, 0
        if enrolled:
            self._soon.start(self._pace.soon)
            self._every.start()
        else:
            self._quiet()

    def _changed(self, kinds: frozenset[str]) -> None:
        if self._telling:
            return
        if "hub" in kinds:
            self.begin()
        elif self.enrolled and not self._failures and kinds & RECORDS:
            self._soon.start(self._pace.soon)

    def _go(self) -> None:
        if self._job:
            self._soon.start(self._pace.soon)
        else:
            self.send()

    def _again(self) -> None:
        if not self._failures:
            self.send()

    def _step(self, at: int, of: int) -> None:
        self._moved = self._moved or at > 0
        self.progress.emit(at, of)

    def _done(self, exchange: "Exchange") -> None:
        self._job, self.trouble = None, None
        if self._failures:
            self._soon.stop()
        self._failures = 0
        self._moved = self._moved or bool(exchange.sent or exchange.received)
        self._tell_what_moved()
        self.done.emit(exchange)

    def _failed(self, error: Exception) -> None:
        self._job = None
        rule = getattr(error, "rule", "")
        if rule == "hub_absent":
            self.enrolled = False
            self._quiet()
        elif rule == "exchange_busy":  # another window or command is at it
            self._soon.start(self._pace.soon)
        elif rule != "stopped":
            self.trouble = error
            waits = self._pace.backoff
            wait = waits[min(self._failures, len(waits) - 1)] * self._pace.jitter()
            self._failures += 1
            self._soon.start(round(wait))
        self._tell_what_moved()
        self.failed.emit(error)

    def _tell_what_moved(self) -> None:
        """Tell the bus, without taking it for something new to send.

        Lists of people are read anew only where one of them may be another now.
        """
        self._telling = True
        try:
            self._changes.tell("hub", *(("workers",) if self._moved else ()))
        finally:
            self._telling = False
