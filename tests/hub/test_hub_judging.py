"""Every verdict, asked of the real hub in the way an office does."""

from dataclasses import replace

import pytest
from hub_office import NEIGHBOUR, record
from sqlalchemy import select

from desktop_app.hub import devices, records
from desktop_app.hub.tables import CHANGE, RECORD
from desktop_app.sync.wire.enrolment import succession
from desktop_app.trust.keys import public_key


def entry(hub, told):
    with hub.read() as c:
        [found] = list(records.load(c, told_village(c, told), [told.record_id]))
        return found


def told_village(c, told):
    return c.execute(select(RECORD.c.village).where(RECORD.c.id == told.record_id)).scalar()


def held_records(hub):
    with hub.read() as c:
        return {row.id: row.data for row in c.execute(select(RECORD))}


def restored(office):
    """The office from an old backup, under a new incarnation."""
    other = office.successor(cursor="")
    by = succession(public_key(other.own.signing), office.own.signing)
    devices.enrol(office.hub, other.sealed_request(succeeds=by))
    return other


def said(receipt):
    return [(one.verdict, one.rule, one.field) for one in receipt.exceptions]


def test_a_new_person_is_accepted(hub, office):
    told = office.new(record(1))
    receipt = office.deliver(told)
    assert (receipt.count, receipt.exceptions) == (1, ())
    assert entry(hub, told).data == told.record
    assert entry(hub, told).head == told.change_id


def test_a_change_on_the_head_is_accepted(hub, office):
    first = office.new(record(1))
    then = office.change({**first.record, "address": "Jl. Melati 3"}, first)
    assert office.verdicts(first, then) == ["accepted", "accepted"]
    assert entry(hub, first).data["address"] == "Jl. Melati 3"
    assert entry(hub, first).head == then.change_id


def test_what_breaks_a_rule_is_refused_with_the_rule(hub, office):
    child = office.new(record(1, birth_date="2016-08-15", nik="3301011508160001"))
    odd = office.new(record(2, occupation="astronot"))
    fine = office.new(record(3))
    receipt = office.deliver(child, odd, fine)
    assert said(receipt) == [
        ("refused", "age", "birth_date"),
        ("refused", "occupation", "occupation"),
    ]
    assert receipt.exceptions[0].params == {"age": 10, "minimum": 18, "maximum": 64}
    assert set(held_records(hub)) == {fine.record_id}


def test_somebody_refused_is_judged_anew_when_mended(hub, office):
    wrong = office.new(record(1, occupation="astronot"))
    mended = office.change(record(1), wrong)
    assert office.verdicts(wrong) == ["refused"]
    assert office.verdicts(mended) == ["accepted"]
    assert entry(hub, wrong).data == mended.record


def test_age_counts_on_the_day_of_registration(hub, office):
    old = record(1, birth_date="1962-01-05", nik="3301010501620001", registered_on="2026-11-22")
    first = office.new(old)
    then = office.change({**old, "address": "Jl. Melati 3"}, first, today="2027-03-01")
    assert office.verdicts(first, then) == ["accepted", "accepted"]


def test_consent_may_be_given_after_the_registration(hub, office):
    first = office.new(record(1))
    consent = {"given_on": "2026-12-05", "method": "signed_form", "purposes": ["bpjs", "hub"]}
    then = office.change({**first.record, "consent": consent}, first, today="2026-12-05")
    assert office.verdicts(first, then) == ["accepted", "accepted"]


def test_a_nik_of_another_village_is_a_duplicate(hub, office, neighbour):
    office.deliver(office.new(record(1)))
    other = neighbour.new(record(1, village=NEIGHBOUR))
    [verdict] = neighbour.deliver(other).exceptions
    assert (verdict.verdict, verdict.rule, verdict.field) == ("duplicate", "nik_elsewhere", "nik")
    assert verdict.params["since"] == "2026-11-22"
    assert "Kedungreja" in verdict.params["village"]
    assert other.record_id not in held_records(hub)


def test_the_same_nik_twice_in_a_village_is_one_person(hub, office):
    one, again = office.new(record(1)), office.new(record(1, full_name="Slamet R."))
    assert office.verdicts(one, again) == ["accepted", "duplicate"]


def test_a_kpj_of_somebody_else_is_refused(hub, office):
    one = office.new(record(1, kpj="12345678901", membership="member"))
    other = office.new(record(2, kpj="12345678901", membership="member"))
    assert said(office.deliver(one, other)) == [("refused", "kpj_of_another", "kpj")]


def test_a_corrected_nik_releases_and_claims_at_once(hub, office, neighbour):
    first = office.new(record(1))
    then = office.change({**first.record, "nik": record(2)["nik"]}, first)
    third = office.new({**record(3), "nik": record(1)["nik"], "full_name": "Wagiman"})
    assert office.verdicts(first, then, third) == ["accepted"] * 3
    assert neighbour.verdicts(neighbour.new(record(2, village=NEIGHBOUR))) == ["duplicate"]


