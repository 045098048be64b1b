"""Papers about money from the register: what they say, who gets one, and the ledger of them."""

from datetime import date

import pypdfium2
import pytest
from paying_people import member, sponsor

from desktop_app.actions import (
    agenda,
    cash,
    going_out,
    issuing,
    letters,
    notices,
    paying,
    protecting,
    registering,
)
from desktop_app.actions.payable import Wanted
from desktop_app.actions.sponsor_reporting import report
from desktop_app.domain.findings import Refused

PROOF = b"%PDF-1.4\n%%EOF\n"


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    found = [
        " ".join(document[n].get_textpage().get_text_range().split()) for n in range(len(document))
    ]
    document.close()
    return found


def out(desk, drawn):
    """The pages of a paper that went out well."""
    going_out.send(desk, drawn, lambda pdf: None)
    return pages(drawn.pdf)


def pay(desk, ids, first, months, payer="self", **more):
    done = paying.pay(desk, Wanted(ids=tuple(ids), first=first, months=months, payer=payer), **more)
    assert not done.refused, done.refused
    return done


def refused(rule, work, *args, **more):
    with pytest.raises(Refused) as raised:
        work(*args, **more)
    assert raised.value.rule == rule


# --- how to pay -----------------------------------------------------------------------------------


def test_the_sheet_has_the_whole_nik_the_sum_and_its_parts(desk, raw):
    one = member(desk, raw, 1)
    (page,) = out(desk, letters.how_to_pay(desk, [one.id], "2026-11", 3))
    nik = one.worker.nik
    assert " ".join(nik[at : at + 4] for at in (0, 4, 8, 12)) in page
    assert "November 2026 s.d. Januari 2027" in page
    # two months at half, one in 2027 at the full tariff
    assert "Rp 33.600" in page
    assert "tiga puluh tiga ribu enam ratus rupiah" in page
    assert "−8.400" in page
    assert "PP 50/2025" in page
    assert one.worker.kpj in page
    assert [paper.kind for paper in issuing.papers_of(desk, one.id)] == ["how_to_pay"]


def test_who_has_no_number_yet_reads_what_the_first_payment_brings(desk, raw, tmp_path):
    from desktop_app.actions import submitting

    done = registering.register(desk, [raw(2)])
    one = done.registered[0].id
    refused("not_a_member", letters.how_to_pay, desk, [one], "2026-11", 1)
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    (page,) = out(desk, letters.how_to_pay(desk, [one], "2026-11", 1))
    assert "paling lama 7 hari" in page
    assert "Nomor peserta (KPJ) " not in page.replace("menerbitkan nomor peserta (KPJ)", "")


def test_months_paid_already_get_no_sheet_and_stop_nobody_else(desk, raw):
    one, two = member(desk, raw, 1), member(desk, raw, 2)
    pay(desk, [one.id], "2026-11", 1)
    refused("month_paid", letters.how_to_pay, desk, [one.id], "2026-11", 1)
    made = letters.how_to_pay_all(desk, [one.id, two.id], "2026-11", 1)
    assert len(pages(made.drawn.pdf)) == 1
    assert [line.registration.id for line in made.lines] == [two.id]
    assert [line.number for line in made.refused] == [one.number]
    assert issuing.papers_of(desk, one.id) == []


def test_a_letter_or_a_sheet_leaves_the_card_to_be_printed(desk, raw):
    from desktop_app.actions import finding
    from desktop_app.store.summary import Filters

    one = member(desk, raw, 1)
    out(desk, letters.how_to_pay(desk, [one.id], "2026-11", 1))
    assert finding.ids(desk, Filters(unprinted=True)) == [one.id]


# --- cash -----------------------------------------------------------------------------------------


@pytest.fixture
def deposit(desk, raw):
    cash.switch(desk, True)
    one = member(desk, raw, 1)
    return cash.take(desk, one.id, "2026-12", 3)


def test_a_receipt_says_that_nothing_is_paid_and_its_second_print_is_a_copy(desk, deposit):
    (first,) = out(desk, letters.deposit_receipt(desk, deposit.id))
    assert first.count("BELUM DISETOR") == 2
    assert first.count("001/TITIPAN/2026") == 2
    assert "Perlindungan tidak dimulai dan tidak berlanjut karena titipan ini." in first
    assert "empat puluh dua ribu rupiah" in first
    assert "SALINAN" not in first
    (again,) = out(desk, letters.deposit_receipt(desk, deposit.id))
    assert again.count("SALINAN") == 2
    ledger = issuing.papers_of(desk, deposit.worker_id)
    assert [(paper.kind, paper.reason) for paper in ledger] == [
        ("deposit", "001/TITIPAN/2026"),
        ("deposit", "001/TITIPAN/2026"),
    ]
    refused("not_found", letters.deposit_receipt, desk, "nobody")


