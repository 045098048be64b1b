"""The real command, run in this process on a real office."""

import io
import json
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from command_result import Result

from desktop_app import text
from desktop_app.__main__ import main
from desktop_app.cli import arguments
from desktop_app.config import Config

SURROUNDINGS = (
    "LOKET_DATA",
    "LOKET_LANG",
    "LOKET_USER",
    "LOKET_PASSWORD",
    "LOKET_NEW_PASSWORD",
    "LOKET_RECOVERY",
    "LOKET_DATE",
    "_LOKET_COMPLETE",
)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch):
    """No setting of this computer reaches a test, and no test's language reaches the next."""
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
    yield
    text.use("id")


@pytest.fixture
def now(monkeypatch) -> list[datetime]:
    """The clock of the commands; put another moment in to turn it."""
    moment = [datetime(2026, 11, 23, 3, 0, tzinfo=UTC)]
    monkeypatch.setattr(arguments, "Config", partial(Config, now=lambda: moment[0]))
    return moment


@pytest.fixture
def bare(capsys, now, tmp_path, monkeypatch):
    """Runs the command without an office: ``bare("villages", "tambakreja")``."""

    def run(*words: object, stdin: bytes | None = None) -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin or b"")))
        capsys.readouterr()
        code = main(["--data", str(tmp_path / "data"), *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Result(code, said.out, said.err)

    return run


@pytest.fixture
def _clerk(monkeypatch):
    """The environment names the office's administrator."""
    monkeypatch.setenv("LOKET_USER", "siti")
    monkeypatch.setenv("LOKET_PASSWORD", "rahasia-siti")


@pytest.fixture
def loket(bare, config, _clerk):
    """Runs the command in a copy of the prepared office, as its administrator, with ``--json``."""

    def run(*words: object, stdin: bytes | None = None, json: bool = True) -> Result:
        return bare(*words, *(["--json"] if json else []), stdin=stdin)

    return run


@pytest.fixture
def file(tmp_path):
    """Writes a file and gives its path; a value becomes JSON."""

    def write(content: object, name: str = "orang.json") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write
