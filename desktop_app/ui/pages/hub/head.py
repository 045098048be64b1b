"""Who the regency office is, what waits for it, the big button, and the sending as it goes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.findings import note
from desktop_app.text import _, n_
from desktop_app.ui import carried, shown
from desktop_app.ui.carrier import Carrier
from desktop_app.ui.context import UiContext
from desktop_app.ui.foot import to_send
from desktop_app.ui.notices import sentence
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.elided import ElidedLabel
from desktop_app.wording.sentences import sentence as worded

if TYPE_CHECKING:
    from desktop_app.actions.exchanging import Exchange, HubView


def mark(fingerprint: str) -> str:
    """A fingerprint in groups of four, as it is compared by telephone."""
    return "-".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def last_receipt(hub: "HubView") -> str:
    """``127 of 127 accepted, 22-11-2026 10.15``."""
    last = hub.last
    if last is None:
        return _("Nothing was sent yet.")
    return _("Last receipt: {there} of {all} accepted, {when}").format(
        there=shown.number(last.accepted + last.merged),
        all=shown.number(last.count),
        when=shown.moment(last.at),
    )


class HubHead(texts.Panel):
    """Shows a ``HubView`` and the carrier's work; sends and stops it."""

    address_asked = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._waiting = 0
        self.body.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addLayout(self._told(), 1)
        carrier = context.carrier
        self.send = button(
            _("Send now"), carrier.send, kind="big", icon_name="send", shortcut="Ctrl+Return"
        )
        top.addWidget(self.send, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(top)
        self.progress = SendingLine(carrier)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._where())
        self.message = texts.Message()
        carrier.started.connect(self._started)
        carrier.done.connect(self._done)
        carrier.failed.connect(self._failed)
        self._busy(carrier.sending)

    def _told(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        self.name = texts.label("", "heading", wrap=True)
        column.addWidget(self.name)
        counts = QHBoxLayout()
        counts.setSpacing(12)
        self.count = texts.label("–", "figure")
        self.what = texts.label("")
        self.mend = texts.chip("", "warn")
        for part in (self.count, self.what, self.mend):
            counts.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        counts.addStretch(1)
        column.addLayout(counts)
        self.receipt = texts.muted("")
        column.addWidget(self.receipt)
        return column

    def _where(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.line = ElidedLabel("", "small")
        row.addWidget(self.line, 1)
        self.elsewhere: QPushButton | None = None
        desk = self._context.desk
        if desk.may("office") and not desk.office.practice:
            self.elsewhere = quiet(_("Other address…"), self.address_asked.emit)
            row.addWidget(self.elsewhere)
        return row

    def show_hub(self, hub: "HubView") -> None:
        """Show how it stands."""
        self._waiting = hub.waiting
        self.name.setText(hub.name)
        self.count.setText(shown.number(hub.waiting))
        self.what.setText(
            n_("entry waits to be sent", "entries wait to be sent", hub.waiting)
            if hub.waiting
            else _("Everything is at the regency office.")
        )
        self.count.setVisible(bool(hub.waiting))
        words = n_("{n} entry needs mending", "{n} entries need mending", hub.to_mend)
        self.mend.setText(words.format(n=shown.number(hub.to_mend)))
        self.mend.setVisible(bool(hub.to_mend))
        self.receipt.setText(last_receipt(hub))
        told = (
            _("last contact {when}").format(when=shown.moment(hub.told_at)) if hub.told_at else ""
        )
        parts = (told, hub.url, _("mark {mark}").format(mark=mark(hub.fingerprint)))
        self.line.setText(" · ".join(part for part in parts if part))
        self._say_away()

    def _say_away(self) -> None:
        """A line that is away, in calm words, as long as it is."""
        carrier = self._context.carrier
        if carrier.sending or not carrier.offline:
            return
        words = to_send(self._waiting, offline=True)
        self.message.say(
            _("{what}. It goes by itself as soon as there is internet.").format(
                what=words[:1].upper() + words[1:]
            )
        )

    def _started(self) -> None:
        self._busy(True)
        self.message.say("")

    def _done(self, exchange: "Exchange") -> None:
        self._busy(False)
        tone, told = carried.brought(exchange)
        if self._context.carrier.stopped:
            told, tone = f"{told} {worded(note('stopped'))}".strip(), ""
        self.message.say(told or _("There was nothing to send and nothing new."), tone)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if not self._context.carrier.offline:
            calm = getattr(error, "rule", "") in ("stopped", "hub_busy")
            self.message.say(sentence(error), "" if calm else "warn")
        self._say_away()

    def _busy(self, on: bool) -> None:
        """The cursor waits at the bar, where a key held down presses nothing, and comes back."""
        ways: tuple[QWidget, ...] = (self.send, self.progress.bar, self.progress.stop)
        held = any(way.hasFocus() for way in ways)
        self.progress.setVisible(on)
        self.send.setEnabled(not on)
        if held:
            (self.progress.bar if on else self.send).setFocus()


class SendingLine(QWidget):
    """A bar, how many of how many, and Stop."""

    def __init__(self, carrier: Carrier) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(16)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Sending"))
        self.bar.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.count = texts.label("", "muted")
        self.stop = button(_("Stop"), self._stop, icon_name="x")
        row.addWidget(self.bar, 1)
        row.addWidget(self.count)
        row.addWidget(self.stop)
        self._carrier = carrier
        carrier.started.connect(self.begin)
        carrier.progress.connect(self.step)
        self.begin()

    def begin(self) -> None:
        """Nothing is known yet of how far it is."""
        self.bar.setRange(0, 0)
        self.count.setText(_("Asking the regency office…"))

    def step(self, at: int, of: int) -> None:
        """So much is done."""
        self.bar.setRange(0, of)
        self.bar.setValue(at)
        if of:
            words = _("{n} of {all}").format(n=shown.number(at), all=shown.number(of))
            self.count.setText(words)
            self.bar.setAccessibleDescription(words)

    def _stop(self) -> None:
        self.count.setText(_("Stopping…"))
        self._carrier.stop()
