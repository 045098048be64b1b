"""Payments, sponsors, reservations and deposits at the hub: no month of a NIK twice."""

from dataclasses import replace

import pytest
from hub_money import deposit, payment, portions, reservation, sponsor, undone
from hub_office import NEIGHBOUR, Office, record
from sqlalchemy import select, text

from desktop_app.hub import asking, coverage, devices, transferring
from desktop_app.hub.tables import PAID_MONTH, RECORD
from desktop_app.sync.wire.enrolment import succession
from desktop_app.trust.keys import public_key

NO = {"given_on": "2026-11-22", "method": "signed_form", "purposes": ["bpjs"]}
TABLES = ("change", "record", "owner", "member", "feed", "credential", "audit", "paid_month")


def paid(office, person, *args, **values):
    return office.new(payment(person, *args, **values), kind="payment")


def undo(office, told):
    return office.change(undone(told.record), told, kind="payment")


def months(hub):
    """NIK and month → whose payment holds it."""
    with hub.read() as c:
        rows = c.execute(select(PAID_MONTH))
        return {(row.nik, row.month): (row.village, row.record_id) for row in rows}


def held(hub, told):
    return sorted(month for (_, month), (_, id_) in months(hub).items() if id_ == told.record_id)


def data(hub, told):
    with hub.read() as c:
        return c.execute(select(RECORD.c.data).where(RECORD.c.id == told.record_id)).scalar()


def news(office, kind="change"):
    return [item.body for item in office.pull() if item.kind == kind]


def restored(office):
    """The office from an old backup, under a new incarnation."""
    other = office.successor(cursor="")
    by = succession(public_key(other.own.signing), office.own.signing)
    devices.enrol(office.hub, other.sealed_request(succeeds=by))
    return other


def test_everything_about_money_is_taken_and_told_to_a_restored_office(hub, office):
    person = office.new(record(1))
    told = [
        person,
        office.new(sponsor(), kind="sponsor"),
        office.new(reservation(person), kind="reservation"),
        office.new(deposit(person), kind="deposit"),
        paid(office, person, "2026-11", 3, payer="APBDES-2026"),
    ]
    assert office.verdicts(*told) == ["accepted"] * 5
    assert held(hub, told[-1]) == ["2026-11", "2026-12", "2027-01"]
    back = news(restored(office))
    assert [one["change"]["record"] for one in back] == [one.record for one in told]
    assert [one["change"]["kind"] for one in back] == [one.kind for one in told]


def test_another_pc_of_the_village_learns_of_payments(hub, office):
    person = office.new(record(1))
    payment_ = paid(office, person)
    office.deliver(person, payment_, office.new(sponsor(), kind="sponsor"))
    other = Office(hub, tag="8K3")
    other.enrol()
    assert [one["change"]["kind"] for one in news(other)] == ["worker", "payment", "sponsor"]


@pytest.mark.parametrize(
    ("odd", "rule", "field"),
    [
        ({"last": "2027-11"}, "month_outside", "months"),
        ({"last": "2026-10"}, "month_outside", "months"),
        ({"first": "2026-13"}, "type", "first"),
        ({"amount": -8_400}, "amount", "amount"),
        ({"amount": 8_400.5}, "amount", "amount"),
        ({"amount": 10**18}, "amount", "amount"),
        ({"amount": True}, "amount", "amount"),
        ({"amount": 8_399}, "amount", "amount"),
        ({"portions": []}, "type", "portions"),
        ({"portions": "8400"}, "type", "portions"),
        ({"portions": [3]}, "type", "portions"),
        ({"portions": portions("2026-12", 1)}, "type", "portions"),
        ({"portions": portions("2026-11", 2)}, "type", "portions"),
        ({"portions": [*portions("2026-11", 1), *portions("2026-11", 1)]}, "type", "portions"),
        ({"portions": portions("2026-11", 1, -8_400), "amount": 0}, "amount", "amount"),
        ({"paid_on": "kemarin"}, "type", "paid_on"),
        ({"payer": ""}, "type", "payer"),
        ({"payer": 3}, "type", "payer"),
        ({"reference": None}, "type", "reference"),
        ({"worker": "siapa"}, "type", "worker"),
    ],
)
def test_a_payment_that_cannot_be_one_is_refused(hub, office, odd, rule, field):
    person = office.new(record(1))
    told = office.new(payment(person) | odd, kind="payment")
    fine = paid(office, person, "2027-01")
    receipt = office.deliver(person, told, fine)
    said = [(one.verdict, one.rule, one.field) for one in receipt.exceptions]
    if field == "worker":  # nobody is called so; it waits for them like any other
        assert said == [("held", None, None)]
    else:
        assert said == [("refused", rule, field)]
    assert {id_ for _, id_ in months(hub).values()} == {fine.record_id}


