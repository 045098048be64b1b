"""Fetching what is new: the feed page by page, each in short transactions, its cursor in the last.

A page that was cut in between is taken once more from its beginning, which changes nothing where
it was taken already.
"""

from dataclasses import dataclass, field
from urllib.parse import quote

from desktop_app.store import changes, hubs, settling
from desktop_app.store.hubs import Hub
from desktop_app.sync import taking
from desktop_app.sync.errors import AnotherPast, HubUnreachable
from desktop_app.sync.line import Line, believing, moment
from desktop_app.sync.taking import Known
from desktop_app.sync.wire import feed
from desktop_app.sync.wire.feed import Page


@dataclass
class Pull:
    """Everything of one exchange that comes in."""

    line: Line
    received: int = 0
    """Changes, verdicts and credentials taken over."""
    more: bool | None = field(default=None, init=False)
    """Whether the hub had more behind the last page; None before the first one."""
    _seen: set[str] = field(default_factory=set, init=False)

    def first(self) -> None:
        """Know how far the hub knows us before anything is sent: one page, or from the beginning
        everything. Nothing where a page was fetched in this exchange already.

        Raises HubUnreachable, Refused, Stopped; AnotherPast where the hub holds more of this
        incarnation than this office ever said.
        """
        if self.more is None:
            self.received += taking.again(self.line.desk)
        if not self.line.hub.cursor:
            self.everything()
        elif self.more is None:
            self._one()

    def everything(self) -> None:
        """Fetch pages until the hub has no more. Raises HubUnreachable, Refused, Stopped.

        A page fetched twice changes nothing the second time.
        """
        self._seen.clear()
        self._one()
        while self.more:
            self._one()

    def _one(self) -> None:
        line = self.line
        line.pause()
        asked = line.hub
        if asked.cursor in self._seen:
            raise HubUnreachable("hub_garbled")  # nobody who goes in circles is our hub
        self._seen.add(asked.cursor)
        page = self._page(asked.cursor)
        whole = not self._lost_its_past(page, asked) and self._take(page, asked)
        line.reread()
        line.heard(moment(page.at))
        self.more = page.more if whole else True
        if whole and any(item.kind == "keys" for item in page.items):
            line.refresh_keys()

    def _page(self, cursor: str) -> Page:
        raw = self.line.get(f"/changes?after={quote(cursor, safe='')}")
        opened = self.line.opened(raw, "feed")
        with believing():
            page = feed.read(opened.content)
        with self.line.desk.read() as c:
            ours = changes.last(c)
        if page.last_seq > ours:
            raise AnotherPast
        return page

    def _lost_its_past(self, page: Page, asked: Hub) -> bool:
        """Of another epoch everything is said and read again; whether this page is not to be
        taken, because it is not the first one."""
        if not asked.epoch or page.epoch == asked.epoch:
            return False
        with self.line.desk.write("hub_answer", dated=False) as tx:
            hubs.told(tx, epoch=page.epoch, at=moment(page.at))
        return bool(asked.cursor)

    def _take(self, page: Page, asked: Hub) -> bool:
        """Apply a page in short steps and go on behind it, unless somebody else did: then False."""
        line, items, known, at = self.line, list(page.items), self._known(page), moment(page.at)
        while True:
            taken = 0
            with line.desk.write("hub_answer", dated=False) as tx:
                if hubs.cursor(tx) != asked.cursor:
                    tx.abandon()
                    return False
                for item in taking.steps(items):
                    taken += taking.take(tx, line.desk, item.kind, item.body, known)
                whole = not items
                if whole:
                    hubs.told(tx, cursor=page.cursor, epoch=page.epoch, at=at)
            self.received += taken
            if whole:
                return True

    def _known(self, page: Page) -> Known:
        """What takes long to look up, before a transaction is open."""
        texts = [text for item in page.items if (text := taking.text_of(item.kind, item.body))]
        checked = taking.checked(texts, self.line.keys.credentials)
        if any(one.reason == "qr_unknown_key" for one in checked.values()):
            self.line.refresh_keys()
            checked = taking.checked(texts, self.line.keys.credentials)
        named = [item.body.get("id") for item in page.items if item.kind == "verdict"]
        with self.line.desk.read() as c:
            places = settling.places(c, [one for one in named if isinstance(one, str)])
        return Known({text: one.claims for text, one in checked.items() if one.claims}, places)
