"""The papers about money: whole, legible, marked, and no more said than is true."""

from dataclasses import replace

import money_faces as money
import paper_faces as faces
import pytest
from money_faces import over
from paper_faces import TODAY, drawn, letters
from test_papers_content import text_pages
from test_papers_layout import OFFICES, guard

from desktop_app.documents.cash_sheet import write_cash_sheet
from desktop_app.documents.deposit_receipt import HEIGHT, write_deposit_receipt
from desktop_app.documents.how_to_pay import write_how_to_pay
from desktop_app.documents.notices import write_notices
from desktop_app.documents.preview import sizes
from desktop_app.documents.sponsor_report import write_sponsor_report
from desktop_app.documents.transfer_list import write_transfer_list
from desktop_app.domain.findings import Refused

PRACTICE = replace(faces.OFFICE, practice=True)


def how_to_pay(office, paper="a4", **more):
    asked = [(money.PAYEE, money.CHARGE), (money.LONG_PAYEE, money.DEAR)]
    return drawn(write_how_to_pay, office, asked, money.CHANNELS, today=TODAY, paper=paper, **more)


def receipt(office, paper="a4", receipt=money.LONG_RECEIPT):
    return drawn(write_deposit_receipt, office, receipt, today=TODAY, paper=paper)


NOTED = {"where": money.WHERE, "today": TODAY}


def lapse(office, paper="a4"):
    told = [money.NOTICE, over(money.NOTICE), money.LONG_NOTICE, over(money.LONG_NOTICE)]
    return drawn(
        write_notices, office, told, kind="lapse", where=money.WHERE, today=TODAY, paper=paper
    )


def transfer(office, paper="a4"):
    told = [money.NOTICE, over(money.NOTICE), money.LONG_NOTICE, over(money.LONG_NOTICE)]
    return drawn(
        write_notices, office, told, kind="transfer", where=money.WHERE, today=TODAY, paper=paper
    )


def transfer_list(office, paper="a4"):
    return drawn(
        write_transfer_list, office, money.LONG_SPONSOR, money.TRANSFER, today=TODAY, paper=paper
    )


def cash(office, paper="a4"):
    return drawn(write_cash_sheet, office, money.cash(long=True), today=TODAY, paper=paper)


def report(office, paper="a4"):
    return drawn(write_sponsor_report, office, money.report(long=True), paper=paper)


PAPERS = {
    "how to pay": how_to_pay,
    "lapse": lapse,
    "transfer": transfer,
    "transfer list": transfer_list,
    "cash": cash,
    "report": report,
}
ALL = PAPERS | {"receipt": receipt}


@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_clipped_or_covered(name, office, paper):
    pdf = PAPERS[name](OFFICES[office], paper)
    for page, (width, height) in enumerate(sizes(pdf)):
        guard(letters(pdf, page), (12, 10, width - 11, height - 14), [])


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(
    "told", [money.RECEIPT, money.LONG_RECEIPT, money.PAID_RECEIPT], ids=["short", "long", "paid"]
)
def test_nothing_on_a_receipt_is_clipped_or_covered(office, told):
    (size,) = sizes(pdf := receipt(OFFICES[office], receipt=told))
    assert size == pytest.approx((210, 297), abs=0.01)
    fold = (0, HEIGHT - 0.4, 210, HEIGHT + 0.4)
    guard(letters(pdf), (7, 5, 203, 292), [fold])
    apart = receipt(OFFICES[office], "a5", told)
    assert sizes(apart) == [pytest.approx((210, 148.5), abs=0.01)] * 2
    for page in (0, 1):
        guard(letters(apart, page), (7, 5, 203, 144), [])


def test_a_short_sheet_is_one_page():
    assert (
        len(sizes(drawn(write_cash_sheet, faces.OFFICE, money.cash(long=False), today=TODAY))) == 1
    )
    assert len(sizes(how_to_pay(faces.OFFICE))) == 2
    assert len(sizes(lapse(faces.LONG_OFFICE))) == 4


@pytest.mark.parametrize("name", ALL)
def test_every_page_of_a_practice_office_is_marked(name):
    assert all("LATIHAN" in page for page in text_pages(ALL[name](PRACTICE)))
    assert not any("LATIHAN" in page for page in text_pages(ALL[name](faces.OFFICE)))


@pytest.mark.parametrize("name", ALL)
def test_equal_values_give_equal_bytes_with_the_office_as_author(name):
    pdf = ALL[name](faces.OFFICE)
    assert pdf == ALL[name](faces.OFFICE)
    assert b"(id-ID)" in pdf


