"""Pictures follow the records of people whom the hub has, each once."""

from collections.abc import Iterator

from desktop_app.domain.findings import Refused
from desktop_app.store import outbox, photos
from desktop_app.store.tx import new_id
from desktop_app.sync.errors import HubUnreachable
from desktop_app.sync.line import Line
from desktop_app.sync.wire import envelope, photo

_AT_ONCE = 50
#: Words against one picture that say nothing about the next.
_ONE_PICTURE = frozenset(("body_too_large", "sealed_too_large", "sealed_altered", "not_found"))


def sent(line: Line) -> Iterator[str]:
    """Send what is due; each that the hub acknowledged, by its SHA-256.

    Raises HubUnreachable, Refused, Stopped.
    """
    passed: set[str] = set()
    while True:
        with line.desk.read() as c:
            due = outbox.photos_due(c, _AT_ONCE + len(passed))
        due = [one for one in due if one not in passed]
        if not due:
            return
        for sha256 in due:
            passed.add(sha256)
            if _is_sent(line, sha256):
                yield sha256


def _is_sent(line: Line, sha256: str) -> bool:
    with line.desk.read() as c:
        jpeg = photos.get(c, sha256)
    if jpeg is None or photo.digest(jpeg) != sha256:
        return False  # the check of the office's data tells of it
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
            return False
        raise
    said = line.believed(lambda keys: photo.read_acknowledgement(answer, keys.receipts))
    if said != sha256:
        raise HubUnreachable("hub_garbled")
    with line.desk.write("sent", dated=False) as tx:
        outbox.photo_sent(tx, sha256)
    return True
