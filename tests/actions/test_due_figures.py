"""What the first page counts is what the lists name, on any day."""

import random
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.actions import due_figures, protecting
from desktop_app.domain.months import later
from desktop_app.domain.payment import Payment
from desktop_app.domain.registration import Standing
from desktop_app.domain.states import States
from desktop_app.domain.worker import Worker
from desktop_app.store import payments, workers
from desktop_app.store.tx import new_id

PEOPLE = 60


def somebody(n, chance):
    """A worker with or without months from before."""
    worker = Worker(
        nik=f"330101150885{n:04}",
        full_name=f"Warga {n}",
        occupation="petani",
        birth_date=date(1985, 8, 15),
        sex="male",
        village_code="33.01.01.2001",
    )
    if chance.random() < 0.5:
        return worker
    until = later("2026-06", chance.randrange(9))
    since = chance.choice((None, date(2025, 3, 1), date(2026, 12, 1), date(2027, 1, 1)))
    return replace(worker, paid_until=until, member_since=since)


def paid(worker_id, chance):
    """Rows of months without an overlap, paid at some time."""
    month = later("2026-05", chance.randrange(6))
    for _row in range(chance.randrange(4)):
        last = later(month, chance.randrange(3))
        yield Payment(
            id=new_id(),
            worker_id=worker_id,
            first=month,
            last=last,
            payer="self",
            amount=0,
            portions=(),
            paid_on=date(2026, chance.randrange(6, 13), 3),
            reference=new_id(),
        )
        month = later(last, 1 + chance.randrange(3))


@pytest.mark.parametrize("seed", range(4))
def test_the_counts_are_those_of_the_lists(desk, seed):
    chance = random.Random(seed)
    people = [somebody(n, chance) for n in range(1, PEOPLE)]
    states = (States(membership="member"), States(membership="submitted"))
    with desk.write("registered") as tx:
        rows = [(one, chance.choice((*states, states[0])), Standing()) for one in people]
        made = workers.add_many(tx, rows)
    with desk.write("paid") as tx:
        payments.add_many(tx, [p for one in made for p in paid(one.id, chance)])
    for on in (date(2026, 9, 30), date(2026, 11, 23), date(2026, 12, 31), date(2027, 2, 1)):
        told = due_figures.due_figures(desk, on)
        ending = [one for one in protecting.due(desk, 31, on) if one.until == f"{on:%Y-%m}"]
        assert told.ending == len(ending), on
        assert told.arrears == len(protecting.arrears(desk, on)), on
