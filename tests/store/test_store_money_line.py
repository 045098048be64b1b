"""Money on the line to the hub: what waits, what it settles, what comes back."""

from dataclasses import replace
from datetime import date

import pytest
from making import ACT, Said, Told, answer, enrol, save, send, worker
from making_money import (
    MONTHLY,
    PAY,
    deposit,
    entry,
    hold,
    pay,
    payment,
    put,
    reservation,
    reserve,
    sponsor,
    undo,
)

from desktop_app.domain.findings import Refused
from desktop_app.domain.worker import Consent
from desktop_app.store import (
    changes,
    deposits,
    foreign,
    health,
    money,
    outbox,
    passed,
    payments,
    reservations,
    sponsors,
    workers,
)
from desktop_app.store.payments import MonthPaid

TAKEN = {**ACT, "action": "hub_answer"}


@pytest.fixture
def hub(store):
    return enrol(store)


@pytest.fixture
def known(store, hub):
    """Somebody whom the hub has taken."""
    one = save(store, worker(1), membership="member")
    answer(store, send(store))
    return one


def read(store, ask, *args):
    with store.read() as c:
        return ask(c, *args)


def log(store, record_id):
    return read(store, changes.of_record, record_id)


def sound(store):
    assert health.check(store, deep=True) == []
    return True


def bring(store, kind, record_id, record, change_id="f1", late=False, verdict=None, **told):
    given = {"change_id": change_id, "record_id": record_id, "record": record, "kind": kind}
    with store.write(**TAKEN) as tx:
        return foreign.apply(tx, Told(**given, **told), verdict=verdict, late=late)


def told_of(made):
    return {key: value for key, value in payments.whole(made).items() if value is not None}


UNDONE = {"on": "2026-11-24", "by": "budi", "why": "salah"}


# --- what goes out --------------------------------------------------------------------------------


def test_what_waits_is_told_with_whose_it_is(store, known):
    made = pay(store, known)
    put(store, sponsor())
    reserve(store, reservation(known, "2026-05"))
    hold(store, deposit(known, "2026-07"))
    waiting = read(store, outbox.waiting)
    assert [(one.kind, one.worker_id, one.verdict) for one in waiting] == [
        ("payment", known.id, "consent"),
        ("sponsor", None, "waiting"),
        ("reservation", known.id, "consent"),
        ("deposit", known.id, "consent"),
    ]
    assert (waiting[0].name, waiting[0].number) == ("Slamet Raharjo", known.number)
    agreed = Consent(method="signed_form", given_on=date(2026, 1, 1))
    with store.write(**ACT) as tx:
        now = workers.get(tx.connection, known.id)
        workers.update(tx, now, worker=replace(now.worker, consent=agreed))
    assert {one.verdict for one in read(store, outbox.waiting)} == {"waiting"}
    settled = answer(store, send(store))
    assert settled.accepted == 5
    assert read(store, outbox.waiting) == []
    assert read(store, outbox.bases, log(store, made.id)) == {
        log(store, made.id)[0].change_id: None
    }
    assert sound(store)


def test_what_the_hub_refused_is_to_be_mended_until_it_is_undone(store, known):
    made = pay(store, known)
    [first] = log(store, made.id)
    refused = Said(
        change_id=first.change_id,
        verdict="refused",
        rule="month_paid_elsewhere",
        field="month",
        params={"month": "2026-01"},
    )
    answer(store, send(store), refused)
    [told] = read(store, outbox.waiting)
    assert (told.rule, told.kind, told.worker_id) == ("month_paid_elsewhere", "payment", known.id)
    assert read(store, outbox.counts).to_mend == 1
    undo(store, made)
    assert read(store, outbox.counts).to_mend == 0
    first, second = log(store, made.id)
    assert read(store, outbox.bases, [second]) == {second.change_id: first.change_id}
    again = Said(change_id=second.change_id, verdict="refused", rule="x")
    answer(store, send(store), again)
    assert read(store, outbox.counts).to_mend == 0
    assert sound(store)


