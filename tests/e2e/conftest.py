"""The program from outside: its real command on real offices, in this process or as another one."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from e2e_loket import Loket
from e2e_people import PEOPLE

SETTINGS = ("DATA", "LANG", "USER", "PASSWORD", "NEW_PASSWORD", "RECOVERY", "DATE")


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(f"LOKET_{name}", raising=False)


@pytest.fixture
def loket(prepared_office, tmp_path) -> Loket:
    """An office with nobody in it yet."""
    return _copied(prepared_office[0], tmp_path / "kantor")


@pytest.fixture(scope="session")
def _one_office(prepared_office, tmp_path_factory) -> Loket:
    loket = _copied(prepared_office[0], tmp_path_factory.mktemp("unchanging") / "kantor")
    assert loket("check").code == 0
    return loket


@pytest.fixture
def unchanging(_one_office) -> Iterator[Loket]:
    """One empty office for all tests that must change nothing: not a byte of its database."""
    database = _one_office.data / "office.db"
    before = database.read_bytes()
    yield _one_office
    assert database.read_bytes() == before


@pytest.fixture(scope="session")
def peopled_office(prepared_office, tmp_path_factory) -> Path:
    """The prepared office with ``e2e_people.PEOPLE`` in its register."""
    loket = _copied(prepared_office[0], tmp_path_factory.mktemp("peopled") / "kantor")
    done = loket.register(*PEOPLE)
    assert done.code == 0, done.err
    return loket.data


@pytest.fixture
def village(peopled_office, tmp_path) -> Loket:
    """An office with :data:`e2e_people.PEOPLE` in it."""
    return _copied(peopled_office, tmp_path / "desa")


@pytest.fixture
def another(prepared_office, tmp_path) -> Callable[[str], Loket]:
    """Makes further empty offices: ``another("kedua")``."""
    return lambda name: _copied(prepared_office[0], tmp_path / name)


def _copied(source: Path, target: Path) -> Loket:
    shutil.copytree(source, target)
    return Loket(target)


@pytest.fixture
def file(tmp_path) -> Callable[..., Path]:
    """Writes a file and gives its path; a value becomes JSON."""

    def write(content: object, name: str = "orang.json") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


@pytest.fixture
def running() -> Iterator[list[subprocess.Popen]]:
    """Put children here; none outlives its test."""
    children: list[subprocess.Popen] = []
    yield children
    for child in children:
        with child:
            child.kill()
