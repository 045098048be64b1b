from PySide6.QtCore import Qt

from desktop_app.actions import registering
from desktop_app.ui.pages.home import HomePage


def numbers(page):
    return {key: figure.number.text() for key, figure in page.figures.items()}


def tasks(page):
    widgets = [page.list.itemAt(at).widget() for at in range(page.list.count())]
    return {widget.what.text(): widget for widget in widgets if hasattr(widget, "what")}


def test_an_empty_office_has_nothing_waiting(counter):
    page = counter.show(HomePage)
    assert set(numbers(page).values()) == {"0"}
    assert tasks(page) == {}
    assert page.list.count() == 1


def test_what_waits_and_where_it_is_done(counter, raw):
    counter.register(raw(1), raw(2, full_name="Wagiyem", mother_name="Saminah"))
    registering.register(counter.desk, [raw(3, nik="123")], keep=True)
    page = counter.show(HomePage)
    assert numbers(page)["registered_today"] == "2"
    waiting = tasks(page)
    assert "1 formulir belum selesai" in waiting
    assert "2 calon belum dikirim ke BPJS" in waiting
    counter.qtbot.mouseClick(
        waiting["2 calon belum dikirim ke BPJS"].act, Qt.MouseButton.LeftButton
    )
    assert counter.asked == [("sending", {"tab": "to"})]


def test_the_big_button_registers(counter):
    page = counter.show(HomePage)
    counter.qtbot.mouseClick(page.register, Qt.MouseButton.LeftButton)
    assert counter.asked == [("registering", {"new": True})]


def test_it_follows_what_changes(counter, raw):
    page = counter.show(HomePage)
    assert numbers(page)["total"] == "0"
    counter.register(raw(1))
    counter.context.changes.tell("workers")
    counter.settle()
    assert numbers(page)["total"] == "1"


def test_a_page_out_of_sight_reads_when_it_is_shown_again(counter, raw):
    page = counter.show(HomePage)
    page.hide()
    counter.register(raw(1))
    counter.context.changes.tell("workers")
    counter.settle()
    assert numbers(page)["total"] == "0"
    page.show()
    counter.settle()
    assert numbers(page)["total"] == "1"


def test_what_came_back_from_the_regency_office_leads_there(counter, regency):
    regency.enrolled(waiting=2, to_mend=3)
    page = counter.show(HomePage)
    counter.qtbot.mouseClick(tasks(page)["3 data perlu diperbaiki"].act, Qt.MouseButton.LeftButton)
    assert counter.asked == [("sending", {"tab": "hub"})]
    regency.enrolled(to_mend=0)
    counter.context.changes.tell("hub")
    counter.settle()
    assert "3 data perlu diperbaiki" not in tasks(page)
