"""Notices that nobody has touched keyboard or mouse for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

#: A screen left alone this long locks (minutes).
MINUTES = 5
_SIGNS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class IdleWatch(QObject):
    """Emits ``idle`` once after ``milliseconds`` without a sign of life."""

    idle = Signal()

    def __init__(self, parent: QObject, milliseconds: int = MINUTES * 60_000) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.idle)
        self.restart()
        if app := QApplication.instance():
            app.installEventFilter(self)

    def restart(self) -> None:
        """Somebody is there."""
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        if app := QApplication.instance():
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or movement counts; nothing is held back."""
        if event.type() in _SIGNS and self._timer.isActive():
            self._timer.start()
        return False
