"""Iuran: who is covered, paying and taking back, what was paid, what lapses."""

from datetime import date
from itertools import combinations

import pytest
from PySide6.QtCore import Qt

from desktop_app.actions import covered, finding, paying, sponsoring
from desktop_app.store.summary import Filters
from desktop_app.ui.pages.dues.cover import CoverTab
from desktop_app.ui.pages.dues.due import DueTab, days_told
from desktop_app.ui.pages.dues.history import HistoryTab
from desktop_app.ui.pages.dues.page import DuesPage
from desktop_app.ui.pages.dues.paying import PayTab

#: Paid until, by name: in November 2026 one of each state.
PEOPLE = {
    "Aminah": "2026-12",
    "Budi": "2026-10",
    "Cahyo": "2026-05",
    "Darmi": None,
    "Eko": "2026-11",
}


@pytest.fixture
def people(counter, raw):
    """Five members by name."""
    raws = [
        raw(
            n,
            full_name=name,
            kpj=f"{10_000_000_000 + n}",
            member_since="2025-01-01",
            mother_name=f"Ibu {name}",
            phone=f"0813270000{n:02}",
            **({"paid_until": until, "former_payer": "self"} if until else {}),
        )
        for n, (name, until) in enumerate(PEOPLE.items(), 1)
    ]
    return dict(zip(PEOPLE, counter.register(*raws), strict=True))


@pytest.fixture
def sponsor(counter):
    form = sponsoring.SponsorForm(
        code="DESA26", name="APBDes", kind="APBDes", source="PADes", budget=1_000_000
    )
    return sponsoring.add(counter.desk, form)


def read(counter, tab_class):
    """The tab, shown and read."""
    tab = counter.show(tab_class)
    tab.refresh()
    counter.settle()
    return tab


def column(model, at):
    return [model.index(row, at).data() for row in range(model.rowCount())]


def standing(counter):
    return {row.worker_id: row for row in covered.standing(counter.desk)}


# --- who is covered ------------------------------------------------------------------------------


def test_everybody_with_month_payer_and_state(counter, people):
    tab = read(counter, CoverTab)
    assert column(tab.model, 0) == list(PEOPLE)
    assert column(tab.model, 3) == ["12-2026", "10-2026", "05-2026", "–", "11-2026"]
    assert column(tab.model, 5)[0] == "Aktif"
    counts = {state: chip.text()[-2] for state, chip in tab.chips.buttons.items() if state}
    assert counts == {"active": "2", "arrears": "1", "lapsed": "1", "unknown": "1", "ended": "0"}


def test_a_state_carries_a_sign_of_its_own(counter, people):
    tab = read(counter, CoverTab)
    signs = [tab.model.index(row, 5).data(Qt.ItemDataRole.DecorationRole) for row in range(5)]
    images = [sign.pixmap(20, 20).toImage() for sign in signs]  # Aminah and Eko are both active
    assert images[0] == images[4]
    assert all(one != other for one, other in combinations(images[:4], 2))


def test_a_chip_narrows_the_list(counter, people):
    tab = read(counter, CoverTab)
    tab.chips.buttons["arrears"].click()
    counter.settle()
    assert column(tab.model, 0) == ["Budi"]


def test_another_day_is_another_state(counter, people):
    tab = read(counter, CoverTab)
    line = tab.day.field.control
    line.setText("15-01-2027")
    line.editingFinished.emit()
    counter.settle()
    assert tab.chips.buttons["active"].text().endswith("(0)")
    line.setText("32-01-2027")
    line.editingFinished.emit()
    assert tab.wrong.text()
    assert tab.model.query.on == date(2027, 1, 15)


def test_search_and_order(counter, people):
    tab = read(counter, CoverTab)
    tab.table.horizontalHeader().setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    counter.settle()
    assert column(tab.model, 0) == ["Aminah", "Eko", "Budi", "Cahyo", "Darmi"]
    tab.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert tab.table.horizontalHeader().sortIndicatorSection() == 3
    tab.search.setText("budi")
    counter.settle()
    assert column(tab.model, 0) == ["Budi"]
    tab.search.setText("zzzz")
    counter.settle()
    assert tab.stack.currentWidget() is tab.nothing