def test_whoever_moved_away_can_be_registered_elsewhere(hub, office, neighbour):
    first = office.new(record(1, kpj="12345678901", membership="member"))
    gone = {"membership": "ended", "ended_why": "moved", "ended_on": "2026-11-22"}
    office.deliver(first, office.change({**first.record, **gone}, first))
    there = record(1, village=NEIGHBOUR, kpj="12345678901", membership="member")
    assert neighbour.verdicts(neighbour.new(there)) == ["accepted"]


@pytest.mark.parametrize("why", ["death", "wage_worker", "own_wish"])
def test_other_ends_keep_the_nik(hub, office, neighbour, why):
    gone = record(1, membership="ended", ended_why=why, ended_on="2026-11-22")
    office.deliver(office.new(gone))
    assert neighbour.verdicts(neighbour.new(record(1, village=NEIGHBOUR))) == ["duplicate"]


def test_a_number_in_another_spelling_hides_nobody(hub, office):
    office.deliver(office.new(record(1)))
    spaced = record(1)["nik"].replace("3301", "3301 ")
    assert office.verdicts(office.new(record(2, nik=spaced))) == ["refused"]


def test_a_change_whose_base_has_not_come_is_held_and_judged_with_it(hub, office):
    first = office.new(record(1))
    then = office.change({**first.record, "address": "Jl. Melati 3"}, first)
    third = office.change({**then.record, "rt": "003"}, then)
    assert office.verdicts(third) == ["held"]
    assert office.verdicts(then) == ["held"]
    assert held_records(hub) == {}
    assert office.verdicts(first) == ["accepted"]
    assert entry(hub, first).data == third.record
    assert office.verdicts(third, then) == ["accepted", "accepted"]


def test_fields_that_nobody_else_touched_are_merged(hub, office):
    first, here, there = both_sides(office, {"address": "Jl. Melati 3"}, {"rt": "003"})
    assert office.verdicts(here) == ["accepted"]
    assert office.verdicts(there) == ["merged"]
    merged = entry(hub, first)
    assert merged.data["address"] == "Jl. Melati 3"
    assert merged.data["rt"] == "003"
    [item] = [i for i in office.pull() if i.kind == "change"]
    assert item.body["change"]["id"] == merged.head
    assert item.body["change"]["base"] == here.change_id
    assert item.body["change"]["fields"] == {"rt": [None, "003"]}
    assert item.body["change"]["record"] == merged.data


def test_the_same_field_changed_twice_is_a_conflict_and_loses_nothing(hub, office):
    first, here, there = both_sides(office, {"rt": "001"}, {"rt": "003"})
    assert office.verdicts(here) == ["accepted"]
    receipt = office.deliver(there)
    assert said(receipt) == [("conflict", "conflict", "rt")]
    assert receipt.exceptions[0].params == {"theirs": "001"}
    assert entry(hub, first).data["rt"] == "001"
    with hub.read() as c:
        kept = c.execute(select(CHANGE.c.record).where(CHANGE.c.change_id == there.change_id))
        assert '"rt":"003"' in kept.scalar()


def test_the_same_change_on_both_sides_is_no_conflict(hub, office):
    first, here, there = both_sides(office, {"rt": "001"}, {"rt": "001"})
    assert office.verdicts(here, there) == ["accepted", "merged"]
    assert entry(hub, first).head == here.change_id


def test_a_merged_record_must_hold_too(hub, office):
    owner = {"business_owner": True, "programmes": ["JKK", "JKM", "JHT"]}
    first = office.new(record(1, programmes=["JKK", "JKM", "JHT"]))
    office.deliver(first)
    here = office.change({**first.record, "programmes": ["JKK", "JKM"]}, first)
    there = office.change({**first.record, **owner}, first)
    assert office.verdicts(here) == ["accepted"]
    assert said(office.deliver(there)) == [("conflict", "programmes", "programmes")]


def test_what_was_refused_in_between_counts_from_where_the_hub_stands(hub, office):
    first = office.new(record(1))
    office.deliver(first)
    wrong = office.change({**first.record, "occupation": "astronot", "rt": "001"}, first)
    mended = office.change({**wrong.record, "occupation": "nelayan"}, wrong)
    assert office.verdicts(wrong, mended) == ["refused", "accepted"]
    assert entry(hub, first).data == mended.record


def test_a_refused_step_is_merged_along_with_its_mending(hub, office):
    first = office.new(record(1))
    office.deliver(first)
    wrong = office.change({**first.record, "occupation": "astronot", "rt": "001"}, first)
    mended = office.change({**wrong.record, "occupation": "nelayan"}, wrong)
    other = office.change({**first.record, "rw": "002"}, first)
    assert office.verdicts(other) == ["accepted"]
    assert office.verdicts(wrong, mended) == ["conflict", "merged"]
    data = entry(hub, first).data
    assert (data["occupation"], data["rt"], data["rw"]) == ("nelayan", "001", "002")