@pytest.mark.parametrize(
    ("kind", "odd", "field"),
    [
        ("deposit", {"state": "stolen"}, "state"),
        ("deposit", {"holder": ""}, "holder"),
        ("deposit", {"amount": 8_401}, "amount"),
        ("reservation", {"sponsor": None}, "sponsor"),
        ("sponsor", {"kind": "arisan"}, "kind"),
        ("sponsor", {"budget": -1}, "budget"),
        ("sponsor", {"budget": 1.5}, "budget"),
        ("sponsor", {"quota": 0}, "quota"),
        ("sponsor", {"last": "2027-01"}, "last"),
        ("sponsor", {"code": "self"}, "code"),
        ("sponsor", {"first": 3}, "first"),
    ],
)
def test_other_records_of_money_that_cannot_be(office, kind, odd, field):
    person = office.new(record(1))
    whole = {"deposit": deposit(person), "reservation": reservation(person), "sponsor": sponsor()}
    receipt = office.deliver(person, office.new(whole[kind] | odd, kind=kind))
    assert [(one.verdict, one.field) for one in receipt.exceptions] == [("refused", field)]


def test_a_month_that_another_village_paid_is_a_duplicate_and_kept(hub, office, neighbour):
    here, there = office.new(record(1)), neighbour.new(record(1, village=NEIGHBOUR))
    first = paid(office, here, "2026-10", 3, payer="CSR-MAJU")
    office.deliver(here, first)
    second = paid(neighbour, there, "2026-12", 3)
    receipt = neighbour.deliver(there, second)
    assert [one.rule for one in receipt.exceptions] == ["nik_elsewhere", "month_paid_elsewhere"]
    said = receipt.exceptions[1]
    assert (said.verdict, said.field) == ("duplicate", "month")
    assert said.params == {
        "month": "2026-12",
        "village": "Tambakreja (Kedungreja)",
        "payer": "CSR-MAJU",
    }
    assert held(hub, first) == ["2026-10", "2026-11", "2026-12"]
    assert held(hub, second) == []
    back = news(restored(neighbour))
    assert back[1]["change"]["record"] == second.record
    assert back[1]["verdict"]["rule"] == "month_paid_elsewhere"


def test_months_that_nobody_else_paid_are_taken_from_whoever_paid(hub, office, neighbour):
    """The person moved: the old village paid up to October, the new one goes on."""
    here = office.new(record(1, kpj="12345678901", membership="member"))
    old = paid(office, here, "2026-09", 2)
    gone = {"membership": "ended", "ended_why": "moved", "ended_on": "2026-11-01"}
    office.deliver(here, old, office.change({**here.record, **gone}, here))
    there = neighbour.new(record(1, village=NEIGHBOUR))
    late, new = paid(neighbour, there, "2026-10"), paid(neighbour, there, "2026-11")
    assert neighbour.verdicts(there, late, new) == ["accepted", "duplicate", "accepted"]


