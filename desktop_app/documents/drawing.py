"""Strokes on a reportlab canvas, in points from the bottom left corner."""

import io
from functools import lru_cache
from typing import Any

from desktop_app.documents import fonts, inks
from desktop_app.documents.jpeg import Jpeg
from desktop_app.documents.text_object import Text, operators
from desktop_app.domain.findings import Refused

Rectangle = tuple[float, float, float, float]
"""Left, bottom, width, height; for a line its two ends."""
_CAP_HEIGHT = 0.71
_WHITE = "#FFFFFF"
_OUTLINE = 0.5
"""Points."""


def box(box: Rectangle, colour: str, radius: float, canvas: Any) -> None:
    """A filled rectangle; to save ink a dark one is only outlined."""
    if inks.of(canvas) == "saving" and inks.is_dark(colour):
        return _outlined(box, radius, canvas)
    inks.fill(canvas, canvas, colour)
    if radius:
        canvas.roundRect(*box, radius, stroke=0, fill=1)
    else:
        canvas.rect(*box, stroke=0, fill=1)
    return None


def _outlined(box: Rectangle, radius: float, canvas: Any) -> None:
    """The outline in place of a dark ground; only its foot where it reaches over the edge."""
    left, bottom, width, _ = box
    if left < 0:
        return line((left, bottom, left + width, bottom), "#000000", _OUTLINE, 0, canvas)
    return frame(box, "#000000", radius, _OUTLINE, canvas)


def shape(points: tuple[tuple[float, float], ...], colour: str, canvas: Any) -> None:
    """A filled polygon."""
    inks.fill(canvas, canvas, colour, text=True)
    _polygon(points, canvas)


def _polygon(points: tuple[tuple[float, float], ...], canvas: Any) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def figure(box: Rectangle, ground: str, dark: bool, radius: float, canvas: Any) -> None:
    """A rectangle of a picture on a ground."""
    _fill_figure(ground, dark, canvas)
    canvas.roundRect(*box, radius, stroke=0, fill=1)


def outline(points: tuple[tuple[float, float], ...], ground: str, dark: bool, canvas: Any) -> None:
    """A polygon of a picture on a ground."""
    _fill_figure(ground, dark, canvas)
    _polygon(points, canvas)


def _fill_figure(ground: str, dark: bool, canvas: Any) -> None:
    """White, or dark as the ground; to save ink black where it was white, and the other way."""
    if inks.of(canvas) == "saving":
        canvas.setFillGray(1 if dark else 0)
    else:
        inks.fill(canvas, canvas, ground if dark else _WHITE)


def frame(box: Rectangle, colour: str, radius: float, thick: float, canvas: Any) -> None:
    """The outline of a rectangle."""
    inks.stroke(canvas, colour, thick)
    if radius:
        canvas.roundRect(*box, radius, stroke=1, fill=0)
    else:
        canvas.rect(*box, stroke=1, fill=0)


def line(ends: Rectangle, colour: str, thick: float, dash: float, canvas: Any) -> None:
    """A line between two ends."""
    inks.stroke(canvas, colour, thick)
    canvas.setDash([dash] if dash else [])
    canvas.line(*ends)
    canvas.setDash([])


def picture(box: Rectangle, jpeg: Jpeg, canvas: Any) -> None:
    """A JPEG; one that occurs again is stored once."""
    canvas.put_jpeg(jpeg.printed(inks.of(canvas)), box)


@lru_cache(maxsize=4)
def _png(data: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    try:
        return ImageReader(io.BytesIO(data))
    except OSError as error:
        raise Refused("picture_unreadable", "emblem") from error


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises Refused ``picture_unreadable`` for what is no picture."""
    width, height = _png(png).getSize()
    return width, height


def emblem(box: Rectangle, png: bytes, canvas: Any) -> None:
    """A picture without transparency; one that occurs again is stored once."""
    canvas.drawImage(_png(png if inks.of(canvas) == "colour" else inks.grey_png(png)), *box)


def code(ground: Rectangle, box: Rectangle, mask: str, canvas: Any) -> None:
    """An inline mask painted black into the box, on a white ground."""
    white = " ".join(f"{side:.7g}" for side in ground)
    x, y, width, height = box
    place = f"{width:.7g} 0 0 {height:.7g} {x:.7g} {y:.7g}"
    canvas.addLiteral(f"q 1 g {white} re f 0 g {place} cm\n{mask}\nQ")


def watermark(
    middle: tuple[float, float], angle: float, text: str, colour: str, size: float, canvas: Any
) -> None:
    """Words turned around the middle."""
    canvas.saveState()
    canvas.translate(*middle)
    canvas.rotate(angle)
    inks.fill(canvas, canvas, colour, faint=True)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawString(-fonts.width(text, fonts.BOLD) * size / 2, -_CAP_HEIGHT * size / 2, text)
    canvas.restoreState()


def write(canvas: Any, texts: list[Text]) -> None:
    """Lines of text in one text object."""
    canvas.addLiteral(operators(canvas, texts))
