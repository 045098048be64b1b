"""Taking in a batch: verify, judge, keep, tell, receipt; all of it in one transaction."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from desktop_app.domain.findings import Refused
from desktop_app.hub import asking, audit, changes, devices, keys, rules
from desktop_app.hub.changes import Kept
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.devices import Device
from desktop_app.hub.judging import WITHDRAWN
from desktop_app.hub.news import lock
from desktop_app.hub.tables import BATCH, DEVICE, VILLAGE
from desktop_app.hub.working import Work
from desktop_app.sync.wire import changes as form
from desktop_app.sync.wire import envelope, past
from desktop_app.sync.wire import receipt as receipts
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.envelope import Manifest
from desktop_app.sync.wire.errors import Garbled
from desktop_app.sync.wire.receipt import Receipt

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: So many changes a batch may have; offices send a fifth of it.
MOST_CHANGES = 5_000


@dataclass(frozen=True, slots=True)
class Taken:
    """The receipt of a batch, and whether the batch came for the first time."""

    receipt: bytes
    first: bool
    verdicts: tuple[tuple[str, int], ...] = ()
    """How many changes got which verdict; of a first batch only."""


class Clash(Refused):
    """This incarnation said something else in the same place (``incarnation``): the office has
    to begin another one. It does so by itself, so the hub signs it."""

    def __init__(self, batch_id: str, signing: bytes) -> None:
        super().__init__("incarnation")
        self.signed = past.told(batch_id, signing)


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch that was opened and verified."""

    manifest: Manifest
    digest: str
    told: tuple[Told, ...]
    digests: tuple[str, ...]
    """Of each change, in the same order."""


def take(hub: Hub, batch_id: str, raw: bytes) -> Taken:
    """Take a batch. The same bytes again get the same receipt and change nothing.

    Raises Garbled; Refused (``device_unknown``, ``device_revoked``, ``batch_differs`` for other
    bytes under a known id, ``incarnation`` where this incarnation said something else in the same
    place); Busy.
    """
    manifest, kid = envelope.manifest_of(raw)
    digest = hashlib.sha256(raw).hexdigest()
    if manifest.kind != "changes" or manifest.id != batch_id:
        raise Garbled
    with hub.read() as c:
        device = devices.sender(c, kid)
        known = _known(c, device, batch_id, digest)
        if known is not None and known.receipt:
            return known
        identities = keys.identities(c)
    batch = _opened(raw, digest, device, identities)
    if known is not None:
        raise Refused("batch_differs")
    read = rules.read_ahead(batch.told, device.village)
    with hub.write() as c:
        devices.sender(c, kid)
        lock(c, device.village)
        again = _known(c, device, batch_id, digest)
        if again is not None:
            if not again.receipt:
                raise Refused("batch_differs")
            return again
        _know_of_rollback(c, hub, device, manifest)
        work = Work(c, hub, device.village)
        work.book.read = read
        return _taken(work, device, batch)


def receipt_of(hub: Hub, device: Device, batch_id: str) -> bytes | None:
    """The receipt of a batch of this device's village, as it was given; None where none came."""
    with hub.read() as c:
        which = (BATCH.c.village == device.village) & (BATCH.c.id == batch_id)
        return c.execute(select(BATCH.c.receipt).where(which)).scalar()


def _know_of_rollback(c: "Connection", hub: Hub, device: Device, manifest: Manifest) -> None:
    """A receipt of our own epoch that we never gave was given before we were rolled back: a new
    epoch begins, and the offices say everything again."""
    if manifest.newest is None:
        return
    epoch, number = manifest.newest.epoch, manifest.newest.number
    given = c.execute(select(VILLAGE.c.receipts).where(VILLAGE.c.code == device.village)).scalar()
    if epoch == envelope.epoch_name(keys.itself(c).epoch) and number > (given or 0):
        keys.begin_epoch(c, moment(hub.now()), device.village, "receipt")


def _known(c: "Connection", device: Device, batch_id: str, digest: str) -> Taken | None:
    """The receipt where this very batch is known; an empty one where other bytes are."""
    which = (BATCH.c.village == device.village) & (BATCH.c.id == batch_id)
    row = c.execute(select(BATCH.c.digest, BATCH.c.receipt).where(which)).first()
    if row is None:
        return None
    return Taken(bytes(row.receipt) if row.digest == digest else b"", False)


