"""Cetak on a printer: what goes out, what is asked, and what is entered when something fails."""

from dataclasses import replace

import pytest
from printer_room import FakePrinter

from desktop_app.actions import issuing, printer_sheets, printing
from desktop_app.domain.findings import Refused
from desktop_app.ui import printer_settings
from desktop_app.ui.pages.papers.pace import Pace
from desktop_app.ui.pages.printing import LEAVES, PrintingPage


@pytest.fixture
def people(counter, raw):
    return counter.register(
        *(raw(n, full_name=f"Orang {n}", confirmed=["same_person"]) for n in range(1, 9))
    )


@pytest.fixture
def printer():
    return FakePrinter()


@pytest.fixture
def page(counter, people, printer):
    page = counter.show(PrintingPage)
    printer.put_into(page)
    counter.settle()
    page.open(ids=people)
    counter.settle()
    counter.settle()
    return page


def ledger(counter):
    return [p.worker_id for p in reversed(issuing.recent_papers(counter.desk))]


def print_it(page, counter):
    page.outlet.print.click()
    counter.settle()
    counter.settle()


def layout(page, counter, name):
    page.choosing.sheet.field.control.choose(name)
    page.choosing.sheet.chosen()
    counter.settle()


def test_all_came_out(page, counter, people, printer):
    print_it(page, counter)
    assert [number for number, _ in printer.taken] == [0, 1, 2]
    assert ledger(counter) == []
    assert page.came_out.isVisibleTo(page)
    assert not page.outlet.print.isEnabled()
    page.came_out.all.click()
    counter.settle()
    counter.settle()
    assert ledger(counter) == people
    assert page.came_out.isHidden()
    assert printing.unfinished(counter.desk) == []


def test_the_printer_vanishes_in_the_middle(page, counter, people, printer):
    printer.breaks_after = 1
    print_it(page, counter)
    assert ledger(counter) == []
    assert "HP LaserJet" in page.came_out.trouble.text()
    page.came_out.not_all.click()
    assert page.came_out.first.value() == 4
    assert page.came_out.name.text() == "Orang 4"
    page.came_out.enter.click()
    counter.settle()
    counter.settle()
    assert ledger(counter) == people[:3]
    assert page.choosing.order().ids == tuple(people[3:])
    printer.breaks_after = None
    print_it(page, counter)
    page.came_out.all.click()
    counter.settle()
    counter.settle()
    papers = list(reversed(issuing.recent_papers(counter.desk)))
    assert [p.worker_id for p in papers] == people
    assert [p.place for p in papers] == list(range(1, 9))
    assert len({p.batch for p in papers}) == 1
    assert {p.reason for p in papers} == {""}


def test_a_printer_that_takes_nothing_leaves_nothing(page, counter, people, printer):
    printer.breaks_after = 0
    print_it(page, counter)
    assert counter.said[-1][0] == "trouble"
    assert page.came_out.isHidden()
    assert printing.unfinished(counter.desk) == []
    assert ledger(counter) == []
    printer.breaks_after = None
    print_it(page, counter)
    page.came_out.all.click()
    counter.settle()
    assert ledger(counter) == people


def test_a_full_disk_while_printing_marks_nothing(page, counter, people, monkeypatch):
    def full(*_what):
        raise Refused("disk_full", None, path="office.db")

    monkeypatch.setattr(printing, "note", full)
    print_it(page, counter)
    assert ledger(counter) == []
    assert page.came_out.trouble.text()
    assert len(printing.unfinished(counter.desk)) == 1


def test_stop_leaves_whole_pages(page, counter, people, printer):
    def send(task, step, stop):
        step(1, len(task.pages))
        page.outlet._job.stop()
        assert stop()
        return 1

    page.printers.send = send
    print_it(page, counter)
    (waiting,) = printing.unfinished(counter.desk)
    assert waiting.run.taken() == (1, 2, 3)
    assert ledger(counter) == []


