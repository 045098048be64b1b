import openpyxl
from PySide6.QtCore import Qt

from desktop_app.actions import finding
from desktop_app.ui.pages.sending import SendingPage


def lines(table):
    return [table.rows.row(at).cells for at in range(table.rows.rowCount())]


def answer(path, *rows):
    book = openpyxl.Workbook()
    book.active.append(["NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def sent(counter, page, tmp_path):
    page.to.make_list(tmp_path / "daftar.xlsx")
    counter.settle()


def test_nobody_ready(counter):
    page = counter.show(SendingPage)
    assert page.to.count.text() == "0"
    assert not page.to.make.isEnabled()
    assert page.to.nothing.isVisibleTo(page)


def test_who_is_ready_and_who_lacks_what(counter, raw):
    counter.register(raw(1), raw(2, full_name="Wagiyem", consent=None))
    page = counter.show(SendingPage)
    assert page.to.count.text() == "1"
    ((name, number, lacks),) = lines(page.to.table)
    assert name == "Wagiyem"
    assert number.startswith("3301012001-")
    assert "persetujuan" in lacks
    index = page.to.table.rows.index(0, 0)
    page.to.table.activated.emit(index)
    assert counter.asked[0][0] == "workers"


def test_the_list_and_its_letter_are_made(counter, raw, tmp_path):
    counter.register(raw(1), raw(2, full_name="Wagiyem", mother_name="Saminah"))
    page = counter.show(SendingPage)
    sent(counter, page, tmp_path)
    assert (tmp_path / "daftar.xlsx").stat().st_size
    assert (tmp_path / "daftar-pengantar.pdf").read_bytes().startswith(b"%PDF")
    assert "2 orang" in page.to.message.text()
    assert "daftar-pengantar.pdf" in page.to.message.text()
    assert page.to.count.text() == "0"
    assert len(lines(page.lists.table)) == 1


def test_a_place_that_cannot_be_written_is_told(counter, raw, tmp_path):
    counter.register(raw(1))
    page = counter.show(SendingPage)
    (tmp_path / "file").write_text("in the way")
    page.to.make_list(tmp_path / "file" / "daftar.xlsx")
    counter.settle()
    assert page.to.message.property("tone") == "block"
    assert page.to.make.isEnabled()
    assert finding.today_figures(counter.desk).candidates == 1


def test_the_answer_in_words_and_on_to_the_cards(counter, raw, tmp_path):
    ids = counter.register(
        raw(1),
        raw(2, full_name="Wagiyem", mother_name="Saminah"),
        raw(3, full_name="Ngatijo", mother_name="Painem"),
    )
    page = counter.show(SendingPage)
    sent(counter, page, tmp_path)
    path = answer(
        tmp_path / "jawaban.xlsx",
        (raw(1)["nik"], "SLAMET", "26012345678", None),
        (raw(2)["nik"], "SLAMET", None, "NIK tidak padan"),
        ("3301011508859999", "ORANG LAIN", "26012345679", None),
    )
    page.open(tab="answer")
    page.answer.take(path)
    counter.settle()
    said = page.answer.message.text()
    assert "1 orang kini peserta" in said
    assert "1 ditolak" in said
    assert "1 baris tidak cocok" in said
    results = [row[2:] for row in lines(page.answer.table)]
    assert results[0] == ("Ditolak", "NIK tidak padan")
    assert [row[0] for row in results[1:]] == ["Tidak cocok dengan siapa pun", "Peserta"]
    page.answer.cards.click()
    assert counter.asked[-1] == ("printing", {"ids": [ids[0]]})
    assert lines(page.lists.table)[0][2:] == ("3", "1", "1", "1")


def test_a_file_that_is_no_answer(counter, tmp_path):
    page = counter.show(SendingPage)
    (tmp_path / "foto.xlsx").write_bytes(b"no workbook")
    page.answer.take(tmp_path / "foto.xlsx")
    counter.settle()
    assert page.answer.message.property("tone") == "block"
    assert page.answer.choose.isEnabled()


def test_a_click_on_a_tab_leaves_the_cursor_where_typing_begins(counter):
    """From the tab itself the next Tab key led out of the page."""
    page = counter.show(SendingPage)
    assert page.tabs.currentWidget() is page.to
    bar = page.tabs.tabBar()
    counter.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    counter.settle()
    assert page.tabs.currentWidget() is page.hub
    counter.qtbot.waitUntil(page.hub.join.code.control.hasFocus)
