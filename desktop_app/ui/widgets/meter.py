"""How much of something is used, set aside and left: a bar, and the same in words beside it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.widgets import texts

HEIGHT = 12
Figures = tuple[int, int, int | None]
"""Used, set aside, and of how much in all (None: no limit)."""


def draw_bar(painter: QPainter, place: QRectF, colours: QPalette, figures: Figures) -> None:
    """Two parts of a whole: the first filled, the second hatched, so that no colour is needed to
    tell them apart. More than the whole fills it."""
    used, reserved, most = figures
    whole = max(most or 0, used + reserved, 1)
    accent = colours.color(QPalette.ColorRole.Accent)
    at, width = place.left(), place.width() / whole
    painter.fillRect(place, colours.color(QPalette.ColorRole.Midlight))
    painter.fillRect(QRectF(at, place.top(), used * width, place.height()), accent)
    aside = QRectF(at + used * width, place.top(), reserved * width, place.height())
    painter.fillRect(aside, QBrush(accent, Qt.BrushStyle.BDiagPattern))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(colours.color(QPalette.ColorRole.Dark))
    painter.drawRect(place)


class Bar(QWidget):
    """The bar by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: Figures = (0, 0, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Figures) -> None:
        """Show these."""
        self._figures = figures
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line, as wide as there is room."""
        return QSize(160, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        place = QRectF(0.5, 0.5, self.width() - 1, HEIGHT - 1)
        draw_bar(QPainter(self), place, self.palette(), self._figures)


class BarDelegate(QStyledItemDelegate):
    """Bars in a column of a table; ``figures`` gives those of a row."""

    def __init__(self, parent: QWidget, figures: Callable[[int], Figures]) -> None:
        super().__init__(parent)
        self._figures = figures

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell as usual, the bar in its middle where there is a limit."""
        super().paint(painter, option, index)
        figures = self._figures(index.row())
        if figures[2] is None:
            return
        cell = QRectF(option.rect)
        top = cell.center().y() - HEIGHT / 2
        painter.save()
        place = QRectF(cell.left() + 8, top, cell.width() - 16, HEIGHT)
        draw_bar(painter, place, option.palette, figures)
        painter.restore()


class Meter(QWidget):
    """A name, the bar, and the figures in words; without a limit the words stand alone."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.bar, self.line = Bar(), texts.paragraph("")
        for part in (texts.label(name, "label"), self.bar, self.line):
            column.addWidget(part)

    def show_figures(self, figures: Figures, words: str) -> None:
        """Show these."""
        self.bar.setVisible(figures[2] is not None)
        self.bar.show_figures(figures)
        self.line.setText(words)
        self.bar.setAccessibleName(f"{self._name}: {words}")
