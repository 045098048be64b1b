"""What every page is given: the open desk and the ways to work with it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.config import Config
from desktop_app.ui.carrier import Carrier
from desktop_app.ui.changes import Changes
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import Notices

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

PAGES = ("home", "registering", "workers", "printing", "dues", "sending", "settings")


class Navigator(QObject):
    """Asks the window for another page."""

    asked = Signal(str, object)

    def go(self, page: str, **what: Any) -> None:
        """Show ``page`` (of :data:`PAGES`) and hand ``what`` to its ``open``.

        Known: ``registering(draft=id)``, ``registering(worker=id, field=key, why=text)``,
        ``workers(id=…)``, ``workers(filters=Filters)``, ``workers(text=…)``,
        ``workers(drafts=True)``, ``printing(ids=[…])``, ``printing(unprinted=True)``,
        ``dues(tab='cover'|'pay'|'history'|'due'|'sponsors'|'cash', ids=[…])``,
        ``sending(tab='hub'|'to'|'answer'|'lists')``,
        ``settings(tab='office'|'people'|'cash'|'backup'|'health'|'audit'|'about')``.
        """
        if page not in PAGES:
            raise ValueError(page)
        self.asked.emit(page, what)


@dataclass(frozen=True)
class UiContext:
    """The open desk, and jobs, changes, notices, carrier and navigation around it."""

    config: Config
    desk: "Desk"
    jobs: Jobs
    changes: Changes
    notices: Notices
    carrier: Carrier
    navigator: Navigator = field(default_factory=Navigator)
