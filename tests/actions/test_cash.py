"""Cash at the counter: off, taken, held, handed over all together, given back, counted by day."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.actions import (
    access,
    cash,
    due_figures,
    finding,
    letters,
    paying,
    protecting,
    registering,
)
from desktop_app.actions.desk import NotAllowed
from desktop_app.domain.findings import Refused
from desktop_app.store import deposits, payments, workers

TODAY = date(2026, 11, 23)
PROOF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "bukti.pdf"
    path.write_bytes(PROOF)
    return path


@pytest.fixture
def members(desk, raw):
    """Makes so many participants; their record ids."""

    def make(count=1, **fields):
        raws = [
            raw(
                n,
                full_name=f"Warga {'ABCDEFGHIJ'[n]}",
                mother_name=f"Ibu {'ABCDEFGHIJ'[n]}",
                kpj=f"{n:011}",
                member_since="2026-11-01",
                **fields,
            )
            for n in range(1, count + 1)
        ]
        outcome = registering.register(desk, raws)
        assert not outcome.refused, outcome.refused
        ids = [one.id for one in outcome.registered]
        with desk.write("answered") as tx:
            for one in ids:
                known = workers.get(tx.connection, one)
                if known.states.membership == "candidate":
                    states = known.states.move(membership="submitted").move(membership="member")
                    workers.update(tx, known, states=states)
        return ids

    return make


@pytest.fixture
def one(members):
    return members()[0]


@pytest.fixture
def on(desk):
    cash.switch(desk, True)


def refused(rule, work, *args, **more):
    with pytest.raises(Refused) as raised:
        work(*args, **more)
    assert raised.value.rule == rule
    return raised.value


def test_it_is_off_unless_the_administrator_wants_it(desk, one):
    assert not cash.enabled(desk)
    refused("cash_off", cash.take, desk, one, "2026-11", 1)
    assert cash.held(desk) == []
    cash.switch(desk, True)
    assert cash.enabled(desk)
    assert cash.take(desk, one, "2026-11", 1).amount == 8_400


@pytest.mark.parametrize("role", ["operator", "verifier", "head", "finance"])
def test_only_the_administrator_switches(desk, role):
    desk.role = role
    with pytest.raises(NotAllowed):
        cash.switch(desk, True)
    assert not cash.enabled(desk)


@pytest.mark.parametrize(
    "work",
    [
        lambda desk: cash.take(desk, "x", "2026-11", 1),
        lambda desk: cash.give_back(desk, "x", "salah"),
        lambda desk: cash.hand_over(desk, ["x"], code="1", paid_on=TODAY, proof=None),
    ],
    ids=["take", "give back", "hand over"],
)
def test_the_head_touches_no_cash(desk, on, work):
    desk.role = "head"
    with pytest.raises(NotAllowed):
        work(desk)


def test_a_titipan_is_no_payment_and_protects_nobody(desk, on, one):
    before = protecting.cover_of(desk, finding.find_one(desk, one))
    made = cash.take(desk, one, "2026-11", 3)
    assert (made.number, made.state, made.holder) == ("001/TITIPAN/2026", "held", "siti")
    assert (made.first, made.last, made.months, made.amount) == ("2026-11", "2027-01", 3, 33_600)
    assert made.received_on == TODAY
    assert protecting.cover_of(desk, finding.find_one(desk, one)) == before
    assert before.state == "unknown"
    with desk.read() as c:
        assert payments.of_worker(c, one) == []
    assert [held.deposit for held in cash.held(desk)] == [made]


def test_what_is_held_cannot_be_taken_or_paid_again(desk, on, one):
    cash.take(desk, one, "2026-11", 2)
    raised = refused("month_paid", cash.take, desk, one, "2026-12", 1)
    assert raised.params["why"] == "deposit"
    done = paying.pay(desk, paying.Wanted(ids=(one,), first="2026-12", months=1))
    assert [line.finding.rule for line in done.refused] == ["month_paid"]
    assert cash.take(desk, one, "2027-01", 1).number == "002/TITIPAN/2026"


def test_what_is_paid_is_not_taken(desk, on, one):
    assert paying.pay(desk, paying.Wanted(ids=(one,), first="2026-11", months=2)).payments
    refused("month_paid", cash.take, desk, one, "2026-12", 1)


@pytest.mark.parametrize(
    ("first", "months", "rule"),
    [
        ("2026-10", 1, "month_outside"),
        ("1980-01", 1, "month_outside"),
        ("2026-11", 13, "month_outside"),
        ("2026-11", 0, "month_outside"),
        ("2026-11", -1, "month_outside"),
        ("2031-01", 1, "month_outside"),
        ("2026-13", 1, "type"),
        ("", 1, "type"),
    ],
)
def test_months_that_cannot_be_paid_are_not_taken(desk, on, one, first, months, rule):
    refused(rule, cash.take, desk, one, first, months)
    assert cash.held(desk) == []


def test_nothing_is_taken_of_who_cannot_be_paid_for(desk, on, counted, raw):
    (candidate,) = (o.id for o in registering.register(desk, [raw(8)]).registered)
    refused("not_a_member", cash.take, desk, candidate, "2026-11", 1)
    refused("not_found", cash.take, desk, "00000000-0000-7000-8000-000000000000", "2026-11", 1)
    assert counted() == 0


@pytest.fixture
def counted(desk):
    """How many titipan there are at all."""

    def count():
        with desk.read() as c:
            return c.exec_driver_sql("SELECT count(*) FROM deposit").scalar()

    return count


def test_handed_over_together_they_become_payments(desk, on, members, proof, clock):
    a, b = members(2)
    held = [cash.take(desk, a, "2026-11", 1), cash.take(desk, b, "2026-11", 12)]
    clock.moment += timedelta(days=2)
    done = cash.hand_over(desk, [one.id for one in held], code="88123", paid_on=TODAY, proof=proof)
    assert (len(done.payments), done.total) == (2, 3 * 8_400 + 10 * 16_800)
    assert {p.deposit for p in done.payments} == {one.id for one in held}
    assert {(p.code, p.paid_on, p.payer) for p in done.payments} == {("88123", TODAY, "self")}
    assert paying.proof_of(desk, done.payments[0].proof).content == PROOF
    assert len({p.reference for p in done.payments}) == 1
    assert cash.held(desk) == []
    with desk.read() as c:
        settled = deposits.get(c, held[0].id)
    assert (settled.state, settled.payment) == ("paid", done.payments[0].id)
    assert (settled.settled_on, settled.settled_by) == (TODAY + timedelta(days=2), "siti")
    assert protecting.cover_of(desk, finding.find_one(desk, a)).state == "active"


@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        ({"code": " "}, "required"),
        ({"code": "x" * 41}, "type"),
        ({"paid_on": TODAY + timedelta(days=1)}, "date_future"),
        ({"paid_on": TODAY - timedelta(days=1)}, "deposit_before"),
        ({"proof": "none.pdf"}, "file_unreadable"),
        ({"proof": "empty.txt"}, "attachment"),
    ],
    ids=["code", "long code", "tomorrow", "before it came", "no file", "no picture"],
)
def test_without_code_date_and_proof_nothing_is_handed_over(
    desk, on, one, proof, tmp_path, missing, rule
):
    made = cash.take(desk, one, "2026-11", 1)
    (tmp_path / "empty.txt").write_text("nothing")
    given = {"code": "88123", "paid_on": TODAY, "proof": proof, **missing}
    given["proof"] = tmp_path / given["proof"]
    refused(rule, cash.hand_over, desk, [made.id], **given)
    assert [held.deposit for held in cash.held(desk)] == [made]
    with desk.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM payment").scalar() == 0
        assert c.exec_driver_sql("SELECT count(*) FROM attachment").scalar() == 0


def test_all_or_nothing(desk, on, members, proof):
    """One of three died since: nobody's cash is handed over, and the refusal names that one."""
    ids = members(3)
    made = [cash.take(desk, one, "2026-11", 2) for one in ids]
    registering.end(desk, ids[1], "death", TODAY)
    raised = refused(
        "month_outside", cash.hand_over, desk, [d.id for d in made],
        code="88123", paid_on=TODAY, proof=proof,
    )  # fmt: skip
    assert raised.params["number"] == finding.find_one(desk, ids[1]).number
    assert len(cash.held(desk)) == 3
    with desk.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM payment").scalar() == 0
    back = cash.give_back(desk, made[1].id, "meninggal, diterima istri")
    assert back.state == "returned"
    rest = [made[0].id, made[2].id, made[0].id]
    done = cash.hand_over(desk, rest, code="88123", paid_on=TODAY, proof=proof)
    assert len(done.payments) == 2


