"""A village office at its work by commands alone: documents, exit codes, files."""

import json
from io import BytesIO

import openpyxl
import pytest

WORKER_KEYS = {
    *("nik", "full_name", "occupation", "second_occupation", "birth_date", "sex", "birth_place"),
    *("mother_name", "family_card_number", "address", "rt", "rw", "hamlet", "village_code"),
    *("phone", "phone_owner", "email", "ecosystem", "workplace", "business_owner"),
    *("monthly_income", "programmes", "funding", "segment", "vulnerability", "disability"),
    *("family", "consent", "kpj", "member_since", "paid_until", "former_payer", "photo"),
    "confirmed",
}
STATES = {"registration_number", "status", "record", "delivery", "membership", "protection"}


@pytest.fixture
def one(loket, file, raw):
    """Registers one person and gives their number."""

    def register(serial=1, **fields):
        said = loket("register", file(raw(serial, **fields)))
        assert said.code == 0, said.err
        return said.doc["registered"][0]["registration_number"]

    return register


def test_register_one_and_many(loket, file, raw):
    said = loket("register", file(raw(1)))
    assert said.code == 0
    assert set(said.doc) == {"registered", "refused"}
    (entry,) = said.doc["registered"]
    assert set(entry) == {"nik", "registration_number", "warnings"}
    assert entry["nik"] == raw(1)["nik"]
    assert entry["registration_number"].startswith("3301012001-")
    said = loket("register", file([raw(2, full_name="Budi"), raw(1), {"nik": "12"}, 7]))
    assert said.code == 3
    assert len(said.doc["registered"]) == 1
    refused = said.doc["refused"]
    assert [r["index"] for r in refused] == [1, 2, 3]
    assert [r["rule"] for r in refused][:2] == ["nik_registered", "nik_length"]
    assert all(set(r) == {"index", "nik", "rule", "field", "message"} for r in refused)
    assert said.err.count("\n") == 3


def test_register_from_standard_input(loket, raw):
    said = loket("register", "-", stdin=b"\xef\xbb\xbf" + json.dumps([raw(1)]).encode())
    assert (said.code, len(said.doc["registered"])) == (0, 1)


def test_register_nobody(loket, file, raw):
    said = loket("register", file(raw(1, nik="330101")))
    assert said.code == 1
    assert said.doc["registered"] == []
    assert loket("drafts").doc == {"drafts": []}


def test_register_keep(loket, file, raw):
    said = loket("register", "--keep", file([raw(1, nik="330101"), raw(2, full_name=None)]))
    assert said.code == 1
    kept = loket("drafts").doc["drafts"]
    assert len(kept) == 2
    assert set(kept[0]) == {"id", "record", "full_name", "missing", "rules"}
    assert {d["record"] for d in kept} == {"deferred"}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"[]", 1),
        (b"3", 1),
        (b'{"nik": \n}', 2),
        (b'{"nik": "\xff"}', 1),
        (b'{"nik": "\0"}', 1),
        (b"[" * 10_000, 1),
        (b'{"nik":"1","nik":"2"}', 1),
        (b'{"monthly_income": NaN}', 1),
        (b" " * 20_000_001, 1),
    ],
    ids=[*("empty", "none", "number", "syntax", "utf8", "nul", "deep", "twice", "nan", "large")],
)
def test_a_file_that_is_no_list_of_people(loket, file, data, line):
    said = loket("register", file(data))
    assert said.code == 1
    assert said.rule == "json"
    assert said.doc["registered"] == []
    assert said.doc["refused"][0]["rule"] == "json"
    assert said.err.count("\n") == 1


def test_a_file_that_is_not_there(loket, tmp_path):
    said = loket("register", tmp_path / "none.json")
    assert (said.code, said.rule) == (1, "file_unreadable")


def test_unknown_key_wrong_type_missing_key(loket, file, raw):
    people = [raw(1, colour="red"), raw(2, full_name=5), raw(3, occupation=None)]
    said = loket("register", file(people))
    assert [r["rule"] for r in said.doc["refused"]] == ["unknown_key", "type", "required"]
    assert [r["field"] for r in said.doc["refused"]] == ["colour", "full_name", "occupation"]


def test_warnings_wait_for_confirmation(loket, file, raw):
    person = raw(1, birth_date="1984-08-15")
    said = loket("register", file(person))
    assert (said.code, said.doc["refused"][0]["rule"]) == (1, "nik_birth_date")
    said = loket("register", file({**person, "confirmed": ["nik_birth_date"]}))
    assert said.code == 0
    assert "nik_birth_date" in said.doc["registered"][0]["warnings"]


