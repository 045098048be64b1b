"""Pekerja: the list, a person beside it, drafts."""

from datetime import UTC, date, datetime

import pytest

from desktop_app import text
from desktop_app.actions import finding, registering
from desktop_app.domain.journal import JournalEntry
from desktop_app.store.summary import Filters
from desktop_app.ui.dialogs.ending import EndDialog
from desktop_app.ui.pages.person import chips, drafts, words
from desktop_app.ui.pages.workers import WorkersPage


@pytest.fixture
def people(counter, raw):
    return counter.register(
        raw(1), raw(2, full_name="Siti Aminah", kpj="12345678901"), raw(3, full_name="Painem")
    )


@pytest.fixture
def page(counter, people):
    return counter.show(WorkersPage)


def texts_of(widget):
    return " ".join(part.text() for part in widget.findChildren(drafts.texts.QLabel))


def test_search_as_typed(page, counter):
    counter.qtbot.keyClicks(page.search, "pnem")
    counter.settle()
    assert page.model.index(0, 0).data() == "Painem"


def test_a_scanned_number_opens_its_holder(page, counter, people):
    number = finding.find_one(counter.desk, people[1]).number
    page.search.setText(number)
    counter.qtbot.keyClick(page.search, "\r")
    counter.settle()
    assert page.panel.isVisible()
    assert page.panel.number.text() == number


def test_nobody_found_is_told(page, counter):
    counter.qtbot.keyClicks(page.search, "zzzqqq")
    counter.settle()
    assert page.stack.currentWidget() is page.empty


def test_an_empty_register_says_so(counter):
    page = counter.show(WorkersPage)
    assert page.stack.currentWidget() is page.nobody


def test_a_chip_narrows_the_list(page, counter):
    page.chips.buttons["member"].click()
    counter.settle()
    assert page.model.rowCount() == 1
    assert page.model.index(0, 0).data() == "Siti Aminah"


@pytest.mark.parametrize("name", [name for name, _word in chips.choices() if name != "drafts"])
def test_each_chip_and_its_filters_agree(name):
    assert chips.chip_of(chips.narrowed(name, Filters(unprinted=True))) == name


def test_a_person_opens_beside_the_list(page, counter, people):
    registering.edit(counter.desk, people[0], {"monthly_income": 2_000_000})
    page.open(id=people[0])
    counter.settle()
    assert page.panel.isVisible()
    said = texts_of(page.panel)
    assert "3301011508850001" in said
    assert "Rp 2.000.000" in said
    assert "— → Rp 2.000.000" in said
    page.panel.change.click()
    assert counter.asked[-1] == ("registering", {"worker": people[0]})
    page.panel.certificate.click()
    assert counter.asked[-1] == ("printing", {"ids": [people[0]], "kind": "certificate"})


def test_somebody_unknown_is_a_notice(page, counter):
    page.open(id="not there")
    counter.settle()
    assert counter.said[-1][0] == "trouble"
    assert not page.panel.isVisible()


def test_ending(page, counter, people):
    page.open(id=people[0])
    counter.settle()
    person = finding.find_one(counter.desk, people[0])
    page.panel.end_person(person, "moved", date(2026, 11, 22))
    counter.settle()
    assert finding.find_one(counter.desk, people[0]).states.membership == "ended"
    assert not page.panel.card.isEnabled()
    assert not page.panel.finish.isVisible()


def test_the_question_wants_a_reason_and_a_day(qtbot):
    dialog = EndDialog(None, "Slamet", date(2026, 11, 23))
    qtbot.addWidget(dialog)
    dialog.yes.click()
    assert dialog.result() == 0
    assert dialog.why_line.text()
    dialog.reasons.buttons()[1].click()
    dialog.day.put("2027-01-01")
    dialog.yes.click()
    assert dialog.result() == 0
    dialog.day.put("2026-11-20")
    dialog.yes.click()
    assert (dialog.result(), dialog.why, dialog.on) == (1, "moved", date(2026, 11, 20))


def test_many_are_printed_together(page, counter, people):
    page.table.selectAll()
    assert page.print_many.isVisible()
    page.print_many.click()
    counter.settle()
    where, what = counter.asked[-1]
    assert where == "printing"
    assert sorted(what["ids"]) == sorted(people)


def test_many_are_paid_for_together(page, counter, people):
    page.table.selectAll()
    page.pay_many.click()
    counter.settle()
    where, what = counter.asked[-1]
    assert (where, what["tab"]) == ("dues", "pay")
    assert sorted(what["ids"]) == sorted(people)


def test_a_draft_that_only_warns_is_registered_from_the_list(page, counter, raw):
    registering.save_draft(
        counter.desk, None, raw(9, full_name="Slamet Rahardjo", mother_name="Tukinem")
    )
    page.open(drafts=True)
    counter.settle()
    (button,) = (
        b for b in page.drafts.findChildren(drafts.button("x").__class__) if "demikian" in b.text()
    )
    button.click()
    counter.settle()
    assert finding.find_one(counter.desk, raw(9)["nik"]).worker.full_name == "Slamet Rahardjo"
    assert registering.drafts(counter.desk) == []


def test_drafts_say_what_is_missing(page, counter):
    registering.save_draft(counter.desk, None, {"full_name": "Marsinah"})
    page.open(drafts=True)
    counter.settle()
    assert "NIK" in texts_of(page.drafts)
    assert "Marsinah" in texts_of(page.drafts)


def test_the_way_to_the_regency_office_is_told_where_there_is_one(counter, people, regency):
    page = counter.show(WorkersPage)
    page.open(id=people[0])
    counter.settle()
    assert not page.panel.delivery.isVisibleTo(page)
    assert not page.chips.buttons[chips.RETURNED].isVisibleTo(page)
    regency.enrolled()
    counter.carrier.begin()
    counter.settle()
    counter.context.changes.tell("workers")
    counter.settle()
    assert page.panel.delivery.isVisibleTo(page)
    assert page.panel.delivery.text() == "Menunggu dikirim"
    page.chips.buttons[chips.RETURNED].click()
    counter.settle()
    assert page.model.filters.delivery == "refused"
    counter.carrier.shut()


def test_an_answer_stands_in_the_history_as_the_regency_offices():
    text.use("id")
    told = JournalEntry(
        seq=1, at=datetime(2026, 11, 22, tzinfo=UTC), actor="kabupaten", action="hub_answer"
    )
    assert words.who_did(told) == "kantor kabupaten"
