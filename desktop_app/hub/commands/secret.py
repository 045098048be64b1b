"""Passwords and the root code: from the environment, a file or a prompt, never from an option."""

import os
import sys
from pathlib import Path

from desktop_app.domain.findings import Refused
from desktop_app.hub.commands.arguments import Usage
from desktop_app.text import _

#: More is no password but the wrong file.
_LONGEST = 4096


def new_password(file: Path | None) -> str:
    """A new password: ``LOKET_PASSWORD``, the file, or asked twice. Raises Usage, Refused."""
    given = _given("LOKET_PASSWORD", file)
    if given is not None:
        return given
    _needs_terminal(_("No password: set LOKET_PASSWORD or use --password-file FILE."))
    import getpass

    new = getpass.getpass(_("New password: "))
    if getpass.getpass(_("The same once more: ")) != new:
        raise Refused("password_differs", "password")
    return new


def root_code(file: Path | None) -> str:
    """The root code: ``LOKET_ROOT_CODE``, the file, or asked. Raises Usage, Refused."""
    given = _given("LOKET_ROOT_CODE", file)
    if given is not None:
        return given
    _needs_terminal(_("No root code: set LOKET_ROOT_CODE or use --root-file FILE."))
    import getpass

    return getpass.getpass(_("Root code: "))


def _given(variable: str, file: Path | None) -> str | None:
    told = os.environ.get(variable)
    return _first_line(file) if told is None and file is not None else told


def _first_line(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            text = opened.read(_LONGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError):
        raise Refused("file_unreadable", None, file=file.name) from None
    return text.split("\n", 1)[0].rstrip("\r")


def _needs_terminal(otherwise: str) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise Usage(otherwise)