def test_after_a_power_cut_the_page_asks(counter, people, printer, page):
    printer.breaks_after = 2
    print_it(page, counter)
    page.hide()
    again = counter.show(PrintingPage)
    printer.put_into(again)
    counter.settle()
    assert again.came_out.isVisibleTo(again)
    assert ledger(counter) == []
    again.came_out.not_all.click()
    assert again.came_out.first.value() == 7
    again.came_out.first.setValue(2)
    assert again.came_out.name.text() == "Orang 2"
    again.came_out.enter.click()
    counter.settle()
    counter.settle()
    assert ledger(counter) == people[:1]


def test_none_came_out(page, counter, people):
    print_it(page, counter)
    page.came_out.none.click()
    counter.settle()
    counter.settle()
    assert ledger(counter) == []
    assert page.choosing.order().ids == tuple(people)
    assert page.outlet.reason.isHidden()


def test_two_sides_need_the_test_first(page, counter, people, printer):
    layout(page, counter, "a4-10")
    print_it(page, counter)
    assert printer.taken == []
    assert page.leaves.currentIndex() == LEAVES.index("printers")


@pytest.mark.parametrize(("letter", "upside_down"), [("A", False), ("C", True)])
def test_the_stack_is_turned_by_hand(page, counter, people, printer, letter, upside_down):
    page.printers.put(printer.name, printer_settings.PrinterSettings(turn=letter))
    layout(page, counter, "a4-10")
    print_it(page, counter)
    assert printer.taken == [(0, False)]
    assert page.came_out.turn.isVisibleTo(page)
    page.came_out.go.click()
    counter.settle()
    counter.settle()
    assert printer.taken == [(0, False), (1, upside_down)]
    assert ledger(counter) == []
    page.came_out.all.click()
    counter.settle()
    assert ledger(counter) == people


def test_fronts_without_backs_are_lost_after_a_power_cut(page, counter, people, printer):
    page.printers.put(printer.name, printer_settings.PrinterSettings(turn="A"))
    layout(page, counter, "a4-10")
    print_it(page, counter)
    page.hide()
    again = counter.show(PrintingPage)
    assert again.came_out.all.isHidden()
    assert again.came_out.turn.isHidden()
    again.came_out.none.click()
    counter.settle()
    counter.settle()
    assert ledger(counter) == []
    assert printing.unfinished(counter.desk) == []


def test_a_printer_that_turns_sheets_gets_both_sides(page, counter, people, printer):
    page.printers.put(printer.name, printer_settings.PrinterSettings(both_sides=True))
    layout(page, counter, "a4-10")
    print_it(page, counter)
    assert [number for number, _ in printer.taken] == [0, 1]
    assert printer.tasks[-1].both_sides


def test_copies_and_offset_go_with_the_pages(page, counter, people, printer):
    page.printers.put(printer.name, printer_settings.PrinterSettings(right=7, down=-3))
    page.outlet.copies.setValue(2)
    print_it(page, counter)
    assert [number for number, _ in printer.taken] == [0, 0, 1, 1, 2, 2]
    assert printer.tasks[-1].shift == (0.7, -0.3)
    page.came_out.all.click()
    counter.settle()
    assert {p.copies for p in issuing.recent_papers(counter.desk)} == {2}


def test_without_a_printer_it_can_be_saved(counter, people):
    page = counter.show(PrintingPage)
    page.printers.list_devices = list
    page.printers.read()
    page.open(ids=people[:1])
    counter.settle()
    counter.settle()
    assert not page.outlet.print.isEnabled()
    assert page.outlet.save.isEnabled()
    assert page.outlet.line.text()


