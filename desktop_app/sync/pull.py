"""Fetching what is new: the feed page by page, each one transaction together with its cursor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from desktop_app.domain.findings import Refused
from desktop_app.store import audit, foreign, hubs, settling
from desktop_app.sync.errors import HubUnreachable
from desktop_app.sync.line import Line, believing, moment
from desktop_app.sync.wire import changes as telling
from desktop_app.sync.wire import feed, receipt
from desktop_app.sync.wire.feed import Item, Page
from desktop_app.trust import credential
from desktop_app.trust.credential import Claims

if TYPE_CHECKING:
    from desktop_app.store.tx import Tx

#: What a record that cannot be one ends in.
_MISFITS = (AttributeError, KeyError, TypeError, ValueError)
#: Where an item carries the text of a confirmed paper.
_TEXT = {"change": "credential", "credential": "text"}


@dataclass
class Pull:
    """Everything of one exchange that comes in."""

    line: Line
    received: int = 0
    """Changes, verdicts and credentials taken over."""
    _seen: set[str] = field(default_factory=set, init=False)

    def everything(self) -> None:
        """Fetch pages until the hub has no more. Raises HubUnreachable, Refused, Stopped.

        A page fetched twice changes nothing the second time.
        """
        self._seen.clear()
        while True:
            self.line.pause()
            page = self._page()
            self._take(page)
            if not page.more:
                return

    def _page(self) -> Page:
        cursor = self.line.hub.cursor
        if cursor in self._seen:
            raise HubUnreachable("hub_garbled")  # nobody who goes in circles is our hub
        self._seen.add(cursor)
        raw = self.line.get(f"/changes?after={quote(cursor, safe='')}")
        opened = self.line.opened(raw, "feed")
        with believing():
            return feed.read(opened.content)

    def _take(self, page: Page) -> None:
        """Apply a page and go on behind it, both or neither."""
        line, at = self.line, moment(page.at)
        papers = self._papers(page)
        with line.desk.write("hub_answer", dated=False) as tx:
            taken = sum(self._item(tx, item, papers) for item in page.items)
            hubs.told(tx, cursor=page.cursor, epoch=page.epoch, at=at)
        self.received += taken
        line.heard(at)
        line.moved(page.cursor)
        if any(item.kind == "keys" for item in page.items):
            line.refresh_keys()

    def _papers(self, page: Page) -> dict[str, Claims]:
        """What the credentials of a page say, those that the hub signed."""
        texts = [text for item in page.items if (text := _text_of(item))]
        checked = self._checked(texts)
        if any(one.reason == "qr_unknown_key" for one in checked.values()):
            self.line.refresh_keys()
            checked = self._checked(texts)
        return {text: one.claims for text, one in checked.items() if one.claims}

    def _checked(self, texts: list[str]) -> dict[str, credential.Checked]:
        keys = self.line.keys.credentials
        return {text: credential.check(text, keys) for text in texts}

    def _item(self, tx: "Tx", item: Item, papers: dict[str, Claims]) -> bool:
        """Take one item over; one that cannot be is noted and holds no other back."""
        taking = _TAKING.get(item.kind)
        if taking is None:
            return False
        import sqlcipher3.dbapi2 as driver

        try:
            with _by_itself(tx):
                return taking(tx, item.body, papers)
        except (Refused, *_MISFITS, driver.IntegrityError) as error:
            rule = error.rule if isinstance(error, Refused) else "sealed_altered"
            audit.event(tx, {"passed_over": item.kind, "rule": rule})
            return False


def _text_of(item: Item) -> str | None:
    text = item.body.get(_TEXT.get(item.kind, ""))
    return text if isinstance(text, str) else None


def _change(tx: "Tx", body: dict[str, Any], papers: dict[str, Claims]) -> bool:
    told = telling.from_object(body["change"])
    known = tx.ends.audit_seq
    foreign.apply(tx, told)
    claims = papers.get(body.get("credential") or "")
    if claims is not None and told.kind == "worker":
        _keep(tx, told.record_id, body["credential"], claims)
    return tx.ends.audit_seq > known


def _credential(tx: "Tx", body: dict[str, Any], papers: dict[str, Claims]) -> bool:
    claims = papers.get(body["text"])
    if claims is None:
        raise Refused("qr_unknown_key")
    _keep(tx, body["record"], body["text"], claims)
    return True


def _keep(tx: "Tx", worker_id: str, text: str, claims: Claims) -> None:
    if claims.kind != "confirmed" or not claims.kpj:
        raise Refused("qr_altered")
    foreign.put_credential(tx, worker_id, text, claims.kpj, claims.name, claims.number)


def _verdict(tx: "Tx", body: dict[str, Any], _papers: dict[str, Claims]) -> bool:
    return settling.verdict(tx, receipt.from_object(body))


_TAKING = {"change": _change, "credential": _credential, "verdict": _verdict}


@contextmanager
def _by_itself(tx: "Tx") -> Iterator[None]:
    """What fails within leaves no trace; what was written before it stays."""
    tx.cursor.execute("SAVEPOINT item")
    try:
        yield
    except BaseException:
        tx.cursor.execute("ROLLBACK TO item")
        tx.__dict__.pop("ends", None)  # the ends of the sequences are where they were
        raise
    finally:
        tx.cursor.execute("RELEASE item")
