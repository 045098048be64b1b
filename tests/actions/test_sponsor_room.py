"""Never over a sponsor's budget by one rupiah, nor over its quota by one person."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.actions import access, paying, reserving, sponsoring
from desktop_app.actions.desk import NotAllowed
from desktop_app.actions.paying import Wanted
from desktop_app.actions.sponsoring import SponsorForm
from desktop_app.domain.findings import Refused
from desktop_app.store import workers
from desktop_app.wording.sentences import sentence

MONTH = 16_800
NAMES = ("Ani", "Budi", "Cahyo", "Dewi", "Eko", "Fitri", "Gunawan", "Harti")


@pytest.fixture
def people(desk, raw):
    """Members, so many as asked for; their record ids."""
    from desktop_app.actions import registering

    serial = count(1)

    def make(number, **fields):
        persons = []
        for name in NAMES[:number]:
            n = next(serial)
            kpj = f"240000{n:05}"
            given = {"full_name": name, "kpj": kpj, "confirmed": ["same_person"], **fields}
            persons.append(raw(n, mother_name=f"Ibu {n}", **given))
        done = registering.register(desk, persons)
        assert not done.refused
        return [one.id for one in done.registered]

    return make


@pytest.fixture
def sponsor(desk):
    """Adds a sponsor with a code of its own; the code."""
    serial = count(1)

    def add(**fields):
        form = {"code": f"S{next(serial)}", "name": "Pemberi", "kind": "APBD", **fields}
        return sponsoring.add(desk, SponsorForm(**form)).code

    return add


def pay(desk, ids, payer, first="2026-11", months=1):
    return paying.pay(desk, Wanted(ids=tuple(ids), first=first, months=months, payer=payer))


def rules(lines):
    return [one.finding.rule for one in lines]


def balance(desk, code):
    return sponsoring.account(desk, code).balance


def test_the_budget_is_spent_to_the_last_rupiah_and_not_beyond(desk, people, sponsor):
    code = sponsor(budget=3 * MONTH)
    done = pay(desk, people(4), code)
    assert (len(done.payments), rules(done.refused)) == (3, ["budget"])
    assert "Rp 0" in sentence(done.refused[0].finding)
    assert balance(desk, code).left == 0
    short = sponsor(budget=3 * MONTH - 1)
    assert rules(pay(desk, people(3), short).refused) == ["budget"]
    assert balance(desk, short).left == MONTH - 1


def test_as_many_people_as_the_quota_and_none_more(desk, people, sponsor):
    code, ids = sponsor(quota=2), people(3)
    assert rules(pay(desk, ids, code).refused) == ["quota"]
    assert rules(pay(desk, ids, code, "2026-12").refused) == ["quota"]
    assert (balance(desk, code).people_used, balance(desk, code).people_left) == (2, 0)


def test_money_set_aside_is_nobody_elses(desk, people, sponsor):
    code, (ani, budi) = sponsor(budget=3 * MONTH), people(2)
    made = reserving.reserve(desk, code, [ani], "2026-11", 2)
    assert made.total == 2 * MONTH
    assert rules(pay(desk, [budi], code, "2026-11", 2).refused) == ["budget"]
    assert not pay(desk, [ani], code, "2026-11", 2).refused
    assert (balance(desk, code).used, balance(desk, code).reserved) == (2 * MONTH, 0)
    assert not pay(desk, [budi], code, "2026-11", 1).refused
    assert balance(desk, code).left == 0


def test_a_place_set_aside_is_nobody_elses(desk, people, sponsor):
    code, (ani, budi) = sponsor(quota=1), people(2)
    reserving.reserve(desk, code, [ani], "2026-12", 1)
    assert rules(pay(desk, [budi], code).refused) == ["quota"]
    assert not pay(desk, [ani], code).refused
    assert (balance(desk, code).people_used, balance(desk, code).people_reserved) == (1, 0)
    assert reserving.release(desk, code, [ani]) == 1
    assert balance(desk, code).reserved == 0
    with pytest.raises(Refused, match="reserve_nothing"):
        reserving.release(desk, code, [ani])


def test_months_that_another_paid_are_not_set_aside_any_more(desk, people, sponsor):
    code, (ani,) = sponsor(budget=2 * MONTH), people(1)
    reserving.reserve(desk, code, [ani], "2026-11", 2)
    pay(desk, [ani], "self", "2026-11", 1)
    assert (balance(desk, code).reserved, balance(desk, code).left) == (MONTH, MONTH)
    assert sponsoring.people(desk, code).unnamed == 1


def test_a_payment_undone_never_brings_back_more_than_there_is(desk, people, sponsor):
    code, (ani, budi) = sponsor(budget=2 * MONTH, quota=1), people(2)
    reserving.reserve(desk, code, [ani], "2026-11", 2)
    other = pay(desk, [ani], "self", "2026-11", 2)
    assert not pay(desk, [budi], code, "2026-11", 2).refused
    paying.undo_reference(desk, other.reference)
    after = balance(desk, code)
    assert (after.used, after.reserved, after.left) == (2 * MONTH, 0, 0)
    assert (after.people_left, after.people_reserved) == (0, 0)


def test_what_is_undone_is_set_aside_again_where_there_is_room(desk, people, sponsor):
    code, (ani,) = sponsor(budget=2 * MONTH), people(1)
    reserving.reserve(desk, code, [ani], "2026-11", 2)
    done = pay(desk, [ani], code, "2026-11", 2)
    paying.undo(desk, done.payments[0].id)
    assert (balance(desk, code).used, balance(desk, code).reserved) == (0, 2 * MONTH)


def test_nothing_is_set_aside_twice(desk, people, sponsor):
    one, other, (ani,) = sponsor(), sponsor(), people(1)
    reserving.reserve(desk, one, [ani], "2026-11", 2)
    for code in (one, other):
        (line,) = reserving.reserve(desk, code, [ani], "2026-12", 1).refused
        assert line.finding.rule == "reserved"
        assert "Desember 2026" in sentence(line.finding)
        assert one in sentence(line.finding)
    assert not reserving.reserve(desk, other, [ani, ani], "2026-12", 1).made
    pay(desk, [ani], "self")
    assert rules(reserving.reserve(desk, other, [ani], "2026-11", 1).refused) == ["month_paid"]


@pytest.mark.parametrize(
    ("first", "months", "rule"),
    [
        ("2026-10", 1, "month_outside"),
        ("2026-12", 2, "month_outside"),
        ("2026-11", 13, "month_outside"),
        ("2026-11", 0, "month_outside"),
        ("November", 1, "type"),
    ],
)
def test_months_that_cannot_be_set_aside(desk, people, sponsor, first, months, rule):
    code, ids = sponsor(), people(1)
    assert rules(reserving.reserve(desk, code, ids, first, months).refused) == [rule]
    assert balance(desk, code).reserved == 0


def test_money_is_set_aside_before_bpjs_has_somebody_but_not_after_the_end(desk, raw, sponsor):
    from desktop_app.actions import registering

    code = sponsor()
    (one,) = registering.register(desk, [raw(1)]).registered
    assert reserving.reserve(desk, code, [raw(1)["nik"]], "2026-12", 1).total == MONTH
    registering.end(desk, one.id, "moved", desk.config.today())
    assert balance(desk, code).reserved == 0
    assert rules(reserving.reserve(desk, code, [one.id], "2026-12", 1).refused) == ["not_a_member"]
    missing = reserving.reserve(desk, code, ["3301015508850009"], "2026-12", 1).refused
    assert (missing[0].finding.rule, missing[0].id) == ("not_found", "3301••••••••0009")


def test_each_person_gets_the_months_agreed_and_no_more(desk, people, sponsor):
    code, (ani,) = sponsor(months=2), people(1)
    assert not pay(desk, [ani], code, "2026-11", 1).refused
    (line,) = pay(desk, [ani], code, "2026-12", 2).refused
    assert line.finding.params["why"] == "budget_year"
    other, (budi,) = sponsor(months=1, kind="CSR"), people(1)
    assert not reserving.reserve(desk, other, [budi], "2026-11", 1).refused
    (line,) = pay(desk, [budi], other, "2026-12", 1).refused
    assert line.finding.params["why"] == "sponsor_months"
    assert not pay(desk, [budi], other, "2026-11", 1).refused
    (line,) = pay(desk, [budi], other, "2026-12", 1).refused
    assert "…" not in sentence(line.finding)


@pytest.mark.parametrize(
    ("given", "person", "why"),
    [
        ({"max_age": "40"}, {}, "max_age"),
        ({"min_age": "42"}, {}, "min_age"),
        ({"max_decile": "4"}, {"vulnerability": {"decile": 5}}, "max_decile"),
        ({"max_decile": "4"}, {}, "max_decile"),
        ({"basis": "DTSEN"}, {"vulnerability": {"basis": "musdes"}}, "basis"),
        ({"extreme_poor": "yes"}, {}, "extreme_poor"),
        ({"occupation": "nelayan"}, {}, "occupation"),
        ({"ecosystem": "market"}, {}, "ecosystem"),
        ({"segment": "self_paying"}, {}, "segment"),
        ({"residence": "33.02"}, {}, "residence"),
        ({"hamlet": "Krajan"}, {"hamlet": "Karanganyar"}, "hamlet"),
    ],
    ids=str,
)
def test_every_refusal_names_its_rule_and_no_decile(desk, people, sponsor, given, person, why):
    code = sponsor(rules=given)
    (line,) = pay(desk, people(1, **person), code).refused
    assert (line.finding.rule, line.finding.params["why"]) == ("eligibility", why)
    said = sentence(line.finding)
    assert "…" not in said
    assert code in said
    if "decile" in why:
        assert "desil 5" not in said.casefold()


def test_rules_that_are_met_hold_nothing_up(desk, people, sponsor):
    rules_ = {"max_age": "41", "min_age": "41", "max_decile": "4", "basis": "DTSEN"}
    more = {"occupation": "petani", "residence": "33.01", "hamlet": "KRAJAN"}
    code = sponsor(rules={**rules_, **more})
    poor = {"basis": "DTSEN", "decile": 4}
    assert not pay(desk, people(1, vulnerability=poor, hamlet="Krajan"), code).refused


def test_a_rule_of_a_newer_program_is_not_met(desk, raw):
    from desktop_app.actions import finding, registering
    from desktop_app.domain.sponsor import Sponsor, ineligible

    (one,) = registering.register(desk, [raw(1)]).registered
    newer = Sponsor(id="x", code="A", name="A", kind="CSR", rules={"shoe_size": 44})
    found = ineligible(newer, finding.find_one(desk, one.id).worker, desk.config.today())
    assert found.params["why"] == "shoe_size"
    assert "shoe_size" in sentence(found)


def test_less_than_is_bound_already_cannot_be_the_budget(desk, people, sponsor):
    code, (ani, budi) = sponsor(budget=10 * MONTH, quota=5), people(2)
    pay(desk, [ani], code)
    reserving.reserve(desk, code, [budi], "2026-11", 1)
    for change in ({"budget": 2 * MONTH - 1}, {"quota": 1}, {"kind": "CSR"}, {"year": 2027}):
        with pytest.raises(Refused) as told:
            sponsoring.edit(desk, code, change)
        assert "…" not in sentence(told.value)
    sponsoring.edit(desk, code, {"budget": 2 * MONTH, "quota": 2})
    assert (balance(desk, code).left, balance(desk, code).people_left) == (0, 0)


def test_names_are_told_only_of_those_who_agreed(desk, people, sponsor):
    code = sponsor()
    agreed = {"given_on": "2026-11-22", "method": "signed_form", "text_version": "1"}
    (ani,) = people(1, consent={**agreed, "purposes": ["bpjs", "sponsor"]})
    (other,) = people(1)
    (pending,) = people(1, consent={"method": "pending", "purposes": ["sponsor"]})
    pay(desk, [ani, other], code)
    reserving.reserve(desk, code, [pending, ani], "2026-12", 1)
    told = sponsoring.people(desk, code)
    assert [(one.full_name, one.months, one.until) for one in told.named] == [("Ani", 1, "2026-11")]
    assert (told.named[0].months_reserved, told.unnamed) == (1, 2)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        *(("operator", True), ("verifier", True), ("head", False)),
        *(("finance", True), ("administrator", True)),
    ],
)
def test_who_may_pay_may_set_aside(desk, people, sponsor, role, may):
    code, ids = sponsor(), people(1)
    desk.role = role
    sponsoring.people(desk, code)
    if may:
        assert reserving.reserve(desk, code, ids, "2026-11", 1).made
        assert reserving.release(desk, code, ids) == 1
        return
    with pytest.raises(NotAllowed):
        reserving.reserve(desk, code, ids, "2026-11", 1)
    with pytest.raises(NotAllowed):
        reserving.release(desk, code, ids)


def test_two_at_once_do_not_take_the_same_last_place(desk, config, people, sponsor):
    code, ids = sponsor(budget=3 * MONTH, quota=3), people(8)
    beside = access.unlock(config, "siti", "rahasia-siti")
    start = Barrier(2)

    def work(one, mine):
        start.wait()
        return [pay(one, [each], code) for each in mine]

    try:
        with ThreadPoolExecutor(2) as pool:
            halves = [pool.submit(work, desk, ids[:4]), pool.submit(work, beside, ids[4:])]
            done = [one for half in halves for one in half.result()]
    finally:
        beside.close()
    assert sum(len(one.payments) for one in done) == 3
    left = balance(desk, code)
    assert (left.used, left.left, left.people_left) == (3 * MONTH, 0, 0)


steps = st.lists(
    st.tuples(
        st.sampled_from(("pay", "self", "reserve", "release", "undo")),
        st.integers(0, 4),
        st.integers(0, 1),
        st.integers(1, 2),
    ),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps, budget=st.integers(0, 6 * MONTH), quota=st.integers(1, 4))
def test_whatever_is_done_nothing_is_ever_over(desk, people, sponsor, steps, budget, quota):
    code, ids, done = sponsor(budget=budget, quota=quota), people(5), []
    for what, who, month, months in steps:
        months_left = ("2026-11", "2026-12")[month], min(months, 2 - month)
        with suppress(Refused):  # nothing to release, not the newest to undo
            if what in ("pay", "self"):
                payer = code if what == "pay" else "self"
                done += pay(desk, [ids[who]], payer, *months_left).payments
            elif what == "reserve":
                reserving.reserve(desk, code, [ids[who]], *months_left)
            elif what == "release":
                reserving.release(desk, code, [ids[who]])
            elif done:
                paying.undo(desk, done.pop().id)
        now = balance(desk, code)
        assert now.used + now.reserved <= budget
        assert now.people_used + now.people_reserved <= quota


def test_the_room_knows_what_the_figures_say(desk, people, sponsor):
    from desktop_app.actions.sponsor_room import Room

    code, ids = sponsor(budget=9 * MONTH, quota=4), people(3)
    pay(desk, ids[:2], code)
    reserving.reserve(desk, code, ids[1:], "2026-12", 1)
    with desk.read() as c:
        known = sponsoring.known(c, code)
        room = Room.open(c, known, desk.config.today())
        person = workers.get(c, ids[2])
    assert (room.used, room.reserved, len(room.people)) == (2 * MONTH, 2 * MONTH, 3)
    room.take(person, "2026-12", "2026-12", MONTH)
    assert (room.used, room.reserved) == (3 * MONTH, MONTH)
    assert not room.over
