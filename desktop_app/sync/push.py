"""Handing over what waits: batches that are stored before they are sent, then pictures."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.store import audit, changes, hubs, outbox, photos, settling
from desktop_app.store.outbox import Batch
from desktop_app.store.tx import new_id
from desktop_app.sync.errors import HubUnreachable
from desktop_app.sync.line import Line, believing, chunks, digest, moment
from desktop_app.sync.wire import changes as telling
from desktop_app.sync.wire import envelope, photo, receipt
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.receipt import Receipt, Verdict

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.domain.worker import Consent
    from desktop_app.store.changes import Change

#: Changes in one batch (its receipt is settled well within 50 ms, so that the counter never waits)
#: and bytes it has at most when sealed (what a bad line carries through before it breaks).
MOST, LARGE = 500, 256 * 1024
#: So many bytes of content become about :data:`LARGE` (measured: a registration of 1.3 kB packs
#: to a seventh).
_CONTENT = 7 * LARGE
_PURPOSE = "hub"
_PICTURES = 50
#: Words against one picture that say nothing about the next.
_ONE_PICTURE = frozenset(("body_too_large", "sealed_too_large", "sealed_altered", "not_found"))


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


@dataclass
class Push:
    """Everything of one exchange that goes out."""

    line: Line
    step: Callable[[int, int], None]
    sent: Sent = field(default_factory=Sent)
    _considered: set[int] = field(default_factory=set, init=False)
    _total: int = field(default=0, init=False)

    def again(self) -> None:
        """Send what was stored and has no receipt yet, byte for byte."""
        self._considered.clear()
        with self.line.desk.read() as c:
            waiting = outbox.open_batches(c)
        self._total = self.sent.changes + sum(batch.count for batch in waiting)
        for batch in waiting:
            self._settle(batch, self._send(batch))

    def new(self) -> None:
        """Build, store and send batches until nothing is left that may travel."""
        while due := self._due():
            self._total = self.sent.changes + len(due)
            self._hand_over(self._stored(due))

    def _hand_over(self, batches: Iterator[Batch]) -> None:
        """While one is on its way, the one before is settled and the next one made: office and
        hub work side by side."""
        before: tuple[Batch, Future[bytes]] | None = None
        with ThreadPoolExecutor(1, thread_name_prefix="loket-courier") as courier:
            for batch in batches:
                answer = before[1].result() if before else b""
                now = batch, courier.submit(self._send, batch)
                if before:
                    self._settle(before[0], answer)
                before = now
            if before:
                self._settle(before[0], before[1].result())

    def _stored(self, due: Sequence[int]) -> Iterator[Batch]:
        """Batches of these changes, each kept before anybody sends it."""
        for told in _portions(self._travelling(due)):
            for batch in self._sealed(told):
                with self.line.desk.write("exchange", dated=False) as tx:
                    outbox.store_batch(tx, batch)
                yield batch

    def pictures(self) -> None:
        """Send the pictures of people whom the hub knows, each once."""
        passed: set[str] = set()
        while True:
            with self.line.desk.read() as c:
                due = [one for one in outbox.photos_due(c, _PICTURES + len(passed))]
            due = [one for one in due if one not in passed]
            if not due:
                return
            for sha256 in due:
                passed.add(sha256)
                self._picture(sha256)

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
        content = telling.written(told)
        with self.line.desk.read() as c:
            head = audit.head(c)[1]
        number, seqs = new_id(), [one.seq for one in told]
        manifest = self.line.manifest(
            "changes",
            number,
            first_seq=min(seqs),
            last_seq=max(seqs),
            count=len(told),
            head=head[:16],
        )
        line = self.line
        raw = envelope.sealed(manifest, content, signing=line.own.signing, to=line.keys.receiving)
        if len(raw) > LARGE and len(told) > 1:
            half = len(told) // 2
            yield from self._sealed(told[:half])
            yield from self._sealed(told[half:])
            return
        yield Batch(
            id=number,
            hub=line.hub.root,
            incarnation=line.here.incarnation,
            seqs=tuple(seqs),
            count=len(seqs),
            digest=digest(raw),
            sealed=raw,
            made_at=line.desk.config.now(),
        )

    def _send(self, batch: Batch) -> bytes:
        self.line.pause()
        return self.line.client.send("PUT", f"/batches/{batch.id}", batch.sealed)

    def _settle(self, batch: Batch, raw: bytes) -> None:
        """Keep the receipt of a batch. Nothing is settled by anything else."""
        line = self.line
        told = self._receipt(batch, raw)
        at = moment(told.at)
        with line.desk.write("sent", dated=False) as tx:
            settling.receipted(tx, batch.id, raw, told)
            hubs.told(tx, epoch=told.epoch, at=at)
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

    def _picture(self, sha256: str) -> None:
        line = self.line
        with line.desk.read() as c:
            jpeg = photos.get(c, sha256)
        if jpeg is None or photo.digest(jpeg) != sha256:
            return  # the check of the office's data tells of it
        line.pause()
        raw = envelope.sealed(
            line.manifest("photo", new_id(), count=1),
            jpeg,
            signing=line.own.signing,
            to=line.keys.receiving,
        )
        try:
            answer = line.put(f"/photos/{sha256}", raw)
        except Refused as refused:
            if refused.rule in _ONE_PICTURE:
                return
            raise
        said = line.believed(lambda keys: photo.read_acknowledgement(answer, keys.receipts))
        if said != sha256:
            raise HubUnreachable("hub_garbled")
        with line.desk.write("sent", dated=False) as tx:
            outbox.photo_sent(tx, sha256)
        self.sent.pictures += 1


def travelling(c: "Connection", seqs: Sequence[int]) -> list[Told]:
    """Of these changes, those that may leave the office now, as they are told.

    A person's changes leave while the person agrees to the hub having them; a withdrawal of that
    leaves once, and alone, where the hub has something to forget (UU 27/2022 art. 9).
    """
    found = outbox.changes_at(c, seqs)
    base = outbox.bases(c, found)
    persons = [one for one in found if one.kind in ("worker", "paper")]
    consents = outbox.record_consents(c, list(dict.fromkeys(one.record_id for one in persons)))
    told = []
    for change in found:
        if change.kind not in ("worker", "paper") or allows(consents.get(change.record_id)):
            told.append(as_told(change, base.get(change.change_id)))
        elif is_withdrawal(change) and (known := _known(c, change)):
            told.append(_withdrawal(change, known))
    return told


def allows(consent: "Consent | None") -> bool:
    """Whether somebody agreed to the hub having their data."""
    return consent is not None and consent.method != "pending" and _PURPOSE in consent.purposes


def is_withdrawal(change: "Change") -> bool:
    """Whether this change took back the consent for the hub."""
    before, after = (change.fields or {}).get("consent", (None, None))
    return change.kind == changes.WORKER and _says(before) and not _says(after)


def _says(consent: Any) -> bool:
    if not isinstance(consent, dict):
        return False
    return consent.get("method") != "pending" and _PURPOSE in (consent.get("purposes") or ())


def _known(c: "Connection", change: "Change") -> str | None:
    """The newest change before this one that the hub answered; None where it has nothing."""
    answered = [
        one.change_id
        for one in changes.of_record(c, change.record_id)
        if one.seq < change.seq and one.settled and one.verdict != changes.BESIDE
    ]
    return answered[-1] if answered else None


def _withdrawal(change: "Change", base: str) -> Told:
    record, fields = change.record or {}, change.fields or {}
    kept = {key: record[key] for key in ("registration_number", "consent") if key in record}
    return as_told(change, base, record=kept, fields={"consent": fields["consent"]})


def as_told(change: "Change", base: str | None, **instead: Any) -> Told:
    """A change of the log as it travels."""
    whole = {"record": change.record, "fields": change.fields, **instead}
    return Told(
        change_id=change.change_id,
        seq=change.seq,
        kind=change.kind,
        record_id=change.record_id,
        base=base,
        at=change.at.isoformat(),
        today=change.today.isoformat(),
        actor=change.actor,
        doubt=change.clock_doubt,
        **whole,
    )


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
