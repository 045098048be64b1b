from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import ACT, TODAY, make, save, worker
from making_money import PAY, pay, payment, undo

from desktop_app.domain.months import distance, later, month_of
from desktop_app.domain.payment import opening
from desktop_app.domain.protection import cover, paid_through, protection
from desktop_app.domain.registration import Standing
from desktop_app.domain.states import States
from desktop_app.store import listing, payments, workers
from desktop_app.store.payments import Ending, MonthPaid
from desktop_app.store.summary import Filters

ON = date(2026, 11, 23)
WORDS = ("none", "unknown", "active", "arrears", "lapsed")


@pytest.fixture
def members(store):
    """Makes members: ``members(2, paid_until="2026-10")``."""
    return lambda serial=1, **fields: save(store, worker(serial, **fields), membership="member")


def ends(store, *months, on=ON):
    with store.read() as c:
        found = [(e.until, e.full_name, e.payer) for e in payments.ending(c, months, on)]
    return [(name, until, payer) for until, name, payer in sorted(found)]


def through(store, on=ON):
    with store.read() as c:
        return payments.through(c, on)


def test_through_which_month(store, members, add):
    paid, brought, both, nothing, ahead = (members(n) for n in range(1, 6))
    add(worker(6))
    with store.write(**ACT) as tx:
        for one, until in ((brought, "2026-08"), (both, "2026-07")):
            fields = {"paid_until": until, "member_since": date(2025, 3, 1)}
            workers.update(tx, one, worker=worker(int(one.worker.nik[-4:]), **fields))
    pay(store, paid, "2026-10", 6, paid_on=date(2026, 10, 5))
    pay(store, both, "2026-09", paid_on=date(2026, 9, 5))
    pay(store, ahead, "2026-12", paid_on=date(2026, 10, 5))
    undone = pay(store, nothing, "2026-09")
    undo(store, undone)
    assert through(store) == {
        paid.id: "2026-11",
        brought.id: "2026-08",
        both.id: "2026-09",
        nothing.id: None,
        ahead.id: None,
    }
    assert through(store, date(2026, 10, 4))[paid.id] is None
    assert through(store, date(2026, 10, 5))[paid.id] == "2026-10"
    assert through(store, date(2024, 10, 5))[brought.id] is None


def test_who_to_write_to(store, members):
    who = members(full_name="Ani", hamlet="Sidadadi", phone="+6281327000011")
    pay(store, who, "2026-09", 3, payer="CSR")
    with store.read() as c:
        [found] = payments.ending(c, ["2026-10", "2026-11"], ON)
    assert found == Ending(
        worker_id=who.id,
        number=who.number,
        nik=who.worker.nik,
        full_name="Ani",
        hamlet="Sidadadi",
        phone="+6281327000011",
        until="2026-11",
        payer="CSR",
        days=(date(2026, 11, 30) - ON).days,
    )


def test_only_what_nothing_continues(store, members):
    continued, ended, later_again, opened, ahead = (
        members(n, full_name=name)
        for n, name in enumerate(("Continued", "Ended", "Later", "Opened", "Ahead"), 1)
    )
    pay(store, continued, "2026-09", 3)
    pay(store, continued, "2026-12", 2)
    pay(store, ended, "2026-09", 3)
    pay(store, ended, "2026-12", paid_on=date(2026, 12, 24))
    pay(store, later_again, "2026-06", 2)
    pay(store, later_again, "2026-10")
    with store.write(**ACT) as tx:
        workers.update(tx, opened, worker=worker(4, full_name="Opened", paid_until="2026-10"))
    pay(store, ahead, "2026-10")
    pay(store, ahead, "2027-02")
    assert ends(store, "2026-11") == [("Ended", "2026-11", "self")]
    assert ends(store, "2026-07") == []
    assert ends(store, "2026-10") == [
        ("Ahead", "2026-10", "self"),
        ("Later", "2026-10", "self"),
        ("Opened", "2026-10", "unknown"),
    ]
    assert ends(store, "2027-01", "2026-11") == [
        ("Ended", "2026-11", "self"),
        ("Continued", "2027-01", "self"),
    ]
    assert ends(store, "2027-02") == []


