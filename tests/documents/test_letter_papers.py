"""Letters about people: whole and legible with the longest of everything, whoever signs."""

from dataclasses import replace
from datetime import date

import paper_faces as faces
import pytest
from paper_faces import TODAY, drawn, letters, words
from test_papers_layout import OFFICES, guard

from desktop_app.documents.agenda_book import write_agenda
from desktop_app.documents.certificate import write_certificates
from desktop_app.documents.dukcapil import write_registry_letters
from desktop_app.documents.letter import write_cover_letter
from desktop_app.documents.letter_values import AgendaRow, RegistryCase, Statement
from desktop_app.documents.preview import sizes
from desktop_app.documents.statement import write_statements
from desktop_app.domain.findings import Refused

FAR_OFFICE = replace(
    faces.LONG_OFFICE,
    signer_prefix="u.b.",
    deputy_through="Sekretaris Nagari Kampuang Tanjuang Koto Mambang",
    deputy_title="Kepala Seksi Kesejahteraan Rakyat dan Pelayanan Umum",
    address="Jalan Lintas Padang Pariaman–Bukittinggi Kilometer 27 Nomor 123 Korong Kampuang "
    "Tanjuang, Kecamatan Patamuan, Kode Pos 25573",
    phone="0751-1234567 / 0812-3456-7890",
)
PAPER = {"a4": (210, 297), "f4": (215, 330)}
LONG_NUMBER = "470.12/00123/DS.TBK/UMUM/VIII/2026/2026"
PLAIN = Statement(
    letter_number="470/012/XI/2026",
    name=faces.CONFIRMED.name,
    nik="3301222003850001",
    number=faces.CONFIRMED.number,
    registered_on=TODAY,
    birth_place="Cilacap",
    birth_date=date(1985, 2, 14),
    sex="female",
    occupation="Pedagang sayur keliling",
    income=1_500_000,
)
LONG = replace(
    PLAIN,
    letter_number=LONG_NUMBER,
    name=faces.LOUD.name,
    birth_place=faces.LONG.birth_place,
    occupation=faces.LONG.occupation,
    workplace="Pasar Induk Karanganyar Kidul Wetan Blok C 145 lantai dua sebelah timur",
    address=faces.LONG.address,
    income=1_277_777_777,
    purpose="melengkapi permohonan kredit usaha rakyat dan permohonan keringanan biaya pendidikan "
    "bagi anak kandung pada sekolah menengah kejuruan negeri di kabupaten tempat tinggal yang ada",
)
BARE = replace(PLAIN, birth_place=None, workplace=None, address=None)
STRANGE = replace(PLAIN, name=faces.STRANGE.name, address=faces.STRANGE.address, occupation="PKL")
TOLD = {"plain": PLAIN, "long": LONG, "bare": BARE, "strange": STRANGE}
CASE = RegistryCase(letter_number="470/013/XI/2026", name="O")
CASES = {
    "bare": CASE,
    "long": RegistryCase(
        letter_number=LONG_NUMBER,
        name=faces.LOUD.name,
        nik="3301222003850001",
        birth_place=LONG.birth_place,
        birth_date=date(1961, 9, 30),
        sex="female",
        mother=faces.LOUD.name,
        family_card="3301222003850009",
        address=LONG.address,
        phone="+62 813-2700-0011-2233",
    ),
    "a NIK that is none": replace(CASE, nik="33012220038500", family_card="tidak tahu"),
}
DEPUTIES = {
    "head": {},
    "Pj.": {"signer_prefix": "Pj."},
    "a.n.": {"signer_prefix": "a.n.", "deputy_title": "Sekretaris Desa"},
    "u.b.": {
        "signer_prefix": "u.b.",
        "deputy_through": "Sekretaris Nagari Kampuang Tanjuang Koto Mambang Sungai Durian",
        "deputy_title": "Kepala Seksi Kesejahteraan Rakyat dan Pelayanan Umum",
    },
}
OFFICE_BY = [(office, signs) for office in OFFICES for signs in DEPUTIES]


def inside(paper, turned=False):
    width, height = PAPER[paper]
    if turned:
        width, height = height, width
    return (10, 8, width - 10, height - 10)


def of(office, signs):
    return replace(OFFICES[office], **DEPUTIES[signs])


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("kind", ["work", "income"])
@pytest.mark.parametrize(("office", "signs"), OFFICE_BY)
def test_nothing_of_a_statement_is_clipped(office, signs, kind, paper):
    told = list(TOLD.values())
    pdf = drawn(write_statements, of(office, signs), told, kind=kind, today=TODAY, paper=paper)
    assert len(sizes(pdf)) == len(told)
    for page in range(len(told)):
        guard(letters(pdf, page), inside(paper), [])


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize(("office", "signs"), OFFICE_BY)
def test_nothing_of_a_letter_to_the_registry_is_clipped(office, signs, paper):
    told = list(CASES.values())
    pdf = drawn(write_registry_letters, of(office, signs), told, today=TODAY, paper=paper)
    for page in range(len(told)):
        guard(letters(pdf, page), inside(paper), [])


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("signs", DEPUTIES)
def test_who_signs_a_certificate_and_a_cover_letter_has_room(signs, paper):
    head = of("plain", signs)
    people = [faces.CONFIRMED, faces.LONG, faces.BARE]
    pdf = drawn(write_certificates, head, people, today=TODAY, paper=paper)
    for page in range(len(people)):
        guard(letters(pdf, page), inside(paper, turned=True), [])
    pdf = drawn(
        write_cover_letter, head, number=LONG_NUMBER, day=TODAY, rows=[faces.ROW], paper=paper
    )
    guard(letters(pdf), inside(paper), [])


