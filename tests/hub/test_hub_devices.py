"""Codes, enrolment, revocation; the hub's keys and its root."""

import json
import os
import threading
from datetime import date

import pytest
from hub_office import NEIGHBOUR, VILLAGE, Clock, Office, print_it, record
from sqlalchemy import select

from desktop_app.domain.findings import Refused
from desktop_app.hub import audit, database, devices, keys, root
from desktop_app.hub.changes import new_id
from desktop_app.hub.tables import CODE
from desktop_app.sync.wire import activation
from desktop_app.sync.wire.activation import read_code
from desktop_app.sync.wire.certificates import hub_keys
from desktop_app.sync.wire.enrolment import succession
from desktop_app.sync.wire.errors import Garbled
from desktop_app.trust import recovery, seal
from desktop_app.trust.errors import WrongCode
from desktop_app.trust.keys import public_key


def rule(work):
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.rule


def test_a_code_lets_one_pc_in(hub):
    office = Office(hub)
    welcome = office.enrol(devices.new_code(hub, "3301012001", "PC di depan"))
    with hub.read() as c:
        me = keys.itself(c)
        device = devices.by_kid(c, office.kid)
    assert (welcome.hub, welcome.name, welcome.epoch) == (me.id, "Kantor Kabupaten", me.epoch)
    assert (welcome.device, welcome.tag, welcome.village) == (office.device, "7K3", VILLAGE)
    assert (device.id, device.village, device.note) == (office.device, VILLAGE, "PC di depan")
    assert device.tag == "7K3"
    assert [one.id for one in devices.all(hub)] == [office.device]


def test_a_code_names_the_hub_and_stands_nowhere(hub):
    code = devices.new_code(hub, VILLAGE)
    assert read_code(code).fingerprint == keys.fingerprint(hub)
    with hub.read() as c:
        kept = str(c.execute(select(CODE)).all())
    assert read_code(code).secret not in kept


def test_codes_that_do_not_let_in(hub, hub_clock):
    used = devices.new_code(hub, VILLAGE)
    Office(hub).enrol(used)
    assert rule(lambda: Office(hub).enrol(used)) == "code_used"
    with hub.read() as c:
        other, _ = activation.new_code(keys.itself(c).root)
    assert rule(lambda: Office(hub).enrol(other)) == "code_unknown"
    elsewhere = devices.new_code(hub, NEIGHBOUR)
    assert rule(lambda: Office(hub).enrol(elsewhere)) == "code_village"
    old = devices.new_code(hub, VILLAGE)
    hub_clock.later(days=15)
    assert rule(lambda: Office(hub).enrol(old)) == "code_expired"
    assert rule(lambda: devices.new_code(hub, "99.99.99.9999")) == "village_unknown"
    assert len(devices.all(hub)) == 1


def test_a_lost_welcome_is_given_again(hub, hub_clock):
    office = Office(hub)
    secret = read_code(devices.new_code(hub, VILLAGE)).secret
    request_id = new_id()
    raw = office.sealed_request(request_id, secret=secret)
    first = devices.enrol(hub, raw)
    hub_clock.later(days=30)
    assert devices.enrol(hub, raw) == first
    other_id = new_id()
    again = devices.enrol(hub, office.sealed_request(other_id, secret=secret))
    assert office.welcomed(again, other_id) == office.welcomed(first, request_id)
    assert len(devices.all(hub)) == 1


def test_a_neighbouring_pc_gets_a_tag_of_its_own(hub):
    one, other, elsewhere = Office(hub), Office(hub), Office(hub, village=NEIGHBOUR)
    tags = [each.enrol().tag for each in (one, other, elsewhere)]
    assert tags[0] == tags[2] == "7K3"
    assert tags[1] != "7K3"
    assert len(tags[1]) == 3