def test_of_members_only(store, add):
    gone, waiting = add(membership="ended"), add(worker(2), membership="submitted")
    for one in (gone, waiting):
        pay(store, one, "2026-11")
    assert ends(store, "2026-11") == []
    assert through(store) == {}


ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.integers(0, 2)), max_size=4)
BROUGHT = st.none() | st.tuples(st.integers(0, 30), st.none() | st.integers(0, 20))
PEOPLE = st.lists(st.tuples(ROWS, BROUGHT), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("cover") / "data")
    yield made
    made.close()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=PEOPLE, today=st.integers(8, 24))
def test_the_register_says_what_the_rule_says(register, people, today):
    """``through``, ``ending`` and the filter against ``domain.protection``, person by person."""
    on = date.fromisoformat(f"{later('2025-01', today)}-15")
    with register.write(**PAY) as tx:
        made = [_somebody(tx, n, *one, on) for n, one in enumerate(people, 1)]
        c = tx.connection
        paid = payments.paid_of(c, [one.id for one in made])
        rows = {
            one.id: [*paid.get(one.id, ()), *([o] if (o := opening(one)) else [])] for one in made
        }
        assert payments.through(c, on) == {id_: paid_through(r, on) for id_, r in rows.items()}
        covers = {id_: cover("member", r, on) for id_, r in rows.items()}
        months = [later("2025-01", n) for n in range(45)]
        found = payments.ending(c, months, on)
        assert {e.worker_id: e.until for e in found} == {
            id_: one.until for id_, one in covers.items() if one.until
        }
        assert len(found) == len({e.worker_id for e in found})
        some = months[today - 3 : today + 3]
        assert {e.worker_id for e in payments.ending(c, some, on)} == {
            id_ for id_, one in covers.items() if one.until in some
        }
        for word in WORDS:
            wanted = {id_ for id_, one in covers.items() if one.state == word}
            assert set(listing.ids(c, Filters(protection=word, as_of=on))) == wanted
        tx.abandon()


def _somebody(tx, serial, rows, brought, on):
    until, since = brought if brought else (None, None)
    fields = {
        "paid_until": None if until is None else later("2025-01", until),
        "member_since": None if since is None else date(2025 + since // 12, since % 12 + 1, 3),
    }
    who = workers.add_many(
        tx, [(worker(serial, **fields), States(membership="member"), Standing())]
    )[0]
    brought_along = opening(who)
    for start, months, paid in rows:
        one = payment(
            who,
            later("2025-01", start),
            months,
            paid_on=(on, date(2025, 1, 1), date(2029, 1, 1))[paid],
        )
        if brought_along and one.first <= brought_along.last and one.last >= brought_along.first:
            continue
        try:
            payments.add_many(tx, [one])
        except MonthPaid:
            continue
    return who


def test_the_filter(store, members, add):
    active, arrears, unknown = (members(n) for n in (1, 2, 3))
    add(worker(4))
    pay(store, active, "2026-11")
    pay(store, arrears, "2026-08")
    with store.read() as c:
        for word, who in (("active", active), ("arrears", arrears), ("unknown", unknown)):
            chosen = Filters.read({"protection": word, "as_of": ON})
            assert listing.ids(c, chosen) == [who.id]
            assert listing.count(c, chosen) == 1
            assert [one.id for one in listing.stream(c, chosen)] == [who.id]
        assert listing.count(c, Filters(protection="none", as_of=ON)) == 1
        assert listing.count(c, Filters(protection="none")) == 4
        assert listing.count(c, Filters(protection="lapsed", as_of=ON)) == 0
        assert listing.count(c, Filters(protection="lapsed", as_of=date(2027, 2, 1))) == 1
    assert month_of(ON) == "2026-11"
    assert distance("2026-08", "2026-11") == 3
    assert protection("member", "2026-08", ON) == "arrears"
    assert TODAY == ON