def test_what_was_undone_is_free_again_and_the_other_village_is_told(hub, office, neighbour):
    here, there = office.new(record(1)), neighbour.new(record(1, village=NEIGHBOUR))
    first, second = paid(office, here), paid(neighbour, there)
    office.deliver(here, first)
    assert neighbour.verdicts(there, second) == ["duplicate", "duplicate"]
    assert news(neighbour, "verdict") == []
    assert office.verdicts(undo(office, first)) == ["accepted"]
    assert held(hub, second) == []
    [told] = news(neighbour, "verdict")
    assert (told["id"], told["verdict"]) == (second.change_id, "accepted")
    assert held(hub, second) == ["2026-11"]
    assert news(neighbour, "verdict") == []
    assert office.verdicts(paid(office, here)) == ["duplicate"]


def test_a_duplicate_can_be_undone_and_frees_nothing(hub, office, neighbour):
    here, there = office.new(record(1)), neighbour.new(record(1, village=NEIGHBOUR))
    first, second = paid(office, here), paid(neighbour, there)
    office.deliver(here, first)
    neighbour.deliver(there, second)
    assert neighbour.verdicts(undo(neighbour, second)) == ["accepted"]
    assert held(hub, first) == ["2026-11"]
    office.deliver(undo(office, first))
    assert news(neighbour, "verdict") == []
    assert months(hub) == {}


def test_two_pcs_of_a_village_that_paid_the_same_month_are_in_conflict(hub, office):
    other = Office(hub, tag="8K3")
    other.enrol()
    person = office.new(record(1))
    mine, theirs = paid(office, person, "2026-11", 2), paid(other, person, "2026-12")
    assert office.verdicts(person, mine) == ["accepted", "accepted"]
    [said] = other.deliver(theirs).exceptions
    assert (said.verdict, said.rule, said.field) == ("conflict", "month_paid_here", "month")
    assert said.params == {"month": "2026-12", "payer": "self"}
    assert other.verdicts(undo(other, theirs)) == ["accepted"]
    assert held(hub, mine) == ["2026-11", "2026-12"]


def test_undone_by_both_is_undone(hub, office):
    person = office.new(record(1))
    one = paid(office, person)
    office.deliver(person, one)
    first = undo(office, one)
    again = replace(undo(office, one), record=undone(one.record) | {"undone": {"by": "tono"}})
    assert office.verdicts(first, again) == ["accepted", "merged"]
    assert months(hub) == {}


def test_the_same_payment_again_is_the_same(hub, office):
    person = office.new(record(1))
    one = paid(office, person)
    assert office.verdicts(person, one) == ["accepted", "accepted"]
    before = months(hub)
    assert office.verdicts(one) == ["accepted"]
    assert months(hub) == before


def test_a_payment_waits_for_its_person(hub, office):
    person = office.new(record(1))
    one = paid(office, person)
    after = undo(office, one)
    assert office.verdicts(after) == ["held"]
    assert office.verdicts(one) == ["held"]
    assert office.verdicts(person) == ["accepted"]
    assert office.verdicts(one, after) == ["accepted", "accepted"]
    assert '"undone"' in data(hub, one)
    assert months(hub) == {}


def test_a_payment_for_somebody_whom_the_hub_refused_is_the_pcs_own_matter(hub, office):
    other = Office(hub, tag="8K3")
    other.enrol()
    wrong = office.new(record(1, occupation="astronot"))
    one = paid(office, wrong)
    assert office.verdicts(wrong, one) == ["refused", "accepted"]
    assert held(hub, one) == ["2026-11"]
    assert news(other) == []
    assert [item["change"]["kind"] for item in news(restored(office))] == ["worker", "payment"]


