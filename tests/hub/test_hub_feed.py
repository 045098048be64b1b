"""The feed: everything once, in order, in pages, and nothing of one's own."""

import base64

import pytest
from hub_office import Office, record
from sqlalchemy import update

from desktop_app.domain.findings import Refused
from desktop_app.hub import audit, devices, feed, photos
from desktop_app.hub.changes import new_id
from desktop_app.hub.tables import HUB, PHOTO
from desktop_app.sync.wire import envelope, photo
from desktop_app.sync.wire import feed as form
from desktop_app.sync.wire.enrolment import succession
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust.keys import public_key


def restored(office):
    """The office from an old backup, under a new incarnation."""
    other = office.successor(cursor="")
    by = succession(public_key(other.own.signing), office.own.signing)
    devices.enrol(office.hub, other.sealed_request(succeeds=by))
    return other


def changes(items):
    return [item.body["change"]["id"] for item in items if item.kind == "change"]


def test_what_an_office_said_itself_is_not_told_to_it(office):
    office.deliver(office.new(record(1)))
    assert changes(office.pull()) == []
    assert office.pull() == []


def test_a_restored_office_gets_back_what_it_had_sent(office):
    first = office.new(record(1))
    then = office.change({**first.record, "rt": "001"}, first)
    wrong = office.new(record(2, occupation="astronot"))
    paper = office.new({"worker": first.record_id, "serial": 3}, kind="paper")
    listed = office.new({"number": "1/BPJS/XI/2026", "people": 3}, kind="submission")
    everything = (first, then, wrong, paper, listed)
    office.deliver(*everything)
    back = restored(office)
    items = [one for one in back.pull() if one.kind == "change"]
    assert changes(items) == [one.change_id for one in everything]
    told = items[0].body["change"]
    assert told["record"] == first.record
    assert "base" not in told
    verdicts = [one.body.get("verdict") for one in items]
    assert [one and (one["verdict"], one["rule"], one["field"]) for one in verdicts] == [
        None,
        None,
        ("refused", "occupation", "occupation"),
        None,
        None,
    ]


def test_what_is_a_devices_own_matter_is_not_told_to_others(hub, office):
    wrong = office.new(record(2, occupation="astronot"))
    office.deliver(wrong, office.new({"worker": "x"}, kind="paper"))
    other = Office(hub, tag="8K3")
    other.enrol()
    assert changes(other.pull()) == []


def test_a_neighbouring_pc_learns_of_the_people(hub, office):
    other = Office(hub)
    other.enrol()
    told = office.new(record(1))
    office.deliver(told)
    assert changes(other.pull()) == [told.change_id]
    assert changes(other.pull()) == []


def test_another_village_learns_nothing(office, neighbour):
    office.deliver(office.new(record(1)))
    assert changes(neighbour.pull()) == []


def test_pages_are_small_and_lose_nothing(office, monkeypatch):
    told = [office.new(record(n)) for n in range(1, 60)]
    office.deliver(*told)
    wanted = [one.change_id for one in told]
    monkeypatch.setattr(feed, "MOST_ITEMS", 7)
    assert changes(restored(office).pull()) == wanted
    monkeypatch.setattr(feed, "MOST_ITEMS", 500)
    monkeypatch.setattr(feed, "MOST_BYTES", 4_000)
    assert changes(restored(office).pull()) == wanted


@pytest.mark.parametrize("cursor", ["nonsense", "%%%", "YTpiOmM6ZA==", "é"])
def test_a_cursor_that_is_none_begins_at_the_beginning(office, cursor):
    told = office.new(record(1))
    office.deliver(told)
    back = restored(office)
    back.cursor = cursor
    assert changes(back.pull()) == [told.change_id]


def test_another_epoch_is_told_from_the_beginning(hub, office):
    told = office.new(record(1))
    office.deliver(told)
    back = restored(office)
    back.pull()
    with hub.write() as c:
        c.execute(update(HUB).values(epoch="another"))
    assert changes(back.pull()) == [told.change_id]


