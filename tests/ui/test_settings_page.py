import pytest

from desktop_app.actions import access, keeping
from desktop_app.ui.dialogs.recovery import RecoveryDialog
from desktop_app.ui.pages.settings.backup import renewed
from desktop_app.ui.pages.settings.page import SettingsPage


def lines(table):
    return [table.rows.row(at).cells for at in range(table.rows.rowCount())]


@pytest.fixture
def page(counter):
    return counter.show(SettingsPage)


def tab(counter, page, name):
    page.open(tab=name)
    counter.settle()
    return page.by_name[name]


def test_the_office_is_shown_and_changed(counter, page):
    office = tab(counter, page, "office")
    assert office.fields.head.control.text() == "Sudarmanto"
    office.fields.head.control.setText("Sri Wahyuni, S.Sos.")
    office.fields.head_prefix.control.setCurrentIndex(1)
    office.save.click()
    counter.settle()
    assert office.message.text() == "Tersimpan."
    assert counter.desk.office.head == "Sri Wahyuni, S.Sos."
    assert counter.desk.office.head_prefix == "Pj."
    assert counter.desk.office.branch == "Cilacap"


def test_an_office_without_a_head_is_not_saved(counter, page):
    office = tab(counter, page, "office")
    office.fields.head.control.clear()
    office.save.click()
    assert office.fields.head.line.text() == "Ketik nama kepala."
    assert counter.desk.office.head == "Sudarmanto"


def test_accounts_come_and_go(counter, page):
    people = tab(counter, page, "people")
    assert [row[0] for row in lines(people.table)] == ["siti"]
    people.name.control.setText("budi")
    people.role.control.setCurrentIndex(people.role.control.findData("operator"))
    people.password.first.control.setText("rahasia-budi")
    people.password.again.control.setText("rahasia-budi")
    people.add.click()
    counter.settle()
    assert {row[0] for row in lines(people.table)} == {"siti", "budi"}
    assert people.name.control.text() == ""
    people.remove_account("budi")
    counter.settle()
    assert {row[0] for row in lines(people.table)} == {"siti"}


def test_the_last_administrator_stays(counter, page):
    people = tab(counter, page, "people")
    people.remove_account("siti")
    counter.settle()
    assert people.message.property("tone") == "block"
    assert len(access.users(counter.desk)) == 1


def test_my_own_password(counter, page, config):
    people = tab(counter, page, "people")
    people.own.first.control.setText("sandi-yang-baru")
    people.own.again.control.setText("sandi-yang-baru")
    people.change.click()
    counter.settle()
    access.unlock(config, "siti", "sandi-yang-baru").close()


def test_a_backup_now(counter, page, tmp_path, raw):
    counter.register(raw(1))
    backup = tab(counter, page, "backup")
    backup.make_backup(tmp_path / "salinan.loket-backup")
    counter.settle()
    assert "1 orang" in backup.message.text()
    assert (tmp_path / "salinan.loket-backup").stat().st_size
    assert backup.last.text().startswith("Cadangan terakhir: 2")


def test_a_second_place_for_copies(counter, page, tmp_path):
    copies = tab(counter, page, "backup").copies
    assert copies.none.isHidden()
    copies.put(tmp_path)
    counter.settle()
    assert str(tmp_path) in copies.second.text()
    copies.put(tmp_path / "tidak-ada")
    counter.settle()
    assert copies.message.property("tone") == "block"
    copies.none.click()
    counter.settle()
    assert keeping.second_place(counter.desk) is None


def test_a_new_recovery_sheet_stays_until_it_was_kept(counter, page, qtbot, tmp_path):
    dialog = RecoveryDialog(page, counter.jobs, renewed(counter.desk))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.finish.click()
    assert dialog.isVisible()
    dialog.step.save_to(tmp_path / "lembar.pdf")
    counter.settle()
    dialog.finish.click()
    assert not dialog.isVisible()
    assert (tmp_path / "lembar.pdf").read_bytes().startswith(b"%PDF")


def test_everything_is_sound(counter, page, raw):
    counter.register(raw(1))
    health = tab(counter, page, "health")
    health.start.click()
    counter.settle()
    assert health.message.property("tone") == "done", health.message.text()
    assert health.start.isEnabled()


def test_what_was_done_and_by_whom(counter, page, raw):
    counter.register(raw(1))
    audit = tab(counter, page, "audit")
    newest = lines(audit.table)[0]
    assert newest[1] == "siti"
    assert newest[2]
    audit.verify.click()
    counter.settle()
    assert audit.message.property("tone") == "done"
    assert keeping.verify_audit(counter.desk) == []


def test_the_source_of_the_region_table_is_named(counter, page):
    from PySide6.QtWidgets import QLabel

    about = tab(counter, page, "about")
    said = " ".join(label.text() for label in about.findChildren(QLabel))
    assert "Open Database License (ODbL) 1.0" in said
    assert "Kepmendagri 300.2.2-2138/2025" in said
