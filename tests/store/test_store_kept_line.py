"""What a restored, copied or adopted office still knows of its hub."""

import shutil

import pytest
from making import ACT, KEY, NOW, Said, answer, enrol, save, send, worker

from desktop_app.store import backup, health, hubs, opening, outbox, workers
from desktop_app.store.engine import Store


@pytest.fixture
def hub(store, slots):
    """One change taken, one refused, two in a batch without a receipt."""
    hub = enrol(store, cursor="7", epoch="e")
    people = [save(store, worker(n)) for n in (1, 2, 3, 4)]
    refused = Said(change_id=people[1].revision, verdict="refused", rule="age")
    answer(store, send(store, [1, 2]), refused)
    send(store, [3, 4])
    with store.read() as c:
        assert outbox.pending_seqs(c) == []
    return hub


def goes_on(store, hub):
    """The hub is known as before; what has no receipt goes again, under its old ids."""
    assert hub.incarnation != store.incarnation
    with store.read() as c:
        assert hubs.current(c) == hub
        assert outbox.open_batches(c) == []
        assert outbox.pending_seqs(c) == [3, 4]
        assert len(outbox.receipts(c, 9)) == 1
        assert [w.verdict for w in outbox.waiting(c)] == ["refused", "consent", "consent"]
        delivery = c.exec_driver_sql("SELECT delivery FROM worker ORDER BY n").scalars().all()
        assert delivery == ["accepted", "refused", "waiting", "waiting"]
    assert health.check(store, deep=True) == []
    batch = send(store)
    assert batch.seqs == (3, 4)
    assert answer(store, batch).accepted == 2
    store.close()


def test_restored(store, hub, code, slots, tmp_path):
    file = tmp_path / "kantor.loket-backup"
    backup.write_backup(store, file, slots.recovery_slot(), NOW)
    save(store, worker(5))
    store.close()
    backup.stage(store.folder, file, code, now=NOW).put_in_place()
    goes_on(Store.open(store.folder, KEY, now=NOW), hub)


def test_copied(store, hub, tmp_path):
    store.close()
    shutil.copytree(store.folder, tmp_path / "copy")
    goes_on(Store.open(tmp_path / "copy", KEY, now=NOW), hub)
    again = Store.open(store.folder, KEY, now=NOW)
    with again.read() as c:
        assert len(outbox.open_batches(c)) == 1
    again.close()


def test_adopted(store, hub):
    store.close()
    (store.folder / "mark").unlink()
    opening.adopt(store.folder, KEY, actor="siti", now=NOW)
    goes_on(Store.open(store.folder, KEY, now=NOW), hub)


def test_its_signers_are_published_with_it(store, hub, code, slots, tmp_path):
    from desktop_app.store import keyring
    from desktop_app.store.keyring import Signer
    from desktop_app.trust.keys import kid

    with store.write(**ACT) as tx:
        hubs.set_keys(tx, {}, [Signer(public=b"h" * 32, kind="hub", name="Kab")])
    file = tmp_path / "kantor.loket-backup"
    backup.write_backup(store, file, slots.recovery_slot(), NOW)
    store.close()
    backup.stage(tmp_path / "new", file, code, now=NOW).put_in_place()
    known = keyring.signers(tmp_path / "new")
    assert known[kid(b"h" * 32)].kind == "hub"
    assert sum(one.kind == "own" for one in known.values()) == 2
    again = Store.open(tmp_path / "new", KEY, now=NOW)
    with again.read() as c:
        assert workers.by_nik(c, worker(4).nik)
    again.close()
