"""Kiriman, *Ke kabupaten*: joining, sending, what came back and the way to mend it."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui_regency import ELSEWHERE, NAME, NOTHING, RECEIPT, came

from desktop_app.actions import access
from desktop_app.domain.findings import Refused
from desktop_app.sync.errors import HubUnreachable
from desktop_app.sync.wire.activation import new_code
from desktop_app.ui.pages.hub import code
from desktop_app.ui.pages.hub.address import whole_address
from desktop_app.ui.pages.sending import SendingPage

CODE = new_code(b"r" * 32)[0]


@pytest.fixture
def shown(counter, regency):
    """Shows the tab; with changes, of an office that is joined."""
    pages = []

    def show(**changes):
        if changes:
            regency.enrolled(**changes)
        counter.carrier.begin()
        counter.settle()
        pages.append(page := counter.show(SendingPage))
        page.open(tab="hub")
        counter.settle()
        return page.hub

    yield show
    counter.carrier.shut()


def lines(table):
    return [table.rows.row(at).cells for at in range(table.rows.rowCount())]


def type_in(counter, field, words):
    field.control.clear()
    counter.qtbot.keyClicks(field.control, words)
    counter.settle()


def test_the_code_is_grouped_and_checked_while_it_is_typed(shown, counter):
    join = shown().join
    type_in(counter, join.code, CODE.replace("-", "")[:12].lower())
    assert join.code.control.text() == CODE[:14]
    assert "12 dari 30" in join.code.line.text()
    type_in(counter, join.code, CODE.replace("-", " "))
    assert join.code.control.text() == CODE
    assert join.code.line.property("role") == "done"
    type_in(counter, join.code, CODE[:-1] + ("0" if CODE[-1] != "0" else "1"))
    assert join.code.line.property("role") == "block"


def test_a_letter_typed_in_the_middle_stays_under_the_cursor(shown, counter):
    control = shown().join.code.control
    control.setText("ABCDE-FGHJK")
    control.setCursorPosition(4)
    counter.qtbot.keyClicks(control, "x")
    assert control.text() == "ABCDX-EFGHJ-K"
    assert control.cursorPosition() == 5
    counter.qtbot.keyClicks(control, "y")
    assert control.text() == "ABCDX-YEFGH-JK"
    assert control.cursorPosition() == 7
    counter.settle()


def test_what_counts_of_a_code():
    assert code.grouped(" abcde fghjk-m ") == "ABCDE-FGHJK-M"
    assert code.kept("x" * 40) == "X" * 30
    assert whole_address(" kabupaten.example ") == "https://kabupaten.example"
    assert whole_address("http://10.0.0.5:8000") == "http://10.0.0.5:8000"


def test_joining_by_scanner_and_keyboard(shown, counter, regency):
    tab = shown()
    counter.qtbot.keyClicks(tab.join.code.control, CODE)
    counter.qtbot.keyClick(tab.join.code.control, Qt.Key.Key_Return)
    counter.qtbot.keyClicks(tab.join.address.control, "kabupaten.example")
    counter.qtbot.keyClick(tab.join.address.control, Qt.Key.Key_Return)
    counter.settle()
    assert regency.asked == [(CODE, "https://kabupaten.example")]
    assert tab.stack.currentWidget() is tab.office
    assert tab.head.name.text() == NAME
    assert regency.exchanges == 1
    assert tab.join.code.control.text() == ""
    assert NAME in counter.said[-1][1]


def test_what_is_missing_is_told_under_its_field(shown, counter, regency):
    join = shown().join
    join.join.click()
    assert join.code.line.text() == "Ketik kode aktivasi."
    assert join.address.line.text() == "Ketik alamat kantor kabupaten."
    assert regency.asked == []


@pytest.mark.parametrize(
    ("trouble", "place"),
    [
        (Refused("code_used"), "code"),
        (Refused("code_village"), "code"),
        (HubUnreachable(), "address"),
        (HubUnreachable("hub_garbled"), "address"),
        (Refused("hub_key"), "address"),
        (Refused("url"), "address"),
        (Refused("too_many_tries"), "message"),
        (Refused("clock"), "message"),
    ],
)
def test_a_refusal_stands_where_it_belongs(shown, counter, regency, trouble, place):
    join = shown().join
    regency.trouble = trouble
    join.code.control.setText(CODE)
    join.address.control.setText("kabupaten.example")
    join.join.click()
    counter.settle()
    said = {
        "code": join.code.line.property("role") == "block",
        "address": join.address.line.property("role") == "block",
        "message": bool(join.message.text()),
    }
    assert [name for name, there in said.items() if there] == [place]
    assert join.join.isEnabled()
    assert not join.bar.isVisible()


def test_only_an_administrator_joins_an_office(counter, regency, config, desk):
    access.add_user(desk, "warsini", "operator", "rahasia-warsini")
    other = access.unlock(config, "warsini", "rahasia-warsini")
    counter.context = replace(counter.context, desk=other)
    page = counter.show(SendingPage)
    assert "Administrator" in page.hub.join.message.text()
    assert not hasattr(page.hub.join, "code")
    regency.enrolled()
    page.hub.refresh()
    counter.settle()
    assert page.hub.head.elsewhere is None
    other.close()


def test_an_office_of_its_own_begins_at_bpjs(counter, regency):
    assert counter.show(SendingPage).tabs.currentIndex() == 1


def test_how_things_stand(shown, regency):
    regency.told = [RECEIPT]
    tab = shown(waiting=12, to_mend=1, last=RECEIPT)
    assert tab.head.count.text() == "12"
    assert "127 dari 127 diterima, 22-11-2026" in tab.head.receipt.text()
    assert "1 data perlu diperbaiki" in tab.head.mend.text()
    assert "7K3M-Q9X2-ABCD-EFGH" in tab.head.line.text()
    tab.lists.ways["receipts"].click()
    assert tab.lists.stack.currentWidget() is tab.lists.receipts
    assert lines(tab.lists.receipts)[0][1:] == ("127", "127", "0", "0")
    assert not tab.lists.mend.isVisibleTo(tab)


def test_nothing_waiting_and_no_receipt(shown):
    tab = shown(waiting=0)
    assert tab.head.what.text() == "Semua data sudah di kantor kabupaten."
    assert tab.lists.stack.currentWidget() is tab.lists.nothing
    tab.lists.ways["receipts"].click()
    assert tab.lists.stack.currentWidget() is tab.lists.none


def test_what_came_back_leads_to_its_field(shown, counter, regency):
    regency.came = [
        came("a", "waiting", "Painem"),
        came("b", "consent", "Ngatijo"),
        came("c", "duplicate", "Siti Aminah", finding=ELSEWHERE, field="nik"),
        came(None, "sent", None),
    ]
    tab = shown(waiting=3, to_mend=1)
    table = tab.lists.came
    assert [cells[0] for cells in lines(table)] == [
        "Siti Aminah",
        "Ngatijo",
        "Surat ke BPJS",
        "Painem",
    ]
    assert "Desa Sidanegara" in lines(table)[0][3]
    assert table.hasFocus()
    counter.qtbot.keyClick(table, Qt.Key.Key_Return)
    where, what = counter.asked[-1]
    assert (where, what["worker"], what["field"]) == ("registering", "c", "nik")
    assert "Desa Sidanegara" in what["why"]
    table.selectRow(1)
    tab.lists.mend.click()
    assert counter.asked[-1][1]["field"] == "consent"
    table.selectRow(3)
    tab.lists.mend.click()
    assert counter.asked[-1] == ("workers", {"id": "a"})
    table.selectRow(2)
    assert not tab.lists.mend.isEnabled()
    counter.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(counter.asked) == 3


def test_the_chosen_line_stays_chosen(shown, counter, regency):
    regency.came = [came("a", "waiting", "A"), came("b", "waiting", "B")]
    tab = shown(waiting=2)
    tab.lists.came.selectRow(1)
    regency.came.insert(0, came("c", "refused", "C"))
    tab.refresh()
    counter.settle()
    assert tab.lists.came.key.worker_id == "b"


def test_sending_with_progress_and_stop(shown, counter, regency):
    tab = shown(waiting=127)
    regency.gate = threading.Event()
    regency.answers = [replace(NOTHING, sent=40, accepted=40, waiting=87)]
    tab.head.send.setFocus()
    counter.qtbot.keyClick(tab, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.qtbot.waitUntil(lambda: tab.head.progress.count.text() == "40 dari 127")
    assert tab.head.progress.isVisibleTo(tab)
    assert not tab.head.send.isEnabled()
    assert tab.head.progress.bar.value() == 40
    assert QApplication.focusWidget() is tab.head.progress.bar
    tab.head.progress.stop.click()
    counter.settle()
    said = tab.head.message.text()
    assert said.startswith("40 data sudah diterima, 87 data masih menunggu.")
    assert "dihentikan" in said
    assert not tab.head.progress.isVisibleTo(tab)
    assert QApplication.focusWidget() is tab.head.send


def test_what_an_exchange_brought_is_told(shown, counter, regency):
    tab = shown(waiting=3)
    regency.answers = [replace(NOTHING, sent=3, accepted=2, refused=1)]
    tab.head.send.click()
    counter.settle()
    assert tab.head.message.property("tone") == "warn"
    assert "1 data perlu diperbaiki" in tab.head.message.text()
    tab.head.send.click()
    counter.settle()
    assert "tidak ada yang baru" in tab.head.message.text()


def test_no_internet_is_calm(shown, counter, regency):
    tab = shown(waiting=12)
    regency.answers = [HubUnreachable()]
    tab.head.send.click()
    counter.settle()
    assert tab.head.message.text().startswith(
        "Tidak ada internet — aman, 12 data menunggu dikirim."
    )
    assert tab.head.message.property("tone") == ""
    assert tab.head.send.isEnabled()


@pytest.mark.parametrize(
    ("trouble", "tone"),
    [
        (HubUnreachable("hub_garbled"), "warn"),
        (HubUnreachable("hub_tls"), "warn"),
        (HubUnreachable("hub_busy"), ""),
        (Refused("hub_key"), "warn"),
        (Refused("device_revoked"), "warn"),
        (Refused("stopped"), ""),
    ],
)
def test_other_troubles_in_words(shown, counter, regency, trouble, tone):
    tab = shown(waiting=12)
    regency.answers = [trouble]
    tab.head.send.click()
    counter.settle()
    assert tab.head.message.text()
    assert trouble.rule not in tab.head.message.text()
    assert tab.head.message.property("tone") == tone


def test_another_address(shown, counter, regency):
    tab = shown(waiting=0)
    tab.head.elsewhere.click()
    assert tab.address.address.control.text() == "https://kabupaten.example"
    assert not tab.lists.isVisibleTo(tab)
    regency.trouble = Refused("hub_key")
    tab.address.address.control.setText("lain.example")
    tab.address.save.click()
    counter.settle()
    assert tab.address.address.line.property("role") == "block"
    regency.trouble = None
    tab.address.save.click()
    counter.settle()
    assert regency.asked[-1] == ("", "https://lain.example")
    assert "lain.example" in tab.head.line.text()
    assert tab.lists.isVisibleTo(tab)
    tab.head.elsewhere.click()
    tab.address.cancel.click()
    assert not tab.address.isVisibleTo(tab)


def test_what_cannot_be_read_is_told_with_a_way_on(shown, counter, regency, monkeypatch):
    tab = shown(waiting=1)
    monkeypatch.setattr("desktop_app.actions.exchanging.waiting", lambda *_: 1 / 0)
    tab.refresh()
    counter.settle()
    assert tab.stack.currentWidget() is tab.trouble
    assert counter.said[-1][0] == "trouble"


def test_everything_has_a_name_for_a_reader_of_the_screen(shown, regency):
    regency.came = [came("a", "refused", finding=ELSEWHERE)]
    tab = shown(waiting=1)
    join, head = tab.join, tab.head
    for part in (
        join.code.control,
        join.address.control,
        join.bar,
        head.progress.bar,
        tab.lists.came,
        tab.lists.receipts,
        tab.address.address.control,
    ):
        assert part.accessibleName()
    assert "Ctrl+" in head.send.toolTip()


def test_a_practice_office_joins_nobody(shown, counter, regency):
    counter.desk.__dict__["office"] = replace(counter.desk.office, practice=True)
    tab = shown()
    assert tab.stack.currentWidget() is tab.practice
    regency.enrolled(waiting=1)
    tab.refresh()
    counter.settle()
    assert tab.stack.currentWidget() is tab.office
    assert tab.head.elsewhere is None
