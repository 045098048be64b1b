"""The commands for the regency office, before and after there is one."""

import pytest

from desktop_app.cli import failures, line
from desktop_app.domain.findings import Refused
from desktop_app.sync.errors import RULES, HubUnreachable


@pytest.mark.parametrize("words", [("hub",), ("sync",), ("hub", "--set-url", "https://h.example")])
def test_without_a_regency_office(loket, words):
    said = loket(*words)
    assert (said.code, said.rule) == (1, "hub_absent")
    assert said.err.count("\n") == 1
    assert "kode aktivasi" in said.err


def test_nothing_waits_in_a_new_office(loket):
    assert loket("waiting").doc == {"records": []}
    said = loket("waiting", json=False)
    assert (said.code, said.out.count("\n")) == (0, 1)


def test_what_waits_is_listed(loket, file, raw):
    number = loket("register", file(raw(1))).doc["registered"][0]["registration_number"]
    (record,) = loket("waiting").doc["records"]
    assert record["registration_number"] == number
    assert (record["verdict"], record["rule"]) == ("waiting", None)
    assert record["message"]
    table = loket("waiting", json=False).out
    assert number in table
    assert "Slamet Raharjo" in table
    assert raw(1)["nik"] not in table


def test_who_has_not_agreed_waits_for_that(loket, file, raw):
    loket("register", file(raw(1, consent=None)), "--keep")
    records = loket("waiting").doc["records"]
    assert [(r["verdict"], r["rule"]) for r in records] == [("consent", "consent")]
    assert "setuju" in records[0]["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("enrol",),
        ("enrol", "--hub", "https://hub.example"),
        ("enrol", "AAAAA-BBBBB"),
        ("hub", "more"),
        ("hub", "--set-url"),
        ("sync", "--force"),
        ("waiting", "now"),
    ],
    ids=" ".join,
)
def test_wrong_usage(bare, words):
    said = bare("--json", *words)
    assert (said.code, said.rule) == (2, "usage")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("code", ["AAAAA-BBBBB", "salah", "AAAAA BBBBB CCCCC DDDDD EEEEE FFFFF"])
def test_a_mistyped_code_asks_nobody(loket, code):
    said = loket("enrol", code, "--hub", "https://hub.invalid")
    assert (said.code, said.rule) == (1, "code_mistyped")


@pytest.mark.parametrize(
    "url", ["", "hub", "ftp://hub.example", "https://", "https://a:b@c", "x y"]
)
def test_what_is_no_address(loket, url):
    code = _code()
    said = loket("enrol", code, "--hub", url)
    assert (said.code, said.rule) == (1, "url")


def test_a_hub_that_is_not_there(loket):
    said = loket("enrol", _code(), "--hub", "http://127.0.0.1:9")
    assert (said.code, said.rule) == (4, "hub_unreachable")
    assert said.err.count("\n") == 1
    assert loket("hub").rule == "hub_absent"


@pytest.mark.parametrize(
    "words", [("enrol", "X", "--hub", "https://h.example"), ("hub",), ("sync",), ("waiting",)]
)
def test_without_an_office(bare, words, monkeypatch):
    monkeypatch.setenv("LOKET_USER", "siti")
    said = bare("--json", *words)
    assert (said.code, said.rule) == (1, "office_absent")


@pytest.mark.parametrize("rule", RULES)
def test_a_hub_that_cannot_be_reached_has_its_own_exit_code(rule, tmp_path):
    said, message, code = failures.told(HubUnreachable(rule), tmp_path)
    assert (said, code) == (rule, 4)
    assert "Tidak ada yang hilang" in message
    assert failures.told(Refused("hub_key"), tmp_path)[2] == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Slamet Raharjo", "S. R."),
        ("O", "O."),
        ("  Sri  Wahyuni ", "S. W."),
        ("", "-"),
        (None, "-"),
    ],
)
def test_a_name_where_anybody_reads(name, shown):
    assert line.initials(name) == shown


def _code():
    from desktop_app.sync.wire.activation import new_code

    return new_code(b"\7" * 32)[0]
