"""Icons of one set (Lucide), painted in a role of the palette, so that a theme colours them."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app import paths

Role = QPalette.ColorRole


@cache
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = _drawing(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


class _PaletteEngine(QIconEngine):
    """Draws when asked, in the colour the palette has at that moment.

    A rectangle wider than high keeps its right part free: that is the gap to a button's text.
    """

    def __init__(self, name: str, role: Role, checked: Role) -> None:
        super().__init__()
        self._name, self._role, self._checked = name, role, checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._checked if state == QIcon.State.On else self._role
        group = (
            QPalette.ColorGroup.Disabled
            if mode == QIcon.Mode.Disabled
            else QPalette.ColorGroup.Active
        )
        if group == QPalette.ColorGroup.Disabled:
            role = QPalette.ColorRole.ButtonText
        colour: QColor = QGuiApplication.palette().color(group, role)
        side = min(rect.width(), rect.height())
        square = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        _renderer(self._name, colour.name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _PaletteEngine(self._name, self._role, self._checked)


def icon(name: str, role: Role = Role.ButtonText, checked: Role = Role.HighlightedText) -> QIcon:
    """The icon called ``name`` in ``resources/icons``; ``checked`` colours its pressed-in state."""
    _drawing(name)
    return QIcon(_PaletteEngine(name, role, checked))