def test_what_costs_another_sum_now_is_not_handed_over(desk, on, one, proof):
    made = cash.take(desk, one, "2026-11", 1)
    registering.edit(desk, one, {"monthly_income": 3_000_000})
    raised = refused(
        "amount", cash.hand_over, desk, [made.id], code="88123", paid_on=TODAY, proof=proof
    )
    assert (raised.params["amount"], raised.params["expected"]) == (8_400, 18_150)


def test_nothing_is_settled_twice(desk, on, members, proof):
    a, b = members(2)
    first, second = cash.take(desk, a, "2026-11", 1), cash.take(desk, b, "2026-11", 1)
    cash.hand_over(desk, [first.id], code="88123", paid_on=TODAY, proof=proof)
    cash.give_back(desk, second.id, "salah bulan")
    for made, why in ((first, "paid"), (second, "returned")):
        raised = refused("deposit_settled", cash.give_back, desk, made.id, "lagi")
        assert raised.params["why"] == why
        again = {"code": "1", "paid_on": TODAY, "proof": proof}
        refused("deposit_settled", cash.hand_over, desk, [made.id], **again)
        refused("deposit_settled", cash.find, desk, made.number)
    refused("not_found", cash.give_back, desk, "nobody", "lagi")
    refused("nothing_selected", cash.hand_over, desk, [], **again)


