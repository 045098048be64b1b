"""The tab Titipan, the switch in the settings, and what the first page says of both."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop_app.actions import cash, registering
from desktop_app.store import workers
from desktop_app.ui.pages.dues.cash import CashTab
from desktop_app.ui.pages.home import HomePage
from desktop_app.ui.pages.settings.page import SettingsPage


@pytest.fixture
def members(counter, raw):
    """Two participants; their record ids."""
    ids = counter.register(
        raw(1, full_name="Slamet Raharjo", kpj="00000000001", member_since="2026-11-01"),
        raw(
            2,
            full_name="Wagiyem",
            mother_name="Saminah",
            kpj="00000000002",
            member_since="2026-11-01",
        ),
    )
    with counter.desk.write("answered") as tx:
        for one in ids:
            known = workers.get(tx.connection, one)
            states = known.states.move(membership="submitted").move(membership="member")
            workers.update(tx, known, states=states)
    return ids


@pytest.fixture
def on(counter):
    cash.switch(counter.desk, True)


def rows(table):
    return [table.rows.row(at).cells for at in range(table.rows.rowCount())]


def shown_tab(counter):
    tab = counter.show(CashTab)
    counter.settle()
    return tab


def choose(counter, tab, text):
    line = tab.taking.person.control
    line.setText(text)
    line.textEdited.emit(text)
    counter.settle()
    counter.qtbot.keyClick(line, Qt.Key.Key_Return)
    counter.settle()
    counter.settle()


def test_off_it_says_what_is_done_instead(counter, members):
    tab = shown_tab(counter)
    assert tab.off.isVisible()
    assert not tab.taking.take.isVisible()
    assert tab.taking.how.isVisible()
    assert not tab.held.isVisible()
    assert not tab.sheet.isVisible()
    choose(counter, tab, "Slamet")
    assert tab.taking.how.isEnabled()
    tab.off.way.click()
    assert counter.asked == [("settings", {"tab": "cash"})]


def test_an_operator_is_told_who_can_switch_it_on(counter, members):
    counter.desk.role = "operator"
    tab = shown_tab(counter)
    assert tab.off.isVisible()
    assert not hasattr(tab.off, "way")


def test_the_switch_in_the_settings(counter):
    page = counter.show(SettingsPage)
    page.open(tab="cash")
    counter.settle()
    switch = page.by_name["cash"]
    assert switch.state.text() == "Loket ini tidak menerima uang tunai."
    switch.turn.click()
    counter.settle()
    assert cash.enabled(counter.desk)
    assert switch.turn.text() == "Jangan terima uang tunai lagi"
    switch.turn.click()
    counter.settle()
    assert not cash.enabled(counter.desk)


def test_only_the_administrator_has_the_switch(counter):
    counter.desk.role = "finance"
    assert "cash" not in counter.show(SettingsPage).by_name


def test_cash_is_taken_recorded_and_its_receipt_offered(counter, on, members):
    tab = shown_tab(counter)
    assert not tab.off.isVisible()
    choose(counter, tab, "Slamet")
    assert tab.taking.first.control.value() == "2026-11"
    assert tab.taking.sum.text() == "Rp 8.400"
    tab.taking.months.control.choose("3")
    tab.taking.months.control.activated.emit(2)
    counter.settle()
    assert tab.taking.sum.text() == "Rp 33.600"
    tab.taking.take.click()
    counter.settle()
    counter.settle()
    (held,) = cash.held(counter.desk)
    assert held.deposit.amount == 33_600
    assert "belum disetor" in tab.taking.message.text()
    assert tab.taking.paper.isVisible()
    assert rows(tab.held.table) == [
        (
            "001/TITIPAN/2026",
            "Slamet Raharjo",
            "11-2026 – 01-2027",
            "33.600",
            "23-11-2026",
            "0",
            "siti",
        )
    ]


def test_what_cannot_be_taken_says_why(counter, on, members):
    cash.take(counter.desk, members[0], "2026-11", 1)
    tab = shown_tab(counter)
    choose(counter, tab, "Slamet")
    assert not tab.taking.take.isEnabled()
    assert "001/TITIPAN/2026" in tab.taking.message.text()


def test_many_are_handed_over_at_once(counter, on, members, tmp_path):
    proof = tmp_path / "bukti.pdf"
    proof.write_bytes(b"%PDF-1.4\n%%EOF\n")
    for one in members:
        cash.take(counter.desk, one, "2026-11", 1)
    tab = shown_tab(counter)
    panel = tab.held
    assert not panel.hand.isEnabled()
    panel.table.selectAll()
    assert panel.hand.text() == "Setor 2 titipan (Rp 16.800)"
    panel.hand.click()
    counter.settle()
    assert len(cash.held(counter.desk)) == 2
    assert panel.code.line.text() == "Ketik kode iuran dari BPJS."
    panel.code.control.setText("88123")
    panel.proof.control.setText(str(proof))
    panel.hand.click()
    counter.settle()
    counter.settle()
    assert cash.held(counter.desk) == []
    assert panel.message.text() == "2 titipan sudah disetor: Rp 16.800."
    assert panel.nothing.isVisible()


def test_one_is_given_back_with_its_reason(counter, on, members):
    made = cash.take(counter.desk, members[0], "2026-11", 1)
    tab = shown_tab(counter)
    tab.held.table.selectRow(0)
    tab.held.give.click()
    assert tab.held.why.line.text()
    assert cash.held(counter.desk)
    tab.held.why.control.setText("salah bulan")
    tab.held.give.click()
    counter.settle()
    counter.settle()
    assert cash.held(counter.desk) == []
    assert made.number in tab.held.message.text()


def test_switched_off_what_is_held_is_still_there(counter, on, members):
    cash.take(counter.desk, members[0], "2026-11", 1)
    cash.switch(counter.desk, False)
    tab = shown_tab(counter)
    assert tab.off.isVisible()
    assert tab.held.isVisible()
    assert tab.held.over.isVisible()
    assert tab.sheet.isVisible()
    assert not tab.taking.take.isVisible()


def test_the_head_sees_and_touches_nothing(counter, on, members):
    cash.take(counter.desk, members[0], "2026-11", 1)
    counter.desk.role = "head"
    tab = shown_tab(counter)
    assert tab.held.table.isVisible()
    assert not tab.held.over.isVisible()
    assert not tab.taking.isVisible()


def test_a_day_ahead_has_no_sheet(counter, on):
    tab = shown_tab(counter)
    tab.sheet.day.put("2026-11-24")
    tab.sheet.make.click()
    assert tab.sheet.day.field.line.text()
    assert not tab.sheet.paper.isVisible()


@pytest.mark.parametrize("paper", ["receipt", "copy", "how", "sheet"])
def test_the_papers_are_written(counter, on, members, tmp_path, paper):
    cash.take(counter.desk, members[0], "2026-11", 1)
    tab = shown_tab(counter)
    if paper == "receipt":
        choose(counter, tab, "Wagiyem")
        tab.taking.take.click()
        counter.settle()
        out = tab.taking.paper
    elif paper == "copy":
        tab.held.table.selectRow(0)
        tab.held.again.click()
        out = tab.held.paper
    elif paper == "how":
        choose(counter, tab, "Wagiyem")
        tab.taking.how.click()
        out = tab.taking.paper
    else:
        tab.sheet.make.click()
        out = tab.sheet.paper
    assert out.isVisible()
    out.save_to(tmp_path / "kertas.pdf")
    counter.settle()
    assert counter.said[-1][0] == "done", counter.said
    assert (tmp_path / "kertas.pdf").read_bytes().startswith(b"%PDF")


def tasks(page):
    widgets = [page.list.itemAt(at).widget() for at in range(page.list.count())]
    return {widget.what.text(): widget for widget in widgets if hasattr(widget, "what")}


def test_the_first_page_tells_of_cash_not_handed_over(counter, on, members, clock):
    cash.take(counter.desk, members[0], "2026-11", 2)
    clock.moment += timedelta(days=4)
    waiting = tasks(counter.show(HomePage))
    task = waiting["Titipan Rp 16.800 belum disetor"]
    counter.qtbot.mouseClick(task.act, Qt.MouseButton.LeftButton)
    assert counter.asked == [("dues", {"tab": "cash"})]
    assert task.why.text() == "Paling lama 4 hari, dipegang siti."


def test_the_first_page_tells_whose_protection_ends(counter, members):
    registering.edit(counter.desk, members[0], {"paid_until": "2026-11"})
    registering.edit(counter.desk, members[1], {"paid_until": "2026-09", "member_since": None})
    waiting = tasks(counter.show(HomePage))
    task = waiting["1 peserta habis masa perlindungannya bulan ini"]
    counter.qtbot.mouseClick(task.act, Qt.MouseButton.LeftButton)
    assert counter.asked == [("dues", {"tab": "due"})]
    assert "1 peserta menunggak" in waiting


def test_the_first_page_follows_payments(counter, on, members):
    page = counter.show(HomePage)
    assert "Titipan Rp 8.400 belum disetor" not in tasks(page)
    cash.take(counter.desk, members[0], "2026-11", 1)
    counter.context.changes.tell("deposits")
    counter.settle()
    assert "Titipan Rp 8.400 belum disetor" in tasks(page)
