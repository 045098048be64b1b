"""Strokes on a reportlab canvas, in points from the bottom left corner."""

import hashlib
import io
from functools import lru_cache
from typing import Any

from desktop_app.documents import fonts, inks
from desktop_app.domain.findings import Refused

Rectangle = tuple[float, float, float, float]
"""Left, bottom, width, height; for a line its two ends."""
_CAP_HEIGHT = 0.71
_OUTLINE = 0.5
"""Points."""


class Jpeg:
    """JPEG bytes as reportlab takes them without decoding, named by their content.

    Raises Refused ``picture_unreadable`` for bytes that are none.
    """

    def __init__(self, data: bytes) -> None:
        from reportlab.pdfbase.pdfutils import readJPEGInfo

        try:
            readJPEGInfo(io.BytesIO(data))
        except Exception as error:  # reportlab raises whatever its reading stumbles over
            raise Refused("picture_unreadable", "photo") from error
        self._data = data
        self._name = hashlib.sha256(data).hexdigest()

    def __str__(self) -> str:
        return self._name

    def printed(self, ink: str) -> "Jpeg":
        """The picture as this ink prints it: itself, or in greys."""
        return self if ink == "colour" else Jpeg(inks.grey_jpeg(self._data))

    def jpeg_fh(self) -> io.BytesIO:
        """The file reportlab copies."""
        return io.BytesIO(self._data)


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
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


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
    canvas.drawImage(jpeg.printed(inks.of(canvas)), *box)


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


def mask(box: Rectangle, operators: str, canvas: Any) -> None:
    """An inline mask painted black into the square."""
    x, y, width, height = box
    place = f"{width:.4f} 0 0 {height:.4f} {x:.4f} {y:.4f}"
    canvas.addLiteral(f"q 0 g {place} cm\n{operators}\nQ")


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


def write(canvas: Any, texts: list[tuple[float, float, str, float, str, str]]) -> None:
    """Lines of text ``(x, y, font, size, colour, line)`` in one text object."""
    words = canvas.beginText()
    font: tuple[str, float] | None = None
    colour = ""
    for x, y, name, size, ink, line in texts:
        if (name, size) != font:
            font = (name, size)
            words.setFont(name, size)
        if ink != colour:
            colour = ink
            inks.fill(canvas, words, ink, text=True)
        words.setTextOrigin(x, y)
        words.textOut(line)
    canvas.drawText(words)
