"""JPEGs, which go into a PDF as they are: only how large they are must be known."""

import hashlib

from desktop_app.documents import inks
from desktop_app.domain.findings import Refused

_FRAMES = (0xC0, 0xC1, 0xC2)
"""Segments that say how large the picture is: baseline, extended and progressive ones."""


class Jpeg:
    """JPEG bytes with their size and how many parts a colour has: 1 grey, 3 RGB, 4 CMYK.

    Raises Refused ``picture_unreadable`` for bytes that are none.
    """

    __slots__ = ("data", "height", "parts", "width")

    def __init__(self, data: bytes) -> None:
        try:
            self.width, self.height, self.parts = _frame(data)
        except (IndexError, ValueError) as error:
            raise Refused("picture_unreadable", "photo") from error
        self.data = data

    @property
    def digest(self) -> bytes:
        """What tells it from every other picture."""
        return hashlib.sha256(self.data).digest()

    def printed(self, ink: str) -> "Jpeg":
        """The picture as this ink prints it: itself, or in greys."""
        return self if ink == "colour" else Jpeg(inks.grey_jpeg(self.data))

    def stream(self) -> bytes:
        """The image as a PDF holds it."""
        space = {1: "Gray", 3: "RGB", 4: "CMYK"}[self.parts]
        inverted = "/Decode[1 0 1 0 1 0 1 0]" if self.parts == 4 else ""
        head = (
            f"<</Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}"
            f"/ColorSpace/Device{space}/BitsPerComponent 8{inverted}"
            f"/Filter/DCTDecode/Length {len(self.data)}>>\nstream\n"
        )
        return b"%b%bendstream\n" % (head.encode(), self.data)


def _frame(data: bytes) -> tuple[int, int, int]:
    """Width, height and parts. Raises ValueError or IndexError where the bytes do not say them."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    at = 2
    while (mark := data[at + 1]) not in _FRAMES:
        if data[at] != 0xFF or mark == 0xDA:
            raise ValueError("no JPEG")
        at += 1 if mark == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    depth, parts = data[at + 4], data[at + 9]
    if data[at] != 0xFF or depth != 8 or parts not in (1, 3, 4):
        raise ValueError("a JPEG that PDFs do not hold")
    height, width = int.from_bytes(data[at + 5 : at + 7]), int.from_bytes(data[at + 7 : at + 9])
    return width, height, parts
