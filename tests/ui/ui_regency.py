"""A regency office for the window's tests: answers what a test wants, without a line."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

from desktop_app.actions import exchanging
from desktop_app.actions.exchanging import Came, Exchange, HubView, ReceiptView
from desktop_app.domain.findings import block

NAME = "Dinas Tenaga Kerja Kabupaten Cilacap"
RECEIPT = ReceiptView(
    number=3,
    at=datetime(2026, 11, 22, 3, 15, tzinfo=UTC),
    count=127,
    accepted=125,
    merged=2,
    conflict=0,
    duplicate=0,
    refused=0,
    held=0,
    later=0,
)
VIEW = HubView(
    name=NAME,
    url="https://kabupaten.example",
    fingerprint="7K3MQ9X2ABCDEFGH",
    village="33.01.01.2001",
    enrolled_on=date(2026, 11, 20),
    told_at=datetime(2026, 11, 22, 3, 15, tzinfo=UTC),
    waiting=0,
    to_mend=0,
    last=None,
)
NOTHING = Exchange(
    sent=0, accepted=0, merged=0, conflict=0, duplicate=0, refused=0, held=0, received=0, waiting=0
)
ELSEWHERE = block("nik_elsewhere", "nik", village="Desa Sidanegara", since=date(2026, 10, 1))


class Regency:
    """Stands in for ``actions.exchanging``; what it shall answer is set by the test."""

    def __init__(self, monkeypatch):
        self.view: HubView | None = None
        self.came: list[Came] = []
        self.told: list[ReceiptView] = []
        self.answers: list[Exchange | Exception] = []
        self.exchanges, self.asked = 0, []
        self.gate: threading.Event | None = None
        self.trouble: Exception | None = None
        for name in ("hub", "sync", "waiting", "receipts", "enrol", "set_url"):
            monkeypatch.setattr(exchanging, name, getattr(self, f"_{name}"))

    def enrolled(self, **changes):
        """From now on there is one."""
        self.view = replace(self.view or VIEW, **changes)
        return self

    def _hub(self, desk):
        return self.view

    def _waiting(self, desk, limit=None):
        return self.came[:limit]

    def _receipts(self, desk, limit=50):
        return self.told[:limit]

    def _sync(self, desk, *, step=lambda at, of: None, stop=lambda: False):
        self.exchanges += 1
        if self.gate:
            step(40, 127)
            while not stop() and not self.gate.wait(0.01):
                pass
        answer = self.answers.pop(0) if self.answers else NOTHING
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _enrol(self, desk, code, url):
        self.asked.append((code, url))
        if self.trouble:
            raise self.trouble
        return self.enrolled(url=url).view

    def _set_url(self, desk, url):
        return self._enrol(desk, "", url)


def came(worker_id, verdict, name="Slamet Raharjo", **more):
    """One entry that waits or came back."""
    return Came(
        change=f"change-{worker_id}-{verdict}",
        worker_id=worker_id,
        number="3301012001-7K3-000001-X" if worker_id else None,
        name=name,
        verdict=verdict,
        **more,
    )
