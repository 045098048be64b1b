"""Changes into sealed batches that a bad line carries."""

from collections.abc import Iterator, Sequence

from desktop_app.store import audit, outbox
from desktop_app.store.outbox import Batch
from desktop_app.store.tx import new_id
from desktop_app.sync.line import Line, digest
from desktop_app.sync.wire import changes as telling
from desktop_app.sync.wire import envelope
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.envelope import Newest, epoch_name


def sealed(line: Line, told: Sequence[Told], large: int) -> Iterator[Batch]:
    """One batch, or several where one would have more than ``large`` bytes."""
    content = telling.written(told)
    with line.desk.read() as c:
        head, newest = audit.head(c)[1], outbox.newest(c)
    number, seqs = new_id(), [one.seq for one in told]
    manifest = line.manifest(
        "changes",
        number,
        first_seq=min(seqs),
        last_seq=max(seqs),
        count=len(told),
        head=head[:16],
        newest=Newest(epoch_name(newest[0]), newest[1]) if newest else None,
    )
    raw = envelope.sealed(manifest, content, signing=line.own.signing, to=line.keys.receiving)
    if len(raw) > large and len(told) > 1:
        half = len(told) // 2
        yield from sealed(line, told[:half], large)
        yield from sealed(line, told[half:], large)
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
