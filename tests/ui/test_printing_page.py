"""Cetak: the preview is the PDF, and the ledger follows what went out."""

import pytest

from desktop_app.actions import issuing, registering
from desktop_app.domain.findings import Refused
from desktop_app.ui.pages.papers import making
from desktop_app.ui.pages.printing import PrintingPage


@pytest.fixture
def people(counter, raw):
    return counter.register(
        *(raw(n, full_name=f"Orang {n}", confirmed=["same_person"]) for n in range(1, 13))
    )


@pytest.fixture
def page(counter, people):
    return counter.show(PrintingPage)


def test_the_preview_shows_each_page(page, counter, people):
    page.open(ids=people)
    counter.settle()
    assert page.preview.picture.has_image()
    assert page.outlet.save.isEnabled()
    first = page.preview.place.text()
    page.preview.turn(1)
    counter.settle()
    assert page.preview.place.text() != first


def test_nothing_is_entered_before_it_went_out(page, counter, people, tmp_path):
    page.open(ids=people[:1])
    counter.settle()
    assert issuing.recent_papers(counter.desk) == []
    page.outlet.save_to(tmp_path / "kartu.pdf")
    counter.settle()
    assert (tmp_path / "kartu.pdf").read_bytes().startswith(b"%PDF")
    (paper,) = issuing.recent_papers(counter.desk)
    assert paper.worker_id == people[0]
    assert page.ledger.table.rowCount() == 1


def test_a_target_that_cannot_be_written_enters_nothing(page, counter, people, tmp_path):
    page.open(ids=people[:1])
    counter.settle()
    (tmp_path / "taken").write_text("a file, not a folder")
    page.outlet.save_to(tmp_path / "taken" / "kartu.pdf")
    counter.settle()
    assert counter.said[-1][0] == "trouble"
    assert issuing.recent_papers(counter.desk) == []
    assert page.outlet.save.isEnabled()


def test_unprinted_people(page, counter, people):
    page.open(unprinted=True)
    counter.settle()
    assert "(12)" in page.choosing.who.boxes["unprinted"].text()
    assert page.choosing.order().who == "unprinted"
    assert page.preview.picture.has_image()


def test_a_stopped_print_is_not_entered(counter, people):
    made = making.make(counter.desk, making.Order(ids=tuple(people)))
    count = making.printed(
        counter.desk, made, None, "", lambda *_: None, lambda: True, lambda *_: 1
    )
    assert (count, made.pages > 1) == (1, True)
    assert issuing.recent_papers(counter.desk) == []


def test_a_whole_print_is_entered(counter, people):
    made = making.make(counter.desk, making.Order(ids=tuple(people)))
    making.printed(
        counter.desk, made, None, "macet", lambda *_: None, lambda: False, lambda *_: made.pages
    )
    papers = issuing.recent_papers(counter.desk)
    assert len(papers) == 12
    assert {paper.reason for paper in papers} == {"macet"}


def test_who_cannot_be_printed_is_named(page, counter, people):
    ended = registering.end(counter.desk, people[0], "moved", counter.desk.config.today())
    page.open(ids=people[:2])
    counter.settle()
    assert ended.number in page.refused.text()
    page.open(ids=people[:1])
    counter.settle()
    assert not page.outlet.save.isEnabled()
    assert page.message.text()


def test_a_certificate_has_its_own_sheets(page, counter, people):
    page.open(ids=people[:1], kind="certificate")
    counter.settle()
    assert page.choosing.order().layout == "a4"
    assert page.choosing.skip_field.isHidden()
    assert page.preview.picture.has_image()


def test_somebody_is_added_by_search(page, counter, people):
    counter.qtbot.keyClicks(page.choosing.picker.line, "orang 7")
    counter.settle()
    counter.qtbot.keyClick(page.choosing.picker.line, "\r")
    counter.settle()
    assert len(page.choosing.order().ids) == 1
    assert page.preview.picture.has_image()


def test_checking_a_paper(page, counter, people, tmp_path):
    made = making.make(counter.desk, making.Order(ids=tuple(people[:1]), layout="cr80"))
    path = tmp_path / "kartu.pdf"
    path.write_bytes(made.composed.pdf)
    page.checking.check(path)
    counter.settle()
    assert page.checking.panel.isVisibleTo(page.checking)
    assert "belum menjadi peserta" in page.checking.message.text()
    page.checking.check("LOKET1:ABC")
    counter.settle()
    assert "Tidak terbukti" in page.checking.message.text()
    assert not page.checking.panel.isVisibleTo(page.checking)


def test_a_picture_that_is_none_cannot_be_checked(page, counter, tmp_path):
    path = tmp_path / "kartu.jpg"
    path.write_bytes(b"bukan gambar")
    page.checking.check(path)
    counter.settle()
    assert page.checking.message.text()


def test_more_people_than_a_run_takes(counter, people, monkeypatch):
    monkeypatch.setattr(making, "MOST", 5)
    made = making.make(counter.desk, making.Order(who="unprinted"))
    assert (len(made.composed.papers), made.later) == (5, 7)


def test_nobody_is_refused(counter):
    with pytest.raises(Refused):
        making.make(counter.desk, making.Order())
