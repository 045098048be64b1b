"""From the start of the process to the log-in window, and what the open desk holds in memory."""

import os
import subprocess
import sys
from pathlib import Path

from crowd import make
from measured import Figure, median, timed

TURNS = 9


def process(*words: str) -> str:
    """Runs ``window.py`` offscreen with cached bytecode; what it printed."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, str(Path(__file__).with_name("window.py")), *words]
    done = subprocess.run(
        command,
        env={**env, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def figures(folder: Path, count: int) -> list[Figure]:
    """Start against a bare QMainWindow, in turns; then memory."""
    data = str(folder / "data")
    make(folder / "data", count).close()
    ours, theirs = [], []
    for _ in range(TURNS + 1):
        ours.append(timed(lambda: process("login", data)))
        theirs.append(timed(lambda: process("bare")))
    ratio = median(ours[1:]) / median(theirs[1:])
    held = float(process("desk", data))
    return [
        Figure(
            "start to the log-in window against a bare QMainWindow",
            f"{ratio:.2f}× ({median(ours[1:]):.0f} ms; bare {median(theirs[1:]):.0f} ms)",
            "at most 2×",
            ratio <= 2,
        ),
        Figure(
            f"memory of the window with {count:,} workers",
            f"{held:.0f} MB",
            "under 240 MB",
            held < 240,
        ),
    ]