def test_show_tells_everything(loket, one, raw):
    number = one(1)
    said = loket("show", number)
    assert set(said.doc) >= WORKER_KEYS | STATES | {"revision"}
    assert said.doc["registration_number"] == number
    assert (said.doc["status"], said.doc["record"]) == ("candidate", "recorded")
    assert loket("show", raw(1)["nik"]).doc == said.doc
    lines = loket("show", number, json=False).out
    assert raw(1)["nik"] in lines
    assert "Slamet Raharjo" in lines
    unknown = loket("show", "3301011508859999")
    assert (unknown.code, unknown.rule) == (1, "not_found")
    assert "3301011508859999" not in unknown.err


def test_search(loket, one, raw):
    one(1, full_name="Sukinah", hamlet="Krajan")
    one(2, full_name="Budi Santoso", phone="081327000012")
    (found,) = loket("search", "sukin").doc["results"]
    assert set(found) == {"nik", "full_name", "registration_number", "kpj", "hamlet", "status"}
    assert found["full_name"] == "Sukinah"
    lines = loket("search", "krajan", json=False).out
    assert "Sukinah" in lines
    assert raw(1)["nik"] not in lines
    assert loket("search", "zzzzqqq").doc == {"results": []}


def test_edit(loket, one, file):
    number = one(1)
    before = loket("show", number).doc
    said = loket("edit", number, file({"hamlet": "Karangsari", "phone": None}))
    assert said.code == 0
    assert (said.doc["hamlet"], said.doc["phone"]) == ("Karangsari", None)
    assert said.doc["revision"] != before["revision"]
    assert loket("edit", number, file([1])).rule == "json"
    refused = loket("edit", number, file({"colour": "red"}))
    assert (refused.code, refused.rule) == (1, "unknown_key")
    assert loket("edit", "none", file({"hamlet": "X"})).rule == "not_found"


def test_confirm_a_draft(loket, file, raw):
    loket("register", "--keep", file(raw(1, birth_date="1984-08-15")))
    (draft,) = loket("drafts").doc["drafts"]
    assert draft["rules"] == ["nik_birth_date"]
    refused = loket("confirm", draft["id"], "--rule", "nik_sex")
    assert (refused.code, refused.rule) == (1, "nik_birth_date")
    said = loket("confirm", raw(1)["nik"], "--rule", "nik_birth_date")
    assert said.code == 0
    assert said.doc["registered"][0]["nik"] == raw(1)["nik"]
    assert loket("drafts").doc == {"drafts": []}


def test_end(loket, one):
    number = one(1)
    said = loket("end", number, "--why", "death", "--on", "2026-11-20")
    assert (said.code, said.doc["status"]) == (0, "ended")
    again = loket("end", number, "--why", "death", "--on", "2026-11-20")
    assert (again.code, again.rule) == (1, "ended")


def test_villages_and_occupations_need_no_log_in(bare):
    said = bare("villages", "tambakreja", "--json")
    assert said.code == 0
    assert set(said.doc["villages"][0]) == {"code", "name", "district", "regency", "province"}
    assert bare("villages", "33.01.01.2001", "--json").doc["villages"][0]["code"] == "33.01.01.2001"
    said = bare("occupations", "--json")
    assert {"code", "name", "sector"} == set(said.doc["occupations"][0])
    assert "petani" in bare("occupations").out


def test_template_filled_in_and_imported(loket, tmp_path, raw):
    book = tmp_path / "daftar.xlsx"
    assert loket("template", book).code == 0
    exported = tmp_path / "isi.xlsx"
    assert loket("import", book).code in (0, 1)
    assert exported.parent.is_dir()


def test_export_and_import_again(loket, one, tmp_path):
    one(1)
    one(2, full_name="Budi", phone="081327000012")
    for name in ("semua.xlsx", "semua.csv"):
        out = tmp_path / name
        said = loket("export", out)
        assert (said.code, said.doc["workers"]) == (0, 2)
        again = loket("import", out)
        assert again.code == 0, again.err
        assert set(again.doc) == {"accepted", "warned", "refused", "known", "rows"}
        assert again.doc["known"] == 2
    assert loket("export", out, "--filter", "status=member").doc["workers"] == 0
    assert loket("export", out, "--filter", "colour=red").rule == "filter"


def test_import_counts_and_codes(loket, tmp_path, raw):
    head = "NIK;Nama Lengkap;Pekerjaan;Tanggal Lahir\n"
    good, worse = raw(1)["nik"], raw(2)["nik"]
    path = tmp_path / "daftar.csv"
    path.write_text(
        f"{head}{good};Slamet;petani;\n{worse};Budi;petani;1970-01-01\n12;Ani;petani;\n"
    )
    errors = tmp_path / "perbaiki.xlsx"
    tried = loket("import", path, "--dry-run")
    assert loket("search", "slamet").doc["results"] == []
    said = loket("import", path, "--errors", errors)
    assert tried.doc == said.doc
    assert said.code == 3
    assert [said.doc[k] for k in ("accepted", "warned", "refused", "known")] == [1, 1, 1, 0]
    rows = {row["row"]: row for row in said.doc["rows"]}
    assert rows[3]["rule"] == "nik_birth_date"
    assert rows[4]["rule"] == "nik_length"
    assert set(rows[4]) == {"row", "status", "rule", "field", "message"}
    assert errors.exists()
    path.write_text(f"{head}12;Ani;petani;\n")
    assert loket("import", path).code == 1


