"""*Titipan*: cash at the counter. Off, it says what is done instead; on, it is taken, listed by
days and holder, handed over together, given back, and counted on the daily sheet."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.dues.cash_held import HeldPanel
from desktop_app.ui.pages.dues.cash_taking import TakingPanel
from desktop_app.ui.pages.dues.paper_out import PaperOut
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.store.deposits import HeldDeposit


class Counter(NamedTuple):
    """Whether cash is taken, and what is held."""

    on: bool
    held: "list[HeldDeposit]"


def read_counter(desk: "Desk") -> Counter:
    """Read both. For a lane."""
    from desktop_app.actions import cash

    return Counter(cash.enabled(desk), cash.held(desk))


def sheet(desk: "Desk", day: date) -> bytes:
    """The daily cash sheet. For a lane."""
    from desktop_app.actions import letters

    return letters.cash_sheet(desk, day)


class CashTab(QWidget):
    """Above whether cash is taken; then the counter, what is held, and the sheet of a day."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 24)
        column.setSpacing(16)
        outer.addWidget(scrolling(column))
        self.off = _Off(context)
        self.taking = TakingPanel(context)
        self.held = HeldPanel(context)
        self.sheet = _Sheet(context)
        for part in (self.off, self.taking, self.held, self.sheet):
            column.addWidget(part)
        column.addStretch(1)
        self.taking.took.connect(self.refresh)
        self.held.done.connect(self.refresh)
        self.taking.setVisible(context.desk.may("pay"))
        self.off.hide()
        self.held.hide()
        self.sheet.hide()

    def open(self, **what: Any) -> None:
        """Choose the person asked for (``ids``), where it is one."""
        ids = list(what.get("ids") or ())
        if len(ids) == 1:
            self.taking.put(ids[0])

    def focus_first(self) -> None:
        """Where the clerk begins."""
        self.taking.person.control.setFocus()

    def refresh(self) -> None:
        """Read again whether cash is taken and what is held."""
        desk, jobs = self.context.desk, self.context.jobs
        jobs.read(self, lambda _stop: read_counter(desk), self._show, topic="cash")

    def showEvent(self, event: QShowEvent) -> None:
        """Read when shown."""
        super().showEvent(event)
        self.refresh()

    def _show(self, counter: Counter) -> None:
        self.off.setVisible(not counter.on)
        self.taking.show_enabled(counter.on)
        self.held.show_held(counter.held)
        for part in (self.held, self.sheet):  # what is held stays to be seen when it is off
            part.setVisible(counter.on or bool(counter.held))


class _Off(texts.Panel):
    """Cash is not taken: why, what is done instead, and how that is changed."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            _("No cash is taken at this counter"),
            _(
                "People pay BPJS Ketenagakerjaan themselves: choose the person and the months "
                "below and print the sheet “How to pay”, with NIK, sum and the places to pay at."
            ),
        )
        if not context.desk.may("office"):
            hint = _("If this office is to take cash, the administrator can switch it on.")
            self.body.addWidget(texts.muted(hint))
            return
        row = QHBoxLayout()
        hint = _("As the administrator you can switch it on in the settings.")
        row.addWidget(texts.muted(hint), 1)
        self.way = button(
            _("To the settings"),
            lambda: context.navigator.go("settings", tab="cash"),
            icon_name="settings",
        )
        row.addWidget(self.way)
        self.body.addLayout(row)


class _Sheet(texts.Panel):
    """The daily cash sheet of any day up to today."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            _("Daily cash sheet"),
            _("Carried over, received, handed over, given back and in hand, by holder."),
        )
        self._context = context
        self.day = entries.day("on", _("Day"))
        self.day.put(context.desk.config.today().isoformat())
        self.make = button(_("Make the sheet"), self.offer, icon_name="file-text")
        self.paper = PaperOut(context)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.day.field)
        row.addWidget(self.make, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.paper)

    def offer(self) -> None:
        """Offer the sheet of the day typed."""
        desk = self._context.desk
        today = desk.config.today()
        try:
            day = date.fromisoformat(str(self.day.value()))
        except ValueError:
            day = date.max
        wrong = day > today
        self.day.field.say(_("Type the day, not later than today: 17-05-2026.") if wrong else "")
        if wrong:
            return
        self.paper.offer(
            _("Cash sheet of {day}").format(day=shown.day(day)),
            _("cash-{day}.pdf").format(day=day.isoformat()),
            lambda: sheet(desk, day),
        )
