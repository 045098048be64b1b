"""Whatever stands in a file, the answer is a document, a sentence and an exit code."""

import json
from typing import Any

from e2e_people import PEOPLE, person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", " ", "\u200b", "=1+1", "1e999", "\ufeff", "\u202e", "null", "2026-02-30"]),
    st.sampled_from([str(value) for p in PEOPLE[:9] for value in p.values()]),
)
VALUES: Any = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(TEXTS, st.sampled_from(sorted(PEOPLE[10]))), inner, max_size=3),
    ),
    max_leaves=6,
)
KEYS = sorted({key for p in PEOPLE for key in p} | {"phone_owner", "segment", "funding", "sex"})
CHANGES = st.dictionaries(st.one_of(st.sampled_from(KEYS), TEXTS), VALUES, max_size=4)
PERSON = st.tuples(st.integers(1, 60), CHANGES).map(lambda made: {**person(made[0]), **made[1]})
relaxed = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def text_of(value: Any) -> bytes:
    """JSON as other programs write it; what no JSON holds is left to the parser to refuse."""
    return json.dumps(value).encode()


@relaxed
@given(people=st.lists(st.one_of(PERSON, VALUES), min_size=1, max_size=12))
def test_any_people_are_registered_kept_or_refused(loket, people):
    before = loket("check").doc["workers"]
    done = loket("register", "-", "--keep", stdin=text_of(people))
    assert done.code in (0, 1, 3)
    document = done.doc
    if "error" not in document:
        assert len(document["registered"]) + len(document["refused"]) == len(people)
    assert loket("check").doc["workers"] == before + len(document["registered"])
    for entry in document["refused"]:
        assert entry["message"]
        assert entry["rule"] != "unexpected"
    assert loket("drafts").code == 0
    assert loket("drafts", json=False).code == 0


@relaxed
@given(changes=CHANGES)
def test_any_edit_is_taken_whole_or_refused(village, changes):
    nik = person(2)["nik"]
    before = village("show", nik).doc
    done = village("edit", nik, "-", stdin=text_of(changes))
    assert done.code in (0, 1)
    if done.code == 1:
        assert done.rule != "unexpected"
        assert village("show", nik).doc == before
    else:
        assert village("show", done.doc["nik"]).doc == done.doc
        assert village("show", nik, json=False).code == 0
    assert village("check", "--deep").doc["ok"]


@relaxed
@given(data=st.one_of(st.binary(max_size=200), TEXTS.map(str.encode)))
def test_any_bytes_are_no_trouble(loket, tmp_path, data):
    for name in ("x.json", "x.csv", "x.xlsx", "x.loket", "x.png", "x.pdf"):
        (tmp_path / name).write_bytes(data)
    for words in (
        ("register", tmp_path / "x.json"),
        ("import", tmp_path / "x.csv"),
        ("import", tmp_path / "x.xlsx"),
        ("answer", tmp_path / "x.csv"),
        ("answer", tmp_path / "x.xlsx"),
        ("verify", tmp_path / "x.png"),
        ("verify", tmp_path / "x.pdf"),
    ):
        done = loket(*words)
        assert done.code in (0, 1, 3), words
        assert done.out


@relaxed
@given(text=st.text(max_size=40))
def test_any_search_finds_or_does_not(village, text):
    for words in (("search", "--", text), ("villages", "--", text)):
        done = village(*words)
        assert done.code in (0, 2)
