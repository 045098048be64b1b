"""A small picture of the first sheet: click the first place that is still free."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.text import _
from desktop_app.ui.pages.papers.making import Plan

_LARGEST = QSize(132, 132)
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class SheetPicture(QWidget):
    """The sheet with its places, used ones crossed out. ``skip`` is how many are used."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan = Plan("", (210, 297))
        self.skip = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("First free place on the sheet"))
        self._told()

    def show_plan(self, plan: Plan) -> None:
        """Another sheet, a new one."""
        self._plan, self.skip = plan, 0
        self._told()
        self.updateGeometry()
        self.update()

    def put(self, skip: int) -> None:
        """So many places are used; nobody clicked."""
        self.skip = max(0, min(skip, len(self._plan.places) - 1))
        self._told()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as shows every place, in the form of the sheet."""
        width, height = self._plan.page
        scale = min(_LARGEST.width() / width, _LARGEST.height() / height)
        return QSize(round(width * scale) + 2, round(height * scale) + 2)

    def place_at(self, point: QPointF) -> int | None:
        """The place under a point."""
        found = (n for n, box in enumerate(self._boxes()) if box.contains(point))
        return next(found, None)

    def centre(self, place: int) -> QPointF:
        """The middle of a place."""
        return self._boxes()[place].center()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The place that was clicked is the first free one."""
        place = self.place_at(event.position())
        if place is not None:
            self._pick(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from place to place."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= self.skip + step < len(self._plan.places):
            self._pick(self.skip + step)

    def _pick(self, place: int) -> None:
        if place != self.skip:
            self.put(place)
            self.picked.emit()

    def _told(self) -> None:
        told = _("Place {n} of {of} is the first free one").format(
            n=self.skip + 1, of=len(self._plan.places)
        )
        self.setAccessibleDescription(told)
        self.setToolTip(_("Click the first place that is still free"))

    def _boxes(self) -> list[QRectF]:
        width = self._plan.page[0]
        scale = (self.sizeHint().width() - 2) / width
        return [
            QRectF(1 + x * scale, 1 + y * scale, w * scale, h * scale)
            for x, y, w, h in self._plan.places
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The paper, its places with their numbers, used ones crossed out."""
        painter, colours = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.sizeHint()
        painter.setPen(self._edge(focus=self.hasFocus()))
        painter.setBrush(colours.color(QPalette.ColorRole.Base))
        painter.drawRect(QRectF(1, 1, size.width() - 2, size.height() - 2))
        for place, box in enumerate(self._boxes()):
            self._draw_place(painter, place, box.adjusted(1, 1, -1, -1))
        painter.end()

    def _edge(self, *, focus: bool) -> QPen:
        role = QPalette.ColorRole.Accent if focus else QPalette.ColorRole.Dark
        return QPen(self.palette().color(role), 2 if focus else 1)

    def _draw_place(self, painter: QPainter, place: int, box: QRectF) -> None:
        colours, role = self.palette(), QPalette.ColorRole
        used, first = place < self.skip, place == self.skip
        painter.setPen(QPen(colours.color(role.Accent if first else role.Dark), 2 if first else 1))
        painter.setBrush(colours.color(role.Midlight if used else role.Base))
        if first:
            painter.setBrush(colours.color(role.Accent))
        painter.drawRoundedRect(box, 2, 2)
        if used:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.bottomLeft(), box.topRight())
            return
        painter.setPen(colours.color(role.HighlightedText if first else role.WindowText))
        font = self.font()
        font.setPixelSize(max(9, min(13, int(box.height()) - 6)))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place + 1))
