"""How a printed stack goes back into the tray, as a small drawing."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.text import _

_SIZE = QSize(228, 92)
_SHEET = (44.0, 58.0)


class TurnPicture(QWidget):
    """Printed sheets come out; the same stack, blank side to be printed, goes back in."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            _("The stack goes back into the tray as it came out, with the blank side to be printed")
        )

    def sizeHint(self) -> QSize:
        """Its one size."""
        return _SIZE

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Stack, arrow, stack."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._stack(painter, QPointF(8, 14), printed=True)
        self._arrow(painter, QPointF(84, 46), QPointF(136, 46))
        self._stack(painter, QPointF(156, 14), printed=False)
        painter.end()

    def _pen(self, role: QPalette.ColorRole, width: float = 1) -> QPen:
        return QPen(self.palette().color(role), width)

    def _stack(self, painter: QPainter, corner: QPointF, *, printed: bool) -> None:
        roles = QPalette.ColorRole
        for step in (2, 1, 0):
            painter.setPen(self._pen(roles.Dark))
            painter.setBrush(self.palette().color(roles.Base))
            sheet = QRectF(corner.x() + 5 * step, corner.y() - 5 * step + 8, *_SHEET)
            painter.drawRoundedRect(sheet, 2, 2)
        if not printed:
            return
        painter.setPen(self._pen(roles.Accent, 2))
        for row in range(4):
            y = corner.y() + 18 + 11 * row
            painter.drawLine(QPointF(corner.x() + 7, y), QPointF(corner.x() + _SHEET[0] - 7, y))

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(self._pen(QPalette.ColorRole.Accent, 3))
        painter.drawLine(start, end)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        head = [end, QPointF(end.x() - 9, end.y() - 6), QPointF(end.x() - 9, end.y() + 6)]
        painter.drawPolygon(QPolygonF(head))
