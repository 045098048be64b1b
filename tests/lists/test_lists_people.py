from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_files import HEADINGS, NIK, lines, workbook

from desktop_app.domain.findings import Refused
from desktop_app.lists.headings import layout
from desktop_app.lists.mapping import ListMapping, load_list_mapping
from desktop_app.lists.people import open_people
from desktop_app.lists.values import Reading, as_value, occupation_words

TODAY = date(2026, 11, 22)


def people(path, **options):
    return open_people(path, today=TODAY, **options)


def only(path, **options):
    (worker,) = people(path, **options)
    return worker


def test_our_own_headings_make_a_whole_worker(tmp_path):
    said = {
        "NIK": NIK,
        "Nama lengkap": "Siti Aminah",
        "Tempat lahir": "Cilacap",
        "Tanggal lahir": "05-08-1975",
        "Jenis kelamin": "P",
        "Nama ibu kandung": "Painem",
        "Nomor KK": "3301221203100007",
        "RT": "002",
        "RW": 1,
        "Dusun": "Krajan",
        "Nomor HP": 81234567890,
        "Pemilik nomor HP": "Keluarga",
        "Pekerjaan": "buruh tani",
        "Pemilik usaha": "Tidak",
        "Penghasilan per bulan": "Rp 1.500.000",
        "Program": "JKK, JKM",
        "Sumber pendanaan": "Mandiri",
        "Golongan": "Pekerja rentan",
        "Dasar rentan": "DTSEN",
        "Desil": 3,
        "Miskin ekstrem": "ya",
        "Ahli waris 1 nama": "Budi",
        "Ahli waris 1 hubungan": "Suami",
        "Ahli waris 2 nama": "Tini",
        "Ahli waris 2 hubungan": "anak kandung",
        "Ahli waris 2 tanggal lahir": "1 Mei 2001",
        "Persetujuan": "Cap jempol",
        "Tanggal persetujuan": "2/11/2026",
        "Persetujuan untuk": "BPJS, kabupaten",
        "Saksi persetujuan": "Rudi; Wati",
        "Nomor KPJ": "01234567890",
        "Peserta sejak": "2025-01-01",
        "Iuran lunas sampai": "12/2026",
        "Pembayar sebelumnya": "APBDes",
    }
    path = workbook(tmp_path / "a.xlsx", tuple(said), tuple(said.values()))
    worker = only(path)
    assert worker.row == 2
    assert (worker.findings, worker.nik_from_number) == ((), False)
    assert worker.raw == {
        "nik": NIK,
        "full_name": "Siti Aminah",
        "birth_place": "Cilacap",
        "birth_date": "1975-08-05",
        "sex": "female",
        "mother_name": "Painem",
        "family_card_number": "3301221203100007",
        "rt": "002",
        "rw": "1",
        "hamlet": "Krajan",
        "phone": "81234567890",
        "phone_owner": "relative",
        "occupation": "buruh_tani",
        "business_owner": False,
        "monthly_income": 1_500_000,
        "programmes": ["JKK", "JKM"],
        "funding": "self",
        "segment": "vulnerable",
        "vulnerability": {"basis": "DTSEN", "decile": 3, "extreme_poor": True},
        "family": [
            {"full_name": "Budi", "relation": "spouse", "heir": True},
            {
                "full_name": "Tini",
                "relation": "child",
                "birth_date": "2001-05-01",
                "heir": True,
            },
        ],
        "consent": {
            "method": "thumbprint",
            "given_on": "2026-11-02",
            "purposes": ["bpjs", "hub"],
            "witnesses": ["Rudi", "Wati"],
        },
        "kpj": "01234567890",
        "member_since": "2025-01-01",
        "paid_until": "2026-12",
        "former_payer": "APBDes",
    }


def test_the_keys_of_the_contract_are_headings_too(tmp_path):
    path = lines(tmp_path / "a.csv", f"nik,full_name,monthly_income\n{NIK},O,900000\n")
    assert only(path).raw == {"nik": NIK, "full_name": "O", "monthly_income": 900_000}


def test_a_nik_that_was_a_number_is_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", HEADINGS[:2], (3301224508750010, "A"), (NIK, "B"))
    assert [(w.raw["nik"], w.nik_from_number) for w in people(path)] == [
        ("3301224508750010", True),
        (NIK, False),
    ]


