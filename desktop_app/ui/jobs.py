"""Work off the main thread: lanes for writing, reading, long work and the net; one door back.

Whatever a job brings (its result, its error, which kinds of records it changed) arrives on the
main thread through one queued signal. The main thread itself never touches disk or network.

Who leaves the desk waits for no request. The net lane is asked to stop, which its work obeys
between two requests; where a request hangs, the closing of that desk is handed over to the net
lane and comes right after the request has ended, so no store is closed under it and nobody else
is kept from logging in. Ending the program hides the window at once; the process goes when the
request has ended or its time has run out.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from desktop_app.ui.changes import Changes

T = TypeVar("T")
Stop = Callable[[], bool]
"""Asked now and then by work that can end early; true once nobody wants the result any more."""
Step = Callable[[int, int], None]
"""Told how much is done, of how much (0 where that is not known)."""
LANES = ("write", "read", "long", "net")
#: How long the writer lane waits for a request before it hands a closing over (seconds).
BRIEF = 1.0


@dataclass(eq=False)
class Job:
    """One piece of work on its way. ``stop()`` asks it to end early."""

    owner: QObject
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    changes: tuple[str, ...] = ()
    lane: str = "write"
    droppable: bool = False
    """Whether nobody wants the result once it is stopped: true of reads."""
    stale: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: Exception | None = None

    def stop(self) -> None:
        """Ask the work to end early; what it did so far stays as its action promises."""
        self.stale.set()

    @property
    def unwanted(self) -> bool:
        """Whether it need not run, and its result reaches nobody."""
        return self.droppable and self.stale.is_set()


class Jobs(QObject):
    """The lanes. Nothing in one lane overlaps; the lanes run beside each other."""

    failed = Signal(Exception)
    """An error whose job named nobody else to tell."""
    _ended = Signal(object)
    _stepped = Signal(object, object, int, int)

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._lanes = {
            name: ThreadPoolExecutor(1, thread_name_prefix=f"loket-{name}") for name in LANES
        }
        self._newest: dict[tuple[int, str], Job] = {}
        self._running: set[Job] = set()
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        changes: tuple[str, ...] = (),
    ) -> Job:
        """Run ``work`` in the writer lane, in order, never dropped.

        ``done`` runs here afterwards unless ``owner`` was deleted; ``changes`` are told on the
        bus after success. Without ``failed`` an error goes to :attr:`failed`.
        """
        return self._start(Job(owner, work, done, failed, changes))

    def read(
        self,
        owner: QObject,
        work: Callable[[Stop], T],
        done: Callable[[T], None],
        *,
        topic: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Run ``work(stop)`` in the reader lane.

        A newer request of the same owner and ``topic`` makes the older one stale: it is not
        started any more, or its ``stop()`` turns true, and its result is dropped either way.
        """
        job = Job(owner, lambda: work(job.stale.is_set), done, failed, lane="read", droppable=True)
        if topic:
            key = (id(owner), topic)
            if older := self._newest.get(key):
                older.stale.set()
            self._newest[key] = job
        return self._start(job)

    def long(
        self,
        owner: QObject,
        work: Callable[[Step, Stop], T],
        done: Callable[[T], None] | None = None,
        *,
        step: Step | None = None,
        failed: Callable[[Exception], None] | None = None,
        changes: tuple[str, ...] = (),
    ) -> Job:
        """Run ``work(step, stop)`` beside the other lanes; ``step`` calls arrive here."""
        return self._stepping("long", Job(owner, lambda: None, done, failed, changes), work, step)

    def net(
        self,
        owner: QObject,
        work: Callable[[Step, Stop], T],
        done: Callable[[T], None] | None = None,
        *,
        step: Step | None = None,
        failed: Callable[[Exception], None] | None = None,
        changes: tuple[str, ...] = (),
    ) -> Job:
        """As :meth:`long`, for work that talks to the regency office: one talk at a time.

        It must ask ``stop`` before each request; leaving the desk stops it.
        """
        return self._stepping("net", Job(owner, lambda: None, done, failed, changes), work, step)

    def _stepping(
        self, lane: str, job: Job, work: Callable[[Step, Stop], Any], step: Step | None
    ) -> Job:
        def tell(at: int, of: int) -> None:
            self._stepped.emit(job, step, at, of)

        job.lane, job.work = lane, lambda: work(tell, job.stale.is_set)
        return self._start(job)

    def _start(self, job: Job) -> Job:
        if not self._closed:
            self._running.add(job)
            self._lanes[job.lane].submit(self._run, job)
        return job

    def _run(self, job: Job) -> None:
        """In a lane: do it, and tell the main thread."""
        if not job.unwanted:
            try:
                job.result = job.work()
            except Exception as error:  # carried to the main thread whole
                job.error = error
        if isValid(self):
            self._ended.emit(job)

    def _step(self, job: Job, step: Step | None, at: int, of: int) -> None:
        if step and not self._closed and isValid(job.owner):
            step(at, of)

    def _deliver(self, job: Job) -> None:
        self._running.discard(job)
        for key in [key for key, newest in self._newest.items() if newest is job]:
            del self._newest[key]
        if self._closed or job.unwanted:
            return
        if job.error:
            self._tell_error(job, job.error)
            return
        if job.changes:
            self._changes.tell(*job.changes)
        if job.done and isValid(job.owner):
            job.done(job.result)

    def _tell_error(self, job: Job, error: Exception) -> None:
        if job.failed and isValid(job.owner):
            job.failed(error)
        else:
            self.failed.emit(error)

    def close_after(self, owner: QObject, close: Callable[[], None]) -> None:
        """Close something once every lane has done what it was asked before.

        Reads and the net lane are asked to end; writes and long work are waited for. A request
        that hangs for longer than :data:`BRIEF` is not: the closing follows it in its own lane.
        """
        for job in self._running:
            if job.droppable or job.lane == "net":
                job.stop()
        if self._closed:
            return
        closing = Job(owner, close, None, None)
        others = [self._lanes[name].submit(_nothing) for name in ("read", "long")]
        talk = self._lanes["net"].submit(_nothing)

        def place() -> None:
            wait(others)
            if wait([talk], BRIEF).not_done:
                self._lanes["net"].submit(self._run, closing)
            else:
                self._run(closing)

        self._running.add(closing)
        self._lanes["write"].submit(place)

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return bool(self._running)

    def stop(self) -> None:
        """Let begun and waiting writes finish, ask all else to end, deliver nothing more."""
        self._closed = True
        for job in self._running:
            job.stop()
        for name in ("read", "write", "long", "net"):  # a write may hand its closing to the net
            self._lanes[name].shutdown()


def _nothing() -> None:
    """Marks a place in a lane."""
