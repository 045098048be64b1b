"""Handing over what waits: batches that are stored before they are sent, then pictures."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from desktop_app.domain.findings import Refused
from desktop_app.store import hubs, outbox, settling
from desktop_app.store.outbox import Batch
from desktop_app.sync import pictures
from desktop_app.sync.errors import HubUnreachable
from desktop_app.sync.line import Line, believing, chunks, digest, moment
from desktop_app.sync.sealing import sealed
from desktop_app.sync.travelling import travelling
from desktop_app.sync.wire import changes as telling
from desktop_app.sync.wire import receipt
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.receipt import Receipt, Verdict

#: Changes in one batch (its receipt is settled well within 50 ms, so that the counter never waits)
#: and bytes it has at most when sealed (what a bad line carries through before it breaks).
MOST, LARGE = 500, 256 * 1024
#: So many bytes of content become about :data:`LARGE` (measured: a registration of 1.3 kB packs
#: to a seventh).
_CONTENT = 7 * LARGE
#: A batch at which the hub stumbled in so many exchanges is taken apart.
_TOO_OFTEN = 2
#: Words against a batch that a smaller one would not hear.
_TOO_LARGE = frozenset(("body_too_large", "sealed_too_large"))


@dataclass
class Sent:
    """What was handed over and what became of it."""

    changes: int = 0
    tally: dict[str, int] = field(default_factory=dict)
    """Verdict → how many."""
    exceptions: list[Verdict] = field(default_factory=list)
    """What was neither accepted nor merged."""
    pictures: int = 0

    def add(self, told: Receipt) -> None:
        """Count a receipt in."""
        self.changes += told.count
        for verdict, count in told.tally().items():
            self.tally[verdict] = self.tally.get(verdict, 0) + count
        self.exceptions += [v for v in told.exceptions if v.verdict != "merged"]

    @property
    def anything(self) -> bool:
        """Whether the hub was told anything."""
        return bool(self.changes or self.pictures)


@dataclass
class Push:
    """Everything of one exchange that goes out."""

    line: Line
    step: Callable[[int, int], None]
    sent: Sent = field(default_factory=Sent)
    trouble: Refused | None = field(default=None, init=False)
    """Why a batch was not taken, where that held no other back."""
    _lost: dict[str, int] = field(default_factory=dict, init=False)
    """Batches at which the hub stumbled in this exchange, and how many changes they have."""
    _considered: set[int] = field(default_factory=set, init=False)
    _told_again: bool = field(default=False, init=False)
    _total: int = field(default=0, init=False)

    def again(self) -> None:
        """Send what was stored and may have reached the hub, byte for byte.

        What was stored and never tried is built anew: somebody may have withdrawn meanwhile.
        """
        self._considered.clear()
        waiting = self._open()
        if untried := [batch.id for batch in waiting if not batch.tried]:
            with self.line.desk.write("exchange", dated=False) as tx:
                outbox.drop_batches(tx, untried)
        again = [one for one in waiting if one.tried and one.failures < _TOO_OFTEN]
        self._total = self.sent.changes + sum(batch.count for batch in again)
        for batch in again:
            self._one(batch)

    def new(self) -> None:
        """Build, store and send batches until nothing is left that may travel."""
        while due := self._due():
            self._total = self.sent.changes + len(due)
            self._hand_over(self._stored(due))

    def halves(self) -> None:
        """Take apart what the hub stumbled at in two exchanges, so that one change that it cannot
        take never holds the others: as far down as one of two halves still gets through."""
        for batch in self._open():
            if batch.failures >= _TOO_OFTEN:
                self._apart(batch)

    def _open(self) -> list[Batch]:
        with self.line.desk.read() as c:
            return outbox.open_batches(c)

    def _apart(self, batch: Batch) -> None:
        while batch.count > 1:
            lost = [half for half in self._halved(batch) if not self._one(half, alone=False)]
            if len(lost) != 1:
                return
            batch = lost[0]
        if batch.id not in self._lost:
            self._one(batch, alone=False)

    def _halved(self, batch: Batch) -> list[Batch]:
        """The same changes in two batches; those that may not leave any more wait again."""
        with self.line.desk.read() as c:
            told = travelling(c, batch.seqs)
        middle = (len(told) + 1) // 2
        portions = [one for one in (told[:middle], told[middle:]) if one]
        made = [replace(one, failures=1) for told in portions for one in self._sealed(told)]
        with self.line.desk.write("exchange", dated=False) as tx:
            outbox.drop_batches(tx, [batch.id])
            for one in made:
                outbox.store_batch(tx, one)
        return made

    def _one(self, batch: Batch, *, alone: bool = True) -> bool:
        """Send one batch and keep its receipt; False where the hub stumbled at it."""
        self._mark_tried(batch)
        return self._answered(batch, lambda: self._send(batch), alone=alone)

    def _hand_over(self, batches: Iterator[Batch]) -> None:
        """While one is on its way, the one before is settled and the next one made: office and
        hub work side by side."""
        before: tuple[Batch, Future[bytes]] | None = None
        with ThreadPoolExecutor(1, thread_name_prefix="loket-courier") as courier:
            for batch in batches:
                if before and before[1].exception() is not None:
                    self._answered(before[0], before[1].result)  # raises, unless others may go on
                    before = None
                self._mark_tried(batch)
                now = batch, courier.submit(self._send, batch)
                if before:
                    self._answered(before[0], before[1].result)
                before = now
            if before:
                self._answered(before[0], before[1].result)

    def _mark_tried(self, batch: Batch) -> None:
        if not batch.tried:
            with self.line.desk.write("exchange", dated=False) as tx:
                outbox.trying(tx, batch.id)

    def _answered(self, batch: Batch, answer: Callable[[], bytes], *, alone: bool = True) -> bool:
        """Settle what the hub answered; False where it stumbled at this batch.

        Raises HubUnreachable, Refused where others would fare no better: ``alone`` until another
        one got through.
        """
        try:
            raw = answer()
        except Refused as refused:
            trouble = self._trouble(batch, refused)
        else:
            self._settle(batch, raw)
            return True
        self.trouble = self.trouble or trouble
        with self.line.desk.write("exchange", dated=False) as tx:
            outbox.failed(tx, batch.id)
        self._lost[batch.id] = batch.count
        if alone and len(self._lost) > 1 and not self.sent.changes:
            raise trouble
        return False

    def _trouble(self, batch: Batch, refused: Refused) -> Refused:
        """What to tell where the hub stumbled at this very batch; else raises what was said."""
        if refused.rule == "incarnation":
            raise self.line.another_past(batch.id, str(refused.params.get("signed") or ""))
        if refused.rule == "sealed_altered":
            return HubUnreachable("hub_garbled")
        if refused.rule in _TOO_LARGE or getattr(refused, "stumbled", False):
            return refused
        raise refused

    def _stored(self, due: Sequence[int]) -> Iterator[Batch]:
        """Batches of these changes, each kept before anybody sends it."""
        for told in _portions(self._travelling(due)):
            for batch in self._sealed(told):
                with self.line.desk.write("exchange", dated=False) as tx:
                    outbox.store_batch(tx, batch)
                yield batch

    def pictures(self) -> None:
        """Send the pictures of people whom the hub knows, each once."""
        for _ in pictures.sent(self.line):
            self.sent.pictures += 1

    def _due(self) -> list[int]:
        """What waits and was not looked at in this exchange: each is, once."""
        now = self.line.desk.config.now()
        with self.line.desk.read() as c:
            due = [seq for seq in outbox.pending_seqs(c, now=now) if seq not in self._considered]
        self._considered.update(due)
        return due

    def _travelling(self, due: Sequence[int]) -> Iterator[Told]:
        for seqs in chunks(due, MOST):
            with self.line.desk.read() as c:
                told = travelling(c, seqs)
            yield from told

    def _sealed(self, told: Sequence[Told]) -> Iterator[Batch]:
        """One batch, or several where one would be too large for a bad line."""
        return sealed(self.line, told, LARGE)

    def _send(self, batch: Batch) -> bytes:
        """Hand it over; bytes that are good here and were altered on the way go once more."""
        try:
            return self._put(batch)
        except Refused as refused:
            if refused.rule != "sealed_altered":
                raise
        return self._put(batch)

    def _put(self, batch: Batch) -> bytes:
        self.line.pause()
        return self.line.client.send("PUT", f"/batches/{batch.id}", batch.sealed)

    def _settle(self, batch: Batch, raw: bytes) -> None:
        """Keep the receipt of a batch. Nothing is settled by anything else."""
        line = self.line
        told = self._receipt(batch, raw)
        at = moment(told.at)
        with line.desk.write("sent", dated=False) as tx:
            settling.receipted(tx, batch.id, raw, told)
            again = hubs.told(tx, epoch=told.epoch, at=at, but=batch.seqs)
        if again:
            line.reread()
            self._considered = set() if not self._told_again else self._considered
            self._told_again = True
        line.heard(at)
        self.sent.add(told)
        self.step(self.sent.changes, max(self._total, self.sent.changes))

    def _receipt(self, batch: Batch, raw: bytes) -> Receipt:
        """The receipt for these very bytes. Raises HubUnreachable (``hub_garbled``)."""
        opened = self.line.opened(raw, "receipt")
        with believing():
            told = receipt.read(opened.content)
        ours = (batch.id, digest(batch.sealed), batch.count)
        if (told.batch_id, told.digest, told.count) != ours:
            raise HubUnreachable("hub_garbled")
        return told


def _portions(told: Iterable[Told]) -> Iterator[list[Told]]:
    """As many as one batch should hold."""
    portion: list[Told] = []
    size = 0
    for one in told:
        length = len(json.dumps(telling.as_object(one), ensure_ascii=False))
        if portion and (len(portion) == MOST or size + length > _CONTENT):
            yield portion
            portion, size = [], 0
        portion.append(one)
        size += length
    if portion:
        yield portion
