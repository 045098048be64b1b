from dataclasses import replace

import pytest
from making import ACT, save, worker
from sqlalchemy.exc import IntegrityError

from desktop_app.store import audit, changes, health, workers


@pytest.fixture
def busy(store):
    """A register with some history."""
    first = save(store, worker(1))
    save(store, worker(2))
    with store.write(**{**ACT, "action": "edited"}) as tx:
        workers.update(tx, first, worker=replace(first.worker, hamlet="Sidadadi"))
    with store.write(**{**ACT, "action": "login"}) as tx:
        audit.event(tx, {"from": "window"})
    return store


def problems(store):
    with store.read() as c:
        return [(r.rule, r.params.get("seq")) for r in audit.verify(c)]


def altered(store, *statements):
    """Alter rows as somebody with the key and a tool would, past the triggers."""
    with store.write(**ACT) as tx:
        triggers = tx.connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).all()
        for (name,) in triggers:
            tx.connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            tx.connection.exec_driver_sql(statement)


def test_a_whole_chain_is_sound(busy):
    assert problems(busy) == []
    with busy.read() as c:
        seq, head = audit.head(c)
        assert (busy.mark().seq, busy.mark().head) == (seq, head)
        assert audit.last_at(c) == ACT["now"]


def test_what_is_told(busy):
    with busy.read() as c:
        newest, edited, *_ = audit.entries(c)
        assert len(audit.entries(c, limit=2)) == 2
    assert (newest.action, newest.actor, newest.detail) == ("login", "siti", {"from": "window"})
    [change] = edited.changes
    assert (change.field, change.before, change.after) == ("hamlet", None, "Sidadadi")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit SET actor = 'budi' WHERE seq = 3", ("audit_row", 3)),
        ("UPDATE audit SET at = '2020' WHERE seq = 3", ("audit_row", 3)),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4", ("audit_row", 4)),
        ("UPDATE audit SET subject = NULL WHERE seq = 3", ("audit_row", 3)),
        ("UPDATE audit SET clock_doubt = 1 WHERE seq = 2", ("audit_row", 2)),
        ("DELETE FROM audit WHERE seq = 3", ("audit_gap", 3)),
        ("UPDATE audit SET change = 1 WHERE seq = 3", ("audit_row", 3)),
        ("DELETE FROM audit_value WHERE seq = 5", ("audit_value", 5)),
        ("UPDATE audit_value SET value = '{}' WHERE seq = 5", ("audit_value", 5)),
        ("UPDATE audit_value SET value = 'no json' WHERE seq = 5", ("audit_value", 5)),
        ("UPDATE audit_value SET value = '[1]' WHERE seq = 5", ("audit_value", 5)),
        ("UPDATE audit_value SET salt = NULL WHERE seq = 5", ("audit_value", 5)),
        ("UPDATE change SET change_id = 'x' WHERE seq = 1", ("audit_change", 2)),
        ("UPDATE change SET fields = 'no json' WHERE seq = 3", ("audit_change", 4)),
        (
            "INSERT INTO change SELECT 9, 'x', device, incarnation, kind, record_id, at, today,"
            " actor, clock_doubt, salt, record, fields, NULL, NULL FROM change WHERE seq = 1",
            ("change_untold", 9),
        ),
        ("UPDATE change SET record = '{}' WHERE seq = 2", ("audit_change", 3)),
        ("UPDATE change SET fields = NULL WHERE seq = 3", ("audit_change", 4)),
        ("DELETE FROM change WHERE seq = 2", ("audit_change", 3)),
    ],
)
def test_whatever_is_altered_is_found(busy, statement, expected):
    altered(busy, statement)
    assert expected in problems(busy)
    with busy.read() as c:
        audit.entries(c)


def test_the_end_cannot_be_cut_off_unnoticed(busy):
    altered(busy, "DELETE FROM audit WHERE seq = 5", "DELETE FROM audit_value WHERE seq = 5")
    assert "rolled_back" in {r.rule for r in health.check(busy)}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit",
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit_value",
        "UPDATE audit_value SET value = '{}'",
        "DELETE FROM change",
        "UPDATE change SET record = '{}'",
        "UPDATE change SET fields = '{}'",
        "UPDATE change SET seq = seq + 100",
        "UPDATE change SET incarnation = 'x'",
    ],
)
def test_both_logs_only_grow(busy, statement):
    with pytest.raises(IntegrityError, match="append-only"), busy.write(**ACT) as tx:
        tx.connection.exec_driver_sql(statement)


def test_values_can_be_erased_and_the_chain_holds(busy):
    with busy.read() as c:
        [change, _] = changes.of_record(c, audit.entries(c)[1].subject)
    with busy.write(**{**ACT, "action": "erased"}) as tx:
        audit.erase(tx, [1, 5])
        changes.erase(tx, change.record_id)
        audit.event(tx, {"record": change.record_id})
    assert problems(busy) == []
    with busy.read() as c:
        assert changes.of_record(c, change.record_id)[0].record is None


def test_settled_is_a_mark(busy):
    with busy.read() as c:
        assert changes.pending(c) == 3
    with busy.write(**ACT) as tx:
        tx.connection.exec_driver_sql(
            "UPDATE change SET settled = 'receipt', verdict = 'accepted' WHERE seq = 2"
        )
    with busy.read() as c:
        assert changes.pending(c) == 2
    assert problems(busy) == []


def test_a_change_tells_where_it_comes_from(busy):
    with busy.read() as c:
        for record_id in {e.subject for e in audit.entries(c) if e.subject}:
            for change in changes.of_record(c, record_id):
                assert change.incarnation == busy.incarnation
                assert change.today == ACT["today"]
                assert change.record["nik"]
