import csv
from datetime import date

import openpyxl
import pytest

from desktop_app.domain.findings import Refused
from desktop_app.domain.reading import as_json
from desktop_app.domain.worker import Consent, Relative, Vulnerability, Worker
from desktop_app.lists.cells import FORMULA_MARKS
from desktop_app.lists.people import open_people
from desktop_app.lists.register import write_register

TODAY = date(2026, 11, 22)
WORKER = Worker(
    nik="3301224508750003",
    full_name="Siti Aminah",
    occupation="buruh_tani",
    birth_date=date(1975, 8, 5),
    sex="female",
    village_code="33.01.20.2002",
    second_occupation="nelayan",
    mother_name="Nur'aini",
    family_card_number="3301221203100007",
    rt="002",
    rw="001",
    phone="+6281234567890",
    phone_owner="relative",
    business_owner=True,
    monthly_income=1_500_000,
    programmes=("JKK", "JKM", "JHT"),
    vulnerability=Vulnerability(basis="DTSEN", decile=3, as_of=date(2026, 1, 1)),
    disability=False,
    family=(
        Relative(full_name="Budi", relation="spouse", heir=True, birth_date=date(1970, 1, 1)),
        Relative(full_name="Tini", relation="child", nik="3301224508010003"),
    ),
    consent=Consent(
        given_on=date(2026, 11, 2), method="verbal_witnessed", witnesses=("Rudi", "Wati")
    ),
    kpj="01234567890",
    member_since=date(2025, 1, 1),
    paid_until="2026-12",
    confirmed=("nik_sex", "same_person"),
)
STATES = {
    "registration_number": "3301222003-ABC-000001-X",
    "status": "member",
    "record": "recorded",
    "delivery": "waiting",
    "membership": "member",
    "protection": "active",
    "protection_as_of": date(2026, 11, 22),
}


def person(**changes):
    return {**as_json(WORKER), **STATES, **changes}


def given(value):
    """The object without what was not said."""
    if isinstance(value, dict):
        return {key: given(v) for key, v in value.items() if v not in (None, [], {})}
    return [given(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_exported_can_be_imported_again_whole(tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    assert write_register(path, [person(), person(full_name="O")]) == 2
    opened = open_people(path, today=TODAY)
    assert opened.findings == ()
    first, second = opened
    expected = given(as_json(WORKER)) | {"phone": "081234567890"}
    assert first.raw == expected
    assert (first.nik_from_number, first.findings) == (False, ())
    assert second.raw["full_name"] == "O"


def test_cells_have_their_types(tmp_path):
    path = tmp_path / "a.xlsx"
    write_register(path, [person()])
    sheet = openpyxl.load_workbook(path).active
    row = {heading.value: cell for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (row["NIK"].value, row["NIK"].data_type) == (WORKER.nik, "s")
    assert row["NIK"].number_format == "@"
    assert row["Nomor KPJ"].value == "01234567890"
    assert row["Tanggal lahir"].is_date
    assert row["Penghasilan per bulan"].value == 1_500_000
    assert row["Status"].value == "Peserta"
    assert row["Nomor pendataan"].value == STATES["registration_number"]
    assert sheet.freeze_panes == "B2"
    hidden = {
        sheet.cell(1, at).value
        for column in sheet.column_dimensions.values()
        if column.hidden
        for at in range(column.min, column.max + 1)
    }
    assert "Ahli waris 2 nama" in hidden
    assert not hidden & {"Ahli waris 1 nama", "Keluarga 1 nama", "Email", "Nomor HP"}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_no_cell_starts_an_injection(tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    for mark in FORMULA_MARKS:
        bad = f"{mark}HYPERLINK(A1)"
        write_register(path, [person(full_name=bad, address=bad, hamlet=f"{mark}1")])
        if ending == "csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [c for row in csv.reader(file, delimiter=";") for c in row]
        else:
            sheet = openpyxl.load_workbook(path).active
            assert not any(c.data_type == "f" for row in sheet.rows for c in row)
            cells = [str(c.value) for row in sheet.rows for c in row if c.value]
        assert not [c for c in cells if c.startswith(FORMULA_MARKS)]
        (worker,) = open_people(path, today=TODAY)
        assert worker.raw["full_name"] == bad.strip()


def test_text_files_begin_with_the_mark_that_excel_wants(tmp_path):
    write_register(tmp_path / "a.csv", [person()])
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfNomor pendataan;")


def test_columns_can_be_kept_from_the_reader(tmp_path):
    write_register(tmp_path / "a.csv", [person()], hidden=frozenset({"disability"}))
    assert "Disabilitas" not in (tmp_path / "a.csv").read_text("utf-8-sig")


def test_a_failure_in_the_middle_leaves_the_old_file_and_no_other(tmp_path):
    def people():
        yield person()
        raise KeyError

    for name in ("a.xlsx", "a.csv"):
        (tmp_path / name).write_text("old")
        with pytest.raises(KeyError):
            write_register(tmp_path / name, people())
        assert (tmp_path / name).read_text() == "old"
    assert {p.name for p in tmp_path.iterdir()} == {"a.xlsx", "a.csv"}


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(Refused) as caught:
        write_register(tmp_path / "a.pdf", [])
    assert caught.value.rule == "file_kind"


def test_the_rows_wait_nowhere_but_beside_the_target(tmp_path, monkeypatch):
    nowhere = tmp_path / "nowhere"
    monkeypatch.setattr("tempfile.tempdir", str(nowhere))
    write_register(tmp_path / "out" / "a.xlsx", [person()])
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.xlsx"]
    assert not nowhere.exists()
