"""The feed: what the hub has to tell a village, page by page behind an opaque cursor."""

from dataclasses import dataclass
from typing import Any

from desktop_app.sync.wire import lines
from desktop_app.sync.wire.errors import Garbled


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be told. A kind that a program does not know is passed over.

    ``change``: ``{"change": …, "credential": text or absent}``; ``credential``: ``{"record",
    "text"}``; ``verdict``: a verdict that came later than its receipt; ``keys``: the hub's keys or
    revocations changed, fetch them.
    """

    kind: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some items and where to go on."""

    cursor: str
    """Hand it back to get what comes after."""
    more: bool
    """Whether the next page has something already."""
    at: str
    """The hub's moment, ISO in UTC."""
    epoch: str
    items: tuple[Item, ...]
    last_seq: int = 0
    """The last sequence the hub has of the asking incarnation: one beyond the office's own means
    that the office was rolled back."""


def written(page: Page) -> bytes:
    """The page as content of an envelope."""
    head = {
        "cursor": page.cursor,
        "more": page.more,
        "at": page.at,
        "epoch": page.epoch,
        "seq": page.last_seq,
    }
    return lines.written([head, *({"kind": one.kind, "body": one.body} for one in page.items)])


def read(content: bytes) -> Page:
    """The page in an opened envelope. Raises Garbled."""
    objects = lines.read(content)
    if not objects:
        raise Garbled
    head, *rest = objects
    return Page(
        cursor=lines.text(head, "cursor"),
        more=bool(head.get("more")),
        at=lines.text(head, "at"),
        epoch=lines.text(head, "epoch"),
        items=tuple(map(_item, rest)),
        last_seq=lines.whole(head, "seq") if "seq" in head else 0,
    )


def _item(source: dict[str, Any]) -> Item:
    body = source.get("body")
    if not isinstance(body, dict):
        raise Garbled
    return Item(lines.text(source, "kind"), body)
