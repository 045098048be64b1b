"""Why a paper is printed a second time. A second copy in the same run is no reprint."""

from desktop_app.domain.fields import tidy
from desktop_app.domain.findings import Refused

#: The reasons that have a word of their own; anything else is what the clerk wrote.
REASONS = ("damaged", "lost", "changed", "misprint")
#: A command that writes a file again without saying why.
FILE = "file"
LONGEST = 120


def reason(given: str | None) -> str:
    """The reason as it is kept: one of the known ones or a line of text; empty where none is
    given. Raises Refused ``reprint_reason`` for what is no line or too long."""
    told = tidy(given) if given else ""
    if told is None or len(told) > LONGEST:
        raise Refused("reprint_reason", "reason", why="long", most=LONGEST)
    return told