def test_a_corrected_nik_takes_its_months_along(hub, office, neighbour):
    person = office.new(record(1))
    one = paid(office, person, "2026-11", 2)
    right = office.change({**person.record, "nik": record(2)["nik"]}, person)
    office.deliver(person, one, right)
    assert {nik for nik, _ in months(hub)} == {record(2)["nik"]}
    assert held(hub, one) == ["2026-11", "2026-12"]
    freed = neighbour.new(record(1, village=NEIGHBOUR))
    assert neighbour.verdicts(freed, paid(neighbour, freed)) == ["accepted", "accepted"]
    taken = neighbour.new(record(2, village=NEIGHBOUR))
    assert neighbour.verdicts(taken, paid(neighbour, taken)) == ["duplicate", "duplicate"]


def test_a_nik_that_was_refused_first_is_corrected_too(hub, office, neighbour):
    neighbour.deliver(neighbour.new(record(1, village=NEIGHBOUR)))
    wrong = office.new(record(1))
    one = paid(office, wrong)
    assert office.verdicts(wrong, one) == ["duplicate", "accepted"]
    right = office.change({**wrong.record, "nik": record(2)["nik"]}, wrong)
    assert office.verdicts(right) == ["accepted"]
    assert list(months(hub)) == [(record(2)["nik"], "2026-11")]


def test_a_correction_to_a_nik_that_others_paid_tells_so(hub, office, neighbour):
    moved = neighbour.new(record(2, village=NEIGHBOUR))
    gone = {"membership": "ended", "ended_why": "moved", "ended_on": "2026-11-01"}
    neighbour.deliver(moved, paid(neighbour, moved, payer="SERTAKAN"))
    neighbour.deliver(neighbour.change({**moved.record, **gone}, moved))
    person = office.new(record(1))
    one = paid(office, person, "2026-11", 2)
    office.deliver(person, one)
    office.deliver(office.change({**person.record, "nik": record(2)["nik"]}, person))
    [told] = news(office, "verdict")
    assert (told["id"], told["verdict"]) == (one.change_id, "duplicate")
    assert told["rule"] == "month_paid_elsewhere"
    assert told["params"]["payer"] == "SERTAKAN"
    assert held(hub, one) == ["2026-12"]


def test_a_transferred_nik_keeps_whatever_was_paid(hub, office, neighbour):
    here, there = office.new(record(1)), neighbour.new(record(1, village=NEIGHBOUR))
    first, second = paid(office, here), paid(neighbour, there, "2026-12")
    office.deliver(here, first)
    neighbour.deliver(there, second)
    transferring.transfer(hub, record(1)["nik"], NEIGHBOUR)
    assert held(hub, first) == ["2026-11"]
    assert held(hub, second) == ["2026-12"]
    assert neighbour.verdicts(paid(neighbour, there)) == ["duplicate"]
    moved = office.change({**here.record, "nik": record(3)["nik"]}, here)
    assert office.verdicts(moved) == ["accepted"]
    assert neighbour.verdicts(paid(neighbour, there)) == ["accepted"]


def withdrawal(office, before):
    left = {"registration_number": before.record["registration_number"], "consent": NO}
    fields = {"consent": [before.record["consent"], NO]}
    return replace(office.change(left, before), fields=fields)


def test_whoever_withdraws_leaves_no_money_behind(hub, office, neighbour):
    person, other = office.new(record(1)), office.new(record(2))
    told = [
        paid(office, person, payer="JANDA-PAYS"),
        office.new(reservation(person, sponsor="WARUNG"), kind="reservation"),
        office.new(deposit(person, holder="bu-wartini"), kind="deposit"),
        paid(office, person, amount=1, payer="KELIRU"),
    ]
    kept = paid(office, other)
    office.deliver(person, other, *told, kept)
    assert office.verdicts(withdrawal(office, person)) == ["accepted"]
    with hub.read() as c:
        everything = str([c.execute(text(f'SELECT * FROM "{name}"')).all() for name in TABLES])
    for trace in ("JANDA-PAYS", "WARUNG", "bu-wartini", "KELIRU", record(1)["nik"]):
        assert trace not in everything
    assert {id_ for _, id_ in months(hub).values()} == {kept.record_id}
    there = neighbour.new(record(1, village=NEIGHBOUR))
    assert neighbour.verdicts(there, paid(neighbour, there)) == ["accepted", "accepted"]
    assert {one["change"]["kind"] for one in news(restored(office))} == {"worker", "payment"}


