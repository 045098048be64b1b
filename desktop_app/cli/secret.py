"""Passwords and recovery codes: from the environment, a file or a prompt, never from an option."""

import os
import secrets
from pathlib import Path

from desktop_app.terminal.secret import asked, asked_twice, given, has_terminal
from desktop_app.terminal.usage import Usage
from desktop_app.text import _

#: A starting password: no letters or digits that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def password(file: Path | None) -> str:
    """The password of who acts: ``LOKET_PASSWORD``, the file, or asked. Raises Usage, Refused."""
    told = given("LOKET_PASSWORD", file)
    if told is not None:
        return told
    return asked(_("Password: "), _("No password: set LOKET_PASSWORD or use --password-file FILE."))


def first_password(file: Path | None) -> str:
    """The password of an account that is being made, asked twice."""
    if os.environ.get("LOKET_PASSWORD") is None and file is None and has_terminal():
        return asked_twice()
    return password(file)


def new_password(file: Path | None) -> str | None:
    """A new password: ``LOKET_NEW_PASSWORD``, the file, or asked twice; None where it is none."""
    told = given("LOKET_NEW_PASSWORD", file)
    if told is None and has_terminal():
        return asked_twice()
    return told


def needed_new_password(file: Path | None, acting: Path | None) -> str:
    """The same, where one must be given: at last the password of who acts. Raises Usage."""
    told = new_password(file)
    if told is not None:
        return told
    if os.environ.get("LOKET_PASSWORD") is None and acting is None:
        raise Usage(_("No new password: set LOKET_NEW_PASSWORD or use --new-password-file FILE."))
    return password(acting)


def random_password() -> str:
    """A starting password that can be read out: three groups of four, 59 bits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _n in range(4)) for _g in range(3))
    return "-".join(groups)


def recovery_code(file: Path | None) -> str:
    """The recovery code: ``LOKET_RECOVERY``, the file, or asked. Raises Usage, Refused."""
    told = given("LOKET_RECOVERY", file)
    if told is not None:
        return told
    return asked(
        _("Recovery code: "),
        _("No recovery code: set LOKET_RECOVERY or use --recovery-file FILE."),
    )
