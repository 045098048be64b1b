"""The tab of sponsors, and who pays in the registration form."""

import pytest

from desktop_app.actions import paying, sponsoring
from desktop_app.actions.paying import Wanted
from desktop_app.actions.sponsoring import SponsorForm
from desktop_app.ui.pages.dues.sponsors import SponsorsTab
from desktop_app.ui.pages.registering import RegisteringPage

MONTH = 16_800
AGREED = {"given_on": "2026-11-22", "method": "signed_form", "text_version": "1"}


def add(desk, code="APBD-1", **fields):
    form = {"code": code, "name": "Kabupaten Cilacap", "kind": "APBD", "source": "PAD", **fields}
    return sponsoring.add(desk, SponsorForm(**form))


def lines(table):
    return [table.rows.row(at).cells for at in range(table.rows.rowCount())]


@pytest.fixture
def tab(counter):
    """The tab, shown over what the test recorded before."""

    def make():
        page = counter.show(SponsorsTab)
        page.refresh()
        counter.settle()
        counter.settle()
        return page

    return make


@pytest.fixture
def member(counter, raw):
    def make(serial, name, **fields):
        given = {"full_name": name, "mother_name": f"Ibu {name}", "kpj": f"240000{serial:05}"}
        return counter.register(raw(serial, **given, **fields))[0]

    return make


def test_without_a_sponsor_the_tab_says_so(tab):
    page = tab()
    assert not page.nothing.isHidden()
    assert page.table.isHidden()
    assert page.detail.isHidden()
    assert page.reserve.isHidden()


def test_what_is_used_set_aside_and_left(counter, tab, member):
    desk, ani, budi = counter.desk, member(1, "Ani"), member(2, "Budi")
    add(desk, budget=10 * MONTH, quota=5, minimum=4, rules={"max_age": "64"})
    add(desk, "ZAKAT", kind="other", source=None)
    paying.pay(desk, Wanted(ids=(ani,), first="2026-11", months=1, payer="APBD-1"))
    page = tab()
    assert [row[0] for row in lines(page.table)] == ["APBD-1", "ZAKAT"]
    assert lines(page.table)[0][3:] == ("Rp 16.800", "Rp 0", "Rp 151.200", "1 dari 5")
    assert lines(page.table)[1][3:] == ("Rp 0", "Rp 0", "tanpa batas", "0")
    page.put([budi])
    page.reserve.months.control.choose("2")
    page.reserve.aside.click()
    counter.settle()
    page.refresh()
    counter.settle()
    counter.settle()
    assert page.reserve.message.property("tone") == "done", page.reserve.message.text()
    assert "Rp 16.800" in page.detail.money.line.text()
    assert "Rp 33.600" in page.detail.money.line.text()
    assert "Rp 117.600" in page.detail.money.line.text()
    assert "2" in page.detail.places.line.text()
    assert page.detail.money.bar.accessibleName()
    page.put([budi])
    page.reserve.release.click()
    counter.settle()
    assert sponsoring.account(desk, "APBD-1").balance.reserved == 0


def test_whoever_is_left_out_is_named_with_the_reason(counter, tab, member):
    add(counter.desk, budget=MONTH)
    ids = [member(1, "Ani"), member(2, "Budi")]
    page = tab()
    page.put(ids)
    page.reserve.aside.click()
    counter.settle()
    assert page.reserve.message.property("tone") == "warn"
    assert "Budi" in page.reserve.message.text()
    assert "Ani" not in page.reserve.message.text()
    page.put(ids)
    page.reserve.first.put("2099-13")
    page.reserve.aside.click()
    assert page.reserve.first.field.line.text()


def test_names_only_of_those_who_agreed(counter, tab, member):
    add(counter.desk)
    ani = member(1, "Ani", consent={**AGREED, "purposes": ["bpjs", "sponsor"]})
    budi = member(2, "Budi")
    wanted = Wanted(ids=(ani, budi), first="2026-11", months=1, payer="APBD-1")
    assert len(paying.pay(counter.desk, wanted).payments) == 2
    page = tab()
    assert [row[0] for row in lines(page.detail.table)] == ["Ani"]
    assert page.detail.unnamed.text().startswith("1 ")


