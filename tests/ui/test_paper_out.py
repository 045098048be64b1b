"""Pages on a printer: their size, their offset to a tenth of a millimetre, and which way up."""

import io

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from desktop_app.domain.findings import Refused
from desktop_app.domain.print_run import Step
from desktop_app.ui import paper
from desktop_app.ui.paper import Task

MM = 72 / 25.4
A4, F4 = (210 * MM, 297 * MM), (215 * MM, 330 * MM)
DPI = 508  # 20 dots to the millimetre


def pdf(*sizes):
    """Pages with a black square of 10 mm whose left top corner is 30 mm, 40 mm from the page's."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for width, height in sizes:
        canvas.setPageSize((width, height))
        canvas.rect(30 * MM, height - 50 * MM, 10 * MM, 10 * MM, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def printed(qapp, tmp_path):
    """Prints pages to a printer that writes a file: (count, the file's pages)."""

    def printing(data, steps, **what):
        target = tmp_path / "out.pdf"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        stop = what.pop("stop", lambda: False)
        told = []
        task = Task(printer="file", title="t", pdf=data, pages=steps, **what)
        count = paper.put_on(printer, task, lambda at, of: told.append((at, of)), stop)
        pages = list(pypdfium2.PdfDocument(target)) if count else []
        return count, pages, told

    return printing


def square(page):
    """Left, top, right, bottom of what is dark, in mm from the page's left top corner."""
    image = page.render(scale=DPI / 72).to_pil().convert("L")
    box = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    return tuple(value / DPI * 25.4 for value in box)


def test_the_size_and_place_are_exact(printed):
    count, pages, told = printed(pdf(A4, F4), [Step(0, 0), Step(1, 1)])
    assert (count, told) == (2, [(1, 2), (2, 2)])
    sizes = [tuple(value / MM for value in page.get_size()) for page in pages]
    assert sizes == [pytest.approx((210, 297), abs=0.4), pytest.approx((215, 330), abs=0.4)]
    for page in pages:
        assert square(page) == pytest.approx((30, 40, 40, 50), abs=0.15)


@pytest.mark.parametrize("shift", [(0.7, -0.3), (-2.5, 1.1)])
def test_the_offset_moves_everything(printed, shift):
    _, (page,), _ = printed(pdf(A4), [Step(0, 0)], shift=shift)
    right, down = shift
    wanted = (30 + right, 40 + down, 40 + right, 50 + down)
    assert square(page) == pytest.approx(wanted, abs=0.15)


def test_a_back_that_stands_on_its_head(printed):
    _, (page,), _ = printed(pdf(A4), [Step(0, 0, upside_down=True)])
    assert square(page) == pytest.approx((170, 247, 180, 257), abs=0.3)


def test_the_same_page_goes_out_as_often_as_it_is_asked(printed):
    count, pages, _ = printed(pdf(A4, A4), [Step(1, 0), Step(1, 0), Step(0, 1)])
    assert (count, len(pages)) == (3, 3)


def test_stopping_leaves_whole_pages(printed):
    asked = iter((False, True))
    count, pages, _ = printed(pdf(A4, A4), [Step(0, 0), Step(1, 1)], stop=lambda: next(asked, True))
    assert (count, len(pages)) == (1, 1)


def test_a_printer_that_does_not_answer(qapp, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "none" / "out.pdf"))
    task = Task(printer="HP", title="t", pdf=pdf(A4), pages=[Step(0, 0)])
    with pytest.raises(Refused, match="printer_gone"):
        paper.put_on(printer, task, lambda *_: None, lambda: False)


def test_a_printer_that_is_not_there_any_more(qapp):
    task = Task(printer="Epson L3110", title="t", pdf=pdf(A4), pages=[Step(0, 0)])
    with pytest.raises(Refused, match="printer_none"):
        paper.send(task, lambda *_: None, lambda: False)