def test_a_receipt_drawn_later_says_what_became_of_the_money(desk, deposit, tmp_path):
    proof = tmp_path / "bukti.pdf"
    proof.write_bytes(PROOF)
    cash.hand_over(desk, [deposit.id], code="88123", paid_on=date(2026, 11, 23), proof=proof)
    (page,) = out(desk, letters.deposit_receipt(desk, deposit.id))
    assert "BELUM DISETOR" not in page
    assert "DISETOR 23-11-2026" in page
    assert "88123" in page


def test_the_days_cash_adds_up_on_its_sheet(desk, deposit, raw, tmp_path):
    other = cash.take(desk, member(desk, raw, 2).id, "2026-12", 1)
    cash.give_back(desk, other.id, "tidak jadi")
    (page,) = pages(letters.cash_sheet(desk, date(2026, 11, 23)))
    assert "Rp 42.000" in page  # 8.400 + 2 × 16.800 in hand
    assert "50.400" in page  # received
    assert "tidak jadi" in page
    assert "Disetor hari ini Tidak ada." in page
    assert page.count("sejak 23-11-2026") == 1
    refused("date_future", letters.cash_sheet, desk, date(2026, 11, 24))


# --- letters --------------------------------------------------------------------------------------


def test_letters_to_those_who_lapse_and_those_in_arrears(desk, raw):
    soon, late = member(desk, raw, 1), member(desk, raw, 2)
    pay(desk, [soon.id], "2026-11", 1)
    pay(desk, [late.id], "2026-08", 1)
    due = [*protecting.due(desk), *protecting.arrears(desk)]
    ending, over = out(desk, letters.lapse_letters(desk, due))
    assert "MASA PERLINDUNGAN AKAN BERAKHIR" in ending
    assert "7 hari lagi" in ending
    assert "per 23 November 2026" in ending
    assert "dibayar s.d. November 2026" in ending
    assert "berakhir pada 30 November 2026" in ending
    assert "1 (satu) bulan Desember 2026 Rp 8.400" in ending
    assert "3 (tiga) bulan Desember 2026 s.d. Februari 2027 Rp 42.000" in ending
    assert "Belum dibayar sejak September 2026" in over
    assert "tidak aktif mulai 1 Desember 2026" in over
    # months that passed are not asked for
    assert "1 (satu) bulan November 2026 Rp 8.400" in over
    for page in (ending, over):
        assert "Tidak ada denda" in page
        assert soon.worker.nik not in page
        assert late.worker.nik not in page
    assert issuing.papers_of(desk, late.id)[0].kind == "lapse_letter"
    refused("nothing_selected", letters.lapse_letters, desk, [])


def test_a_letter_tells_its_own_day_not_todays(desk, raw):
    one = member(desk, raw, 1)
    pay(desk, [one.id], "2026-11", 1)
    due = protecting.due(desk, on=date(2026, 11, 23))
    (told,) = notices.notices_of(desk, due, notices.people_of(desk, due))
    assert (told.as_of, told.days) == (date(2026, 11, 23), 7)


def test_those_whose_sponsor_ends_go_over_to_paying_themselves(desk, raw):
    ending, going_on, other = (member(desk, raw, n) for n in (1, 2, 3))
    sponsor(desk)
    sponsor(desk, "CSR-2")
    pay(desk, [ending.id, going_on.id], "2026-10", 2, "CSR-1")
    pay(desk, [going_on.id], "2026-12", 1)
    pay(desk, [other.id], "2026-10", 2, "CSR-2")
    made = letters.transfer(desk, "csr-1")
    assert [row.due.number for row in made.rows] == [ending.number]
    assert (made.rows[0].first, made.rows[0].monthly) == ("2026-12", 8_400)
    (letter,), (listed,) = out(desk, made.letters), pages(made.list)
    assert "PERALIHAN KE IURAN MANDIRI" in letter
    assert "Pemberi CSR-1" in letter
    assert "Desember 2026 Rp 8.400" in letter
    assert ending.number in listed
    assert going_on.number not in listed
    assert issuing.papers_of(desk, ending.id)[0].kind == "transfer_letter"
    refused("sponsor", letters.transfer, desk, "nobody")


def test_with_months_set_aside_nobody_ends(desk, raw):
    from desktop_app.actions import reserving

    one = member(desk, raw, 1)
    sponsor(desk)
    pay(desk, [one.id], "2026-10", 2, "CSR-1")
    assert len(letters.ending_with(desk, "CSR-1")) == 1
    reserving.reserve(desk, "CSR-1", [one.id], "2026-12", 1)
    assert letters.ending_with(desk, "CSR-1") == []
    refused("nobody_ends", letters.transfer, desk, "CSR-1")


# --- the report -----------------------------------------------------------------------------------


