"""Pictures that people bring, of any kind and size: upright, in RGB, on white."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Refused

if TYPE_CHECKING:
    from PIL import Image

#: Largest file that is opened, in bytes; a picture of 200 megapixels has 40 to 80 million.
OPENED = 120_000_000
#: Largest picture that is decoded whole, in pixels.
PIXELS = 60_000_000
#: Largest JPEG that is decoded at an eighth of its size, in pixels.
JPEG_PIXELS = 600_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")


def read(path: Path) -> bytes:
    """The file's bytes. Raises Refused for one that cannot be read or is too large."""
    try:
        if path.stat().st_size > OPENED:
            raise Refused("picture_too_large")
        return path.read_bytes()
    except OSError:
        raise Refused("picture_unreadable") from None


def flat(data: bytes, least: tuple[int, int]) -> "Image.Image":
    """The picture upright, in RGB and on white; a large JPEG not smaller than ``least`` pixels.

    Raises Refused: ``picture_unreadable``, ``picture_too_large``.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the size is checked here, before a pixel is decoded
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _check_size(opened)
            opened.draft(opened.mode, (least[0] * 2, least[1] * 2))
            return _on_white(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise Refused("picture_unreadable") from None


def _check_size(opened: "Image.Image") -> None:
    """A JPEG that is stored line by line is read at a fraction of its size, any other whole."""
    by_lines = opened.format == "JPEG" and not opened.info.get("progressive")
    if opened.width * opened.height > (JPEG_PIXELS if by_lines else PIXELS):
        raise Refused("picture_too_large")


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    if picture.mode.startswith("I"):  # sixteen bits a pixel
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if picture.mode in ("RGBA", "LA", "P", "PA", "RGBa", "La") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return picture.convert("RGB")
