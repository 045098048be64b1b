"""Passwords and recovery codes: from the environment, a file or a prompt, never from an option."""

import os
import secrets
import sys
from pathlib import Path

from desktop_app.cli.arguments import Usage
from desktop_app.domain.findings import Refused
from desktop_app.text import _

#: A starting password: no letters or digits that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
#: More is no password but the wrong file.
_LONGEST = 4096


def password(file: Path | None) -> str:
    """The password of who acts: ``LOKET_PASSWORD``, the file, or asked. Raises Usage, Refused."""
    given = os.environ.get("LOKET_PASSWORD")
    if given is None and file is not None:
        given = first_line(file)
    if given is not None:
        return given
    return _asked(
        _("Password: "), _("No password: set LOKET_PASSWORD or use --password-file FILE.")
    )


def first_password(file: Path | None) -> str:
    """The password of an account that is being made, asked twice."""
    if os.environ.get("LOKET_PASSWORD") is None and file is None and _has_terminal():
        return _asked_twice()
    return password(file)


def new_password(file: Path | None) -> str | None:
    """A new password: ``LOKET_NEW_PASSWORD``, the file, or asked twice; None where it is none."""
    given = os.environ.get("LOKET_NEW_PASSWORD")
    if given is not None:
        return given
    if file is not None:
        return first_line(file)
    return _asked_twice() if _has_terminal() else None


def needed_new_password(file: Path | None, acting: Path | None) -> str:
    """The same, where one must be given: at last the password of who acts. Raises Usage."""
    given = new_password(file)
    if given is not None:
        return given
    if os.environ.get("LOKET_PASSWORD") is None and acting is None:
        raise Usage(_("No new password: set LOKET_NEW_PASSWORD or use --new-password-file FILE."))
    return password(acting)


def random_password() -> str:
    """A starting password that can be read out: three groups of four, 59 bits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _n in range(4)) for _g in range(3))
    return "-".join(groups)


def recovery_code(file: Path | None) -> str:
    """The recovery code: ``LOKET_RECOVERY``, the file, or asked. Raises Usage, Refused."""
    given = os.environ.get("LOKET_RECOVERY")
    if given is None and file is not None:
        given = first_line(file)
    if given is not None:
        return given
    return _asked(
        _("Recovery code: "),
        _("No recovery code: set LOKET_RECOVERY or use --recovery-file FILE."),
    )


def first_line(file: Path) -> str:
    """The first line of a small text file, without its line end. Raises Refused."""
    try:
        with file.open("rb") as opened:
            text = opened.read(_LONGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError):
        raise Refused("file_unreadable", None, file=file.name) from None
    return text.split("\n", 1)[0].rstrip("\r")


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(prompt: str, otherwise: str) -> str:
    if not _has_terminal():
        raise Usage(otherwise)
    import getpass

    return getpass.getpass(prompt)


def _asked_twice() -> str:
    import getpass

    new = getpass.getpass(_("New password: "))
    if getpass.getpass(_("The same once more: ")) != new:
        raise Refused("password_differs", "password")
    return new
