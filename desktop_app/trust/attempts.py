"""Wrong tries in a row, counted in a small file so that starting anew does not help.

A try is counted before its answer is known and taken back when it was right: whoever stops the
program to escape the wait has been counted. It slows guessing at this computer; whoever carries
the files away meets Argon2 instead.
"""

import json
from contextlib import suppress
from pathlib import Path

from desktop_app.trust.errors import SlotsBusy
from desktop_app.trust.slotfile import locked, write_durably

FILE = "attempts"
_LONGEST = 15.0
_MOST = 1_000_000


def wait(failures: int) -> float:
    """Seconds to wait after so many wrong tries in a row: 0, ½, 1, 2, 4, 8, 15, 15 …"""
    return 0.0 if failures <= 0 else min(_LONGEST, 0.5 * 2.0 ** min(failures - 1, 8))


def begin(folder: Path, who: str) -> int:
    """Count one more try, and return how many wrong ones there were in a row before it.

    A folder that cannot be written is told by the store, not here. Raises SlotsBusy.
    """
    try:
        with locked(folder):
            tries = _load(folder)
            before = tries.get(who, 0)
            write_durably(folder / FILE, _text(tries | {who: min(before + 1, _MOST)}))
            return before
    except OSError:
        return _load(folder).get(who, 0)


def forget(folder: Path, who: str) -> None:
    """The right answer was given, or a new one set. Never stands in the way of it."""
    with suppress(OSError, SlotsBusy), locked(folder):
        tries = _load(folder)
        if tries.pop(who, None) is not None:
            write_durably(folder / FILE, _text(tries))


def _load(folder: Path) -> dict[str, int]:
    try:
        raw = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(raw, dict):
        return {}
    return {who: n for who, n in raw.items() if type(n) is int and 0 < n <= _MOST}


def _text(tries: dict[str, int]) -> bytes:
    return json.dumps(tries).encode("ascii")
