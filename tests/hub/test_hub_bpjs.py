"""The list for BPJS, its answer, and what both tell the villages; whose NIK it is."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hub_office import NEIGHBOUR, record
from sqlalchemy import select

from desktop_app.domain.findings import Refused, block
from desktop_app.hub import answering, audit, devices, exporting, records, transferring
from desktop_app.hub.tables import OWNER, RECORD
from desktop_app.lists.answers import AnswerRow
from desktop_app.lists.bpjs import load_mapping, write_bpjs
from desktop_app.sync.wire.enrolment import succession
from desktop_app.trust import credential
from desktop_app.trust.keys import public_key

KPJ = "12345678901"
NIK = record(1)["nik"]


def row(number=1, **said):
    values = {"nik": record(number)["nik"], "kpj": None, "reason": None, **said}
    return AnswerRow(row=number + 1, **values)


def entry(hub, told):
    with hub.read() as c:
        found = [*records.workers(c, RECORD.c.id == told.record_id)]
    return found[0]


def news(office):
    return [item for item in office.pull() if item.kind != "keys"]


def sent(hub, *where):
    """The list is written, and whoever is on it marked."""
    going = exporting.people(hub, *where)
    exporting.mark(hub, going)
    return [one.worker for one in going]


def names(people):
    return [one.full_name for one in people]


def test_who_goes_to_bpjs(hub, office, neighbour):
    pending = {"method": "pending", "purposes": ["bpjs", "hub"]}
    not_bpjs = {**record(1)["consent"], "purposes": ["hub"]}
    office.deliver(
        office.new(record(1)),
        office.new(record(2, consent=pending)),
        office.new(record(3, consent=not_bpjs)),
        office.new(record(4, membership="member", kpj=KPJ)),
        office.new(record(5, membership="ended", ended_why="death")),
        office.new(record(6, segment="wage")),
        office.new(record(7, membership="submitted")),
        office.new(record(8, membership="refused_by_bpjs")),
        office.new({"worker": "x"}, kind="paper"),
    )
    neighbour.deliver(neighbour.new(record(9, village=NEIGHBOUR)))
    people = sent(hub)
    assert names(people) == [f"Slamet Raharjo {n}" for n in (1, 7, 9)]
    assert write_bpjs(io.BytesIO(), people, load_mapping()) == 3
    lacking = {one.number: one.missing for one in exporting.lacking(hub)}
    assert set(lacking.values()) == {("consent",), ("segment",)}
    assert len(lacking) == 3


def test_a_clock_that_ran_ahead_keeps_nobody_from_going(hub, office):
    """The office's day was ten years on: what was taken stays readable."""
    ahead = {**record(1)["consent"], "given_on": "2036-11-22"}
    told = record(1, consent=ahead, registered_on="2036-11-22", birth_date="1985-08-15")
    office.deliver(office.new(told, today="2036-11-22"))
    assert names(sent(hub)) == ["Slamet Raharjo 1"]


def test_a_region_and_a_day_narrow_the_list(hub, office, neighbour, hub_clock):
    office.deliver(office.new(record(1)))
    hub_clock.later(days=2)
    neighbour.deliver(neighbour.new(record(2, village=NEIGHBOUR)))
    assert len(sent(hub, "33.01")) == 2
    assert names(sent(hub, "3301012001")) == ["Slamet Raharjo 1"]
    assert sent(hub, "33.02") == []
    assert names(sent(hub, "", date(2026, 11, 24))) == ["Slamet Raharjo 2"]


def test_whoever_went_is_submitted_and_the_village_is_told_once(hub, office):
    told = office.new(record(1))
    office.deliver(told)
    assert names(sent(hub)) == names(sent(hub)) == ["Slamet Raharjo 1"]
    [item] = news(office)
    change = item.body["change"]
    assert change["fields"] == {
        "membership": ["candidate", "submitted"],
        "submitted_on": [None, "2026-11-22"],
    }
    assert change["base"] == told.change_id
    assert entry(hub, told).head == change["id"]


