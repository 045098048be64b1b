"""The office's emblem: from any picture to a small PNG on white, cut close, fit for 600 dpi."""

import io
from typing import TYPE_CHECKING

from desktop_app.actions import pictures
from desktop_app.domain.findings import Refused

if TYPE_CHECKING:
    from PIL import Image

#: The longer side of what is kept, in pixels: 20 mm at 600 dpi.
SIDE = 480
#: Less than this prints blurred.
LEAST = 120
#: The longer side is at most so many times the shorter.
LONGEST = 3.0
#: Largest PNG that is kept, in bytes.
STORED = 60_000
#: Differences from white that are no drawing (dust and shadows of a scan), of 255.
_DUST = 12


def prepared(data: bytes) -> bytes:
    """The emblem as it is kept. Raises Refused: ``picture_unreadable``, ``picture_too_large``,
    ``emblem`` (``why`` ``empty``, ``small`` or ``long``).
    """
    from PIL import Image

    picture = _cut(pictures.flat(data, (SIDE, SIDE)))
    width, height = picture.size
    if max(width, height) < LEAST:
        raise Refused("emblem", None, why="small", width=width, height=height, least=LEAST)
    if max(width, height) > LONGEST * min(width, height):
        raise Refused("emblem", None, why="long")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return _small(picture)


def _cut(picture: "Image.Image") -> "Image.Image":
    """Without the empty edges, so that every emblem is as large as its place."""
    from PIL import Image, ImageChops

    white = Image.new("RGB", picture.size, "white")
    far = ImageChops.difference(picture, white).convert("L").point(lambda v: 255 * (v > _DUST))
    box = far.getbbox()
    if box is None:
        raise Refused("emblem", None, why="empty")
    return picture.crop(box)


def _small(picture: "Image.Image") -> bytes:
    """A PNG; where it would be large, with fewer colours or fewer points."""
    half = picture.reduce(2)
    for kept in (picture, picture.quantize(128), half.quantize(128), half.quantize(16)):
        out = io.BytesIO()
        kept.save(out, "PNG", optimize=True)
        if out.tell() <= STORED:
            break
    return out.getvalue()
