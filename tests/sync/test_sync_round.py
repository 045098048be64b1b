"""Whole exchanges with a truthful hub over a real socket, and with one that fails."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hub_double import HubDouble, fresh_key, running

from desktop_app.actions import access, exchanging, finding, registering
from desktop_app.domain.findings import Refused
from desktop_app.store import outbox
from desktop_app.store import waiting as left
from desktop_app.store.summary import Filters
from desktop_app.sync import push
from desktop_app.sync import round as exchange
from desktop_app.sync.wire import receipt
from desktop_app.sync.wire.receipt import Verdict


@pytest.fixture
def member(desk, hub):
    """The office, as a device of the hub."""
    exchanging.enrol(desk, hub.code(), hub.url)
    hub.asked.clear()
    hub.bodies.clear()
    return desk


@pytest.fixture
def sync(member, patience):
    return lambda **how: exchange.sync(member, patience=patience, **how)


def put(desk, *people):
    done = registering.register(desk, list(people))
    assert not done.refused
    return [one.id for one in done.registered]


def deliveries(desk):
    return [one.delivery for one in finding.page(desk, Filters())]


def pending(desk):
    with desk.read() as c:
        return left.counts(c).pending


def sent_bodies(hub):
    return [
        b
        for (method, path), b in zip(hub.asked, hub.bodies, strict=True)
        if (method, path[:16]) == ("PUT", "/api/v1/batches/")
    ]


# ---- the good days ---------------------------------------------------------------------------


def test_without_a_hub_there_is_nothing_to_do(desk):
    with pytest.raises(Refused, match="hub_absent"):
        exchange.sync(desk)


def test_what_waits_arrives_and_is_settled(member, hub, sync, raw):
    put(member, raw(1), raw(2, full_name="Warsini"))
    steps = []
    done = sync(step=lambda at, of: steps.append((at, of)))
    assert (done.sent.changes, done.sent.tally["accepted"], done.whole) == (2, 2, True)
    assert steps == [(2, 2)]
    assert {t.record["full_name"] for t in hub.kept.values()} == {"Slamet Raharjo", "Warsini"}
    assert pending(member) == 0
    assert deliveries(member) == ["accepted", "accepted"]


def test_nothing_new_costs_no_batch(member, hub, sync, raw):
    put(member, raw(1))
    sync()
    hub.asked.clear()
    assert sync().sent.changes == 0
    assert [path for _, path in hub.asked] == ["/api/v1/nonce", "/api/v1/changes?after=c0"]


def test_an_edit_follows_with_its_base(member, hub, sync, raw):
    put(member, raw(1))
    sync()
    registering.edit(member, raw(1)["nik"], {"hamlet": "Karanganyar"})
    sync()
    first, second = hub.kept.values()
    assert second.base == first.change_id
    assert second.fields == {"hamlet": [None, "Karanganyar"]}


def test_many_go_in_several_batches(member, hub, sync, raw, monkeypatch):
    monkeypatch.setattr(push, "MOST", 3)
    put(member, *(raw(n, full_name=f"Orang {n}") for n in range(1, 9)))
    assert sync().sent.changes == 8
    assert len(hub.batches) == 3
    assert pending(member) == 0


def test_a_large_batch_is_cut_for_a_bad_line(member, hub, sync, raw, monkeypatch):
    monkeypatch.setattr(push, "LARGE", 1)
    put(member, *(raw(n, full_name=f"Orang {n}") for n in range(1, 6)))
    assert sync().sent.changes == 5
    assert len(hub.batches) == 5


def test_exceptions_are_named_and_the_others_go_on(member, hub, sync, raw):
    people = put(member, raw(1), raw(2, full_name="Warsini"), raw(3, full_name="Karyo"))

    def says(told):
        if told.record_id == people[1]:
            told_us = {"village": "Bantarsari", "since": "2026-03-01"}
            return Verdict(
                change_id=told.change_id,
                verdict="duplicate",
                rule="nik_elsewhere",
                field="nik",
                params=told_us,
            )
        return None

    hub.says = says
    done = sync()
    assert done.sent.tally["duplicate"] == 1
    (one,) = done.sent.exceptions
    assert one.rule == "nik_elsewhere"
    assert sorted(deliveries(member)) == ["accepted", "accepted", "duplicate"]
    with member.read() as c:
        assert left.counts(c).to_mend == 1
    assert sync().sent.changes == 0


def test_a_refused_one_mended_goes_again(member, hub, sync, raw):
    put(member, raw(1))
    hub.says = lambda told: Verdict(
        change_id=told.change_id, verdict="refused", rule="age", field="birth_date"
    )
    sync()
    hub.says = lambda told: None
    registering.edit(member, raw(1)["nik"], {"phone": None, "phone_owner": None})
    assert sync().sent.tally["accepted"] == 1
    assert deliveries(member) == ["accepted"]


def test_what_the_hub_cannot_judge_yet_waits_a_day(member, hub, sync, raw, clock):
    put(member, raw(1))
    hub.says = lambda told: Verdict(change_id=told.change_id, verdict="later")
    assert sync().sent.changes == 1
    assert sync().sent.changes == 0
    assert pending(member) == 1
    hub.says = lambda told: None
    clock.moment += timedelta(days=1, hours=1)
    assert sync().sent.changes == 1
    assert pending(member) == 0


def test_a_hub_that_lost_the_beginning_gets_it_again(member, hub, sync, raw):
    put(member, raw(1))
    sync()
    hub.forget()
    registering.edit(member, raw(1)["nik"], {"hamlet": "Karanganyar"})
    done = sync()
    assert (done.sent.tally["held"], done.sent.tally["accepted"]) == (1, 1)
    assert deliveries(member) == ["waiting"]
    assert sync().sent.tally["accepted"] == 1
    assert len(hub.kept) == 2
    assert deliveries(member) == ["accepted"]


# ---- consent ---------------------------------------------------------------------------------

NOBODY = "00000000-0000-0000-0000-000000000000"
PENDING = {"consent": None}
WITHDRAWN = {
    "consent": {"given_on": "2026-11-22", "method": "signed_form", "text_version": "1",
                "purposes": ["bpjs"]}
}  # fmt: skip


def test_nobody_leaves_without_consent(member, hub, sync, raw):
    put(member, {**raw(1), **PENDING}, {**raw(2, full_name="Warsini"), **WITHDRAWN})
    put(member, raw(3, full_name="Karyo"))
    assert sync().sent.changes == 1
    assert pending(member) == 2
    assert {one.verdict for one in exchanging.waiting(member)} == {"consent"}
    registering.edit(member, raw(1)["nik"], {"consent": raw(1)["consent"]})
    assert sync().sent.changes == 2
    assert pending(member) == 1


def test_a_withdrawal_leaves_once_and_alone(member, hub, sync, raw):
    (who,) = put(member, raw(1))
    sync()
    registering.edit(member, raw(1)["nik"], {"hamlet": "Karanganyar"})
    registering.edit(member, raw(1)["nik"], WITHDRAWN)
    registering.edit(member, raw(1)["nik"], {"hamlet": "Kauman"})
    assert sync().sent.changes == 1
    told = list(hub.kept.values())[-1]
    assert set(told.record) == {"registration_number", "consent"}
    assert set(told.fields) == {"consent"}
    assert told.record_id == who
    assert sync().sent.changes == 0
    assert pending(member) == 2


def test_a_withdrawal_before_anything_was_sent_stays_here(member, hub, sync, raw):
    put(member, raw(1))
    registering.edit(member, raw(1)["nik"], WITHDRAWN)
    assert sync().sent.changes == 0
    assert not hub.kept


# ---- photos ----------------------------------------------------------------------------------


def photo(tmp_path, colour):
    from PIL import Image

    path = tmp_path / f"{colour}.png"
    Image.new("RGB", (60, 80), colour).save(path)
    return str(path)


def test_pictures_follow_each_once(member, hub, sync, raw, tmp_path):
    put(member, raw(1, photo=photo(tmp_path, "red")))
    put(member, raw(2, full_name="Warsini", photo=photo(tmp_path, "red")))
    put(member, {**raw(3, full_name="Karyo", photo=photo(tmp_path, "blue")), **PENDING})
    assert sync().sent.pictures == 1
    ((name, jpeg),) = hub.photos.items()
    assert hashlib.sha256(jpeg).hexdigest() == name
    assert sync().sent.pictures == 0


def test_a_picture_the_hub_does_not_take_holds_nothing_up(member, hub, sync, raw, tmp_path):
    put(member, raw(1, photo=photo(tmp_path, "red")))
    put(member, raw(2, full_name="Warsini", photo=photo(tmp_path, "blue")))
    refused = []

    def fault(_method, path, answer):
        if "/photos/" in path and path in (refused or [path]):
            refused.append(path)
            body = b'{"error": {"rule": "body_too_large"}}'
            return replace(answer, status=413, body=body, kind="application/json")
        return answer

    hub.fault = fault
    assert sync().sent.pictures == 1
    assert sync().sent.pictures == 0
    hub.fault = None
    assert sync().sent.pictures == 1


# ---- a bad line ------------------------------------------------------------------------------


def on_batches(change):
    return lambda _method, path, answer: change(answer) if "/batches/" in path else answer


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_reply_costs_a_repetition_byte_for_byte(member, hub, sync, raw, when):
    put(member, raw(1))
    hub.fault = on_batches(lambda _answer: None)
    with pytest.raises(Refused, match="hub_unreachable"):
        sync()
    assert pending(member) == 1
    assert deliveries(member) == ["sent"]
    hub.fault = None
    if when == "before":  # the request had never arrived
        hub.forget()
    done = sync()
    one, two = sent_bodies(hub)
    assert one == two
    assert (done.sent.changes, len(hub.kept), pending(member)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda a: replace(a, cut=len(a.body) // 2), "hub_unreachable"),
        (lambda a: replace(a, body=b"<html>Masuk</html>", kind="text/html"), "hub_garbled"),
        (lambda a: replace(a, body=b"<html>Masuk</html>"), "hub_garbled"),
        (lambda a: replace(a, body=b""), "hub_garbled"),
        (lambda a: replace(a, body=a.body + b"\0"), "hub_garbled"),
        (lambda a: replace(a, body=a.body[:-1]), "hub_garbled"),
        (lambda a: replace(a, status=503, body=b"", kind="text/plain"), "hub_busy"),
        (lambda a: replace(a, status=404, body=b"{}", kind="application/json"), "hub_garbled"),
    ],
)
def test_nothing_is_settled_by_anything_but_the_receipt(member, hub, sync, raw, change, rule):
    put(member, raw(1))
    hub.fault = on_batches(change)
    for _ in range(2):
        with pytest.raises(Refused, match=rule):
            sync()
    assert pending(member) == 1
    assert exchanging.receipts(member) == []
    hub.fault = None
    assert sync().sent.changes == 1


def test_a_receipt_under_another_key_settles_nothing(member, hub, sync, raw):
    put(member, raw(1))
    own, hub.receipts = hub.receipts, fresh_key()
    document = hub.document
    hub.document = lambda: {**document(), **good}
    hub.receipts, other = own, hub.receipts
    good = document()
    hub.receipts = other
    with pytest.raises(Refused, match="hub_garbled"):
        sync()
    assert pending(member) == 1


@pytest.mark.parametrize(
    "wrong", [{"batch_id": "x"}, {"digest": "0" * 64}, {"count": 2}, {"at": "kemarin"}]
)
def test_a_receipt_for_something_else_settles_nothing(member, hub, sync, raw, wrong):
    put(member, raw(1))
    written = receipt.written

    def other(answer):
        (device,) = hub.devices.values()
        told = receipt.Receipt(
            batch_id=next(iter(hub.batches)),
            digest=hashlib.sha256(next(iter(hub.batches.values()))[0]).hexdigest(),
            at=hub.now().isoformat(),
            epoch="a",
            number=1,
            count=1,
        )
        body = hub.sealed(device, "receipt", written(replace(told, **wrong)))
        return replace(answer, body=body)

    hub.fault = on_batches(other)
    with pytest.raises(Refused, match="hub_garbled"):
        sync()
    assert pending(member) == 1


@pytest.mark.parametrize("instead", [{"kind": "feed"}, {"device": NOBODY}])
def test_an_envelope_of_another_kind_or_for_another_is_no_receipt(member, hub, sync, raw, instead):
    put(member, raw(1))
    sealed = hub.sealed
    hub.sealed = lambda device, kind, content: sealed(device, kind, content, **instead)
    with pytest.raises(Refused, match="hub_garbled"):
        sync()
    assert pending(member) == 1


def test_no_bit_of_a_receipt_can_be_changed(member, hub, sync, raw, patience, monkeypatch):
    put(member, raw(1))
    hub.fault = on_batches(lambda _answer: None)
    with suppress(Refused):
        sync()
    ((_, good),) = hub.batches.values()
    from desktop_app.store import hubs
    from desktop_app.sync.client import connected
    from desktop_app.sync.line import Line
    from desktop_app.sync.push import Push

    with member.read() as c:
        (batch,) = outbox.open_batches(c)
        known = hubs.current(c)
    with connected(hub.url, patience) as client:
        line = Line(member, client, known)
        monkeypatch.setattr(line, "refresh_keys", lambda: None)
        checking = Push(line, lambda at, of: None)._receipt
        for place in range(len(good) * 8):
            altered = bytearray(good)
            altered[place // 8] ^= 1 << place % 8
            with pytest.raises(Refused, match="hub_garbled"):
                checking(batch, bytes(altered))
        assert checking(batch, good).count == 1


def test_a_stop_between_requests_leaves_everything_in_order(member, hub, sync, raw, monkeypatch):
    monkeypatch.setattr(push, "MOST", 1)
    put(member, *(raw(n, full_name=f"Orang {n}") for n in range(1, 5)))
    told: list[int] = []
    done = sync(step=lambda at, _of: told.append(at), stop=lambda: len(told) == 2)
    assert (done.sent.changes, done.whole) == (2, False)
    assert pending(member) == 2
    assert len(hub.batches) in (2, 3)  # one may have been on its way; its receipt is asked again
    assert sync().sent.changes == 2
    assert len(hub.kept) == 4


# ---- another incarnation, another key --------------------------------------------------------


def test_numbers_used_by_another_past_make_a_new_incarnation(member, hub, sync, raw):
    put(member, raw(1))
    (device,) = hub.devices.values()
    hub.numbers[device.device, device.incarnation, 1] = b"something else"
    before = member.store.incarnation
    assert sync().sent.changes == 1
    assert member.store.incarnation != before
    assert pending(member) == 0
    assert len(hub.devices) == 2
    put(member, raw(2, full_name="Warsini"))
    assert sync().sent.changes == 1


def test_nobody_on_the_line_can_make_a_new_incarnation(member, hub, sync, raw):
    put(member, raw(1))
    before = member.store.incarnation
    body = b'{"error": {"rule": "incarnation"}}'
    unsigned = on_batches(lambda a: replace(a, status=409, body=body, kind="application/json"))
    hub.fault = unsigned
    with pytest.raises(Refused, match="hub_garbled"):
        sync()
    assert member.store.incarnation == before
    hub.fault = None
    assert sync().sent.changes == 1


def test_a_new_incarnation_that_was_cut_short_is_made_known_first(member, hub, sync, raw, clock):
    put(member, raw(1))
    hub.fault = on_batches(lambda _answer: None)
    with pytest.raises(Refused, match="hub_unreachable"):
        sync()
    hub.fault = None
    member.store.new_incarnation(clock())
    hub.fault = lambda _m, path, answer: None if path.endswith("/devices") else answer
    with pytest.raises(Refused, match="hub_unreachable"):
        sync()
    hub.fault = None
    assert sync().sent.changes == 1
    assert pending(member) == 0
    assert len(hub.kept) == 1


def test_a_hub_that_forgot_this_incarnation_is_told_by_an_older_key(member, hub, sync, raw, clock):
    member.store.new_incarnation(clock())
    sync()
    hub.devices.popitem()
    put(member, raw(1))
    assert sync().sent.changes == 1


def test_a_hub_that_knows_nobody_here_says_so(member, hub, sync, raw):
    put(member, raw(1))
    hub.devices.clear()
    with pytest.raises(Refused, match="device_unknown"):
        sync()
    assert pending(member) == 1
    exchanging.enrol(member, hub.code(), hub.url)
    assert sync().sent.changes == 1


def test_a_revoked_device_keeps_its_work(member, hub, sync, raw):
    put(member, raw(1))
    next(iter(hub.devices.values())).revoked = True
    with pytest.raises(Refused, match="device_revoked"):
        sync()
    assert pending(member) == 1


def test_keys_that_were_renewed_are_learned_and_what_was_sealed_for_the_old_is_sealed_anew(
    member, hub, sync, raw
):
    put(member, raw(1))
    hub.fault = on_batches(lambda _answer: None)
    with pytest.raises(Refused, match="hub_unreachable"):
        sync()
    hub.fault = None
    hub.forget()
    hub.rotate()
    assert sync().sent.changes == 1
    one, *_, last = sent_bodies(hub)
    assert one != last
    assert pending(member) == 0


def test_a_renewed_receipts_key_is_learned_from_the_root(member, hub, sync, raw):
    put(member, raw(1))
    hub.receipts = fresh_key()
    assert sync().sent.changes == 1


def test_another_hub_under_the_same_address_gets_nothing_settled(member, hub, sync, raw, clock):
    put(member, raw(1))
    hub.root, hub.receipts = fresh_key(), fresh_key()
    with pytest.raises(Refused, match="hub_key"):
        sync()
    assert pending(member) == 1


def test_keys_are_asked_for_once_a_day(member, hub, sync, clock):
    sync()
    hub.asked.clear()
    sync()
    assert ("GET", "/api/v1/keys") not in hub.asked
    clock.moment += timedelta(days=1, minutes=1)
    sync()
    assert ("GET", "/api/v1/keys") in hub.asked


def test_a_session_that_ended_is_begun_anew(member, hub, sync):
    refused = []

    def fault(_method, path, answer):
        if "/changes" in path and not refused:
            refused.append(path)
            body = b'{"error": {"rule": "not_signed"}}'
            return replace(answer, status=401, body=body, kind="application/json")
        return answer

    hub.fault = fault
    assert sync().whole
    assert len([path for _, path in hub.asked if path.endswith("/nonce")]) == 2


def test_two_hubs_do_not_mix(desk, hub, clock, raw, patience):
    exchanging.enrol(desk, hub.code(), hub.url)
    with running(HubDouble(now=clock)) as other, pytest.raises(Refused, match="hub_enrolled"):
        exchanging.enrol(desk, other.code(), other.url)


def test_two_exchanges_at_once_count_nobody_twice(member, hub, raw, config):
    """The window sends by itself while somebody types the command."""
    put(member, raw(1), raw(2, full_name="Warsini"))
    inside = []

    def fault(_method, path, answer):
        if "/batches/" in path and not inside:
            inside.append(path)
            other = access.unlock(config, "siti", "rahasia-siti")
            with pytest.raises(Refused) as refused:
                exchanging.sync(other)
            inside.append(refused.value.rule)
            other.close()
        return answer

    hub.fault = fault
    exchanging.sync(member)
    assert inside[1] == "exchange_busy"
    assert len(hub.kept) == 2
    assert (pending(member), len(hub.batches)) == (0, 1)
    assert deliveries(member) == ["accepted", "accepted"]


def test_no_transaction_is_open_while_the_line_is_waited_for(member, hub, sync, raw, tmp_path):
    put(member, raw(1, photo=photo(tmp_path, "red")))
    open_ones = []

    def fault(_method, path, answer):
        engines = (member.store._writer, member.store._reader)
        open_ones.append((path, [engine.pool.checkedout() for engine in engines]))
        return answer

    hub.fault = fault
    sync()
    assert {path.split("/")[3].split("?")[0] for path, _ in open_ones} == {
        "batches", "nonce", "photos", "keys", "changes"
    }  # fmt: skip
    assert all(counts == [0, 0] for _, counts in open_ones)


def test_nothing_readable_crosses_the_line(member, hub, sync, raw, tmp_path):
    put(member, raw(1, photo=photo(tmp_path, "red")))
    answers = []
    hub.fault = lambda _m, _p, answer: answers.append(answer.body) or answer
    sync()
    crossed = b"".join([*hub.bodies, *answers]) + repr(hub.asked).encode()
    for word in (raw(1)["nik"], "Slamet", "Tukinem", "JFIF"):
        assert word.encode() not in crossed
