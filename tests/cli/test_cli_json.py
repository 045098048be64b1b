"""Files that claim to be JSON."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.cli import json_file
from desktop_app.domain.findings import Refused


@pytest.mark.parametrize(
    ("data", "why", "line"),
    [
        (b"", "empty", 1),
        (b" \n ", "empty", 1),
        (b'{"a": 1,\n "b": }', "syntax", 2),
        (b'{"a": 1', "syntax", 1),
        (b'{"a":\n\n "\xff"}', "encoding", 3),
        (b'{"a":\n "x\0y"}', "nul", 2),
        (b'{"nik": "1",\n "nik": "2"}', "key_twice", 2),
        (b'{"a": NaN}', "number", 1),
        (b'{"a": Infinity}', "number", 1),
        (b"[" * 10_000 + b"]" * 10_000, "nesting", 1),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "nesting", 1),
        (b"[" + b"9" * 10_000 + b"]", "number", 1),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_json_is_refused_with_its_line(data, why, line):
    with pytest.raises(Refused) as caught:
        json_file.parsed(data)
    assert caught.value.rule == "json"
    assert (caught.value.params["why"], caught.value.params["line"]) == (why, line)


def test_a_mark_of_byte_order_is_tolerated():
    assert json_file.parsed(b"\xef\xbb\xbf[1]") == [1]


def test_half_characters_stop_one_person_only():
    read = json_file.parsed(b'[{"nik": "1\\ud800", "\\udc00": 1}, "\\ud83d\\ude00"]')
    assert read == [{"nik": "1\ufffd", "\ufffd": 1}, "\U0001f600"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(Refused):
        json_file.parsed(data)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_json_comes_back(value):
    assert json_file.parsed(json.dumps(value).encode()) == value


def test_too_large_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(json_file, "LARGEST", 100)
    path = tmp_path / "besar.json"
    path.write_bytes(b" " * 101)
    with pytest.raises(Refused) as caught:
        json_file.read(str(path))
    assert (caught.value.rule, caught.value.params["why"]) == ("json", "too_large")


@pytest.mark.parametrize("name", ["none.json", "."])
def test_a_file_that_is_not_there(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused) as caught:
        json_file.read(name)
    assert caught.value.rule == "file_unreadable"
