"""Whatever goes wrong becomes one sentence and an exit code; no trace, no text of an exception."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.findings import Refused
from desktop_app.terminal.system import hush, of_system
from desktop_app.terminal.usage import Usage
from desktop_app.terminal.voice import print_document
from desktop_app.text import _

FAILED = 1
UNREACHABLE = 4
NOT_ALLOWED = 5
DAMAGED = 6
#: What is wrong with the place and not with the office in it: nothing was done, nothing is lost.
NOT_DAMAGED = ("office_absent", "network_folder", "synced_folder", "read_only", "disk_full")
#: The log is started anew beyond this size, in bytes.
LOG_SIZE = 256_000


def report(error: BaseException, data: Path | None, *, as_json: bool) -> int:
    """Say what went wrong, on both channels where JSON is wanted; returns the exit code."""
    if isinstance(error, BrokenPipeError):
        hush()
        return FAILED
    rule, message, code = told(error, data)
    if as_json:
        print_document({"error": {"rule": rule, "message": message}})
    print(message, file=sys.stderr)  # noqa: T201 - the command line's voice
    return code


def told(error: BaseException, data: Path | None) -> tuple[str, str, int]:
    """Rule, sentence and exit code of what was raised."""
    if isinstance(error, Usage):
        return error.rule, str(error), error.code
    if isinstance(error, KeyboardInterrupt | EOFError):
        return "interrupted", _("Stopped. What was not reported as saved is not saved."), FAILED
    code = _known(error)
    if code is not None:
        from desktop_app.wording.sentences import sentence

        return error.rule, sentence(error), code  # type: ignore[attr-defined,arg-type]
    if isinstance(error, OSError) and (refused := of_system(error)):
        return told(refused, data)
    _log(error, data)
    return "unexpected", _unexpected(data), FAILED


def _known(error: BaseException) -> int | None:
    """The exit code of an error that has a sentence of its own."""
    if isinstance(error, Refused):
        from desktop_app.sync.errors import HubUnreachable

        return UNREACHABLE if isinstance(error, HubUnreachable) else FAILED
    from desktop_app.store.errors import StoreTrouble
    from desktop_app.trust.errors import TrustTrouble, WrongCode, WrongPassword

    if isinstance(error, WrongPassword | WrongCode) or getattr(error, "rule", "") == "not_allowed":
        return NOT_ALLOWED
    if not isinstance(error, StoreTrouble | TrustTrouble):
        return None
    return FAILED if error.rule in NOT_DAMAGED else DAMAGED


def _unexpected(data: Path | None) -> str:
    if data is not None and data.is_dir():
        return _(
            "The program met something it does not know. Nothing half-done was kept. "
            "Where it happened stands in {file}."
        ).format(file=data / "log" / "loket.log")
    return _("The program met something it does not know. Nothing half-done was kept.")


def _log(error: BaseException, data: Path | None) -> None:
    """The places in the code, and no value: the text of an error may name a person."""
    if data is None or not data.is_dir():
        return
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    lines = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {type(error).__name__}", *places, ""]
    log = data / "log" / "loket.log"
    try:
        log.parent.mkdir(mode=0o700, exist_ok=True)
        mode = "a" if log.exists() and log.stat().st_size < LOG_SIZE else "w"
        with log.open(mode, encoding="utf-8") as out:
            out.write("\n".join(lines))
    except OSError:
        return  # a full or read-only disk must not hide the sentence
