"""Registering, keeping, mending and ending, on a real office."""

import base64
import io
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from desktop_app.actions import finding, photographs, registering
from desktop_app.domain.findings import Refused


def test_a_worker_is_registered_and_found(desk, raw):
    outcome = registering.register(desk, [raw(1)])
    assert not outcome.refused
    (registered,) = outcome.registered
    found = finding.find_one(desk, registered.number)
    assert found.worker.full_name == "Slamet Raharjo"
    assert found.states.status == "candidate"
    assert found.states.delivery == "waiting"
    assert finding.find_one(desk, raw(1)["nik"]).id == found.id


def test_each_person_is_taken_or_refused_alone(desk, raw):
    people = [raw(1), raw(2, full_name=None), raw(3, occupation="penyihir"), raw(4, full_name="O")]
    outcome = registering.register(desk, people)
    assert len(outcome.registered) == 2
    assert [(r.index, r.findings[0].rule) for r in outcome.refused] == [
        (1, "required"),
        (2, "occupation"),
    ]


def test_the_same_nik_is_refused_in_one_file_and_later(desk, raw):
    outcome = registering.register(desk, [raw(1), raw(1)])
    assert outcome.refused[0].findings[0].rule == "duplicate_row"
    again = registering.register(desk, [raw(1)])
    assert again.refused[0].findings[0].rule == "nik_registered"


def test_a_likely_same_person_is_a_warning_that_can_be_confirmed(desk, raw):
    registering.register(desk, [raw(1)])
    twin = raw(2)
    refused = registering.register(desk, [twin]).refused
    assert refused[0].findings[0].rule == "same_person"
    taken = registering.register(desk, [{**twin, "confirmed": ["same_person"]}])
    assert taken.registered[0].warnings == ("same_person",)


def test_refused_ones_are_kept_when_asked(desk, raw):
    young = raw(1, nik="3301011508150001")
    outcome = registering.register(desk, [young, raw(2, occupation="x"), "no object"], keep=True)
    assert not outcome.registered
    kept = {d.record: d for d in registering.drafts(desk)}
    assert set(kept) == {"ineligible", "deferred"}
    assert kept["ineligible"].rules == ("age",)
    assert outcome.refused[2].draft_id is None


def test_nothing_is_written_when_everybody_is_refused(desk, raw):
    before = finding.history(desk, desk.office.id)
    registering.register(desk, [raw(1, occupation="x")])
    assert finding.history(desk, desk.office.id) == before
    assert registering.drafts(desk) == []


def test_a_draft_becomes_a_registration_when_its_warnings_are_confirmed(desk, raw):
    typed = raw(1, birth_date="1985-08-16")
    draft_id = registering.save_draft(desk, None, typed)
    with pytest.raises(Refused, match="nik_birth_date"):
        registering.confirm(desk, draft_id, [])
    registered = registering.confirm(desk, draft_id, ["nik_birth_date"])
    assert finding.find_one(desk, registered.id).worker.birth_date == date(1985, 8, 16)
    assert registering.drafts(desk) == []


def test_a_form_is_kept_as_it_is_typed(desk):
    draft_id = registering.save_draft(desk, None, {"nik": "33010"})
    assert (
        registering.save_draft(desk, draft_id, {"nik": "3301011", "full_name": "War"}) == draft_id
    )
    (draft,) = registering.drafts(desk)
    assert draft.payload == {"nik": "3301011", "full_name": "War"}
    registering.discard_draft(desk, draft_id)
    assert registering.drafts(desk) == []


def test_editing_changes_the_given_fields_and_tells_before_and_after(desk, raw):
    (registered,) = registering.register(desk, [raw(1)]).registered
    edited = registering.edit(desk, registered.number, {"hamlet": "Krajan", "phone": None})
    assert (edited.worker.hamlet, edited.worker.phone) == ("Krajan", None)
    assert edited.worker.mother_name == "Tukinem"
    changes = {c.field: (c.before, c.after) for c in finding.history(desk, edited.id)[0].changes}
    assert changes["hamlet"] == (None, "Krajan")
    assert changes["phone"] == ("+6281327000011", None)


def test_an_edit_that_changes_nothing_makes_no_revision(desk, raw):
    (registered,) = registering.register(desk, [raw(1)]).registered
    before = finding.find_one(desk, registered.id)
    after = registering.edit(desk, registered.id, {"mother_name": "Tukinem"})
    assert after.revision == before.revision


