"""Saldo awal in the window: first what would happen, then it is done."""

import pytest
import xlsxwriter

from desktop_app.actions import finding
from desktop_app.store.summary import Filters
from desktop_app.ui.pages.dues.taking_over import TakingOver

HEADINGS = ("NIK", "Nama", "Pekerjaan", "KPJ", "Terdaftar sejak", "Dibayar sampai", "Pembayar")


@pytest.fixture
def book(tmp_path):
    def write(*rows):
        path = tmp_path / "peserta.xlsx"
        made = xlsxwriter.Workbook(path)
        sheet = made.add_worksheet()
        for at, row in enumerate((HEADINGS, *rows)):
            sheet.write_row(at, 0, row)
        made.close()
        return path

    return write


def row(serial, kpj, name="Slamet"):
    return (f"330101150885{serial:04}", name, "petani", kpj, "10-01-2025", "2026-10", "APBD")


@pytest.fixture
def panel(counter, qtbot):
    made = TakingOver(counter.context)
    qtbot.addWidget(made)
    return made


def members(counter):
    return finding.count(counter.desk, Filters(membership="member"))


def test_a_list_is_looked_at_first_and_changes_nothing(panel, counter, book):
    panel.look_at(book(row(1, "12345678901"), row(2, "1234567890", "Wagiman")))
    counter.settle()
    assert panel.counts.text().startswith("1 bisa diambil, 0 perlu dipastikan, 1 tidak bisa")
    assert panel.take.text() == "Ambil 1 peserta"
    assert panel.table.rows.rowCount() == 1
    assert "11" in panel.table.rows.row(0).cells[2]
    assert members(counter) == 0


def test_then_it_is_taken_once(panel, counter, book):
    path = book(row(1, "12345678901"), row(2, "12345678902", "Wagiman"))
    panel.look_at(path)
    counter.settle()
    panel.take.click()
    counter.settle()
    assert panel.message.text() == "2 peserta diambil."
    assert members(counter) == 2
    panel.look_at(path)
    counter.settle()
    assert "2 sudah tercatat" in panel.counts.text()
    assert panel.take.isHidden()


def test_what_is_no_list_is_said_in_place(panel, counter, tmp_path):
    path = tmp_path / "surat.xlsx"
    path.write_bytes(b"%PDF-1.4")
    panel.look_at(path)
    counter.settle()
    assert panel.message.text()
    assert panel.take.isHidden()
    panel.leave.click()
    assert panel.isHidden()
