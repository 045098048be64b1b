"""One run of a command: the opened hub, and how the answer is given."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.hub.commands.arguments import Settings

if TYPE_CHECKING:
    from desktop_app.hub.database import Hub

SCHEMA = 1

DONE = 0
REFUSED = 1
PARTLY = 3


@dataclass(frozen=True, slots=True)
class Run:
    """What every command gets to work with."""

    settings: Settings

    @contextmanager
    def hub(
        self, *, name: str | None = None, sheet: Path | None = None, keep: bool = True
    ) -> Iterator["Hub"]:
        """The hub, made on first use, when the root sheet is written to ``sheet``; closed again
        whatever happens. Without ``keep`` a new hub waits with its sheet. Raises Refused.
        """
        from desktop_app.hub.commands import first

        hub = _opened(self.settings, name)
        try:
            if keep and (said := first.keep_sheet(hub, sheet or self.settings.data / first.SHEET)):
                self.complain([said])
            yield hub
        finally:
            hub.close()

    def say(self, document: Mapping[str, Any], lines: Iterable[str] = ()) -> None:
        """The answer: the document with ``--json``, else the lines."""
        if self.settings.json:
            print_document(document)
            return
        for line in lines:
            print(line)  # noqa: T201 - the command line's voice

    def complain(self, sentences: Iterable[str]) -> None:
        """What somebody has to know besides, on standard error, one line each."""
        for sentence in sentences:
            print(sentence, file=sys.stderr, flush=True)  # noqa: T201


def print_document(document: Mapping[str, Any]) -> None:
    """The one JSON document of a run, on standard output."""
    told = json.dumps({**document, "schema": SCHEMA}, ensure_ascii=False, default=str)
    print(told, flush=True)  # noqa: T201


def table(rows: Sequence[Sequence[str | None]]) -> Iterator[str]:
    """Lines with their columns under each other."""
    cells = [[cell or "-" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _opened(settings: Settings, name: str | None) -> "Hub":
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

    from desktop_app.hub.database import open_hub

    try:
        return open_hub(settings.data, settings.database, name=name)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        if settings.database is None:
            raise
        raise Refused("database_url") from None
    except OperationalError:
        raise Refused("database_away") from None
