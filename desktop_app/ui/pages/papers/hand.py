"""A hand that holds what is larger than its window, and moves it."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea


class Hand(QObject):
    """Watches the mouse over an area; ``show`` after its bars have another range."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._held: QPoint | None = None
        area.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take hold, move, let go; everything else is the area's."""
        if not isinstance(event, QMouseEvent):
            return False
        kinds, at = QEvent.Type, event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        if event.type() == kinds.MouseButtonPress and left and self._larger():
            self._held = at
        elif event.type() == kinds.MouseButtonRelease and self._held is not None:
            self._held = None
        elif event.type() == kinds.MouseMove and self._held is not None:
            self._move(self._held - at)
            self._held = at
        else:
            return False
        self.show()
        return True

    def _move(self, by: QPoint) -> None:
        across, down = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        across.setValue(across.value() + by.x())
        down.setValue(down.value() + by.y())

    def _larger(self) -> bool:
        bars = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        return any(bar.maximum() > 0 for bar in bars)

    def show(self) -> None:
        """Open where there is something to hold, closed while it is held."""
        shapes = Qt.CursorShape
        free = shapes.OpenHandCursor if self._larger() else shapes.ArrowCursor
        held = self._held is not None
        self._area.viewport().setCursor(shapes.ClosedHandCursor if held else free)
