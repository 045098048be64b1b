"""Whatever goes wrong becomes one sentence and an exit code; no trace, no text of an exception."""

import sys

from desktop_app.domain.findings import Refused
from desktop_app.terminal.system import hush, of_system
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import print_document
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
        hush()
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
    refused = of_system(error) if isinstance(error, OSError) else error
    if isinstance(refused, Refused):
        from desktop_app.wording.sentences import sentence

        return refused.rule, sentence(refused), _CODES.get(refused.rule, FAILED)
    from desktop_app.hub.trace import log_unexpected

    log_unexpected(error)
    return (
        "unexpected",
        _("The program met something it does not know. Nothing half-done was kept."),
        FAILED,
    )
