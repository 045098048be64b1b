"""Kiriman: to the regency office, to BPJS and its answer, and the lists made before."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop_app.text import _, p_
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.page import Page
from desktop_app.ui.pages.sending_answer import AnswerTab
from desktop_app.ui.pages.sending_hub import ToHubTab
from desktop_app.ui.pages.sending_lists import ListsTab
from desktop_app.ui.pages.sending_to import ToBpjsTab


class SendingPage(Page):
    """Four tabs. ``open(tab="hub" | "to" | "answer" | "lists")``."""

    kinds = frozenset(("workers", "submissions", "hub"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, p_("page", "Send"))
        self.hub = ToHubTab(context) if context.desk.may("send") else None
        self.to, self.answer = ToBpjsTab(context), AnswerTab(context)
        self.lists = ListsTab(context)
        self.tabs = QTabWidget()
        self.by_name: dict[str, QWidget] = {}
        for name, word, tab in (
            ("hub", _("To the regency office"), self.hub),
            ("to", _("To BPJS"), self.to),
            ("answer", _("Answer of BPJS"), self.answer),
            ("lists", _("Earlier lists"), self.lists),
        ):
            if tab:
                self.by_name[name] = tab
                self.tabs.addTab(tab, word)
        if not context.carrier.enrolled:  # an office without one begins where its work is
            self.tabs.setCurrentWidget(self.to)
        self.tabs.tabBarClicked.connect(lambda _at: QTimer.singleShot(0, self, self._focus))
        self.body.addWidget(self.tabs)

    def open(self, **what: Any) -> None:
        """Show the tab asked for, where the role has it."""
        if tab := self.by_name.get(what.get("tab", "")):
            self.tabs.setCurrentWidget(tab)
        self._focus()

    def _focus(self) -> None:
        if self.hub and self.tabs.currentWidget() is self.hub:
            self.hub.focus_first()

    def refresh(self) -> None:
        """Read again who is ready, what waits and which lists there are."""
        if self.hub:
            self.hub.refresh()
        self.to.refresh()
        self.lists.refresh()
