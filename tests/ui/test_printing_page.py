"""Cetak: the preview is the PDF, and the ledger follows what went out."""

import pytest

from desktop_app.actions import issuing, registering
from desktop_app.domain.findings import Refused
from desktop_app.ui.pages.papers import making, rows
from desktop_app.ui.pages.printing import LEAVES, PrintingPage


@pytest.fixture
def people(counter, raw):
    return counter.register(
        *(raw(n, full_name=f"Orang {n}", confirmed=["same_person"]) for n in range(1, 13))
    )


@pytest.fixture
def page(counter, people):
    return counter.show(PrintingPage)


def opened(page, counter, **what):
    page.open(**what)
    counter.settle()
    counter.settle()


def test_the_preview_shows_each_page(page, counter, people):
    opened(page, counter, ids=people)
    assert page.preview.picture.has_image()
    assert page.outlet.save.isEnabled()
    first = page.preview.place.text()
    page.preview.turn(1)
    counter.settle()
    assert page.preview.place.text() != first


def test_nothing_is_entered_before_it_went_out(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:1])
    assert issuing.recent_papers(counter.desk) == []
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    assert (tmp_path / "kartu.pdf").read_bytes().startswith(b"%PDF")
    (paper,) = issuing.recent_papers(counter.desk)
    assert paper.worker_id == people[0]
    assert page.ledger.table.rowCount() == 1


def test_a_target_that_cannot_be_written_enters_nothing(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:1])
    (tmp_path / "taken").write_text("a file, not a folder")
    page.outlet.save_to(tmp_path / "taken" / "kartu.pdf")
    counter.settle()
    assert counter.said[-1][0] == "trouble"
    assert issuing.recent_papers(counter.desk) == []
    assert page.outlet.save.isEnabled()


def test_unprinted_people(page, counter, people):
    opened(page, counter, unprinted=True)
    assert "(12)" in page.choosing.who.boxes["unprinted"].text()
    assert page.choosing.order().who == "unprinted"
    assert page.choosing.kind == "proof"
    assert page.preview.picture.has_image()


def test_each_paper_counts_its_own_people(page, counter, people, raw):
    counter.register(raw(40, full_name="Warsini", kpj="00123456789"))
    page.refresh()
    counter.settle()
    page.choosing.put(kind="card")
    assert "(1)" in page.choosing.who.boxes["everybody"].text()
    page.choosing.put(kind="proof")
    assert "(12)" in page.choosing.who.boxes["everybody"].text()


def test_one_hamlet_alone(page, counter, people, raw):
    counter.register(raw(41, full_name="Darsono", hamlet="Karangsari"))
    page.refresh()
    counter.settle()
    page.choosing.hamlet.choose("Karangsari")
    page.choosing.scope.emit()
    page.choosing.who.pick("unprinted")
    page.make()
    counter.settle()
    assert "(1)" in page.choosing.who.boxes["unprinted"].text()
    assert len(page.outlet._made.composed.papers) == 1


def test_who_cannot_be_printed_is_named(page, counter, people):
    ended = registering.end(counter.desk, people[0], "moved", counter.desk.config.today())
    opened(page, counter, ids=people[:2], kind="proof")
    assert ended.number in page.refused.text()
    opened(page, counter, ids=people[:1], kind="proof")
    assert not page.outlet.save.isEnabled()
    assert page.message.text()


def test_a_card_is_only_for_participants(page, counter, people, raw):
    (member,) = counter.register(raw(42, full_name="Warsini", kpj="00123456789"))
    opened(page, counter, ids=[member, people[0]])
    assert page.choosing.kind == "card"
    assert len(page.outlet._made.composed.papers) == 1
    assert "bukti pendataan" in page.refused.text().casefold()


def test_a_certificate_has_its_own_sheets(page, counter, people):
    opened(page, counter, ids=people[:1], kind="certificate")
    assert page.choosing.order().layout == "a4"
    assert page.choosing.sheet.picture.isHidden()
    assert page.preview.picture.has_image()


