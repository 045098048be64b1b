"""Not joined yet: what a regency office is for, the activation code, its address."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.hub import code
from desktop_app.ui.pages.hub.address import ADDRESS_RULES, address_field, whole_address
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary
from desktop_app.ui.widgets.fields import Field, required

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.exchanging import HubView

#: Wider text is hard to read (pixels).
WIDTH = 720
#: Refusals that the code is about.
_CODE_RULES = frozenset(
    ("code_mistyped", "code_unknown", "code_used", "code_expired", "code_village")
)


def joined(desk: "Desk", typed: str, url: str) -> "HubView":
    """Join the regency office. For the net lane."""
    from desktop_app.actions import exchanging

    return exchanging.enrol(desk, typed, url)


class JoinView(QWidget):
    """Two fields and a button; only with the right ``office``, else whom to ask."""

    joined = Signal(object)
    """A ``HubView``."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context, self._tried = context, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        panel = texts.Panel(
            _("Work together with the regency office"),
            _(
                "What you register then goes to the regency office by itself whenever there is "
                "internet, and answers come back here. Without internet you go on as always: "
                "everything stays safe on this PC until it has arrived."
            ),
        )
        panel.setMaximumWidth(WIDTH)
        panel.body.setSpacing(16)
        self.message = texts.Message()
        if context.desk.may("office"):
            self._build(panel)
        else:
            self.message.say(_("The administrator of this office can join it."))
        panel.body.addWidget(self.message)
        column.addWidget(panel, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def _build(self, panel: texts.Panel) -> None:
        self.code = code.CodeField()
        self.address = address_field()
        self.join = primary(_("Join"), self.start, icon_name="log-in")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Asking the regency office"))
        self.bar.hide()
        for part in (self.code, self.address, self.bar):
            panel.body.addWidget(part)
        panel.body.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        self.code.control.textChanged.connect(self._look)
        self.code.control.returnPressed.connect(self.address.control.setFocus)
        self.address.control.returnPressed.connect(self.start)
        self.address.control.textChanged.connect(lambda _text: self.address.say(""))
        self.setFocusProxy(self.code.control)

    def _look(self, typed: str) -> None:
        """Tell a typing error as soon as the last character stands."""
        self.code.count(typed)
        self._context.jobs.read(
            self,
            lambda _stop: code.fault(typed) if code.complete(typed) else None,
            lambda fault: self._judged(typed, fault),
            topic="code",
        )

    def _judged(self, typed: str, fault: str | None) -> None:
        if typed != self._tried:  # the regency office has the last word on its code
            self.code.judge(fault)

    def start(self) -> None:
        """Ask the regency office, unless something is missing."""
        fields: dict[Field[QLineEdit], str] = {
            self.code: _("Type the activation code."),
            self.address: _("Type the address of the regency office."),
        }
        if missing := required(fields):
            missing.control.setFocus()
            return
        desk, typed = self._context.desk, self.code.control.text()
        self._tried = typed
        url = whole_address(self.address.control.text())
        self.message.say("")
        self._busy(True)
        self._context.jobs.net(
            self,
            lambda _step, _stop: joined(desk, typed, url),
            self._joined,
            failed=self._failed,
            changes=("hub", "office"),
        )

    def _joined(self, hub: "HubView") -> None:
        self._busy(False)
        self.code.control.clear()
        self.joined.emit(hub)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        rule, said = getattr(error, "rule", ""), sentence(error)
        field = self.code if rule in _CODE_RULES else self.address
        if rule not in _CODE_RULES | ADDRESS_RULES:
            self.message.say(said, "block")
            return
        field.say(said)
        field.control.setFocus()

    def _busy(self, on: bool) -> None:
        self.bar.setVisible(on)
        for part in (self.join, self.code, self.address):
            part.setEnabled(not on)
