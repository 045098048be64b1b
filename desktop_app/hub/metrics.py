"""What the hub counts for those who run it, in the form Prometheus reads. Nothing of a person.

How things stand is asked of the database, because several processes may serve it and a restart
must not set it back; only the time that answers took is the process's own.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from desktop_app.hub import checking
from desktop_app.hub.database import Hub
from desktop_app.hub.tables import CHANGE, DEVICE, VILLAGE
from desktop_app.sync.wire.receipt import VERDICTS

GAUGES = {
    "loket_hub_workers": "People who are registered.",
    "loket_hub_batches": "Batches that were taken.",
    "loket_hub_photos": "Photos that are kept.",
    "loket_hub_devices": "Devices that may deliver.",
    "loket_hub_feed_lag": "Feed entries that the device furthest behind has not fetched.",
}
#: Seconds; a village's line is slow, the hub itself answers in milliseconds.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
#: How long the figures of the database are good, in seconds: whoever asks often costs nothing.
_KEPT = 10.0


@dataclass(frozen=True, slots=True)
class Figures:
    """How things stand."""

    gauges: Mapping[str, float]
    """A value for each of :data:`GAUGES`."""
    changes: Mapping[str, int] = field(default_factory=dict)
    """Verdict → how many changes have it now."""


def figures(hub: Hub) -> Figures:
    """Ask the database. Raises Refused (``hub_busy``)."""
    with hub.read() as c:
        verdicts = select(CHANGE.c.verdict, func.count()).group_by(CHANGE.c.verdict)
        changes = {verdict: count for verdict, count in c.execute(verdicts)}
        lag = _lag(c)
    counts = checking.counts(hub)
    names = ("workers", "batches", "photos", "devices")
    gauges = {f"loket_hub_{name}": counts[name] for name in names} | {"loket_hub_feed_lag": lag}
    return Figures(gauges, {verdict: changes.get(verdict, 0) for verdict in VERDICTS})


def _lag(c: Connection) -> int:
    """A device counts by its incarnation that was told most: older ones ask for nothing more."""
    told = (
        select(DEVICE.c.village, func.max(DEVICE.c.told).label("told"))
        .where(DEVICE.c.revoked_at.is_(None))
        .group_by(DEVICE.c.village, DEVICE.c.id)
        .subquery()
    )
    behind = select(func.max(VILLAGE.c.feed - told.c.told)).select_from(
        told.join(VILLAGE, VILLAGE.c.code == told.c.village)
    )
    return max(0, c.execute(behind).scalar() or 0)


class Metrics:
    """What one running hub tells of itself."""

    def __init__(self, state: Callable[[], Figures]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "loket_hub_request_seconds",
            "Time to answer a request.",
            ["method", "path", "status"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._registry.register(_State(state))

    def answered(self, method: str, path: str, status: int, seconds: float) -> None:
        """A request was answered; ``path`` as the app knows it, without ids."""
        self._requests.labels(method, path, str(status)).observe(seconds)

    def text(self) -> bytes:
        """Everything, in Prometheus's text form."""
        return generate_latest(self._registry)


class _State(Collector):
    def __init__(self, state: Callable[[], Figures]) -> None:
        self._ask = state
        self._lock = threading.Lock()
        self._known: tuple[float, Figures] | None = None

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing, so that registering asks nothing of the database."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        state = self._state()
        for name, value in state.gauges.items():
            yield GaugeMetricFamily(name, GAUGES[name], value=value)
        changes = GaugeMetricFamily(
            "loket_hub_changes", "Changes that are kept, by verdict.", labels=["verdict"]
        )
        for verdict, count in state.changes.items():
            changes.add_metric([verdict], count)
        yield changes

    def _state(self) -> Figures:
        with self._lock:
            now = time.monotonic()
            if self._known is None or now - self._known[0] > _KEPT:
                self._known = (now, self._ask())
            return self._known[1]
