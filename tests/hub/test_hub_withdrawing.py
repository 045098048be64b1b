"""Whoever withdraws leaves a number, whatever else is on its way; and may agree again."""

from dataclasses import replace
from datetime import date

import pytest
from hub_office import NEIGHBOUR, Office, record
from sqlalchemy import select, text

from desktop_app.hub import answering, photos
from desktop_app.hub.changes import new_id
from desktop_app.hub.tables import CHANGE, FEED, OWNER, PHOTO, RECORD
from desktop_app.lists.answers import AnswerRow
from desktop_app.sync.wire import envelope, photo

NO = {"given_on": "2026-11-22", "method": "signed_form", "purposes": ["bpjs"]}
JPEG = b"\xff\xd8\xff" + bytes(range(200))
TABLES = ("change", "record", "owner", "member", "feed", "credential", "audit", "photo")


def withdrawal(office, before, *, base=None):
    """What an office says: the number and the consent, and which fields changed."""
    left = {"registration_number": before.record["registration_number"], "consent": NO}
    fields = {"consent": [before.record["consent"], NO]}
    return replace(office.change(left, base or before), fields=fields)


def held_of(hub, told):
    """Everything the hub's tables hold, as text."""
    with hub.read() as c:
        return str([c.execute(text(f'SELECT * FROM "{name}"')).all() for name in TABLES])


def data(hub, told):
    with hub.read() as c:
        return c.execute(select(RECORD.c.data).where(RECORD.c.id == told.record_id)).scalar()


def test_whoever_withdraws_leaves_nothing_behind(hub, office, neighbour):
    first = office.new(record(1))
    office.deliver(first)
    gone = withdrawal(office, first)
    assert office.verdicts(gone) == ["accepted"]
    everything = held_of(hub, first)
    assert first.record["nik"] not in everything
    assert first.record["full_name"] not in everything
    assert neighbour.verdicts(neighbour.new(record(1, village=NEIGHBOUR))) == ["accepted"]


def test_whoever_agrees_again_is_there_again(hub, office):
    first = office.new(record(1))
    gone = withdrawal(office, first)
    back = office.change(first.record, gone)
    assert office.verdicts(first, gone, back) == ["accepted"] * 3
    assert first.record["nik"] in data(hub, first)
    other = Office(hub, tag="8K3")
    other.enrol()
    told = [one.body["change"]["record"] for one in other.pull() if one.kind == "change"]
    assert told == [gone.record, back.record]


def test_a_withdrawal_never_waits(hub, office):
    """The hub lost an edit in between; what it has goes all the same."""
    first = office.new(record(1))
    office.deliver(first)
    lost = office.change({**first.record, "hamlet": "Kauman"}, first)
    gone = withdrawal(office, first, base=lost)
    assert office.verdicts(gone) == ["accepted"]
    assert office.verdicts(lost) == ["conflict"]
    everything = held_of(hub, first)
    assert first.record["nik"] not in everything
    assert "Kauman" not in everything


def test_the_edit_of_another_pc_that_comes_late_is_not_kept(hub, office):
    first = office.new(record(1))
    office.deliver(first)
    edit = office.change({**first.record, "hamlet": "Kauman"}, first)
    gone = withdrawal(office, first)
    assert office.verdicts(gone) == ["accepted"]
    [verdict] = office.deliver(edit).exceptions
    assert (verdict.verdict, verdict.field, verdict.params) == ("conflict", "consent", {})
    assert "Kauman" not in held_of(hub, first)
    then = office.change({**edit.record, "rt": "001"}, edit)
    assert office.verdicts(then) == ["conflict"]
    with hub.read() as c:
        assert c.execute(select(OWNER)).all() == []
    again = office.change(then.record, then)
    again = replace(again, fields={"consent": [NO, first.record["consent"]]})
    assert office.verdicts(again) == ["accepted"]
    assert "Kauman" in data(hub, first)


@pytest.mark.parametrize("order", [(1, 2, 0), (2, 0, 1), (2, 1, 0), (0, 2, 1)])
def test_an_agreement_that_waited_for_the_withdrawal_survives_it(hub, office, order):
    first = office.new(record(1))
    gone = withdrawal(office, first)
    again = office.change({**first.record, "hamlet": "Kauman"}, gone)
    said = (first, gone, again)
    for at in order:
        office.deliver(said[at])
    assert office.verdicts(*said) == ["accepted"] * 3
    assert "Kauman" in data(hub, first)
    other = Office(hub, tag="8K3")
    other.enrol()
    told = [one.body["change"] for one in other.pull() if one.kind == "change"]
    assert told[-1]["record"]["hamlet"] == "Kauman"


def test_what_waited_and_does_not_build_on_the_withdrawal_goes(hub, office):
    first = office.new(record(1))
    office.deliver(first)
    lost = office.change({**first.record, "rt": "001"}, first)
    waits = office.change({**lost.record, "hamlet": "Kauman"}, lost)
    assert office.verdicts(waits) == ["held"]
    assert office.verdicts(withdrawal(office, first)) == ["accepted"]
    assert "Kauman" not in held_of(hub, first)


def deliver_photo(office):
    manifest = envelope.Manifest(
        kind="photo",
        id=new_id(),
        device=office.device,
        incarnation=office.incarnation,
        village=office.village,
        count=1,
    )
    raw = envelope.sealed(manifest, JPEG, signing=office.own.signing, to=office.keys.receiving)
    photos.take(office.hub, photo.digest(JPEG), raw)


@pytest.mark.parametrize("shared", [False, True])
def test_the_photo_goes_unless_it_is_anothers_too(hub, office, shared):
    first = office.new(record(1, photo=photo.digest(JPEG)))
    other = office.new(record(2, photo=photo.digest(JPEG) if shared else None))
    office.deliver(first, other)
    deliver_photo(office)
    office.deliver(withdrawal(office, first))
    with hub.read() as c:
        assert len(c.execute(select(PHOTO)).all()) == shared


def test_credentials_go_from_the_feed(hub, office):
    first = office.new(record(1))
    office.deliver(first)
    row = AnswerRow(row=1, nik=record(1)["nik"], kpj="12345678901", reason=None)
    answering.take(hub, [replace(row, member_since=date(2026, 11, 1))])
    [item] = [one for one in office.pull() if one.kind == "change"]
    head = replace(first, change_id=item.body["change"]["id"], record=item.body["change"]["record"])
    named = office.change({**head.record, "full_name": "Slamet Widodo"}, head)
    office.deliver(named)
    with hub.read() as c:
        assert c.execute(select(FEED.c.body).where(FEED.c.kind == "credential")).scalar() != "{}"
    office.deliver(withdrawal(office, named))
    with hub.read() as c:
        assert "LK1" not in str(c.execute(select(FEED.c.body)).all())
        bodies = set(c.execute(select(FEED.c.body)).scalars())
        assert c.execute(select(CHANGE).where(CHANGE.c.record.contains("nik"))).all() == []
    assert bodies == {"{}"}
    assert [one.kind for one in office.pull()] == []
