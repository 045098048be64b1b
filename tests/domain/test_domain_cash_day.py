"""The daily cash sheet adds up, whatever came and went, and whoever held it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import cash_day
from desktop_app.domain.deposit import Away, Deposit

FIRST = date(2026, 11, 1)


def deposit(amount=16_800, received=0, left=None, state="held", holder="siti", away=()):
    """One titipan; days count from the first of November."""
    return Deposit(
        id=f"{holder}-{received}-{amount}",
        number="001/TITIPAN/2026",
        worker_id="somebody",
        first="2026-11",
        last="2026-11",
        amount=amount,
        portions=(),
        received_on=FIRST + timedelta(received),
        holder=holder,
        state=state,
        settled_on=None if left is None else FIRST + timedelta(left),
        away=tuple(
            Away(FIRST + timedelta(out), FIRST + timedelta(back), "p") for out, back in away
        ),
    )


@st.composite
def titipan(draw):
    state = draw(st.sampled_from(("held", "paid", "returned")))
    return deposit(
        amount=draw(st.integers(1, 10**9)),
        received=draw(st.integers(0, 9)),
        # a clock that was turned back: settled before it was received
        left=None if state == "held" else draw(st.integers(0, 9)),
        state=state,
        holder=draw(st.sampled_from(("siti", "budi", "wati"))),
        away=draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2)),
    )


@given(st.lists(titipan(), max_size=30))
def test_every_day_adds_up_and_begins_where_the_one_before_ended(deposits):
    before: dict[str, int] = {}
    for ahead in range(-1, 12):
        days = cash_day.of_holders(deposits, FIRST + timedelta(ahead))
        assert all(one.adds_up for one in days)
        assert cash_day.together(days).adds_up
        carried = {one.holder: one.carried for one in days if one.carried}
        assert carried == before
        before = {one.holder: one.in_hand for one in days if one.in_hand}
    left = [one for one in deposits if one.state == "held"]
    assert sum(before.values()) == sum(one.amount for one in left)


def test_a_day_by_hand():
    days = cash_day.of_holders(
        [
            deposit(100, received=0),
            deposit(20, received=0, left=2, state="paid"),
            deposit(3, received=2),
            deposit(7, received=2, left=2, state="returned"),
            deposit(50, received=2, holder="budi"),
            deposit(9, received=0, left=1, state="paid", holder="gone"),
            deposit(11, received=3),
        ],
        FIRST + timedelta(2),
    )
    budi, siti = days
    assert (budi.holder, budi.carried, budi.received, budi.in_hand) == ("budi", 0, 50, 50)
    assert (siti.carried, siti.received, siti.handed_over, siti.given_back, siti.in_hand) == (
        120,
        10,
        20,
        7,
        103,
    )
    total = cash_day.together(days)
    assert (total.holder, total.carried, total.received, total.in_hand) == ("", 120, 60, 153)


@pytest.mark.parametrize(
    ("state", "left", "told"),
    [
        ("held", None, ("received",)),
        ("paid", 0, ("received", "handed_over")),
        ("returned", 0, ("received", "given_back")),
        ("paid", 1, ("received",)),
    ],
)
def test_what_one_did_on_the_day_it_came(state, left, told):
    assert cash_day.moves(deposit(left=left, state=state), FIRST) == told


def test_days_held():
    assert deposit(received=0).days_held(FIRST + timedelta(5)) == 5
    assert deposit(received=0, left=2, state="paid").days_held(FIRST + timedelta(5)) == 2
