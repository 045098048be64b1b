"""The steps of a membership and its contributions beside a person; undo in the window."""

from datetime import timedelta

import openpyxl
import pytest

from desktop_app.actions import finding, membership, paying, registering, submitting
from desktop_app.actions.payable import Wanted
from desktop_app.domain.months import later, month_of
from desktop_app.ui.dialogs.ending import EndDialog
from desktop_app.ui.pages.person import beside
from desktop_app.ui.pages.sending import SendingPage
from desktop_app.ui.pages.workers import WorkersPage
from desktop_app.ui.widgets.buttons import QPushButton
from desktop_app.ui.widgets.sum import SumButton
from desktop_app.ui.widgets.texts import QLabel

KPJ = "26012345678"


def said(widget):
    return " ".join(part.text() for part in widget.findChildren(QLabel))


def answered(counter, tmp_path, nik, kpj=KPJ, reason=""):
    book = openpyxl.Workbook()
    book.active.append(["NIK", "KPJ", "KETERANGAN"])
    book.active.append([nik, kpj, reason])
    book.save(tmp_path / "jawaban.xlsx")
    submitting.take_answer(counter.desk, tmp_path / "jawaban.xlsx")


@pytest.fixture
def opened(counter, raw, tmp_path):
    """Somebody on a list for BPJS, open beside the list of workers."""
    (one,) = counter.register(raw(1))
    submitting.submit(counter.desk, tmp_path / "daftar.xlsx")
    return Opened(counter, one, tmp_path)


class Opened:
    def __init__(self, counter, record_id, folder):
        self.counter, self.id, self.folder = counter, record_id, folder
        self.page = counter.show(WorkersPage)
        self.show()

    def show(self):
        self.page.open(id=self.id)
        self.counter.settle()
        return self.leaf

    @property
    def leaf(self):
        leaves = self.page.panel.leaves
        names = [leaves.tabText(at) for at in range(leaves.count())]
        leaves.setCurrentIndex(names.index("Kepesertaan"))
        return leaves.currentWidget()

    def button(self, words):
        return next((b for b in self.leaf.findChildren(QPushButton) if b.text() == words), None)

    @property
    def now(self):
        return finding.find_one(self.counter.desk, self.id)


def test_the_steps_say_who_and_on_which_paper(opened):
    answered(opened.counter, opened.folder, opened.now.worker.nik)
    told = said(opened.show())
    for words in ("surat 470/001/XI/2026", "jawaban jawaban.xlsx", "siti, 23-11-2026"):
        assert words in told
    assert told.index("jawaban.xlsx") < told.index("470/001")


def test_the_newest_step_is_undone(opened, monkeypatch):
    asked = []
    monkeypatch.setattr(beside, "sure", lambda *words: asked.append(words) or True)
    opened.button("Batalkan").click()
    opened.counter.settle()
    assert opened.now.states.membership == "candidate"
    assert "Dikirim ke BPJS" in asked[0][2]
    assert opened.counter.said[-1][0] == "done"
    assert opened.button("Batalkan") is None


def test_whose_step_it_was_may_undo_it_and_nobody_else(opened):
    opened.counter.desk.account = "budi"
    opened.counter.desk.role = "operator"
    told = said(opened.show())
    assert opened.button("Batalkan") is None
    assert "siti" in told


def test_contributions_with_sums_that_open(opened):
    desk = opened.counter.desk
    answered(opened.counter, opened.folder, opened.now.worker.nik)
    first = month_of(desk.config.today())
    paying.pay(desk, Wanted(ids=(opened.id,), first=first, months=2), code="K-77")
    leaf = opened.show()
    told = said(leaf)
    assert "11-2026 – 12-2026 · 2 bulan" in told
    assert "kode iuran K-77" in told.replace("Kode", "kode")
    (amount,) = leaf.findChildren(SumButton)
    assert amount.text() == "Rp 16.800"
    assert amount.isEnabled()
    assert "sampai dengan 12-2026" in opened.page.panel.state.text()
    assert "keadaan 23-11-2026" in opened.page.panel.state.text()
    opened.button("Bayar iuran").click()
    assert opened.counter.asked[-1] == ("dues", {"tab": "pay", "ids": [opened.id]})
    membership.undo(desk, opened.id)
    assert "dibatalkan" in said(opened.show()).casefold()