def test_a_confirmed_member_gets_a_credential(hub, office):
    told = office.new(record(1))
    office.deliver(told)
    sent(hub)
    news(office)
    done = answering.take(hub, [row(kpj=KPJ, member_since=date(2026, 12, 1))])
    assert [done.count(o) for o in ("confirmed", "refused_by_bpjs", "unmatched")] == [1, 0, 0]
    [item] = news(office)
    fields = item.body["change"]["fields"]
    assert fields["kpj"] == [None, KPJ]
    assert fields["membership"] == ["submitted", "member"]
    assert fields["member_since"] == [None, "2026-12-01"]
    assert fields["protection"] == ["none", "unknown"]
    checked = credential.check(item.body["credential"], office.keys.credentials)
    assert checked.genuine
    claims = checked.claims
    assert (claims.kind, claims.kpj, claims.name) == ("confirmed", KPJ, "Slamet Raharjo 1")
    assert (claims.as_of, claims.serial) == (date(2026, 11, 22), 1)
    assert (claims.number, claims.office) == (told.record["registration_number"], "Desa Tambakreja")
    assert entry(hub, told).data["kpj"] == KPJ
    assert sent(hub) == []


def test_the_same_answer_twice_changes_nothing(hub, office):
    office.deliver(office.new(record(1)), office.new(record(2)))
    answer = [row(1, kpj=KPJ), row(2, reason="NIK tidak padan")]
    first = answering.take(hub, answer)
    assert len(news(office)) == 2
    again = answering.take(hub, answer)
    assert [one.outcome for one in first.rows] == [one.outcome for one in again.rows]
    assert news(office) == []


def test_a_refusal_is_told_and_mended(hub, office):
    told = office.new(record(1))
    office.deliver(told)
    done = answering.take(hub, [row(reason="NIK tidak padan")])
    assert done.count("refused_by_bpjs") == 1
    [item] = news(office)
    assert item.body["change"]["fields"]["refused_reason"] == [None, "NIK tidak padan"]
    assert sent(hub) == []
    refused = entry(hub, told)
    head = replace(told, change_id=refused.head, record=refused.data)
    mended = office.change({**refused.data, "membership": "candidate", "rt": "001"}, head)
    assert office.verdicts(mended) == ["accepted"]
    assert len(sent(hub)) == 1


def test_rows_that_change_nothing(hub, office):
    taken = office.new(record(1, membership="member", kpj=KPJ))
    gone = office.new(record(3, membership="ended", ended_why="death", ended_on="2026-11-01"))
    office.deliver(taken, office.new(record(2)), gone)
    done = answering.take(
        hub,
        [
            row(1, kpj="99999999999"),
            row(2, kpj=KPJ),
            row(3, kpj="11111111111"),
            row(4, kpj="22222222222"),
            AnswerRow(6, None, None, None, findings=(block("nik_length", "nik"),)),
            row(1, reason="ditolak"),
        ],
    )
    rules = [one.finding.rule for one in done.rows]
    assert rules == [
        "kpj_differs",
        "kpj_of_another",
        "ended",
        "answer_unmatched",
        "nik_length",
        "transition",
    ]
    assert news(office) == []


def test_one_kpj_for_two_people_is_given_once(hub, office):
    office.deliver(office.new(record(1)), office.new(record(2)))
    done = answering.take(hub, [row(1, kpj=KPJ), row(2, kpj=KPJ)])
    assert [one.outcome for one in done.rows] == ["confirmed", "unmatched"]


