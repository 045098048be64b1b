"""The feed: everything once, in order, in pages, and nothing of one's own."""

import pytest
from hub_office import Office, record
from sqlalchemy import update

from desktop_app.domain.findings import Refused
from desktop_app.hub import devices, feed, photos
from desktop_app.hub.changes import new_id
from desktop_app.hub.tables import HUB, PHOTO
from desktop_app.sync.wire import envelope, photo
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
    office.deliver(first, then, office.new(record(2, occupation="astronot")))
    back = restored(office)
    items = back.pull()
    assert changes(items) == [first.change_id, then.change_id]
    told = items[0].body["change"]
    assert told["record"] == first.record
    assert "base" not in told


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
