"""The practice office's regency: a real hub of its own, a process on this PC, for practice only.

It ends with the program that began it, whatever becomes of that: it holds on to our end of its
standard input.
"""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from desktop_app.domain.findings import Refused

#: What the hub's extra brings.
_NEEDS = ("fastapi", "uvicorn", "prometheus_client")
_PROGRAM = (sys.executable, "-m", "desktop_app.hub")
NAME = "Kabupaten Latihan"
#: Seconds a command of the hub may take, and its end.
_PATIENCE, _END = 60, 15


def available() -> bool:
    """Whether this installation has what a hub needs."""
    return all(find_spec(name) for name in _NEEDS)


@dataclass
class PracticeHub:
    """A running hub. Stop it."""

    folder: Path
    url: str
    _process: "subprocess.Popen[str]" = field(repr=False)

    @staticmethod
    def start(folder: Path) -> "PracticeHub":
        """Begin it on any free port of this PC. Raises Refused (``practice_hub``)."""
        command = [*_PROGRAM, "serve", "--data", str(folder), "--port", "0", "--name", NAME]
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--with-parent"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=_environment(),
        )
        url = process.stdout.readline().strip() if process.stdout else ""
        hub = PracticeHub(folder, url, process)
        if not url.startswith("http://"):
            hub.stop()
            raise Refused("practice_hub")
        return hub

    def say(self, *arguments: str) -> str:
        """One command to this hub, as its officer would give it; what it printed.

        Raises Refused (``practice_hub``) where it failed.
        """
        done = subprocess.run(  # noqa: S603 - our own program
            [*_PROGRAM, *arguments, "--data", str(self.folder)],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            env=_environment(),
            check=False,
        )
        if done.returncode not in (0, 3):
            raise Refused("practice_hub")
        return done.stdout.strip()

    def code(self, village: str) -> str:
        """A fresh activation code."""
        return self.say("device", "code", "--village", village)

    def stop(self) -> None:
        """End it and wait for that. Twice is once."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _environment() -> dict[str, str]:
    """Ours, without what names another hub or another office."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LOKET_")}
    return {**kept, "PYTHONUTF8": "1"}
