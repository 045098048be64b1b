"""Parts of a page as they were drawn, away from the main thread: the newest, and the whole page."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPainter

from desktop_app.ui.jobs import Jobs
from desktop_app.ui.pages.papers import magnify
from desktop_app.ui.paper import part_image


@dataclass(frozen=True, slots=True)
class Shot:
    """A part of the page: where it lies (mm) and at which resolution it was drawn."""

    image: QImage
    place: QRectF
    dpi: float


class Shots(QObject):
    """``changed`` when another part is there, with its resolution."""

    changed = Signal(float)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._of: object = None
        self.drawn: list[Shot] = []

    def clear(self) -> None:
        """Another page, or none: nothing of it is drawn yet, and what comes late is not wanted."""
        self.drawn, self._of = [], None

    def cover(self, seen: QRectF, dpi: float) -> bool:
        """Whether all that is seen (mm) was drawn at this resolution."""
        return any(one.dpi == dpi and magnify.covers(one.place, seen) for one in self.drawn)

    def ask(self, pdf: bytes, number: int, page: QSizeF, seen: QRectF, dpi: float) -> None:
        """Have what is seen drawn, and a little around it; only what was asked last arrives."""
        box = magnify.box(page, seen, dpi)
        asked = self._of = object()

        def take(image: QImage) -> None:
            if asked is self._of:
                self._take(Shot(image, magnify.place(box, dpi), dpi), page)

        self._jobs.read(self, lambda _stop: part_image(pdf, number, dpi, box), take, topic="page")

    def _take(self, shot: Shot, page: QSizeF) -> None:
        whole = QRectF(QPointF(), page)
        kept = [one for one in self.drawn if magnify.covers(one.place, whole)]
        self.drawn = [*kept[:1], shot]
        self.changed.emit(shot.dpi)

    def paint(self, painter: QPainter, corner: QPointF, scale: float, dpi: float) -> None:
        """Draw them where they lie; those of another resolution stand in for what is to come."""
        ratio = painter.device().devicePixelRatioF()
        for shot in self.drawn:
            exact = shot.dpi == dpi
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not exact)
            left_top = corner + shot.place.topLeft() * scale
            if exact:  # pixel on pixel
                place = QRectF(left_top.toPoint(), QSizeF(shot.image.size()) / ratio)
            else:
                place = QRectF(left_top, shot.place.size() * scale)
            painter.drawImage(place, shot.image)
