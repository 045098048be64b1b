"""The day on invented people, and the practice office."""

import sys


def test_a_day_leaves_its_files_and_can_be_repeated(bare, tmp_path):
    out = tmp_path / "hari"
    for _n in range(2):
        said = bare("demo", "--out", out, "--workers", "60", "--json")
        assert said.code == 0, said.err
        assert said.doc["verified"] is True
        assert said.doc["figures"]["in_the_register"] >= 60
        assert any(name.endswith(".pdf") for name in said.doc["files"])
    assert not (tmp_path / "data").exists()
    card = next(name for name in said.doc["files"] if "kartu" in name)
    assert bare("verify", card, "--data", said.doc["data"], "--json").doc["genuine"] is True


def test_without_a_screen_no_practice_window(bare, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert bare("demo", "--window").code == 1
