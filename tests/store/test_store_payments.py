from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import ACT, TODAY, make, save, worker
from making_money import MONTHLY, PAY, entry, hold, pay, payment, portion, undo
from making_money import deposit as a_deposit

from desktop_app.domain.findings import Refused
from desktop_app.domain.months import later, span
from desktop_app.domain.protection import Paid
from desktop_app.store import audit, changes, deposits, health, outbox, payments
from desktop_app.store.payments import MonthPaid


def log(store, record_id):
    with store.read() as c:
        return changes.of_record(c, record_id)


def sound(store):
    return health.check(store, deep=True) == []


def test_a_payment_comes_back_as_it_was_made(store, add):
    who = add(membership="member")
    made = pay(
        store,
        who,
        "2026-03",
        5,
        portions=(portion("2026-03", 2), portion("2026-05", 3, monthly=8_400, rules=("a", "b"))),
        amount=2 * MONTHLY + 3 * 8_400,
        code="123",
        proof=None,
        source="iuran.xlsx",
    )
    found = entry(store, made)
    assert found.payment == made
    assert (found.by, found.number, found.full_name) == ("siti", who.number, "Slamet Raharjo")
    assert (found.undone_on, found.undone_by, found.undone_why) == (None, None, None)
    assert sound(store)


def test_its_change_tells_of_it_under_the_person(store, add):
    who = add()
    made = pay(store, who, "2026-03", 2, code="X1")
    [told] = log(store, made.id)
    assert (told.kind, told.record_id, told.fields) == ("payment", made.id, None)
    assert told.record == {
        "worker": who.id,
        "first": "2026-03",
        "last": "2026-04",
        "payer": "self",
        "amount": 2 * MONTHLY,
        "portions": [
            {
                "first": "2026-03",
                "months": 2,
                "band": 1,
                "base": 1_000_000,
                "parts": {"JKK": 10_000, "JKM": 6_800, "JHT": 0},
                "monthly": MONTHLY,
                "rules": ["PP 44/2015"],
                "unclear": ["discount_payer"],
                "possible_saving": 8_400,
                "assumed": True,
            }
        ],
        "paid_on": TODAY.isoformat(),
        "reference": made.reference,
        "code": "X1",
    }
    with store.read() as c:
        newest = audit.entries(c, subject=who.id)[0]
    assert (newest.action, newest.actor, newest.kind) == ("paid", "siti", "payment")
    assert (newest.record_id, newest.detail["payer"]) == (made.id, "self")


def test_undone_it_stays_marked(store, add):
    who = add()
    made = pay(store, who)
    undo(store, made, actor="budi", today=date(2026, 12, 1))
    found = entry(store, made)
    assert (found.undone_on, found.undone_by) == (date(2026, 12, 1), "budi")
    assert (found.undone_why, found.payment) == ("salah orang", made)
    first, second = log(store, made.id)
    said = {"on": "2026-12-01", "by": "budi", "why": "salah orang"}
    assert second.fields == {"undone": [None, said]}
    assert second.record == {**first.record, "undone": said}
    with store.read() as c:
        assert payments.paid_of(c, [who.id]) == {}
        assert payments.used(c, "self") == payments.Used(0, 0)
        assert audit.entries(c, subject=who.id)[0].changes[0].after == said
    with pytest.raises(Refused, match="undo_nothing"):
        undo(store, made)
    with pytest.raises(Refused, match="undo_nothing"):
        undo(store, payment(who))
    assert sound(store)


@pytest.mark.parametrize(("first", "months"), [("2026-03", 3), ("2026-01", 3), ("2026-04", 1)])
def test_a_month_is_paid_once(store, add, first, months):
    who = add()
    made = pay(store, who, "2026-03", 3, payer="APBDES-1", code="77", source="iuran.xlsx")
    with pytest.raises(MonthPaid) as refused:
        pay(store, who, first, months)
    assert refused.value.params == {
        "number": who.number,
        "month": max(first, "2026-03"),
        "last": "2026-05",
        "payer": "APBDES-1",
        "on": TODAY,
        "by": "siti",
        "source": "iuran.xlsx",
        "code": "77",
        "why": "list",
    }
    with store.read() as c:
        assert [e.payment for e in payments.of_worker(c, who.id)] == [made]
        assert payments.recent(c)[0].people == 1
    pay(store, who, "2026-02")
    pay(store, who, "2026-06", 12)
    undo(store, made)
    pay(store, who, "2026-05")
    with pytest.raises(MonthPaid):
        pay(store, who, first="2026-02")
    assert sound(store)


def test_nor_twice_in_one_go(store, add):
    one, other = add(), add(worker(2))
    both = [payment(one, "2026-01", 6), payment(other), payment(one, "2026-06")]
    with pytest.raises(MonthPaid) as refused, store.write(**PAY) as tx:
        payments.add_many(tx, both)
    assert refused.value.params["month"] == "2026-06"
    with store.read() as c:
        assert payments.recent(c) == []
        assert outbox.counts(c).pending == 2


