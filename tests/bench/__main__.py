"""The figures the program holds itself to, measured in one run.

    python tests/bench [--workers N] [saving searching printing cards starting … peers]

Each is a ratio to a peer taken in turns in the same run where there is one. Prints a Markdown
table; exit 1 where a promise was not kept. The environment must allow bytecode to be cached.
"""

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from measured import TABLE, row

MEASURES = (
    *("saving", "searching", "printing", "cards", "starting", "regions", "exchanging", "money"),
)
MORE = ("peers",)
"""Measured only when named: an environment of its own is fetched the first time."""
_WHICH = f"default: all but {', '.join(MORE)}"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Measures what the program promises.")
    parser.add_argument("measures", nargs="*", choices=[*MEASURES, *MORE, []], help=_WHICH)
    parser.add_argument("--workers", type=int, default=100_000, help="default: 100,000")
    given = parser.parse_args()
    print(TABLE, flush=True)
    kept = True
    for name in given.measures or MEASURES:
        with tempfile.TemporaryDirectory(prefix="loket-bench-") as folder:
            for figure in importlib.import_module(name).figures(Path(folder), given.workers):
                print(row(figure), flush=True)
                kept = kept and figure.good is not False
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
