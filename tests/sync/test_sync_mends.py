"""What goes wrong between an office and its hub over the years, and how it heals."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.actions import exchanging, finding, registering
from desktop_app.domain.findings import Refused
from desktop_app.domain.numbering import registration_number
from desktop_app.store import hubs, outbox, passed
from desktop_app.store import waiting as left
from desktop_app.store.lock import OfficeLock
from desktop_app.store.tx import new_id
from desktop_app.sync import push, taking, travelling
from desktop_app.sync import round as exchange
from desktop_app.sync.client import checked_url
from desktop_app.sync.pull import Pull
from desktop_app.sync.wire import changes as telling
from desktop_app.sync.wire import envelope
from desktop_app.sync.wire.feed import Item
from desktop_app.sync.wire.receipt import Verdict
from desktop_app.trust import seal

NUMBER = registration_number("33.01.01.2001", "ZZZ", 1)


@pytest.fixture
def member(desk, hub):
    exchanging.enrol(desk, hub.code(), hub.url)
    return desk


@pytest.fixture
def sync(member, patience):
    return lambda **how: exchange.sync(member, patience=patience, **how)


def pending(desk):
    with desk.read() as c:
        return left.counts(c).pending


def open_batches(desk):
    with desk.read() as c:
        return outbox.open_batches(c)


def kept(desk):
    with desk.read() as c:
        return passed.all_kept(c)


def feed(told, **more):
    return Item("change", {"change": telling.as_object(told), **more})


def another(told, **instead):
    """Somebody else's change of the same form."""
    fresh = {"change_id": new_id(), "record_id": new_id(), "base": None, "fields": None}
    return replace(told, **{**fresh, **instead})


def refusing(status, rule, when=lambda path: "/batches/" in path):
    body = json.dumps({"error": {"rule": rule}}).encode()

    def fault(_method, path, answer):
        if not when(path):
            return answer
        return replace(answer, status=status, body=body, kind="application/json")

    return fault


# ---- a hub that lost its past ----------------------------------------------------------------


def test_another_epoch_has_everything_said_again(member, hub, sync, raw):
    registering.register(member, [raw(1), raw(2, full_name="Warsini")])
    sync()
    hub.forget()
    hub.epoch = "b"
    assert sync().sent.changes == 2
    assert (len(hub.kept), pending(member)) == (2, 0)
    assert sync().sent.changes == 0


def test_an_epoch_told_by_a_receipt_leaves_that_batch_settled(member, hub, sync, raw):
    registering.register(member, [raw(1)])
    sync()
    registering.register(member, [raw(2, full_name="Warsini")])

    def fault(_method, path, answer):
        hub.epoch = "b" if "/changes" in path else hub.epoch  # between the page and the batch
        return answer

    hub.fault = fault
    done = sync()
    assert (done.sent.changes, pending(member)) == (2, 0)


def test_a_batch_names_the_newest_receipt(member, hub, sync, raw):
    for n in (1, 2):
        registering.register(member, [raw(n, full_name=f"Orang {n}")])
        sync()
    told = [envelope.manifest_of(body)[0].newest for body, _ in hub.batches.values()]
    assert told[0] is None
    assert (told[1].epoch, told[1].number) == (envelope.epoch_name("a"), 1)


# ---- an office with another past -------------------------------------------------------------


def test_a_hub_that_knows_more_of_us_makes_a_new_incarnation_first(member, hub, sync, raw):
    (device,) = hub.devices.values()
    hub.numbers[device.device, device.incarnation, 7] = b"of another past"
    before = member.store.incarnation
    registering.register(member, [raw(1)])
    assert sync().sent.changes == 1
    assert member.store.incarnation != before
    (place,) = (where for where in hub.numbers if where[2] == 1)
    assert place[1] == member.store.incarnation


def test_a_revoked_device_is_let_in_again_by_a_fresh_code(member, hub, sync, raw, monkeypatch):
    old = member.store.incarnation
    next(iter(hub.devices.values())).revoked = True
    welcome = hub._welcome

    def revoked(body):
        if envelope.manifest_of(body)[0].incarnation == old:
            raise Refused("device_revoked")
        return welcome(body)

    monkeypatch.setattr(hub, "_welcome", revoked)
    exchanging.enrol(member, hub.code(), hub.url)
    registering.register(member, [raw(1)])
    assert sync().sent.changes == 1
    assert member.store.incarnation != old


# ---- what does not fit yet -------------------------------------------------------------------


def test_a_clash_is_kept_shown_and_taken_once_the_nik_is_corrected(member, hub, sync, raw):
    registering.register(member, [raw(1)])
    sync()
    (mine,) = hub.kept.values()
    theirs = {**mine.record, "full_name": "Orang Lain", "registration_number": NUMBER}
    hub.news.append(feed(another(mine, record=theirs)))
    for _ in range(2):
        assert sync().received == 0
    (came,) = exchanging.waiting(member)
    assert (came.finding.rule, came.field) == ("nik_registered", "nik")
    assert exchanging.hub(member).to_mend == 1
    registering.edit(member, raw(1)["nik"], {"nik": raw(3)["nik"]})
    assert finding.find_one(member, NUMBER).worker.full_name == "Orang Lain"
    assert kept(member) == []