def test_a_corrected_nik_leaves_an_alias(desk, raw):
    (registered,) = registering.register(desk, [raw(1)]).registered
    registering.edit(desk, registered.id, {"nik": raw(2)["nik"]})
    assert finding.find_one(desk, raw(1)["nik"]).id == registered.id
    assert finding.find_one(desk, raw(2)["nik"]).aliases == (raw(1)["nik"],)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"umur": 4}, "unknown_key"),
        ({"full_name": None}, "required"),
        ({"nik": "123"}, "nik_length"),
        ({"birth_date": "1985-08-16"}, "nik_birth_date"),
    ],
)
def test_an_edit_that_breaks_a_rule_changes_nothing(desk, raw, changes, rule):
    (registered,) = registering.register(desk, [raw(1)]).registered
    before = finding.find_one(desk, registered.id)
    with pytest.raises(Refused, match=rule):
        registering.edit(desk, registered.id, changes)
    assert finding.find_one(desk, registered.id) == before


def test_a_refused_sentence_shows_no_whole_nik(desk):
    with pytest.raises(Refused) as caught:
        finding.find_one(desk, "3301011508850001")
    assert "3301011508850001" not in str(caught.value.params)


def test_ending_is_said_once(desk, raw):
    (registered,) = registering.register(desk, [raw(1)]).registered
    ended = registering.end(desk, registered.id, "death", date(2026, 11, 20))
    assert ended.states.status == "ended"
    assert ended.standing.ended_why == "death"
    with pytest.raises(Refused, match="ended"):
        registering.end(desk, registered.id, "moved", date(2026, 11, 20))


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(1950, 1, 1)])
def test_nobody_ends_in_the_future_or_before_birth(desk, raw, on):
    (registered,) = registering.register(desk, [raw(1)]).registered
    with pytest.raises(Refused):
        registering.end(desk, registered.id, "death", on)


def test_a_member_of_last_year_comes_with_a_number(desk, raw):
    old = raw(1, kpj="12345678901", member_since="2025-01-01", paid_until="2026-10")
    (registered,) = registering.register(desk, [old]).registered
    found = finding.find_one(desk, "12345678901")
    assert found.id == registered.id
    assert (found.states.membership, found.states.protection) == ("member", "arrears")


def picture(size=(900, 700), form="JPEG", mode="RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, form)
    return out.getvalue()


def test_a_photo_is_cropped_small_and_kept_inside(desk, raw, tmp_path):
    (tmp_path / "foto.png").write_bytes(picture(form="PNG", mode="RGBA"))
    outcome = registering.register(desk, [raw(1, photo="foto.png")], base=tmp_path)
    sha = finding.find_one(desk, outcome.registered[0].id).worker.photo
    jpeg = finding.photo(desk, sha)
    assert len(jpeg) <= 40_000
    with Image.open(io.BytesIO(jpeg)) as stored:
        assert stored.size == (360, 480)


def test_base64_is_a_photo_too(desk, raw):
    text = base64.b64encode(picture()).decode()
    assert registering.register(desk, [raw(1, photo=text)]).registered


@pytest.mark.parametrize("photo", ["none.jpg", "bm9waWN0dXJl", "\0", "x" * 5000])
def test_what_is_no_picture_is_refused_by_that_rule(desk, raw, photo):
    refused = registering.register(desk, [raw(1, photo=photo)]).refused
    assert refused[0].findings[0].rule == "photo"


def test_an_enormous_picture_is_refused_before_it_is_decoded():
    huge = picture((20_000, 20_000), "PNG", "1")
    with pytest.raises(Refused, match="picture_too_large"):
        photographs.prepared(huge)


def test_a_clock_before_the_last_thing_written_is_noticed(desk, raw, clock):
    registering.register(desk, [raw(1)])
    clock.moment = datetime(2009, 1, 1, tzinfo=UTC)
    with pytest.raises(Refused, match="clock"):
        registering.register(desk, [raw(2, full_name="Warsini")])
    desk.say_today(date(2026, 11, 23))
    (taken,) = registering.register(desk, [raw(2, full_name="Warsini")]).registered
    assert finding.find_one(desk, taken.id).registered_on == date(2026, 11, 23)
