"""Receipts: what the hub says of each change of a batch. Whoever is not named was accepted."""

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Any

from desktop_app.sync.wire import lines
from desktop_app.sync.wire.errors import Garbled

VERDICTS = ("accepted", "merged", "conflict", "duplicate", "refused", "held", "later")
#: Verdicts after which a change is still to be said again.
OPEN = ("held", "later")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one change."""

    change_id: str
    verdict: str
    """One of :data:`VERDICTS`."""
    rule: str | None = None
    field: str | None = None
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    """What the rule's sentence needs; never a NIK."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The hub's answer to one batch."""

    batch_id: str
    digest: str
    """SHA-256 of the batch's very bytes, hexadecimal."""
    at: str
    """The hub's moment, ISO in UTC."""
    epoch: str
    """Changes when the hub was rolled back."""
    number: int
    """Counts the hub's receipts."""
    count: int
    """How many changes the batch had."""
    exceptions: tuple[Verdict, ...] = ()
    """The verdicts other than ``accepted``."""

    def tally(self) -> dict[str, int]:
        """How many changes got which verdict; every verdict is named."""
        told = Counter(one.verdict for one in self.exceptions)
        told["accepted"] += self.count - len(self.exceptions)
        return {verdict: told[verdict] for verdict in VERDICTS}


def written(receipt: Receipt) -> bytes:
    """The receipt as content of an envelope."""
    head = {
        "batch": receipt.batch_id,
        "digest": receipt.digest,
        "at": receipt.at,
        "epoch": receipt.epoch,
        "number": receipt.number,
        "count": receipt.count,
    }
    return lines.written([head, *map(as_object, receipt.exceptions)])


def read(content: bytes) -> Receipt:
    """The receipt in an opened envelope. Raises Garbled."""
    objects = lines.read(content)
    if not objects:
        raise Garbled
    head, *rest = objects
    receipt = Receipt(
        batch_id=lines.text(head, "batch"),
        digest=lines.text(head, "digest"),
        at=lines.text(head, "at"),
        epoch=lines.text(head, "epoch"),
        number=lines.whole(head, "number"),
        count=lines.whole(head, "count"),
        exceptions=tuple(map(from_object, rest)),
    )
    if len(receipt.exceptions) > receipt.count:
        raise Garbled
    return receipt


def as_object(verdict: Verdict) -> dict[str, Any]:
    """One verdict as it is written; a feed carries it too."""
    full = {
        "id": verdict.change_id,
        "verdict": verdict.verdict,
        "rule": verdict.rule,
        "field": verdict.field,
        "params": verdict.params or None,
    }
    return {key: value for key, value in full.items() if value is not None}


def from_object(source: dict[str, Any]) -> Verdict:
    """One verdict from what was written. Raises Garbled."""
    params = source.get("params") or {}
    verdict = lines.text(source, "verdict")
    if not isinstance(params, dict):
        raise Garbled
    return Verdict(
        change_id=lines.text(source, "id"),
        verdict=verdict if verdict in VERDICTS else "later",  # of a newer hub
        rule=lines.maybe_text(source, "rule"),
        field=lines.maybe_text(source, "field"),
        params=params,
    )
