"""The page Pengaturan: its tabs, as far as the role may use them."""

from typing import Any

from PySide6.QtWidgets import QTabWidget

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.page import Page
from desktop_app.ui.pages.settings.about import AboutTab
from desktop_app.ui.pages.settings.audit import AuditTab
from desktop_app.ui.pages.settings.backup import BackupTab
from desktop_app.ui.pages.settings.cash import CashSwitchTab
from desktop_app.ui.pages.settings.health import HealthTab
from desktop_app.ui.pages.settings.look import LookTab
from desktop_app.ui.pages.settings.office import OfficeTab
from desktop_app.ui.pages.settings.people import PeopleTab
from desktop_app.ui.pages.settings.tab import Tab


class SettingsPage(Page):
    """``open(tab="office" | "look" | "people" | "cash" | "backup" | "health" |
    "audit" | "about")``."""

    kinds = frozenset(("office", "accounts", "backups"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Settings"))
        self.tabs = QTabWidget()
        self.by_name: dict[str, Tab] = {}
        practice = context.desk.office.practice
        for name, title, shown, made in (
            ("office", _("Office"), context.desk.may("office"), OfficeTab),
            ("look", _("Look of papers"), context.desk.may("office"), LookTab),
            ("people", _("People and roles"), not practice, PeopleTab),
            ("cash", _("Cash"), context.desk.may("office"), CashSwitchTab),
            ("backup", _("Backup"), context.desk.may("backup"), BackupTab),
            ("health", _("Check"), True, HealthTab),
            ("audit", _("What was done"), context.desk.may("audit"), AuditTab),
            ("about", _("About"), True, AboutTab),
        ):
            if shown:
                self.by_name[name] = made(context)
                self.tabs.addTab(self.by_name[name], title)
        self.body.addWidget(self.tabs)

    def open(self, **what: Any) -> None:
        """Show the tab asked for, where the role has it."""
        tab = self.by_name.get(what.get("tab", ""))
        if tab:
            self.tabs.setCurrentWidget(tab)

    def refresh(self) -> None:
        """Read again what the tab on screen shows."""
        shown = self.tabs.currentWidget()
        if isinstance(shown, Tab):
            shown.refresh()
