from datetime import date

import openpyxl
from list_files import NIK, workbook

from desktop_app.domain.findings import block, note, warn
from desktop_app.lists.errors import write_errors
from desktop_app.lists.people import open_people

TODAY = date(2026, 11, 22)
HEADINGS = ("No", "NIK", "Nama", "Tgl lahir", "Zodiak")


def mended(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ("DAFTAR",),
        HEADINGS,
        (1, NIK, "Budi", date(1975, 8, 5), "Leo"),
        (2, "330122", "Siti", date(1975, 8, 5), "Leo"),
        (3, 3301224508750010, "=Tini", "", "Leo"),
    )
    people = open_people(path, today=TODAY)
    out = tmp_path / "salah.xlsx"
    findings = {
        4: [block("nik_length", "nik", count=6), note("address_missing", "address")],
        5: [warn("nik_from_number", "nik"), block("required", "occupation")],
    }
    assert write_errors(out, people, findings) == 2
    return out


def test_only_the_wrong_rows_stand_there_with_their_reasons(tmp_path):
    sheet = openpyxl.load_workbook(mended(tmp_path)).active
    assert [c.value for c in sheet[1]] == ["Alasan", "Baris asal", *HEADINGS]
    assert [sheet.cell(row, 2).value for row in (2, 3)] == [4, 5]
    assert sheet.max_row == 3
    assert [c.value for c in sheet[2]][2:] == ["2", "330122", "Siti", "1975-08-05", "Leo"]
    wrong, doubtful = sheet["D2"], sheet["D3"]
    assert wrong.comment.text in sheet["A2"].value
    assert wrong.fill.fgColor.rgb != doubtful.fill.fgColor.rgb
    assert sheet["E2"].comment is None


def test_it_can_be_mended_and_imported_again(tmp_path):
    out = mended(tmp_path)
    book = openpyxl.load_workbook(out)
    book.active["D2"].value = "3301224508750004"
    book.save(out)
    people = open_people(out, today=TODAY)
    assert [f.params["heading"] for f in people.findings] == ["Zodiak"]
    first, second = people
    assert first.raw == {
        "nik": "3301224508750004",
        "full_name": "Siti",
        "birth_date": "1975-08-05",
    }
    assert second.raw["full_name"] == "=Tini"


def test_a_doubt_about_a_number_does_not_vanish_by_being_written_again(tmp_path):
    (_, second) = open_people(mended(tmp_path), today=TODAY)
    assert second.nik_from_number