def _opened(raw: bytes, digest: str, device: Device, identities: list[str]) -> _Batch:
    kid = bytes.fromhex(device.kid)
    opened = envelope.opened(raw, keys={kid: device.public}, identities=identities)
    manifest = opened.manifest
    said = (manifest.device, manifest.incarnation, manifest.village)
    if said != (device.id, device.incarnation, device.village):
        raise Garbled
    newer = manifest.schema > envelope.SCHEMA
    if opened.content.count(b"\n") > min(manifest.count, MOST_CHANGES):
        raise Garbled
    try:
        told = tuple(form.read(opened.content))
        digests = tuple(map(changes.digest, told))
    except (ValueError, RecursionError):  # text that is no text, or too deep
        raise Garbled from None
    except Garbled:
        raise Garbled("sealed_newer" if newer else "sealed_altered") from None
    _check_places(manifest, told)
    return _Batch(manifest, digest, told, digests)


def _check_places(manifest: Manifest, told: tuple[Told, ...]) -> None:
    """The manifest must say how many changes there are, and between which places."""
    places = [one.seq for one in told]
    inside = all(manifest.first_seq <= seq <= manifest.last_seq for seq in places)
    once = len(set(places)) == len({one.change_id for one in told}) == len(places)
    if len(places) != manifest.count or not inside or not once:
        raise Garbled


def _taken(work: Work, device: Device, batch: _Batch) -> Taken:
    manifest, at = batch.manifest, work.at
    said = [
        Kept(
            told=told,
            device=device.id,
            incarnation=device.incarnation,
            batch=manifest.id,
            received_at=at,
            digest=digest,
            about=changes.about(told),
        )
        for told, digest in zip(batch.told, batch.digests, strict=True)
    ]
    _check_sequence(work, device, manifest, said)
    work.open_book(said)
    fresh = sum(one.told.change_id not in work.book.changes for one in said)
    later = manifest.schema > envelope.SCHEMA
    done = work.judge_all(said, later=later)
    work.save()
    _note_duplicates(work, device, done)
    return _receipted(work, device, batch, done, fresh)


def _note_duplicates(work: Work, device: Device, done: list[Kept]) -> None:
    """That a village was told where somebody is registered, or paid for, is written down."""
    told = sum(one.rule in asking.RULES for one in done)
    if told:
        where = {"village": device.village, "subject": device.id}
        audit.said(work.c, "duplicates_told", at=work.at, actor="device", **where, count=told)


def _check_sequence(work: Work, device: Device, manifest: Manifest, said: list[Kept]) -> None:
    """One incarnation says one thing in one place. Raises Clash."""
    first, last = manifest.first_seq, manifest.last_seq
    there = changes.places(work.c, device.village, device.id, device.incarnation, first, last)
    for one in said:
        known = there.get(one.told.seq)
        if known is None:
            continue
        change_id, digest = known
        shorter = one.told.record is None or one.told.record.keys() <= WITHDRAWN
        if change_id != one.told.change_id or (digest != one.digest and not shorter):
            raise Clash(manifest.id, keys.signing(work.c, "receipts"))


def _receipted(work: Work, device: Device, batch: _Batch, done: list[Kept], fresh: int) -> Taken:
    c, manifest = work.c, batch.manifest
    mine = VILLAGE.c.code == device.village
    number = c.execute(select(VILLAGE.c.receipts).where(mine)).scalar_one() + 1
    c.execute(update(VILLAGE).where(mine).values(receipts=number))
    told = Receipt(
        batch_id=manifest.id,
        digest=batch.digest,
        at=work.at,
        epoch=work.me.epoch,
        number=number,
        count=len(done),
        exceptions=tuple(one.said() for one in done if one.verdict != "accepted"),
    )
    sealed = envelope.sealed(
        Manifest(
            kind="receipt",
            id=manifest.id,
            device=device.id,
            incarnation=device.incarnation,
            village=device.village,
            first_seq=manifest.first_seq,
            last_seq=manifest.last_seq,
            count=manifest.count,
        ),
        receipts.written(told),
        signing=keys.signing(c, "receipts"),
        to=device.receiving,
    )
    _keep(work, device, batch, (number, fresh, sealed))
    return Taken(sealed, True, tuple(sorted(told.tally().items())))


def _keep(work: Work, device: Device, batch: _Batch, given: tuple[int, int, bytes]) -> None:
    manifest = batch.manifest
    number, fresh, sealed = given
    row = {
        "village": device.village,
        "id": manifest.id,
        "device": device.id,
        "incarnation": device.incarnation,
        "digest": batch.digest,
        "first_seq": manifest.first_seq,
        "last_seq": manifest.last_seq,
        "count": manifest.count,
        "fresh": fresh,
        "head": manifest.head,
        "number": number,
        "received_at": work.at,
        "receipt": sealed,
    }
    work.c.execute(insert(BATCH), [row])
    mine = (DEVICE.c.village == device.village) & (DEVICE.c.kid == device.kid)
    work.c.execute(update(DEVICE).where(mine).values(seen_at=work.at))
