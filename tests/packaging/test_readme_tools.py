"""The README's commands for developers; what every change runs anyway is only named."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMED = re.findall(r"^    \.venv/bin/(.*)$", README, re.M)
#: What .ci/run runs by itself, word for word.
EVERY_CHANGE = ("ruff check .", "mypy", "lint-imports")
#: How the others are run here: small, and not into the checkout.
HERE = {
    "python packaging/catalogues.py": ["--check"],
    "python tests/bench": ["regions", "--workers", "100"],
    "python packaging/pictures.py": ["{folder}"],
}


def test_every_command_is_run_somewhere():
    assert set(NAMED) == {*EVERY_CHANGE, *HERE}
    checks = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [c for c in EVERY_CHANGE if f".venv/bin/{c}" not in checks] == []


@pytest.mark.parametrize("command", HERE)
def test_a_developer_s_command_works(command, tmp_path):
    _, script = command.split()
    more = [word.format(folder=tmp_path) for word in HERE[command]]
    done = subprocess.run(
        [sys.executable, script, *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    kept = (0, 1) if script == "tests/bench" else (0,)  # 1: a promise missed on a busy machine
    assert done.returncode in kept, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_pictures_of_readme_and_manual_are_there():
    pages = [ROOT / "README.md", *(ROOT / "resources" / "help").glob("*.md")]
    for page in pages:
        for target in re.findall(r"!\[[^]]*]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).is_file(), f"{page.name}: {target}"