def test_a_new_incarnation_introduces_itself(hub, office):
    restored = office.successor()
    by = succession(public_key(restored.own.signing), office.own.signing)
    request_id = new_id()
    raw = devices.enrol(hub, restored.sealed_request(request_id, succeeds=by))
    welcome = restored.welcomed(raw, request_id)
    assert welcome.incarnation == restored.incarnation
    assert welcome.tag != "7K3"
    assert office.verdicts(office.new(record(1))) == ["accepted"]  # the older one goes on
    assert restored.verdicts(restored.new(record(2))) == ["accepted"]


def test_nobody_else_introduces_a_new_incarnation(hub, office, neighbour):
    stranger = office.successor()
    public = public_key(stranger.own.signing)
    with pytest.raises(Garbled):
        devices.enrol(
            hub, stranger.sealed_request(succeeds=succession(public, neighbour.own.signing))
        )
    with pytest.raises(Garbled):  # of another key
        mine = succession(public_key(neighbour.own.signing), office.own.signing)
        devices.enrol(hub, stranger.sealed_request(succeeds=mine))
    devices.revoke(hub, office.device)
    mine = succession(public, office.own.signing)
    assert rule(lambda: devices.enrol(hub, stranger.sealed_request(succeeds=mine))) == (
        "device_revoked"
    )


def test_a_request_of_somebody_elses_device_is_refused(hub, office):
    double = office.successor(incarnation=office.incarnation)
    secret = read_code(devices.new_code(hub, VILLAGE)).secret
    assert rule(lambda: devices.enrol(hub, double.sealed_request(secret=secret))) == (
        "device_unknown"
    )


def test_papers_of_a_revoked_device_stay_good_up_to_the_last(hub, office):
    for serial in (3, 7, 5):
        office.deliver(office.new({"worker": "x", "kind": "card", "serial": serial}, kind="paper"))
    assert [one.good_until for one in office.keys.papers] == [None]
    assert devices.revoke(hub, office.device) == 7
    [paper] = office.keys.papers
    assert (paper.good_until, paper.village, paper.office) == (7, VILLAGE, "Desa Tambakreja")
    [device] = devices.all(hub)
    assert device.revoked_at is not None
    assert rule(lambda: devices.revoke(hub, new_id())) == "device_unknown"


def test_a_revoked_device_that_never_printed_has_no_good_papers(hub, office):
    assert devices.revoke(hub, office.device) is None
    assert [one.good_until for one in office.keys.papers] == [-1]


def test_the_root_code_is_given_once(hub):
    first, second = keys.made(hub, print_it), keys.made(hub, print_it)
    assert second is None
    assert root.read(first.code).public == hub_keys(keys.document(hub)).root
    assert first.fingerprint == keys.fingerprint(hub)
    assert first.code not in repr(first)


def test_the_root_code_gives_an_identity_that_age_knows():
    one = root.read(recovery.new_code())
    assert seal.unseal(seal.seal(b"x", one.escrow), one.identity) == b"x"
    with pytest.raises(WrongCode):
        root.read("not a code")


def test_keys_are_certified_for_five_years(hub):
    with hub.read() as c:
        assert set(keys.dates(c).values()) == {date(2031, 11, 21)}


def test_new_keys_stand_beside_the_old_ones(hub, office):
    code, before = keys.made(hub, print_it).code, office.keys
    late = office.batch(office.new(record(1)))  # sealed for the old key
    with pytest.raises(WrongCode):
        keys.rotate(hub, recovery.new_code())
    keys.rotate(hub, code)
    after = office.keys
    assert after.receiving != before.receiving
    assert set(before.receipts) < set(after.receipts)
    from desktop_app.hub import ingest

    taken = ingest.take(hub, *late)
    assert office.read(taken.receipt).exceptions == ()
    assert "keys" in [item.kind for item in office.pull()]


