"""The frame of the desk: pages at the left, the office above, what would be lost below."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ui.carrier import Carrier
from desktop_app.ui.changes import Changes
from desktop_app.ui.context import PAGES, UiContext
from desktop_app.ui.foot import Foot
from desktop_app.ui.header import Header, PracticeRibbon
from desktop_app.ui.idle import IdleWatch
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import Notices, sentence
from desktop_app.ui.pages.page import Page
from desktop_app.ui.sidebar import Sidebar
from desktop_app.ui.widgets.clock import ClockBar

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

_CLASSES = {
    "home": ("home", "HomePage"),
    "registering": ("registering", "RegisteringPage"),
    "workers": ("workers", "WorkersPage"),
    "printing": ("printing", "PrintingPage"),
    "dues": ("dues.page", "DuesPage"),
    "sending": ("sending", "SendingPage"),
    "settings": ("settings.page", "SettingsPage"),
}


def page_class(name: str) -> Callable[[UiContext], Page]:
    """The class of a page, imported when it is first shown."""
    module, class_name = _CLASSES[name]
    made: Callable[[UiContext], Page] = getattr(
        import_module(f"desktop_app.ui.pages.{module}"), class_name
    )
    return made


class DeskFrame(QWidget):
    """Navigation only: pages own their work. A page is built when it is first asked for."""

    locked = Signal()
    left = Signal()
    looked = Signal(str, str)
    practice_over = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, changes: Changes) -> None:
        super().__init__()
        carrier = Carrier(desk, jobs, changes, parent=self)
        self.context = UiContext(desk.config, desk, jobs, changes, Notices(self), carrier)
        self._pages: dict[str, Page] = {}
        self.page_shown = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        practice = desk.office.practice
        self.ribbon = PracticeRibbon() if practice else None
        if self.ribbon:
            self.ribbon.over.connect(self.practice_over)
            outer.addWidget(self.ribbon)
        self.sidebar = Sidebar(self._visible_pages())
        self.header = Header(desk)
        self.foot = Foot(self.context)
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addLayout(right, 1)
        outer.addLayout(middle, 1)
        outer.addWidget(self.foot)
        self.sidebar.asked.connect(self.show_page)
        self.header.locked.connect(self.locked)
        self.header.left.connect(self.left)
        self.header.looked.connect(self.looked)
        self.header.settings.connect(lambda tab: self.show_page("settings", {"tab": tab}))
        self.context.navigator.asked.connect(self.show_page)
        jobs.failed.connect(self.context.notices.trouble)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._search)
        self._new = QShortcut(QKeySequence("Ctrl+N"), self)
        self._new.activated.connect(lambda: self.show_page("registering", {"new": True}))
        self._idle = None if practice else IdleWatch(self)
        if self._idle:
            self._idle.idle.connect(self.locked)
        self._column = right
        self._clock: ClockBar | None = None
        self._look_at_clock()
        jobs.long(self, lambda _step, _stop: self._daily_backup(), changes=("backups",))
        carrier.begin()

    def _visible_pages(self) -> tuple[str, ...]:
        needs = {"registering": "register", "sending": "submit", "printing": "print"}
        may = self.context.desk.may
        return tuple(page for page in PAGES if page not in needs or may(needs[page]))

    def show_page(self, name: str, what: dict[str, Any] | None = None) -> None:
        """Show the page and hand it what was asked for."""
        if name not in self._pages:
            page = page_class(name)(self.context)
            self._pages[name] = page
            self.stack.addWidget(page)
        self.page_shown = name
        self.sidebar.mark(name)
        # on its own page the key empties the form
        self._new.setEnabled(name != "registering" and self.context.desk.may("register"))
        self.stack.setCurrentWidget(self._pages[name])
        if what:
            self._pages[name].open(**what)

    def page(self, name: str) -> Page | None:
        """The page of this name, if it was shown already."""
        return self._pages.get(name)

    def _look_at_clock(self) -> None:
        """Ask for today's date before anything is dated by a clock that cannot be right."""
        desk = self.context.desk

        def ask(error: Exception) -> None:
            if getattr(error, "rule", "") != "clock":
                self.context.notices.trouble(error)
                return
            self._clock = ClockBar(sentence(error), desk.config.today())
            self._clock.confirmed.connect(self._say_today)
            self._column.insertWidget(1, self._clock)

        self.context.jobs.read(
            self, lambda _stop: desk.check_clock(), lambda _doubt: None, failed=ask
        )

    def _say_today(self, today: date) -> None:
        self.context.desk.say_today(today)
        if self._clock:
            self._clock.deleteLater()
            self._clock = None
        self._look_at_clock()

    def _search(self) -> None:
        self.show_page("workers", {"search": True})

    def _daily_backup(self) -> None:
        from desktop_app.actions import keeping

        keeping.daily_backup(self.context.desk)

    def awake(self) -> None:
        """The person is back after a lock."""
        if self._idle:
            self._idle.restart()

    def shut(self) -> None:
        """Stop watching and let every page keep what was typed; the frame is about to go."""
        for page in self._pages.values():
            page.leave()
        if self._idle:
            self._idle.stop()
        self.context.carrier.shut()
        self.context.jobs.failed.disconnect(self.context.notices.trouble)