def test_what_is_held_takes_the_earlier_ones_back(store, known):
    made = pay(store, known)
    answer(store, send(store))
    undo(store, made)
    first, second = log(store, made.id)
    batch = send(store)
    assert batch.seqs == (second.seq,)
    answer(store, batch, Said(change_id=second.change_id, verdict="held"))
    assert read(store, outbox.pending_seqs) == [first.seq, second.seq]
    assert answer(store, send(store)).accepted == 2
    assert sound(store)


# --- what comes back ------------------------------------------------------------------------------


def test_a_payment_comes_back_and_twice_is_once(store, known):
    made = payment(known, "2026-03", 2, payer="self", code="7", proof="ab" * 32)
    for _ in range(2):
        assert bring(store, "payment", made.id, told_of(made), actor="siti") == known.id
    found = entry(store, made)
    assert (found.payment, found.by) == (made, "siti")
    assert read(store, outbox.waiting) == []
    [told] = log(store, made.id)
    assert (told.settled, told.verdict, told.kind) == ("feed", "accepted", "payment")
    assert sound(store)


def test_so_does_that_it_was_undone(store, known):
    made = payment(known, "2026-03", 2)
    bring(store, "payment", made.id, told_of(made))
    fields = {"undone": [None, UNDONE]}
    record = {**told_of(made), "undone": UNDONE}
    for _ in range(2):
        bring(store, "payment", made.id, record, "f2", fields=fields, base="f1")
    found = entry(store, made)
    assert (found.undone_on, found.undone_by) == (date(2026, 11, 24), "budi")
    assert read(store, payments.paid_of, [known.id]) == {}
    assert [one.fields for one in log(store, made.id)] == [None, fields]
    bring(store, "payment", made.id, told_of(made), "f3", base="f2")
    assert entry(store, made).undone_on == date(2026, 11, 24)
    assert sound(store)


def test_undone_before_it_was_ever_heard_of(store, known):
    made = payment(known, "2026-03", 2)
    body = {"change": {"id": "f1", "rec": made.id, "record": told_of(made)}}
    with store.write(**TAKEN) as tx:
        passed.keep(tx, "change", body, "sealed_altered")
    other = pay(store, known, "2026-04")
    bring(store, "payment", made.id, {**told_of(made), "undone": UNDONE}, "f2")
    assert read(store, passed.all_kept) == []
    bring(store, "payment", made.id, told_of(made), "f1", late=True)
    assert entry(store, made).undone_on == date(2026, 11, 24)
    assert entry(store, other).undone_on is None
    assert sound(store)


def test_a_month_that_was_typed_again_is_passed_over(store, known):
    """After a restore somebody entered a lost payment anew: the hub's own comes later."""
    typed = pay(store, known, "2026-03")
    lost = payment(known, "2026-02", 3)
    with pytest.raises(MonthPaid) as refused:
        bring(store, "payment", lost.id, told_of(lost))
    assert refused.value.rule == "month_paid"
    assert entry(store, lost) is None
    assert log(store, lost.id) == []
    body = {"change": {"id": "f1", "rec": lost.id, "kind": "payment", "record": told_of(lost)}}
    with store.write(**TAKEN) as tx:
        passed.keep(tx, "change", body, "month_paid")
    waiting = read(store, outbox.waiting)
    assert (waiting[0].worker_id, waiting[0].kind) == (known.id, "payment")
    assert (waiting[0].rule, waiting[0].params) == (
        "passed_over",
        {"number": known.number, "why": "month_paid"},
    )
    undo(store, typed)
    bring(store, "payment", lost.id, told_of(lost), late=True)
    assert entry(store, lost).payment == lost
    assert sound(store)


