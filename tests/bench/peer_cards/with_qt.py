"""Qt's QPdfWriter with QPainter: drawText, fillRect, drawImage."""

import os
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import PySide6
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)
from qr_symbol import modules

VERSION = PySide6.__version__
_DPI = 1200
_K = _DPI / 72
_EXACT = QPainter.RenderHint.LosslessImageRendering


@cache
def application() -> QGuiApplication:
    """What fonts need."""
    return QGuiApplication([])


def draw(job: dict, out: Path) -> None:
    """The job's PDF."""
    application()
    fonts(tuple(job["fonts"].items()))
    paper = QPdfWriter(str(out))
    paper.setResolution(_DPI)
    wide, high = (side / 72 * 25.4 for side in job["page"])  # points would be rounded
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    millimetres = QPageSize.Unit.Millimeter
    paper.setPageSize(QPageSize(QSizeF(wide, high), millimetres, "", exact))
    paper.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(paper)
    for at, stamps in enumerate(job["pages"]):
        if at:
            paper.newPage()
        for ground, x, y, number in stamps:
            put(painter, job["grounds"][ground]["strokes"], x, y)
            if number is not None:
                card(painter, job["cards"][number], x, y)
    painter.end()


@cache
def fonts(files: tuple[tuple[str, str], ...]) -> None:
    """The family, registered once."""
    for _, path in files:
        QFontDatabase.addApplicationFont(path)


@cache
def font(name: str, size: float) -> QFont:
    """A font of the family at a size in points."""
    style = name.partition("-")[2]
    made = QFontDatabase.font("Loket Sans", style, 10)
    made.setPointSizeF(size)
    made.setFeature(QFont.Tag("liga"), 0)  # what it says of ligatures no reader understands
    return made


@cache
def colour(name: str) -> QColor:
    """A colour by its name."""
    return QColor(name)


def card(painter: QPainter, one: dict, x: float, y: float) -> None:
    """What is one person's own."""
    put(painter, one["strokes"], x, y)
    painter.drawImage(box(x, y, *one["photo"]["box"]), QImage(one["photo"]["file"]))
    side, data = modules(one["qr"]["text"])
    code = QImage(data, side, side, (side + 7) // 8, QImage.Format.Format_Mono)
    code.setColorTable([0xFFFFFFFF, 0xFF000000])
    painter.setRenderHint(_EXACT, True)  # else a JPEG, and eight times as large
    painter.drawImage(box(x, y, *one["qr"]["box"]), code)
    painter.setRenderHint(_EXACT, False)


def box(x: float, y: float, left: float, top: float, wide: float, high: float) -> QRectF:
    """A rectangle on the page."""
    return QRectF((x + left) * _K, (y + top) * _K, wide * _K, high * _K)


def put(painter: QPainter, strokes: list, x: float, y: float) -> None:
    """Shapes and texts."""
    for kind, left, top, *rest in strokes:
        if kind == "text":
            name, size, ink, text = rest
            painter.setFont(font(name, size))
            painter.setPen(colour(ink))
            painter.drawText(QPointF((x + left) * _K, (y + top) * _K), text)
        elif kind == "line":
            to_x, to_y, ink, thick, dash = rest
            pen = QPen(colour(ink), thick * _K)
            if dash:
                pen.setDashPattern([dash / thick, dash / thick])
            painter.setPen(pen)
            start, end = (left, top), (to_x, to_y)
            points = [QPointF((x + across) * _K, (y + down) * _K) for across, down in (start, end)]
            painter.drawLine(*points)
        else:
            wide, high, ink, radius, *thick = rest
            painter.setPen(QPen(colour(ink), thick[0] * _K) if thick else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if thick else colour(ink))
            painter.drawRoundedRect(box(x, y, left, top, wide, high), radius * _K, radius * _K)
