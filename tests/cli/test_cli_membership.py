"""From candidate to member and back by commands alone; what BPJS may answer wrongly."""

import openpyxl
import pytest

KPJ = "00123456789"
READY = {"address": "Jl. Melati 1", "rt": "1", "rw": "2", "monthly_income": 1_000_000}
MEMBERS = [
    "NIK",
    "Nama",
    "Pekerjaan",
    "KPJ",
    "KPJ lama",
    "Peserta sejak",
    "Lunas sampai",
    "Pembayar",
]


@pytest.fixture
def book(tmp_path):
    def write(
        *rows, headings=("NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"), name="j.xlsx"
    ):
        made = openpyxl.Workbook()
        for row in (headings, *rows):
            made.active.append(list(row))
        made.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def sent(loket, file, raw, tmp_path):
    """Two people on a list for BPJS; their registration numbers."""
    people = [raw(1, **READY), raw(2, full_name="Warsini", **READY)]
    numbers = [r["registration_number"] for r in loket("register", file(people)).doc["registered"]]
    assert loket("submit", tmp_path / "daftar.xlsx").doc["submitted"] == 2
    return numbers


def test_there_and_back_again(loket, sent, book, raw):
    one = sent[0]
    assert loket("answer", book([raw(1)["nik"], "SLAMET", KPJ, ""])).code == 0
    assert loket("show", one).doc["membership"] == "member"
    said = loket("undo", one, "--why", "salah orang")
    assert (said.code, said.doc["undone"], said.doc["membership"]) == (0, "member", "submitted")
    assert said.doc["kpj"] is None
    assert loket("undo", one).doc["membership"] == "candidate"
    said = loket("undo", one)
    assert (said.code, said.rule) == (1, "undo_nothing")
    assert said.err.count("\n") == 1


def test_an_end_with_its_paper_and_coming_back(loket, sent):
    paper = "Surat keterangan pindah 470/12/2026"
    end = ("end", sent[0], "--why", "moved", "--on", "2026-11-20", "--paper", paper)
    assert loket(*end).doc["membership"] == "ended"
    assert loket("resume", sent[0]).doc["membership"] == "submitted"
    said = loket("resume", sent[0])
    assert (said.code, said.rule) == (1, "not_ended")
    assert loket("undo", sent[0]).doc["membership"] == "ended"
    said = loket("end", sent[1], "--why", "moved", "--on", "2026-11-20", "--paper", "x" * 500)
    assert (said.code, said.rule) == (1, "type")
    assert loket("show", sent[1]).doc["membership"] == "submitted"


def test_in_words(loket, sent):
    said = loket("undo", sent[0], json=False)
    assert said.code == 0
    assert sent[0] in said.out
    assert "Calon" in said.out


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ((1, "0012345678", ""), "11 angka"),
        ((1, 12345678901, ""), "angka nol"),
        ((1, 123456789, ""), "angka nol"),
        ((1, "00999999999", ""), "orang lain"),
        (("3301011508859999", KPJ, ""), "NIK"),
        (("3,30101E+15", KPJ, ""), "Excel"),
        (("3301011508850000", KPJ, ""), ""),
        ((3301011508850010, KPJ, ""), ""),
        ((1, "", ""), ""),
    ],
    ids=str,
)
def test_an_answer_that_is_wrong_says_so_and_changes_nothing(
    loket, sent, book, file, raw, cells, word
):
    other = raw(7, full_name="Karyo Utomo", mother_name="Painem", kpj="00999999999")
    assert loket("register", file(other)).code == 0
    before = [loket("show", number).doc for number in sent]
    who, kpj, reason = cells
    nik = raw(1)["nik"] if who == 1 else who
    said = loket("answer", book([nik, "SLAMET", kpj, reason]))
    assert (said.code, said.doc["unmatched"]) == (1, 1)
    assert said.err.count("\n") == 1
    assert word in said.err
    assert raw(1)["nik"] not in said.err
    assert [loket("show", number).doc for number in sent] == before


def test_a_number_twice_is_nobody_s(loket, sent, book, raw):
    before = [loket("show", number).doc for number in sent]
    rows = [[raw(n)["nik"], "ORANG", KPJ, ""] for n in (1, 2)]
    said = loket("answer", book(*rows))
    assert (said.code, said.doc["unmatched"]) == (1, 2)
    assert [loket("show", number).doc for number in sent] == before


def test_last_year_s_members_come_in(loket, file, raw, book):
    assert loket("register", file(raw(1))).code == 0
    rows = [
        [raw(1)["nik"], "SLAMET", "", KPJ, "10000000001", "02-03-2025", "12-2026", "Mandiri"],
        [raw(2)["nik"], "Warsini", "petani", "00123456780", "", "", "10-2026", "APBD Provinsi"],
        [raw(3)["nik"], "Karyo", "", "00123456781", "", "", "12-2026", ""],
        [raw(4)["nik"], "Painem", "petani", "123", "", "", "12-2026", ""],
    ]
    path = book(*rows, headings=MEMBERS)
    tried = loket("import", path, "--as", "members", "--dry-run")
    said = loket("import", path, "--as", "members")
    assert said.doc == tried.doc
    counts = {key: said.doc[key] for key in ("accepted", "warned", "refused", "known")}
    assert counts == {"accepted": 2, "warned": 0, "refused": 2, "known": 0}
    assert said.code == 3
    assert [
        (r["row"], r["rule"], r["field"]) for r in said.doc["rows"] if r["status"] != "accepted"
    ] == [
        (4, "required", "occupation"),
        (5, "kpj_form", "kpj"),
    ]
    assert said.err.count("\n") == 2
    shown = loket("show", raw(1)["nik"]).doc
    assert (shown["membership"], shown["protection"], shown["kpj"]) == ("member", "active", KPJ)
    assert loket("show", "10000000001").doc["nik"] == raw(1)["nik"]
    assert loket("show", raw(2)["nik"]).doc["protection"] == "arrears"
    again = loket("import", path, "--as", "members")
    assert (again.doc["known"], again.doc["accepted"]) == (2, 0)
    assert loket("show", raw(1)["nik"]).doc == shown


def test_targets_are_not_taken_in(loket, book):
    assert loket("import", book([1]), "--as", "targets").code == 2
