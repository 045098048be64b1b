"""The papers of registering: whole, legible, in the order of the screen, nothing shown too much."""

import ctypes
import re
from dataclasses import replace

import form_faces as told
import paper_faces as faces
import pypdfium2
import pytest
from paper_faces import TODAY, drawn, letters
from pypdfium2 import raw
from test_papers_content import text_pages
from test_papers_layout import OFFICES, guard

from desktop_app.documents import pictograms
from desktop_app.documents.counter_receipt import write_counter_receipts
from desktop_app.documents.family_sheet import write_family_sheets
from desktop_app.documents.form import write_forms
from desktop_app.documents.hand_over import write_hand_over
from desktop_app.documents.page import Panel
from desktop_app.documents.participants import Copies, write_participants
from desktop_app.documents.preview import sizes
from desktop_app.documents.scan import read_qr
from desktop_app.domain.findings import Refused

PRACTICE = replace(faces.OFFICE, practice=True)
SIZES = {"a4": (210, 297), "f4": (215, 330)}
SLACK = 0.01


def form(office, people=(told.FILLED,), paper="f4", **more):
    asked = told.asked(office, **more)
    return drawn(write_forms, office, people, asked, today=TODAY, paper=paper)


def opened(office, paper="f4"):
    people = told.participants(archive=False)
    return drawn(write_participants, office, people, paper=paper)


def archive(office, paper="f4", copies=2):
    people = told.participants(archive=True)
    numbered = Copies("007/2026", copies)
    return drawn(write_participants, office, people, copies=numbered, paper=paper)


def hand_over(office, paper="f4"):
    return drawn(
        write_hand_over,
        office,
        told.HANDED,
        today=TODAY,
        given_by=faces.LOUD.name,
        paper=paper,
    )


def receipt(office, taken=told.TAKEN, paper="a5"):
    return drawn(write_counter_receipts, office, [taken], today=TODAY, paper=paper)


def family(office, home=told.HOME, paper="a4"):
    return drawn(write_family_sheets, office, [home], today=TODAY, paper=paper)


ALL = {
    "form": form,
    "open list": opened,
    "archive's list": archive,
    "hand-over": hand_over,
    "receipt": receipt,
    "family": family,
}


def guarded(pdf, edge=(10, 8, 10, 14)):
    """Everything within the margins, no line on another, on every page."""
    for page, (width, height) in enumerate(sizes(pdf)):
        box = (edge[0], edge[1], width - edge[2], height - edge[3])
        if found := letters(pdf, page):
            guard(found, box, [])


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("person", told.PEOPLE)
def test_nothing_on_a_form_is_clipped_or_covered(person, office, paper):
    pdf = form(OFFICES[office], [told.PEOPLE[person]], paper)
    assert all(size == pytest.approx(SIZES[paper], abs=SLACK) for size in sizes(pdf))
    guarded(pdf)
    assert len(sizes(pdf)) <= (3 if person == "long" else 2)


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("write", [opened, archive, hand_over])
def test_nothing_on_a_list_is_clipped_or_covered(write, office, paper):
    pdf = write(OFFICES[office], paper)
    across = write is archive
    size = SIZES[paper][::-1] if across else SIZES[paper]
    assert all(one == pytest.approx(size, abs=SLACK) for one in sizes(pdf))
    guarded(pdf)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("taken", told.TAKINGS)
def test_nothing_on_a_receipt_is_clipped_or_covered(taken, office):
    pdf = receipt(OFFICES[office], told.TAKINGS[taken])
    assert sizes(pdf) == [pytest.approx((148, 210), abs=SLACK)]
    guarded(pdf, (9, 6, 9, 10))


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("taken", told.TAKINGS)
def test_a_roll_is_as_long_as_its_text(taken, office):
    pdf = receipt(OFFICES[office], told.TAKINGS[taken], "roll")
    ((width, height),) = sizes(pdf)
    assert width == pytest.approx(80, abs=SLACK)
    guarded(pdf, (4, 1.5, 4, 5))
    lowest = max(letter.box[3] for letter in letters(pdf))
    assert height - lowest == pytest.approx(8, abs=1.2)


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("home", told.HOMES)
def test_the_family_reads_large_letters_on_one_page(home, office, paper):
    pdf = family(OFFICES[office], told.HOMES[home], paper)
    assert sizes(pdf) == [pytest.approx(SIZES[paper], abs=SLACK)]
    guarded(pdf)
    told_of = [one for one in letters(pdf) if 60 < one.box[1] < sizes(pdf)[0][1] - 20]
    assert min(one.size for one in told_of if one.text not in "Rp") >= 14 - SLACK


@pytest.mark.parametrize("name", ALL)
def test_equal_values_give_equal_bytes(name):
    assert ALL[name](faces.OFFICE) == ALL[name](faces.OFFICE)


