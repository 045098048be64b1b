"""Where something unexpected happened, without a value: the text of an error may name a person."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path


def log_unexpected(error: BaseException) -> None:
    """One line on standard error: the kind of error and the places in the code."""
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {type(error).__name__} {places}"
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the hub's log