@pytest.mark.parametrize("cell", [3301221203100010, 9301221203100011, "3,30122E+15"])
def test_a_damaged_card_number_is_left_out_and_named(tmp_path, cell):
    path = workbook(tmp_path / "a.xlsx", ("NIK", "Nomor KK"), (NIK, cell))
    worker = only(path)
    assert "family_card_number" not in worker.raw
    assert [(f.rule, f.field) for f in worker.findings] == [
        ("number_damaged", "family_card_number")
    ]


def test_an_unknown_heading_is_named_and_not_dropped_silently(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", ("No", "NIK", "Zodiak", "nik", "Alasan", ""), (1, NIK, "Leo", "x")
    )
    opened = people(path)
    assert [(f.rule, f.params["heading"]) for f in opened.findings] == [
        ("heading_unknown", "Zodiak"),
        ("heading_twice", "nik"),
    ]
    assert next(iter(opened)).raw == {"nik": NIK}


def test_defaults_fill_only_what_has_no_column(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("NIK", "Program"), (NIK, ""))
    mapping = ListMapping().with_defaults(
        {"programmes": "JKK,JKM", "ecosystem": "village", "consent.method": "pending"}
    )
    assert only(path, mapping=mapping).raw == {
        "nik": NIK,
        "ecosystem": "village",
        "consent": {"method": "pending"},
    }


def test_a_default_for_nothing_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", HEADINGS)
    with pytest.raises(Refused) as caught:
        people(path, mapping=ListMapping(defaults={"shoe_size": "42"}))
    assert (caught.value.rule, caught.value.params["key"]) == ("unknown_key", "shoe_size")


def test_totals_and_signatures_are_nobody(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ("No", *HEADINGS),
        (1, NIK, "Budi", "Petani"),
        ("", "", "", "Mengetahui"),
        ("", "2 orang", "JUMLAH", ""),
        ("", "", "Totok", ""),
    )
    assert [worker.row for worker in people(path)] == [2, 5]


def test_a_mapping_file_wins(tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[columns]\n"No Identitas Warga" = "nik"\nNama = ""\n"Nama di KTP" = "full_name"\n'
        '[defaults]\nprogrammes = ["JKK", "JKM", "JHT"]\nbusiness_owner = true\n',
        "utf-8",
    )
    path = workbook(
        tmp_path / "a.xlsx", ("No identitas warga", "Nama", "Nama di KTP"), (NIK, "x", "Budi")
    )
    assert only(path, mapping=load_list_mapping(mapping)).raw == {
        "nik": NIK,
        "full_name": "Budi",
        "programmes": ["JKK", "JKM", "JHT"],
        "business_owner": True,
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[columns]\nNama = "full_name"\nx = \n', {"why": "line", "line": 3}),
        ('[columns]\nNama = "nickname"\n', {"why": "entry", "entry": "Nama = nickname"}),
        ("columns = 5\n", {"why": "entry", "entry": "columns"}),
        ("[colums]\n", {"why": "entry", "entry": "colums"}),
    ],
)
def test_a_broken_mapping_file_is_refused_where_it_breaks(tmp_path, text, told):
    mapping = tmp_path / "m.toml"
    mapping.write_text(text, "utf-8")
    with pytest.raises(Refused) as caught:
        load_list_mapping(mapping)
    assert caught.value.rule == "mapping"
    assert caught.value.params == {"name": "m.toml", **told}


def test_a_finding_points_at_its_cell(tmp_path):
    headings = ("NIK", "RT/RW", "Ahli waris 1 nama", "Ahli waris 2 nama", "Persetujuan")
    path = workbook(tmp_path / "a.xlsx", headings, (NIK, "1/2", "", "Budi", "Belum"))
    opened = people(path)
    (row,) = opened.sheet.rows()
    places = {
        field: opened.place(field, row.values)
        for field in ("nik", "rw", "family.0.full_name", "consent", "family.1.nik", "phone", None)
    }
    assert places == {
        "nik": 0,
        "rw": 1,
        "family.0.full_name": 3,
        "consent": 4,
        "family.1.nik": None,
        "phone": None,
        None: None,
    }


@pytest.mark.parametrize(
    ("word", "code"),
    [("Buruh Tani", "buruh_tani"), ("kuli tani", "buruh_tani"), ("nelayan", "nelayan")],
)
def test_everyday_words_for_work_are_understood(word, code):
    assert occupation_words()[word.casefold().replace(" ", "")] == code


@given(
    st.sampled_from(layout().columns),
    st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()),
)
def test_no_cell_of_any_column_breaks_the_reading(column, cell):
    as_value(column, cell, Reading(TODAY, occupation_words()))