def test_settings_of_printers_are_remembered(counter, page, printer):
    leaf = page.printer_leaf
    leaf.read_right.setValue(0.7)
    leaf.read_down.setValue(-1.2)
    leaf.more.click()
    counter.settle()
    leaf.read_right.setValue(0.1)
    leaf.more.click()
    leaf.turn.choose("B")
    leaf._keep()
    counter.settle()
    kept = printer_settings.load(counter.desk.config.data).of(printer.name)
    assert kept == printer_settings.PrinterSettings(right=8, down=-12, turn="B")
    assert (leaf.right.value(), leaf.down.value()) == (0.8, -1.2)


def test_the_calibration_page_is_printed_with_the_offset(counter, page, printer):
    page.printers.put(printer.name, printer_settings.PrinterSettings(right=5))
    leaf = page.printer_leaf
    leaf.calibrate.click()
    counter.settle()
    assert printer.tasks[-1].shift == (0.0, 0.0)  # the page is drawn as it is moved
    assert printer.tasks[-1].pdf == printer_sheets.calibration(
        counter.desk, printer=printer.name, shift=(0.5, 0.0)
    )
    leaf.fronts.click()
    counter.settle()
    assert printer.tasks[-1].shift == (0.0, 0.0)
    assert len(printer.taken) == 3
    assert ledger(counter) == []


def test_cards_are_not_folded_where_the_printer_turns_sheets(counter, page, printer):
    page.choosing.put(kind="card")
    assert page.choosing.sheet.name == "a4-fold-5"
    known = page.printers.settings
    page.printers.put(printer.name, replace(known, both_sides=True))
    assert page.choosing.sheet.name == "a4-10"


@pytest.mark.parametrize("content", ["", "[]", '{"printers": 3}', '{"printers": {"a": 1}}'])
def test_damaged_settings_count_as_none(tmp_path, content):
    (tmp_path / printer_settings.FILE).write_text(content)
    assert printer_settings.load(tmp_path).of("a") == printer_settings.PrinterSettings()


def test_nonsense_in_settings_is_passed_over(tmp_path):
    told = '{"last": 1, "printers": {"a": {"right": 5000, "down": "x", "turn": "Z"}}}'
    (tmp_path / printer_settings.FILE).write_text(told)
    assert printer_settings.load(tmp_path) == printer_settings.Printers(
        "", {"a": printer_settings.PrinterSettings()}
    )


def test_backs_are_offered_again_where_the_printer_took_none(page, counter, people, printer):
    page.printers.put(printer.name, printer_settings.PrinterSettings(turn="A"))
    layout(page, counter, "a4-10")
    print_it(page, counter)
    printer.breaks_after = 0
    page.came_out.go.click()
    counter.settle()
    counter.settle()
    assert page.came_out.turn.isVisibleTo(page)
    printer.breaks_after = None
    page.came_out.go.click()
    counter.settle()
    counter.settle()
    page.came_out.all.click()
    counter.settle()
    assert ledger(counter) == people


def test_the_time_left_is_told_once_it_can_be_known():
    pace = Pace()
    begun = pace._begun
    assert pace.left(1, 10, begun + 1) == ""
    assert pace.left(0, 10, begun + 60) == ""
    assert pace.left(10, 10, begun + 60) == ""
    assert pace.left(5, 10, begun + 10)
    assert "9" in pace.left(1, 10, begun + 60)


def test_what_the_printer_never_took_is_not_entered(page, counter, people, printer):
    printer.breaks_after = 1
    print_it(page, counter)
    assert "3" in page.came_out.all.text()
    page.came_out.all.click()
    counter.settle()
    counter.settle()
    assert ledger(counter) == people[:3]
    assert page.choosing.order().ids == tuple(people[3:])


def test_the_calibration_page_is_saved_for_a_printer_elsewhere(counter, page, tmp_path):
    page.printer_leaf.save_to(tmp_path / "kalibrasi.pdf")
    counter.settle()
    assert (tmp_path / "kalibrasi.pdf").read_bytes().startswith(b"%PDF")
    page.printer_leaf.save_to(tmp_path / "nowhere" / "kalibrasi.pdf")
    counter.settle()
    assert page.printer_leaf.message.property("tone") == "block"
