"""PDF bytes on the screen and on a printer: the same pages either way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from desktop_app.domain.findings import Refused
from desktop_app.domain.print_run import Step as Page
from desktop_app.ui.jobs import Step, Stop

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.documents.preview import Bitmap

#: Enough for a QR code of 0.375 mm a module; more only makes an old printer slow.
PRINT_DPI = 300
_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Device:
    """A printer that this PC knows."""

    name: str
    usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Pages on their way to a printer."""

    printer: str
    title: str
    pdf: bytes = field(repr=False)
    pages: Sequence[Page]
    shift: tuple[float, float] = (0.0, 0.0)
    """How far everything moves right and down (mm)."""
    both_sides: bool = False
    """The printer turns each sheet itself."""


Shift = tuple[float, float]
Lane = tuple[Step, Stop]
Send = Callable[[Task, Step, Stop], int]
"""Sends the pages and returns how many the printer took; :class:`Step` is told after each."""


def images(pdf: bytes, dpi: int = 96, only: range | None = None) -> list[QImage]:
    """The pages (or those of ``only``) as pictures. For a lane: 50 ms a page."""
    from desktop_app.documents.preview import pages

    return [_image(page) for page in pages(pdf, dpi, only)]


def part_image(pdf: bytes, number: int, dpi: float, box: tuple[int, int, int, int]) -> QImage:
    """A part of a page as a picture (see :func:`desktop_app.documents.preview.part`). For a
    lane."""
    from desktop_app.documents.preview import part

    return _image(part(pdf, number, dpi, box))


def _image(page: "Bitmap") -> QImage:
    form = QImage.Format.Format_RGB32
    return QImage(page.data, page.width, page.height, page.stride, form).copy()


def devices() -> list[Device]:
    """The printers of this PC, the usual one first. For a lane: a network may be slow to tell."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))
    return [Device(name, name == usual) for name in names]


def ask_printer(parent: QWidget, title: str) -> "QPrinter | None":
    """The printer a person chose, or None."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() else None


def send(task: Task, step: Step, stop: Stop) -> int:
    """Send these pages to the printer of that name. For a lane.

    Raises Refused ``printer_none`` where there is no such printer, ``printer_gone`` where it
    answers no more; what was told until then went out.
    """
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    found = QPrinterInfo.printerInfo(task.printer)
    if found.isNull():
        raise Refused("printer_none", None, printer=task.printer)
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(task.title)
    duplex = QPrinter.DuplexMode
    printer.setDuplex(duplex.DuplexLongSide if task.both_sides else duplex.DuplexNone)
    return put_on(printer, task, step, stop)


def put_on(printer: "QPrinter", task: Task, step: Step, stop: Stop) -> int:
    """Draw the pages on an open printer, each in its own size; see :func:`send`.

    Stopping leaves whole pages only.
    """
    from desktop_app.documents.preview import pages, sizes

    measures, painter, count = sizes(task.pdf), QPainter(), 0
    printer.setFullPage(True)
    drawn: tuple[int, QImage] | None = None
    try:
        for at, page in enumerate(task.pages):
            if stop():
                break
            size = QSizeF(*measures[page.page])
            printer.setPageSize(_exactly(size))
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise Refused("printer_gone", None, printer=task.printer)
            if drawn is None or drawn[0] != page.page:
                drawn = page.page, _image(next(pages(task.pdf, PRINT_DPI, [page.page])))
            _draw((printer, painter), (drawn[1], size), task.shift, upside_down=page.upside_down)
            if printer.printerState() in _gone():
                raise Refused("printer_gone", None, printer=task.printer)
            count = at + 1
            step(count, len(task.pages))
    finally:
        ended = painter.end() if painter.isActive() else True
    if not ended:
        raise Refused("printer_gone", None, printer=task.printer)
    return count


def _gone() -> "tuple[QPrinter.PrinterState, ...]":
    from PySide6.QtPrintSupport import QPrinter

    return QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error


def _exactly(size: QSizeF) -> QPageSize:
    """Paper of this size in mm. F4 is not taken for the American folio, which is a little wider."""
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    return QPageSize(size, QPageSize.Unit.Millimeter, "", exact)


def _draw(
    where: "tuple[QPrinter, QPainter]",
    what: tuple[QImage, QSizeF],
    shift: tuple[float, float],
    *,
    upside_down: bool,
) -> None:
    """In its own size, whatever paper the printer believes it has: nothing is ever scaled."""
    from PySide6.QtPrintSupport import QPrinter

    (printer, painter), (image, size) = where, what
    paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    dots = printer.resolution() / _INCH
    painter.save()
    painter.translate(shift[0] * dots, shift[1] * dots)
    if upside_down:
        painter.translate(paper.width(), paper.height())
        painter.rotate(180)
    painter.drawImage(QRectF(0, 0, size.width() * dots, size.height() * dots), image)
    painter.restore()


def print_whole(printer: "QPrinter", pdf: bytes, shift: Shift, lane: Lane) -> None:
    """Print every page in its own size. For a lane. Raises Refused ``printer_gone`` where the
    printer does not take the work, ``print_cut`` where it did not take all of it."""
    from desktop_app.documents.preview import sizes

    pages = [Page(number, number) for number in range(len(sizes(pdf)))]
    name, title = printer.printerName(), printer.docName()
    task = Task(printer=name, title=title, pdf=pdf, pages=pages, shift=shift)
    if put_on(printer, task, *lane) < len(pages):
        raise Refused("print_cut")
