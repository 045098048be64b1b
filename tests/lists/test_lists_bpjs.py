import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from list_files import NIK, workbook
from test_lists_register import WORKER

from desktop_app.domain.findings import Refused
from desktop_app.lists.answers import read_answer
from desktop_app.lists.bpjs import lacking, load_mapping, required_fields, write_bpjs

OTHER = "3301221507800004"


def listed(*workers, mapping=None):
    out = io.BytesIO()
    assert write_bpjs(out, workers, mapping or load_mapping()) == len(workers)
    return openpyxl.load_workbook(out)["Data TK Baru"]


def test_the_list_has_the_columns_of_the_template_in_order():
    sheet = listed(replace(WORKER, full_name="Siti Aminah, S.Pd."))
    assert [cell.value for cell in sheet[1]] == [
        "NOMOR_IDENTITAS",
        "NAMA_LENGKAP",
        "TGL_LAHIR",
        "HANDPHONE",
        "EMAIL",
        "JENIS_PEKERJAAN_1",
        "JENIS_PEKERJAAN_2",
        "LOKASI_PEKERJAAN",
        "UPAH",
        "KODE_PAKET",
        "BULAN_IURAN",
    ]
    assert [cell.value for cell in sheet[2]] == [
        NIK,
        "SITI AMINAH, S.PD.",
        "05-08-1975",
        "081234567890",
        None,
        "Buruh tani",
        "Nelayan",
        sheet["H2"].value,
        1_500_000,
        "T",
        1,
    ]
    assert [sheet[f"{c}2"].data_type for c in "ACDI"] == ["s", "s", "s", "n"]
    assert sheet["A2"].number_format == "@"


def test_where_no_workplace_is_known_the_village_stands():
    sheet = listed(WORKER, replace(WORKER, workplace="Pasar Gede"))
    assert ", " in sheet["H2"].value
    assert sheet["H3"].value == "Pasar Gede"


def test_an_unknown_income_is_the_lowest_base():
    assert listed(replace(WORKER, monthly_income=None))["I2"].value == 1_000_000


def test_names_are_never_formulas():
    sheet = listed(replace(WORKER, full_name="=1+1"))
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("'=1+1", "s")


def test_required_fields_and_who_lacks_them(tmp_path):
    assert required_fields(load_mapping()) == ("nik", "full_name", "birth_date", "occupation")
    path = tmp_path / "m.toml"
    path.write_text(
        'sheet = "Lain"\n[[column]]\nheading = "EMAIL"\nsource = "email"\nform = "text"\n'
        'required = true\n[[column]]\nheading = "X"\nvalue = "T"\nform = "text"\n'
    )
    mapping = load_mapping(path)
    assert lacking(WORKER, mapping) == ("email",)
    assert lacking(replace(WORKER, email="a@b.id"), mapping) == ()
    assert "nik" in mapping.answer.nik


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('sheet = "A"\n[[column]\n', "line"),
        ('sheet = "A"\n', "entry"),
        ('[[column]]\nheading = "A"\nform = "text"\nsource = "nik"\n', "entry"),
        ('sheet = "A"\n[[column]]\nheading = "A"\nform = "text"\nsource = "shoe"\n', "entry"),
        ('sheet = "A"\n[[column]]\nheading = "A"\nform = "loud"\nsource = "nik"\n', "entry"),
        ('sheet = "A"\n[[column]]\nheading = "A"\nform = "text"\n', "entry"),
        ('sheet = "A"\n[[column]]\nheading = 1\nform = "text"\nsource = "nik"\n', "entry"),
        ('sheet = "A"\n[[column]]\nhead = "A"\n', "entry"),
        ('sheet = "A"\ncolumn = [5]\n', "entry"),
        ('sheet = "A"\ndate_form = "%Q\\u0000"\n[[column]]\nheading = 1\n', "entry"),
        ('sheet = "A:B"\n[[column]]\nheading = "A"\nform = "text"\nsource = "nik"\n', "entry"),
        (
            'sheet = "A"\nanswer = {nik = 5}\n'
            '[[column]]\nheading = "A"\nform = "text"\nsource = "nik"\n',
            "entry",
        ),
    ],
)
def test_a_broken_mapping_is_refused_where_it_breaks(tmp_path, text, why):
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(Refused) as caught:
        load_mapping(path)
    assert (caught.value.rule, caught.value.params["why"]) == ("mapping", why)


