"""Periksa kartu: whatever comes in, by scanner, clipboard, drop or file, gets one clear word."""

import io

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage

from desktop_app.actions import issuing, registering
from desktop_app.documents.preview import pages
from desktop_app.documents.scan import read_qr
from desktop_app.ui.pages.papers import scanner_line
from desktop_app.ui.pages.papers.checking import Checking


@pytest.fixture
def people(counter, raw):
    member = {"full_name": "Warsini", "kpj": "00123456789"}
    return counter.register(raw(1, full_name="Andi Tenri"), raw(2, **member))


@pytest.fixture
def checking(counter, people):
    return counter.show(Checking)


@pytest.fixture
def papers(counter, people):
    """The papers of these people as a PDF, each on a page of its own."""

    def make(*which: int) -> bytes:
        chosen = [people[n] for n in which]
        return issuing.compose(counter.desk, "card", chosen, layout="slip").pdf

    return make


def png(pdf: bytes) -> bytes:
    from PIL import Image

    (page, *_) = pages(pdf, 150)
    size = (page.width, page.height)
    out = io.BytesIO()
    Image.frombuffer("RGB", size, page.data, "raw", "BGRX", page.stride, 1).save(out, "PNG")
    return out.getvalue()


def said(checking) -> str:
    return checking.verdict.message.text()


def rows(checking) -> list[str]:
    form = checking.verdict.form
    return [form.itemAt(n, form.ItemRole.FieldRole).widget().text() for n in range(form.rowCount())]


def test_a_proof_is_genuine_and_no_membership(checking, counter, papers, tmp_path):
    path = tmp_path / "bukti.pdf"
    path.write_bytes(papers(0))
    checking.check(path)
    counter.settle()
    assert said(checking).startswith("Asli: ")
    assert "belum" in said(checking)
    assert checking.verdict.message.property("tone") == "warn"
    assert checking.verdict.name.text() == "Andi Tenri"
    assert "hanya" in checking.verdict.meaning.text()


def test_a_card_is_genuine(checking, counter, papers):
    checking.check(papers(1))
    counter.settle()
    assert checking.verdict.message.property("tone") == "done"
    assert "00123456789" in rows(checking)
    assert checking.verdict.today.text()
    assert checking.verdict.today.property("tone") == ""


def test_an_altered_code_is_not(checking, counter, papers):
    text = read_qr(papers(0))[0]
    checking.check(text[:50] + ("A" if text[50] != "A" else "B") + text[51:])
    counter.settle()
    assert said(checking).startswith("TIDAK ASLI")
    assert not checking.verdict.panel.isVisibleTo(checking)
    assert not checking.verdict.today.isVisibleTo(checking)


def test_a_scanner_that_ends_with_enter(checking, counter, papers, qtbot):
    assert checking.line.hasFocus() or not checking.isActiveWindow()
    qtbot.keyClicks(checking.line, read_qr(papers(0))[0])
    qtbot.keyClick(checking.line, Qt.Key.Key_Return)
    counter.settle()
    assert said(checking).startswith("Asli")
    qtbot.keyClicks(checking.line, "https://contoh.id")  # takes the place of the first
    qtbot.keyClick(checking.line, Qt.Key.Key_Return)
    counter.settle()
    assert "alamat internet" in said(checking)


def test_a_scanner_that_ends_with_tab_or_with_nothing(checking, counter, papers, qtbot):
    heard = []
    checking.line.scanned.connect(heard.append)
    text = read_qr(papers(0))[0]
    qtbot.keyClicks(checking.line, text)
    qtbot.keyClick(checking.line, Qt.Key.Key_Tab)
    assert heard == [text]
    with qtbot.waitSignal(checking.line.scanned, timeout=scanner_line.PAUSE * 5):
        qtbot.keyClicks(checking.line, text)
    counter.settle()
    assert heard == [text, text]


def test_a_person_who_types_is_not_interrupted(checking, qtbot):
    with qtbot.assertNotEmitted(checking.line.scanned, wait=scanner_line.PAUSE + 100):
        qtbot.keyClicks(checking.line, "LOKET1:AB")