@pytest.mark.parametrize("ink", ["grey", "saving"])
def test_letters_without_colours_say_the_same(ink):
    def of_ink(ink):
        pdf = drawn(write_statements, faces.OFFICE, [LONG], kind="work", today=TODAY, ink=ink)
        return words(pdf)

    assert of_ink(ink) == of_ink("colour")


def test_the_lines_over_a_signature():
    page = words(drawn(write_statements, of("plain", "u.b."), [PLAIN], kind="work", today=TODAY))
    end = page.split("22 November 2026 ")[-1]
    assert end.startswith(
        "a.n. Kepala Desa Tambakreja Sekretaris Nagari Kampuang Tanjuang Koto Mambang Sungai "
        "Durian u.b. Kepala Seksi Kesejahteraan Rakyat dan Pelayanan Umum H. Suprapto, S.Sos."
    )
    assert "Yang bertanda tangan di bawah ini, a.n. Kepala Desa Tambakreja, menerangkan" in page


def test_an_abbreviation_stays_as_it_is_within_a_sentence():
    page = words(drawn(write_statements, faces.OFFICE, [STRANGE], kind="work", today=TODAY))
    assert "bekerja sebagai PKL" in page
    page = words(drawn(write_statements, faces.OFFICE, [PLAIN], kind="work", today=TODAY))
    assert "bekerja sebagai pedagang sayur keliling" in page


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"name": "W" * 255}, "does_not_fit"),
        ({"letter_number": "9" * 300}, "does_not_fit"),
        ({"income": None}, "income_missing"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(change, rule):
    with pytest.raises(Refused, match=rule) as refused:
        drawn(
            write_statements,
            faces.OFFICE,
            [replace(PLAIN, **change)],
            kind="income",
            today=TODAY,
        )
    assert refused.value.params["name"]


@pytest.mark.parametrize("kind", ["income", "work"])
def test_nobody_is_no_letter(kind):
    with pytest.raises(Refused, match="nothing_selected"):
        drawn(write_statements, faces.OFFICE, [], kind=kind, today=TODAY)


def row(serial, **more):
    return AgendaRow(
        **{
            "serial": serial,
            "number": f"470/{serial:03}/XI/2026",
            "day": TODAY,
            "kind": "work",
            "subject": "",
            "recipient": "",
            "name": "Siti",
            **more,
        }
    )


LONGEST = {
    "number": LONG_NUMBER,
    "subject": "Penyampaian daftar calon peserta BPJS Ketenagakerjaan segmen BPU tahap kedua",
    "recipient": "Disdukcapil Kabupaten Kepulauan Siau Tagulandang Biaro",
    "name": faces.LOUD.name,
    "revoked_on": TODAY,
    "revoked_why": "Penulisan nama tidak sesuai dengan kartu keluarga yang bersangkutan " * 2,
}


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("office", OFFICES)
def test_nothing_in_the_book_is_clipped(office, paper):
    rows = [row(n, **(LONGEST if n % 3 == 0 else {})) for n in range(1, 60)]
    pdf = drawn(write_agenda, OFFICES[office], rows, year=2026, today=TODAY, paper=paper)
    pages = len(sizes(pdf))
    assert pages > 2
    for page in range(pages):
        guard(letters(pdf, page), inside(paper, turned=True), [])
        assert f"Halaman {page + 1} dari {pages}" in words(pdf, page)
        assert "Nomor surat" in words(pdf, page)


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_a_long_address_takes_another_line(paper):
    people = [faces.LOUD, faces.PROVISIONAL]
    for office in (FAR_OFFICE, replace(FAR_OFFICE, practice=False)):
        pdf = drawn(write_certificates, office, people, today=TODAY, paper=paper)
        assert "Telp. 0751-1234567" in words(pdf)
        assert "Kepala Seksi Kesejahteraan Rakyat" in words(pdf)


def test_what_is_wrong_with_the_office_is_nobody_s_fault():
    office = replace(faces.OFFICE, address="Jalan " * 200)
    with pytest.raises(Refused, match="does_not_fit") as refused:
        drawn(write_certificates, office, [faces.PROVISIONAL], today=TODAY)
    assert refused.value.field == "office_address"
    assert "name" not in refused.value.params
