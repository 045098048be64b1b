"""Iuran: who is covered, paying, what was paid, what lapses, sponsors, cash at the counter."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_app.text import _, p_
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.dues.cash import CashTab
from desktop_app.ui.pages.dues.cover import CoverTab
from desktop_app.ui.pages.dues.due import DueTab
from desktop_app.ui.pages.dues.history import HistoryTab
from desktop_app.ui.pages.dues.paying import PayTab
from desktop_app.ui.pages.dues.sponsors import SponsorsTab
from desktop_app.ui.pages.page import Page


class Leaf(QWidget):
    """A tab that is built when it is first looked at, and reads (``refresh``) when it is due."""

    def __init__(self, make: Callable[[], Any]) -> None:
        super().__init__()
        self._make = make
        self.inside: Any = None
        self.due = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def open(self) -> Any:
        """The tab itself, read again where something changed since."""
        if self.inside is None:
            self.inside = self._make()
            if layout := self.layout():
                layout.addWidget(self.inside)
        if self.due:
            self.due = False
            self.inside.refresh()
        return self.inside


class DuesPage(Page):
    """``open(tab="cover" | "pay" | "history" | "due" | "sponsors" | "cash", ids=[…])``."""

    kinds = frozenset(("payments", "sponsors", "deposits", "workers", "submissions", "office"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, p_("page", "Dues"))
        self.tabs = QTabWidget()
        self.leaves: dict[str, Leaf] = {}
        may_pay = context.desk.may("pay")
        for name, word, shown, make in (
            ("cover", _("Period of cover"), True, self._cover),
            ("pay", _("Pay"), may_pay, lambda: PayTab(context)),
            ("history", _("Payments recorded"), True, lambda: HistoryTab(context)),
            ("due", _("Due"), True, self._due_tab),
            ("sponsors", _("Sponsors"), True, lambda: SponsorsTab(context)),
            ("cash", _("Cash at the counter"), True, lambda: CashTab(context)),
        ):
            if shown:
                self.leaves[name] = Leaf(make)
                self.tabs.addTab(self.leaves[name], word)
        self.tabs.currentChanged.connect(lambda _at: self._show_leaf())
        self.tabs.tabBarClicked.connect(lambda _at: QTimer.singleShot(0, self, self._focus))
        self.body.addWidget(self.tabs)

    def tab(self, name: str) -> Any:
        """The tab of this name, built where it was not yet. KeyError where the role has none."""
        return self.leaves[name].open()

    def open(self, **what: Any) -> None:
        """Show the tab asked for, where the role has it; ``ids`` are the people it is about."""
        if leaf := self.leaves.get(what.get("tab", "")):
            self.tabs.setCurrentWidget(leaf)
            inside = leaf.open()
            if hasattr(inside, "open"):
                inside.open(**what)
        self._focus()

    def refresh(self) -> None:
        """Read the tab on screen again, the others when they are looked at."""
        for leaf in self.leaves.values():
            leaf.due = True
        self._show_leaf()

    def _show_leaf(self) -> None:
        if isinstance(leaf := self.tabs.currentWidget(), Leaf) and self.isVisible():
            leaf.open()

    def _focus(self) -> None:
        leaf = self.tabs.currentWidget()
        inside = leaf.inside if isinstance(leaf, Leaf) else None
        if inside is not None and hasattr(inside, "focus_first"):
            inside.focus_first()

    def _cover(self) -> QWidget:
        made = CoverTab(self.context)
        made.pay.connect(self._pay)
        return made

    def _due_tab(self) -> QWidget:
        made = DueTab(self.context)
        made.pay.connect(self._pay)
        return made

    def _pay(self, ids: list[str]) -> None:
        self.open(tab="pay", ids=ids)
