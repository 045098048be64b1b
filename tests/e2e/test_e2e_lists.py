"""Lists in and out: nothing is lost on the way, nothing bad gets in."""

import csv
import io

import openpyxl
import pytest
from e2e_people import CONSENT, PEOPLE, person

OWN = {
    *("registration_number", "revision", "status", "record", "delivery", "membership"),
    *("protection", "protection_as_of", "photo"),
}
COUNTS = ("accepted", "warned", "refused", "known")


def kept(document: dict) -> dict:
    """What a person brings along to another office."""
    return {key: value for key, value in document.items() if key not in OWN}


def counts(result) -> tuple[int, ...]:
    return tuple(result.doc[key] for key in COUNTS)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_register_travels_to_another_office_and_loses_nothing(village, another, tmp_path, kind):
    listed = tmp_path / f"daftar.{kind}"
    assert village("export", listed).doc["workers"] == len(PEOPLE)
    there = another("kedua")
    done = there("import", listed)
    assert (done.code, counts(done)) == (0, (len(PEOPLE), 0, 0, 0)), done.doc["rows"]
    before, after = village.everybody(), there.everybody()
    for nik, document in before.items():
        assert kept(after[nik]) == kept(document)
    again = there("import", listed)
    assert (again.code, counts(again)) == (0, (0, 0, 0, len(PEOPLE)))
    assert there("check", "--deep").doc["ok"]