def test_proofs_are_slips_unless_asked_otherwise(page, counter, people):
    opened(page, counter, ids=people[:1])
    assert page.choosing.order().layout == "slip"
    page.choosing.sheet.field.control.choose("cr80")
    page.choosing.sheet.chosen()
    counter.settle()
    assert page.outlet._made.composed.layout == "cr80"
    assert page.choosing.sheet.picture.isHidden()


def test_the_first_free_place_is_clicked(page, counter, people):
    opened(page, counter, ids=people[:1])
    picture = page.choosing.sheet.picture
    counter.qtbot.mouseClick(picture, counter.left, pos=picture.centre(2).toPoint())
    counter.settle()
    assert page.choosing.order().skip == 2
    assert page.outlet._made.composed.grid.skip == 2
    counter.qtbot.keyClick(picture, counter.key_left)
    assert page.choosing.order().skip == 1


def test_somebody_is_added_by_search(page, counter, people):
    counter.qtbot.keyClicks(page.choosing.picker.line, "orang 7")
    counter.settle()
    counter.qtbot.keyClick(page.choosing.picker.line, "\r")
    counter.settle()
    assert len(page.choosing.order().ids) == 1
    assert page.preview.picture.has_image()


def test_printing_again_asks_why(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:1])
    assert page.outlet.reason.isHidden()
    page.outlet.save_to(tmp_path / "satu.pdf")
    counter.settle()
    opened(page, counter, ids=people[:2])
    assert not page.outlet.reason.isHidden()
    assert page.outlet.reason.complain()
    page.outlet.reason.put("lost")
    assert not page.outlet.reason.complain()
    page.outlet.save_to(tmp_path / "dua.pdf")
    counter.settle()
    told = [(p.worker_id, p.reason) for p in issuing.recent_papers(counter.desk)]
    assert sorted(told) == sorted([(people[0], ""), (people[0], "lost"), (people[1], "")])
    assert page.outlet.reason.value() == ""


def test_a_reason_in_words_of_ones_own(page, counter, people):
    page.outlet.reason.ask(1)
    page.outlet.reason.choice.choose("other")
    assert page.outlet.reason.complain()
    page.outlet.reason.words.setText("diminta dinas")
    assert page.outlet.reason.value() == "diminta dinas"


def test_a_preview_that_is_old_is_made_anew(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:1])
    registering.edit(counter.desk, people[0], {"full_name": "Orang Satu"})
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    counter.settle()
    assert not (tmp_path / "kartu.pdf").exists()
    assert issuing.recent_papers(counter.desk) == []
    assert page.outlet.save.isEnabled()
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    assert len(issuing.recent_papers(counter.desk)) == 1


def test_a_paper_is_ticked_as_handed_over(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:3])
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    ledger = page.ledger
    ledger.table.item(0, 0).setCheckState(counter.checked)
    counter.settle()
    handed = [p.handed_on is not None for p in issuing.recent_papers(counter.desk)]
    assert handed == [True, False, False]
    ledger.waiting.setChecked(True)
    assert ledger.table.rowCount() == 2
    ledger.table.selectAll()
    ledger.hand_over()
    counter.settle()
    assert ledger.table.rowCount() == 0
    ledger.waiting.setChecked(False)
    ledger.table.item(2, 0).setCheckState(counter.unchecked)
    counter.settle()
    handed = [p.handed_on is not None for p in issuing.recent_papers(counter.desk)]
    assert handed == [True, True, False]


def test_the_ledger_is_searched(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:3])
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    page.ledger.search.setText("orang 2")
    assert page.ledger.table.rowCount() == 1
    page.ledger.table.selectAll()
    page.ledger.reprint.click()
    counter.settle()
    counter.settle()
    assert page.leaves.currentIndex() == LEAVES.index("print")
    assert page.choosing.order().ids == (people[1],)
    assert not page.outlet.reason.isHidden()


