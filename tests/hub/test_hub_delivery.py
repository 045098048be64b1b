"""Batches and their receipts: once is once, whatever is sent how often."""

import base64
import threading
import uuid
from dataclasses import replace

import pytest
from hub_money import payment, undone
from hub_office import NEIGHBOUR, VILLAGE, Office, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from desktop_app.domain.findings import Refused
from desktop_app.hub import asking, audit, database, devices, ingest, keys, news, rules
from desktop_app.hub.tables import BATCH, CHANGE, FEED, OWNER, PAID_MONTH, RECORD
from desktop_app.sync.wire import envelope
from desktop_app.sync.wire.enrolment import succession
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import cose
from desktop_app.trust.keys import public_key


def count(hub, table):
    with hub.read() as c:
        return c.execute(select(func.count()).select_from(table)).scalar_one()


def rule(work):
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.rule


def test_a_receipt_names_its_batch(hub, office):
    batch_id, raw = office.batch(office.new(record(1)), office.new(record(2)))
    taken = ingest.take(hub, batch_id, raw)
    receipt = office.read(taken.receipt)
    assert taken.first
    assert dict(taken.verdicts)["accepted"] == 2
    assert (receipt.batch_id, receipt.count, receipt.number) == (batch_id, 2, 1)
    assert receipt.at == "2026-11-22T03:00:00.000000+00:00"


def test_the_same_bytes_get_the_same_receipt(hub, office, hub_clock):
    batch = office.batch(office.new(record(1)))
    first = ingest.take(hub, *batch)
    hub_clock.later(days=3)
    again = ingest.take(hub, *batch)
    assert again.receipt == first.receipt
    assert (first.first, again.first) == (True, False)
    assert count(hub, CHANGE) == count(hub, BATCH) == 1
    with hub.read() as c:
        device = devices.by_kid(c, office.kid)
    assert ingest.receipt_of(hub, device, batch[0]) == first.receipt
    assert ingest.receipt_of(hub, device, str(uuid.uuid4())) is None


def test_a_change_in_two_batches_is_one(hub, office):
    one, two = office.new(record(1)), office.new(record(2))
    office.deliver(one)
    assert office.verdicts(one, two) == ["accepted", "accepted"]
    assert (count(hub, CHANGE), count(hub, RECORD), count(hub, FEED)) == (2, 2, 3)


def test_a_refusal_is_the_same_when_it_is_asked_again(hub, office):
    wrong = office.new(record(1, occupation="astronot"))
    assert office.deliver(wrong).exceptions == office.deliver(wrong).exceptions


