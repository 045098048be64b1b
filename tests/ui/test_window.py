import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel
from ui_regency import NOTHING

from desktop_app import text
from desktop_app.actions import access
from desktop_app.domain.findings import Refused
from desktop_app.sync.errors import HubUnreachable
from desktop_app.ui import shown
from desktop_app.ui.app import told
from desktop_app.ui.changes import Changes
from desktop_app.ui.first.login import read_ahead
from desktop_app.ui.foot import at_risk, only_here, to_send
from desktop_app.ui.idle import IdleWatch
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.shell import Shell
from desktop_app.ui.window import DeskFrame


class Framed:
    """The frame over a real desk."""

    def __init__(self, desk, qtbot):
        self.qtbot, self.jobs = qtbot, Jobs(Changes())
        self.frame = DeskFrame(read_ahead(desk), self.jobs, Changes())
        self.frame.resize(1366, 768)
        self.frame.show_page("home")
        self.frame.show()

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.jobs.busy, timeout=10_000)

    def end(self):
        self.settle()
        self.frame.shut()
        self.jobs.stop()
        self.frame.close()
        self.frame.deleteLater()


@pytest.fixture
def framed(desk, qtbot):
    text.use("id")
    framed = Framed(desk, qtbot)
    yield framed
    framed.end()


def test_pages_by_keyboard(framed):
    names = ["home", "registering", "workers", "printing", "dues", "sending", "settings"]
    assert list(framed.frame.sidebar.buttons) == names
    framed.frame.activateWindow()
    framed.qtbot.waitUntil(framed.frame.isActiveWindow)
    for at, name in enumerate(names, 1):
        key = Qt.Key(Qt.Key.Key_0 + at)
        framed.qtbot.keyClick(framed.frame, key, Qt.KeyboardModifier.AltModifier)
        assert framed.frame.page_shown == name
        assert framed.frame.sidebar.buttons[name].isChecked()
    framed.settle()


def test_the_shortcut_of_each_page_is_shown(framed):
    for at, made in enumerate(framed.frame.sidebar.buttons.values(), 1):
        assert f"Alt+{at}" in [label.text() for label in made.findChildren(QLabel)]


def test_the_office_and_who_is_there_stand_above(framed):
    assert framed.frame.header.chain.text() == (
        "Desa Tambakreja · Kec. Kedungreja · Kabupaten Cilacap"
    )
    assert framed.frame.header.account.text() == "siti"


def test_the_foot_tells_news_and_keeps_trouble(framed):
    framed.settle()
    notices = framed.frame.context.notices
    notices.done("Tersimpan.")
    assert framed.frame.foot.news.text() == "Tersimpan."
    assert framed.frame.foot._timer.isActive()
    framed.jobs.failed.emit(ZeroDivisionError())
    assert "tidak berhasil" in framed.frame.foot.news.text()
    assert not framed.frame.foot._timer.isActive()


def test_the_foot_tells_what_only_this_computer_holds(framed):
    framed.settle()
    assert "hanya ada di komputer ini" in framed.frame.foot.risk.text()


@pytest.mark.parametrize(
    ("days", "words", "urgent"),
    [(0, "hari ini", False), (1, "kemarin", False), (6, "6 hari lalu", False), (8, "8 hari", True)],
)
def test_the_age_of_the_last_backup(clock, days, words, urgent):
    text.use("id")
    told, warns = at_risk(only_here(1234), clock() - timedelta(days=days), clock(), some=True)
    assert "1.234 perubahan" in told
    assert words in told
    assert warns is urgent


def test_no_backup_yet_warns_only_where_there_is_something_to_lose(clock):
    assert at_risk("", None, clock(), some=True)[1]
    assert not at_risk("", None, clock(), some=False)[1]


def test_what_waits_in_calm_words():
    text.use("id")
    assert to_send(1234) == "1.234 data menunggu dikirim"
    assert to_send(12, offline=True) == "tidak ada internet — aman, 12 data menunggu dikirim"
    assert "tidak ada yang menunggu" in to_send(0, offline=True)
    assert to_send(0) == "semua data sudah di kantor kabupaten"


def test_a_reader_sees_only_what_the_role_may(desk, config, qtbot):
    access.add_user(desk, "kades", "head", "rahasia-kades")
    other = access.unlock(config, "kades", "rahasia-kades")
    framed = Framed(other, qtbot)
    framed.settle()
    assert "registering" not in framed.frame.sidebar.buttons
    assert "sending" not in framed.frame.sidebar.buttons
    framed.frame.show_page("settings")
    framed.settle()
    assert set(framed.frame.page("settings").by_name) == {
        "people",
        "backup",
        "health",
        "audit",
        "about",
    }
    framed.end()
    other.close()


def test_nobody_at_the_keyboard_is_noticed_once(qtbot):
    watch = IdleWatch(QApplication.instance(), 30)
    with qtbot.waitSignal(watch.idle, timeout=2000):
        pass
    assert not watch._timer.isActive()
    watch.restart()
    assert watch._timer.isActive()
    watch.stop()


def test_a_key_counts_as_somebody_there(qtbot):
    line = QLabel("x")
    qtbot.addWidget(line)
    line.show()
    watch = IdleWatch(line, 60_000)
    watch._timer.start(50_000)
    qtbot.keyClick(line, Qt.Key.Key_A)
    assert watch._timer.remainingTime() > 0
    watch.stop()


