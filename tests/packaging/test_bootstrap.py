"""The set-up script: its sentences, its stamp, and that it touches nothing it need not."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The script in a checkout of its own, where nothing is set up."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(SCRIPT, tmp_path / "packaging")
    (tmp_path / "uv.lock").write_text("locked")
    (tmp_path / "pyproject.toml").write_text("project")
    spec = importlib.util.spec_from_file_location("boot", tmp_path / "packaging/bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "attempt", lambda *_words, **_how: "no network here")
    return module


def set_up(bootstrap, testing=False):
    python = bootstrap.program("python")
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    made = {**bootstrap.fingerprint(), "for": "test" if testing else "run"}
    bootstrap.STAMP.write_text(json.dumps(made))


def test_without_a_command_it_tells_its_usage():
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "run [arguments for loket]" in done.stderr


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 15)])
def test_another_python_gets_one_sentence(bootstrap, monkeypatch, capsys, version):
    monkeypatch.setattr(bootstrap.sys, "version_info", (*version, 0))
    assert bootstrap.main(["run"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_what_is_set_up_is_not_done_again(bootstrap):
    assert not bootstrap.is_set_up(testing=False)
    set_up(bootstrap)
    assert bootstrap.is_set_up(testing=False)
    assert not bootstrap.is_set_up(testing=True)
    set_up(bootstrap, testing=True)
    assert bootstrap.is_set_up(testing=False)
    assert bootstrap.is_set_up(testing=True)


def test_a_changed_lock_or_a_copied_checkout_is_set_up_again(bootstrap):
    set_up(bootstrap)
    (bootstrap.ROOT / "uv.lock").write_text("other")
    assert not bootstrap.is_set_up(testing=False)
    set_up(bootstrap)
    made = json.loads(bootstrap.STAMP.read_text())
    bootstrap.STAMP.write_text(json.dumps({**made, "place": "/elsewhere"}))
    assert not bootstrap.is_set_up(testing=False)


@pytest.mark.parametrize("stamp", ["", "[]", "{", '{"locked": 3}'])
def test_a_broken_stamp_means_not_set_up(bootstrap, stamp):
    set_up(bootstrap)
    bootstrap.STAMP.write_text(stamp)
    assert not bootstrap.is_set_up(testing=False)


def test_without_a_network_it_says_so(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "install_libraries", lambda testing: None)
    monkeypatch.setattr(bootstrap, "may_install", lambda: None)
    monkeypatch.setattr(bootstrap, "wheel_address", lambda: (_ for _ in ()).throw(OSError("away")))
    assert bootstrap.main(["run"]) == 1
    told = capsys.readouterr().err
    assert "Is there a network?" in told
    assert "away" in told
    assert "Traceback" not in told


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
def test_without_rights_it_prints_the_one_command_and_stops(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(bootstrap, "may_install", lambda: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert bootstrap.main(["run"]) == 1
    assert "sudo apt-get update && sudo apt-get install -y libegl1\n" in capsys.readouterr().err


def test_the_download_takes_the_wheel_of_this_machine(bootstrap):
    libc = "manylinux_2_17" if bootstrap.platform.libc_ver()[0] == "glibc" else "musllinux_1_1"
    machine = bootstrap.platform.machine()
    if sys.platform.startswith("linux"):
        assert bootstrap.fits(f"uv-1-py3-none-{libc}_{machine}.whl")
        assert not bootstrap.fits("uv-1-py3-none-win_amd64.whl")
        assert not bootstrap.fits("uv-1-py3-none-macosx_11_0_arm64.whl")


def test_the_environment_caches_bytecode(bootstrap, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert "PYTHONDONTWRITEBYTECODE" not in bootstrap.environment()
    assert bootstrap.environment()["PIP_INDEX_URL"] == "https://mirror.example/simple"


def test_its_syntax_is_old_enough_to_speak(bootstrap):
    import ast

    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.skipif(
    os.name == "nt", reason="a program that can be run is written as a shell script"
)
def test_without_a_screen_run_plays_the_demo_and_tells_where(bootstrap, tmp_path):
    set_up(bootstrap)
    loket = bootstrap.program("loket")
    loket.write_text('#!/bin/sh\necho "loket $*"\n')
    loket.chmod(0o755)
    screenless = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    command = [sys.executable, str(tmp_path / "packaging/bootstrap.py"), "run"]
    done = subprocess.run(command, env=screenless, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    results = tmp_path / "demo-out"
    assert "no screen" in done.stdout
    assert f"loket demo --out {results}" in done.stdout
    assert done.stdout.endswith(f"The results are in {results}\n")
    shown = subprocess.run([*command, "show", "3"], env=screenless, capture_output=True, text=True)  # noqa: PLW1510
    assert shown.stdout == "loket show 3\n"
