"""Kiriman: the list to BPJS, its answer back, and the lists made before."""

from typing import Any

from PySide6.QtWidgets import QTabWidget

from desktop_app.text import _, p_
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.page import Page
from desktop_app.ui.pages.sending_answer import AnswerTab
from desktop_app.ui.pages.sending_lists import ListsTab
from desktop_app.ui.pages.sending_to import ToBpjsTab


class SendingPage(Page):
    """Three tabs. ``open(tab="to" | "answer" | "lists")``."""

    kinds = frozenset(("workers", "submissions"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, p_("page", "Send"))
        self.to, self.answer = ToBpjsTab(context), AnswerTab(context)
        self.lists = ListsTab(context)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.to, _("To BPJS"))
        self.tabs.addTab(self.answer, _("Answer of BPJS"))
        self.tabs.addTab(self.lists, _("Earlier lists"))
        self.body.addWidget(self.tabs)

    def open(self, **what: Any) -> None:
        """Show the tab asked for."""
        tabs = {"to": self.to, "answer": self.answer, "lists": self.lists}
        self.tabs.setCurrentWidget(tabs[what.get("tab", "to")])

    def refresh(self) -> None:
        """Read again who is ready and which lists there are."""
        self.to.refresh()
        self.lists.refresh()
