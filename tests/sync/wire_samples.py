"""Invented values in the forms of the line, for the tests of this folder."""

from uuid import UUID

from hypothesis import strategies as st

from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.envelope import Manifest
from desktop_app.sync.wire.receipt import VERDICTS, Receipt, Verdict
from desktop_app.trust import keys, seal

DEVICE = keys.generate()
HUB = keys.generate()
DEVICE_PUBLIC = keys.public_key(DEVICE.signing)
DEVICE_KEYS = {keys.kid(DEVICE_PUBLIC): DEVICE_PUBLIC}
HUB_RECIPIENT = seal.recipient(HUB.receiving)
VILLAGE = "33.01.01.2001"

uuids = st.integers(0, 2**128 - 1).map(lambda value: str(UUID(int=value)))
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
plain_values = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | words
records = st.dictionaries(words, plain_values | st.lists(plain_values, max_size=3), max_size=6)
pairs = st.lists(plain_values, min_size=2, max_size=2)
numbers = st.integers(0, 2**40)

told = st.builds(
    Told,
    change_id=uuids,
    seq=numbers,
    kind=st.sampled_from(("worker", "paper", "submission", "dues")),
    record_id=uuids,
    base=st.none() | uuids,
    at=words,
    today=words,
    actor=words,
    doubt=st.booleans(),
    record=st.none() | records,
    fields=st.none() | st.dictionaries(words, pairs, max_size=4),
    extra=st.dictionaries(words.map("x-{}".format), words, max_size=2),
)
verdicts = st.builds(
    Verdict,
    change_id=uuids,
    verdict=st.sampled_from(VERDICTS),
    rule=st.none() | words,
    field=st.none() | words,
    params=st.dictionaries(words, words, max_size=2),
)


def receipt_of(exceptions: tuple[Verdict, ...], more: int) -> Receipt:
    return Receipt(
        batch_id=str(UUID(int=7)),
        digest="ab" * 32,
        at="2026-11-22T03:00:00+00:00",
        epoch="e",
        number=3,
        count=len(exceptions) + more,
        exceptions=exceptions,
    )


def manifest(kind: str = "changes", **given: object) -> Manifest:
    told: dict = {
        "kind": kind,
        "id": str(UUID(int=1)),
        "device": str(UUID(int=2)),
        "incarnation": "0f" * 16,
        "village": VILLAGE,
        "first_seq": 1,
        "last_seq": 3,
        "count": 3,
        "head": b"h" * 16,
    }
    return Manifest(**{**told, **given})