def test_a_later_whole_record_tells_all_that_was_passed_over(member, hub, sync, raw):
    registering.register(member, [raw(1)])
    sync()
    (mine,) = hub.kept.values()
    record = {**mine.record, "full_name": "Orang Lain", "registration_number": NUMBER}
    first = another(mine, record=record)
    then = another(first, record_id=first.record_id, record={**record, "nik": raw(3)["nik"]})
    hub.news += [feed(first), feed(then)]
    assert sync().received == 1
    assert kept(member) == []


ODD = [None, True, -1, 10**30, 1.5, float("nan"), "", "\x00", "\ud800", [], [[]], {}, {"a": 1}]


def test_no_item_stops_an_office(member, hub, sync, raw):
    registering.register(member, [raw(1)])
    sync()
    (mine,) = hub.kept.values()
    hub.news.append(Item("change", {"change": "x", "credential": []}))
    hub.news += [Item("credential", {"record": odd, "text": odd}) for odd in ODD[:8]]
    for name in (*mine.record, "kpj", "photo"):
        for odd in ODD:
            if odd == "\ud800":
                continue
            hub.news.append(feed(another(mine, record={**mine.record, name: odd})))
            edit = {"record_id": mine.record_id, "base": mine.change_id}
            hub.news.append(
                feed(another(mine, **edit, fields={name: [mine.record.get(name), odd]}))
            )
    last = {**mine.record, "nik": raw(5)["nik"], "registration_number": NUMBER}
    hub.news.append(feed(another(mine, record={**last, "full_name": "Terakhir"})))
    sync()
    assert finding.find_one(member, raw(5)["nik"]).worker.full_name == "Terakhir"


def test_a_full_disk_is_no_fault_of_an_item(member, hub, sync, raw, monkeypatch):
    import sqlcipher3.dbapi2 as driver

    full = driver.OperationalError("full")
    full.sqlite_errorcode = 13
    assert passed.rule_of(full, member.store.folder) is None
    assert passed.rule_of(KeyError("x"), member.store.folder) == "sealed_altered"


def test_what_this_office_said_before_comes_back_with_its_verdict(member, hub, sync, raw):
    registering.register(member, [raw(1)])
    sync()
    (mine,) = hub.kept.values()
    record = {**mine.record, "nik": raw(3)["nik"], "registration_number": NUMBER}
    said = {"verdict": "duplicate", "rule": "nik_elsewhere", "field": "nik", "params": {}}
    wrong = another(mine, record=record)
    right = another(
        wrong,
        record_id=wrong.record_id,
        base=wrong.change_id,
        record={**record, "nik": raw(4)["nik"]},
        fields={"nik": [raw(3)["nik"], raw(4)["nik"]]},
    )
    hub.news.append(feed(wrong, verdict=said))
    sync()
    assert finding.find_one(member, raw(3)["nik"]).states.delivery == "duplicate"
    assert [one.verdict for one in exchanging.waiting(member)] == ["duplicate"]
    hub.news.append(feed(right))
    sync()
    assert finding.find_one(member, raw(4)["nik"]).states.delivery == "accepted"
    assert exchanging.waiting(member) == []


def test_what_the_hub_holds_of_ours_is_settled_and_its_withdrawal_goes(member, hub, sync, raw):
    registering.register(member, [raw(1)])
    with member.read() as c:
        (change,) = outbox.changes_at(c, [1])
    told = travelling.as_told(change, None)
    hub.judged[told.change_id] = Verdict(change_id=told.change_id, verdict="accepted")
    hub.news.append(feed(told))
    bpjs = {**raw(1)["consent"], "purposes": ["bpjs"]}
    registering.edit(member, raw(1)["nik"], {"consent": bpjs})
    assert sync().sent.changes == 1
    (withdrawal,) = hub.kept.values()
    assert set(withdrawal.record) == {"registration_number", "consent"}
    assert pending(member) == 0


# ---- batches ---------------------------------------------------------------------------------


def test_what_was_never_tried_is_built_anew(member, hub, sync, raw, monkeypatch):
    registering.register(member, [raw(1)])

    def cut(*_args):
        raise Refused("stopped")

    with monkeypatch.context() as m:
        m.setattr(push.Push, "_mark_tried", cut)
        with pytest.raises(Refused, match="stopped"):
            sync()
    assert [batch.tried for batch in open_batches(member)] == [False]
    bpjs = {**raw(1)["consent"], "purposes": ["bpjs"]}
    registering.edit(member, raw(1)["nik"], {"consent": bpjs})
    assert sync().sent.changes == 0
    assert (hub.kept, open_batches(member)) == ({}, [])


