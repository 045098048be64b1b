"""The very PDF as pictures, for the window and for printers."""

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


def _drawn(page: Any, dpi: float) -> Bitmap:
    drawn = page.render(scale=dpi / 72, prefer_bgrx=True)
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