def test_a_payment_that_comes_after_the_withdrawal_is_not_kept(hub, office):
    person = office.new(record(1))
    office.deliver(person, withdrawal(office, person))
    late = paid(office, person, payer="TERLAMBAT")
    [said] = office.deliver(late).exceptions
    assert (said.verdict, said.field) == ("conflict", "consent")
    with hub.read() as c:
        assert "TERLAMBAT" not in str(c.execute(text("SELECT * FROM change")).all())


def test_whoever_agrees_again_is_paid_for_again(hub, office):
    person = office.new(record(1))
    gone, old = withdrawal(office, person), paid(office, person)
    office.deliver(person, old, gone)
    back = office.change(person.record, gone)
    before = undo(office, old)
    new = paid(office, person, "2026-11", 2)
    assert office.verdicts(back, before, new) == ["accepted"] * 3
    assert held(hub, new) == ["2026-11", "2026-12"]


def test_a_sponsors_code_is_one_sponsors(hub, office):
    one, other = sponsor(), sponsor(code="apbdes-2026", name="Lain")
    first = office.new(one, kind="sponsor")
    receipt = office.deliver(first, office.new(other, kind="sponsor"))
    [said] = receipt.exceptions
    assert (said.verdict, said.rule, said.field) == ("conflict", "sponsor_twice", "code")
    more = office.change({**one, "budget": 12_000_000}, first, kind="sponsor")
    fewer = office.change({**one, "quota": 90}, first, kind="sponsor")
    clash = office.change({**one, "budget": 9_000_000}, first, kind="sponsor")
    assert office.verdicts(more, fewer, clash) == ["accepted", "merged", "conflict"]
    assert '"budget":12000000' in data(hub, first)
    assert '"quota":90' in data(hub, first)


def test_the_neighbours_sponsor_may_have_the_same_code(office, neighbour):
    assert office.verdicts(office.new(sponsor(), kind="sponsor")) == ["accepted"]
    assert neighbour.verdicts(neighbour.new(sponsor(), kind="sponsor")) == ["accepted"]


def test_payments_are_no_questionnaire_either(hub, office, neighbour, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    here = [office.new(record(n)) for n in (1, 2)]
    office.deliver(*here, *[paid(office, one) for one in here])
    there = [neighbour.new(record(n, village=NEIGHBOUR)) for n in (1, 2)]
    told = [*there, *[paid(neighbour, one) for one in there]]
    assert neighbour.verdicts(*told) == ["duplicate", "duplicate", "later", "later"]


def test_how_many_are_covered_this_month(hub, office):
    members = [office.new(record(n, kpj=f"1234567890{n}", membership="member")) for n in (1, 2, 3)]
    candidate = office.new(record(4))
    now, past, undone_ = (
        paid(office, members[0], "2026-10", 3),
        paid(office, members[1], "2026-08", 3),
        paid(office, members[2]),
    )
    office.deliver(*members, candidate, now, past, undone_, paid(office, candidate))
    office.deliver(undo(office, undone_))
    [village] = coverage.coverage(hub)
    assert (village.members, village.active) == (3, 1)
    assert coverage.total([village])["active"] == 1


def test_former_member_numbers_travel(hub, office):
    person = office.new(record(1, kpj="12345678901", former_kpjs=["98765432109"]))
    odd = office.new(record(2, former_kpjs=[3]))
    assert office.verdicts(person, odd) == ["accepted", "refused"]
    assert '"former_kpjs":["98765432109"]' in data(hub, person)
