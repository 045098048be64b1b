"""One run of a command: its settings, who acts, and how the answer is given."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.config import Config
from desktop_app.terminal import voice
from desktop_app.terminal.usage import Usage
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class Run:
    """What every command gets to work with."""

    config: Config
    json: bool = False
    user: str | None = None
    password_file: Path | None = None
    window: Callable[[Config, bool], int] = lambda _config, _practice: voice.REFUSED
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
        voice.say(document, lines, as_json=self.json)

    def complain(self, sentences: Iterable[str]) -> None:
        """What went wrong, on standard error, one line each."""
        voice.complain(sentences)
