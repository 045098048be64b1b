"""When the carrier goes by itself, and that it never goes twice."""

import threading
from dataclasses import replace

import pytest
from ui_regency import NOTHING

from desktop_app import text
from desktop_app.actions import access
from desktop_app.domain.findings import Refused, note
from desktop_app.sync.errors import HubUnreachable
from desktop_app.ui import carried
from desktop_app.ui.carrier import Carrier, Pace

HOUR = 3_600_000


def steady():
    return 1.0


@pytest.fixture
def made(counter, regency):
    """Carriers with timers of the test's own."""
    carriers = []

    def make(**pace):
        slow = {"soon": HOUR, "every": HOUR, "backoff": (HOUR,), "jitter": steady}
        carriers.append(
            Carrier(counter.desk, counter.jobs, counter.context.changes, pace=Pace(**slow | pace))
        )
        carriers[-1].begin()
        counter.settle()
        return carriers[-1]

    yield make
    for carrier in carriers:
        carrier.shut()


def test_an_office_of_its_own_never_sends(made, counter, regency):
    carrier = made(soon=0, every=1)
    counter.context.changes.tell("workers")
    counter.settle()
    assert not carrier.enrolled
    assert not carrier._soon.isActive()
    assert not carrier._every.isActive()
    assert regency.exchanges == 0


def test_it_goes_after_the_last_change_and_every_while(made, counter, regency, qtbot):
    regency.enrolled()
    carrier = made()
    assert carrier._soon.isActive()
    assert carrier._every.isActive()
    carrier._soon.stop()
    counter.context.changes.tell("drafts", "backups")
    assert not carrier._soon.isActive()
    counter.context.changes.tell("papers")
    assert carrier._soon.isActive()
    for timer in (carrier._soon, carrier._every):
        with qtbot.waitSignal(carrier.done):
            timer.timeout.emit()
    assert regency.exchanges == 2


def test_its_own_news_do_not_send_it_again(made, counter, regency, qtbot):
    regency.enrolled().answers = [replace(NOTHING, sent=3, accepted=3), NOTHING]
    carrier, told = made(), []
    carrier._soon.stop()
    counter.context.changes.changed.connect(told.append)
    for _round in range(2):
        with qtbot.waitSignal(carrier.done):
            carrier.send()
    assert told == [frozenset({"hub", "workers"}), frozenset({"hub"})]
    assert not carrier._soon.isActive()


def test_never_two_at_once(made, counter, regency, qtbot):
    regency.enrolled().gate = threading.Event()
    carrier, starts = made(), []
    carrier.started.connect(lambda: starts.append(1))
    carrier.send()
    carrier.send()
    carrier._soon.timeout.emit()
    assert carrier.sending
    assert carrier._soon.isActive()
    with qtbot.waitSignal(carrier.done):
        regency.gate.set()
    assert (len(starts), regency.exchanges) == (1, 1)


def test_without_internet_it_waits_longer_each_time(made, counter, regency, qtbot):
    regency.enrolled().answers = [HubUnreachable() for _ in range(4)]
    carrier, waits = made(backoff=(1000, 2000, 3000)), []
    for _try in range(4):
        with qtbot.waitSignal(carrier.failed):
            carrier.send()
        waits.append(carrier._soon.interval())
        assert carrier.offline
    assert waits == [1000, 2000, 3000, 3000]
    counter.context.changes.tell("workers")
    carrier._every.timeout.emit()
    assert carrier._soon.interval() == 3000
    assert regency.exchanges == 4
    with qtbot.waitSignal(carrier.done):
        carrier._soon.timeout.emit()
    assert not carrier.offline
    assert not carrier._soon.isActive()
    counter.context.changes.tell("workers")
    assert carrier._soon.interval() == HOUR


def test_the_wait_is_spread(made, regency, qtbot):
    regency.enrolled().answers = [HubUnreachable()]
    carrier = made(backoff=(1000,), jitter=lambda: 1.2)
    with qtbot.waitSignal(carrier.failed):
        carrier.send()
    assert carrier._soon.interval() == 1200
    assert 0.8 <= Pace().jitter() <= 1.2


def test_stopping_is_no_trouble(made, regency, qtbot):
    regency.enrolled().gate = threading.Event()
    regency.answers = [Refused("stopped")]
    carrier = made()
    carrier._soon.stop()
    carrier.send()
    with qtbot.waitSignal(carrier.failed):
        carrier.stop()
    assert carrier.stopped
    assert carrier.trouble is None
    assert not carrier._soon.isActive()


def test_an_office_that_is_joined_later_begins_to_send(made, counter, regency):
    carrier = made()
    regency.enrolled()
    counter.context.changes.tell("hub")
    counter.settle()
    assert carrier.enrolled
    assert carrier._soon.isActive()


def test_an_office_whose_regency_office_is_gone_goes_quiet(made, regency, qtbot):
    regency.enrolled().answers = [Refused("hub_absent")]
    carrier = made()
    with qtbot.waitSignal(carrier.failed):
        carrier.send()
    assert not carrier.enrolled
    assert not carrier._every.isActive()


def test_who_may_not_send_does_not(counter, regency, config, desk):
    access.add_user(desk, "kades", "head", "rahasia-kades")
    other = access.unlock(config, "kades", "rahasia-kades")
    regency.enrolled()
    carrier = Carrier(other, counter.jobs, counter.context.changes)
    carrier.begin()
    carrier.send()
    counter.settle()
    assert regency.exchanges == 0
    assert not carrier.enrolled
    other.close()


def test_a_change_while_it_sends_is_not_forgotten(made, counter, regency, qtbot):
    regency.enrolled().gate = threading.Event()
    carrier = made()
    carrier._soon.stop()
    carrier.send()
    counter.context.changes.tell("workers")
    with qtbot.waitSignal(carrier.done):
        regency.gate.set()
    assert carrier._soon.isActive()


def test_what_an_exchange_brought_in_words():
    text.use("id")
    came = replace(
        NOTHING, sent=12, accepted=8, merged=1, duplicate=1, refused=2, received=2, waiting=4
    )
    tone, told = carried.brought(came)
    assert tone == "warn"
    assert told == (
        "9 data sudah diterima, 3 data perlu diperbaiki, 2 jawaban masuk, 4 data masih menunggu."
    )
    assert carried.news(came)[0] == "info"
    assert carried.news(replace(came, duplicate=0, refused=0))[0] == "done"
    assert carried.news(NOTHING)[1] == ""
    clock = note("clock_differs", None, clock="01-01-2026", hub="22-11-2026")
    assert "22-11-2026" in carried.news(replace(NOTHING, note=clock))[1]


def test_a_line_that_is_away_is_no_news():
    text.use("id")
    for rule in ("hub_unreachable", "hub_busy"):
        assert carried.lasting(HubUnreachable(rule)) == ""
    assert "peramban" in carried.lasting(HubUnreachable("hub_garbled"))
    assert carried.lasting(Refused("device_revoked"))
