import json
from dataclasses import replace
from datetime import date

import pytest
from making import ACT, TODAY, worker
from making_money import (
    MONTHLY,
    deposit,
    hold,
    pay,
    payment,
    portion,
    put,
    reservation,
    reserve,
    sponsor,
    undo,
)

from desktop_app.domain.findings import Refused
from desktop_app.store import attachments, audit, changes, deposits, health, payments, sponsors
from desktop_app.store.deposits import HeldDeposit

PDF, JPEG, PNG = b"%PDF-1.7 slip", b"\xff\xd8\xff\xe0 slip", b"\x89PNG\r\n\x1a\n slip"


def read(store, ask, *args):
    with store.read() as c:
        return ask(c, *args)


# --- sponsors -------------------------------------------------------------------------------------


def test_a_sponsor_comes_back_as_it_was_made(store):
    one, other = put(store, sponsor()), put(store, sponsor("csr/2026", kind="CSR", rules={}))
    assert read(store, sponsors.by_code, " apbdes-1 ") == one
    assert read(store, sponsors.get, one.id) == one
    assert read(store, sponsors.all_sponsors) == [one, other]
    assert read(store, sponsors.codes) == {"APBDES-1", "csr/2026"}
    assert read(store, sponsors.by_code, "nobody") is None
    [told] = read(store, changes.of_record, one.id)
    assert (told.kind, told.fields, told.record["budget"]) == ("sponsor", None, 1_000_000)
    assert "legal_basis" not in told.record
    assert health.check(store, deep=True) == []


def test_what_changes_of_it_is_told(store):
    one = put(store, sponsor())
    put(store, one)
    after = put(store, replace(one, budget=2_000_000, legal_basis="Perdes 3/2026"))
    assert read(store, sponsors.by_code, "APBDES-1") == after
    _, told = read(store, changes.of_record, one.id)
    assert told.fields == {
        "budget": [1_000_000, 2_000_000],
        "legal_basis": [None, "Perdes 3/2026"],
    }
    assert health.check(store, deep=True) == []


def test_no_two_sponsors_have_one_code(store):
    one = put(store, sponsor())
    with pytest.raises(Refused) as taken:
        put(store, sponsor("apbdes-1", name="B"))
    assert (taken.value.rule, taken.value.params["code"]) == ("sponsor_taken", "APBDES-1")
    with pytest.raises(Refused, match="sponsor_used"):
        put(store, replace(one, code="OTHER"))
    assert read(store, sponsors.all_sponsors) == [one]


def test_what_is_set_aside(store, add):
    one, other = add(), add(worker(2))
    mine, theirs = reservation(one, "2026-01", 6), reservation(other, "2026-01", 2)
    elsewhere = reservation(one, "2026-03", 1, code="CSR")
    reserve(store, mine, theirs, elsewhere)
    assert read(store, sponsors.reservations, "APBDES-1") == [mine, theirs]
    assert mine.amount == 6 * MONTHLY
    assert read(store, sponsors.reserved, "APBDES-1") == sponsors.Reserved(
        8 * MONTHLY, frozenset((one.id, other.id))
    )
    pay(store, one, "2026-02", 2, payer="APBDES-1")
    pay(store, other, "2025-12", 3, payer="self")
    assert read(store, sponsors.reserved, "APBDES-1") == sponsors.Reserved(4 * MONTHLY, frozenset())
    again = reservation(one, "2026-06", 2)
    reserve(store, again)
    assert read(store, sponsors.reserved, "APBDES-1").amount == 5 * MONTHLY
    with store.write(**{**ACT, "action": "released"}) as tx:
        assert sponsors.release(tx, [mine.id, again.id, "nobody"]) == 2
        assert sponsors.release(tx, [mine.id]) == 0
    assert read(store, sponsors.reservations, "APBDES-1") == [theirs]
    assert read(store, sponsors.reserved, "APBDES-1").amount == 0
    _, told = read(store, changes.of_record, mine.id)
    assert told.fields == {"undone": [None, {"on": TODAY.isoformat(), "by": "siti"}]}
    assert told.kind == "reservation"


def test_what_a_member_brought_along_is_paid(store, add):
    who = add(worker(paid_until="2026-02", member_since=date(2025, 1, 1)), membership="member")
    reserve(store, reservation(who, "2026-01", 3))
    assert read(store, sponsors.reserved, "APBDES-1").amount == MONTHLY


# --- titipan --------------------------------------------------------------------------------------


def test_titipan_is_numbered_by_the_year(store, add):
    who = add()
    first, second = hold(store, deposit(who)), hold(store, deposit(who, "2026-05", 3))
    earlier = hold(store, deposit(who, "2025-12", received_on=date(2025, 12, 30)))
    numbers = [one.number for one in (first, second, earlier)]
    assert numbers == ["001/TITIPAN/2026", "002/TITIPAN/2026", "001/TITIPAN/2025"]
    assert read(store, deposits.get, second.id) == second
    assert read(store, deposits.of_worker, who.id) == [second, first, earlier]
    assert read(store, deposits.held_of, [who.id, "nobody"]) == {who.id: [first, second, earlier]}
    assert read(store, deposits.held)[0] == HeldDeposit(
        deposit=earlier, number=who.number, full_name="Slamet Raharjo"
    )
    assert read(store, payments.of_worker, who.id) == []
    assert read(store, audit.entries)[0].subject == who.id
    assert health.check(store, deep=True) == []


