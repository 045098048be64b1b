"""Whether this office takes cash at its counter, and what that means."""

from typing import TYPE_CHECKING

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.tab import LEFT, Tab
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk


def is_on(desk: "Desk") -> bool:
    """Whether cash is taken. For a lane."""
    from desktop_app.actions import cash

    return cash.enabled(desk)


def switched(desk: "Desk", on: bool) -> bool:
    """Switch it. For a lane."""
    from desktop_app.actions import cash

    cash.switch(desk, on)
    return on


class CashSwitchTab(Tab):
    """One switch, off unless the administrator wants otherwise."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        panel = texts.Panel(_("Cash at the counter (titipan)"))
        for line in _rules():
            panel.body.addWidget(texts.paragraph(line))
        self.state = texts.label("", "label")
        self.turn = button("", self.switch)
        self.turn.setEnabled(False)
        panel.body.addWidget(self.state)
        panel.body.addWidget(self.turn, 0, LEFT)
        panel.body.addWidget(self.message)
        self.column.addWidget(panel)
        self._on: bool | None = None

    def refresh(self) -> None:
        """Read how it stands."""
        desk = self.context.desk
        self.context.jobs.read(self, lambda _stop: is_on(desk), self._show, topic="cash")

    def _show(self, on: bool) -> None:
        self._on = on
        self.state.setText(
            _("Cash is taken at this counter.") if on else _("No cash is taken at this counter.")
        )
        self.turn.setText(_("Take no more cash") if on else _("Take cash from now on"))
        self.turn.setEnabled(True)

    def switch(self) -> None:
        """Turn it the other way."""
        if self._on is None:
            return
        desk, on = self.context.desk, not self._on
        self.turn.setEnabled(False)
        self.context.jobs.write(
            self,
            lambda: switched(desk, on),
            self._switched,
            failed=self._failed,
            changes=("office", "deposits"),
        )

    def _switched(self, on: bool) -> None:
        self._show(on)
        told = (
            _("From now on cash can be taken, on the page Contributions, under Titipan.")
            if on
            else _("No more cash is taken. What is held stays there, to hand over or give back.")
        )
        self.message.say(told, "done")

    def _failed(self, error: Exception) -> None:
        self.turn.setEnabled(True)
        self.message.say(sentence(error), "block")


def _rules() -> tuple[str, ...]:
    return (
        _(
            "It is safest when people pay BPJS Ketenagakerjaan themselves; the sheet “How to pay” "
            "tells them how. So this is off unless you switch it on."
        ),
        _(
            "Cash that is taken is not a payment and protects nobody. It is held by whoever took "
            "it, and becomes a payment only with payment code, date and proof."
        ),
        _("Everybody who leaves cash gets a receipt that says “not handed over yet”."),
    )
