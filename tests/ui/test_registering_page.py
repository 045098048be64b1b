"""Pendataan as a clerk uses it: keys in, what is on the screen out."""

import base64
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.actions import finding, registering
from desktop_app.reference.consent import consent_text
from desktop_app.ui.pages import registering as registering_page
from desktop_app.ui.pages.form import saving
from desktop_app.ui.pages.registering import RegisteringPage

NIK = "3301015508900021"


@pytest.fixture
def page(counter):
    return counter.show(RegisteringPage)


def control(page, key):
    return page.form.entries[key].field.control


def line(page, key):
    return page.form.entries[key].field.line.text()


def type_in(page, counter, **values):
    for key, value in values.items():
        field = control(page, key)
        field.clear()
        QTest.keyClicks(field, value)
    counter.settle()


def test_the_nik_fills_in_birth_date_and_sex(page, counter):
    type_in(page, counter, nik=NIK)
    assert control(page, "birth_date").text() == "15-08-1990"
    assert control(page, "sex").value() == "female"
    assert "Kedungreja" in page.view.known.line.text()


def test_what_was_typed_is_not_overwritten_by_the_nik(page, counter):
    type_in(page, counter, birth_date="16-08-1990")
    type_in(page, counter, nik=NIK)
    assert control(page, "birth_date").text() == "16-08-1990"
    assert "15-08-1990" in line(page, "birth_date")


def test_a_registered_nik_names_its_holder(page, counter, raw):
    (record_id,) = counter.register(raw(1))
    type_in(page, counter, nik=raw(1)["nik"])
    assert "sudah terdata" in line(page, "nik")
    assert "Slamet Raharjo" in page.view.known.go.text()
    page.view.known.go.click()
    assert counter.asked[-1] == ("workers", {"id": record_id})


def test_an_unfinished_nik_is_not_called_wrong_while_it_is_typed(page, counter):
    page.activateWindow()
    control(page, "nik").setFocus()
    counter.qtbot.waitUntil(control(page, "nik").hasFocus)
    type_in(page, counter, nik="3301")
    assert control(page, "nik").property("finding") in (None, "")
    page.save()
    counter.settle()
    assert control(page, "nik").property("finding") == "block"


def test_everything_typed_is_kept_as_a_draft(page, counter):
    type_in(page, counter, nik="3301", full_name="Marsinah")
    counter.qtbot.waitUntil(lambda: page.view.state.text() != "", timeout=3000)
    (draft,) = registering.drafts(counter.desk)
    assert draft.full_name == "Marsinah"
    assert draft.payload["nik"] == "3301"
    type_in(page, counter, full_name="Marsinah Karto")
    page.keep()
    counter.settle()
    (again,) = registering.drafts(counter.desk)
    assert (again.id, again.full_name) == (draft.id, "Marsinah Karto")


def test_an_emptied_form_leaves_no_draft(page, counter):
    type_in(page, counter, full_name="Marsinah")
    page.keep()
    type_in(page, counter, full_name="")
    page.keep()
    counter.settle()
    assert registering.drafts(counter.desk) == []


def test_saving_registers_and_shows_the_number(page, counter):
    type_in(page, counter, nik=NIK, full_name="Marsinah", occupation="Petani")
    page.save()
    counter.settle()
    found = finding.find_one(counter.desk, NIK)
    assert found.worker.full_name == "Marsinah"
    assert page.done.number.text() == found.number
    assert registering.drafts(counter.desk) == []
    page.done.print.click()
    assert counter.asked[-1] == ("printing", {"ids": [found.id]})


def test_save_and_next_remembers_where_people_live(page, counter):
    type_in(page, counter, nik=NIK, full_name="Marsinah", occupation="Petani", rt="002", rw="005")
    type_in(page, counter, hamlet="Krajan", address="Jalan Raya 1")
    page.save(go_on=True)
    counter.settle()
    assert control(page, "nik").text() == ""
    assert control(page, "rt").text() == "002"
    assert control(page, "hamlet").text() == "Krajan"
    assert "Marsinah" in page.view.message.text()
    page.keep()
    counter.settle()
    assert registering.drafts(counter.desk) == []


def test_a_warning_waits_for_its_box(page, counter):
    type_in(page, counter, nik=NIK, full_name="Marsinah", occupation="Petani")
    type_in(page, counter, birth_date="16-08-1990")
    page.save()
    counter.settle()
    assert page.stack.currentWidget() is page.view
    box = page.form.entries["birth_date"]._boxes["nik_birth_date"]
    assert box.isVisible()
    box.click()
    page.save()
    counter.settle()
    assert finding.find_one(counter.desk, NIK).worker.confirmed == ("nik_birth_date",)


def test_missing_fields_are_named_only_after_trying_to_save(page, counter):
    type_in(page, counter, nik=NIK)
    assert line(page, "full_name") == "Seperti di KTP"
    page.save()
    counter.settle()
    assert "nama lengkap" in line(page, "full_name")
    assert page.view.message.text()


def test_the_contribution_follows_the_income(page, counter):
    before = page.view.dues.total.text()
    type_in(page, counter, monthly_income="2.500.000")
    assert page.view.dues.total.text() != before


def test_an_occupation_is_found_by_what_people_call_it(page, counter):
    field = control(page, "occupation")
    QTest.keyClicks(field, "ojol")
    popup = field._completer.popup()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    counter.settle()
    assert page.form.raw()["occupation"] == "ojek_daring"


