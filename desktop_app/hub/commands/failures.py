"""Whatever goes wrong becomes one sentence and an exit code; no trace, no text of an exception."""

import errno
import os
import sys
from pathlib import Path

from desktop_app.domain.findings import Refused
from desktop_app.hub.commands.arguments import Usage
from desktop_app.hub.commands.run import print_document
from desktop_app.text import _

FAILED, WRONG_USAGE, NOT_ALLOWED, DAMAGED = 1, 2, 5, 6
#: Rules with an exit code of their own.
_CODES = {
    "root_code": NOT_ALLOWED,
    "damaged": DAMAGED,
    "hub_key_file": DAMAGED,
    "newer_version": DAMAGED,
}


def report(error: BaseException, *, as_json: bool) -> int:
    """Say what went wrong, on both channels where JSON is wanted; returns the exit code."""
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more
        return FAILED
    rule, message, code = told(error)
    if as_json:
        print_document({"error": {"rule": rule, "message": message}})
    print(message, file=sys.stderr)  # noqa: T201 - the command line's voice
    return code


def told(error: BaseException) -> tuple[str, str, int]:
    """Rule, sentence and exit code of what was raised."""
    if isinstance(error, Usage):
        return error.rule, str(error), WRONG_USAGE
    if isinstance(error, KeyboardInterrupt | EOFError):
        return "interrupted", _("Stopped. What was not reported as done is not done."), FAILED
    refused = error if isinstance(error, Refused) else _of_system(error)
    if refused is not None:
        from desktop_app.wording.sentences import sentence

        return refused.rule, sentence(refused), _CODES.get(refused.rule, FAILED)
    from desktop_app.hub.trace import log_unexpected

    log_unexpected(error)
    return (
        "unexpected",
        _("The program met something it does not know. Nothing half-done was kept."),
        FAILED,
    )


def _of_system(error: BaseException) -> Refused | None:
    """The refusal that says what the system refused, or None for what has no sentence."""
    if not isinstance(error, OSError):
        return None
    name = Path(os.fsdecode(error.filename)).name if error.filename else ""
    if error.errno == errno.ENOSPC:
        return Refused("disk_full", None, path=name)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Refused("read_only", None, path=name, folder=name)
    if error.errno in (errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG):
        return Refused("file_unreadable", None, path=name, file=name)
    return None