@pytest.mark.parametrize("name", ALL)
def test_practice_is_marked_on_every_page(name):
    assert all("LATIHAN" in page for page in text_pages(ALL[name](PRACTICE)))
    assert not any("LATIHAN" in page for page in text_pages(ALL[name](faces.OFFICE)))


def test_the_form_asks_in_the_order_of_the_screen():
    pages = " ".join(text_pages(form(faces.OFFICE, [None])))
    order = (
        "Identitas",
        "Alamat dan telepon",
        "Pekerjaan dan penghasilan",
        "Program dan pembayar",
        "Keluarga dan ahli waris",
        "Foto",
        "Persetujuan Naskah",
        "Sudah menjadi peserta?",
    )
    places = [pages.index(said) for said in order]
    assert places == sorted(places)
    labels = ("NIK", "Nama lengkap", "Tempat lahir", "Jenis kelamin", "Nama ibu", "Kartu Keluarga")
    places = [pages.index(said) for said in labels]
    assert places == sorted(places)


def test_the_form_has_the_words_of_consent_with_their_version_and_room_to_sign():
    _, page = text_pages(form(faces.OFFICE, [None]))
    assert told.TEXT.of("Desa Tambakreja") in page
    assert f"Naskah persetujuan versi {told.TEXT.version}" in page
    for said in (*told.TEXT.purposes.values(), *told.TEXT.told):
        assert said in page
    for said in ("Yang menyetujui", "Cap jempol", "Saksi 1", "Saksi 2", "Diwakili oleh"):
        assert said in page


def ticks(pdf, page):
    """How many ticks are on a page: two strokes of their thickness each."""
    document = pypdfium2.PdfDocument(pdf)
    found = 0
    for item in document[page].get_objects():
        width = ctypes.c_float()
        if raw.FPDFPageObj_GetStrokeWidth(item.raw, ctypes.byref(width)):
            found += abs(width.value - 0.65 * faces.MM) < 0.01
    document.close()
    return found // 2


def test_a_blank_form_has_no_tick_and_a_pending_consent_none_either():
    assert ticks(form(faces.OFFICE, [None]), 0) == 0
    assert ticks(form(faces.OFFICE, [None]), 1) == 0
    waiting = replace(told.WORKER, consent=told.BARE_WORKER.consent, family=())
    assert ticks(form(faces.OFFICE, [replace(told.FILLED, worker=waiting)]), 1) == 0
    # one heir, one purpose, the thumbprint
    assert ticks(form(faces.OFFICE), 1) == 3
    assert (
        "Sudah tercatat pada 22 November 2026, naskah versi 1." in text_pages(form(faces.OFFICE))[1]
    )


def test_a_filled_form_shows_what_is_known_and_its_number_can_be_scanned():
    first, second = text_pages(form(faces.OFFICE))
    squeezed = first.replace(" ", "")
    assert told.NIK in squeezed
    assert "20031985" in squeezed
    for said in ("Tukinem", "081327000011", "1.250.000", "APBDes Desa Tambakreja"):
        assert said in first
    assert f"{told.WORKER.full_name} · {told.NUMBER}" in second
    assert read_qr(form(faces.OFFICE)) == [told.NUMBER]


def test_decile_and_disability_stay_with_those_who_may_see_them():
    page = text_pages(form(faces.OFFICE, decile=False, disability=False))[0]
    assert "Desil" not in page
    assert "disabilitas" not in page
    assert "Miskin ekstrem" in page


def test_every_form_of_many_begins_on_a_sheet_of_its_own():
    pdf = form(faces.OFFICE, [told.FILLED, told.LONG, None], "a4")
    assert len(sizes(pdf)) == 12
    pages = text_pages(pdf)
    assert [number for number, page in enumerate(pages) if "FORMULIR" in page] == [0, 4, 8]
    assert pages[2] == pages[3] == ""


def test_a_family_too_large_goes_on_with_nobody_left_out():
    relatives = tuple(
        replace(told.LONG_WORKER.family[0], full_name=f"Kerabat Nomor{n}x") for n in range(60)
    )
    worker = replace(told.LONG_WORKER, family=relatives)
    pages = text_pages(form(faces.OFFICE, [replace(told.LONG, worker=worker)], "a4"))
    assert re.findall(r"Nomor(\d+)x", " ".join(pages)) == [str(n) for n in range(60)]
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]


def test_the_open_list_shows_little():
    pages = " ".join(text_pages(opened(faces.OFFICE)))
    assert told.NIK not in pages
    assert "0813270012345" not in pages
    for said in ("Desil", "Telepon", "ARSIP", "Eksemplar"):
        assert said not in pages
    assert "3 orang lain, tanpa nama karena belum menyetujui" in pages
    assert "Jumlah: 73 orang, iuran sebulan Rp 722.400" in pages