def test_nobody_yet(counter):
    tab = read(counter, CoverTab)
    assert tab.stack.currentWidget() is tab.nobody
    assert not tab.pay_button.isVisible()


def test_a_payer_narrows_the_list(counter, people, sponsor):
    paying.pay(
        counter.desk,
        paying.Wanted(ids=(people["Darmi"],), first="2026-11", months=1, payer="DESA26"),
    )
    tab = read(counter, CoverTab)
    tab.payer.setCurrentIndex(tab.payer.findData("DESA26"))
    tab.payer.activated.emit(tab.payer.currentIndex())
    counter.settle()
    assert column(tab.model, 0) == ["Darmi"]
    assert column(tab.model, 4) == ["DESA26"]


def test_more_than_a_page_is_read_where_it_is_looked_at(counter, raw):
    counter.register(
        *(
            raw(
                n,
                full_name=f"Orang {n:03}",
                kpj=f"{10_000_000_000 + n}",
                paid_until="2026-12",
                confirmed=["same_person"],
            )
            for n in range(1, 131)
        )
    )
    tab = read(counter, CoverTab)
    assert tab.model.index(120, 0).data() == "…"
    assert tab.model.index(120, 3).data() == "12-2026"
    counter.settle()
    assert tab.model.index(120, 0).data() == "Orang 121"


# --- paying --------------------------------------------------------------------------------------


def chosen(counter, *ids):
    tab = read(counter, PayTab)
    tab.open(ids=list(ids))
    counter.settle()
    return tab


def test_months_and_sum_at_once_then_recorded_and_taken_back(counter, people):
    tab = chosen(counter, people["Aminah"], people["Budi"])
    assert column(tab.preview.model, 1) == ["01-2027", "11-2026"]
    assert tab.preview.sum.text() == "Rp 25.200"  # 16.800 from January on, 8.400 before
    tab.form.slip.code.control.setText("812340000001")
    tab.record.click()
    counter.settle()
    assert "Rp 25.200" in tab.line.message.text()
    assert standing(counter)[people["Aminah"]].until == "2027-01"
    (one,) = paying.remittances(counter.desk)
    assert (one.code, one.people, one.total) == ("812340000001", 2, 25_200)
    assert not tab.form.order().named
    tab.line.back.click()
    counter.settle()
    assert standing(counter)[people["Aminah"]].until == "2026-12"
    assert not tab.line.back.isVisible()


def test_who_cannot_be_paid_for_is_told_why(counter, people, raw):
    (candidate,) = counter.register(raw(9, full_name="Fajar", mother_name="Ibu Fajar"))
    tab = chosen(counter, people["Aminah"], candidate)
    first = tab.preview.model.rows[0]
    assert (first.name, bool(first.why)) == ("Fajar", True)
    tab.pay()
    counter.settle()
    assert [row.name for row in tab.preview.model.rows] == ["Fajar"]
    assert tab.line.message.text()


def test_nobody_who_can_be_paid_for(counter, people, raw):
    (candidate,) = counter.register(raw(9, full_name="Fajar", mother_name="Ibu Fajar"))
    tab = chosen(counter, candidate)
    assert not tab.record.isEnabled()


def test_a_month_that_is_paid_is_refused(counter, people):
    tab = chosen(counter, people["Aminah"])
    tab.form.months.go_on.setChecked(False)
    tab.form.months.first.field.control.setText("12-2026")
    tab.form.months.first.touch()
    counter.settle()
    assert tab.preview.model.rows[0].why
    assert not tab.record.isEnabled()


def test_usual_months(counter, people):
    tab = chosen(counter, people["Budi"])
    tab.form.months.usual[3].click()
    counter.settle()
    assert column(tab.preview.model, 1) == ["11-2026 – 01-2027"]
    assert tab.preview.sum.text() == "Rp 33.600"