@pytest.mark.parametrize(
    ("months", "word"), [(1, "menunggak"), (3, "menunggak"), (4, "tidak aktif")]
)
def test_arrears_and_a_lapse_in_words(opened, months, word):
    counter = opened.counter
    answered(counter, opened.folder, opened.now.worker.nik)
    first = month_of(counter.desk.config.today())
    paying.pay(counter.desk, Wanted(ids=(opened.id,), first=first, months=1))
    while month_of(counter.desk.config.today()) < later(first, months):
        counter.desk.config.now.moment += timedelta(days=20)
    today = counter.desk.config.today()
    opened.show()
    told = opened.page.panel.state.text()
    assert word in told.casefold()
    assert f"{today:%d-%m-%Y}" in told


def test_last_year_s_balance_stands_there(counter, raw):
    (one,) = counter.register(raw(1, kpj=KPJ, paid_until="2026-12", former_payer="APBD Kabupaten"))
    page = counter.show(WorkersPage)
    page.open(id=one)
    counter.settle()
    told = said(page.panel)
    assert "Saldo awal" in told
    assert "APBD Kabupaten" in told


def test_what_bpjs_returned_is_mended(opened):
    answered(opened.counter, opened.folder, opened.now.worker.nik, "", "NIK tidak padan")
    opened.show()
    panel = opened.page.panel
    assert "NIK tidak padan" in panel.state.text()
    assert panel.mend.isVisibleTo(panel)
    panel.mend.click()
    assert opened.counter.asked[-1] == ("registering", {"worker": opened.id})


def test_an_end_names_its_paper_and_somebody_comes_back(opened):
    counter, panel = opened.counter, opened.page.panel
    today = counter.desk.config.today()
    dialog = EndDialog(panel, "Slamet", today)
    dialog.reasons.buttons()[1].click()
    dialog.named.put("Surat pindah 12/2026")
    dialog.accept()
    assert (dialog.why, dialog.on, dialog.paper) == ("moved", today, "Surat pindah 12/2026")
    panel.end_person(opened.now, dialog.why, dialog.on, dialog.paper)
    counter.settle()
    assert opened.now.standing.ended_paper == "Surat pindah 12/2026"
    assert "Surat pindah 12/2026" in panel.state.text()
    assert panel.back.isVisibleTo(panel)
    panel.back.click()
    counter.settle()
    assert opened.now.states.membership == "submitted"
    assert opened.now.standing.ended_on is None


def test_nobody_comes_back_from_death(opened):
    registering.end(opened.counter.desk, opened.id, "death", opened.counter.desk.config.today())
    opened.show()
    assert not opened.page.panel.back.isVisibleTo(opened.page.panel)


@pytest.fixture
def lists(counter, raw, tmp_path):
    counter.register(raw(1), raw(2, full_name="Wagiyem", mother_name="Saminah"))
    number = submitting.submit(counter.desk, tmp_path / "daftar.xlsx").number
    page = counter.show(SendingPage)
    page.open(tab="lists")
    counter.settle()
    return page.lists, number


def test_a_list_without_an_answer_is_taken_back(counter, lists):
    tab, number = lists
    assert tab.undo.isEnabled()
    tab.take_back(number)
    counter.settle()
    assert "2 orang" in tab.message.text()
    assert not tab.undo.isEnabled()
    assert "siti" in tab.hint.text()
    assert finding.today_figures(counter.desk).candidates == 2


def test_a_list_with_an_answer_stays(counter, lists, raw, tmp_path):
    tab, number = lists
    answered(counter, tmp_path, raw(1)["nik"])
    tab.refresh()
    counter.settle()
    assert not tab.undo.isEnabled()
    tab.take_back(number)
    counter.settle()
    assert tab.message.property("tone") == "block"
    assert finding.today_figures(counter.desk).submitted == 1


def test_a_refusal_in_the_answer_leads_to_the_form(counter, raw, tmp_path):
    (one,) = counter.register(raw(1))
    submitting.submit(counter.desk, tmp_path / "daftar.xlsx")
    page = counter.show(SendingPage)
    page.open(tab="answer")
    book = openpyxl.Workbook()
    book.active.append(["NIK", "KPJ", "KETERANGAN"])
    book.active.append([raw(1)["nik"], "", "NIK tidak padan"])
    book.save(tmp_path / "j.xlsx")
    page.answer.take(tmp_path / "j.xlsx")
    counter.settle()
    assert page.answer.mend.isVisibleTo(page)
    page.answer.mend.click()
    assert counter.asked[-1] == ("registering", {"worker": one})
