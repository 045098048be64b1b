import random
import zipfile
from contextlib import suppress
from datetime import date

import pytest
import xlsxwriter
from list_files import HEADINGS, NIK, lines, old_workbook, open_document, workbook

from desktop_app.domain.findings import Refused
from desktop_app.lists import extent, reader

KNOWN = {"nik", "namalengkap", "pekerjaan", "nohp"}
TEXT = f"NIK;Nama lengkap;Pekerjaan\n{NIK};Nuraʼini é;Petani\n"


def refusal(path, **options):
    with pytest.raises(Refused) as caught:
        reader.read(path, known=KNOWN, **options)
    return caught.value.rule


def test_rows_carry_the_numbers_of_the_spreadsheet(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ("DAFTAR PEKERJA RENTAN",),
        (),
        ("No", *HEADINGS),
        (1, NIK, "Sumiyati", "Petani"),
        (),
        (2, NIK, "Painem", "Petani"),
    )
    sheet = reader.read(path, known=KNOWN)
    assert (sheet.heading_row, sheet.headings) == (3, ("No", *HEADINGS))
    assert [(row.number, row.values[2]) for row in sheet.rows()] == [(4, "Sumiyati"), (6, "Painem")]
    assert [row.number for row in sheet.rows()] == [4, 6]


def test_a_table_away_from_the_corner_is_found(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row("D8", HEADINGS)
        page.write_row("D9", (NIK, "Sumiyati", "Petani"))
    sheet = reader.read(path, known=KNOWN)
    assert sheet.headings == ("", "", "", *HEADINGS)
    assert [(row.number, row.values[3]) for row in sheet.rows()] == [(9, NIK)]


def test_the_sheet_with_the_headings_is_taken_and_hidden_ones_are_not(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Rekap").write_row(0, 0, ("Jumlah", "Nama lengkap"))
        hidden = book.add_worksheet("Lama")
        hidden.hide()
        hidden.write_row(0, 0, (*HEADINGS, "No HP"))
        book.add_worksheet("Data").write_row(0, 0, HEADINGS)
    assert reader.read(path, known=KNOWN).name == "Data"
    assert reader.read(path, known=KNOWN, sheet="lama ").name == "Lama"
    assert refusal(path, sheet="Tidak ada") == "sheet_unknown"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_of_any_delimiter_and_encoding(tmp_path, delimiter, encoding):
    path = lines(tmp_path / "a.csv", TEXT.replace(";", delimiter), encoding)
    sheet = reader.read(path, known=KNOWN)
    assert sheet.headings == HEADINGS
    assert [row.values for row in sheet.rows()] == [[NIK, "Nuraʼini é", "Petani"]]


def test_text_of_older_windows(tmp_path):
    path = lines(tmp_path / "a.csv", TEXT.replace("ʼ", "’"), "cp1252")
    assert [r.values[1] for r in reader.read(path, known=KNOWN).rows()] == ["Nura’ini é"]


def test_the_line_that_names_the_delimiter_is_not_counted(tmp_path):
    path = lines(tmp_path / "a.csv", "sep=|\n" + TEXT.replace(";", "|"))
    sheet = reader.read(path, known=KNOWN)
    assert (sheet.heading_row, [row.number for row in sheet.rows()]) == (1, [2])


def test_a_line_break_in_quotes_is_one_row(tmp_path):
    path = lines(tmp_path / "a.csv", f'NIK;Nama lengkap\n{NIK};"Siti\nAminah"\n{NIK};Budi\n')
    assert [row.number for row in reader.read(path, known=KNOWN).rows()] == [2, 3]


def test_a_quote_that_never_closes_swallows_nobody(tmp_path):
    path = lines(tmp_path / "a.csv", f'NIK;Nama lengkap\n{NIK};"Siti\n{NIK};Budi\n')
    assert refusal(path) == "file_unreadable"


def test_what_cannot_be_a_list_is_refused(tmp_path):
    good = workbook(tmp_path / "good.xlsx", HEADINGS).read_bytes()
    for name, content, rule in (
        ("a.xlsx", b"", "file_empty"),
        ("b.csv", b"", "file_empty"),
        ("c.xlsx", b"%PDF-1.7 ...", "file_unreadable"),
        ("d.xlsx", good[:2000], "file_unreadable"),
        ("e.xlsx", b"PK\x03\x04" + bytes(300), "file_unreadable"),
        ("f.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "file_unreadable"),
        ("g.csv", b"NIK;Nama\x00lengkap\n", "file_unreadable"),
        ("h.xlsx", TEXT.encode(), "file_unreadable"),
        ("i.csv", b"satu;dua\n1;2\n", "heading_missing"),
        ("j.csv", b"\n\n;;\n", "file_empty"),
        ("k.csv", b"\xff\xfeN", "file_unreadable"),
    ):
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name) == rule, name
    assert refusal(tmp_path / "nowhere.csv") == "file_unreadable"
    assert refusal(tmp_path) == "file_unreadable"


def test_a_workbook_is_known_by_its_content(tmp_path):
    path = workbook(tmp_path / "a.xlsx", HEADINGS, (NIK, "Budi", "Petani"))
    assert len(list(reader.read(path.rename(tmp_path / "a.csv"), known=KNOWN).rows())) == 1


def test_an_empty_workbook_is_refused(tmp_path):
    assert refusal(workbook(tmp_path / "a.xlsx")) == "file_empty"


def test_one_cell_in_the_far_corner_does_not_fill_the_memory(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        page.write(1_048_575, 16_383, "x")
    assert refusal(path) == "file_too_large"
    bare = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(bare, "w") as without:
        for part in whole.infolist():
            data = whole.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = data.replace(b'<dimension ref="A1:XFD1048576"/>', b"")
            without.writestr(part, data)
    assert refusal(bare) == "file_too_large"


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(extent, "MOST_BYTES", 2**20)
    path = workbook(tmp_path / "a.xlsx", HEADINGS)
    assert reader.read(path, known=KNOWN).headings == HEADINGS
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/a.bin", bytes(2**20))
    assert path.stat().st_size < 2**14
    assert refusal(path) == "file_too_large"


def test_many_empty_formatted_rows_are_no_rows(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        grey = book.add_format({"bg_color": "#EEEEEE"})
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, (NIK, "Budi", "Petani"))
        for row in range(2, 5000):
            page.write_blank(row, 0, None, grey)
    assert [row.number for row in reader.read(path, known=KNOWN).rows()] == [2]


def test_open_document_sheets_are_read(tmp_path):
    blank = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/>"
    path = open_document(
        tmp_path / "a.ods",
        ("DAFTAR",),
        ("NIK", "Nama lengkap"),
        (3301224508750010, "Budi"),
        behind=f"{blank}</table:table-row>",
    )
    sheet = reader.read(path, known=KNOWN)
    assert [(r.number, r.values) for r in sheet.rows()] == [(3, [3301224508750010.0, "Budi"])]


def test_a_damaged_file_is_refused_and_never_worse(tmp_path, capfd):
    whole = {
        "xlsx": workbook(tmp_path / "a.xlsx", HEADINGS, (NIK, "Budi", "Petani")).read_bytes(),
        "ods": open_document(tmp_path / "a.ods", HEADINGS, (NIK, "Budi", "Petani")).read_bytes(),
        "csv": TEXT.encode("cp1252", "replace"),
    }
    chance = random.Random(7)
    for ending, content in whole.items():
        for _ in range(60):
            damaged = bytearray(content[: chance.randint(len(content) // 2, len(content))])
            for _ in range(chance.randint(0, 6)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            path = tmp_path / f"damaged.{ending}"
            path.write_bytes(damaged)
            with suppress(Refused):
                list(reader.read(path, known=KNOWN).rows())
    assert capfd.readouterr().err == ""


def test_old_workbooks_are_read(tmp_path):
    sheet = reader.read(old_workbook(tmp_path / "a.xls"), known=KNOWN)
    first, second = sheet.rows()
    assert (sheet.heading_row, first.number, second.number) == (5, 6, 8)
    assert first.values[2:] == ["3301224508750003", "Budi", date(1975, 8, 5)]
    assert second.values[2] == 3301224508750010.0


def altered(path, at, new):
    content = bytearray(old_workbook(path).read_bytes())
    content[at : at + len(new)] = new
    path.write_bytes(content)
    return path


def test_a_damaged_old_workbook_neither_hangs_nor_speaks_for_itself(tmp_path, capfd):
    path = tmp_path / "a.xls"
    whole = old_workbook(path).read_bytes()
    table = 512 * (1 + int.from_bytes(whole[76:80], "little"))
    dimensions = whole.index(b"\x00\x02\x0e\x00")
    number = whole.index(b"\x03\x02\x0e\x00")
    for at, new in (
        (table, bytes(4)),  # the first sector follows itself
        (table, b"\xf0\xff\xff\x00"),  # a sector far outside
        (44, b"\xff\xff\xff\xff"),  # more tables than the file has sectors
        (48, b"\x07\xff\x00\x00"),  # a directory nowhere
        (dimensions + 8, b"\xff\xff\xff\x7f"),  # two billion rows
        (number + 6, b"\xff\xff"),  # column 65,535
    ):
        assert refusal(altered(path, at, new)) == "file_unreadable", at
    for length in range(1, len(whole), 97):
        path.write_bytes(whole[:length])
        assert refusal(path) == "file_unreadable", length
    assert capfd.readouterr().err == ""
