"""One run of a command: the opened hub, and how the answer is given."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.findings import Refused
from desktop_app.hub.commands.arguments import Settings
from desktop_app.terminal import voice

if TYPE_CHECKING:
    from desktop_app.hub.database import Hub


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
        voice.say(document, lines, as_json=self.settings.json)

    def complain(self, sentences: Iterable[str]) -> None:
        """What somebody has to know besides, on standard error, one line each."""
        voice.complain(sentences)


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
