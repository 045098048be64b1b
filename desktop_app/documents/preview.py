"""The very PDF as pictures, for the window and for printers."""

import math
import threading
from collections.abc import Iterator, Sequence
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


#: PDFium has state of its own and must not be entered by two threads at once.
_PDFIUM = threading.Lock()


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in mm. Raises Refused ``file_unreadable``."""
    with _PDFIUM, _opened(pdf) as document:
        return [
            (width / 72 * 25.4, height / 72 * 25.4)
            for width, height in map(document.get_page_size, range(len(document)))
        ]


def pages(pdf: bytes, dpi: float = 96, only: Sequence[int] | None = None) -> Iterator[Bitmap]:
    """Each page (or those of ``only``) drawn at ``dpi``, one at a time.

    Raises Refused ``file_unreadable``.
    """
    with _PDFIUM:
        document = _opened(pdf)
        numbers = only if only is not None else range(len(document))
    try:
        for number in numbers:
            with _PDFIUM:
                drawn = _drawn(document[number], dpi)
            yield drawn
    finally:
        with _PDFIUM:
            document.close()


def part(pdf: bytes, number: int, dpi: float, box: tuple[int, int, int, int]) -> Bitmap:
    """A part of a page: left, top, width and height of ``box`` in pixels of the page at ``dpi``,
    within it. However far a page is enlarged, only what is seen of it is drawn.

    Raises Refused ``file_unreadable``.
    """
    with _PDFIUM, _opened(pdf) as document:
        page = document[number]
        width, height = (math.ceil(side * dpi / 72) for side in page.get_size())
        left, top, wide, high = box
        rest = left, height - top - high, width - left - wide, top
        # pdfium rounds what is cut off up to whole pixels
        cut = tuple(max(0.0, (side - 0.5) * 72 / dpi) for side in rest)
        return _drawn(page, dpi, cut)


def _drawn(page: Any, dpi: float, cut: tuple[float, ...] = (0, 0, 0, 0)) -> Bitmap:
    drawn = page.render(scale=dpi / 72, crop=cut, prefer_bgrx=True)
    bitmap = Bitmap(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
    drawn.close()
    page.close()
    return bitmap


def _opened(pdf: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Refused("file_unreadable") from error
