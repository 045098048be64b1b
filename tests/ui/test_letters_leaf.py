"""Letters on the page Cetak, the book of letters, and how they are numbered."""

import pytest

from desktop_app.actions import agenda, issuing, lettering, registering
from desktop_app.ui.pages.papers.agenda import RevokeDialog
from desktop_app.ui.pages.printing import LEAVES, PrintingPage
from desktop_app.ui.pages.settings.page import SettingsPage


@pytest.fixture
def people(counter, raw):
    return counter.register(raw(1, monthly_income=1_500_000), raw(2, full_name="Warsini"))


@pytest.fixture
def page(counter, people):
    return counter.show(PrintingPage)


def book(page, counter):
    page.leaves.setCurrentIndex(LEAVES.index("letters"))
    page.refresh()
    counter.settle()
    return page.letters


def cells(leaf, row):
    table = leaf.table
    return [table.item(row, at).text() for at in range(table.columnCount())]


def test_a_statement_is_chosen_seen_and_saved(page, counter, people, tmp_path):
    page.open(ids=people, kind="work")
    counter.settle()
    assert page.choosing.kind == "work"
    assert page.choosing.purpose.isVisibleTo(page)
    assert not page.choosing.who.boxes["unprinted"].isVisibleTo(page)
    page.choosing.purpose.control.setText("mengajukan kredit")
    page.choosing.purpose.control.editingFinished.emit()
    counter.settle()
    assert page.choosing.order().purpose == "mengajukan kredit"
    assert page.preview.picture.has_image()
    page.outlet.save_to(tmp_path / "surat.pdf")
    counter.settle()
    assert len(agenda.book(counter.desk).letters) == 2
    leaf = book(page, counter)
    assert cells(leaf, 0)[:4] == [
        "470/002/XI/2026",
        "23-11-2026",
        "Surat keterangan pekerjaan",
        "Warsini",
    ]


def test_the_book_of_another_year_is_empty(page, counter, people):
    leaf = book(page, counter)
    assert leaf.empty.isVisibleTo(page)
    assert not leaf.print.isEnabled()
    assert not leaf.revoke.isEnabled()
    assert leaf.year.value() == "2026"


def test_a_letter_is_revoked_with_a_reason(page, counter, people, qtbot):
    issuing.issue(counter.desk, lettering.compose(counter.desk, "work", people))
    leaf = book(page, counter)
    leaf.table.selectRow(1)
    assert leaf.revoke.isEnabled()
    dialog = RevokeDialog(page, "470/001/XI/2026")
    qtbot.addWidget(dialog)
    assert not dialog.yes.isEnabled()
    dialog.why.control.setText("salah nama")
    assert dialog.yes.isEnabled()
    leaf.revoke_for(1, "salah nama")
    counter.settle()
    leaf = book(page, counter)
    assert cells(leaf, 1)[-1].endswith("salah nama")
    leaf.table.selectRow(1)
    assert not leaf.revoke.isEnabled()


def test_the_book_goes_on_paper(page, counter, people, tmp_path):
    issuing.issue(counter.desk, lettering.compose(counter.desk, "work", people))
    leaf = book(page, counter)
    leaf.offer_book()
    leaf.out.save_to(tmp_path / "buku.pdf")
    counter.settle()
    assert (tmp_path / "buku.pdf").read_bytes().startswith(b"%PDF")


def test_letters_for_people_without_a_nik(page, counter, people, tmp_path):
    leaf = book(page, counter)
    assert not leaf.registry.isVisibleTo(page)
    registering.save_draft(counter.desk, None, {"full_name": "Mbah Karto"})
    leaf = book(page, counter)
    assert leaf.registry.isVisibleTo(page)
    assert "1" in leaf.registry.text()
    leaf.offer_registry()
    leaf.out.save_to(tmp_path / "surat.pdf")
    counter.settle()
    assert [one.full_name for one in agenda.book(counter.desk).letters] == ["Mbah Karto"]


def test_the_form_of_the_numbers_is_tried_while_it_is_typed(counter):
    page = counter.show(SettingsPage)
    page.open(tab="office")
    page.refresh()
    counter.settle()
    tab = page.by_name["office"].numbers
    assert tab.template.control.text() == "470/{n}/{bulan romawi}/{tahun}"
    assert "470/001/XI/2026" in tab.following.text()
    tab.template.control.textEdited.emit("560/{tahun}")
    counter.settle()
    assert not tab.save.isEnabled()
    assert "{n}" in tab.template.line.text()
    tab.template.control.setText("560/{n}/{tahun}")
    tab.template.control.textEdited.emit("560/{n}/{tahun}")
    counter.settle()
    assert "560/001/2026" in tab.following.text()
    tab.put()
    counter.settle()
    assert agenda.number_template(counter.desk) == "560/{n}/{tahun}"


def test_who_signs_for_the_head_is_asked_where_somebody_does(counter):
    page = counter.show(SettingsPage)
    page.open(tab="office")
    counter.settle()
    fields = page.by_name["office"].fields
    assert not fields.deputy.isVisibleTo(page)
    box = fields.head_prefix.control
    box.setCurrentIndex(box.findData("u.b."))
    assert fields.deputy.isVisibleTo(page)
    assert fields.deputy_through.isVisibleTo(page)
    fields.deputy.control.setText("Rahayu")
    fields.deputy_title.control.setText("Kepala Seksi Pelayanan")
    page.by_name["office"].save.click()
    counter.settle()
    assert fields.deputy_through.line.text()
    fields.deputy_through.control.setText("Sekretaris Desa")
    page.by_name["office"].save.click()
    counter.settle()
    assert counter.desk.office.deputy.through == "Sekretaris Desa"
