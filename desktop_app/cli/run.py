"""One run of a command: its settings, who acts, and how the answer is given."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli.arguments import Usage
from desktop_app.config import Config
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

SCHEMA = 1

DONE = 0
REFUSED = 1
PARTLY = 3


@dataclass(frozen=True, slots=True)
class Run:
    """What every command gets to work with."""

    config: Config
    json: bool = False
    user: str | None = None
    password_file: Path | None = None
    window: Callable[[Config, bool], int] = lambda _config, _practice: REFUSED
    """Opens the window; commands do not know it."""

    def named_user(self) -> str:
        """Who acts: ``--user`` or ``LOKET_USER``. Raises Usage where nobody is named."""
        name = self.user or os.environ.get("LOKET_USER")
        if not name:
            raise Usage(_("Say who you are: --user NAME, or set LOKET_USER."))
        return name

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """The opened office with the named user at it; closed again whatever happens."""
        from desktop_app.actions import access
        from desktop_app.cli import secret

        if access.office_state(self.config) == "absent":
            from desktop_app.store.errors import OfficeAbsent

            raise OfficeAbsent
        account = self.named_user()
        desk = access.unlock(self.config, account, secret.password(self.password_file))
        try:
            yield desk
        finally:
            desk.close()

    def say(self, document: Mapping[str, Any], lines: Iterable[str] = ()) -> None:
        """The answer: the document with ``--json``, else the lines."""
        if self.json:
            print_document(document)
            return
        for line in lines:
            print(line)  # noqa: T201 - the command line's voice

    def complain(self, sentences: Iterable[str]) -> None:
        """What went wrong, on standard error, one line each."""
        for sentence in sentences:
            print(sentence, file=sys.stderr)  # noqa: T201


def print_document(document: Mapping[str, Any]) -> None:
    """The one JSON document of a run, on standard output."""
    print(json.dumps({**document, "schema": SCHEMA}, ensure_ascii=False, default=str))  # noqa: T201


def table(rows: Sequence[Sequence[str | None]]) -> Iterator[str]:
    """Lines with their columns under each other."""
    cells = [[cell or "-" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
