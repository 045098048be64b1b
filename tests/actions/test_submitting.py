"""The cycle with BPJS Ketenagakerjaan: a list out, an answer in."""

import openpyxl
import pytest

from desktop_app import paths
from desktop_app.actions import finding, registering, submitting
from desktop_app.domain.findings import Refused


def answer(path, *rows):
    book = openpyxl.Workbook()
    book.active.append(["NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def three(desk, raw):
    people = [
        raw(1, full_name="Slamet", email="slamet@contoh.id", workplace="sawah"),
        raw(2, full_name="Warsini", email="warsini@contoh.id", workplace="pasar"),
        raw(3, full_name="O", email="o@contoh.id", workplace="pasar", consent=None),
    ]
    return registering.register(desk, people).registered


def test_the_list_goes_out_with_a_numbered_letter(desk, three, tmp_path):
    done = submitting.submit(desk, tmp_path / "daftar.xlsx")
    assert done.count == 2
    assert done.number == "470/001/XI/2026"
    assert done.incomplete == ((three[2].number, ("consent",)),)
    assert done.letter.read_bytes().startswith(b"%PDF")
    sheet = openpyxl.load_workbook(tmp_path / "daftar.xlsx")["Data TK Baru"]
    niks = [sheet.cell(row, 1) for row in (2, 3)]
    assert {c.value for c in niks} == {three[0].nik, three[1].nik}
    assert {c.data_type for c in niks} == {"s"}
    found = finding.find_one(desk, three[0].id)
    assert (found.states.status, found.standing.submission) == ("submitted", done.number)


def test_nobody_is_submitted_twice(desk, three, tmp_path):
    submitting.submit(desk, tmp_path / "a.xlsx")
    again = submitting.submit(desk, tmp_path / "b.xlsx")
    assert again.count == 0
    assert not (tmp_path / "b.xlsx").exists()


def test_a_list_that_cannot_be_written_leaves_everybody_a_candidate(desk, three, tmp_path):
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(Refused, match="unwritable"):
        submitting.submit(desk, tmp_path / "folder.xlsx")
    assert finding.find_one(desk, three[0].id).states.status == "candidate"


@pytest.mark.parametrize("name", ["Warsini 𓀀", "W" * 60, "Siti " + "W" * 55])
def test_no_name_keeps_the_others_from_bpjs(desk, raw, three, tmp_path, name):
    registering.register(desk, [raw(9, full_name=name)])
    done = submitting.submit(desk, tmp_path / "daftar.xlsx")
    assert done.count == len(three)  # one of them has not agreed yet
    rows = openpyxl.load_workbook(tmp_path / "daftar.xlsx").active.values
    assert any(name.upper() in map(str, row) or name in map(str, row) for row in rows)


def test_a_letter_that_cannot_be_written_leaves_no_list_behind(desk, three, tmp_path):
    (tmp_path / "daftar-pengantar.pdf").mkdir()
    with pytest.raises(Refused, match="unwritable"):
        submitting.submit(desk, tmp_path / "daftar.xlsx")
    assert [path.name for path in tmp_path.glob("*daftar*")] == ["daftar-pengantar.pdf"]
    assert finding.find_one(desk, three[0].id).states.status == "candidate"


def test_the_answer_confirms_and_refuses(desk, three, tmp_path):
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    book = answer(
        tmp_path / "jawaban.xlsx",
        [three[0].nik, "SLAMET", "00123456789", ""],
        [three[1].nik, "WARSINI", "", "NIK tidak sesuai"],
        ["3301014508850099", "ORANG LAIN", "00123456780", ""],
    )
    done = submitting.take_answer(desk, book)
    assert [r.outcome for r in done.rows] == ["confirmed", "refused_by_bpjs", "unmatched"]
    member = finding.find_one(desk, "00123456789")
    assert (member.id, member.states.status) == (three[0].id, "member")
    refused = finding.find_one(desk, three[1].id)
    assert (refused.states.status, refused.standing.refused_reason) == (
        "refused_by_bpjs",
        "NIK tidak sesuai",
    )
    mended = registering.edit(desk, three[1].id, {"mother_name": "Sumarni"})
    assert mended.states.status == "candidate"


def test_the_same_answer_twice_changes_nothing_more(desk, three, tmp_path):
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    book = answer(tmp_path / "j.xlsx", [three[0].nik, "SLAMET", "00123456789", ""])
    submitting.take_answer(desk, book)
    before = finding.find_one(desk, three[0].id)
    assert submitting.take_answer(desk, book).count("confirmed") == 1
    assert finding.find_one(desk, three[0].id) == before


@pytest.mark.parametrize(
    "kpj",
    ["1234567890", 12345678901.5, "KPJ-1", "=1+1"],
    ids=["short", "number", "word", "formula"],
)
def test_a_number_that_is_no_kpj_is_not_taken(desk, three, tmp_path, kpj):
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    book = answer(tmp_path / "j.xlsx", [three[0].nik, "SLAMET", kpj, ""])
    assert submitting.take_answer(desk, book).count("unmatched") == 1
    assert finding.find_one(desk, three[0].id).states.status == "submitted"


@pytest.mark.parametrize("damage", [lambda nik: float(nik[:15] + "0"), lambda nik: "3.301E+15"])
def test_a_nik_damaged_by_excel_confirms_nobody(desk, three, tmp_path, damage):
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    book = answer(tmp_path / "j.xlsx", [damage(three[0].nik), "SLAMET", "00123456789", ""])
    done = submitting.take_answer(desk, book)
    assert done.count("unmatched") == 1
    assert done.rows[0].finding.rule in ("nik_damaged", "nik_from_number", "nik_serial")


def test_one_kpj_cannot_be_two_people_s(desk, three, tmp_path):
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    book = answer(
        tmp_path / "j.xlsx",
        [three[0].nik, "SLAMET", "00123456789", ""],
        [three[1].nik, "WARSINI", "00123456789", ""],
    )
    done = submitting.take_answer(desk, book)
    assert [r.finding.rule for r in done.rows] == ["kpj_twice", "kpj_twice"]


def test_a_kpj_that_somebody_has_is_not_given_again(desk, three, tmp_path):
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    first = answer(tmp_path / "a.xlsx", [three[0].nik, "SLAMET", "00123456789", ""])
    submitting.take_answer(desk, first)
    second = answer(tmp_path / "b.xlsx", [three[1].nik, "WARSINI", "00123456789", ""])
    assert submitting.take_answer(desk, second).rows[0].finding.rule == "kpj_of_another"


def test_the_office_s_own_mapping_file_counts(desk, three, tmp_path):
    shipped = (paths.resources() / "lists" / "bpjs.toml").read_text(encoding="utf-8")
    own = desk.config.data / "bpjs.toml"
    own.write_text(shipped.replace("Data TK Baru", "Daftar Baru"), encoding="utf-8")
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    assert openpyxl.load_workbook(tmp_path / "daftar.xlsx").sheetnames == ["Daftar Baru"]


def test_a_broken_mapping_file_is_named_and_nobody_goes(desk, three, tmp_path):
    (desk.config.data / "bpjs.toml").write_text("sheet = [", encoding="utf-8")
    with pytest.raises(Refused, match="mapping"):
        submitting.submit(desk, tmp_path / "daftar.xlsx")
    assert finding.find_one(desk, three[0].id).states.status == "candidate"
