"""Papers that are drawn when they go out, on a real printer and on one that is gone."""

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop_app.actions import agenda, issuing, registering
from desktop_app.ui.pages.dues import paper_out
from desktop_app.ui.pages.papers.agenda import registry_letters


@pytest.fixture
def draft(counter):
    return registering.save_draft(counter.desk, None, {"full_name": "Mbah Karto"})


@pytest.fixture
def way_out(counter, draft):
    desk, out = counter.desk, paper_out.PaperOut(counter.context)
    counter.qtbot.addWidget(out)
    out.offer("Surat", "surat.pdf", lambda: registry_letters(desk, (draft,)))
    return out


def printer(target):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(target))
    return made


def test_what_the_printer_took_is_entered(counter, way_out, tmp_path):
    way_out.print_on(printer(tmp_path / "out.pdf"))
    counter.settle()
    assert counter.said[-1][0] == "done"
    (letter,) = agenda.book(counter.desk).letters
    assert letter.revoked_at is None


def test_a_printer_that_is_gone_is_told_and_nothing_is_entered(counter, way_out, tmp_path):
    way_out.print_on(printer(tmp_path / "nowhere" / "out.pdf"))
    counter.settle()
    kind, line = counter.said[-1]
    assert kind == "trouble"
    assert "Printer" in line
    (letter,) = agenda.book(counter.desk).letters
    assert letter.revoked_why
    assert issuing.recent_papers(counter.desk) == []
    assert way_out.print.isEnabled()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_entered(counter, way_out, tmp_path):
    way_out.save_to(tmp_path / "nowhere" / "surat.pdf")
    counter.settle()
    assert counter.said[-1][0] == "trouble"
    assert agenda.book(counter.desk).letters == ()
    assert way_out.save.isEnabled()


def test_a_sheet_about_nobody_is_only_written(counter, tmp_path):
    out = paper_out.PaperOut(counter.context)
    counter.qtbot.addWidget(out)
    out.offer("Lembar", "lembar.pdf", lambda: b"%PDF-1.4")
    out.save_to(tmp_path / "lembar.pdf")
    counter.settle()
    assert (tmp_path / "lembar.pdf").read_bytes() == b"%PDF-1.4"
    assert issuing.recent_papers(counter.desk) == []
