"""What the papers claim, and what they must not."""

import io
import re
from dataclasses import replace
from datetime import date

import paper_faces as faces
import pypdfium2
import pytest
from paper_faces import TODAY, drawn, words

from desktop_app.documents.certificate import write_certificates
from desktop_app.documents.fits import check_fits
from desktop_app.documents.letter import write_cover_letter
from desktop_app.documents.recovery import write_recovery_sheet
from desktop_app.documents.sheet import LAYOUTS, write_cards
from desktop_app.domain.findings import Refused

ALL = (*LAYOUTS, "slip")
CODE = "7KQ2M-9XW4T-B3HZD-P6RJC-0VNEA-8Y5SG"


def everything(office) -> dict[str, bytes]:
    people = [faces.CONFIRMED, faces.PROVISIONAL]
    found = {
        layout: drawn(write_cards, office, people, layout=layout, today=TODAY) for layout in ALL
    }
    found["certificate"] = drawn(write_certificates, office, people, today=TODAY)
    found["recovery"] = drawn(write_recovery_sheet, office, CODE, TODAY)
    found["letter"] = drawn(
        write_cover_letter, office, number="560/1", day=TODAY, rows=[faces.ROW] * 50
    )
    return found


def text_pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return [words(pdf, page) for page in range(count)]


@pytest.mark.parametrize("layout", ALL)
def test_before_a_kpj_the_paper_says_that_it_is_no_card(layout):
    page = words(drawn(write_cards, faces.OFFICE, [faces.PROVISIONAL], layout=layout, today=TODAY))
    assert "BUKTI PENDATAAN — BUKAN KARTU PESERTA" in page
    assert "Perlindungan dimulai setelah iuran pertama dibayar dan KPJ terbit" in page
    assert "KARTU INFORMASI PESERTA" not in page
    assert "3301222003-7KJ-000412-X" in page


@pytest.mark.parametrize("layout", ALL)
def test_a_kpj_of_somebody_not_confirmed_is_never_printed(layout):
    face = replace(faces.CONFIRMED, confirmed=False, photo=faces.jpeg())
    pdf = drawn(write_cards, faces.OFFICE, [face], layout=layout, today=TODAY)
    assert "21001234567" not in words(pdf)
    assert b"/DCTDecode" not in pdf


@pytest.mark.parametrize("layout", ALL)
def test_a_kpj_that_only_the_office_wrote_down_is_not_said_to_be_bpjs_s_word(layout):
    face = replace(faces.CONFIRMED, answered=False)
    page = words(drawn(write_cards, faces.OFFICE, [face], layout=layout, today=TODAY))
    assert re.search("KPJ menurut catatan kantor per 22(-11-| November )2026", page)
    assert "Menurut data BPJS" not in page
    (certificate,) = text_pages(drawn(write_certificates, faces.OFFICE, [face], today=TODAY))
    assert "nomor KPJ menurut catatan kantor ini per 22 November 2026" in certificate
    assert "belum dicocokkan" in certificate
    assert "data BPJS" not in certificate


def test_the_card_tells_the_family_what_to_do():
    pdf = drawn(
        write_cards, faces.OFFICE, [replace(faces.CONFIRMED, photo=faces.jpeg())], today=TODAY
    )
    front, back = text_pages(pdf)
    assert "KARTU INFORMASI PESERTA" in front
    assert "21001234567" in front
    assert "Menurut data BPJS Ketenagakerjaan per 22-11-2026" in front
    for said in ("2×24 jam", "175", "Cilacap", "0280-523456", "ahli waris"):
        assert said in back
    assert b"/DCTDecode" in pdf


def test_certificates_before_and_after():
    people = [faces.PROVISIONAL, faces.CONFIRMED]
    before, after = text_pages(drawn(write_certificates, faces.OFFICE, people, today=TODAY))
    assert "SURAT KETERANGAN PENDATAAN" in before
    assert "TERDAFTAR" not in before
    assert "bukan bukti kepesertaan" in before
    assert "SURAT KETERANGAN TERDAFTAR" in after
    assert "berdasarkan data BPJS Ketenagakerjaan per 22 November 2026" in after
    for page in (before, after):
        assert "Aktif" not in page
        assert "s.d." not in page
        assert "NIP" not in page


def test_active_is_said_only_from_recorded_payments_with_the_day():
    covered = replace(faces.CONFIRMED, paid_until="2026-11", paid_as_of=date(2026, 11, 22))
    behind = replace(covered, paid_until="2026-10")
    unsure = replace(covered, confirmed=False)
    people = [covered, behind, unsure]
    pages = text_pages(drawn(write_certificates, faces.OFFICE, people, today=TODAY))
    assert "Aktif, iuran tercatat s.d. November 2026 (per 22 November 2026)" in pages[0]
    assert "Aktif" not in pages[1]
    assert "s.d. Oktober 2026 (per 22 November 2026)" in pages[1]
    assert "s.d." not in pages[2]


@pytest.mark.parametrize("prefix", ["", "Pj.", "Plt.", "a.n."])
def test_who_signs(prefix):
    head = replace(faces.OFFICE, signer_prefix=prefix, signer_nip="197001011990031001")
    page = words(drawn(write_certificates, head, [faces.CONFIRMED], today=TODAY))
    assert f"{prefix} Kepala Desa Tambakreja".strip() in page
    assert "NIP 197001011990031001" in page
    assert "H. Suprapto, S.Sos." in page