def test_another_sum_on_the_slip_is_told_below_its_field(counter, people):
    tab = chosen(counter, people["Budi"])
    tab.form.slip.amount.put(9_000)
    tab.pay()
    counter.settle()
    assert "8.400" in tab.form.slip.amount.field.line.text()
    assert paying.remittances(counter.desk) == []
    tab.form.slip.amount.put(8_400)
    tab.pay()
    counter.settle()
    assert len(paying.remittances(counter.desk)) == 1


def test_a_day_ahead_and_a_lost_file_are_told_below_their_fields(counter, people, tmp_path):
    tab = chosen(counter, people["Budi"])
    tab.form.slip.day.put("2026-11-24")
    tab.form.slip.proof.control.setText(str(tmp_path / "tidak-ada.pdf"))
    tab.pay()
    counter.settle()
    assert tab.form.slip.day.field.line.text()
    assert tab.form.slip.proof.line.text()
    assert paying.remittances(counter.desk) == []


def test_what_might_be_saved_is_told(counter, people, sponsor):
    tab = chosen(counter, people["Budi"])
    tab.form.payer.control.choose("DESA26")
    tab.form.changed.emit()
    counter.settle()
    assert tab.preview.sum.text() == "Rp 16.800"
    assert "Rp 8.400" in tab.preview.remark.text()


def test_everybody_a_sponsor_pays_for(counter, people, sponsor):
    paying.pay(
        counter.desk,
        paying.Wanted(ids=(people["Darmi"],), first="2026-11", months=1, payer="DESA26"),
    )
    assert finding.count(counter.desk, Filters(funding="DESA26")) == 1
    tab = read(counter, PayTab)
    tab.form.who.boxes["funded"].click()
    tab.form.who.sponsor.choose("DESA26")
    tab.form.who.sponsor.activated.emit(1)
    counter.settle()
    assert tab.form.order().payer == "DESA26"
    assert column(tab.preview.model, 0) == ["Darmi"]
    assert column(tab.preview.model, 1) == ["12-2026"]


def test_somebody_is_added_by_search_and_left_out_by_delete(counter, people):
    tab = read(counter, PayTab)
    counter.qtbot.keyClicks(tab.form.who.picker.line, "cahyo")
    counter.settle()
    counter.qtbot.keyClick(tab.form.who.picker.line, "\r")
    counter.settle()
    assert column(tab.preview.model, 0) == ["Cahyo"]
    tab.preview.table.selectRow(0)
    tab.preview.left_out.emit(people["Cahyo"])
    counter.settle()
    assert tab.preview.stack.currentWidget() is tab.preview.nothing


def test_a_list_of_payments(counter, people, tmp_path):
    niks = [finding.find_one(counter.desk, people[name]).worker.nik for name in ("Budi", "Eko")]
    path = tmp_path / "bayar.csv"
    path.write_text(f"NIK,PERIODE,BULAN_IURAN\n{niks[0]},2026-11,1\n{niks[1]},2026-11,1\n", "utf-8")
    tab = read(counter, PayTab)
    tab.form.who.boxes["list"].click()
    tab.form.who.list.control.setText(str(path))
    counter.qtbot.waitUntil(lambda: tab.preview.stack.currentWidget() is tab.preview.table)
    counter.settle()
    rows = tab.preview.model.rows
    assert [bool(row.why) for row in rows] == [True, False]  # November of Eko is paid
    assert "3" in rows[0].name
    tab.pay()
    counter.settle()
    assert standing(counter)[people["Budi"]].until == "2026-11"
    assert tab.line.back.isVisible()


# --- what was paid -------------------------------------------------------------------------------


@pytest.fixture
def paid(counter, people, tmp_path):
    from PIL import Image

    proof = tmp_path / "bukti.png"
    Image.new("RGB", (60, 80), "white").save(proof)
    ids = (people["Budi"], people["Cahyo"])
    return paying.pay(
        counter.desk,
        paying.Wanted(ids=ids, first="2026-11", months=1, payer="self"),
        code="812340000001",
        proof=proof,
    )