def test_caps_lock_and_broken_lines(checking, counter, papers):
    text = read_qr(papers(0))[0]
    for way in (text.lower(), f"]Q1{text}", f"{text[:80]}\r\n{text[80:]}\r\n", f"\ufeff {text}\t"):
        checking.check(way)
        counter.settle()
        assert said(checking).startswith("Asli"), way
    checking.check("LOKET1ö" + text[7:])
    counter.settle()
    assert "pemindai" in said(checking).casefold()


def test_a_picture_from_the_clipboard(checking, counter, papers, qtbot):
    QGuiApplication.clipboard().setImage(QImage.fromData(png(papers(0))))
    qtbot.keyClick(checking.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert said(checking).startswith("Asli")
    QGuiApplication.clipboard().setText("LOKET1:")
    qtbot.keyClick(checking.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert checking.line.text() == "LOKET1:"


def test_what_is_dropped_is_checked(checking, counter, papers, tmp_path):
    path = tmp_path / "kartu saya.png"
    path.write_bytes(png(papers(1)))
    file, image = QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(path))])
    image.setImageData(QImage.fromData(path.read_bytes()))
    for mime in (file, image):
        checking.verdict.name.clear()
        drop(checking, mime)
        counter.settle()
        assert checking.verdict.name.text() == "Warsini"
    text = QMimeData()
    text.setText("halo")
    drop(checking, text)
    counter.settle()
    assert said(checking).startswith("BUKAN KODE LOKET DESA")


def drop(widget, mime) -> None:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, mime, left, none)
    widget.dragEnterEvent(entering)
    assert entering.isAccepted()
    widget.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))


def test_a_forged_card_is_not_hidden_by_a_genuine_one(checking, counter, papers):
    from PIL import Image

    from desktop_app.documents import qr

    text = read_qr(papers(0))[0]
    count, data = qr.modules(text[:50] + ("A" if text[50] != "A" else "B") + text[51:])
    marks = Image.frombytes("1", (count, count), data).convert("L").point(lambda v: 255 - v)
    with Image.open(io.BytesIO(png(papers(0)))) as page:
        sheet = Image.new("L", (page.width, page.height + count * 4 + 80), "white")
        sheet.paste(page.convert("L"), (0, 0))
        sheet.paste(marks.resize((count * 4, count * 4)), (40, page.height + 40))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    checking.check(out.getvalue())
    counter.settle()
    assert said(checking).startswith("1 dari 2")
    assert "diubah" in said(checking)
    assert checking.verdict.message.property("tone") == "block"
    assert checking.verdict.several.isVisibleTo(checking)
    assert not checking.verdict.panel.isVisibleTo(checking)


def test_a_whole_sheet_is_told_one_by_one(checking, counter, papers):
    checking.check(papers(0, 1))
    counter.settle()
    assert checking.verdict.several.isVisibleTo(checking)
    assert said(checking) == "2 dari 2 kode asli"
    assert checking.verdict.several.body.count() == 2


def test_a_picture_that_is_none_cannot_be_checked(checking, counter, tmp_path):
    path = tmp_path / "kartu.jpg"
    path.write_bytes(b"bukan gambar")
    checking.check(path)
    counter.settle()
    assert said(checking)
    assert checking.verdict.message.property("tone") == "block"
    checking.check(tmp_path / "tidak-ada.pdf")
    counter.settle()
    assert "tidak-ada.pdf" in said(checking)


def test_the_newest_request_counts(checking, counter, papers):
    checking.check(papers(0, 1))
    checking.check("https://contoh.id")
    counter.settle()
    assert "alamat internet" in said(checking)


def test_the_office_s_own_records_are_told(checking, counter, people, papers):
    text = read_qr(papers(1))[0]
    registering.end(counter.desk, people[1], "moved", counter.desk.config.today())
    checking.check(text)
    counter.settle()
    assert said(checking).startswith("Asli")
    assert "berakhir" in checking.verdict.today.text()
    assert checking.verdict.today.property("tone") == "warn"
