import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desktop_app.ui.changes import Changes
from desktop_app.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    jobs = Jobs(Changes())
    yield jobs
    jobs.stop()


@pytest.fixture
def owner():
    return QObject()


def test_work_runs_elsewhere_and_its_result_arrives_here(qtbot, jobs, owner):
    seen = []
    jobs.write(owner, threading.current_thread, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] is not threading.main_thread()


def test_writes_keep_their_order(qtbot, jobs, owner):
    seen = []
    for number in range(20):
        jobs.write(owner, lambda number=number: number, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))


def test_a_newer_read_of_the_same_topic_replaces_the_older(qtbot, jobs, owner):
    gate, seen, stops = threading.Event(), [], []

    def slow(stop):
        gate.wait(5)
        stops.append(stop())
        return "old"

    jobs.read(owner, slow, seen.append, topic="search")
    for text in ("newer", "newest"):
        jobs.read(owner, lambda _stop, text=text: text, seen.append, topic="search")
    jobs.read(owner, lambda _stop: "another topic", seen.append, topic="count")
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == ["newest", "another topic"]
    assert stops == [True]


def test_an_error_is_told_to_who_asked_or_to_everybody(qtbot, jobs, owner):
    errors = []
    jobs.write(owner, lambda: 1 / 0, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)
    with qtbot.waitSignal(jobs.failed) as caught:
        jobs.read(owner, lambda _stop: 1 / 0, errors.append)
    assert isinstance(caught.args[0], ZeroDivisionError)


def test_the_kinds_that_changed_are_told_after_success_only(qtbot, owner):
    changes, told = Changes(), []
    jobs = Jobs(changes)
    changes.changed.connect(told.append)
    jobs.failed.connect(lambda error: None)
    jobs.write(owner, lambda: 1 / 0, changes=("drafts",))
    jobs.write(owner, lambda: None, changes=("workers",))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == [frozenset({"workers"})]
    jobs.stop()
    with pytest.raises(ValueError, match="people"):
        changes.tell("people")


def test_a_deleted_owner_is_not_called(qtbot, jobs):
    called, owner, gate = [], QObject(), threading.Event()
    jobs.write(owner, lambda: gate.wait(5), called.append)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert called == []


def test_long_work_tells_its_steps_and_its_part_result_when_stopped(qtbot, jobs, owner):
    steps, done = [], []

    def count(step, stop):
        at = 0
        while not stop() and at < 100_000:
            at += 1
            step(at, 0)
            threading.Event().wait(0.001)
        return at

    job = jobs.long(owner, count, done.append, step=lambda at, of: steps.append((at, of)))
    qtbot.waitUntil(lambda: len(steps) > 2)
    job.stop()
    qtbot.waitUntil(lambda: bool(done))
    assert steps[0] == (1, 0)
    assert 2 < done[0] < 100_000


def test_closing_waits_for_every_lane(qtbot, jobs, owner):
    gate, order = threading.Event(), []

    def slow(*_):
        gate.wait(5)
        order.append("work")

    jobs.long(owner, slow)
    jobs.write(owner, slow)
    jobs.close_after(owner, lambda: order.append("closed"))
    gate.set()
    qtbot.waitUntil(lambda: "closed" in order)
    assert order == ["work", "work", "closed"]


def test_stopping_finishes_the_writes_that_were_asked_for(qapp, owner):
    jobs, written = Jobs(Changes()), []
    for number in range(10):
        jobs.write(owner, lambda number=number: written.append(number))
    jobs.stop()
    assert written == list(range(10))


def test_the_net_lane_stands_in_nobodys_way(qtbot, jobs, owner):
    gate, seen = threading.Event(), []
    jobs.net(owner, lambda _step, _stop: gate.wait(5), lambda _done: seen.append("net"))
    jobs.write(owner, lambda: "write", seen.append)
    jobs.read(owner, lambda _stop: "read", seen.append)
    jobs.long(owner, lambda _step, _stop: "long", seen.append)
    qtbot.waitUntil(lambda: len(seen) == 3)
    gate.set()
    qtbot.waitUntil(lambda: seen[-1] == "net")


def test_leaving_stops_the_net_between_two_requests_and_then_closes(qtbot, jobs, owner):
    order, begun = [], threading.Event()

    def talk(_step, stop):
        begun.set()
        while not stop():
            threading.Event().wait(0.001)
        order.append("stopped")

    jobs.net(owner, talk)
    begun.wait(5)
    jobs.close_after(owner, lambda: order.append("closed"))
    qtbot.waitUntil(lambda: "closed" in order)
    assert order == ["stopped", "closed"]


def test_a_hanging_request_keeps_nobody_out_and_its_store_open(qtbot, jobs, owner, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.jobs.BRIEF", 0.01)
    gate, order = threading.Event(), []

    def hangs(_step, _stop):
        gate.wait(5)
        order.append("request")

    jobs.net(owner, hangs)
    jobs.close_after(owner, lambda: order.append("closed"))
    jobs.write(owner, lambda: order.append("log in"))
    qtbot.waitUntil(lambda: bool(order))
    assert order == ["log in"]
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == ["log in", "request", "closed"]


def test_the_program_ends_with_the_request_and_the_closing_behind_it(qapp, owner, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.jobs.BRIEF", 0.01)
    jobs, order = Jobs(Changes()), []

    def hangs(_step, stop):
        threading.Event().wait(0.1)
        order.append(stop())

    jobs.net(owner, hangs)
    jobs.close_after(owner, lambda: order.append("closed"))
    jobs.stop()
    assert order == [True, "closed"]


def test_trouble_while_closing_is_told(qtbot, jobs, owner):
    with qtbot.waitSignal(jobs.failed) as caught:
        jobs.close_after(owner, lambda: 1 / 0)
    assert isinstance(caught.args[0], ZeroDivisionError)
