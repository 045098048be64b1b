import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from making import ACT, KEY, NOW, ROOT, a_hub, enrol, save, send, worker

from desktop_app.store import audit, changes, devices, hubs, keyring, outbox, workers
from desktop_app.store.engine import Store
from desktop_app.store.keyring import Signer
from desktop_app.trust import keys

HUB_KEY, OFFICE_KEY = b"h" * 32, b"o" * 32
SIGNERS = (
    Signer(public=HUB_KEY, kind="hub", name="Kabupaten Cilacap"),
    Signer(public=OFFICE_KEY, kind="office", name="Desa Lain", good_until=7),
)


def current(store):
    with store.read() as c:
        return hubs.current(c)


def publish(store):
    with store.read() as c:
        keyring.publish(c, store.folder)


def test_no_hub(store):
    assert current(store) is None
    with store.write(**ACT) as tx:
        hubs.set_url(tx, "https://nobody.example")
        hubs.set_keys(tx, {})
        hubs.told(tx, cursor="x")
    assert current(store) is None


def test_a_hub_is_kept_as_it_was_told(store):
    hub = enrol(store, told_at=NOW, cursor="c", epoch="e")
    assert current(store) == replace(hub, heard_at=NOW)
    with store.read() as c:
        newest = audit.entries(c)[0]
        assert (newest.action, newest.detail["hub"]) == ("enrolled", hub.name)
        assert c.exec_driver_sql("SELECT welcome FROM hub").scalar() == b"welcome"


def test_one_hub_at_a_time(store):
    enrol(store)
    other = enrol(store, root=b"s" * 32, name="Kabupaten Lain")
    assert current(store) == other
    again = enrol(store, url="https://back.example")
    assert current(store) == again
    with store.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM hub").scalar() == 2


def test_the_same_hub_under_another_address(store):
    enrol(store)
    for _ in range(2):
        with store.write(**ACT) as tx:
            hubs.set_url(tx, "https://new.example")
    assert current(store).url == "https://new.example"
    with store.read() as c:
        told = [e for e in audit.entries(c) if e.action == "hub_changed"]
    [[change]] = [e.changes for e in told]
    assert (change.field, change.after) == ("url", "https://new.example")


def test_how_far_it_told_leaves_no_audit_row(store):
    enrol(store)
    before = store.mark()
    later = NOW + timedelta(hours=3)
    with store.write(**ACT) as tx:
        hubs.told(tx, cursor="7", at=later + timedelta(days=3650))
        hubs.told(tx, epoch="2", at=later)
        hubs.set_keys(tx, {"schema": 1, "root": "aa"})
    hub = current(store)
    assert (hub.cursor, hub.epoch, hub.told_at) == ("7", "2", later)
    assert hub.told_at.tzinfo == UTC
    assert hub.keys["root"] == "aa"
    assert store.mark() == before


def test_who_signs_is_known_without_a_log_in(store):
    enrol(store, *SIGNERS)
    publish(store)
    known = keyring.signers(store.folder)
    own = keyring.public_keys(store.folder)
    assert len(own) == 1
    assert set(known) == {*own, keys.kid(HUB_KEY), keys.kid(OFFICE_KEY)}
    assert known[keys.kid(HUB_KEY)] == SIGNERS[0]
    assert known[keys.kid(OFFICE_KEY)] == SIGNERS[1]
    [mine] = own
    assert known[mine] == Signer(public=own[mine], kind="own")


def test_new_keys_of_the_hub_leave_or_replace_the_signers(store):
    enrol(store, *SIGNERS)
    with store.write(**ACT) as tx:
        hubs.set_keys(tx, {"schema": 1})
    publish(store)
    assert keys.kid(HUB_KEY) in keyring.signers(store.folder)
    with store.write(**ACT) as tx:
        hubs.set_keys(tx, {"schema": 1}, SIGNERS[1:])
    publish(store)
    assert keys.kid(HUB_KEY) not in keyring.signers(store.folder)