def test_an_export_is_text_where_numbers_name_somebody_and_never_a_formula(village, tmp_path):
    village("export", tmp_path / "d.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", cell.coordinate
            assert not (isinstance(cell.value, int) and cell.value > 10**10)
    village("export", tmp_path / "d.csv")
    text = (tmp_path / "d.csv").read_bytes().decode("utf-8-sig")
    dialect = csv.Sniffer().sniff(text.splitlines()[0], ",;\t")
    for line in csv.reader(io.StringIO(text), dialect):
        assert not any(value.startswith(("=", "@")) for value in line)


def test_filters_name_whom(village, tmp_path):
    out = tmp_path / "d.csv"
    for wanted, count in (
        ("status=member", 1),
        ("status=candidate", len(PEOPLE) - 1),
        ("hamlet=Krajan", 1),
        ("consent=pending", 1),
        ("programme=JHT", 1),
        ("text=nuraini", 1),
        ("unprinted=yes", len(PEOPLE)),
        ("registered_from=2026-11-24", 0),
    ):
        assert village("export", out, "--filter", wanted).doc["workers"] == count, wanted
    both = ("--filter", "status=candidate", "--filter", "programme=JHT")
    assert village("export", out, *both).doc["workers"] == 1
    for wrong in ("umur=3", "status=raja", "registered_from=kemarin"):
        done = village("export", out, "--filter", wrong)
        assert (done.code, done.rule) == (1, "filter")
    assert village("export", out, "--filter", "status").code == 2
    assert village("export", tmp_path / "d.pdf").code == 2
    assert village("export", tmp_path / "no" / "d.csv").code in (0, 1)


def headings(path) -> list[str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [cell.value for cell in next(sheet.iter_rows())]


def filled(template, out, rows: list[dict[str, object]]) -> None:
    """Fill the office's template: a value under each heading that begins so."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    names = [str(cell.value or "").casefold() for cell in next(sheet.iter_rows())]
    for at, row in enumerate(rows, start=2):
        for heading, value in row.items():
            column = next(i for i, name in enumerate(names) if name.startswith(heading.casefold()))
            cell = sheet.cell(at, column + 1)
            cell.value = value
    book.save(out)


def test_the_template_filled_in_comes_in(loket, tmp_path):
    template, listed = tmp_path / "kosong.xlsx", tmp_path / "isi.xlsx"
    assert loket("template", template).code == 0
    assert counts(loket("import", template)) == (0, 0, 0, 0)
    rows = [
        {"NIK": person(1)["nik"], "Nama lengkap": "Slamet", "Pekerjaan": "Petani"},
        {"NIK": person(2)["nik"], "Nama lengkap": "O", "Pekerjaan": "tukang ojek"},
        {"NIK": int(person(3)["nik"]), "Nama lengkap": "Paijo", "Pekerjaan": "nelayan"},
        {"NIK": 3301010104850010, "Nama lengkap": "Paimin", "Pekerjaan": "nelayan"},
        {"NIK": 9901011508850003, "Nama lengkap": "Besar", "Pekerjaan": "nelayan"},
        {"NIK": "3301013102850003", "Nama lengkap": "Salah", "Pekerjaan": "nelayan"},
        {"NIK": person(1)["nik"], "Nama lengkap": "Slamet", "Pekerjaan": "Petani"},
        {"NIK": person(4)["nik"], "Nama lengkap": "Muda", "Pekerjaan": "Petani"},
        {"NIK": "3.30101E+15", "Nama lengkap": "Rusak", "Pekerjaan": "Petani"},
        {"NIK": person(6)["nik"], "Nama lengkap": "Raja", "Pekerjaan": "raja"},
    ]
    filled(template, listed, rows)
    wrong = tmp_path / "salah.xlsx"
    tried = loket("import", listed, "--dry-run")
    assert (tried.code, loket("check").doc["workers"]) == (3, 0)
    done = loket("import", listed, "--errors", wrong)
    assert done.code == 3
    assert done.doc == tried.doc
    told = {row["row"]: (row["status"], row["rule"]) for row in done.doc["rows"]}
    assert all(
        row.keys() == {"row", "status", "rule", "field", "message"} for row in done.doc["rows"]
    )
    assert told[5] == ("warned", "nik_from_number")
    assert told[6] == ("refused", "nik_damaged")
    assert told[7] == ("refused", "nik_date")
    assert told[8] == ("refused", "duplicate_row")
    assert told[10] == ("refused", "nik_damaged")
    assert told[11] == ("refused", "occupation")
    assert counts(done) == (4, 1, 5, 0)
    names = {p["full_name"] for p in loket.everybody().values()}
    assert names == {"Slamet", "O", "Paijo", "Muda"}
    assert len(loket("drafts").doc["drafts"]) == 6
    errors = openpyxl.load_workbook(wrong).worksheets[0]
    assert sum(1 for row in errors.iter_rows(min_row=2) if row[0].value or row[1].value) == 6
    assert loket("confirm", "3301010104850010", "--rule", "nik_from_number").code == 0
    again = loket("import", listed)
    assert again.doc["known"] == 6
    assert len(loket("drafts").doc["drafts"]) == 5


def test_defaults_and_confirmations_hold_for_every_row(loket, file):
    lines = ["NIK;Nama Lengkap;Tanggal Lahir", f"{person(1)['nik']};Slamet;02-01-1984"]
    listed = file("\n".join(lines).encode(), "daftar.csv")
    options = ("--default", "occupation=petani", "--default", "hamlet=Krajan")
    assert loket("import", listed, "--dry-run").code == 1
    warned = loket("import", listed, "--dry-run", *options)
    assert (warned.code, counts(warned)) == (3, (0, 1, 0, 0))
    more = ("--default", "programmes=JKK,JKM,JHT", "--confirm", "nik_birth_date")
    assert loket("import", listed, *options, *more).code == 0
    there = loket("show", person(1)["nik"]).doc
    assert (there["hamlet"], there["programmes"]) == ("Krajan", ["JKK", "JKM", "JHT"])
    assert loket("import", listed, "--default", "wat=1").code == 1
    assert loket("import", listed, "--default", "wat").code == 2
    assert loket("import", listed, "--as", "targets").code == 2


def test_a_list_whose_errors_cannot_be_written_is_not_taken_in(loket, file, tmp_path):
    lines = ["NIK;Nama Lengkap;Pekerjaan", f"{person(1)['nik']};Slamet;petani", "1;Salah;petani"]
    listed = file("\n".join(lines).encode(), "daftar.csv")
    (tmp_path / "berkas").write_text("x")
    done = loket("import", listed, "--errors", tmp_path / "berkas" / "x.xlsx")
    assert (done.code, done.rule) == (1, "unwritable")
    assert loket("check").doc["workers"] == 0
    assert loket("drafts").doc["drafts"] == []
    assert loket("import", listed, "--errors", tmp_path / "x.xlsx").code == 3


def test_a_list_of_fifty_megabytes_is_refused_unread(loket, file):
    done = loket("import", file(b"NIK;Nama\n" * 5_600_000, "besar.csv"))
    assert (done.code, done.rule) == (1, "file_too_large")


BAD_LISTS = {
    "kosong.xlsx": b"",
    "kosong.csv": b"",
    "bukan.xlsx": b"PK\x03\x04 nothing",
    "teks.xlsx": b"NIK,Nama\n",
    "nul.csv": b"\0" * 1000,
    "tanpa.csv": b"a;b;c\n1;2;3\n",
    "x.pdf": b"%PDF-1.4",
    "x.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "x.ods": b"PK",
}


@pytest.mark.parametrize("name", BAD_LISTS)
def test_a_list_that_is_none_is_refused_in_one_sentence(loket, file, name):
    done = loket("import", file(BAD_LISTS[name], name))
    assert done.code == 1
    assert done.rule
    assert loket("check").doc["waiting"] == 0


def test_a_missing_sheet_or_file_is_said(loket, tmp_path):
    loket("template", tmp_path / "t.xlsx")
    assert loket("import", tmp_path / "t.xlsx", "--sheet", "Lain").code == 1
    assert loket("import", tmp_path / "none.xlsx").code == 1
    assert loket("import", tmp_path).code == 1
    assert loket("import", tmp_path / "t.xlsx", "--mapping", tmp_path / "none.toml").code == 1


# --- to BPJS and back --------------------------------------------------------------------------


def ready(serial: int, **fields) -> dict:
    """Somebody who lacks nothing that BPJS asks for."""
    return person(serial, address="RT 1", phone=f"0813270{serial:05}", email="a@b.id", **fields)


def answer(path, *rows, columns=("NIK", "KPJ", "Keterangan")) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(columns))
    for row in rows:
        book.active.append(list(row))
    book.save(path)


@pytest.fixture
def sent(loket, tmp_path):
    """An office with six people, five of whom went to BPJS."""
    people = [ready(n) for n in range(1, 6)]
    assert loket.register(*people, ready(6, consent={"method": "pending"})).code == 0
    done = loket("submit", tmp_path / "daftar.xlsx")
    assert (done.code, done.doc["submitted"]) == (3, 5)
    (lacking,) = done.doc["incomplete"]
    assert lacking.keys() == {"registration_number", "missing"}
    assert lacking["missing"] == ["consent"]
    assert (tmp_path / "daftar-pengantar.pdf").read_bytes().startswith(b"%PDF")
    return loket


def test_the_list_for_bpjs_holds_everybody_who_goes_as_text(sent, tmp_path):
    sheet = openpyxl.load_workbook(tmp_path / "daftar.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    niks = {person(n)["nik"] for n in range(1, 6)}
    assert niks <= {value for row in rows for value in row}
    assert len(rows) == 6
    assert {sent("show", nik).doc["status"] for nik in niks} == {"submitted"}
    again = sent("submit", tmp_path / "lagi.xlsx")
    assert (again.code, again.doc["submitted"]) == (1, 0)
    assert not (tmp_path / "lagi.xlsx").exists()


def test_the_answer_makes_members_and_refusals(sent, tmp_path):
    one, two, three = (person(n)["nik"] for n in (1, 2, 3))
    answer(
        tmp_path / "j.xlsx",
        (one, "10000000001", ""),
        (two, "00000000022", ""),
        (three, "", "Sudah terdaftar di cabang lain"),
    )
    done = sent("answer", tmp_path / "j.xlsx")
    assert (done.code, done.doc) == (0, {"confirmed": 2, "refused_by_bpjs": 1, "unmatched": 0})
    assert sent("show", "10000000001").doc["membership"] == "member"
    assert sent("show", two).doc["kpj"] == "00000000022"
    assert sent("show", three).doc["status"] == "refused_by_bpjs"
    waiting = sent("check").doc["waiting"]
    assert sent("answer", tmp_path / "j.xlsx").doc["confirmed"] == 2
    assert sent("check").doc["waiting"] == waiting
    sent.edit(three, hamlet="Krajan")
    assert sent("show", three).doc["status"] == "candidate"
    assert sent("submit", tmp_path / "kedua.xlsx").doc["submitted"] == 1


@pytest.mark.parametrize(
    "row",
    [
        (person(1)["nik"], "1000000001", ""),
        (person(1)["nik"], "100000000011", ""),
        (person(1)["nik"], 1000000001, ""),
        (person(1)["nik"], "1.0E+10", ""),
        (person(1)["nik"], "", ""),
        ("3.30101E+15", "10000000001", ""),
        ("3301010204850000", "10000000001", ""),
        (3301010204850010, "10000000001", ""),
        ("3301019999", "10000000001", ""),
        ("3301011508859999", "10000000001", ""),
        ("", "10000000001", ""),
        (None, "10000000001", ""),
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_trusted_changes_nothing(sent, tmp_path, row):
    before = sent.everybody()
    answer(tmp_path / "j.xlsx", row)
    done = sent("answer", tmp_path / "j.xlsx")
    assert (done.code, done.doc) == (1, {"confirmed": 0, "refused_by_bpjs": 0, "unmatched": 1})
    assert len(done.err.splitlines()) == 1
    assert sent.everybody() == before


def test_an_answer_with_good_and_bad_rows_takes_the_good_ones(sent, tmp_path):
    one, two, three, four = (person(n)["nik"] for n in (1, 2, 3, 4))
    answer(
        tmp_path / "j.xlsx",
        (one, "10000000001", ""),
        (two, "10000000002", ""),
        (three, "10000000002", ""),
        ("3301011508859999", "10000000009", ""),
        (four, "", "NIK tidak padan"),
    )
    done = sent("answer", tmp_path / "j.xlsx")
    assert (done.code, done.doc) == (3, {"confirmed": 1, "refused_by_bpjs": 1, "unmatched": 3})
    assert len(done.err.splitlines()) == 3


def test_a_kpj_is_not_taken_over(sent, tmp_path):
    one, two = (person(n)["nik"] for n in (1, 2))
    answer(tmp_path / "j.xlsx", (one, "10000000001", ""))
    sent("answer", tmp_path / "j.xlsx")
    for row in ((two, "10000000001", ""), (one, "10000000002", "")):
        answer(tmp_path / "k.xlsx", row)
        assert sent("answer", tmp_path / "k.xlsx").doc["unmatched"] == 1
    assert sent("show", one).doc["kpj"] == "10000000001"


@pytest.mark.parametrize("name", ["none.xlsx", "kosong.xlsx", "asing.xlsx", "hanya.xlsx"])
def test_an_answer_that_is_none_is_refused(sent, file, tmp_path, name):
    file(b"", "kosong.xlsx")
    answer(tmp_path / "asing.xlsx", (1, 2, 3), columns=("a", "b", "c"))
    answer(tmp_path / "hanya.xlsx")
    done = sent("answer", tmp_path / name)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_who_gives_no_consent_to_bpjs_does_not_go(loket, tmp_path):
    only_hub = {**CONSENT, "purposes": ["hub"]}
    loket.register(ready(1, consent=only_hub), ready(2, segment="wage"))
    done = loket("submit", tmp_path / "d.xlsx")
    assert (done.code, done.doc["submitted"]) == (1, 0)
    assert sorted(i["missing"][0] for i in done.doc["incomplete"]) == ["consent", "segment"]
    assert not list(tmp_path.glob("d*"))
