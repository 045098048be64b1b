"""Accounts, set-up, backup and restore, check, audit, the clock: by commands alone."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

SETUP = (
    *("setup", "--village", "33.01.01.2001", "--office", "Desa Tambakreja"),
    *("--head", "Sudarmanto", "--user", "siti"),
)


def test_setup_once(bare, tmp_path, monkeypatch):
    monkeypatch.setenv("LOKET_PASSWORD", "rahasia-siti")
    sheet = tmp_path / "pemulihan.pdf"
    said = bare(*SETUP, "--recovery-out", sheet, "--json")
    assert said.code == 0, said.err
    assert said.doc["village_code"] == "33.01.01.2001"
    assert sheet.read_bytes().startswith(b"%PDF")
    assert bare(*SETUP, "--json").rule == "office_exists"
    assert bare("check", "--user", "siti", "--json").doc["workers"] == 0


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"--village": "99.99.99.9999"}, "village_unknown"),
        ({"--office": "  "}, "office_name"),
        ({"--recovery-out": "/nowhere/at/all/x.pdf"}, "unwritable"),
    ],
)
def test_setup_refused_makes_nothing(bare, tmp_path, monkeypatch, change, rule):
    monkeypatch.setenv("LOKET_PASSWORD", "rahasia-siti")
    words = [*SETUP, *(word for pair in change.items() for word in pair)]
    said = bare(*words, "--json")
    assert (said.code, said.rule) == (1, rule)
    assert not (tmp_path / "data").exists()


def test_a_short_password(bare, monkeypatch):
    monkeypatch.setenv("LOKET_PASSWORD", "pendek")
    assert bare(*SETUP, "--json").rule == "password"


def test_a_password_from_a_file_or_none(loket, monkeypatch, tmp_path):
    monkeypatch.delenv("LOKET_PASSWORD")
    assert loket("check").code == 2
    path = tmp_path / "sandi"
    path.write_bytes(b"\xef\xbb\xbfrahasia-siti\r\n")
    assert loket("check", "--password-file", path).code == 0
    assert loket("check", "--password-file", tmp_path / "none").rule == "file_unreadable"


def test_a_wrong_password(loket, monkeypatch):
    monkeypatch.setenv("LOKET_PASSWORD", "salah-sekali")
    said = loket("check")
    assert (said.code, said.rule) == (5, "wrong_password")


def test_users(loket, monkeypatch):
    assert loket("users", "list").doc == {"users": [{"name": "siti", "role": "administrator"}]}
    added = loket("users", "add", "budi", "--role", "verifikator")
    assert (added.code, added.doc["role"]) == (0, "verifier")
    starting = added.doc["password"]
    assert len(starting) >= 8
    monkeypatch.setenv("LOKET_USER", "budi")
    monkeypatch.setenv("LOKET_PASSWORD", starting)
    refused = loket("users", "add", "ani", "--role", "operator")
    assert (refused.code, refused.rule) == (5, "not_allowed")
    monkeypatch.setenv("LOKET_NEW_PASSWORD", "rahasia-budi")
    assert loket("users", "password", "budi").code == 0
    monkeypatch.setenv("LOKET_PASSWORD", "rahasia-budi")
    assert loket("check").code == 0
    monkeypatch.setenv("LOKET_USER", "siti")
    monkeypatch.setenv("LOKET_PASSWORD", "rahasia-siti")
    assert loket("users", "add", "budi", "--role", "operator").rule == "account_exists"
    assert loket("users", "remove", "budi").code == 0
    assert loket("users", "remove", "budi").rule == "account_unknown"
    assert loket("users", "remove", "siti").rule == "last_administrator"


def test_a_new_password_that_is_short(loket, monkeypatch):
    monkeypatch.setenv("LOKET_NEW_PASSWORD", "pendek")
    for words in (("password", "siti"), ("add", "budi", "--role", "operator")):
        said = loket("users", *words)
        assert (said.code, said.rule) == (1, "password")


def test_a_forgotten_password(loket, monkeypatch, recovery_code, tmp_path):
    monkeypatch.setenv("LOKET_PASSWORD", "rahasia-baru")
    monkeypatch.setenv("LOKET_RECOVERY", "AAAAA-BBBBB")
    said = loket("users", "recover", "siti")
    assert (said.code, said.rule) == (5, "wrong_recovery_code")
    monkeypatch.delenv("LOKET_RECOVERY")
    path = tmp_path / "kode"
    path.write_text(recovery_code)
    assert loket("users", "recover", "siti", "--recovery-file", path).code == 0
    assert loket("check").code == 0


def test_backup_and_restore(loket, file, raw, tmp_path, monkeypatch, recovery_code):
    loket("register", file(raw(1)))
    copy = tmp_path / "cadangan.loket"
    said = loket("backup", copy)
    assert (said.code, said.doc["workers"]) == (0, 1), said.err
    loket("register", file(raw(2, full_name="Budi", phone="081327000012")))
    monkeypatch.setenv("LOKET_RECOVERY", recovery_code)
    monkeypatch.setenv("LOKET_PASSWORD", "rahasia-baru")
    said = loket("restore", copy)
    assert (said.code, said.doc["workers"]) == (0, 1), said.err
    assert len(loket("search", "slamet").doc["results"]) == 1
    copy.write_bytes(copy.read_bytes()[:-100])
    said = loket("restore", copy)
    assert said.code == 1
    assert loket("check").doc["ok"] is True


def test_check_and_audit(loket, file, raw):
    loket("register", file(raw(1)))
    said = loket("check", "--deep")
    assert said.code == 0
    assert set(said.doc) == {"ok", "problems", "workers", "waiting"}
    assert (said.doc["ok"], said.doc["workers"]) == (True, 1)
    assert loket("audit", "--verify").doc == {"ok": True, "problems": []}
    (newest, *_rest) = loket("audit").doc["entries"]
    assert (newest["actor"], newest["action"]) == ("siti", "registered")
    assert "Didata" in loket("audit", "--limit", "1", json=False).out


@pytest.mark.parametrize("harm", ["zeros", "cut", "empty"])
def test_a_damaged_database(loket, config, harm):
    path = config.data / "office.db"
    data = path.read_bytes()
    harmed = {"zeros": b"\0" * len(data), "cut": data[:5000], "empty": b""}
    for wal in config.data.glob("office.db-*"):
        wal.unlink()
    path.write_bytes(harmed[harm])
    said = loket("check")
    assert said.code == 6
    assert said.err.count("\n") == 1


def test_a_clock_that_cannot_be_right(loket, now, file, raw, monkeypatch):
    now[0] = datetime(2009, 1, 1, tzinfo=UTC)
    said = loket("register", file(raw(1)))
    assert (said.code, said.rule) == (1, "clock")
    monkeypatch.setenv("LOKET_DATE", "2026-11-24")
    assert loket("register", file(raw(1))).code == 0


def test_in_a_process_of_its_own(config, tmp_path):
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("LOKET_")},
        "LOKET_DATA": str(config.data),
        "LOKET_USER": "siti",
        "LOKET_PASSWORD": "rahasia-siti",
    }
    run = subprocess.run(
        [sys.executable, "-m", "desktop_app", "search", "siapa"],
        env=env,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.decode("utf-8").count("\n") == 1