def test_what_the_office_said_since_stays(store, known):
    made = pay(store, known)
    answer(store, send(store))
    undo(store, made)
    bring(store, "payment", made.id, told_of(replace(made, code="9")), "f9", base="x")
    assert entry(store, made).undone_on is not None
    assert entry(store, made).payment.code is None
    assert log(store, made.id)[-1].verdict == "beside"
    assert [one.kind for one in read(store, outbox.waiting)] == ["payment"]
    first, second, _ = log(store, made.id)
    assert read(store, outbox.bases, [second]) == {second.change_id: first.change_id}
    assert sound(store)


def test_what_the_hub_holds_of_our_own_is_settled(store, known):
    made = pay(store, known)
    [told] = log(store, made.id)
    bring(store, "payment", made.id, told_of(made), told.change_id)
    assert read(store, outbox.waiting) == []
    assert len(log(store, made.id)) == 1
    assert sound(store)


def test_a_refused_payment_of_a_lost_past_comes_back_to_be_mended(store, known):
    made = payment(known)
    verdict = Said(change_id="f1", verdict="refused", rule="month_paid_elsewhere")
    bring(store, "payment", made.id, told_of(made), verdict=verdict)
    assert [one.rule for one in read(store, outbox.waiting)] == ["month_paid_elsewhere"]
    undo(store, made)
    assert read(store, outbox.counts).to_mend == 0
    assert sound(store)


def test_money_of_nobody_here_waits_for_them(store, known):
    made = payment("nobody")
    with pytest.raises(LookupError):
        bring(store, "payment", made.id, told_of(made))


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": -1},
        {"amount": "16800"},
        {"amount": 10**18},
        {"amount": True},
        {"first": "2026-13"},
        {"first": "2026-02"},
        {"last": "2027-01"},
        {"paid_on": "soon"},
        {"portions": None},
        {"portions": [{}]},
        {"portions": [{"first": "x"}]},
        {"undone": {"on": "x"}},
        {"payer": None},
    ],
)
def test_what_can_be_no_payment(store, known, wrong):
    record = {key: value for key, value in (told_of(payment(known)) | wrong).items() if value}
    with pytest.raises((KeyError, TypeError, ValueError)):
        bring(store, "payment", "r1", record)
    assert entry(store, payment(known)) is None


def test_a_sponsor_comes_back(store, hub):
    one = sponsor()
    record = {key: value for key, value in sponsors.whole(one).items() if value is not None}
    for _ in range(2):
        assert bring(store, "sponsor", one.id, {**record, "colour": "red"}) is None
    assert read(store, sponsors.by_code, "apbdes-1") == one
    bring(store, "sponsor", one.id, {**record, "budget": 5}, "f2", base="f1")
    assert read(store, sponsors.by_code, "APBDES-1").budget == 5
    assert log(store, one.id)[1].fields == {"budget": [1_000_000, 5]}
    with pytest.raises(Refused, match="sponsor_taken"):
        bring(store, "sponsor", "another", record, "f3")
    for wrong in ({"code": 1}, {"code": ""}, {"budget": True}, {"rules": []}):
        with pytest.raises((KeyError, TypeError, ValueError)):
            bring(store, "sponsor", "r2", record | wrong, "f4")
    assert sound(store)


def test_a_sponsor_changed_here_and_there(store, hub):
    one = put(store, sponsor())
    put(store, replace(one, budget=7))
    bring(store, "sponsor", one.id, sponsors.whole(replace(one, budget=5)), "f2", base="x")
    assert read(store, sponsors.by_code, "APBDES-1").budget == 7
    assert len(read(store, outbox.waiting)) == 2
    assert sound(store)


def test_a_reservation_and_its_release_come_back(store, known):
    put(store, sponsor())
    one = reservation(known, "2026-02", 2)
    for _ in range(2):
        bring(store, "reservation", one.id, reservations.whole(one))
    assert read(store, sponsors.reservations, "APBDES-1") == [one]
    gone = {**reservations.whole(one), "undone": {"on": "2026-11-24", "by": "budi"}}
    bring(store, "reservation", one.id, gone, "f2", base="f1")
    assert read(store, sponsors.reservations, "APBDES-1") == []
    assert read(store, money.standing, "reservation", one.id) == gone
    assert sound(store)