def test_titipan_is_settled_once(store, add):
    who = add()
    paid, back = hold(store, deposit(who)), hold(store, deposit(who, "2026-05"))
    act = {**ACT, "action": "handed_over", "actor": "budi", "today": date(2026, 11, 25)}
    with store.write(**act) as tx:
        deposits.settle(tx, paid.id, state="paid", payment="p-1")
        deposits.settle(tx, back.id, state="returned", why="batal")
    found = read(store, deposits.get, paid.id)
    assert (found.state, found.settled_on, found.settled_by) == ("paid", act["today"], "budi")
    assert (found.payment, found.why) == ("p-1", None)
    assert read(store, deposits.get, back.id).why == "batal"
    assert read(store, deposits.held) == []
    assert [one.deposit.id for one in read(store, deposits.on_day, act["today"])] == [
        paid.id,
        back.id,
    ]
    assert len(read(store, deposits.on_day, TODAY)) == 2
    assert read(store, deposits.on_day, date(2026, 11, 24)) == []
    for wanted, state, why in ((paid.id, "returned", "paid"), ("nobody", "paid", None)):
        with pytest.raises(Refused) as refused, store.write(**act) as tx:
            deposits.settle(tx, wanted, state=state)
        assert (refused.value.rule, refused.value.params.get("why")) == ("deposit_settled", why)
    _, told = read(store, changes.of_record, paid.id)
    assert told.fields["state"] == ["held", "paid"]
    assert health.check(store, deep=True) == []


# --- attachments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "media"), [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")]
)
def test_a_proof_is_kept_once(store, content, media):
    with store.write(**ACT) as tx:
        digest = attachments.put(tx, "slip.pdf", media, content)
        assert attachments.put(tx, "again.pdf", media, content) == digest
    found = read(store, attachments.get, digest)
    assert (found.name, found.media, found.content) == ("slip.pdf", media, content)
    assert (found.sha256, found.at) == (digest, ACT["now"])
    assert read(store, attachments.get, "0" * 64) is None


@pytest.mark.parametrize(
    ("content", "media", "why"),
    [
        (PDF + bytes(attachments.MOST), "application/pdf", "size"),
        (PDF, "image/png", "form"),
        (b"", "application/pdf", "form"),
        (b"<html>", "text/html", "form"),
    ],
)
def test_what_is_no_proof(store, content, media, why):
    with pytest.raises(Refused) as refused, store.write(**ACT) as tx:
        attachments.put(tx, "slip.pdf", media, content)
    assert (refused.value.rule, refused.value.params["why"]) == ("attachment", why)
    assert refused.value.params["file"] == "slip.pdf"


# --- whether the books are sound ------------------------------------------------------------------


def rules(store):
    return sorted({found.rule for found in health.check(store, deep=True)})


def past_the_program(store, statement, *values):
    with store.write(**ACT) as tx:
        tx.cursor.execute(statement, values)


def test_sound_books(store, add):
    who = add()
    put(store, sponsor())
    with store.write(**ACT) as tx:
        proof = attachments.put(tx, "slip.pdf", "application/pdf", PDF)
    made = pay(store, who, payer="APBDES-1", proof=proof, code="1")
    undo(store, pay(store, who, "2026-04"))
    reserve(store, reservation(who, "2026-06"))
    hold(store, deposit(who, "2026-08"))
    assert rules(store) == []
    past_the_program(store, "UPDATE payment SET code = '2' WHERE id = ?", made.id)
    assert rules(store) == ["money_differs"]


def test_unsound_books(store, add):
    who = add()
    made = pay(store, who, payer="NOBODY", proof="ab" * 32)
    held = hold(store, deposit(who, "2026-08"))
    assert rules(store) == ["payer_unknown", "proof_missing"]
    past_the_program(store, "UPDATE payment SET amount = 1 WHERE id = ?", made.id)
    past_the_program(store, "UPDATE deposit SET revision = 'x' WHERE id = ?", held.id)
    found = {one.rule: one.params for one in health.check(store, deep=True)}
    assert found["payment_sum"] == {
        "number": who.number,
        "month": "2026-01",
        "amount": 1,
        "expected": MONTHLY,
    }
    assert found["money_missing"] == {"number": who.number}
    past_the_program(store, "UPDATE payment SET worker_id = 'nobody'")
    assert "payment_worker" in rules(store)


def test_books_that_cannot_be_read(store, add):
    made = pay(store, add())
    said = json.dumps([{"monthly": MONTHLY, "months": 1}])
    past_the_program(store, "UPDATE payment SET portions = ? WHERE id = ?", said, made.id)
    assert rules(store) == ["money_differs"]


def test_a_month_twice_past_every_guard(store, add):
    who = add()
    pay(store, who, "2026-01", 3)
    past_the_program(store, "DROP TRIGGER payment_once")
    pay(store, who, "2026-02", 3)
    found = health.check(store, deep=True)
    assert [(one.rule, one.params["month"]) for one in found] == [("month_twice", "2026-02")]


def test_an_altered_proof(store):
    with store.write(**ACT) as tx:
        attachments.put(tx, "slip.pdf", "application/pdf", PDF)
    past_the_program(store, "UPDATE attachment SET content = ?", b"%PDF-other")
    assert rules(store) == ["proof_altered"]


def test_who_is_erased_leaves_sums_behind(store, add):
    who = add()
    made = pay(store, who)
    with store.write(**ACT) as tx:
        changes.erase(tx, who.id)
        tx.cursor.execute("DELETE FROM worker WHERE id = ?", (who.id,))
        tx.cursor.execute("DELETE FROM worker_search")
    assert rules(store) == []
    assert read(store, payments.get, made.id).number == ""
    [told] = read(store, changes.of_record, made.id)
    assert told.record is None


def test_the_parts_of_a_sum(store, add):
    one = portion("2026-01", 12, monthly=8_400)
    assert payment(add(), "2026-01", 12, portions=(one,), amount=one.total).amount == 100_800