def both_sides(office, here, there):
    """A record that the hub has, and two changes of it that do not know each other."""
    first = office.new(record(1))
    office.deliver(first)
    return (
        first,
        office.change({**first.record, **here}, first),
        office.change({**first.record, **there}, first),
    )


def test_an_unknown_kind_waits_for_a_newer_hub(hub, office):
    claim = office.new({"kind": "death"}, kind="claim")
    after = office.change({"kind": "accident"}, claim, kind="claim")
    assert office.verdicts(claim, after) == ["later", "later"]
    assert office.verdicts(claim) == ["later"]


def test_unknown_keys_are_carried_along(hub, office):
    first = office.new(record(1, religion="?"), extra={"mood": "good"})
    office.deliver(first)
    assert entry(hub, first).data["religion"] == "?"
    [item] = [i for i in restored(office).pull() if i.kind == "change"]
    assert item.body["change"]["mood"] == "good"


def test_papers_and_lists_are_kept(hub, office):
    paper = {"worker": "x", "kind": "card", "status": "provisional", "serial": 3}
    made = office.new(paper, kind="paper")
    listed = office.new({"number": "1/BPJS/XI/2026", "people": 3}, kind="submission")
    assert office.verdicts(made, listed) == ["accepted", "accepted"]


def test_a_conflict_about_a_persons_numbers_does_not_tell_them(hub, office):
    _, here, there = both_sides(office, {"phone": "+6281327000022"}, {"phone": "+6281327000033"})
    office.deliver(here)
    [verdict] = office.deliver(there).exceptions
    assert (verdict.verdict, verdict.field, verdict.params) == ("conflict", "phone", {})


def test_a_conflict_is_decided_by_setting_the_field_again(hub, office):
    first, here, there = both_sides(office, {"rt": "001"}, {"rt": "003", "rw": "002"})
    assert office.verdicts(here) == ["accepted"]
    assert office.verdicts(there) == ["conflict"]
    decided = office.change({**there.record, "rt": "004"}, there)
    assert office.verdicts(decided) == ["accepted"]
    data = entry(hub, first).data
    assert (data["rt"], data["rw"]) == ("004", "002")


def test_a_conflict_is_not_decided_by_whoever_did_not_know_of_it(hub, office):
    first, here, there = both_sides(office, {"rt": "001"}, {"rt": "003"})
    office.deliver(here)
    again = office.change({**there.record, "rt": "004"}, there)
    assert office.verdicts(there, again) == ["conflict", "conflict"]
    assert entry(hub, first).data["rt"] == "001"


def test_another_field_does_not_stay_in_conflict(hub, office):
    first, here, there = both_sides(office, {"rt": "001"}, {"rt": "003"})
    office.deliver(here)
    office.deliver(there)
    other = office.change({**there.record, "rw": "002"}, there)
    assert office.verdicts(other) == ["merged"]
    data = entry(hub, first).data
    assert (data["rt"], data["rw"]) == ("001", "002")


def test_an_older_program_erases_nothing_it_does_not_know(hub, office):
    first = office.new(record(1, blood_group="AB"))
    office.deliver(first)
    older = replace(first, record=record(1))
    assert office.verdicts(office.change({**record(1), "rt": "001"}, older)) == ["accepted"]
    data = entry(hub, first).data
    assert (data["blood_group"], data["rt"]) == ("AB", "001")
    [_, told] = [one.body["change"] for one in restored(office).pull() if one.kind == "change"]
    assert told["record"] == data


def test_the_hub_tells_what_changed_and_not_what_it_was_told_had(hub, office):
    first = office.new(record(1))
    then = office.change({**record(1), "rt": "001"}, first)
    then = replace(then, fields={"rt": ["999", "001"], "rw": [None, "002"]})
    office.deliver(first, then)
    [_, told] = [one.body["change"] for one in restored(office).pull() if one.kind == "change"]
    assert told["fields"] == {"rt": [None, "001"], "rw": [None, "002"]}


def test_a_registration_number_is_one_persons(hub, office):
    first = office.new(record(1))
    number = first.record["registration_number"]
    second = office.new(record(2, registration_number=number))
    assert office.verdicts(first) == ["accepted"]
    [verdict] = office.deliver(second).exceptions
    told = (verdict.verdict, verdict.rule, verdict.field, verdict.params)
    assert told == ("refused", "number_taken", "registration_number", {"number": number})
    ninth = record(9)["registration_number"]
    both = [office.new(record(n, registration_number=ninth)) for n in (3, 4)]
    assert office.verdicts(*both) == ["accepted", "refused"]


@pytest.mark.parametrize(
    "odd", [{"aliases": ["x"]}, {"aliases": [[]]}, {"family": 3}, {"consent": 3}, {"ended_on": "x"}]
)
def test_a_record_of_another_shape_is_refused(office, odd):
    [name] = odd
    [verdict] = office.deliver(office.new(record(1, **odd))).exceptions
    assert (verdict.verdict, verdict.rule, verdict.field) == ("refused", "type", name)
