"""How often one device is told where somebody is registered: a list of NIKs is no questionnaire."""

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from desktop_app.domain.findings import block
from desktop_app.hub import audit
from desktop_app.hub.changes import Kept
from desktop_app.hub.judging import Outcome
from desktop_app.hub.tables import CHANGE

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: So many people of other villages one device may meet on one day (UTC).
MOST = 200
RULES = ("nik_elsewhere", "month_paid_elsewhere")


class Asking:
    """Counts in one transaction what devices are told of others' NIKs today."""

    def __init__(self, c: "Connection", village: str, at: str) -> None:
        self._c, self._village, self._at = c, village, at
        self._told: dict[str, int] = {}
        self._kept_back: dict[str, int] = {}

    def limited(self, one: Kept, outcome: Outcome) -> Outcome:
        """The outcome; ``later`` where this device was told too many already."""
        if outcome.finding is None or outcome.finding.rule not in RULES:
            return outcome
        told = self._told.setdefault(one.device, self._today(one.device))
        if told >= MOST:
            self._kept_back[one.device] = self._kept_back.get(one.device, 0) + 1
            return Outcome(verdict="later", finding=block("too_many_tries", "nik"))
        self._told[one.device] = told + 1
        one.received_at = self._at  # it counts for today, whenever it was said first
        return outcome

    def _today(self, device: str) -> int:
        asked = select(func.count()).where(
            CHANGE.c.verdict == "duplicate",
            CHANGE.c.village == self._village,
            CHANGE.c.device == device,
            CHANGE.c.rule.in_(RULES),
            CHANGE.c.received_at >= self._at[:10],
        )
        return int(self._c.execute(asked).scalar_one())

    def close(self) -> None:
        """Write down whom it was kept back from."""
        for device, count in sorted(self._kept_back.items()):
            where = {"village": self._village, "subject": device}
            audit.said(self._c, "duplicates_kept_back", at=self._at, **where, count=count)
        self._kept_back = {}
