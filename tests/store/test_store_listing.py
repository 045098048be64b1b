from datetime import date

import pytest
from making import ACT, worker

from desktop_app.domain.findings import Refused
from desktop_app.domain.worker import Consent
from desktop_app.store import listing, papers, workers
from desktop_app.store.summary import Filters


@pytest.fixture
def five(add):
    return [
        add(
            worker(1, full_name="Budi", hamlet="Karang Anyar", kpj="11111111111"),
            membership="member",
        ),
        add(worker(2, full_name="Ani", hamlet="Sidadadi", programmes=("JKK", "JKM", "JHT"))),
        add(worker(3, full_name="Ani", occupation="nelayan", funding="CSR-1")),
        add(worker(4, full_name="Çandra", village_code="33.01.22.2004"), membership="ended"),
        add(
            worker(5, full_name="D'Ani", consent=Consent(method="signed_form")), delivery="refused"
        ),
    ]


def names(store, **filters):
    with store.read() as c:
        found = workers.page(c, Filters(**filters))
        assert workers.count(c, Filters(**filters)) == len(found)
        assert workers.ids(c, Filters(**filters)) == [s.id for s in found]
        assert {r.id for r in workers.stream(c, Filters(**filters))} == {s.id for s in found}
    return [s.full_name for s in found]


def test_in_name_order(store, five):
    assert names(store) == ["Ani", "Ani", "Budi", "Çandra", "D'Ani"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"membership": "member"}, ["Budi"]),
        ({"status": "candidate"}, ["Ani", "Ani"]),
        ({"status": "refused"}, ["D'Ani"]),
        ({"delivery": "refused"}, ["D'Ani"]),
        ({"status": "draft"}, []),
        ({"programme": "JHT"}, ["Ani"]),
        ({"hamlet": "karang anyar"}, ["Budi"]),
        ({"hamlet": "karang"}, []),
        ({"hamlet": " "}, []),
        ({"village_code": "33.01.22.2004"}, ["Çandra"]),
        ({"occupation": "nelayan"}, ["Ani"]),
        ({"funding": "CSR-1"}, ["Ani"]),
        ({"consent": "signed_form"}, ["D'Ani"]),
        ({"unprinted": True}, ["Ani", "Ani", "Budi", "D'Ani"]),
        ({"registered_from": date(2026, 11, 24)}, []),
        ({"registered_to": date(2026, 11, 23), "membership": "member"}, ["Budi"]),
        ({"text": "ani"}, ["Ani", "Ani", "D'Ani"]),
        ({"text": "dani"}, ["D'Ani"]),
        ({"text": "cand"}, ["Çandra"]),
        ({"text": "sidad"}, ["Ani"]),
        ({"text": "b"}, ["Budi"]),
        ({"text": "11111"}, ["Budi"]),
        ({"text": 'x" OR "'}, []),
    ],
)
def test_filters(store, five, filters, expected):
    assert names(store, **filters) == expected


def test_chosen_people(store, five):
    assert names(store, ids=(five[0].id, five[3].id)) == ["Budi", "Çandra"]


def test_pages_lose_nobody(store, five):
    with store.read() as c:
        for sort in ("name", "number", "hamlet", "membership", "registered_on", "nik"):
            for descending in (False, True):
                seen = [
                    one.id
                    for offset in range(5)
                    for one in workers.page(
                        c, Filters(), sort=sort, descending=descending, offset=offset, limit=1
                    )
                ]
                assert sorted(seen) == sorted(r.id for r in five)


def test_ids_are_in_the_order_of_names(store, five):
    with store.read() as c:
        for filters in (
            Filters(),
            Filters(membership="candidate"),
            Filters(status="candidate"),
            Filters(unprinted=True),
            Filters(occupation="petani"),
        ):
            shown = [one.id for one in workers.page(c, filters)]
            assert workers.ids(c, filters) == shown


def test_common_questions_are_answered_by_an_index_alone(store, five):
    """Looking at everybody's row in the order of an index takes a second at 100,000."""
    asked = []
    with store.read() as c:
        for filters in (Filters(), Filters(status="candidate"), Filters(membership="member")):
            where, values = listing.condition(filters)
            order = " ORDER BY w.name_folded, id"
            asked.append((f"SELECT count(*) FROM worker w WHERE {where}", values))
            asked.append((f"SELECT id FROM worker w WHERE {where}{order}", values))
        for statement, values in asked:
            plan = c.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            assert all("COVERING INDEX" in row[3] for row in plan), (statement, plan)
        for sort in ("name", "number", "membership", "status", "registered_on", "birth_date"):
            order = ", ".join(listing.SORTS[sort])
            plan = c.exec_driver_sql(
                f"EXPLAIN QUERY PLAN SELECT * FROM worker w ORDER BY {order} LIMIT 9"
            ).all()
            assert "TEMP B-TREE" not in str(plan), sort


def test_numbers_in_a_filter(store, five):
    first = five[0].number
    for text in (first, first[11:], first.lower(), first[15:]):
        assert "Budi" in names(store, text=text), text


def test_what_a_line_shows(store, five):
    with store.read() as c:
        [line] = workers.page(c, Filters(membership="member"))
    assert (line.number, line.kpj, line.status, line.printed) == (
        five[0].number,
        "11111111111",
        "member",
        False,
    )


def test_counts_by_word(store, five):
    with store.read() as c:
        assert workers.count_by(c, "membership") == {"candidate": 3, "ended": 1, "member": 1}
        with pytest.raises(ValueError, match="nik"):
            workers.count_by(c, "nik")


def test_a_printed_paper_is_due_again_once_it_would_say_more(store, five):
    ani = five[1]
    with store.write(**ACT) as tx:
        papers.record(tx, kind="slip", worker_id=ani.id, status="provisional", serial=1)
        papers.record(tx, kind="slip", worker_id=five[0].id, status="provisional", serial=2)
    assert names(store, unprinted=True) == ["Ani", "Budi", "D'Ani"]
    from dataclasses import replace

    with store.write(**ACT) as tx:
        workers.update(
            tx,
            ani,
            worker=replace(ani.worker, kpj="22222222222"),
            states=ani.states.move(membership="member"),
        )
    assert names(store, unprinted=True) == ["Ani", "Ani", "Budi", "D'Ani"]


def test_filters_from_words():
    read = Filters.read
    assert read({"status": "Member"}) == Filters(status="member")
    assert read({"unprinted": "ya", "registered_from": "2026-11-01"}) == Filters(
        unprinted=True, registered_from=date(2026, 11, 1)
    )
    assert read({"ids": "a,b"}) == Filters(ids=("a", "b"))
    for wrong in (
        {"colour": "red"},
        {"status": "x"},
        {"unprinted": "maybe"},
        {"registered_to": "kemarin"},
        {"hamlet": 3},
    ):
        with pytest.raises(Refused) as refused:
            read(wrong)
        assert refused.value.rule == "filter"


def test_an_order_there_is_none_of(store):
    with store.read() as c, pytest.raises(Refused):
        workers.page(c, Filters(), sort="1; DROP TABLE worker")