def test_no_paper_names_a_sum_or_a_whole_nik():
    for pdf in everything(faces.OFFICE).values():
        for page in text_pages(pdf):
            assert "Rp" not in page
            assert "juta" not in page


def test_every_page_of_a_practice_office_is_marked():
    for name, pdf in everything(replace(faces.OFFICE, practice=True)).items():
        assert all("LATIHAN" in page for page in text_pages(pdf)), name
    for name, pdf in everything(faces.OFFICE).items():
        assert not any("LATIHAN" in page for page in text_pages(pdf)), name


def test_every_pdf_is_titled_indonesian_and_carries_its_fonts():
    for pdf in everything(faces.OFFICE).values():
        document = pypdfium2.PdfDocument(pdf)
        meta = document.get_metadata_dict()
        document.close()
        assert "Desa Tambakreja — 22 November 2026" in meta["Title"]
        assert meta["Author"] == "Desa Tambakreja"
        assert b"(id-ID)" in pdf
        assert b"/FontFile2" in pdf
        assert b"LoketSans" in pdf


def test_equal_values_give_equal_bytes():
    assert everything(faces.OFFICE) == everything(faces.OFFICE)


def test_strange_names_stand_as_they_are():
    pdf = drawn(write_cards, faces.OFFICE, [faces.STRANGE], today=TODAY)
    assert 'D‘Angelo’ "Ñoño" Øystein Ğül—Š, S.Pd. <b>' in words(pdf).replace("ʼ", "’")
    composed = replace(faces.CONFIRMED, name="Ren\u0065\u0301e\u00a0Putri\x00  Ayu\u200b")
    assert "Renée Putri Ayu" in words(drawn(write_cards, faces.OFFICE, [composed], today=TODAY))


def test_a_letter_no_font_has_is_refused_never_a_box():
    face = replace(faces.CONFIRMED, name="Siti 𓀀")
    with pytest.raises(Refused, match="letter_unknown"):
        drawn(write_cards, faces.OFFICE, [face], today=TODAY)


def test_one_that_does_not_fit_stops_no_other():
    bad = replace(faces.CONFIRMED, name="Sri " * 200)
    people = [faces.CONFIRMED, bad, faces.PROVISIONAL]
    for write, options in (
        (write_cards, {"layout": "a4-10"}),
        (write_cards, {"layout": "slip"}),
        (write_certificates, {}),
    ):
        told = []
        out = io.BytesIO()
        count = write(
            out,
            faces.OFFICE,
            people,
            today=TODAY,
            refuse=lambda person, refused: told.append((person, refused.rule)),  # noqa: B023
            **options,
        )
        assert count == 2
        assert told == [(bad, "does_not_fit")]


@pytest.mark.parametrize(("kind", "layout"), [("card", n) for n in ALL] + [("certificate", "f4")])
def test_asking_first_gives_the_same_answer(kind, layout):
    check_fits(faces.LONG_OFFICE, faces.LOUD, kind, layout)
    with pytest.raises(Refused, match="does_not_fit") as refused:
        check_fits(faces.OFFICE, replace(faces.LOUD, name="Sri " * 200), kind, layout)
    assert refused.value.field == "full_name"


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"layout": "a5"}, "layout"),
        ({"layout": "cr80", "skip": 1}, "skip"),
        ({"layout": "a4-10", "skip": 10}, "skip"),
        ({"layout": "a4-10", "skip": -1}, "skip"),
        ({"layout": "slip", "skip": 3}, "skip"),
    ],
)
def test_wrong_options_are_refused(options, rule):
    with pytest.raises(Refused) as refused:
        drawn(write_cards, faces.OFFICE, [faces.CONFIRMED], today=TODAY, **options)
    assert refused.value.rule == rule


@pytest.mark.parametrize("layout", ALL)
def test_nobody_is_refused_and_nothing_written(layout):
    out = io.BytesIO()
    with pytest.raises(Refused, match="nothing_selected"):
        write_cards(out, faces.OFFICE, [], layout=layout, today=TODAY)
    assert out.getvalue() == b""


def test_skip_leaves_the_first_places_free():
    people = [faces.CONFIRMED] * 8
    pdf = drawn(write_cards, faces.OFFICE, people, layout="a4-10", skip=3, today=TODAY)
    assert [page.count("BILA TERJADI") for page in text_pages(pdf)] == [0, 7, 0, 1]
    top = min(found.box[1] for found in faces.letters(pdf) if found.size > 8)
    assert top == pytest.approx(8 + 53.98 + 1 + 3, abs=1.5)


@pytest.mark.parametrize("photo", [b"no picture", b"", b"\xff\xd8\xff", faces.jpeg()[:40]])
def test_a_photo_that_is_none_is_refused_or_left_out(photo):
    face = replace(faces.CONFIRMED, photo=photo)
    if not photo:
        assert b"/DCTDecode" not in drawn(write_cards, faces.OFFICE, [face], today=TODAY)
        return
    with pytest.raises(Refused, match="picture_unreadable"):
        drawn(write_cards, faces.OFFICE, [face], today=TODAY)
