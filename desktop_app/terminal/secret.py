"""Secrets: from the environment, a file or a prompt, never from an option."""

import os
import sys
from pathlib import Path

from desktop_app.domain.findings import Refused
from desktop_app.terminal.usage import Usage
from desktop_app.text import _

#: More is no secret but the wrong file.
_LONGEST = 4096


def given(variable: str, file: Path | None) -> str | None:
    """The secret in this environment variable, or in the file; None where neither is there."""
    told = os.environ.get(variable)
    return first_line(file) if told is None and file is not None else told


def first_line(file: Path) -> str:
    """The first line of a small text file, without its line end. Raises Refused."""
    try:
        with file.open("rb") as opened:
            text = opened.read(_LONGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError):
        raise Refused("file_unreadable", None, file=file.name) from None
    return text.split("\n", 1)[0].rstrip("\r")


def has_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def asked(prompt: str, otherwise: str) -> str:
    """What somebody types unseen. Raises Usage (``otherwise``) where nobody can be asked."""
    if not has_terminal():
        raise Usage(otherwise)
    import getpass

    return getpass.getpass(prompt)


def asked_twice() -> str:
    """A new password, typed twice. Raises Refused (``password_differs``)."""
    import getpass

    new = getpass.getpass(_("New password: "))
    if getpass.getpass(_("The same once more: ")) != new:
        raise Refused("password_differs", "password")
    return new