def test_a_sponsor_reads_names_only_of_those_who_agreed(desk, raw):
    agreed = {**raw(9)["consent"], "purposes": ["bpjs", "hub", "sponsor"]}
    one = member(desk, raw, 1, full_name="Wagiyem", mother_name="Saminah", consent=agreed)
    two = member(desk, raw, 2, full_name="Tukiyem", mother_name="Sakinah")
    sponsor(desk, budget=1_000_000, quota=5)
    pay(desk, [one.id, two.id], "2026-11", 3, "CSR-1")
    undone = pay(desk, [two.id], "2027-02", 1, "CSR-1")
    paying.undo_reference(desk, undone.reference)
    told = report(desk, "CSR-1")
    assert told.used == sum(month.amount for month in told.months) == 67_200
    assert [(m.month, m.people) for m in told.months] == [
        ("2026-11", 2),
        ("2026-12", 2),
        ("2027-01", 2),
    ]
    assert [(p.name, p.months, p.amount) for p in told.named] == [("Wagiyem", 3, 33_600)]
    assert (told.unnamed, told.unnamed_amount, told.left) == (1, 33_600, 932_800)
    page = " ".join(pages(letters.sponsor_report(desk, "CSR-1")))
    assert "Wagiyem" in page
    assert "Tukiyem" not in page
    assert "1 orang lain, tanpa nama" in page
    assert "Rp 932.800" in page
    refused("sponsor", letters.sponsor_report, desk, "nobody")


# --- certificates ---------------------------------------------------------------------------------


def certificate(desk, one):
    (page,) = pages(issuing.compose(desk, "certificate", [one.id]).pdf)
    return page


def test_active_stands_on_a_certificate_only_by_recorded_payments(desk, raw):
    one = member(desk, raw, 1)
    assert "Iuran tercatat" not in certificate(desk, one)
    done = pay(desk, [one.id], "2026-11", 2)
    assert "Aktif, iuran tercatat s.d. Desember 2026 (per 23 November 2026)" in certificate(
        desk, one
    )
    paying.undo_reference(desk, done.reference)
    pay(desk, [one.id], "2026-09", 1)
    page = certificate(desk, one)
    assert "Aktif" not in page
    assert "s.d. September 2026 (per 23 November 2026)" in page


def test_what_a_member_brought_along_is_no_recorded_payment(desk, raw):
    one = member(desk, raw, 1, paid_until="2026-12", former_payer="Kabupaten")
    assert "s.d." not in certificate(desk, one)


def test_the_payer_of_a_certificate_is_called_by_name(desk, raw):
    one = member(desk, raw, 1)
    sponsor(desk)
    assert "Iuran dibayar oleh Sendiri" in certificate(desk, one)
    pay(desk, [one.id], "2026-11", 1, "CSR-1")
    assert "Iuran dibayar oleh Pemberi CSR-1" in certificate(desk, one)


# --- going out ------------------------------------------------------------------------------------


def gone(_pdf):
    raise Refused("printer_gone", None, printer="HP")


def test_a_printer_that_is_gone_leaves_nothing_but_a_revoked_number(desk, raw):
    one = member(desk, raw, 1)
    pay(desk, [one.id], "2026-08", 1)
    drawn = letters.lapse_letters(desk, protecting.arrears(desk))
    assert agenda.book(desk).letters == ()
    refused("printer_gone", going_out.send, desk, drawn, gone)
    assert issuing.papers_of(desk, one.id) == []
    (letter,) = agenda.book(desk).letters
    assert letter.revoked_why
    again = letters.lapse_letters(desk, protecting.arrears(desk))
    out(desk, again)
    assert again.letters[0].number != letter.number
    assert issuing.papers_of(desk, one.id)[0].letter == again.letters[0].number


def test_a_file_that_cannot_be_written_leaves_nothing_at_all(desk, raw, tmp_path):
    one = member(desk, raw, 1)
    pay(desk, [one.id], "2026-08", 1)
    drawn = letters.lapse_letters(desk, protecting.arrears(desk))
    refused("unwritable", going_out.save, desk, drawn, tmp_path / "nowhere" / "surat.pdf")
    assert agenda.book(desk).letters == ()
    assert issuing.papers_of(desk, one.id) == []
    going_out.save(desk, drawn, tmp_path / "surat.pdf")
    assert [one.number for one in agenda.book(desk).letters] == [drawn.letters[0].number]


def test_a_number_that_others_took_meanwhile_stops_it(desk, raw, tmp_path):
    one = member(desk, raw, 1)
    pay(desk, [one.id], "2026-08", 1)
    first, second = (letters.lapse_letters(desk, protecting.arrears(desk)) for _ in range(2))
    out(desk, first)
    refused("preview_old", going_out.save, desk, second, tmp_path / "surat.pdf")
    refused("preview_old", going_out.send, desk, second, gone)
    assert not (tmp_path / "surat.pdf").exists()
    assert len(issuing.papers_of(desk, one.id)) == 1


def test_the_list_of_those_who_end_enters_no_letter(desk, raw):
    one = member(desk, raw, 1)
    sponsor(desk)
    pay(desk, [one.id], "2026-10", 2, "CSR-1")
    assert letters.transfer(desk, "CSR-1").list
    assert issuing.papers_of(desk, one.id) == []
    assert agenda.book(desk).letters == ()
