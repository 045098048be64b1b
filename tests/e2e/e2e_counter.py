"""A counter on its own: registers one person after the other by the real command, until stopped.

``python e2e_counter.py DATA FIRST COUNT`` prints the command's own documents, one a person.
"""

import io
import json
import sys

from e2e_people import person

from desktop_app.__main__ import main


def serve(data: str, first: int, count: int) -> int:
    """Register people with the serials from ``first`` on; the last exit code."""
    code = 0
    for serial in range(first, first + count):
        given = json.dumps(person(serial)).encode()
        sys.stdin = io.TextIOWrapper(io.BytesIO(given))
        code = main(["--data", data, "--json", "register", "-"]) or code
    return code


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