def test_a_payment_opens_with_its_people_and_proof(counter, paid, tmp_path):
    tab = read(counter, HistoryTab)
    assert column(tab.table.rows, 2) == ["812340000001"]
    tab.open_one(paid.reference)
    counter.settle()
    assert tab.panel.isVisible()
    assert column(tab.panel.model, 0) == ["Budi", "Cahyo"]
    tab.panel.look.click()
    counter.settle()
    assert tab.panel.picture.has_image()
    tab.panel.save_to(tmp_path / "salinan")
    counter.settle()
    assert (tmp_path / "salinan.png").read_bytes().startswith(b"\x89PNG")


def test_a_payment_is_taken_back_once_it_is_meant(counter, paid, people):
    tab = read(counter, HistoryTab)
    tab.open_one(paid.reference)
    counter.settle()
    tab.panel.undo.click()
    assert tab.panel.question.isVisible()
    tab.panel.no.click()
    assert not tab.panel.question.isVisible()
    tab.panel.undo.click()
    tab.panel.yes.click()
    counter.settle()
    assert standing(counter)[people["Budi"]].until == "2026-10"
    assert tab.message.text()
    tab.refresh()
    counter.settle()
    assert not tab.panel.undo.isVisible()
    assert tab.panel.model.rows[0].why


def test_what_others_recorded_is_not_offered_to_be_taken_back(counter, paid):
    counter.desk.account, counter.desk.role = "budi", "operator"
    tab = read(counter, HistoryTab)
    tab.open_one(paid.reference)
    counter.settle()
    assert not tab.panel.undo.isVisible()


def test_nothing_was_paid_yet(counter):
    tab = read(counter, HistoryTab)
    assert tab.stack.currentWidget() is tab.nothing


# --- what lapses ---------------------------------------------------------------------------------


def test_who_lapses_soon_and_who_is_in_arrears(counter, people):
    tab = read(counter, DueTab)
    assert column(tab.model, 0) == ["Eko", "Aminah"]
    tab.chips.buttons[7].click()
    assert column(tab.model, 0) == ["Eko"]
    tab.chips.buttons[0].click()
    assert column(tab.model, 0) == ["Budi"]
    tab.chips.buttons[30].click()
    assert column(tab.model, 4) == [days_told(7)]


def test_letters_are_offered_for_those_chosen(counter, people, tmp_path):
    tab = read(counter, DueTab)
    tab.table.selectRow(1)
    tab.write.click()
    tab.paper.save_to(tmp_path / "surat.pdf")
    counter.settle()
    assert (tmp_path / "surat.pdf").read_bytes().startswith(b"%PDF")


# --- the page ------------------------------------------------------------------------------------


def test_tabs_hand_people_over_to_the_payment(counter, people):
    page = counter.show(DuesPage)
    page.open(tab="due")
    counter.settle()
    page.tab("due").pay_button.click()
    counter.settle()
    assert page.tabs.currentWidget() is page.leaves["pay"]
    assert column(page.tab("pay").preview.model, 0) == ["Eko", "Aminah"]
    page.open(tab="cover")
    counter.settle()
    page.tab("cover").table.selectRow(3)
    page.tab("cover").pay_button.click()
    counter.settle()
    assert column(page.tab("pay").preview.model, 0) == ["Darmi"]


@pytest.mark.parametrize("name", ["cover", "pay", "history", "due", "sponsors", "cash"])
def test_each_tab_is_asked_for_by_name(counter, name):
    page = counter.show(DuesPage)
    page.open(tab=name)
    counter.settle()
    assert page.tabs.currentWidget() is page.leaves[name]


def test_who_may_only_read_sees_no_way_to_pay(counter, people):
    counter.desk.role = "head"
    page = counter.show(DuesPage)
    assert "pay" not in page.leaves
    page.open(tab="pay")
    assert not page.tab("cover").pay_button.isVisible()
    page.open(tab="due")
    counter.settle()
    assert not page.tab("due").pay_button.isVisible()


def test_a_payment_elsewhere_is_seen_at_once(counter, people):
    page = counter.show(DuesPage)
    page.open(tab="cover")
    counter.settle()
    paying.pay(
        counter.desk, paying.Wanted(ids=(people["Darmi"],), first="2026-11", months=1, payer="self")
    )
    counter.context.changes.tell("payments")
    counter.settle()
    assert column(page.tab("cover").model, 3)[3] == "11-2026"
