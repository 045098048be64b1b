"""One page of a PDF at any size: fitted, or enlarged and moved. What is seen is drawn anew at
each size, away from the main thread; until it is there the last picture stands in its place."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop_app.text import _
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.pages.papers import magnify
from desktop_app.ui.pages.papers.hand import Hand
from desktop_app.ui.pages.papers.shots import Shots

#: Room around the page (pixels).
_MARGIN = 8
#: Milliseconds of quiet before what is seen is drawn: turning a wheel asks once, not ten times.
_QUIET = 25
_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class PageView(QAbstractScrollArea):
    """``zoomed`` when another size is shown; ``turned`` when keys or the wheel ask for the page
    before (-1) or after (1)."""

    zoomed = Signal()
    turned = Signal(int)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._pdf, self._number, self._page = b"", 0, QSizeF()
        self._fit, self._zoom = "page", 1.0
        self._shots = Shots(jobs, self)
        self._shots.changed.connect(self._drawn)
        self._hand = Hand(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_QUIET)
        self._later.timeout.connect(self._draw)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview"))
        self.setMinimumSize(200, 200)
        self.viewport().setAutoFillBackground(False)

    # --- what is shown -----------------------------------------------------------------------

    def show_page(self, pdf: bytes, number: int, size: tuple[float, float]) -> None:
        """Show this page, ``size`` mm large, from its top, as large as the one before."""
        self._pdf, self._number, self._page = pdf, number, QSizeF(*size)
        self._shots.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()
        self._draw()

    def clear(self) -> None:
        """Show nothing."""
        self._pdf, self._page = b"", QSizeF()
        self._shots.clear()
        self._lay_out()
        self.viewport().update()

    def has_image(self) -> bool:
        """Whether something of a page is shown."""
        return bool(self._shots.drawn)

    def sharp(self) -> bool:
        """Whether all that is seen was drawn at the size at which it is seen."""
        return self._shots.cover(self._seen(), self._dpi)

    # --- how large ---------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How large it is shown: 1 is as large as on paper, where the screen tells the truth."""
        return self._zoom

    @property
    def fit(self) -> str:
        """``page`` or ``width`` while the room decides how large it is; else empty."""
        return self._fit

    def fit_to(self, what: str) -> None:
        """As large as the room allows: the whole ``page``, or its ``width``."""
        self._fit = what
        self._lay_out()
        self._changed()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """This large; what lies under ``at`` (the middle where nothing is told) stays there."""
        point = at if at is not None else QRectF(self.viewport().rect()).center()
        under = self._on_page(point)
        self._fit, self._zoom = "", magnify.within(zoom)
        self._lay_out()
        moved = self._corner() + under * self._scale - point
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(moved.x()))
        down.setValue(down.value() + round(moved.y()))
        self._changed()

    def step(self, by: int, at: QPointF | None = None) -> None:
        """The next size up (1) or down (-1)."""
        self.zoom_to(magnify.step(self._zoom, by), at)

    def _changed(self) -> None:
        self.viewport().update()
        self._later.start()
        self.zoomed.emit()

    # --- where it lies -----------------------------------------------------------------------

    @property
    def _scale(self) -> float:
        """Pixels of the window in a millimetre."""
        return self._zoom * magnify.DPI / magnify.INCH

    @property
    def _dpi(self) -> float:
        return self._zoom * magnify.DPI * self.devicePixelRatioF()

    def _lay_out(self) -> None:
        if self._fit and not self._page.isEmpty():
            room = QSizeF(self.maximumViewportSize())
            if self._fit == "width":
                room -= QSizeF(self.verticalScrollBar().sizeHint().width(), 0)
            self._zoom = magnify.fitted(self._page, room, _MARGIN, self._fit)
        whole = self._page * self._scale
        seen = self.maximumViewportSize() if self._fit == "page" else self.viewport().size()
        for bar, long, room_here in (
            (self.horizontalScrollBar(), whole.width(), seen.width()),
            (self.verticalScrollBar(), whole.height(), seen.height()),
        ):
            more = 0 if self._fit == "page" else max(0, round(long + 2 * _MARGIN) - room_here)
            bar.setRange(0, more)
            bar.setPageStep(room_here)
            bar.setSingleStep(40)
        self._hand.show()

    def _corner(self) -> QPointF:
        """Where the page's top left corner lies in the window."""
        room, whole = self.viewport().size(), self._page * self._scale
        return QPointF(
            max(_MARGIN, (room.width() - whole.width()) / 2) - self.horizontalScrollBar().value(),
            max(_MARGIN, (room.height() - whole.height()) / 2) - self.verticalScrollBar().value(),
        )

    def _on_page(self, point: QPointF) -> QPointF:
        """The place on the page (mm) under a point of the window."""
        return (point - self._corner()) / self._scale

    def _seen(self) -> QRectF:
        """What is seen of the page (mm)."""
        corner, rect = self._corner(), QRectF(self.viewport().rect())
        shown = QRectF((rect.topLeft() - corner) / self._scale, rect.size() / self._scale)
        return shown.intersected(QRectF(QPointF(), self._page))

    # --- drawing -----------------------------------------------------------------------------

    def _draw(self) -> None:
        """Have what is seen drawn, and a little around it."""
        if not self._page.isEmpty() and not self.sharp():
            self._shots.ask(self._pdf, self._number, self._page, self._seen(), self._dpi)

    def _drawn(self, dpi: float) -> None:
        self.viewport().update()
        if dpi != self._dpi:
            self._later.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The paper, what was drawn of it, a thin edge."""
        if self._page.isEmpty():
            return
        painter = QPainter(self.viewport())
        corner = self._corner()
        paper = QRectF(corner, self._page * self._scale)
        painter.fillRect(paper, Qt.GlobalColor.white)
        self._shots.paint(painter, corner, self._scale, self._dpi)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    # --- hands -------------------------------------------------------------------------------

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Something else is seen."""
        self.viewport().update()
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit it to the room."""
        super().resizeEvent(event)
        before = self._zoom
        self._lay_out()
        self._later.start()
        if before != self._zoom:
            self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it becomes larger or smaller where the pointer is; else it moves."""
        by = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and by:
            self.step(1 if by > 0 else -1, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where the whole page is seen, the page keys turn it."""
        by = _KEYS.get(Qt.Key(event.key()))
        if by and not self.verticalScrollBar().maximum():
            self.turned.emit(by)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole page and its own size at that place."""
        if self._fit == "page":
            self.zoom_to(1.0, event.position())
        else:
            self.fit_to("page")
