"""Exchanging with the regency's hub, as window and commands see it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

# The truthful hub of the tests of the line.
sys.path.insert(0, str(Path(__file__).parents[1] / "sync"))

from hub_double import HubDouble, running

from desktop_app.actions import access, exchanging, keeping, registering
from desktop_app.actions.desk import NotAllowed
from desktop_app.domain.findings import Level, Refused
from desktop_app.sync.errors import HubUnreachable
from desktop_app.sync.wire.receipt import Verdict
from desktop_app.wording.sentences import SENTENCES, sentence

ELSEWHERE = {"village": "Bantarsari", "since": "2026-03-01"}


@pytest.fixture
def hub(clock):
    with running(HubDouble(now=clock)) as hub:
        yield hub


@pytest.fixture
def member(desk, hub):
    exchanging.enrol(desk, hub.code(), hub.url)
    return desk


def verdicts(**by_name):
    def says(told):
        said = by_name.get(told.record["full_name"].split()[0].lower())
        return said and Verdict(change_id=told.change_id, **said)

    return says


def test_an_exchange_is_counted_and_what_was_not_taken_is_named(member, hub, raw):
    registering.register(
        member,
        [
            raw(1),
            raw(2, full_name="Warsini"),
            raw(3, full_name="Karyo"),
            raw(4, full_name="Painem"),
            raw(5, full_name="Tukiran", consent=None),
        ],
    )
    hub.says = verdicts(
        warsini={
            "verdict": "duplicate", "rule": "nik_elsewhere", "field": "nik", "params": ELSEWHERE
        },
        karyo={"verdict": "refused", "rule": "kpj_of_another", "field": "kpj"},
        painem={"verdict": "conflict", "field": "address"},
    )  # fmt: skip
    done = exchanging.sync(member)
    assert (done.sent, done.accepted, done.duplicate, done.refused) == (4, 1, 1, 1)
    assert (done.conflict, done.held, done.merged, done.received) == (1, 0, 0, 0)
    assert (done.waiting, done.note) == (1, None)
    told = {came.name: came for came in done.records}
    assert set(told) == {"Warsini", "Karyo", "Painem"}
    assert told["Warsini"].finding.params["village"] == "Bantarsari"
    assert None not in (told["Warsini"].number, told["Warsini"].worker_id)
    assert told["Painem"].finding.rule == "conflict"
    assert told["Karyo"].finding.rule == "kpj_of_another"
    for came in done.records:
        assert came.finding.rule in SENTENCES
        assert "…" not in sentence(came.finding)
    assert {came.verdict for came in exchanging.waiting(member)} == {
        "duplicate", "refused", "conflict", "consent"
    }  # fmt: skip
    view = exchanging.hub(member)
    assert (view.waiting, view.to_mend) == (1, 3)
    assert (view.last.count, view.last.accepted, view.last.duplicate) == (4, 1, 1)
    assert exchanging.last_receipt(member) == view.last == exchanging.receipts(member)[0]


def test_what_waits_is_told_before_and_after(member, hub, raw):
    assert exchanging.waiting(member) == []
    registering.register(member, [raw(1), raw(2, full_name="Warsini")])
    assert [came.verdict for came in exchanging.waiting(member)] == ["waiting", "waiting"]
    assert len(exchanging.waiting(member, 1)) == 1
    hub.fault = lambda _m, path, answer: None if "/batches/" in path else answer
    with pytest.raises(HubUnreachable):
        exchanging.sync(member)
    assert {came.verdict for came in exchanging.waiting(member)} == {"sent"}


@pytest.mark.parametrize("verdict", ["held", "later"])
def test_what_needs_nobody_is_only_a_note(member, hub, raw, verdict):
    registering.register(member, [raw(1)])
    hub.says = lambda told: Verdict(change_id=told.change_id, verdict=verdict)
    (came,) = exchanging.sync(member).records
    assert came.verdict == verdict
    assert came.finding.level is Level.NOTE
    assert sentence(came.finding)


def test_words_of_a_hub_with_odd_parameters_still_make_a_sentence(member, hub, raw):
    registering.register(member, [raw(1)])
    odd = {"rule": "x", "field": 5, "why": "sideways", "village": None, "level": []}
    hub.says = verdicts(
        slamet={"verdict": "refused", "rule": "unheard_of", "field": "nik", "params": odd}
    )
    (came,) = exchanging.sync(member).records
    assert "unheard_of" in sentence(came.finding)


def test_an_exchange_that_is_stopped_returns_what_it_did(member, hub, raw):
    registering.register(member, [raw(1)])
    done = exchanging.sync(member, stop=lambda: True)
    assert (done.sent, done.waiting) == (0, 1)
    steps = []
    done = exchanging.sync(member, step=lambda at, of: steps.append((at, of)))
    assert (done.sent, steps) == (1, [(1, 1)])


@pytest.mark.parametrize(
    ("role", "may"), [("operator", True), ("verifier", True), ("head", False), ("finance", False)]
)
def test_who_may_send(member, config, role, may):
    access.add_user(member, "budi", role, "rahasia-budi")
    other = access.unlock(config, "budi", "rahasia-budi")
    if may:
        assert exchanging.sync(other).sent == 0
    else:
        with pytest.raises(NotAllowed):
            exchanging.sync(other)
        assert exchanging.hub(other).name == "Kabupaten Cilacap"
    other.close()


def test_an_office_restored_from_an_old_backup_makes_itself_known_and_loses_nothing(
    member, hub, config, raw, recovery_code, tmp_path
):
    registering.register(member, [raw(1)])
    keeping.back_up(member, tmp_path / "c")
    exchanging.sync(member)
    registering.register(member, [raw(2, full_name="Warsini")])
    exchanging.sync(member)
    there = replace(config, data=tmp_path / "baru")
    restored = keeping.restore(there, tmp_path / "c", recovery_code, "siti", "rahasia-baru")
    registering.register(restored, [raw(3, full_name="Karyo")])
    done = exchanging.sync(restored)
    assert (done.sent, done.accepted, done.waiting) == (2, 2, 0)
    assert len({told.record_id for told in hub.kept.values()}) == 3
    assert len(hub.kept) == 3
    restored.close()


def test_a_copied_office_makes_itself_known(member, hub, config, raw, tmp_path):
    import shutil

    registering.register(member, [raw(1)])
    exchanging.sync(member)
    member.close()
    shutil.copytree(config.data, tmp_path / "copy")
    copied = access.unlock(replace(config, data=tmp_path / "copy"), "siti", "rahasia-siti")
    registering.register(copied, [raw(2, full_name="Warsini")])
    assert exchanging.sync(copied).accepted == 1
    copied.close()
    again = access.unlock(config, "siti", "rahasia-siti")
    registering.register(again, [raw(3, full_name="Karyo")])
    assert exchanging.sync(again).accepted == 1
    again.close()
    assert len(hub.devices) == 2


def test_an_exchange_while_somebody_registers(member, hub, raw):
    """Nobody waits for the line: while the hub thinks, the counter goes on."""
    registering.register(member, [raw(1)])
    registered = []

    def fault(_method, path, answer):
        if "/batches/" in path and not registered:
            registered.append(registering.register(member, [raw(2, full_name="Warsini")]))
        return answer

    hub.fault = fault
    done = exchanging.sync(member)
    assert (done.sent, done.waiting, len(hub.batches)) == (2, 0, 2)


def test_refusals_are_told_apart_from_the_line(member, hub):
    hub.devices.clear()
    with pytest.raises(Refused, match="device_unknown") as caught:
        exchanging.sync(member)
    assert not isinstance(caught.value, HubUnreachable)
