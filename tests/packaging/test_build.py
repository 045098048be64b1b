"""The wheel and the source archive are whole, and what is installed finds its resources."""

import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = {
    "resources/regions/villages.txt",
    "resources/regions/LICENCE.md",
    "resources/locale/id/LC_MESSAGES/loket.mo",
}
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def uv(*words, offline=False):
    private = ROOT / ".tools" / "uv" / SCRIPTS / ("uv.exe" if os.name == "nt" else "uv")
    found = private if private.exists() else shutil.which("uv")
    assert found, "packaging/bootstrap.py test installs uv"
    command = [found, "-q", *words, *(["--offline"] if offline else [])]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with both archives; the build tools come from uv's cache where they are there."""
    out = tmp_path_factory.mktemp("dist")
    done = uv("build", "--out-dir", str(out), offline=True)
    if done.returncode:
        done = uv("build", "--out-dir", str(out))
    assert done.returncode == 0, done.stderr
    return out


def resources() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_the_wheel_holds_every_resource_and_no_test(built):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    inside = {name.removeprefix("desktop_app/") for name in names}
    assert resources() - inside == set()
    assert inside >= NEEDED
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_source_archive_can_be_built_and_tested(built):
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert resources() - names == set()
    assert names >= {"packaging/bootstrap.py", "tests/conftest.py", "uv.lock", "LICENSE", ".ci/run"}


def test_an_installed_wheel_finds_its_resources(built, tmp_path):
    home = tmp_path / "venv"
    assert uv("venv", str(home), offline=True).returncode == 0
    python = home / SCRIPTS / "python"
    wheel = str(next(built.glob("*.whl")))
    done = uv("pip", "install", "--no-deps", "--python", str(python), wheel, offline=True)
    assert done.returncode == 0, done.stderr
    code = (
        "from desktop_app.paths import resources as r\n"
        "print(r())\n"
        "print((r() / 'regions' / 'villages.txt').stat().st_size)"
    )
    shown = subprocess.run(
        [python, "-I", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    place, size = shown.stdout.split("\n")[:2]
    assert Path(place).is_relative_to(home)
    assert int(size) == (ROOT / "resources/regions/villages.txt").stat().st_size


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert all(f"\n  {number}. " in text for number in range(18))
