"""PDF bytes on the screen and on a printer: the same pages either way."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from desktop_app.ui.jobs import Step, Stop

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.documents.preview import Bitmap

#: Enough for a QR code of 0.375 mm a module; more only makes an old printer slow.
PRINT_DPI = 300


def images(pdf: bytes, dpi: int = 96, only: range | None = None) -> list[QImage]:
    """The pages (or those of ``only``) as pictures. For a lane: 50 ms a page."""
    from desktop_app.documents.preview import pages

    return [_image(page) for page in pages(pdf, dpi, only)]


def _image(page: "Bitmap") -> QImage:
    form = QImage.Format.Format_RGB32
    return QImage(page.data, page.width, page.height, page.stride, form).copy()


def ask_printer(parent: QWidget, title: str) -> "QPrinter | None":
    """The printer a person chose, or None."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() else None


def print_pdf(printer: "QPrinter", pdf: bytes, step: Step, stop: Stop) -> int:
    """Print every page in its own size; the number of pages printed. For a lane.

    Stopping leaves whole pages only. Raises OSError where the printer does not take the work.
    """
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.documents.preview import pages, sizes

    measures, painter, count = sizes(pdf), QPainter(), 0
    printer.setFullPage(True)
    for page in pages(pdf, PRINT_DPI):
        if stop():
            break
        size = QSizeF(*measures[count])
        printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
        if painter.isActive():
            printer.newPage()
        elif not painter.begin(printer):
            raise OSError(5, "the printer does not answer", printer.printerName())
        painter.drawImage(printer.paperRect(QPrinter.Unit.DevicePixel), _image(page))
        count += 1
        step(count, len(measures))
    painter.end()
    return count