def test_an_own_device_that_the_hub_revoked(store):
    [(kid, public)] = keyring.public_keys(store.folder).items()
    enrol(store, Signer(public=public, kind="office", name="Desa Tambakreja", good_until=3))
    publish(store)
    told = keyring.signers(store.folder)[kid]
    assert (told.kind, told.good_until) == ("own", 3)
    assert keyring.public_keys(store.folder) == {kid: public}


@pytest.mark.parametrize(
    "entry",
    [
        {"public": "ab" * 32, "kind": "root"},
        {"public": "ab", "kind": "hub"},
        {"public": 3},
        {},
        {"public": "zz" * 32},
    ],
)
def test_an_altered_file_of_keys_is_written_anew(store, entry):
    enrol(store, *SIGNERS)
    publish(store)
    path = store.folder / "keys.json"
    clean = path.read_bytes()
    told = json.loads(clean)
    told["keys"].append(entry)
    path.write_text(json.dumps(told))
    assert len(keyring.signers(store.folder)) == 3
    publish(store)
    assert path.read_bytes() == clean
    told["keys"] = [{**one, "kind": "own"} for one in json.loads(clean)["keys"]]
    path.write_text(json.dumps(told))
    publish(store)
    assert path.read_bytes() == clean


def test_a_published_file_is_left_alone(store):
    enrol(store, *SIGNERS)
    publish(store)
    path = store.folder / "keys.json"
    before = path.stat().st_mtime_ns, path.stat().st_ino
    publish(store)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_restored_office_does_not_take_others_keys_for_its_own(store, tmp_path):
    enrol(store, *SIGNERS)
    publish(store)
    with store.write(**ACT) as tx:
        keyring.keep_former(tx.connection, store.folder)
        kept = tx.connection.exec_driver_sql(
            "SELECT count(*) FROM setting WHERE name = 'former_keys'"
        ).scalar()
    assert kept == 0


def test_a_new_incarnation_while_open(store):
    enrol(store)
    first = save(store, worker(1))
    batch = send(store)
    before = store.incarnation
    with store.read() as c:
        own = keyring.current(c)
    store.new_incarnation(NOW)
    assert store.incarnation not in (before, None)
    assert store.mark().incarnation == store.incarnation
    second = save(store, worker(2))
    assert first.number[:14] != second.number[:14]
    with store.read() as c:
        assert keyring.incarnation(c) == devices.current(c).incarnation == store.incarnation
        assert [one for one, _ in keyring.all_keys(c)] == [before, store.incarnation]
        assert keyring.all_keys(c)[0][1] == own
        assert keyring.all_keys(c)[1][1] == keyring.current(c)
        assert outbox.open_batches(c) == []
        assert outbox.pending_seqs(c) == [1, 2]
        assert workers.get(c, first.id).states.delivery == "waiting"
        [told] = changes.of_record(c, second.id)
        assert told.incarnation == store.incarnation
        assert audit.verify(c) == []
        assert "new_incarnation" in {e.action for e in audit.entries(c)}
        assert c.exec_driver_sql("SELECT count(*) FROM batch").scalar() == 0
    assert len(keyring.public_keys(store.folder)) == 2
    assert batch.incarnation == before
    store.close()
    again = Store.open(store.folder, KEY, now=NOW)
    assert again.incarnation == store.incarnation
    again.close()


def test_others_who_have_it_open_follow(store):
    other = Store.open(store.folder, KEY, now=NOW)
    store.new_incarnation(NOW)
    saved = save(other, worker(1))
    assert other.incarnation == store.incarnation
    assert other.mark().incarnation == store.incarnation
    with store.read() as c:
        assert devices.current(c).tag == saved.number.split("-")[1]
    other.close()


def test_a_new_incarnation_with_a_clock_of_2009(store):
    store.new_incarnation(datetime(2009, 1, 1, tzinfo=UTC))
    with store.read() as c:
        assert audit.entries(c)[0].at == NOW


def test_a_tag_of_the_hub(store):
    save(store, worker(1))
    with store.write(**ACT) as tx:
        devices.set_tag(tx, "ZZZ")
        devices.set_tag(tx, "ZZZ")
    assert save(store, worker(2)).number.split("-")[1:3] == ["ZZZ", "000001"]
    assert a_hub(store).root == ROOT