def test_papers_and_verify(loket, one, tmp_path, file, raw, monkeypatch):
    number = one(1)
    out = tmp_path / "kartu.pdf"
    said = loket("card", out, "--id", number, "--layout", "cr80")
    assert said.code == 0, said.err
    assert said.doc["papers"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    assert number not in said.err
    monkeypatch.delenv("LOKET_USER")
    monkeypatch.delenv("LOKET_PASSWORD")
    said = loket("verify", out)
    assert said.code == 0
    assert set(said.doc) == {
        *("genuine", "status", "reason", "name", "registration_number", "kpj", "as_of"),
        "issued_by",
    }
    assert (said.doc["genuine"], said.doc["status"]) == (True, "provisional")
    assert said.doc["registration_number"] == number


def test_nothing_left_to_print(loket, one, tmp_path):
    one(1)
    out = tmp_path / "x.pdf"
    assert loket("card", out, "--unprinted").code == 0
    assert loket("card", out, "--unprinted").rule == "all_printed"
    assert loket("card", out, "--all").code == 0
    assert loket("certificate", out, "--all").code == 0
    assert loket("card", out, "--id", "none").rule == "not_found"


@pytest.mark.parametrize("text", ["LOKET1:ABC", "halo", "LOKET1:", ""])
def test_a_text_that_proves_nothing(loket, text):
    said = loket("verify", text)
    assert said.code == 1
    assert said.doc["genuine"] is False
    assert said.doc["reason"].startswith("qr_")
    assert said.err.count("\n") == 1


def test_verify_a_file_that_is_no_picture(loket, tmp_path):
    path = tmp_path / "x.png"
    assert loket("verify", path).rule == "file_unreadable"
    path.write_bytes(b"not a picture")
    said = loket("verify", path)
    assert said.code == 1
    assert said.err.count("\n") == 1


def test_to_bpjs_and_back(loket, one, tmp_path, raw):
    complete = {"address": "Jl. Melati 1", "rt": "1", "rw": "2", "monthly_income": 1_000_000}
    ready, refused = one(1, **complete), one(3, full_name="Wagiman", **complete)
    one(2, full_name="Budi", consent=None, phone="081327000012")
    out = tmp_path / "bpjs.xlsx"
    said = loket("submit", out)
    assert set(said.doc) == {"submitted", "incomplete"}
    assert (said.code, said.doc["submitted"]) == (3, 2), said.err
    (lacking,) = said.doc["incomplete"]
    assert set(lacking) == {"registration_number", "missing"}
    assert "consent" in lacking["missing"]
    assert out.exists()
    assert loket("submit", out).code == 1
    rows = [
        ["NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"],
        [raw(1)["nik"], "SLAMET", "12345678901", ""],
        [raw(3)["nik"], "WAGIMAN", "", "Data tidak sesuai"],
        ["3301011508850099", "ORANG LAIN", "12345678902", ""],
    ]
    answer = _book(tmp_path / "jawaban.xlsx", rows)
    said = loket("answer", answer)
    assert said.doc == {"confirmed": 1, "refused_by_bpjs": 1, "unmatched": 1}
    assert said.code == 3
    assert loket("show", ready).doc["status"] == "member"
    assert loket("show", refused).doc["status"] == "refused_by_bpjs"
    card = tmp_path / "kartu.pdf"
    assert loket("card", card, "--id", "12345678901", "--layout", "cr80").code == 0
    assert loket("verify", card).doc["status"] == "confirmed"


@pytest.mark.parametrize(
    "row",
    [
        ["3301011508850099", "ORANG LAIN", "12345678902", ""],
        ["3301011508850001", "SLAMET", "1234567890", ""],
        ["3,30101E+15", "SLAMET", "12345678901", ""],
    ],
    ids=["nobody", "short", "damaged"],
)
def test_an_answer_that_changes_nothing(loket, one, tmp_path, row):
    number = one(1)
    before = loket("show", number).doc
    head = ["NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"]
    said = loket("answer", _book(tmp_path / "jawaban.xlsx", [head, row]))
    assert (said.code, said.doc["unmatched"]) == (1, 1)
    assert said.err.count("\n") == 1
    assert loket("show", number).doc == before


def _book(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    path.write_bytes(data.getvalue())
    return path
