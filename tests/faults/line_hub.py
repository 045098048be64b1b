"""A hub on loopback, for tests: as a process of its own, started, killed, asked by its commands;
or the same one in a thread of this process, where nothing is to be killed and time counts."""

import contextlib
import io
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_app import text
from desktop_app.hub import devices, log, serving
from desktop_app.hub.__main__ import main
from desktop_app.hub.app import make_app
from desktop_app.hub.database import open_hub

ROOT = Path(__file__).parents[2]
#: The longest that a hub is waited for, in seconds.
PATIENCE = 40
_ADDRESS = re.compile(rb"http://[^\s:/]+:(\d+)")


def environment(**more: str) -> dict[str, str]:
    """The surroundings of a child: nothing of this run's own settings, bytecode cached."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("LOKET_")
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


@dataclass
class Hub:
    """The hub in a folder. ``with Hub(folder) as hub`` serves it; it keeps its port."""

    data: Path
    port: int = 0
    child: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """All that the serving process said."""
        return self.data.with_name(self.data.name + ".log")

    def start(self) -> "Hub":
        """Serve; comes back when it answers."""
        with self.log.open("ab") as said:
            start = said.tell()
            self.child = subprocess.Popen(
                self.words("serve", "--port", self.port),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=environment(PYTHONUNBUFFERED="1"),
            )
        try:
            self.port = self._told(start)
        except BaseException:
            self.kill()
            raise
        return self

    def _told(self, start: int) -> int:
        """The port, which it says once it answers; ``start`` is where this run's words begin."""
        end = time.monotonic() + PATIENCE
        while not (told := _ADDRESS.search(self.log.read_bytes()[start:])):
            assert self.child is not None
            assert self.child.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < end, self.log.read_text("utf-8")
            time.sleep(0.01)
        return int(told[1])

    def kill(self) -> None:
        """No farewell."""
        if self.child is not None:
            self.child.kill()
            self.child.wait(PATIENCE)
            self.child = None

    def stop(self) -> int:
        """Asked to end; its exit code."""
        assert self.child is not None
        self.child.terminate()
        code = self.child.wait(PATIENCE)
        self.child = None
        return code

    def __enter__(self) -> "Hub":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()

    def words(self, *words: object) -> list[str]:
        """A whole command line."""
        program = [sys.executable, "-m", "desktop_app.hub", *map(str, words)]
        return [*program, "--data", str(self.data)]

    def __call__(self, *words: object, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of the hub, beside the serving process."""
        done = subprocess.run(
            self.words(*words),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            env=environment(LOKET_PASSWORD="kata-sandi-kabupaten", **more),
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def code(self, village: str) -> str:
        """An activation code for this village: alone on its line."""
        done = self("device", "code", "--village", village)
        assert done.returncode == 0, done.stderr
        (code,) = done.stdout.split()
        return code

    def rows(self, statement: str) -> list[tuple]:
        """What stands in its database; also while it serves. A statement that writes may."""
        hub = open_hub(self.data)
        try:
            with hub.write() as c:
                told = c.exec_driver_sql(statement)
                return [tuple(row) for row in told] if told.returns_rows else []
        finally:
            hub.close()

    def people(self, village: str = "") -> dict[str, str]:
        """Record id → head of every worker it counts, in this village or all."""
        return dict(
            self.rows(
                "SELECT id, head FROM record WHERE kind = 'worker'"
                f" AND '{village}' IN ('', village)"
            )
        )

    def get(self, path: str) -> bytes:
        """What it answers to a plain request."""
        with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:
            return answer.read()


@dataclass
class NearHub(Hub):
    """The same in a thread of this process."""

    _hub: "object | None" = field(default=None, repr=False)
    _thread: "threading.Thread | None" = field(default=None, repr=False)
    _server: "serving.uvicorn.Server | None" = field(default=None, repr=False)
    _patch: pytest.MonkeyPatch = field(default_factory=pytest.MonkeyPatch, repr=False)

    def start(self) -> "NearHub":
        """Serve; comes back when it answers."""
        self._patch.setattr(log, "write", lambda *_: None)  # the office's commands speak there
        self._hub = open_hub(self.data)
        ready = threading.Event()
        config = serving.uvicorn.Config(
            make_app(self._hub), log_config=None, lifespan="off", ws="none"
        )
        self._server = serving.uvicorn.Server(config)
        startup = self._server.startup

        async def told(sockets: object = None) -> None:
            await startup(sockets=sockets)
            ready.set()

        self._server.startup = told
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]})
        self._thread.start()
        assert ready.wait(PATIENCE)
        return self

    def kill(self) -> None:
        """It ends between two requests."""
        if self._thread is not None:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(PATIENCE)
            assert not self._thread.is_alive()
            self._hub.close()
            self._patch.undo()
            self._thread = None

    def stop(self) -> int:
        self.kill()
        return 0

    def code(self, village: str) -> str:
        """An activation code for this village."""
        return devices.new_code(self._hub, village, "")

    def __call__(self, *words: object, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of the hub in this process."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {"LOKET_PASSWORD": "kata-sandi-kabupaten", **more}.items():
                patch.setenv(name, value)
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main(self.words(*words)[3:])
        text.use("id")
        assert "Traceback" not in err.getvalue(), err.getvalue()
        return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())