def test_given_back_the_months_are_free_again(desk, on, one):
    made = cash.take(desk, one, "2026-11", 1)
    refused("required", cash.give_back, desk, made.id, "  ")
    refused("type", cash.give_back, desk, made.id, "x" * 501)
    back = cash.give_back(desk, made.id, "  salah \n bulan ")
    assert (back.state, back.why, back.settled_by) == ("returned", "salah bulan", "siti")
    with desk.read() as c:
        assert deposits.get(c, made.id) == back
    assert cash.take(desk, one, "2026-11", 1).number == "002/TITIPAN/2026"


def test_switched_off_what_is_held_stays_and_can_go_both_ways(desk, on, members, proof):
    a, b, c = members(3)
    held = [cash.take(desk, one, "2026-11", 1) for one in (a, b)]
    cash.switch(desk, False)
    refused("cash_off", cash.take, desk, c, "2026-11", 1)
    assert len(cash.held(desk)) == 2
    cash.give_back(desk, held[0].id, "tidak jadi")
    cash.hand_over(desk, [held[1].id], code="88123", paid_on=TODAY, proof=proof)
    assert cash.held(desk) == []


def test_switching_to_what_it_is_leaves_no_trace(desk):
    def trail():
        with desk.read() as c:
            return c.exec_driver_sql("SELECT count(*) FROM audit").scalar()

    before = trail()
    cash.switch(desk, False)
    assert trail() == before
    cash.switch(desk, True)
    assert trail() == before + 1


def test_the_payment_undone_it_is_held_again(desk, on, one, proof):
    made = cash.take(desk, one, "2026-11", 1)
    (paid,) = cash.hand_over(desk, [made.id], code="8", paid_on=TODAY, proof=proof).payments
    paying.undo(desk, paid.id, "salah kode")
    assert [held.deposit for held in cash.held(desk)] == [made]
    assert cash.day(desk).total.in_hand == made.amount
    cash.hand_over(desk, [made.id], code="9", paid_on=TODAY, proof=proof)
    assert cash.held(desk) == []


def test_an_undo_leaves_the_sheet_of_a_past_day_as_it_was(desk, on, one, proof, clock):
    made = cash.take(desk, one, "2026-11", 1)
    (paid,) = cash.hand_over(desk, [made.id], code="77", paid_on=TODAY, proof=proof).payments
    before = cash.day(desk, TODAY)
    assert (before.total.handed_over, before.total.in_hand) == (made.amount, 0)
    clock.moment += timedelta(days=1)
    paying.undo(desk, paid.id, "salah orang")
    assert cash.day(desk, TODAY).total == before.total
    assert len(cash.day(desk, TODAY).handed_over) == 1
    now = cash.day(desk)
    total = now.total
    assert (total.carried, total.came_back, total.in_hand) == (0, made.amount, made.amount)
    assert [one.deposit.id for one in now.came_back] == [made.id]
    for day in (TODAY, now.day):
        assert letters.cash_sheet(desk, day).startswith(b"%PDF")
    cash.hand_over(desk, [made.id], code="78", paid_on=now.day, proof=proof)
    total = cash.day(desk).total
    assert (total.came_back, total.handed_over, total.in_hand) == (made.amount, made.amount, 0)
    assert cash.day(desk, TODAY).total == before.total


def test_found_by_number_or_person(desk, on, members):
    a, b = members(2)
    first, second = cash.take(desk, a, "2026-11", 1), cash.take(desk, a, "2026-12", 1)
    person = finding.find_one(desk, a)
    assert cash.find_single(desk, " 001/titipan/2026 ").deposit == first
    assert cash.find_single(desk, second.id).deposit == second
    assert [held.deposit for held in cash.find(desk, person.worker.nik)] == [first, second]
    raised = refused("deposit_several", cash.find_single, desk, person.number)
    assert raised.params["numbers"] == (first.number, second.number)
    refused("deposit_none", cash.find, desk, b)
    refused("not_found", cash.find, desk, "nobody at all")