def answered(tmp_path, *rows, headings=("NIK", "KPJ", "STATUS", "KETERANGAN")):
    path = workbook(tmp_path / "jawaban.xlsx", headings, *rows)
    return read_answer(path, load_mapping())


def told(row):
    return row.nik, row.kpj, row.reason, [finding.rule for finding in row.findings]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((NIK, "12345678901", "", ""), (NIK, "12345678901", None, [])),
        ((NIK, "00345678901", "BERHASIL", "Peserta baru"), (NIK, "00345678901", None, [])),
        ((NIK, 12345678901, "", ""), (NIK, None, None, ["kpj_form"])),
        ((f"'{NIK} ", "1234 567 8901", "Sukses", ""), (NIK, "12345678901", None, [])),
        ((NIK, "", "DITOLAK", "Usia lebih dari 65"), (NIK, None, "Usia lebih dari 65", [])),
        ((NIK, "-", "Gagal", ""), (NIK, None, "Gagal", [])),
        ((NIK, "", "", "NIK tidak ditemukan"), (NIK, None, "NIK tidak ditemukan", [])),
        ((NIK, "", "", ""), (NIK, None, None, ["answer_incomplete"])),
        ((NIK, "", "BERHASIL", "KPJ menyusul"), (NIK, None, None, ["answer_incomplete"])),
        ((NIK, "", "Dalam proses", ""), (NIK, None, None, ["answer_incomplete"])),
        ((NIK, "1234567890", "", ""), (NIK, None, None, ["kpj_form"])),
        ((NIK, 1234567890, "", ""), (NIK, None, None, ["kpj_form"])),
        ((NIK, "1,23457E+10", "", ""), (NIK, None, None, ["kpj_form"])),
        ((NIK, "AB345678901", "", ""), (NIK, None, None, ["kpj_form"])),
        ((NIK, "00000000000", "", ""), (NIK, None, None, ["kpj_form"])),
        ((NIK, "12345678901", "DITOLAK", ""), (NIK, "12345678901", None, ["answer_contradiction"])),
        ((3301224508750000, "12345678901", "", ""), (None, "12345678901", None, ["nik_damaged"])),
        (("3,30122E+15", "12345678901", "", ""), (None, "12345678901", None, ["nik_damaged"])),
        ((9301224508750003, "12345678901", "", ""), (None, "12345678901", None, ["nik_damaged"])),
        (
            (3301224508750010, "12345678901", "", ""),
            (None, "12345678901", None, ["nik_from_number"]),
        ),
        (("33012245087500", "12345678901", "", ""), (None, "12345678901", None, ["nik_length"])),
        (("", "12345678901", "", ""), (None, "12345678901", None, ["required"])),
    ],
)
def test_a_line_of_the_answer(tmp_path, cells, expected):
    (row,) = answered(tmp_path, cells)
    assert row.row == 2
    assert told(row) == expected


def test_headings_of_the_answer_may_be_called_otherwise(tmp_path):
    rows = answered(
        tmp_path,
        ("BUDI", NIK, "12345678901", "02-11-2026"),
        headings=("NAMA", "NOMOR_IDENTITAS", "NO. PESERTA", "TGL KEPESERTAAN"),
    )
    assert told(rows[0]) == (NIK, "12345678901", None, [])
    assert rows[0].member_since == date(2026, 11, 2)


def test_lines_that_say_different_things_are_not_taken(tmp_path):
    rows = answered(
        tmp_path,
        (NIK, "12345678901", "", ""),
        (NIK, "12345678901", "", ""),
        (OTHER, "12345678902", "", ""),
        (OTHER, "12345678903", "", ""),
    )
    assert [(row.row, *told(row)[3]) for row in rows] == [
        (2,),
        (4, "duplicate_row"),
        (5, "duplicate_row"),
    ]


def test_one_kpj_for_two_people_is_not_taken(tmp_path):
    rows = answered(tmp_path, (NIK, "12345678901", "", ""), (OTHER, "12345678901", "", ""))
    assert [told(row)[3] for row in rows] == [["kpj_twice"], ["kpj_twice"]]


@pytest.mark.parametrize("headings", [("KPJ", "NAMA"), ("NIK", "NAMA")])
def test_an_answer_without_its_columns_is_refused(tmp_path, headings):
    with pytest.raises(Refused) as caught:
        answered(tmp_path, ("1", "2"), headings=headings)
    assert caught.value.rule == "heading_missing"
