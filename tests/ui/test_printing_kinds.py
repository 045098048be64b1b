"""Cetak: every paper of the counter can be chosen, seen, printed and found again."""

import pytest
from printer_room import FakePrinter

from desktop_app.actions import issuing, printing
from desktop_app.ui.pages.papers.kinds import KINDS, kind_words
from desktop_app.ui.pages.printing import LEAVES, PrintingPage


@pytest.fixture
def people(counter, raw):
    return counter.register(
        raw(1, full_name="Warsini", kpj="00123456789", monthly_income=1_500_000),
        raw(2, full_name="Slamet", monthly_income=1_200_000),
    )


@pytest.fixture
def printer():
    return FakePrinter()


@pytest.fixture
def page(counter, people, printer):
    page = counter.show(PrintingPage)
    printer.put_into(page)
    counter.settle()
    return page


def chosen(page, counter, kind, ids):
    page.choosing.put(kind=kind, ids=ids)
    page.make()
    counter.settle()
    counter.settle()


def test_every_paper_has_a_word(counter):
    assert set(kind_words()) == set(KINDS)
    assert not any(word in KINDS for word in kind_words().values())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("hand_over", "blank")])
def test_every_paper_can_be_seen_on_each_of_its_sheets(page, counter, people, kind):
    box = page.choosing.sheet.field.control
    page.choosing.put(kind=kind, ids=people)
    for at in range(box.count()):
        box.setCurrentIndex(at)
        page.choosing.sheet.chosen()
        counter.settle()
        counter.settle()
        assert page.outlet.save.isEnabled(), (kind, box.currentText(), page.message.text())
        assert page.preview.picture.has_image()


@pytest.mark.parametrize(
    "kind", [kind for kind, one in KINDS.items() if one.maker not in ("list", "hand_over", "blank")]
)
def test_what_came_out_stands_in_the_ledger(page, counter, people, kind):
    chosen(page, counter, kind, people)
    page.outlet.print.click()
    counter.settle()
    counter.settle()
    page.came_out.all.click()
    counter.settle()
    counter.settle()
    entered = {"proof": "slip"}.get(kind, kind)
    assert {p.kind for p in issuing.recent_papers(counter.desk)} == {entered}
    assert page.ledger.table.rowCount() == len(issuing.recent_papers(counter.desk))


@pytest.mark.parametrize("kind", ["umum", "arsip"])
def test_a_list_is_told_of_when_all_of_it_went_out(page, counter, people, printer, kind):
    chosen(page, counter, kind, people)
    printer.breaks_after = 0
    page.outlet.print.click()
    counter.settle()
    assert counter.said[-1][0] == "trouble"
    printer.breaks_after = None
    page.outlet.print.click()
    counter.settle()
    assert counter.said[-1][0] == "done"
    assert printing.unfinished(counter.desk) == []
    assert issuing.recent_papers(counter.desk) == []


def test_the_list_to_sign_names_whose_paper_waits(page, counter, people, tmp_path):
    chosen(page, counter, "proof", people[1:])
    page.outlet.save_to(tmp_path / "bukti.pdf")
    counter.settle()
    chosen(page, counter, "hand_over", people)
    assert page.outlet.save.isEnabled()
    assert page.refused.text()


def test_a_blank_form_is_nobodys(page, counter, printer, tmp_path):
    chosen(page, counter, "blank", [])
    assert page.choosing.who.isHidden()
    assert page.outlet.save.isEnabled()
    page.outlet.copies.setValue(3)
    page.outlet.print.click()
    counter.settle()
    assert len(printer.taken) % 3 == 0
    assert issuing.recent_papers(counter.desk) == []


def test_only_papers_that_are_due_can_be_unprinted(page, counter, people):
    page.choosing.who.pick("unprinted")
    page.choosing.kinds.choose("form")
    page.choosing.kind_chosen()
    assert page.choosing.who.boxes["unprinted"].isHidden()
    assert page.choosing.order().who == "chosen"


def test_a_letter_goes_on_after_a_jam_under_a_new_number(page, counter, people, printer):
    chosen(page, counter, "work", people)
    printer.breaks_after = 1
    page.outlet.print.click()
    counter.settle()
    counter.settle()
    page.came_out.not_all.click()
    page.came_out.enter.click()
    counter.settle()
    counter.settle()
    assert page.choosing.kind == "work"
    printer.breaks_after = None
    page.outlet.print.click()
    counter.settle()
    counter.settle()
    page.came_out.all.click()
    counter.settle()
    numbers = [p.letter for p in issuing.recent_papers(counter.desk)]
    assert [number[:7] for number in numbers] == ["470/003", "470/001"]


def test_going_on_after_a_power_cut_is_the_same_paper(page, counter, people, printer):
    chosen(page, counter, "card", people[:1])
    page.choosing.sheet.field.control.choose("f4-fold-5")
    page.choosing.sheet.chosen()
    counter.settle()
    page.outlet.print.click()
    counter.settle()
    page.hide()
    again = counter.show(PrintingPage)
    again.came_out.none.click()
    counter.settle()
    counter.settle()
    order = again.choosing.order()
    assert (order.kind, order.layout, order.ids) == ("card", "f4-fold-5", tuple(people[:1]))


def test_numbered_copies_are_pages_of_their_own(page, counter, people, printer):
    chosen(page, counter, "arsip", people)
    one = page.outlet._made.pages
    page.outlet.copies.setValue(2)
    counter.settle()
    counter.settle()
    assert page.outlet._made.pages == 2 * one
    page.outlet.print.click()
    counter.settle()
    counter.settle()
    assert len(printer.taken) == 2 * one


def test_a_list_is_the_annex_to_a_decree(page, counter, people):
    chosen(page, counter, "umum", people)
    assert page.choosing.annex.isVisible()
    assert page.choosing.purpose.isHidden()
    counter.qtbot.keyClicks(page.choosing.annex.control, "Keputusan Kepala Desa Nomor 7\r")
    counter.settle()
    counter.settle()
    assert page.choosing.order().annex == "Keputusan Kepala Desa Nomor 7"
    assert page.outlet.save.isEnabled()


def test_how_to_pay_names_who_cannot_pay_those_months(page, counter, people):
    chosen(page, counter, "how_to_pay", people)
    assert [p.kind for p in page.outlet._made.composed.papers] == ["how_to_pay"]
    assert page.refused.text()
    page.choosing.months.count.choose("3")
    page.choosing.months.changed.emit()
    counter.settle()
    assert page.choosing.order().months == 3


def test_other_papers_are_a_menu_that_leads_to_them(page, counter):
    actions = page.choosing.more.menu().actions()
    for action in actions:
        action.trigger()
    assert {name for name, _what in counter.asked} == {"dues", "sending", "settings"}
    assert page.leaves.currentIndex() == LEAVES.index("printers")
    assert len(actions) == 8
