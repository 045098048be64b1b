"""What `check` finds, and that the tables are what the steps make."""

import pytest
from hub_office import record
from sqlalchemy import create_engine, delete, inspect, update

from desktop_app.hub import checking, creating
from desktop_app.hub.tables import BATCH, CHANGE, RECORD, Central


def problems(hub):
    return [(one.rule, one.params) for one in checking.check(hub)]


def test_a_new_hub_is_sound(hub):
    assert problems(hub) == []


def test_a_hub_at_work_is_sound_and_counted(hub, office):
    first = office.new(record(1))
    office.deliver(first, office.new(record(2, occupation="astronot")))
    office.deliver(first, office.change({**first.record, "rt": "001"}, first))
    assert problems(hub) == []
    told = checking.counts(hub)
    assert (told["workers"], told["changes"], told["batches"], told["devices"]) == (1, 3, 2, 1)
    assert (told["held"], told["later"], told["photos"], told["feed"]) == (0, 0, 0, 4)


def test_what_waits_is_told(hub, office):
    first = office.new(record(1))
    office.deliver(office.change({**first.record, "rt": "001"}, first))
    office.deliver(office.new({}, kind="claim"))
    [(rule, params)] = problems(hub)
    assert (rule, params["count"], params["village"]) == ("hub_held", 2, "Tambakreja (Kedungreja)")
    assert checking.counts(hub)["held"] == 1


def test_a_lost_batch_is_missed(hub, office):
    office.deliver(office.new(record(1)))
    office.deliver(office.new(record(2)))
    with hub.write() as c:
        c.execute(delete(BATCH).where(BATCH.c.number == 2))
    [(rule, params)] = problems(hub)
    assert (rule, params["count"]) == ("hub_gap", 1)


def test_lost_changes_are_missed(hub, office):
    told = [office.new(record(n)) for n in (1, 2, 3)]
    office.deliver(*told)
    with hub.write() as c:
        c.execute(delete(CHANGE).where(CHANGE.c.change_id == told[1].change_id))
    assert [rule for rule, _ in problems(hub)] == ["hub_gap", "hub_record"]


def test_a_record_without_its_newest_change_is_told(hub, office):
    office.deliver(office.new(record(1)), office.new(record(2)))
    with hub.write() as c:
        c.execute(update(RECORD).values(head="nowhere"))
    [(rule, params)] = problems(hub)
    assert (rule, params["count"]) == ("hub_record", 2)


def test_keys_are_to_be_renewed_in_time(hub, hub_clock):
    hub_clock.later(days=365 * 5 - 100)
    assert problems(hub) == []
    hub_clock.later(days=20)
    rules = problems(hub)
    assert {rule for rule, _ in rules} == {"hub_key_old"}
    assert [params["purpose"] for _, params in rules] == [
        "receiving",
        "receipts",
        "credentials",
        "updates",
    ]


def test_a_damaged_page_is_told(hub, office):
    from desktop_app.domain.findings import Refused

    office.deliver(*(office.new(record(n)) for n in range(1, 200)))
    hub.close()
    path = hub.data / "hub.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    try:
        told = [one.rule for one in checking.check(hub)]
    except Refused as refused:
        told = [refused.rule]
    assert "damaged" in told


def shape(c):
    seen = inspect(c)
    return {
        table: (
            sorted(
                (one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(table)
            ),
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted(
                (one["name"], tuple(one["column_names"]), bool(one["unique"]))
                for one in seen.get_indexes(table)
            ),
            sorted(tuple(one["column_names"]) for one in seen.get_unique_constraints(table)),
        )
        for table in Central.metadata.tables
    }


def test_the_steps_make_the_tables(hub):
    fresh = create_engine("sqlite://")
    with fresh.begin() as there, hub.read() as c:
        Central.metadata.create_all(there)
        assert shape(c) == shape(there)
        others = set(inspect(c).get_table_names()) - set(Central.metadata.tables)
        assert others == {"alembic_version"}
    fresh.dispose()


def test_the_last_step_is_the_programs_version(hub):
    with hub.read() as c:
        assert creating.version(c) == creating.HEAD
    newest = max((creating.STEPS / "versions").glob("v*.py")).name
    assert newest.startswith(f"v{creating.HEAD}_")


@pytest.mark.parametrize("table", sorted(Central.metadata.tables))
def test_the_village_stands_first_in_a_key(table):
    alone = {"hub", "key", "village", "code", "owner", "member", "admin", "audit", "paid_month"}
    keys = [column.name for column in Central.metadata.tables[table].primary_key]
    assert keys[0] == "village" or table in alone
