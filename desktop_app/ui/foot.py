"""Below the page: the latest news, and what would be lost if this PC broke now."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from desktop_app.text import _, n_
from desktop_app.ui import carried, shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.exchanging import Exchange, HubView
    from desktop_app.actions.finding import Figures

_SIGNS = {
    "done": ("circle-check", "done"),
    "info": ("info", ""),
    "trouble": ("triangle-alert", "block"),
}
#: Good news leaves after this long (ms); trouble stays until the next news.
STAYS = 12_000
#: From so many days without a backup on, the foot warns.
OLD_BACKUP = 7
Risk = tuple[str, bool]


def figures(desk: "Desk") -> "Figures":
    """Today's figures. For a lane."""
    from desktop_app.actions import finding

    return finding.today_figures(desk)


@dataclass(frozen=True, slots=True)
class Standing:
    """Today's figures, and how this office stands with the regency office, if there is one."""

    figures: "Figures"
    hub: "HubView | None"


def standing(desk: "Desk") -> Standing:
    """Read both. For a lane."""
    from desktop_app.actions import exchanging

    return Standing(figures(desk), exchanging.hub(desk))


def only_here(waiting: int) -> str:
    """What no regency office has, where there is none."""
    words = n_("{n} change is only on this PC", "{n} changes are only on this PC", waiting)
    return words.format(n=shown.number(waiting))


def to_send(waiting: int, *, offline: bool = False) -> str:
    """What waits for the way to the regency office, in calm words."""
    if not waiting:
        away = _("no internet — safe, nothing waits to be sent")
        return away if offline else _("everything is at the regency office")
    words = n_("{n} entry waits to be sent", "{n} entries wait to be sent", waiting)
    if offline:
        words = n_(
            "no internet — safe, {n} entry waits to be sent",
            "no internet — safe, {n} entries wait to be sent",
            waiting,
        )
    return words.format(n=shown.number(waiting))


def at_risk(held: str, last_backup: datetime | None, now: datetime, *, some: bool) -> Risk:
    """What only this PC holds and how old the last copy is; and whether that is too long."""
    if last_backup is None:
        return _("{held} · no backup yet").format(held=held), some
    old = (now - last_backup).days >= OLD_BACKUP
    when = shown.ago(last_backup, now)
    return _("{held} · last backup {when}").format(held=held, when=when), old


class Foot(QFrame):
    """One line. News at the left, the risk at the right."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setFixedHeight(40)
        self._context = context
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        self._sign = QLabel()
        self.news = ElidedLabel()
        self.news.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._risk_sign = QLabel()
        self.risk = texts.label("", "small")
        row.addWidget(self._sign)
        row.addWidget(self.news, 1)
        row.addWidget(self._risk_sign)
        row.addWidget(self.risk)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.say("info", ""))
        self._told = ""
        context.notices.said.connect(self.say)
        context.carrier.done.connect(self._arrived)
        context.carrier.failed.connect(self._not_arrived)
        context.changes.changed.connect(lambda _kinds: self.refresh())

    def showEvent(self, event: QShowEvent) -> None:
        """Read the risk when the window comes up."""
        super().showEvent(event)
        self.refresh()

    def say(self, kind: str, text: str) -> None:
        """Show the news."""
        name, tone = _SIGNS[kind]
        self.news.setText(text)
        texts.set_property(self.news, "role", tone)
        self._sign.setPixmap(icon(name).pixmap(18, 18))
        self._sign.setVisible(bool(text))
        self._timer.stop()
        if text and kind != "trouble":
            self._timer.start(STAYS)

    def refresh(self) -> None:
        """Read the risk again."""
        desk, jobs = self._context.desk, self._context.jobs
        jobs.read(self, lambda _stop: standing(desk), self._show_risk, topic="risk")

    def _show_risk(self, read: Standing) -> None:
        carrier, waiting = self._context.carrier, read.figures.waiting
        if read.hub:
            waiting = read.hub.waiting
            held = to_send(waiting, offline=carrier.offline)
        else:
            held = only_here(waiting)
        now, last = self._context.desk.config.now(), read.figures.last_backup
        words, urgent = at_risk(held, last, now, some=waiting > 0)
        self.risk.setText(_capital(words))
        texts.set_property(self.risk, "role", "warn" if urgent else "small")
        self._risk_sign.setPixmap(icon("triangle-alert" if urgent else "hard-drive").pixmap(16, 16))

    def _arrived(self, exchange: "Exchange") -> None:
        kind, words = carried.news(exchange)
        if words or self._told:  # what was wrong is over
            self.say(kind, words)
        self._told = ""

    def _not_arrived(self, error: Exception) -> None:
        """A line that is away is no news, and the same trouble is news only once."""
        words = carried.lasting(error)
        if words and words != self._told:
            self.say("trouble", words)
        self._told = words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
