from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import ACT, worker

from desktop_app.domain.registration import Standing
from desktop_app.domain.states import States
from desktop_app.store import workers
from desktop_app.store.search import search
from desktop_app.store.summary import Filters

PEOPLE = (
    "Siti Aminah",
    "Aminah",
    "Nur Siti",
    "Muhammad Khoirul Anam",
    "Ni Made Suartini",
    "O",
    "Ba'u Lolo",
    "Wahyuningsih",
    "Sitinjak Tua",
)


@pytest.fixture
def people(store):
    with store.write(**ACT) as tx:
        return workers.add_many(
            tx,
            [
                (
                    worker(
                        serial,
                        full_name=name,
                        hamlet="Kedungwaru" if serial == 1 else None,
                        phone=f"+62813270000{serial:02}",
                        kpj="98765432101" if serial == 3 else None,
                    ),
                    States(),
                    Standing(),
                )
                for serial, name in enumerate(PEOPLE, 1)
            ],
        )


def found(store, text, **given):
    with store.read() as c:
        return [s.full_name for s in search(c, text, **given)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("siti aminah", ["Siti Aminah"]),
        ("SITI", ["Siti Aminah", "Sitinjak Tua", "Nur Siti"]),
        ("aminah siti", ["Siti Aminah"]),
        ("s", ["Siti Aminah", "Sitinjak Tua", "Ni Made Suartini", "Nur Siti"]),
        ("su", ["Ni Made Suartini"]),
        ("o", ["O"]),
        ("art", ["Ni Made Suartini"]),
        ("ningsih", ["Wahyuningsih"]),
        ("bau", ["Ba'u Lolo"]),
        ("ba'u", ["Ba'u Lolo"]),
        ("kedungw", ["Siti Aminah"]),
        ("kedungwaru siti", ["Siti Aminah"]),
        ("", []),
        ("   ", []),
        ("zzz", []),
    ],
)
def test_without_mistakes(store, people, text, expected):
    assert found(store, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wahyunigsih", "Wahyuningsih"),
        ("wahyuninsgih", "Wahyuningsih"),
        ("muhamad khoirul", "Muhammad Khoirul Anam"),
        ("siti aminnah", "Siti Aminah"),
        ("khairul anam", "Muhammad Khoirul Anam"),
        ("suartni", "Ni Made Suartini"),
    ],
)
def test_with_mistakes(store, people, text, expected):
    assert found(store, text)[0] == expected


def test_numbers(store, people):
    third = people[2]
    assert found(store, third.worker.nik) == ["Nur Siti"]
    assert found(store, third.worker.nik[-6:]) == ["Nur Siti"]
    assert found(store, "330122") != []
    assert found(store, "98765432101") == ["Nur Siti"]
    assert found(store, "987") == ["Nur Siti"]
    assert found(store, "0813 2700 0003") == ["Nur Siti"]
    assert found(store, "+62 813-2700-0003") == ["Nur Siti"]
    assert found(store, "70000 03".replace(" ", "")) == ["Nur Siti"]
    assert found(store, third.number) == ["Nur Siti"]
    assert found(store, third.number[:-2]) == ["Nur Siti"]
    assert found(store, third.number.split("-")[2]) == ["Nur Siti"]
    assert found(store, "00") == []


def tagged(store, tag):
    """Registers somebody under another tag, as an incarnation before this one did."""
    with store.write(**ACT) as tx:
        tx.ends.tag, tx.ends.serial = tag, 3
        someone = worker(50, full_name="Paijo", nik="3302221508850050", phone=None)
        return workers.add(tx, someone, states=States())


@pytest.mark.parametrize("tag", ["ES2", "222", "KAR", "7XA", "E00"])
def test_the_ending_of_a_registration_number(store, people, tag):
    number = tagged(store, tag).number
    village, _, serial, check = number.split("-")
    for text in (
        f"{tag}-{serial}-{check}",
        f"{tag.lower()} {serial} {check}".lower(),
        f"{tag}{serial}{check}",
        f"{tag}-{serial}",
        f"{serial}-{check}",
        f"{tag[1:]}-{serial}-{check}",
        f"{village[-3:]}-{tag}-{serial}",
        f"{village}-{tag}",
        f"{village}-{tag}-{serial[:4]}",
        number,
        number.lower(),
        tag,
        tag.lower(),
    ):
        assert "Paijo" in found(store, text), text
    for text in (f"{tag}-{serial}-{check}", f"{tag}-{serial}", f"{village}-{tag}"):
        assert found(store, text) == ["Paijo"]
    assert found(store, f"{tag}-{serial}", filters=Filters(membership="member")) == []


def test_a_tag_that_is_also_a_syllable_is_not_a_part_of_everybody(store, people):
    tagged(store, "TNA")
    with store.write(**ACT) as tx:
        workers.add(tx, worker(60, full_name="Setna"), states=States())
        tx.ends.tag = "TNB"
    assert found(store, "tna") == ["Setna", "Paijo"]
    assert found(store, "etn") == ["Setna"]


def test_limit_and_filters(store, people):
    assert len(found(store, "s", limit=2)) == 2
    with store.write(**ACT) as tx:
        workers.update(tx, people[0], states=States(membership="submitted"))
    assert found(store, "siti", filters=Filters(membership="submitted")) == ["Siti Aminah"]
    assert found(store, "sitti amina", filters=Filters(membership="member")) == []


def test_what_changed_is_found_anew(store, people):
    first = people[0]
    with store.write(**ACT) as tx:
        workers.update(tx, first, worker=replace(first.worker, full_name="Warsini", hamlet="X"))
    assert found(store, "aminah") == ["Aminah"]
    assert found(store, "warsini") == ["Warsini"]
    assert found(store, "kedungwaru") == []


def test_a_stale_search_stops(store):
    with store.write(**ACT) as tx:
        people = [
            (worker(n, full_name=f"Siti Nomor {n}"), States(), Standing()) for n in range(1, 3000)
        ]
        workers.add_many(tx, people)
    asked = []

    def stop():
        asked.append(1)
        return True

    assert found(store, "siit nomro", stop=stop) == []
    assert asked
    assert found(store, "siti", stop=lambda: False)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=30) | st.from_regex(r"[a-z\"' *:^()-]{1,20}", fullmatch=True))
def test_anything_may_be_typed(store, text):
    with store.read() as c:
        search(c, text, 5)