def test_altered_bytes_are_not_taken(hub, office):
    batch_id, raw = office.batch(office.new(record(1)))
    for at in (0, 9, 30, 120, len(raw) // 2, len(raw) - 1):
        altered = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(Refused) as refused:
            ingest.take(hub, batch_id, altered)
        known = isinstance(refused.value, Garbled) or refused.value.rule == "device_unknown"
        assert known, refused.value.rule
    for cut in (0, 1, 50, len(raw) - 1):
        with pytest.raises(Garbled):
            ingest.take(hub, batch_id, raw[:cut])
    with pytest.raises(Garbled):
        ingest.take(hub, str(uuid.uuid4()), raw)
    assert count(hub, BATCH) == 0


def test_altered_bytes_of_a_known_batch_are_not_taken_either(hub, office):
    batch_id, raw = office.batch(office.new(record(1)))
    ingest.take(hub, batch_id, raw)
    with pytest.raises(Garbled):
        ingest.take(hub, batch_id, raw[:-1] + bytes([raw[-1] ^ 1]))


def test_other_bytes_under_a_known_id_are_refused(hub, office):
    batch_id, raw = office.batch(office.new(record(1)))
    ingest.take(hub, batch_id, raw)
    other = office.batch(office.new(record(2)), batch_id=batch_id)
    assert rule(lambda: ingest.take(hub, *other)) == "batch_differs"
    assert count(hub, RECORD) == 1


def test_a_manifest_must_say_what_is_inside(hub, office):
    one, two = office.new(record(1)), office.new(record(2))
    for wrong in ({"count": 3}, {"first_seq": 2, "last_seq": 2}, {"last_seq": 1}):
        with pytest.raises(Garbled):
            ingest.take(hub, *office.batch(one, two, **wrong))
    with pytest.raises(Garbled):
        ingest.take(hub, *office.batch(one, replace(two, seq=one.seq), count=2))
    assert count(hub, CHANGE) == 0


def test_a_device_speaks_for_itself_only(hub, office, neighbour):
    mine = office.new(record(1))
    as_neighbour = replace(office, village=neighbour.village)
    with pytest.raises(Garbled):
        ingest.take(hub, *as_neighbour.batch(mine))
    with pytest.raises(Garbled):
        ingest.take(hub, *replace(office, device=neighbour.device).batch(mine))


def test_a_strange_or_revoked_device_is_refused(hub, office):
    strange = Office(hub)
    assert rule(lambda: strange.deliver(strange.new(record(1)))) == "device_unknown"
    office.deliver(office.new(record(2)))
    devices.revoke(hub, office.device)
    assert rule(lambda: office.deliver(office.new(record(3)))) == "device_revoked"
    assert count(hub, RECORD) == 1


def test_another_change_in_the_same_place_asks_for_a_new_incarnation(hub, office):
    one = office.new(record(1))
    office.deliver(one)
    clash = replace(office.new(record(2)), seq=one.seq)
    fine = office.new(record(3))
    assert rule(lambda: office.deliver(clash, fine)) == "incarnation"
    altered = replace(one, record={**one.record, "rt": "009"})
    assert rule(lambda: office.deliver(altered)) == "incarnation"
    assert (count(hub, CHANGE), count(hub, BATCH)) == (1, 1)


def test_the_office_can_tell_that_the_hub_itself_knows_another_past(hub, office, line):
    one = office.new(record(1))
    office.deliver(one)
    batch_id, raw = office.batch(replace(office.new(record(2)), seq=one.seq))
    answer = line.put(f"/api/v1/batches/{batch_id}", content=raw)
    assert (answer.status_code, answer.json()["error"]["rule"]) == (409, "incarnation")
    signed = cose.parts(base64.urlsafe_b64decode(answer.headers["Loket-Signed"]))
    assert cose.fault(signed, office.keys.receipts) is None
    assert signed.payload == b"loket incarnation\0" + uuid.UUID(batch_id).bytes


def epochs(hub):
    with hub.read() as c:
        begun = [row for row in audit.newest(c) if row["action"] == "epoch_begun"]
        return keys.itself(c).epoch, len(begun)


def test_a_receipt_that_was_never_given_begins_one_new_epoch(hub, office, neighbour):
    """The offices hold receipts of the hub's epoch that the hub has not: it was rolled back."""
    before, _ = epochs(hub)
    said = envelope.Newest(envelope.epoch_name(before), 7)
    for one, serial in ((office, 1), (neighbour, 2)):
        told = one.new(record(serial, village=one.village))
        receipt = one.read(ingest.take(hub, *one.batch(told, newest=said)).receipt)
        assert (receipt.exceptions, receipt.number) == ((), 1)
        assert receipt.epoch == epochs(hub)[0] != before
    assert epochs(hub)[1] == 1


def test_a_receipt_that_was_given_begins_no_epoch(hub, office):
    office.deliver(office.new(record(1)))
    before, _ = epochs(hub)
    said = envelope.Newest(envelope.epoch_name(before), 1)
    ingest.take(hub, *office.batch(office.new(record(2)), newest=said))
    assert epochs(hub) == (before, 0)


def test_a_change_at_which_the_hub_stumbles_stops_no_other(hub, office, monkeypatch, capsys):
    odd, fine = office.new(record(1)), office.new(record(2))
    real = rules._of_worker

    def stumbles(data, today, village):
        if data["nik"] == odd.record["nik"]:
            raise RuntimeError(data["nik"])
        return real(data, today, village)

    monkeypatch.setattr(rules, "_of_worker", stumbles)
    assert office.verdicts(odd, fine) == ["later", "accepted"]
    logged = capsys.readouterr().err
    assert "RuntimeError" in logged
    assert odd.record["nik"] not in logged
    monkeypatch.undo()
    assert office.verdicts(odd) == ["accepted"]


def test_a_list_of_niks_is_no_questionnaire(hub, office, neighbour, hub_clock, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    office.deliver(*[office.new(record(n)) for n in range(1, 6)])
    told = [neighbour.new(record(n, village=NEIGHBOUR)) for n in range(1, 6)]
    assert neighbour.verdicts(*told[:3]) == ["duplicate", "duplicate", "later"]
    receipt = neighbour.deliver(*told[3:])
    assert {(one.verdict, one.rule) for one in receipt.exceptions} == {("later", "too_many_tries")}
    with hub.read() as c:
        actions = [row["action"] for row in audit.newest(c)]
    assert actions.count("duplicates_kept_back") == 2
    hub_clock.later(days=1)
    assert neighbour.verdicts(*told[2:]) == ["duplicate", "duplicate", "later"]
    assert neighbour.verdicts(*told[2:]) == ["duplicate", "duplicate", "later"]


def test_more_lines_than_the_manifest_says_are_not_even_read(hub, office, monkeypatch):
    batch = office.batch(*[office.new(record(n)) for n in (1, 2, 3)], count=2)
    monkeypatch.setattr(ingest.form, "read", None)
    with pytest.raises(Garbled):
        ingest.take(hub, *batch)


def test_a_new_incarnation_says_again_what_it_is_not_sure_of(hub, office):
    one, two = office.new(record(1)), office.new(record(2))
    office.deliver(one)
    restored = office.successor(seq=office.seq)
    by = succession(public_key(restored.own.signing), office.own.signing)
    devices.enrol(hub, restored.sealed_request(succeeds=by))
    assert restored.verdicts(one, two) == ["accepted", "accepted"]
    then = restored.change({**two.record, "rt": "001"}, two)
    assert restored.verdicts(then) == ["accepted"]
    assert (count(hub, CHANGE), count(hub, RECORD)) == (3, 2)


def test_a_newer_schema_is_kept_and_answered_later(hub, office):
    newer = office.batch(office.new(record(1)), schema=envelope.SCHEMA + 1)
    [verdict] = office.read(ingest.take(hub, *newer).receipt).exceptions
    assert verdict.verdict == "later"
    assert (count(hub, CHANGE), count(hub, RECORD)) == (1, 0)


def test_text_that_is_no_text_stops_nothing_else(hub, office):
    odd = office.new({**record(1), "note": "x"})
    raw = odd.record["note"]
    assert raw == "x"
    told = envelope.sealed(
        envelope.Manifest(
            kind="changes",
            id=str(uuid.uuid4()),
            device=office.device,
            incarnation=office.incarnation,
            village=office.village,
            first_seq=1,
            last_seq=1,
            count=1,
        ),
        b'{"id":"%s","seq":1,"kind":"worker","rec":"%s","at":"","day":"","by":"",'
        b'"record":{"note":"\\ud800"}}\n'
        % (str(uuid.uuid4()).encode(), str(uuid.uuid4()).encode()),
        signing=office.own.signing,
        to=office.keys.receiving,
    )
    manifest, _ = envelope.manifest_of(told)
    with pytest.raises(Garbled):
        ingest.take(hub, manifest.id, told)


@pytest.mark.parametrize(
    "broken",
    [
        {"nik": 3301011508850001},
        {"nik": None},
        {"membership": "king"},
        {"membership": ["member"]},
        {"kpj": ["1"]},
        {"consent": "yes"},
        {"registration_number": "x"},
        {"registered_on": "yesterday"},
        {"aliases": 3},
        {"family": [[]]},
        {"programmes": "JKK"},
        {"funding": {"a": 1}},
    ],
)
def test_a_record_of_any_shape_gets_a_verdict(hub, office, broken):
    told = office.new({**record(1), **broken})
    fine = office.new(record(2))
    first, second = office.verdicts(told, fine)
    assert first in ("accepted", "refused")
    assert second == "accepted"
    assert office.verdicts(office.change({**told.record, "rt": "1"}, told)) == [first]


def test_a_day_that_is_none_is_refused(hub, office):
    assert office.verdicts(office.new(record(1), today="")) == ["refused"]


def test_two_batches_at_once_are_one_after_the_other(hub, office, neighbour):
    said = [
        (one, one.batch(*[one.new(record(n)) for n in range(1, 40)])) for one in (office, neighbour)
    ]
    taken = {}

    def deliver(one, batch):
        taken[one.village] = one.read(ingest.take(hub, *batch).receipt)

    threads = [threading.Thread(target=deliver, args=both) for both in said]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    exceptions = sorted(len(one.exceptions) for one in taken.values())
    assert exceptions == [0, 39]
    assert count(hub, OWNER) == 39


def test_whoever_waits_too_long_is_told_and_nothing_is_lost(hub, office, monkeypatch):
    batch = office.batch(office.new(record(1)))
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with hub.write() as c:
        news.lock(c, VILLAGE)
        found = []
        other = threading.Thread(
            target=lambda: found.append(rule(lambda: ingest.take(hub, *batch)))
        )
        other.start()
        other.join()
    assert found == ["hub_busy"]
    assert ingest.take(hub, *batch).first


def history(office):
    """Five people and what became of them: changes on changes, a mended refusal, a NIK moved; and
    payments, one of them undone, one of somebody whose NIK moved."""
    told = []
    for serial in range(1, 6):
        first = office.new(record(serial))
        then = office.change({**first.record, "rt": f"00{serial}"}, first)
        third = office.change({**then.record, "full_name": f"Nama Baru {serial}"}, then)
        told += [first, then, third]
    wrong = office.new(record(6, occupation="astronot"))
    mended = office.change(record(6), wrong)
    moved = office.change({**record(6), "nik": record(7)["nik"]}, mended)
    told += [wrong, mended]
    for person, first in ((told[0], "2026-11"), (told[3], "2026-12"), (wrong, "2026-10")):
        told.append(office.new(payment(person, first, 2), kind="payment"))
    again = office.change(undone(told[-2].record), told[-2], kind="payment")
    once_more = office.new(payment(told[3], "2027-02"), kind="payment")
    return [*told, again, moved, once_more]


def state(hub):
    with hub.read() as c:
        records = {row.id: (row.head, row.data) for row in c.execute(select(RECORD))}
        owners = {row.nik: row.record_id for row in c.execute(select(OWNER))}
        verdicts = {row.change_id: row.verdict for row in c.execute(select(CHANGE))}
        paid = {(row.nik, row.month): row.record_id for row in c.execute(select(PAID_MONTH))}
    return records, owners, verdicts, paid


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_order_overlap_and_repetition_gives_the_same(made_hub, tmp_path_factory, data):
    import shutil

    from hub_office import Clock

    hubs = []
    for name in ("one", "other"):
        folder = tmp_path_factory.mktemp(name) / "hub"
        shutil.copytree(made_hub, folder)
        hubs.append(database.open_hub(folder, now=Clock()))
    straight, crooked = hubs
    office = Office(straight)
    office.enrol()
    told = history(office)
    office.deliver(*told)
    there = replace(office, hub=crooked)
    there.enrol()
    sent = st.lists(st.sampled_from(told), min_size=1, max_size=8, unique_by=lambda t: t.seq)
    for batch in data.draw(st.lists(sent, max_size=6)):
        there.deliver(*batch)
    rest = data.draw(st.permutations(told))
    for start in range(0, len(rest), 4):
        there.deliver(*rest[start : start + 4])
    assert state(crooked) == state(straight)
    assert len({one.change_id for one in told}) == len(state(crooked)[2])
    for one in hubs:
        one.close()
