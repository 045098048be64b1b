from datetime import date

import openpyxl
import pytest

from desktop_app.domain.findings import Refused
from desktop_app.lists.headings import choice, layout
from desktop_app.lists.people import open_people
from desktop_app.lists.template import ROWS, write_template
from desktop_app.reference.occupations import occupations


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "kosong.xlsx"
    write_template(path, hamlet="Jorong")
    return path


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def columns(sheet):
    return {cell.value: cell for cell in sheet[1]}


def test_the_reader_knows_every_heading_of_the_empty_workbook(path):
    opened = open_people(path, today=date(2026, 11, 22))
    assert opened.findings == ()
    assert [column.key for _, column in opened.columns] == [
        column.key for column in layout().columns if column.template
    ]
    assert list(opened) == []


def test_the_sheets_are_people_guidance_and_occupations(book):
    assert tuple(book.sheetnames) == layout().sheets
    listed = book["Pekerjaan"]
    assert listed.max_row == len(occupations()) + 1
    assert listed["C2"].value == next(iter(occupations()))


def test_numbers_are_typed_as_text(book):
    sheet = book["Pendataan"]
    for heading in ("NIK", "Nomor KK", "Nomor HP", "Nomor KPJ", "Tanggal lahir"):
        letter = columns(sheet)[heading].column_letter
        assert sheet.column_dimensions[letter].width >= 12
        style = sheet.column_dimensions[letter]
        assert style.number_format == "@", heading


def test_the_headings_stay_in_sight_and_are_explained(book):
    sheet = book["Pendataan"]
    assert sheet.freeze_panes == "C2"
    assert all(cell.comment and len(cell.comment.text) > 5 for cell in sheet[1])
    assert "Jorong" in columns(sheet)


def test_drop_downs_offer_what_the_reader_understands(book):
    sheet = book["Pendataan"]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            (place,) = rule.sqref.ranges
            assert (place.min_row, place.max_row) == (2, ROWS + 1)
            offered[sheet.cell(1, place.min_col).value] = rule.formula1
    assert offered["Jenis kelamin"] == '"L,P"'
    assert offered["Pekerjaan"] == f"'Pekerjaan'!$A$2:$A${len(occupations()) + 1}"
    for words, heading in (("relation", "Ahli waris 1 hubungan"), ("method", "Persetujuan")):
        said = offered[heading].strip('"').split(",")
        assert {choice(words)[w.casefold().replace(" ", "").replace("/", "")] for w in said} == set(
            layout().words[words]
        )


def test_a_target_that_cannot_be_written_is_refused_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused) as caught:
        write_template(tmp_path / "file" / "a.xlsx")
    assert caught.value.rule == "unwritable"
    target = tmp_path / "folder.xlsx"
    target.mkdir()
    with pytest.raises(Refused):
        write_template(target)
    assert {p.name for p in tmp_path.iterdir()} == {"file", "folder.xlsx"}


def test_words_of_a_choice_are_not_shared_by_two_values():
    for words, values in layout().words.items():
        said = [w.casefold() for names in values.values() for w in names]
        assert len(said) == len(set(said)), words
