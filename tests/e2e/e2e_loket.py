"""The command on one office: in this process, or as a process of its own."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from command_result import Result

from desktop_app import text
from desktop_app.__main__ import main
from desktop_app.cli import arguments
from desktop_app.config import Config

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
CLERK = {"LOKET_USER": "siti", "LOKET_PASSWORD": "rahasia-siti"}


@dataclass
class Loket:
    """Runs the command on one office: ``loket("show", nik).doc``."""

    data: Path
    desk_of: dict[str, str] = field(default_factory=lambda: dict(CLERK))
    now: list[datetime] = field(default_factory=lambda: [NOW])

    def __call__(
        self, *words: object, stdin: bytes = b"", json: bool = True, **environment: str
    ) -> Result:
        """Run it in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _n in range(2))
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {**self.desk_of, **environment}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setattr(arguments, "Config", partial(Config, now=lambda: self.now[0]))
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main(self.words(words, json))
        text.use("id")
        said, complained = (_read(stream) for stream in (out, err))
        assert "Traceback" not in complained
        if json and code == 1 and said.startswith('{"error"'):
            assert len(complained.splitlines()) == 1, "a refusal is one line"
        assert not (self.data / "log").exists(), (self.data / "log" / "loket.log").read_text()
        return Result(code, said, complained)

    def words(self, words: tuple[object, ...], json: bool = True) -> list[str]:
        """The whole line, with the office's folder."""
        return ["--data", str(self.data), *(["--json"] if json else []), *map(str, words)]

    def start(
        self, *words: object, before: tuple[str, ...] = (), **environment: str
    ) -> subprocess.Popen[bytes]:
        """The same as a process of its own, running."""
        program = [*before, sys.executable, "-m", "desktop_app", *self.words(words)]
        return started(program, {"LOKET_DATE": "2026-11-23", **self.desk_of, **environment})

    def process(
        self, *words: object, stdin: bytes = b"", before: tuple[str, ...] = (), **environment: str
    ) -> Result:
        """The same as a process of its own, ended."""
        running = self.start(*words, before=before, **environment)
        out, err = running.communicate(stdin, timeout=60)
        assert b"Traceback" not in err
        return Result(running.returncode, out.decode(), err.decode())

    def register(self, *people: Any, keep: bool = False) -> Result:
        """Register from standard input."""
        given = list(people) if len(people) != 1 else people[0]
        words = ["register", "-", *(["--keep"] if keep else [])]
        return self(*words, stdin=json.dumps(given).encode())

    def edit(self, identifier: str, **changes: Any) -> Result:
        """Change somebody from standard input."""
        return self("edit", identifier, "-", stdin=json.dumps(changes).encode())

    def everybody(self) -> dict[str, dict]:
        """Every ``show`` document by NIK, read from the register's export order."""
        from desktop_app.actions import access, finding
        from desktop_app.cli import words
        from desktop_app.store.summary import Filters

        desk = access.unlock(Config(self.data, now=lambda: self.now[0]), "siti", "rahasia-siti")
        try:
            ids = finding.ids(desk, Filters())
            shown = (words.person(desk, finding.find_one(desk, one)) for one in ids)
            return {one["nik"]: one for one in shown}
        finally:
            desk.close()


def started(program: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child with the office's environment and pipes to talk through."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**kept, **environment},
    )


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]