def test_another_mistake_is_no_paid_month(store, add):
    import sqlcipher3.dbapi2 as driver

    who = add()
    made = pay(store, who)
    with pytest.raises(driver.IntegrityError), store.write(**PAY) as tx:
        payments.add_many(tx, [replace(made, first="2026-05", last="2026-05")])
    with pytest.raises(driver.IntegrityError), store.write(**PAY) as tx:
        payments.add_many(tx, [payment(who, "2026-05", amount=-1)])


def test_somebodys_payments_the_newest_months_first(store, add):
    who = add()
    early, late = pay(store, who, "2026-01"), pay(store, who, "2026-07")
    gone = pay(store, who, "2026-04")
    undo(store, gone)
    with store.read() as c:
        assert [e.payment for e in payments.of_worker(c, who.id)] == [late, gone, early]
        assert payments.paid_of(c, [who.id, "nobody"]) == {who.id: [early.paid, late.paid]}
        assert isinstance(payments.paid_of(c, [who.id])[who.id][0], Paid)


def test_what_was_paid_in_one_go(store, add):
    people = [add(worker(n)) for n in range(1, 4)]
    alone = pay(store, people[0], "2025-01")
    together = [
        payment(one, "2026-01", n, reference="r-1", payer="CSR", code="9", source="x.xlsx")
        for n, one in enumerate(people, 1)
    ]
    with store.write(**PAY) as tx:
        payments.add_many(tx, together)
    undo(store, together[2])
    with store.read() as c:
        newest, oldest = payments.recent(c)
        assert payments.recent(c, limit=1) == [newest]
        assert [e.payment for e in payments.of_reference(c, "r-1")] == together
        assert payments.used(c, "CSR") == payments.Used(3 * MONTHLY, 2)
        assert payments.people_of(c, "CSR") == {one.id for one in people[:2]}
    assert (newest.reference, newest.payer, newest.code, newest.source) == (
        *("r-1", "CSR", "9", "x.xlsx"),
    )
    assert (newest.people, newest.total, newest.undone) == (2, 3 * MONTHLY, 1)
    assert (newest.first, newest.last, newest.by) == ("2026-01", "2026-03", "siti")
    assert (oldest.reference, oldest.total, oldest.undone) == (alone.reference, MONTHLY, 0)


def test_undone_a_titipan_is_held_again(store, add):
    who = add()
    held = hold(store, a_deposit(who))
    made = payment(who, deposit=held.id)
    with store.write(**PAY) as tx:
        payments.add_many(tx, [made])
        deposits.settle(tx, held.id, state="paid", payment=made.id)
    with store.read() as c:
        assert deposits.get(c, held.id).payment == made.id
        assert deposits.held(c) == []
    undo(store, made)
    with store.read() as c:
        assert deposits.get(c, held.id) == held
    assert sound(store)


def test_a_thousand_at_once(store):
    who = save(store)
    many = [payment(who, later("1950-01", n)) for n in range(1_000)]
    with store.write(**PAY) as tx:
        payments.add_many(tx, many)
    with store.read() as c:
        assert payments.used(c, "self") == payments.Used(1_000 * MONTHLY, 1)


def test_a_change_is_based_on_the_one_before(store, add):
    who = add()
    made, other = pay(store, who), pay(store, who, "2026-05")
    undo(store, made)
    first, second = log(store, made.id)
    with store.read() as c:
        told = outbox.changes_at(c, outbox.pending_seqs(c))
        base = outbox.bases(c, told)
        assert {one: base[one] for one in (first.change_id, second.change_id)} == {
            first.change_id: None,
            second.change_id: first.change_id,
        }
        consents = outbox.record_consents(c, [made.id, other.id, who.id, "nobody"])
        assert set(consents) == {made.id, other.id, who.id}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "undo"]),
        st.integers(0, 1),
        st.integers(0, 14),
        st.integers(1, 12),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("book") / "data")
    people = [save(made, worker(n), membership="member") for n in (1, 2)]
    yield made, people
    made.close()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_is_paid_and_undone_no_month_is_paid_twice(book, steps):
    """Against a plain set of (person, month)."""
    store, people = book
    paid, standing = set(), {}
    with store.write(**ACT) as tx:
        for what, who, start, months in steps:
            if what == "undo":
                if standing:
                    made = standing.pop(sorted(standing)[start % len(standing)])
                    payments.undo(tx, made.id, "")
                    paid -= {(made.worker_id, m) for m in span(made.first, made.months)}
                continue
            made = payment(people[who], later("2026-01", start), months)
            wanted = {(made.worker_id, m) for m in span(made.first, made.months)}
            if wanted & paid:
                with pytest.raises(MonthPaid):
                    payments.add_many(tx, [made])
            else:
                payments.add_many(tx, [made])
                standing[made.id] = made
                paid |= wanted
        found = payments.paid_of(tx.connection, [one.id for one in people])
        months = [
            (person, month)
            for person, rows in found.items()
            for one in rows
            for month in span(one.first, 1 + _far(one))
        ]
        assert len(months) == len(set(months))
        assert set(months) == paid
        total = sum(one.amount for one in standing.values())
        assert payments.used(tx.connection, "self").amount == total
        tx.abandon()


def _far(one):
    from desktop_app.domain.months import distance

    return distance(one.first, one.last)