def test_a_page_is_for_one_device_only(hub, office, neighbour):
    with hub.read() as c:
        device = devices.by_kid(c, office.kid)
    raw = feed.page(hub, device, "")
    with pytest.raises(Garbled):
        envelope.opened(raw, keys=office.keys.receipts, identities=[neighbour.own.receiving])


def test_how_far_a_device_was_told_is_known(hub, office):
    other = Office(hub)
    other.enrol()
    office.deliver(office.new(record(1)))
    other.pull()
    with hub.read() as c:
        assert devices.by_kid(c, other.kid).told == 1


def page(office, cursor):
    with office.hub.read() as c:
        device = devices.by_kid(c, office.kid)
    raw = feed.page(office.hub, device, cursor)
    identities = [office.own.receiving]
    return form.read(envelope.opened(raw, keys=office.keys.receipts, identities=identities).content)


def test_a_page_says_how_far_the_hub_knows_this_incarnation(office, neighbour):
    assert page(office, "").last_seq == 0
    office.deliver(office.new(record(1)), office.new(record(2)))
    assert (page(office, "").last_seq, page(neighbour, "").last_seq) == (2, 0)
    assert page(restored(office), "").last_seq == 0


def test_a_cursor_beyond_the_end_begins_one_new_epoch(hub, office, neighbour):
    """Both villages know more than the hub: it was rolled back."""
    told = office.new(record(1))
    office.deliver(told)
    epoch = page(office, "").epoch
    ahead, also = (
        base64.urlsafe_b64encode(f"{epoch}:{one.village}:999:0".encode()).decode()
        for one in (office, neighbour)
    )
    back = restored(office)
    first = page(back, ahead)
    assert first.epoch != epoch
    assert changes(first.items) == [told.change_id]
    assert page(neighbour, also).epoch == page(back, first.cursor).epoch == first.epoch
    with hub.read() as c:
        [said] = [row for row in audit.newest(c) if row["action"] == "epoch_begun"]
    assert said["details"] == {"why": "cursor"}


JPEG = b"\xff\xd8\xff" + bytes(range(200))


def sealed_photo(office, jpeg=JPEG, **said):
    manifest = envelope.Manifest(
        kind="photo",
        id=new_id(),
        device=office.device,
        incarnation=office.incarnation,
        village=office.village,
        count=1,
        **said,
    )
    return envelope.sealed(manifest, jpeg, signing=office.own.signing, to=office.keys.receiving)


def test_a_photo_is_kept_once_and_acknowledged(hub, office, neighbour):
    name = photo.digest(JPEG)
    first = photos.take(hub, name, sealed_photo(office))
    again = photos.take(hub, name, sealed_photo(office))
    assert (first[1], again[1]) == (True, False)
    assert first[0] == again[0]
    assert photo.read_acknowledgement(first[0], office.keys.receipts) == name
    assert photos.take(hub, name, sealed_photo(neighbour))[1]
    with hub.read() as c:
        assert photos.get(c, office.village, name) == JPEG
        assert len(c.execute(PHOTO.select()).all()) == 2


def test_photos_that_are_not_taken(hub, office):
    name, raw = photo.digest(JPEG), sealed_photo(office)
    for wrong in (raw[:-1], raw[:-1] + bytes([raw[-1] ^ 1]), sealed_photo(office, b"another")):
        with pytest.raises(Garbled):
            photos.take(hub, name, wrong)
    large = b"x" * (photos.LARGEST + 1)
    with pytest.raises(Garbled) as refused:
        photos.take(hub, photo.digest(large), sealed_photo(office, large))
    assert refused.value.rule == "sealed_too_large"
    devices.revoke(hub, office.device)
    with pytest.raises(Refused) as gone:
        photos.take(hub, name, raw)
    assert gone.value.rule == "device_revoked"