def test_language_and_theme_change_while_it_runs(qtbot, qapp, config):
    text.use("id")
    shell = Shell(qapp, config, "light")
    shell.enter(read_ahead(access.unlock(config, "siti", "rahasia-siti")))
    shell.show()
    shell.frame.show_page("settings")
    shell.change_look("language", "")
    assert text.language() == "en"
    assert shell.frame.page_shown == "settings"
    assert shell.frame.sidebar.buttons["home"].text() == "Home"
    before = qapp.palette().window().color()
    shell.change_look("theme", "dark")
    assert qapp.palette().window().color() != before
    shell.change_look("theme", "light")
    shell.change_look("language", "id")
    qtbot.waitUntil(lambda: not shell.jobs.busy, timeout=10_000)
    assert shell.frame.sidebar.buttons["home"].text() == "Beranda"
    shell.close()
    shell.shut()
    shell.deleteLater()


def test_a_clock_that_cannot_be_right_is_asked_for_before_it_dates_anything(desk, clock, qtbot):
    text.use("id")
    with desk.write("login"):
        pass
    clock.moment = datetime(2009, 1, 1, tzinfo=UTC)
    framed = Framed(desk, qtbot)
    qtbot.waitUntil(lambda: framed.frame._clock is not None, timeout=5000)
    bar = framed.frame._clock
    bar.day.setDate(QDate(2026, 11, 24))
    bar.sure.click()
    framed.settle()
    assert framed.frame._clock is None
    assert desk.config.today() == date(2026, 11, 24)
    framed.end()


def test_what_nobody_foresaw_is_told_without_its_message(qapp, config, capsys):
    text.use("id")
    shell = Shell(qapp, config, "light")
    shell.begin()
    nik = "3301011508850001"
    try:
        raise ValueError(nik)
    except ValueError as error:
        told(shell, ValueError, error, error.__traceback__)
    assert "tidak berhasil" in shell.beginning.shown.message.text()
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert nik not in err
    shell.close()
    shell.shut()
    shell.deleteLater()


def test_numbers_and_days_as_the_office_writes_them(clock):
    text.use("id")
    assert shown.rupiah(16800) == "Rp 16.800"
    assert shown.day(clock().date()) == "23-11-2026"
    assert shown.day(None) == ""
    assert shown.long_day(clock().date()) == "Senin, 23 November 2026"


def test_the_foot_with_a_regency_office(regency, desk, qtbot):
    text.use("id")
    regency.enrolled(waiting=12)
    framed = Framed(desk, qtbot)
    framed.settle()
    foot, carrier = framed.frame.foot, framed.frame.context.carrier
    assert foot.risk.text().startswith("12 data menunggu dikirim · ")
    regency.answers = [
        HubUnreachable(),
        Refused("device_revoked"),
        replace(NOTHING, sent=12, accepted=12),
    ]
    carrier.send()
    framed.settle()
    assert foot.risk.text().startswith("Tidak ada internet — aman, 12 data menunggu dikirim")
    assert foot.news.text() == ""
    carrier.send()
    framed.settle()
    assert "tidak lagi menerima" in foot.news.text()
    carrier.send()
    framed.settle()
    assert foot.news.text() == "Kantor kabupaten: 12 data sudah diterima."
    framed.end()


def test_trouble_with_the_regency_office_is_news_once_and_gone_when_it_is_over(
    regency, desk, qtbot
):
    text.use("id")
    regency.enrolled()
    framed = Framed(desk, qtbot)
    framed.settle()
    foot, carrier = framed.frame.foot, framed.frame.context.carrier
    regency.answers = [Refused("hub_key"), Refused("hub_key")]
    carrier.send()
    framed.settle()
    assert foot.news.text()
    foot.say("info", "")
    carrier.send()
    framed.settle()
    assert foot.news.text() == ""
    regency.answers = [Refused("device_revoked")]
    carrier.send()
    framed.settle()
    assert foot.news.text()
    carrier.send()
    framed.settle()
    assert foot.news.text() == ""
    framed.end()


def test_leaving_the_desk_while_it_sends(regency, qapp, config, qtbot):
    text.use("id")
    regency.enrolled().gate = threading.Event()
    shell = Shell(qapp, config, "light")
    desk = access.unlock(config, "siti", "rahasia-siti")
    shell.enter(read_ahead(desk))
    shell.show()
    shell.frame.context.carrier.send()
    qtbot.waitUntil(lambda: regency.exchanges == 1)
    shell.log_out()
    qtbot.waitUntil(lambda: not shell.jobs.busy, timeout=10_000)
    assert not shell.at_desk
    assert regency.exchanges == 1
    shell.close()
    shell.shut()
    shell.deleteLater()


def test_another_language_while_it_sends(regency, qapp, config, qtbot):
    text.use("id")
    regency.enrolled().gate = threading.Event()
    shell = Shell(qapp, config, "light")
    shell.enter(read_ahead(access.unlock(config, "siti", "rahasia-siti")))
    shell.show()
    shell.frame.show_page("sending", {"tab": "hub"})
    shell.frame.context.carrier.send()
    qtbot.waitUntil(lambda: regency.exchanges == 1)
    shell.change_look("language", "en")
    qtbot.waitUntil(lambda: not shell.jobs.busy, timeout=10_000)
    assert not shell.frame.context.carrier.sending
    assert shell.frame.page("sending").hub.head.send.text() == "Send now"
    text.use("id")
    shell.close()
    shell.shut()
    shell.deleteLater()
