"""``loket-hub``: the regency office's program."""

import io
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from desktop_app import text
from desktop_app.text import _

#: What the extra ``hub`` installs, and the office's program has not.
NEEDED = ("fastapi", "uvicorn", "prometheus_client")


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``loket-hub`` with these words (default: the process's own); returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    from desktop_app.hub.commands import arguments

    text.use(arguments.spoken(words, os.environ))
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        print(_without(missing), file=sys.stderr)  # noqa: T201 - the command line's voice
        return 1
    try:
        settings, rest = arguments.read(words, os.environ)
        from desktop_app.hub.commands import main as commands

        code = commands.run(settings, rest)
        sys.stdout.flush()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except BaseException as error:
        from desktop_app.hub.commands import failures

        return failures.report(error, as_json=arguments.JSON in words)
    return code


def _without(missing: Sequence[str]) -> str:
    return _(
        "The regency office's program needs the extra “hub”, which is not installed "
        "({missing}): pip install 'loket-desa[hub]'."
    ).format(missing=", ".join(missing))


def _speak_utf8() -> None:
    """UTF-8 in and out on every platform; what cannot be written is escaped, never fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = "strict" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)


if __name__ == "__main__":
    sys.exit(main())
