"""Strokes on a reportlab canvas, in points from the bottom left corner."""

import hashlib
import io
from functools import cache
from typing import Any

from desktop_app.documents import fonts
from desktop_app.domain.findings import Refused

Rectangle = tuple[float, float, float, float]
"""Left, bottom, width, height; for a line its two ends."""
_CAP_HEIGHT = 0.71


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

    def jpeg_fh(self) -> io.BytesIO:
        """The file reportlab copies."""
        return io.BytesIO(self._data)


@cache
def rgb(colour: str) -> tuple[float, float, float]:
    """``#0F766E`` as three parts of one."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def box(box: Rectangle, colour: str, radius: float, canvas: Any) -> None:
    """A filled rectangle."""
    canvas.setFillColorRGB(*rgb(colour))
    if radius:
        canvas.roundRect(*box, radius, stroke=0, fill=1)
    else:
        canvas.rect(*box, stroke=0, fill=1)


def frame(box: Rectangle, colour: str, radius: float, thick: float, canvas: Any) -> None:
    """The outline of a rectangle."""
    canvas.setStrokeColorRGB(*rgb(colour))
    canvas.setLineWidth(thick)
    if radius:
        canvas.roundRect(*box, radius, stroke=1, fill=0)
    else:
        canvas.rect(*box, stroke=1, fill=0)


def line(ends: Rectangle, colour: str, thick: float, dash: float, canvas: Any) -> None:
    """A line between two ends."""
    canvas.setStrokeColorRGB(*rgb(colour))
    canvas.setLineWidth(thick)
    canvas.setDash([dash] if dash else [])
    canvas.line(*ends)
    canvas.setDash([])


def picture(box: Rectangle, jpeg: Jpeg, canvas: Any) -> None:
    """A JPEG; one that occurs again is stored once."""
    canvas.drawImage(jpeg, *box)


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
    canvas.setFillColorRGB(*rgb(colour))
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
            words.setFillColorRGB(*rgb(ink))
        words.setTextOrigin(x, y)
        words.textOut(line)
    canvas.drawText(words)
