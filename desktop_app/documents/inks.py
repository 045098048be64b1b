"""What a paper is printed with: all colours, greys only, or as little as can be read.

A canvas is told once (:func:`use`); what is drawn on it afterwards keeps to it. ``grey`` writes
the greys of the colours. ``saving`` leaves grounds white, writes all text black, and makes of a
dark ground its outline. QR codes are black on white with every ink.
"""

import io
from functools import lru_cache
from typing import Any

from desktop_app.domain.findings import Refused

INKS = ("colour", "grey", "saving")

_DARK = 0.7
"""A ground darker than this carries white words; with ``saving`` it becomes an outline."""
_PALEST = 0.6
_THICKEST = 0.6
"""Of rules where ink is saved: how light, and how thick in points."""
_FAINT = 0.92
_KEY = "loket_ink"


def use(canvas: Any, ink: str) -> None:
    """Draws on this canvas with the ink from now on. Raises Refused ``choice``."""
    if ink not in INKS:
        raise Refused("choice", "ink", value=ink, allowed=INKS)
    setattr(canvas, _KEY, ink)


def of(canvas: Any) -> str:
    """The canvas's ink."""
    return str(getattr(canvas, _KEY, "colour"))


@lru_cache(maxsize=256)
def parts(colour: str) -> tuple[float, float, float]:
    """``#0F766E`` as three parts of one."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


@lru_cache(maxsize=256)
def grey(colour: str) -> float:
    """How light the colour is to the eye: 0 black, 1 white (Rec. 601)."""
    red, green, blue = parts(colour)
    return round(0.299 * red + 0.587 * green + 0.114 * blue, 3)


def is_dark(colour: str) -> bool:
    """Whether words on this ground are white."""
    return grey(colour) < _DARK


def fill(canvas: Any, writer: Any, colour: str, *, text: bool = False, faint: bool = False) -> None:
    """Sets the colour in which ``writer`` (the canvas or a text object of it) fills.

    To save ink text is black, a watermark (``faint``) hardly to be seen, and the rest white.
    """
    ink = of(canvas)
    if ink == "colour":
        writer.setFillColorRGB(*parts(colour))
    elif ink == "grey":
        writer.setFillGray(grey(colour))
    else:
        writer.setFillGray(0 if text else _FAINT if faint else 1)


@lru_cache(maxsize=256)
def text_operator(ink: str, colour: str) -> str:
    """What sets the colour of text in a page's content."""
    if ink == "colour":
        return " ".join(f"{part:.4g}" for part in parts(colour)) + " rg"
    return f"{grey(colour) if ink == 'grey' else 0:.4g} g"


def stroke(canvas: Any, colour: str, thick: float) -> None:
    """Sets the colour and thickness (points) of lines."""
    ink = of(canvas)
    if ink == "colour":
        canvas.setStrokeColorRGB(*parts(colour))
    elif ink == "grey":
        canvas.setStrokeGray(grey(colour))
    else:
        canvas.setStrokeGray(min(grey(colour), _PALEST))
        thick = min(thick, _THICKEST)
    canvas.setLineWidth(thick)


def grey_jpeg(data: bytes) -> bytes:
    """A JPEG in greys. Raises Refused ``picture_unreadable``."""
    return _in_greys(data, "JPEG", "photo")


@lru_cache(maxsize=4)
def grey_png(data: bytes) -> bytes:
    """A PNG in greys. Raises Refused ``picture_unreadable``."""
    return _in_greys(data, "PNG", "emblem")


def _in_greys(data: bytes, form: str, field: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.convert("L").save(out, form, quality=85)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("picture_unreadable", field) from error
    return out.getvalue()