def test_the_whole_nik_stands_only_on_the_sheet_that_its_owner_carries():
    spaced = "3301 2220 0385 0001"
    assert all(spaced in page for page in text_pages(how_to_pay(faces.OFFICE)))
    for name in ALL.keys() - {"how to pay"}:
        for page in text_pages(ALL[name](faces.OFFICE)):
            assert money.NIK not in page.replace(" ", "")


def test_the_sheet_shows_every_part_and_asks_no_cash_of_the_office():
    page = text_pages(how_to_pay(faces.OFFICE))[0]
    for said in (
        "November 2026 s.d. Desember 2026 10.000 6.800 −8.400 8.400 × 2 Rp 16.800",
        "Januari 2027 10.000 6.800 0 16.800 × 1 Rp 16.800",
        "Rp 33.600",
        "3 (tiga) bulan",
        "Dasar tarif: PP 44/2015 Lampiran II. Dasar potongan: PP 50/2025.",
        "Dihitung pada 22 November 2026",
        "Iuran dibayar langsung ke BPJS Ketenagakerjaan",
        "Lembar ini bukan bukti bayar.",
    ):
        assert said in page
    assert "JHT" not in page
    plain = drawn(
        write_how_to_pay,
        faces.OFFICE,
        [(money.PAYEE, money.ONE_MONTH)],
        money.CHANNELS,
        today=TODAY,
    )
    assert "Potongan" not in text_pages(plain)[0]


@pytest.mark.parametrize(("days", "said"), [(60, "60 hari lagi"), (1, "1 hari lagi")])
def test_how_much_time_is_left(days, said):
    told = [replace(money.NOTICE, days=days)]
    pdf = drawn(write_notices, faces.OFFICE, told, kind="lapse", where="di bank", today=TODAY)
    assert said in text_pages(pdf)[0]


def test_the_last_day_and_a_house_without_an_address():
    told = [replace(money.NOTICE, days=0, address=None)]
    pdf = drawn(write_notices, faces.OFFICE, told, kind="lapse", where="di bank", today=TODAY)
    assert "Hari terakhir" in text_pages(pdf)[0]


def test_given_back_is_no_longer_held():
    told = replace(money.RECEIPT, settled="returned", settled_on=TODAY)
    (page,) = text_pages(receipt(faces.OFFICE, receipt=told))
    assert "DIKEMBALIKAN 22-11-2026" in page
    assert "BELUM DISETOR" not in page


def test_a_report_whose_sums_differ_does_not_leave():
    right = money.report(long=False)
    for wrong in (
        replace(right, used=right.used + 1),
        replace(right, unnamed_amount=right.unnamed_amount - 1),
        replace(right, months=right.months[1:]),
    ):
        with pytest.raises(ValueError, match="add up"):
            drawn(write_sponsor_report, faces.OFFICE, wrong)


def test_a_report_of_nothing_says_so():
    empty = replace(
        money.report(long=False),
        **{"used": 0, "months": (), "named": (), "unnamed": 0, "unnamed_amount": 0},
        **{"first": None, "last": "2026-12", "year": None},
    )
    (page,) = text_pages(drawn(write_sponsor_report, faces.OFFICE, empty))
    assert "Belum ada pembayaran yang tercatat." in page
    assert "Tidak ada penerima yang setuju namanya disampaikan." in page
    assert "tanpa batas" in page


def test_paper_and_people_are_asked_for():
    for write in (lapse, transfer, transfer_list, how_to_pay, cash, report, receipt):
        with pytest.raises(Refused, match="layout"):
            write(faces.OFFICE, "a3")
    for kind in ("lapse", "transfer"):
        with pytest.raises(Refused, match="nothing_selected"):
            drawn(write_notices, faces.OFFICE, [], kind=kind, where="di bank", today=TODAY)
    with pytest.raises(Refused, match="nothing_selected"):
        drawn(write_transfer_list, faces.OFFICE, "x", [], today=TODAY)


@pytest.mark.parametrize("long", ["Sri " * 200, "김철수"])
def test_what_cannot_be_written_is_refused_by_name(long):
    with pytest.raises(Refused) as refused:
        receipt(faces.OFFICE, receipt=replace(money.RECEIPT, name=long))
    assert refused.value.params["name"] == long
    with pytest.raises(Refused) as refused:
        drawn(
            write_how_to_pay,
            faces.OFFICE,
            [(replace(money.PAYEE, name=long), money.CHARGE)],
            money.CHANNELS,
            today=TODAY,
        )
    assert refused.value.params["name"] == long
