"""Merging: what one side alone changed is taken; where two differ, a person decides."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.merging import composed, merge

_NAMES = st.sampled_from(("phone", "address", "mother_name", "kpj"))
_VALUES = st.sampled_from((None, "a", "b", "c"))
_RECORDS = st.dictionaries(_NAMES, _VALUES)
_FIELDS = st.dictionaries(_NAMES, st.tuples(_VALUES, _VALUES))


def test_a_field_nobody_else_touched_is_taken() -> None:
    merged = merge({"phone": "1", "kpj": "9"}, {"phone": ["1", "2"]})
    assert merged.record == {"phone": "2", "kpj": "9"}
    assert merged.taken == ("phone",)
    assert not merged.conflicts


def test_the_same_said_twice_is_no_conflict() -> None:
    assert merge({"phone": "2"}, {"phone": ["1", "2"]}).conflicts == ()


def test_two_different_values_conflict_and_the_record_keeps_its_own() -> None:
    merged = merge({"phone": "3"}, {"phone": ["1", "2"]})
    assert merged.conflicts == ("phone",)
    assert merged.record == {"phone": "3"}


def test_an_absent_field_is_an_empty_one() -> None:
    assert merge({}, {"phone": [None, "2"]}).record == {"phone": "2"}


def test_the_membership_that_went_further_wins() -> None:
    member = {"membership": "member", "protection": "unknown", "kpj": "1"}
    late = {"membership": ["candidate", "submitted"], "protection": ["none", "none"]}
    assert merge(member, late).record == member
    ended = merge(member, {"membership": ["submitted", "ended"], "protection": ["none", "lapsed"]})
    assert (ended.record["membership"], ended.record["protection"]) == ("ended", "lapsed")
    assert not ended.conflicts


def test_a_mended_refusal_may_go_back_to_candidate() -> None:
    refused = {"membership": "refused_by_bpjs"}
    merged = merge(refused, {"membership": ["refused_by_bpjs", "candidate"]})
    assert merged.record["membership"] == "candidate"


def test_former_niks_unite() -> None:
    merged = merge({"aliases": ["a", "b"]}, {"aliases": [["a"], ["a", "c"]]})
    assert merged.record["aliases"] == ["a", "b", "c"]


@given(_RECORDS, _FIELDS)
def test_merging_twice_is_merging_once(current: dict, fields: dict) -> None:
    once = merge(current, fields)
    again = merge(once.record, fields)
    assert again.record == once.record
    assert set(again.conflicts) == set(once.conflicts)


@given(_RECORDS, _RECORDS, _RECORDS)
def test_two_changes_in_a_row_are_one(start: dict, middle: dict, end: dict) -> None:
    def fields(before: dict, after: dict) -> dict:
        names = {*before, *after}
        return {n: [before.get(n), after.get(n)] for n in names if before.get(n) != after.get(n)}

    one = composed(fields(start, middle), fields(middle, end))
    assert one == fields(start, end)
    record = merge(start, one).record
    assert {n: v for n, v in record.items() if v} == {n: v for n, v in end.items() if v}
