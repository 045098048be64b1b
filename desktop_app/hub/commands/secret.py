"""The hub's secrets: an officer's password, and the root code."""

from pathlib import Path

from desktop_app.terminal.secret import asked, asked_twice, given, has_terminal
from desktop_app.terminal.usage import Usage
from desktop_app.text import _


def new_password(file: Path | None) -> str:
    """A new password: ``LOKET_PASSWORD``, the file, or asked twice. Raises Usage, Refused."""
    told = given("LOKET_PASSWORD", file)
    if told is not None:
        return told
    if not has_terminal():
        raise Usage(_("No password: set LOKET_PASSWORD or use --password-file FILE."))
    return asked_twice()


def root_code(file: Path | None) -> str:
    """The root code: ``LOKET_ROOT_CODE``, the file, or asked. Raises Usage, Refused."""
    told = given("LOKET_ROOT_CODE", file)
    if told is not None:
        return told
    return asked(_("Root code: "), _("No root code: set LOKET_ROOT_CODE or use --root-file FILE."))