def test_from_one_of_a_run_on(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:4])
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    page.ledger.table.selectRow(1)
    page.ledger.rest.click()
    counter.settle()
    counter.settle()
    assert page.choosing.order().ids == (people[2], people[3])


def test_a_recalled_paper_is_listed_until_it_is_back(page, counter, raw, tmp_path):
    (member,) = counter.register(raw(43, full_name="Warsini", kpj="00123456789"))
    opened(page, counter, ids=[member])
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    registering.edit(counter.desk, member, {"full_name": "Warsinah"})
    page.refresh()
    counter.settle()
    assert page.recalled.table.rowCount() == 1
    assert "(1)" in page.leaves.tabText(LEAVES.index("recalled"))
    page.recalled.table.selectRow(0)
    page.recalled.came_back()
    counter.settle()
    assert page.recalled.table.rowCount() == 0
    assert "(" not in page.leaves.tabText(LEAVES.index("recalled"))


def test_a_paper_is_recalled_by_hand(page, counter, people, tmp_path):
    opened(page, counter, ids=people[:2])
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    page.ledger.table.selectRow(0)
    page.ledger.recall.click()
    page.ledger.why.setText("fotonya orang lain")
    page.ledger.why.returnPressed.emit()
    counter.settle()
    counter.settle()
    assert page.recalled.table.rowCount() == 1
    assert page.recalled.table.item(0, 1).text() == "fotonya orang lain"
    assert "ditarik" in page.ledger.table.item(0, 2).text()


def test_the_offices_own_sheets_are_offered_and_broken_ones_told(counter, people):
    folder = counter.desk.config.data / "sheets"
    folder.mkdir()
    lines = ['name = "Lembar toko"', "page = [210, 297]", "columns = 1", "rows = 2"]
    (folder / "toko.toml").write_text("\n".join([*lines, "left = 20", "top = 20", "down = 60"]))
    (folder / "rusak.toml").write_text("name = 3")
    page = counter.show(PrintingPage)
    page.choosing.put(kind="card")
    box = page.choosing.sheet.field.control
    assert "Lembar toko" in [box.itemText(at) for at in range(box.count())]
    assert "rusak.toml" in counter.said[0][1]


def test_more_people_than_a_run_takes(counter, people, monkeypatch):
    monkeypatch.setattr(making, "MOST", 5)
    made = making.make(counter.desk, making.Order(kind="proof", who="unprinted"))
    assert (len(made.composed.papers), made.later) == (5, 7)


def test_nobody_is_refused(counter):
    with pytest.raises(Refused):
        making.make(counter.desk, making.Order())


def test_the_size_is_chosen_below_the_preview(page, counter, people):
    opened(page, counter, ids=people)
    preview = page.preview
    assert preview.size_choice.value() == "page"
    preview.size_choice.choose("4.0")
    preview._resize()
    assert preview.picture.zoom == 4.0
    preview.larger.click()
    assert preview.size_choice.currentText() == "600 %"
    preview.smaller.click()
    preview.smaller.click()
    assert preview.size_choice.currentText() == "300 %"
    counter.qtbot.keyClick(preview, "0", counter.ctrl)
    assert preview.size_choice.value() == "page"
    assert preview.size_choice.count() == 6
    preview.place.setValue(3)
    assert preview.at == 2
    counter.settle()


def test_columns_are_measured_once_however_many_rows_there_are(counter):
    table = rows.paper_table(("Nama", "Nomor", "Sebab"), "Kertas", wide=2)
    counter.qtbot.addWidget(table)
    table.resize(500, 400)
    table.show()
    measured = []
    table.horizontalHeader().sectionResized.connect(lambda *what: measured.append(what))
    for _ in range(2):
        rows.fill(
            table, [[rows.cell(f"{n} {'x' * (n % 40)}") for _ in range(3)] for n in range(300)]
        )
    assert table.rowCount() == 300
    assert len(measured) < 20