def test_enter_goes_to_the_next_field(page, counter):
    page.activateWindow()
    control(page, "nik").setFocus()
    counter.qtbot.waitUntil(control(page, "nik").hasFocus)
    QTest.keyClick(control(page, "nik"), Qt.Key.Key_Return)
    assert control(page, "full_name").hasFocus()


def test_relatives_are_added_and_taken_away(page, counter):
    row = page.form.family.add_row()
    QTest.keyClicks(row.entries["full_name"].field.control, "Sutinah")
    row.entries["relation"].put("spouse")
    row.entries["heir"].field.control.click()
    assert page.form.raw()["family"] == [
        {"full_name": "Sutinah", "relation": "spouse", "heir": True}
    ]
    row.remove.click()
    assert "family" not in page.form.raw()


def test_tab_goes_through_new_rows_in_reading_order(page, counter):
    page.activateWindow()
    rows = [page.form.family.add_row(), page.form.family.add_row()]
    wanted = [e.field.control for row in rows for e in row.entries.values()]
    counter.qtbot.waitUntil(rows[1].remove.isVisible)
    wanted[0].setFocus()
    seen = []
    for _ in range(len(wanted) + 3):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    controls = [widget for widget in seen if widget in wanted]
    assert controls == wanted
    assert seen[-1] is page.form.family.add


def test_consent_given_is_dated_today(page, counter):
    method = page.form.entries["consent.method"]
    method.put("signed_form")
    method.touch()
    consent = page.form.raw()["consent"]
    assert consent["given_on"] == counter.desk.config.today().isoformat()
    assert consent["text_version"] == consent_text().version


def test_a_photo_is_cropped_and_kept(page, counter, tmp_path):
    path = tmp_path / "foto.png"
    Image.new("RGB", (900, 700), "teal").save(path)
    page.form.photo.take(path)
    counter.settle()
    kept = Image.open(io.BytesIO(base64.b64decode(page.form.raw()["photo"])))
    assert kept.size == (360, 480)
    type_in(page, counter, nik=NIK, full_name="Marsinah", occupation="Petani")
    page.save()
    counter.settle()
    assert finding.find_one(counter.desk, NIK).worker.photo


def test_a_picture_that_is_none_is_told(page, counter, tmp_path):
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"bukan gambar")
    page.form.photo.take(path)
    counter.settle()
    assert page.form.photo.line.text()
    assert "photo" not in page.form.raw()


def test_changing_somebody_writes_only_what_changed(page, counter, raw):
    (record_id,) = counter.register(raw(1, family=[{"full_name": "A", "relation": "child"}]))
    page.open(worker=record_id)
    counter.settle()
    assert control(page, "full_name").text() == "Slamet Raharjo"
    type_in(page, counter, phone="081234567890", mother_name="")
    page.save()
    counter.settle()
    after = finding.find_one(counter.desk, record_id)
    assert after.worker.phone == "+6281234567890"
    assert after.worker.mother_name is None
    changed = {c.field for c in finding.history(counter.desk, record_id)[0].changes}
    assert changed == {"phone", "mother_name"}
    assert registering.drafts(counter.desk) == []


def test_a_draft_is_continued(page, counter):
    draft = registering.save_draft(counter.desk, None, {"full_name": "Marsinah", "nik": "12"})
    page.open(draft=draft)
    counter.settle()
    type_in(page, counter, nik=NIK, occupation="Petani")
    page.save()
    counter.settle()
    assert finding.find_one(counter.desk, NIK).worker.full_name == "Marsinah"
    assert registering.drafts(counter.desk) == []


def test_the_checklist_leads_to_its_field(page, counter):
    page.activateWindow()
    page.view.go_to("occupation")
    counter.qtbot.waitUntil(control(page, "occupation").hasFocus)


def test_differing_names_cleared_keys():
    assert saving.differing({"a": 1, "b": 2}, {"b": 3, "c": 4}) == {"a": None, "b": 3, "c": 4}


def test_unsaved_changes_are_not_lost_without_asking(page, counter, raw, monkeypatch):
    (record_id,) = counter.register(raw(1))
    page.open(worker=record_id)
    counter.settle()
    type_in(page, counter, phone="081234567890")
    answers = [False, True]
    monkeypatch.setattr(registering_page, "sure_to_leave", lambda *_: answers.pop(0))
    page.start()
    assert control(page, "phone").text() == "081234567890"
    page.start()
    assert control(page, "full_name").text() == ""
    assert answers == []


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("mother_name", "mother_name"),
        ("consent", "consent.method"),
        ("nik", "nik"),
        ("", "nik"),
        ("membership", "nik"),
    ],
)
def test_what_came_back_opens_at_its_field(page, counter, raw, field, place):
    (record_id,) = counter.register(raw(1))
    page.open(worker=record_id, field=field, why="Nama ibu kandung kosong.")
    counter.settle()
    assert page.view.message.text().endswith("Nama ibu kandung kosong.")
    assert page.view.message.property("tone") == "warn"
    focus = QApplication.focusWidget()
    wanted = control(page, place)
    assert focus is wanted or wanted.isAncestorOf(focus)
    seen = page.view.area.viewport()
    assert seen.rect().contains(focus.mapTo(seen, focus.rect().center()))


def test_a_family_member_that_came_back_opens_at_its_line(page, counter, raw):
    (record_id,) = counter.register(raw(1, family=[{"full_name": "A", "relation": "child"}]))
    page.open(worker=record_id, field="family.0.full_name", why="")
    counter.settle()
    assert QApplication.focusWidget() is page.form.control_of("family.0.full_name")
    assert page.view.message.property("tone") == ""