def test_the_archives_copies_are_numbered_on_every_page():
    pages = text_pages(archive(faces.OFFICE, copies=3))
    assert len(pages) % 3 == 0
    each = len(pages) // 3
    for place, page in enumerate(pages):
        copy, number = divmod(place, each)
        assert f"ARSIP 007/2026 · Eksemplar {copy + 1} dari 3" in page
        assert f"Halaman {number + 1} dari {each}" in page
    assert told.NIK in pages[0]
    assert "Desil" in pages[0]


@pytest.mark.parametrize("write", [opened, hand_over])
def test_headings_come_again_and_pages_are_counted(write):
    pages = text_pages(write(faces.OFFICE))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in page
    assert all("No. Nama" in page for page in pages if re.search("Siti Nur", page))


def test_people_sign_to_the_left_and_to_the_right_by_turns():
    found = [one for one in letters(hand_over(faces.OFFICE)) if one.box[0] > 140]
    assert found
    text = " ".join(text_pages(hand_over(faces.OFFICE)))
    assert "45 lembar untuk 30 orang" in text
    assert "Kartu Informasi Peserta" in text


@pytest.mark.parametrize("paper", ["a5", "roll"])
def test_a_receipt_is_no_card_and_its_code_is_read(paper):
    (page,) = text_pages(receipt(faces.OFFICE, paper=paper))
    assert "BUKTI PENDATAAN — BUKAN KARTU PESERTA" in page
    assert "Perlindungan dimulai setelah iuran pertama dibayar dan KPJ terbit" in page
    assert told.NIK not in page
    assert read_qr(receipt(faces.OFFICE, paper=paper)) == [faces.QR]
    (page,) = text_pages(receipt(faces.OFFICE, told.KNOWN_TAKEN, paper))
    assert "BUKAN KARTU" not in page
    assert "Menurut data BPJS Ketenagakerjaan per 22 November 2026" in page


def test_a_receipt_says_what_is_lacking():
    (page,) = text_pages(receipt(faces.OFFICE, told.LONG_TAKEN))
    assert "Masih perlu dilengkapi • Telepon" in page
    assert "Data sudah lengkap" not in page
    assert "Data sudah lengkap" in text_pages(receipt(faces.OFFICE))[0]


def test_the_family_is_told_no_sum_and_nothing_that_is_not_so():
    (page,) = text_pages(family(faces.OFFICE))
    assert "belum dilindungi" in page
    assert "Peserta BPJS" not in page
    assert "Rp 1" not in page
    (page,) = text_pages(family(faces.OFFICE, told.HOMES["member"]))
    assert "Nomor peserta (KPJ): 21001234567" in page
    assert "per 22 November 2026" in page
    assert "belum dilindungi" not in page


@pytest.mark.parametrize("name", pictograms.PICTURES)
def test_a_pictogram_stays_in_its_square(name):
    from desktop_app.documents.page import write_document
    from desktop_app.documents.preview import pages
    from desktop_app.documents.template import template

    panel = Panel(60, 60)
    pictograms.pictogram(panel, name, 20, 20, 20, "#0F766E")
    pdf = drawn(write_document, faces.OFFICE, template(), (60, 60), "x", TODAY, [panel])
    (drawn_page,) = pages(pdf, 254)
    rows = [
        drawn_page.data[y * drawn_page.stride : y * drawn_page.stride + drawn_page.width * 4]
        for y in range(drawn_page.height)
    ]
    outside = [y for y, row in enumerate(rows) if set(row[:780]) != {255} and not 199 <= y <= 401]
    assert not outside
    inside = rows[300][200 * 4 : 400 * 4]
    assert len({inside[at : at + 3] for at in range(0, len(inside), 4)}) > 1


@pytest.mark.parametrize(
    ("write", "args", "rule"),
    [
        (write_forms, ([], told.asked(faces.OFFICE)), "nothing_selected"),
        (write_counter_receipts, ([],), "nothing_selected"),
        (write_family_sheets, ([],), "nothing_selected"),
        (write_hand_over, ([],), "nothing_selected"),
    ],
)
def test_nobody_is_refused(write, args, rule):
    with pytest.raises(Refused, match=rule):
        drawn(write, faces.OFFICE, *args, today=TODAY)


@pytest.mark.parametrize("write", [form, opened, archive, hand_over, receipt, family])
def test_a_paper_that_is_none_is_refused(write):
    with pytest.raises(Refused, match="layout"):
        write(faces.OFFICE, paper="a3")


def test_what_cannot_fit_is_refused_by_name():
    worker = replace(told.BARE_WORKER, full_name="W" * 250)
    with pytest.raises(Refused, match="does_not_fit") as refused:
        form(faces.OFFICE, [replace(told.BARE, worker=worker)])
    assert refused.value.params["name"] == "W" * 250
    with pytest.raises(Refused, match="does_not_fit"):
        receipt(faces.OFFICE, replace(told.TAKEN, name="W" * 250))
    with pytest.raises(Refused, match="does_not_fit"):
        family(faces.OFFICE, replace(told.HOME, name="W" * 250))