def test_a_new_name_gets_a_new_credential(hub, office):
    told = office.new(record(1))
    office.deliver(told)
    answering.take(hub, [row(kpj=KPJ)])
    [item] = news(office)
    change = item.body["change"]
    head = replace(told, change_id=change["id"], record=change["record"])
    street = office.change({**head.record, "address": "Jl. Baru"}, head)
    name = office.change({**street.record, "full_name": "Slamet Widodo"}, street)
    other = office.successor(cursor="")
    by = succession(public_key(other.own.signing), office.own.signing)
    devices.enrol(hub, other.sealed_request(succeeds=by))
    assert office.verdicts(street, name) == ["accepted", "accepted"]
    told_other = news(other)
    assert [one.kind for one in told_other] == [*["change"] * 4, "credential"]
    text = told_other[-1].body["text"]
    claims = credential.check(text, office.keys.credentials).claims
    assert (claims.name, claims.kpj, claims.serial) == ("Slamet Widodo", KPJ, 2)
    assert claims.as_of == date(2026, 11, 22)
    [own] = news(office)
    assert own.kind == "credential"
    assert own.body == {"record": told.record_id, "text": text}


def test_an_office_cannot_have_a_kpj_of_its_own_signed(hub, office):
    told = office.new(record(1, membership="member", kpj=KPJ))
    office.deliver(told, office.change({**told.record, "full_name": "Lain"}, told))
    assert news(office) == []


def test_an_officer_gives_a_nik_to_another_village(hub, office, neighbour):
    first, other = office.new(record(1)), neighbour.new(record(1, village=NEIGHBOUR))
    office.deliver(first)
    neighbour.deliver(other)
    assert [(one.village, one.owns) for one in transferring.show(hub, NIK)] == [
        (office.village, True),
        (NEIGHBOUR, False),
    ]
    given = transferring.transfer(hub, NIK, NEIGHBOUR)
    assert (given.village, given.number) == (NEIGHBOUR, other.record["registration_number"])
    [lost] = news(office)
    assert (lost.kind, lost.body["id"], lost.body["verdict"]) == (
        "verdict",
        first.change_id,
        "duplicate",
    )
    [won] = news(neighbour)
    assert won.body == {"id": other.change_id, "verdict": "accepted"}
    assert entry(hub, other).data == other.record
    assert names(sent(hub)) == ["Slamet Raharjo 1"]
    assert office.verdicts(office.change({**first.record, "rt": "1"}, first)) == ["duplicate"]
    with hub.read() as c:
        assert [row.village for row in c.execute(select(OWNER))] == [NEIGHBOUR]
        assert NIK not in str(audit.newest(c))


def test_a_nik_goes_only_where_somebody_told_of_it(hub, office):
    office.deliver(office.new(record(1)))
    with pytest.raises(Refused) as refused:
        transferring.transfer(hub, NIK, NEIGHBOUR)
    assert refused.value.rule == "owner_nobody"
    assert transferring.transfer(hub, NIK, office.village).owns
    assert transferring.show(hub, record(2)["nik"]) == []


def test_nobody_is_submitted_before_the_list_is_written(hub, office):
    told = office.new(record(1))
    office.deliver(told)
    going = exporting.people(hub)
    assert news(office) == []
    exporting.mark(hub, going)
    exporting.mark(hub, going)
    assert len(news(office)) == 1
    assert entry(hub, told).data["membership"] == "submitted"


def test_an_answer_by_a_nik_that_was_corrected_since_finds_the_person(hub, office):
    told = office.new(record(1))
    mended = {**told.record, "nik": record(2)["nik"], "aliases": [NIK]}
    office.deliver(told, office.change(mended, told))
    assert answering.take(hub, [row(1, kpj=KPJ)]).count("confirmed") == 1
    assert entry(hub, told).data["kpj"] == KPJ


def test_a_kpj_goes_with_the_nik_to_another_village(hub, office, neighbour):
    office.deliver(office.new(record(1)))
    other = neighbour.new(record(1, village=NEIGHBOUR))
    neighbour.deliver(other)
    answering.take(hub, [row(kpj=KPJ)])
    transferring.transfer(hub, NIK, NEIGHBOUR)
    assert answering.take(hub, [row(kpj=KPJ)]).count("confirmed") == 1
    assert entry(hub, other).data["kpj"] == KPJ