def test_a_sponsor_is_typed_in_and_changed(counter, tab):
    page = tab()
    page.add.click()
    form = page.form
    form.entries["code"].put("APBDES-2026")
    form.entries["name"].put("Desa Tambakreja")
    form.kind.control.choose("APBDes")
    form._kind_picked()
    assert form.source.control.findText("PADes") >= 0
    assert form.source.control.findText("DBHCHT") < 0
    form.source.control.setCurrentText("pendapatan asli desa")
    form.entries["budget"].put(20_160_000)
    form.entries["quota"].put(100)
    form.entries["max_age"].put("64")
    form.entries["basis"].put(["DTSEN", "musdes"])
    form.entries["occupation"].put("Nelayan, petani")
    form.entries["months"].put("12")
    form.save.click()
    counter.settle()
    counter.settle()
    made = sponsoring.account(counter.desk, "APBDES-2026").sponsor
    assert (made.budget, made.quota, made.months, made.first) == (20_160_000, 100, 12, "2026-01")
    assert made.source == "PADes"
    assert dict(made.rules) == {
        "max_age": 64,
        "basis": ["DTSEN", "musdes"],
        "occupation": ["nelayan", "petani"],
    }
    assert page.stack.currentIndex() == 0
    assert page.table.key == "APBDES-2026"
    page.detail.change.click()
    assert not form.entries["code"].field.control.isEnabled()
    assert form.entries["occupation"].value().startswith("Nelayan")
    form.entries["quota"].put(None)
    form.entries["max_age"].put("60")
    form.save.click()
    counter.settle()
    after = sponsoring.account(counter.desk, "APBDES-2026").sponsor
    assert (after.quota, after.rules["max_age"], after.budget) == (None, 60, 20_160_000)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": None}, "code"),
        ({"name": None}, "name"),
        ({"budget": "lima juta"}, "budget"),
        ({"year": "duaribu"}, "year"),
        ({"last": "2025-01"}, "last"),
        ({"max_age": "tua"}, "max_age"),
        ({"residence": "Cilacap"}, "residence"),
        ({"occupation": "penyihir"}, "occupation"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_under_its_field(counter, tab, typed, field):
    page = tab()
    page.begin(None)
    form = page.form
    form.kind.control.choose("APBD")
    for key, value in {"code": "A", "name": "B", "year": "2026", **typed}.items():
        form.entries[key].put(value)
    form.save.click()
    counter.settle()
    line = form.entries[field].field.line
    assert line.property("role") == "block"
    assert "…" not in line.text()
    assert sponsoring.sponsors(counter.desk) == []


def test_forbidden_and_doubtful_money_is_said_while_it_is_typed(counter, tab):
    page = tab()
    form = page.form
    page.begin(None)
    form.kind.control.choose("APBDes")
    form._kind_picked()
    form.source.control.setCurrentText("Dana Desa")
    assert form.source.line.property("role") == "note"
    assert "16/2025" in form.source.line.text()
    form.entries["year"].put("2024")
    form.entries["year"].touch()
    assert form.source.line.property("role") == "block"
    assert "15/2023" in form.source.line.text()


def test_who_may_not_is_offered_nothing_to_do(counter, tab):
    add(counter.desk)
    counter.desk.role = "head"
    page = tab()
    assert page.add.isHidden()
    assert page.detail.change.isHidden()
    assert page.reserve.isHidden()


def test_the_form_offers_the_sponsors_and_notes_who_would_not_pay(counter, raw):
    add(counter.desk, rules={"max_age": "30"})
    add(counter.desk, "LALU", year=2025)
    page = counter.show(RegisteringPage)
    page.refresh()
    counter.settle()
    entry = page.form.entries["funding"]
    control = entry.field.control
    assert [control.itemData(at) for at in range(control.count())] == [None, "APBD-1"]
    assert entry.value() is None
    page.form.put(raw(1))
    control.setCurrentIndex(1)
    entry.touch()
    counter.settle()
    assert entry.value() == "APBD-1"
    assert entry.field.line.property("role") == "note"
    assert "30" in entry.field.line.text()
    assert "Kabupaten Cilacap" in page.view.dues.of.text()
    page.form.put({**raw(1), "funding": "self"})
    assert entry.value() is None
    page.form.put({**raw(1), "funding": "LALU"})
    assert entry.value() == "LALU"
    page.refresh()
    counter.settle()
    assert entry.value() == "LALU"
    page.form.put({})
