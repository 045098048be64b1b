"""``loket``: the window without a command, else the command."""

import gc
import io
import os
import sys
from collections.abc import Sequence

from desktop_app import text
from desktop_app.cli import arguments
from desktop_app.config import Config


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``loket`` with these words (default: the process's own); returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    text.use(arguments.spoken(words, os.environ))
    config = None
    try:
        given = arguments.read(words)
        config = arguments.config(given, os.environ)
        if given.rest or "_LOKET_COMPLETE" in os.environ:
            from desktop_app.cli import main as commands

            code = commands.run(given, config, _open_window)
        else:
            from desktop_app.cli import window

            code = window.show(config, _open_window)
        sys.stdout.flush()
    except BaseException as error:
        if isinstance(error, SystemExit):
            return error.code if isinstance(error.code, int) else 0
        from desktop_app.cli import failures

        as_json = arguments.JSON in words
        return failures.report(error, config.data if config else None, as_json=as_json)
    return code


def _open_window(config: Config, practice: bool) -> int:
    gc.disable()  # until the first picture stands: nothing of what starting makes is garbage
    from desktop_app.ui.app import run

    return run(config, practice=practice)


def _speak_utf8() -> None:
    """UTF-8 in and out on every platform; what cannot be written is escaped, never fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = "strict" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)


if __name__ == "__main__":
    sys.exit(main())