def test_a_rebuilt_hub_becomes_the_same(hub, tmp_path):
    code = keys.made(hub, print_it).code
    sealed = keys.export(hub)
    rebuilt = database.open_hub(tmp_path / "rebuilt", now=Clock())
    keys.made(rebuilt, print_it)
    with pytest.raises(WrongCode):
        keys.take(rebuilt, sealed, recovery.new_code())
    keys.take(rebuilt, sealed, code.lower().replace("-", " "))
    with hub.read() as one, rebuilt.read() as other:
        before, after = keys.itself(one), keys.itself(other)
        assert keys.identities(one) == keys.identities(other)
    assert (before.id, before.root, before.name) == (after.id, after.root, after.name)
    assert before.epoch != after.epoch
    assert keys.document(rebuilt)["certificates"] == keys.document(hub)["certificates"]
    Office(rebuilt).enrol()
    assert rule(lambda: keys.take(rebuilt, sealed, code)) == "hub_in_use"
    rebuilt.close()


def test_a_root_code_that_could_not_be_kept_is_given_again(hub):
    def fails(_root):
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        keys.made(hub, fails)
    assert keys.made(hub, print_it) is not None


def test_only_the_sheet_opens_the_exported_keys(hub):
    code = keys.made(hub, print_it).code
    with hub.read() as c:
        secrets = [*keys.identities(c), keys.signing(c, "receipts").hex()]
    sealed = keys.export(hub)
    assert not any(one.encode() in sealed for one in secrets)
    told = json.loads(seal.unseal(sealed, root.read(code).identity))
    assert {row["secret"] for row in told["keys"]} >= set(secrets)
    with pytest.raises(WrongCode):
        keys.take(hub, b"anything", code)


def test_a_hub_is_made_once_by_whoever_comes_first(tmp_path):
    made = []
    threads = [
        threading.Thread(target=lambda: made.append(database.open_hub(tmp_path / "new")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({keys.fingerprint(one) for one in made}) == 1
    assert sum(keys.made(one, print_it) is not None for one in made) == 1
    for one in made:
        one.close()


def test_nothing_lies_readable_in_the_folder(hub, office):
    office.deliver(office.new(record(1)))
    everything = b"".join(path.read_bytes() for path in hub.data.iterdir())
    for word in (b"Slamet", record(1)["nik"].encode(), b"SQLite", b"AGE-SECRET"):
        assert word not in everything
    if os.name != "nt":
        assert (hub.data / "hub.key").stat().st_mode & 0o77 == 0


def test_a_lost_database_is_never_begun_anew(hub):
    hub.close()
    for name in ("hub.db", "hub.db-wal", "hub.db-shm"):
        (hub.data / name).unlink(missing_ok=True)
    assert rule(lambda: database.open_hub(hub.data)) == "damaged"


def test_a_lost_or_other_key_is_told(hub, tmp_path, monkeypatch):
    hub.close()
    key = hub.data / "hub.key"
    right = key.read_text()
    key.write_text("ab" * 32)
    assert rule(lambda: database.open_hub(hub.data)) == "damaged"
    key.write_text("short")
    assert rule(lambda: database.open_hub(hub.data)) == "hub_key_file"
    key.unlink()
    assert rule(lambda: database.open_hub(hub.data)) == "hub_key_file"
    elsewhere = tmp_path / "secret"
    elsewhere.write_text(right)
    monkeypatch.setenv("LOKET_HUB_KEY_FILE", str(elsewhere))
    database.open_hub(hub.data).close()


def test_a_hub_of_a_newer_program_is_left_alone(hub):
    with hub.write() as c:
        c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    hub.close()
    assert rule(lambda: database.open_hub(hub.data)) == "newer_version"


def test_what_was_done_is_written_down(hub, office):
    devices.revoke(hub, office.device)
    with hub.read() as c:
        rows = audit.newest(c)
    assert [row["action"] for row in rows] == ["device_revoked", "enrolled", "code_made"]
    assert rows[1]["details"]["office"] == "Desa Tambakreja"
