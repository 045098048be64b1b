import pytest
from making import ACT, Said, answer, enrol, save, send, whole_worker, worker

from desktop_app.store import health, photos


@pytest.fixture
def busy(store):
    with store.write(**ACT) as tx:
        digest = photos.put(tx, b"jpeg")
    save(store, whole_worker())
    save(store, worker(2, photo=digest))
    return store


def rules(store, **given):
    return {r.rule for r in health.check(store, **given)}


def harmed(store, statement):
    with store.write(**ACT) as tx:
        tx.connection.exec_driver_sql(statement)


def test_a_sound_office(store):
    save(store, worker(1))
    assert health.check(store, deep=True) == []


def test_a_picture_that_is_not_there(store):
    save(store, whole_worker(photo="ab" * 32))
    assert rules(store) == {"photo_missing"}


@pytest.mark.parametrize(
    ("statement", "rule", "deep"),
    [
        ("DELETE FROM worker_search WHERE rowid = 1", "search_rows", False),
        ("UPDATE worker SET revision = 'x' WHERE n = 1", "change_missing", True),
        ("DELETE FROM photo", "photo_missing", False),
        ("UPDATE photo SET jpeg = x'00'", "photo_altered", True),
        ("UPDATE worker SET hamlet = 'elsewhere' WHERE n = 2", "record_differs", True),
        ("UPDATE worker SET membership = 'member' WHERE n = 2", "record_differs", True),
        ("ALTER TABLE draft ADD COLUMN more TEXT", "schema_differs", True),
    ],
)
def test_what_is_wrong_is_found(busy, statement, rule, deep):
    assert rule not in rules(busy, deep=True)
    harmed(busy, statement)
    assert rule in rules(busy, deep=deep)


@pytest.fixture
def told(store):
    """An office whose hub took one change, refused another and owes a receipt for the third."""
    enrol(store)
    people = [save(store, worker(n)) for n in (1, 2, 3)]
    refused = Said(change_id=people[1].revision, verdict="refused", rule="age")
    answer(store, send(store, [1, 2]), refused)
    send(store, [3])
    assert health.check(store, deep=True) == []
    return store


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE batch SET sealed = NULL", "batch_lost"),
        ("UPDATE batch SET receipt = NULL", "batch_lost"),
        ("UPDATE batch SET seqs = '1-x'", "batch_lost"),
        ("UPDATE batch SET seqs = '1-9'", "batch_lost"),
        ("DELETE FROM batch", "verdict_untold"),
        ("UPDATE change SET settled = 'receipt' WHERE seq = 3", "verdict_untold"),
        ("DELETE FROM verdict", "verdict_untold"),
        ("UPDATE verdict SET seq = 99", "verdict_untold"),
        ("UPDATE verdict SET change_id = 'x'", "verdict_untold"),
        ("UPDATE verdict SET verdict = 'conflict'", "verdict_untold"),
        (
            "UPDATE change SET settled = (SELECT id FROM batch WHERE receipt IS NULL)"
            " WHERE seq = 3",
            "verdict_untold",
        ),
    ],
)
def test_what_is_wrong_with_the_outbox_is_found(told, statement, rule):
    harmed(told, statement)
    assert rule in rules(told)