def test_titipan_comes_back_under_its_number(store, known):
    one = deposit(known, number="007/TITIPAN/2026")
    for _ in range(2):
        bring(store, "deposit", one.id, deposits.whole(one))
    assert read(store, deposits.get, one.id) == one
    assert hold(store, deposit(known, "2026-05")).number == "008/TITIPAN/2026"
    back = replace(
        one, state="returned", settled_on=date(2026, 11, 24), settled_by="budi", why="batal"
    )
    bring(store, "deposit", one.id, deposits.whole(back), "f2", base="f1")
    assert read(store, deposits.get, one.id) == back
    for wrong in ({"state": "lost"}, {"number": "x"}, {"amount": 1.5}):
        with pytest.raises((KeyError, TypeError, ValueError)):
            bring(store, "deposit", "r2", deposits.whole(one) | wrong, "f3")
    assert sound(store)


# --- two registrations, one person ----------------------------------------------------------------


def test_money_follows_who_was_registered_again(store, hub):
    """Registered and paid for anew after a restore; then the hub tells of them."""
    local = save(store, worker(1), membership="member")
    made, gone = pay(store, local, "2026-03"), pay(store, local, "2026-08")
    undo(store, gone)
    held = hold(store, deposit(local, "2026-05"))
    put(store, sponsor())
    reserve(store, one := reservation(local, "2026-06"))
    record = {**workers.whole(local), "registration_number": "3301222003-7H2-000001-A"}
    from desktop_app.domain.numbering import registration_number

    record["registration_number"] = registration_number("33.01.22.2003", "7H2", 1)
    bring(store, "worker", "01a202ef-0000-7000-8000-0000000000aa", record)
    heir = "01a202ef-0000-7000-8000-0000000000aa"
    assert [e.payment.id for e in read(store, payments.of_worker, heir)] == [gone.id, made.id]
    assert read(store, payments.of_worker, local.id) == []
    assert read(store, deposits.held_of, [heir])[heir][0].id == held.id
    assert read(store, sponsors.reservations, "APBDES-1")[0].worker_id == heir
    seqs = read(store, outbox.pending_seqs)
    told = read(store, outbox.changes_at, seqs)
    said = [(t.record_id, t.fields, t.record["worker"]) for t in told if t.kind in changes.MONEY
            and t.kind != "sponsor"]  # fmt: skip
    assert sorted(said) == sorted((id_, None, heir) for id_ in (made.id, gone.id, held.id, one.id))
    undo(store, made)
    newest = log(store, made.id)[-1]
    assert (
        read(store, outbox.bases, [newest])[newest.change_id] == log(store, made.id)[-2].change_id
    )
    assert sound(store)


def test_what_the_hub_has_changes_hands_there_too(store, known):
    made = pay(store, known)
    answer(store, send(store))
    other = save(store, worker(2), membership="member")
    with store.write(**ACT) as tx:
        workers.remove(tx, workers.get(tx.connection, known.id), other.id)
    first, second = log(store, made.id)
    assert second.fields == {"worker": [known.id, other.id]}
    assert read(store, outbox.bases, [second]) == {second.change_id: first.change_id}
    assert entry(store, made).payment.worker_id == other.id
    assert sound(store)


def test_who_both_paid_for_a_month_cannot_be_one_yet(store, known):
    other = save(store, worker(2), membership="member")
    pay(store, known, "2026-02", 3)
    pay(store, other, "2026-03")
    with pytest.raises(MonthPaid) as refused, store.write(**ACT) as tx:
        workers.remove(tx, workers.get(tx.connection, known.id), other.id)
    assert refused.value.params["month"] == "2026-03"
    assert entry(store, pay(store, known, "2026-09")).payment.amount == MONTHLY
    with store.write(**PAY) as tx:
        assert money.standing(tx.connection, "payment", "nobody") is None
    assert sound(store)
