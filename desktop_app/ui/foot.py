"""Below the page: the latest news, and what would be lost if this PC broke now."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
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


def figures(desk: "Desk") -> "Figures":
    """Today's figures. For a lane."""
    from desktop_app.actions import finding

    return finding.today_figures(desk)


def at_risk(waiting: int, last_backup: datetime | None, now: datetime) -> tuple[str, bool]:
    """What only this PC holds, in words; and whether that has gone on for too long."""
    held = n_("{n} change is only on this PC", "{n} changes are only on this PC", waiting).format(
        n=shown.number(waiting)
    )
    if last_backup is None:
        return _("{held} · no backup yet").format(held=held), waiting > 0
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
        context.notices.said.connect(self.say)
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
        jobs.read(self, lambda _stop: figures(desk), self._show_risk, topic="risk")

    def _show_risk(self, read: "Figures") -> None:
        words, urgent = at_risk(read.waiting, read.last_backup, self._context.desk.config.now())
        self.risk.setText(words)
        texts.set_property(self.risk, "role", "warn" if urgent else "small")
        self._risk_sign.setPixmap(icon("triangle-alert" if urgent else "hard-drive").pixmap(16, 16))
