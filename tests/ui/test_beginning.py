"""From the first screen to a desk, as somebody at the keyboard goes."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel

from desktop_app import text
from desktop_app.actions import practice
from desktop_app.config import Config
from desktop_app.ui.first.broken import BrokenScreen
from desktop_app.ui.first.choices import FirstScreen
from desktop_app.ui.first.login import LoginScreen
from desktop_app.ui.first.recover import RecoverScreen
from desktop_app.ui.first.restore import RestoreScreen
from desktop_app.ui.first.wizard import Wizard
from desktop_app.ui.qt_words import QtWords
from desktop_app.ui.shell import Shell


class Window:
    """The window over a folder, and waiting for it."""

    def __init__(self, qtbot, qapp, config):
        text.use("id")
        self.qtbot = qtbot
        self.shell = Shell(qapp, config, "light")
        self.shell.begin()
        self.shell.show()

    @property
    def screen(self):
        return self.shell.beginning.shown

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.shell.jobs.busy, timeout=20_000)

    def type(self, field, words):
        field.control.clear()
        self.qtbot.keyClicks(field.control, words)

    def enter(self, field):
        self.qtbot.keyClick(field.control, Qt.Key.Key_Return)

    def log_in(self, name, password):
        self.type(self.screen.account, name)
        self.type(self.screen.password, password)
        self.enter(self.screen.password)
        self.settle()

    def at_desk(self):
        self.settle()
        return self.shell.at_desk


@pytest.fixture
def open_window(qtbot, qapp):
    opened = []

    def make(config):
        opened.append(Window(qtbot, qapp, config))
        return opened[-1]

    yield make
    text.use("id")
    for window in opened:
        window.shell.close()
        window.shell.shut()
        window.shell.deleteLater()


@pytest.fixture
def window(open_window, config):
    return open_window(config)


@pytest.fixture
def empty(open_window, tmp_path, clock):
    return open_window(Config(tmp_path / "new", now=clock))


def find_village(window, wizard, words):
    window.qtbot.keyClicks(wizard.village.picker.search.control, words)
    window.settle()


def test_from_nothing_to_a_desk_by_keyboard(empty, qtbot, tmp_path):
    qtbot.mouseClick(empty.screen.ways["set_up"], Qt.MouseButton.LeftButton)
    wizard = empty.screen
    assert isinstance(wizard, Wizard)
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    find_village(empty, wizard, "tambakreja kedungreja")
    empty.enter(wizard.village.picker.search)
    empty.settle()
    assert wizard.at == 2
    fields = wizard.office.fields
    assert fields.name.control.text() == "Desa Tambakreja"
    assert fields.head_title.control.currentText() == "Kepala Desa"
    empty.type(fields.head, "Sudarmanto, S.IP.")
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    empty.type(wizard.account.name, "siti")
    empty.type(wizard.account.password.first, "rahasia-siti")
    empty.type(wizard.account.password.again, "rahasia-siti")
    empty.enter(wizard.account.password.again)
    empty.settle()
    assert wizard.at == 4
    assert "-" in wizard.recovery.code.text()
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    assert "dahulu" in wizard.recovery.message.text()
    assert not empty.shell.at_desk
    wizard.recovery.save_to(tmp_path / "lembar.pdf")
    empty.settle()
    assert (tmp_path / "lembar.pdf").read_bytes().startswith(b"%PDF")
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    assert empty.at_desk()
    assert empty.shell.desk.office.head == "Sudarmanto, S.IP."


def test_the_wizard_says_what_is_missing_and_goes_back(empty, qtbot):
    empty.shell.beginning.show_wizard()
    wizard = empty.screen
    wizard.show_step(1)
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    assert wizard.at == 1
    assert wizard.village.picker.search.line.text()
    find_village(empty, wizard, "qqqq")
    assert "Tidak ada desa" in wizard.village.picker.search.line.text()
    wizard.village.picker.search.control.clear()
    find_village(empty, wizard, "33.01.01.2001")
    assert wizard.village.picker.results.count() == 1
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    empty.settle()
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    assert wizard.at == 2
    assert wizard.office.fields.head.line.text() == "Ketik nama kepala."
    wizard.show_step(3)
    empty.type(wizard.account.name, "siti")
    empty.type(wizard.account.password.first, "pendek")
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    assert "Terlalu pendek" in wizard.account.password.first.line.text()
    empty.type(wizard.account.password.first, "rahasia-siti")
    empty.type(wizard.account.password.again, "rahasia-sita")
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    assert "tidak sama" in wizard.account.password.again.line.text()
    for _step in range(4):
        qtbot.mouseClick(wizard.leave, Qt.MouseButton.LeftButton)
    assert isinstance(empty.screen, FirstScreen)


def test_setting_up_with_a_clock_of_2009(open_window, tmp_path, clock, qtbot):
    clock.moment = datetime(2009, 1, 1, tzinfo=UTC)
    window = open_window(Config(tmp_path / "new", now=clock))
    window.shell.beginning.show_wizard()
    wizard = window.screen
    wizard.show_step(1)
    find_village(window, wizard, "33.01.01.2001")
    window.enter(wizard.village.picker.search)
    window.settle()
    window.type(wizard.office.fields.head, "Sudarmanto")
    wizard.show_step(3)
    window.type(wizard.account.name, "siti")
    window.type(wizard.account.password.first, "rahasia-siti")
    window.type(wizard.account.password.again, "rahasia-siti")
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    window.settle()
    assert wizard.at == 3
    wizard._clock.day.setDate(QDate(2026, 11, 24))
    wizard._clock.sure.click()
    window.settle()
    assert wizard.at == 4
    assert wizard.unfinished.config.today() == date(2026, 11, 24)


def test_the_other_language_at_once_in_the_wizard(empty, qtbot):
    empty.shell.beginning.show_wizard()
    qtbot.mouseClick(empty.screen.language.ways["en"], Qt.MouseButton.LeftButton)
    assert isinstance(empty.screen, Wizard)
    assert empty.screen.title.text() == "Language"
    qtbot.mouseClick(empty.screen.language.ways["id"], Qt.MouseButton.LeftButton)
    assert empty.screen.title.text() == "Bahasa"


def test_the_words_of_the_region_are_proposed(empty):
    empty.shell.beginning.show_wizard()
    wizard = empty.screen
    wizard.show_step(1)
    find_village(empty, wizard, "11.01.01.2001")
    empty.enter(wizard.village.picker.search)
    empty.settle()
    values = wizard.office.fields.values()
    assert values["words"].village == "Gampong"
    wizard.office.fields.village_word.control.setCurrentText("Desa")
    assert wizard.office.fields.values()["words"].office == "Kantor Desa"


def test_logging_in(window):
    assert isinstance(window.screen, LoginScreen)
    window.log_in("siti", "rahasia-siti")
    assert window.at_desk()
    assert window.shell.frame.page_shown == "home"


def test_a_wrong_password_is_told_and_can_be_mended(window):
    window.log_in("siti", "salah-sekali")
    assert not window.shell.at_desk
    assert window.screen.message.text()
    assert window.screen.enter.isEnabled()
    window.type(window.screen.password, "rahasia-siti")
    window.enter(window.screen.password)
    assert window.at_desk()


def test_an_empty_login_is_told_under_the_fields(window, qtbot):
    qtbot.mouseClick(window.screen.enter, Qt.MouseButton.LeftButton)
    assert window.screen.account.line.text() == "Ketik nama akun Anda."
    assert window.screen.password.line.text() == "Ketik kata sandi Anda."


def test_a_locked_desk_comes_back_as_it_was_left(window):
    window.log_in("siti", "rahasia-siti")
    window.at_desk()
    frame = window.shell.frame
    frame.show_page("settings")
    window.shell.lock()
    assert not window.shell.at_desk
    assert window.screen.account.control.text() == "siti"
    window.log_in("siti", "rahasia-siti")
    assert window.at_desk()
    assert window.shell.frame is frame
    assert frame.page_shown == "settings"


def test_logging_out_and_in_again(window):
    window.log_in("siti", "rahasia-siti")
    window.at_desk()
    window.shell.log_out()
    window.settle()
    assert isinstance(window.screen, LoginScreen)
    window.log_in("siti", "rahasia-siti")
    assert window.at_desk()


def test_a_new_password_by_the_recovery_sheet(window, recovery_code, qtbot):
    qtbot.mouseClick(window.screen.forgot, Qt.MouseButton.LeftButton)
    screen = window.screen
    assert isinstance(screen, RecoverScreen)
    window.type(screen.account, "siti")
    window.type(screen.code, "ABCDE-FGHJK")
    window.type(screen.password.first, "sandi-yang-baru")
    window.type(screen.password.again, "sandi-yang-baru")
    screen.recover()
    window.settle()
    assert screen.code.line.text()
    window.type(screen.code, recovery_code.lower())
    screen.recover()
    assert window.at_desk()
    window.shell.log_out()
    window.settle()
    window.log_in("siti", "sandi-yang-baru")
    assert window.at_desk()


def test_a_damaged_office_is_told_and_never_an_empty_start(open_window, config):
    (config.data / "office.db").write_bytes(b"\0" * 8192)
    window = open_window(config)
    window.log_in("siti", "rahasia-siti")
    screen = window.screen
    assert isinstance(screen, BrokenScreen)
    assert screen.message.text()
    assert any(str(config.data) in label.text() for label in screen.findChildren(QLabel))
    screen.recover.click()
    assert isinstance(window.screen, RestoreScreen)


def test_an_emptied_office_is_broken_at_once(open_window, config):
    (config.data / "office.db").write_bytes(b"")
    window = open_window(config)
    assert isinstance(window.screen, BrokenScreen)
    window.settle()
    window.screen.retry.click()
    assert isinstance(window.screen, BrokenScreen)


def test_back_from_a_backup(empty, desk, raw, recovery_code, tmp_path):
    from desktop_app.actions import finding, keeping, registering

    registering.register(desk, [raw(1)])
    keeping.back_up(desk, tmp_path / "salinan.loket-backup")
    empty.shell.beginning.show_restore()
    screen = empty.screen
    screen.restore()
    assert screen.file.line.text()
    screen.file.control.setText(str(tmp_path / "salinan.loket-backup"))
    window_password = "sandi-yang-baru"
    empty.type(screen.code, recovery_code)
    empty.type(screen.password.first, window_password)
    empty.type(screen.password.again, window_password)
    screen.restore()
    assert empty.at_desk()
    assert finding.today_figures(empty.shell.desk).total == 1


def test_a_file_that_is_no_backup(empty, recovery_code, tmp_path):
    (tmp_path / "foto.jpg").write_bytes(b"no backup")
    empty.shell.beginning.show_restore(tmp_path / "foto.jpg")
    screen = empty.screen
    empty.type(screen.code, recovery_code)
    empty.type(screen.password.first, "sandi-yang-baru")
    empty.type(screen.password.again, "sandi-yang-baru")
    screen.restore()
    empty.settle()
    assert screen.file.line.text() or screen.message.text()
    assert not empty.shell.at_desk


def test_the_practice_office_is_marked_and_deleted_in_one_click(empty, tmp_path, clock, qtbot):
    config = Config(tmp_path / "new", now=clock)
    practice.make_practice(practice.practice_config(config), workers=12).desk.close()
    empty.screen.ways["practice"].click()
    assert empty.at_desk()
    frame = empty.shell.frame
    assert frame.ribbon is not None
    assert any(label.text() == "LATIHAN" for label in frame.ribbon.findChildren(QLabel))
    empty.shell.lock()
    assert empty.shell.at_desk
    qtbot.mouseClick(frame.ribbon.end, Qt.MouseButton.LeftButton)
    empty.settle()
    assert isinstance(empty.screen, FirstScreen)
    assert not practice.practice_config(config).data.exists()


def test_closing_the_window_in_the_last_step_leaves_the_office_usable(empty, open_window, qtbot):
    empty.shell.beginning.show_wizard()
    wizard = empty.screen
    wizard.show_step(1)
    find_village(empty, wizard, "33.01.01.2001")
    empty.enter(wizard.village.picker.search)
    empty.settle()
    empty.type(wizard.office.fields.head, "Sudarmanto")
    wizard.show_step(3)
    empty.type(wizard.account.name, "siti")
    empty.type(wizard.account.password.first, "rahasia-siti")
    empty.type(wizard.account.password.again, "rahasia-siti")
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    empty.settle()
    empty.shell.close()
    empty.settle()
    again = open_window(empty.shell._config)
    again.log_in("siti", "rahasia-siti")
    assert again.at_desk()


def test_the_log_in_stands_before_the_machinery_is_loaded(config):
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop_app.config import Config\n"
        "from desktop_app.ui.app import dressed_shell\n"
        "app = QApplication([])\n"
        "shell = dressed_shell(app, Config(Path(sys.argv[1])))\n"
        "shell.begin()\n"
        "shell.show()\n"
        "app.processEvents()\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'sqlcipher3', 'typer', 'reportlab', 'pypdfium2',\n"
        "         'alembic', 'cryptography', 'babel', 'PIL', 'desktop_app.actions'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "shell.close(); shell.shut()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(config.data)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_first_steps_need_no_mouse(empty, qtbot):
    window = empty
    first = window.shell.focusWidget()
    assert first is window.screen.ways["set_up"]
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert isinstance(window.screen, Wizard)
    qtbot.keyClick(window.shell.focusWidget(), Qt.Key.Key_Return)
    assert window.screen.at == 1
    assert window.shell.focusWidget() is window.screen.village.picker.search.control


def test_qt_s_own_words_are_translated(qapp):
    text.use("id")
    assert QtWords().translate("QFileDialog", "&Save") == "&Simpan"
    assert QtWords().translate("QFileDialog", "no word of ours") == ""


def test_a_lost_mark_leads_to_a_decision(window, config):
    (config.data / "mark").unlink()
    window.log_in("siti", "rahasia-siti")
    assert isinstance(window.screen, BrokenScreen)
    assert not window.screen.adopt.isHidden()
    window.screen.adopted.emit()
    window.log_in("siti", "rahasia-siti")
    assert window.at_desk()