def at_desk(desk, name, role="operator"):
    """Somebody else at the same desk."""
    if name not in [known.name for known in access.users(desk)]:
        access.add_user(desk, name, role, f"rahasia-{name}")
    desk.account = name


def test_the_day_by_holder(desk, on, members, proof, clock):
    a, b, c = members(3)
    old = cash.take(desk, a, "2026-11", 1)
    clock.moment += timedelta(days=1)
    at_desk(desk, "budi")
    mine = cash.take(desk, b, "2026-11", 2)
    back = cash.take(desk, c, "2026-11", 1)
    cash.give_back(desk, back.id, "tidak jadi")
    cash.hand_over(desk, [old.id], code="8", paid_on=TODAY, proof=proof)
    told = cash.day(desk)
    budi, siti = told.holders
    assert (budi.holder, budi.received, budi.given_back, budi.in_hand) == (
        "budi",
        25_200,
        8_400,
        16_800,
    )
    assert (siti.holder, siti.carried, siti.handed_over, siti.in_hand) == (
        "siti",
        8_400,
        8_400,
        0,
    )
    assert [held.deposit.id for held in told.received] == [mine.id, back.id]
    assert [held.deposit.id for held in told.handed_over] == [old.id]
    assert [held.deposit.id for held in told.given_back] == [back.id]
    assert [held.deposit.id for held in told.in_hand] == [mine.id]
    assert told.total.adds_up
    yesterday = cash.day(desk, TODAY)
    assert (yesterday.total.received, yesterday.total.in_hand) == (8_400, 8_400)
    refused("date_future", cash.day, desk, TODAY + timedelta(days=5))


class Book:
    """What a clerk does with cash, and what must be in hand by that."""

    def __init__(self, desk, clock, proof, ids):
        self.desk, self.clock, self.proof, self.ids = desk, clock, proof, ids
        self.hand = 0
        self.moves = {
            "night": self.night,
            "take": self.take,
            "over": self.over,
            "back": self.back,
            "holder": self.holder,
        }

    def night(self, _n):
        self.clock.moment += timedelta(days=1)

    def holder(self, n):
        self.desk.account = ("siti", "budi")[n % 2]

    def take(self, n):
        with suppress(Refused):  # taken already
            made = cash.take(self.desk, self.ids[n % len(self.ids)], "2026-12", 1 + n % 3)
            self.hand += made.amount

    def over(self, n):
        some = [one.deposit.id for one in cash.held(self.desk)[: 1 + n]]
        if some:
            on = self.desk.config.today()
            done = cash.hand_over(self.desk, some, code="8", paid_on=on, proof=self.proof)
            self.hand -= done.total

    def back(self, _n):
        for one in cash.held(self.desk)[-1:]:
            self.hand -= cash.give_back(self.desk, one.deposit.id, "tidak jadi").amount


STEPS = st.tuples(
    st.sampled_from(("take", "take", "over", "back", "night", "holder")), st.integers(0, 3)
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=1, max_size=10))
def test_whatever_is_done_every_day_adds_up(desk, proof, clock, people, steps):
    """Any order of taking, handing over, giving back, holders and days; each run goes on where
    the one before ended."""
    book = Book(desk, clock, proof, people)
    book.hand = sum(one.deposit.amount for one in cash.held(desk))
    for what, n in steps:
        book.moves[what](n)
    carried, day = 0, TODAY
    while day <= desk.config.today():
        total = cash.day(desk, day).total
        assert total.adds_up
        assert total.carried == carried
        carried, day = total.in_hand, day + timedelta(days=1)
    assert carried == book.hand == sum(one.deposit.amount for one in cash.held(desk))


@pytest.fixture
def people(members, on):
    return members(6)


def test_the_figures_of_the_first_page(desk, on, members, clock):
    a, b, c, d = members(4)
    paying.pay(desk, paying.Wanted(ids=(a, b), first="2026-11", months=1))
    assert due_figures.due_figures(desk) == due_figures.DueFigures(ending=2)
    cash.take(desk, c, "2026-11", 1)
    clock.moment += timedelta(days=3)
    at_desk(desk, "budi")
    cash.take(desk, d, "2026-11", 2)
    told = due_figures.due_figures(desk)
    assert (told.held, told.held_sum, told.held_days) == (2, 25_200, 3)
    assert told.holders == ("budi", "siti")
    clock.moment += timedelta(days=10)
    told = due_figures.due_figures(desk)
    assert (told.ending, told.arrears, told.held_days) == (0, 2, 13)
