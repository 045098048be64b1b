"""The address of the regency office: a field, and the small panel that changes it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.fields import Field, required, text_field

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.exchanging import HubView

#: Refusals that an address is about: nobody there, or not the office that was meant.
ADDRESS_RULES = frozenset(
    ("url", "hub_unreachable", "hub_garbled", "hub_tls", "hub_busy", "hub_key", "not_found")
)


def address_field(value: str = "") -> Field[QLineEdit]:
    """The field."""
    field = text_field(
        _("Address of the regency office"), _("As on the letter: https://…"), value=value
    )
    field.control.setPlaceholderText("https://")
    return field


def whole_address(typed: str) -> str:
    """What was typed, with the beginning that people leave out."""
    text = typed.strip()
    return text if "://" in text else f"https://{text}"


def moved(desk: "Desk", url: str) -> "HubView":
    """Use another address from now on. For the net lane."""
    from desktop_app.actions import exchanging

    return exchanging.set_url(desk, url)


class AddressPanel(texts.Panel):
    """Where the regency office is reached now, and another address for it."""

    closed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(role="sunken")
        self._context = context
        self.address = address_field()
        self.body.addWidget(self.address)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save = button(_("Use this address"), self.start, icon_name="check")
        self.cancel = quiet(_("Cancel"), self.closed.emit)
        row.addWidget(self.save)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.body.addLayout(row)
        self.address.control.returnPressed.connect(self.start)
        self.address.control.textChanged.connect(lambda _text: self.address.say(""))
        self.hide()

    def open(self, url: str) -> None:
        """Ask for another address than ``url``."""
        self.address.control.setText(url)
        self.show()
        self.address.control.setFocus()
        self.address.control.selectAll()

    def start(self) -> None:
        """Ask whether the same regency office answers there, and go on with it if so."""
        if required({self.address: _("Type the address of the regency office.")}):
            return
        desk, url = self._context.desk, whole_address(self.address.control.text())
        self._busy(True)
        self._context.jobs.net(
            self,
            lambda _step, _stop: moved(desk, url),
            self._moved,
            failed=self._failed,
            changes=("hub",),
        )

    def _moved(self, _hub: "HubView") -> None:
        self._busy(False)
        self._context.notices.done(_("The regency office is reached at its new address."))
        self.closed.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self.address.say(sentence(error))
        self.address.control.setFocus()

    def _busy(self, on: bool) -> None:
        for part in (self.save, self.cancel, self.address):
            part.setEnabled(not on)
