"""The very PDF as pictures, for the window and for printers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.findings import Refused


@dataclass(frozen=True, slots=True)
class Bitmap:
    """One page as pixels of four bytes, blue, green, red, unused (Qt's ``Format_RGB32``)."""

    width: int
    height: int
    stride: int
    """Bytes in a row."""
    data: bytes


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in mm. Raises Refused ``file_unreadable``."""
    with _opened(pdf) as document:
        return [
            (width / 72 * 25.4, height / 72 * 25.4)
            for width, height in map(document.get_page_size, range(len(document)))
        ]


def pages(pdf: bytes, dpi: float = 96, only: range | None = None) -> Iterator[Bitmap]:
    """Each page (or those of ``only``) drawn at ``dpi``, one at a time.

    Raises Refused ``file_unreadable``.
    """
    with _opened(pdf) as document:
        for number in only if only is not None else range(len(document)):
            page = document[number]
            drawn = page.render(scale=dpi / 72, prefer_bgrx=True)
            yield Bitmap(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
            drawn.close()
            page.close()


def _opened(pdf: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Refused("file_unreadable") from error
