import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.store import ranges


@given(st.sets(st.integers(1, 3000)))
def test_what_was_written_is_read(seqs):
    assert ranges.read(ranges.written(seqs)) == tuple(sorted(seqs))


@given(st.lists(st.integers(1, 40)))
def test_one_set_has_one_text(seqs):
    text = ranges.written(seqs)
    assert text == ranges.written(sorted(set(seqs), reverse=True))
    assert ranges.written(ranges.read(text)) == text


def test_how_it_looks():
    assert ranges.written(range(1, 1001)) == "1-1000"
    assert ranges.written([1003, 2, 1, 1]) == "1-2,1003"
    assert ranges.written([]) == ""
    assert ranges.read("") == ()
    assert ranges.read("1-3,7") == (1, 2, 3, 7)


@pytest.mark.parametrize("text", ["x", "1-x", ",", "1,,2"])
def test_what_is_no_list(text):
    with pytest.raises(ValueError, match="int"):
        ranges.read(text)