def test_one_change_the_hub_stumbles_at_holds_no_other(member, hub, sync, raw):
    people = [raw(n, full_name=f"Orang {n}") for n in range(1, 8)]
    bad = registering.register(member, people).registered[2].id
    identity = hub.receiving

    def fault(_method, path, answer):
        if "/batches/" not in path or path.endswith("receipt"):
            return answer
        told = telling.read(
            envelope.opened(hub.bodies[-1], keys=hub._known(), identities=[identity]).content
        )
        if all(one.record_id != bad for one in told):
            return answer
        for one in told:
            hub.kept.pop(one.change_id, None)
            hub.judged.pop(one.change_id, None)
        hub.batches.pop(path.rpartition("/")[2], None)
        return replace(answer, status=500, body=b"{}", kind="application/json")

    hub.fault = fault
    rules = []
    for _ in range(4):
        with pytest.raises(Refused) as refused:
            sync()
        rules.append(refused.value.rule)
    assert set(rules) == {"hub_busy"}
    assert (pending(member), len(hub.kept)) == (1, 6)
    assert [batch.count for batch in open_batches(member)] == [1]
    hub.fault = None
    sync()
    assert pending(member) == 0


def test_a_batch_that_fails_does_not_stop_the_feed(member, hub, sync, raw):
    registering.register(member, [raw(1)])
    sync()
    registering.register(member, [raw(2, full_name="Warsini")])
    (mine,) = hub.kept.values()
    new = {"kpj": "12345678901", "membership": "member"}
    edit = {"record_id": mine.record_id, "base": mine.change_id, "record": {**mine.record, **new}}
    fields = {name: [mine.record.get(name), value] for name, value in new.items()}
    hub.news.append(feed(another(mine, **edit, fields=fields)))
    hub.fault = refusing(500, "unexpected")
    with pytest.raises(Refused, match="hub_busy"):
        sync()
    assert finding.find_one(member, raw(1)["nik"]).worker.kpj == "12345678901"


@pytest.mark.parametrize("times", [1, 2])
def test_a_line_that_flips_bits_is_a_bad_line(member, hub, sync, raw, times):
    registering.register(member, [raw(1)])
    flipped = []
    altered = refusing(400, "sealed_altered")

    def fault(method, path, answer):
        if "/batches/" in path and len(flipped) < times:
            flipped.append(path)
            hub.forget()
            return altered(method, path, answer)
        return answer

    hub.fault = fault
    if times == 2:
        with pytest.raises(Refused, match="hub_garbled"):
            sync()
    assert sync().whole
    assert pending(member) == 0
    assert len(set(flipped)) == 1


# ---- keys, locks, addresses ------------------------------------------------------------------


def test_an_older_list_of_keys_replaces_no_newer_one(member, hub, sync, clock):
    old = hub.document()
    clock.moment += timedelta(days=2)
    hub.receiving = seal.new_identity()
    sync()
    with member.read() as c:
        newer = hubs.current(c).keys
    hub.document = lambda: old
    clock.moment += timedelta(days=2)
    sync()
    with member.read() as c:
        assert hubs.current(c).keys["certificates"] == newer["certificates"]


def test_one_exchange_at_a_time(member, sync):
    turn = OfficeLock(member.store.folder, "lock.exchange")
    turn.alone(patience=0)
    with pytest.raises(Refused, match="exchange_busy"):
        sync()
    turn.close()
    assert sync().whole


def test_a_page_asked_with_another_cursor_is_not_applied(member, hub, sync, raw, monkeypatch):
    sync()
    hub.news += [Item("x", {}), Item("x", {})]
    asked = []
    page = Pull._page

    def moved_meanwhile(self, cursor):
        found = page(self, cursor)
        if not asked:
            with member.write("x", dated=False) as tx:
                hubs.told(tx, cursor="c1")
        asked.append(cursor)
        return found

    monkeypatch.setattr(Pull, "_page", moved_meanwhile)
    sync()
    assert asked == ["c0", "c1"]
    with member.read() as c:
        assert hubs.current(c).cursor == "c2"


def test_a_page_is_applied_in_short_steps(member, hub, sync, raw, monkeypatch):
    people = [raw(n, full_name=f"Orang {n}") for n in range(1, 6)]
    registering.register(member, people)
    sync()
    for mine in list(hub.kept.values()):
        edit = {"record_id": mine.record_id, "base": mine.change_id}
        record = {**mine.record, "hamlet": "Kauman"}
        fields = {"hamlet": [None, "Kauman"]}
        hub.news.append(feed(another(mine, **edit, record=record, fields=fields)))
    monkeypatch.setattr(taking, "LONGEST", 1e-9)
    steps = []
    write = type(member.store).write

    def counted(self, **how):
        steps.append(how["action"])
        return write(self, **how)

    monkeypatch.setattr(type(member.store), "write", counted)
    assert sync().received == 5
    assert steps.count("hub_answer") >= 5


@pytest.mark.parametrize(
    "odd", ["http://a b/", "http://a..b", "http://-a", "http://a,b", "http://[::z]"]
)
def test_an_address_with_an_odd_host_is_none(odd):
    with pytest.raises(Refused, match="url"):
        checked_url(odd)


def test_addresses_of_every_script_and_kind():
    for url in (
        "http://hub-1.desa.id:8080",
        "http://[::1]:80",
        "http://10.0.0.1",
        "http://pusat_1",
    ):
        assert checked_url(url) == url
