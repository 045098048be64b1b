"""*Ke kabupaten*: joining the regency office once, and from then on what waits and came back."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.hub.address import AddressPanel
from desktop_app.ui.pages.hub.head import HubHead
from desktop_app.ui.pages.hub.joining import JoinView
from desktop_app.ui.pages.hub.lists import HubLists
from desktop_app.ui.pages.hub.reading import Seen, seen
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.actions.exchanging import HubView


class ToHubTab(QWidget):
    """One of: a moment's patience, joining, the regency office, trouble, the practice office."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context, self._wants_focus = context, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self.patience = texts.Empty("clock", _("One moment…"))
        self.practice = texts.Empty(
            "graduation-cap",
            _("This practice office has no regency office"),
            _("In a real office, what you register goes to the regency office from here."),
        )
        self.join = JoinView(context)
        self.head, self.lists = HubHead(context), HubLists(context)
        self.address, self._url = AddressPanel(context), ""
        self.office = QWidget()
        inside = QVBoxLayout(self.office)
        inside.setContentsMargins(0, 0, 0, 24)
        inside.setSpacing(12)
        for part in (self.head, self.head.message, self.address):
            inside.addWidget(part)
        inside.addWidget(self.lists, 1)
        inside.addStretch(0)
        self.trouble = texts.Empty("circle-alert", _("This cannot be shown now"))
        self.trouble.ways.addWidget(button(_("Try again"), self.refresh, icon_name="refresh-cw"))
        for view in (self.patience, self.practice, self.join, self.office, self.trouble):
            self.stack.addWidget(view)
        self.stranger = self.practice if context.desk.office.practice else self.join
        self.join.joined.connect(self._joined)
        self.head.address_asked.connect(self._ask_address)
        self.address.closed.connect(self._show_lists)

    def refresh(self) -> None:
        """Read everything again."""
        desk, jobs = self._context.desk, self._context.jobs
        jobs.read(self, lambda _stop: seen(desk), self._show, topic="hub", failed=self._failed)

    def focus_first(self) -> None:
        """The cursor waits where the work is: the code, what came back, or the big button."""
        shown = self.stack.currentWidget()
        if shown is self.join:
            self.join.setFocus()
        elif shown is self.office:
            rows = self.lists.came.rows.rowCount()
            (self.lists.came if rows else self.head.send).setFocus()
        self._wants_focus = shown is self.patience

    def _show(self, read: Seen) -> None:
        if read.hub is None:
            self._put(self.stranger)
            return
        self._url = read.hub.url
        self.head.show_hub(read.hub)
        self.lists.show_rows(read.came, read.receipts, read.hub.waiting + read.hub.to_mend)
        self._put(self.office)

    def _put(self, view: QWidget) -> None:
        self.stack.setCurrentWidget(view)
        if self._wants_focus:
            self.focus_first()

    def _ask_address(self) -> None:
        self.lists.hide()
        self.address.open(self._url)

    def _show_lists(self) -> None:
        self.address.hide()
        self.lists.show()
        self.lists.came.setFocus()

    def _joined(self, hub: "HubView") -> None:
        """The first sending follows at once: whoever joined wants to see it work."""
        words = _("This office now works together with {name}.")
        self._context.notices.done(words.format(name=hub.name))
        self._context.carrier.send()

    def _failed(self, error: Exception) -> None:
        self.stack.setCurrentWidget(self.trouble)
        self._context.notices.trouble(sentence(error))
