"""Changes, receipts and pages: written, read back, and never half-read."""

import json

import pytest
import wire_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sync.wire import changes, feed, photo, receipt, session
from desktop_app.sync.wire.errors import Garbled
from desktop_app.sync.wire.feed import Item, Page
from desktop_app.trust import cose


@given(st.lists(samples.told, max_size=4))
def test_changes_come_back_as_they_were(told: list[changes.Told]) -> None:
    assert changes.read(changes.written(told)) == told


def test_what_a_newer_program_says_besides_is_carried_along() -> None:
    line = {"id": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "seq": 1, "kind": "worker"}
    line |= {"rec": line["id"], "at": "", "day": "", "by": "", "later": {"a": 1}}
    told = changes.read(json.dumps(line).encode())[0]
    assert told.extra == {"later": {"a": 1}}
    assert changes.as_object(told)["later"] == {"a": 1}


@given(st.lists(samples.verdicts, max_size=4), st.integers(0, 9))
def test_receipts_come_back_and_count(exceptions: list[receipt.Verdict], more: int) -> None:
    made = samples.receipt_of(tuple(exceptions), more)
    assert receipt.read(receipt.written(made)) == made
    assert sum(made.tally().values()) == made.count


def test_a_receipt_with_more_verdicts_than_changes_is_none() -> None:
    verdict = receipt.Verdict(change_id="x", verdict="refused")
    made = samples.receipt_of((verdict, verdict), 0)
    short = receipt.written(made).replace(b'"count":2', b'"count":1')
    with pytest.raises(Garbled):
        receipt.read(short)


@given(st.lists(st.builds(Item, samples.words, samples.records), max_size=3), st.booleans())
def test_pages_come_back(items: list[Item], more: bool) -> None:
    page = Page(cursor="c1", more=more, at="a", epoch="e", items=tuple(items))
    assert feed.read(feed.written(page)) == page


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_anything_else_is_refused(content: bytes) -> None:
    for read in (receipt.read, feed.read):
        with pytest.raises(Garbled):
            read(content)
    try:
        assert changes.read(content) == []
    except Garbled:
        return


@pytest.mark.parametrize(
    "line", ["[]", "1", "{}", '{"id":1}', "null", "{", '{"fields":{"a":[1]}}', '{"record":[]}']
)
def test_a_line_that_is_no_change(line: str) -> None:
    with pytest.raises(Garbled):
        changes.read(line.encode())


def test_an_acknowledged_picture_is_named_by_its_bytes() -> None:
    digest = photo.digest(b"jpeg")
    said = photo.acknowledgement(digest, samples.DEVICE.signing)
    assert photo.read_acknowledgement(said, samples.DEVICE_KEYS) == digest
    with pytest.raises(Garbled):
        photo.read_acknowledgement(said, {})
    with pytest.raises(Garbled):
        photo.read_acknowledgement(said[:-1] + bytes([said[-1] ^ 1]), samples.DEVICE_KEYS)
    with pytest.raises(Garbled):
        photo.read_acknowledgement(b"<html>", samples.DEVICE_KEYS)


def test_a_session_shows_who_signed_which_nonce() -> None:
    header = session.authorization("abc.def", samples.DEVICE.signing)
    kid, nonce, signed = session.read_authorization(header)
    assert (nonce, kid) == ("abc.def", next(iter(samples.DEVICE_KEYS)))
    assert cose.fault(signed, samples.DEVICE_KEYS) is None


@given(st.text(max_size=60))
def test_any_header_is_refused_in_words(header: str) -> None:
    for text in (header, f"Loket {header}"):
        with pytest.raises(Garbled):
            session.read_authorization(text)
