"""The desk: an opened office, who works at it, and the clock they work by."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.actions.sponsor_codes import SponsorCodes
from desktop_app.actions.sponsor_rules import Funds
from desktop_app.config import Config
from desktop_app.domain.contribution import Tables
from desktop_app.domain.findings import Refused
from desktop_app.domain.office import Office
from desktop_app.domain.reading import Context
from desktop_app.domain.roles import may
from desktop_app.reference.occupations import occupations
from desktop_app.reference.regions import regions
from desktop_app.reference.rule_files import BANDS, DISCOUNTS
from desktop_app.reference.rules import age_rule, contribution_tables
from desktop_app.store import audit, hubs, office
from desktop_app.store.engine import Store, Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: No clock can be right that stands before the day this program was made.
BUILT = date(2026, 11, 1)
#: A clock may lag this far behind the last thing written before anybody is asked.
TOLERANCE = timedelta(hours=26)
#: A hub's moment that lies further ahead of this PC's clock proves nothing.
_AHEAD = timedelta(days=1)


def check_built(config: Config) -> None:
    """Raise Refused (``clock``) before the program was made, unless somebody said today's date.

    For what begins an office, and so has no rows yet to hold the clock against.
    """
    now = config.now().date()
    if now < BUILT and (config.today_said or now) < BUILT:
        raise Refused("clock", None, clock=now, after=BUILT)


class NotAllowed(Exception):
    """The account's role does not allow this; nothing was done."""

    def __init__(self, right: str, role: str) -> None:
        super().__init__("not_allowed")
        self.rule = "not_allowed"
        self.params = {"right": right, "role": role}


@dataclass
class Desk:
    """An opened office with somebody at it. Close it when the work is over."""

    config: Config
    store: Store
    account: str
    role: str
    also_close: Callable[[], None] | None = None
    """Ends what runs beside this desk alone (the practice office's hub)."""
    funds: Funds = field(default_factory=Funds)
    """What sponsors have bound, kept while people are read in a row."""

    @cached_property
    def office(self) -> Office:
        """The office as it is recorded now."""
        with self.read() as c:
            return office.get(c)

    @cached_property
    def sponsor_codes(self) -> SponsorCodes:
        """The codes of those who may pay for others."""
        return SponsorCodes(self.store)

    @cached_property
    def last_written(self) -> datetime | None:
        """When the last audit row was written, as its clock told."""
        with self.read() as c:
            return audit.last_at(c)

    @cached_property
    def hub_told(self) -> datetime | None:
        """The last moment the hub told under its signature; None without a hub, and where this
        PC's clock said something quite different then: one of the two was wrong."""
        with self.read() as c:
            hub = hubs.current(c)
        if hub is None or hub.told_at is None or hub.heard_at is None:
            return None
        return hub.told_at if hub.told_at - hub.heard_at <= _AHEAD else None

    def may(self, right: str) -> bool:
        """Whether the role at the desk has this right."""
        return may(self.role, right)

    def require(self, right: str) -> None:
        """Raise :class:`NotAllowed` unless the role has the right."""
        if not self.may(right):
            raise NotAllowed(right, self.role)

    def read(self) -> AbstractContextManager["Connection"]:
        """A consistent view of the register."""
        return self.store.read()

    @contextmanager
    def write(self, action: str, *, dated: bool = True) -> Iterator[Tx]:
        """One transaction of this account, dated by a clock that can be right.

        Raises Refused (rule ``clock``) where it cannot be, and nothing was written. What is not
        ``dated`` here, because others said when it was, is written all the same, with the doubt.
        """
        doubt = self.check_clock() if dated else self._doubtful()
        now = self.config.now()
        self.funds.forget()
        with self.store.write(
            actor=self.account,
            action=action,
            now=now,
            today=self.config.today(),
            clock_doubt=doubt,
        ) as tx:
            yield tx
        self.funds.forget()
        self.last_written = max(now, self.last_written or now)
        if tx.nik_corrected:
            self._take_what_clashed()

    def _take_what_clashed(self) -> None:
        """What the hub told of others by a NIK that was somebody's here may fit now."""
        from desktop_app.sync import taking

        taking.again(self)

    def check_clock(self) -> bool:
        """Whether the rows written now must carry a doubt about their date.

        Raises Refused (rule ``clock``) where the clock stands before the program was made, before
        the last thing written or before what the hub told, and nobody confirmed today's date.
        """
        now, said = self.config.now(), self.config.today_said
        floor = datetime(BUILT.year, BUILT.month, BUILT.day, tzinfo=UTC)
        for known in (self.last_written, self.hub_told):
            floor = max(floor, known - TOLERANCE) if known else floor
        if now >= floor:
            return False
        if said is None or said < BUILT:
            raise Refused("clock", None, clock=now.astimezone().date(), after=floor.date())
        return True

    def _doubtful(self) -> bool:
        try:
            return self.check_clock()
        except Refused:
            return True

    def say_today(self, today: date) -> None:
        """The person at the desk confirms today's date, because the clock cannot be right."""
        self.config = replace(self.config, today_said=today)

    @property
    def tables(self) -> Tables:
        """The contributions' tables: the office's own update where it has one.

        Read each time, because another process may have taken an update; made once per text.
        Raises Refused (``rules``).
        """
        with self.read() as c:
            own = (office.setting(c, f"rules/{name}") for name in (BANDS, DISCOUNTS))
            return contribution_tables(*own)

    def context(self, *, today: date | None = None, nik_from_number: bool = False) -> Context:
        """What the rules of registration need to know of this office and day."""
        return Context(
            today=today or self.config.today(),
            village_code=self.office.village.code,
            regions=regions(),
            occupations=occupations(),
            ages=age_rule(),
            sponsors=self.sponsor_codes,
            nik_from_number=nik_from_number,
        )

    def forget_office(self) -> None:
        """Read the office's data anew next time (somebody changed it)."""
        self.__dict__.pop("office", None)

    def forget_hub(self) -> None:
        """Read anew next time what the hub told (it told something)."""
        self.__dict__.pop("hub_told", None)

    def close(self) -> None:
        """Leave the office: the file is closed and its lock given back."""
        self.store.close()
        if self.also_close:
            self.also_close()
