"""What the tabs of the settings share: a column of panels that scrolls, and reading when shown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.widgets import texts

#: Wider text is hard to read (pixels).
WIDTH = 860


class Tab(QWidget):
    """Add panels to ``column``; ``refresh`` is called whenever the tab is shown."""

    def __init__(self, context: UiContext, *, scrolls: bool = True) -> None:
        super().__init__()
        self.context = context
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.message = texts.Message()
        if not scrolls:
            self.column = outer
            self.column.setContentsMargins(0, 0, 0, 24)
            self.column.setSpacing(16)
            return
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 12, 24)
        self.column.setSpacing(16)
        across = QHBoxLayout()
        across.addWidget(inner, 1)
        across.addStretch(0)
        around = QVBoxLayout()
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(across)
        around.addStretch(1)
        outer.addWidget(scrolling(around))

    def refresh(self) -> None:
        """Read again what the tab shows."""

    def showEvent(self, event: QShowEvent) -> None:
        """Read when shown."""
        super().showEvent(event)
        self.refresh()


LEFT = Qt.AlignmentFlag.AlignLeft
