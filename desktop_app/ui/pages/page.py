"""What all pages of the desk share: a heading, a body that scrolls, and reading again when due."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.context import UiContext
from desktop_app.ui.widgets import texts


class Page(QWidget):
    """A page. Subclasses name the kinds they show in ``kinds`` and read them in ``refresh``.

    ``refresh`` is called when the page is shown and something changed since; and at once when
    it is on screen. ``open`` takes what :class:`Navigator` was given.
    """

    kinds: ClassVar[frozenset[str]] = frozenset()
    scrolls: ClassVar[bool] = True

    def __init__(self, context: UiContext, title: str) -> None:
        super().__init__()
        self.context = context
        self._due = True
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 0)
        outer.setSpacing(16)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(8)
        self.bar.addWidget(texts.title(title))
        self.bar.addStretch(1)
        outer.addLayout(self.bar)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 24)
        self.body.setSpacing(16)
        if self.scrolls:
            outer.addWidget(scrolling(self.body), 1)
        else:
            outer.addLayout(self.body, 1)
        context.changes.changed.connect(self._changed)

    def open(self, **what: Any) -> None:
        """Show what was asked for; by default there is nothing to choose."""

    def leave(self) -> None:
        """The desk is about to close: keep what was typed. By default nothing is typed."""

    def refresh(self) -> None:
        """Read again what the page shows."""

    def _changed(self, kinds: frozenset[str]) -> None:
        if not self.kinds & kinds:
            return
        self._due = not self.isVisible()
        if not self._due:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again if something changed while the page was away."""
        super().showEvent(event)
        if self._due:
            self._due = False
            self.refresh()


def scrolling(layout: QVBoxLayout) -> QScrollArea:
    """The layout inside a frameless area that scrolls up and down only."""
    inner = QWidget()
    inner.setLayout(layout)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
