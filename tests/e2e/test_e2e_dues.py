"""Contributions by command: from the registration to a lapse and back, and everything that must
not be paid."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from e2e_loket import NOW
from e2e_people import PEOPLE, person

KARYO = PEOPLE[8]["nik"]  # a member since 2025, paid until October 2026
SLAMET = PEOPLE[0]["nik"]


def pay(loket, *ids, first="2026-11", months=1, **options):
    words = [w for key, value in options.items() for w in (f"--{key.replace('_', '-')}", value)]
    return loket("dues", "pay", *ids, "--from", first, "--months", months, *words)


def why(done):
    """Rule and sentence of the one refusal; nothing was done."""
    assert done.code == 1
    return done.rule


def status(loket, nik=KARYO, *words):
    return loket("dues", "status", nik, *words).doc


def workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_candidate_becomes_a_member_lapses_and_comes_back(village, tmp_path):
    assert why(pay(village, SLAMET)) == "not_a_member"
    mended = {"email": "s@contoh.id", "workplace": "sawah"}
    assert village.edit(SLAMET, **mended).code == 0
    assert village("submit", tmp_path / "daftar.xlsx").code in (0, 3)
    answer = workbook(
        tmp_path / "jawaban.xlsx",
        ["NOMOR_IDENTITAS", "KPJ", "KETERANGAN"],
        [SLAMET, "00123456789", ""],
    )
    assert village("answer", answer).doc["confirmed"] == 1
    assert status(village, SLAMET)["protection"] == "unknown"
    paid = pay(village, SLAMET, months=2, code="9900112233")
    assert (paid.code, paid.doc["total"]) == (0, 16_800)
    assert paid.doc["paid"][0] | {"id": ""} == {
        "nik": SLAMET,
        "registration_number": village("show", SLAMET).doc["registration_number"],
        "from": "2026-11",
        "to": "2026-12",
        "months": 2,
        "amount": 16_800,
        "payer": "self",
        "id": "",
    }
    told = status(village, SLAMET)
    assert (told["protection"], told["covered_until"], told["covered_by"]) == (
        *("active", "2026-12", "self"),
    )
    assert told["months"] == [
        {"month": month, "amount": 8_400, "payer": "self"} for month in ("2026-11", "2026-12")
    ]
    for days, word in ((39, "arrears"), (128, "arrears"), (129, "lapsed")):
        village.now[0] = NOW + timedelta(days)
        assert status(village, SLAMET)["protection"] == word, days
        assert village("show", SLAMET).doc["protection"] == word
    back = pay(village, SLAMET, first="2027-04")
    assert back.code == 0
    assert status(village, SLAMET)["protection"] == "active"
    assert status(village, SLAMET, "--on", "2027-03-31")["protection"] == "arrears"
    assert village("check", "--deep").doc["ok"]


@pytest.mark.parametrize(
    ("first", "months", "rule"),
    [
        ("1984-01", 1, "month_outside"),
        ("2024-12", 1, "month_outside"),
        ("2026-11", 13, "month_outside"),
        ("2026-11", 0, "month_outside"),
        ("2026-11", -1, "month_outside"),
        ("2026-11", 10**18, "month_outside"),
        ("2029-01", 1, "month_outside"),
        ("2026-10", 1, "month_paid"),
        ("2026-13", 1, "type"),
        ("kemarin", 1, "type"),
        ("", 1, "type"),
    ],
)
def test_months_that_cannot_be_paid(village, first, months, rule):
    assert village("check").code == 0
    before = (village.data / "office.db").read_bytes()
    done = pay(village, KARYO, first=first, months=months)
    assert why(done) == rule
    assert done.doc["refused"][0]["rule"] == rule
    assert done.doc["paid"] == []
    assert (village.data / "office.db").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code", "rule"),
    [
        ({"amount": "-8400"}, 1, "amount"),
        ({"amount": "8400,50"}, 1, "amount"),
        ({"amount": "8400.50"}, 1, "amount"),
        ({"amount": str(10**18)}, 1, "amount"),
        ({"amount": "8401"}, 1, "amount"),
        ({"amount": "0"}, 1, "amount"),
        ({"amount": ""}, 1, "amount"),
        ({"amount": "banyak"}, 1, "amount"),
        ({"payer": "TIDAK-ADA"}, 1, "sponsor"),
        ({"paid_on": "2026-11-24"}, 1, "date_future"),
        ({"paid_on": "1026-11-22"}, 1, "type"),
        ({"paid_on": "22-11-2026"}, 2, "usage"),
        ({"code": "9" * 41}, 1, "type"),
        ({"proof": "/nowhere/bukti.pdf"}, 1, "file_unreadable"),
    ],
    ids=str,
)
def test_slips_that_cannot_be(village, options, code, rule):
    done = pay(village, KARYO, **options)
    assert (done.code, done.rule) == (code, rule)
    assert status(village)["months"] == []


def test_wrong_words(village):
    for words in ((), (KARYO,), (KARYO, "--from", "2026-11"), (KARYO, "--list", "x.xlsx")):
        assert village("dues", "pay", *words).code == 2
    assert village("dues", "pay", KARYO, "--from", "2026-11", "--months", "satu").code == 2
    assert why(village("dues", "status", "0000")) == "not_found"
    assert why(village("dues", "pay", "--list", "/nowhere.xlsx")) == "file_unreadable"
    assert why(village("dues", "undo", "0000")) == "undo_nothing"


def test_nobody_pays_after_the_end(village):
    assert village("end", KARYO, "--why", "death", "--on", "2026-11-20").code == 0
    assert why(pay(village, KARYO, first="2026-12")) == "month_outside"
    assert why(pay(village, KARYO)) == "not_a_member"
    assert status(village)["protection"] == "none"


def test_paying_twice_by_command(village, tmp_path):
    number = village("show", KARYO).doc["registration_number"]
    once = pay(village, KARYO, number, PEOPLE[8]["kpj"], months=3)
    assert (once.code, len(once.doc["paid"])) == (3, 1)
    assert [one["rule"] for one in once.doc["refused"]] == ["month_paid"] * 2
    for given in (KARYO, number, PEOPLE[8]["kpj"]):
        for first, months in (("2026-11", 3), ("2027-01", 12), ("2026-12", 1)):
            done = pay(village, given, first=first, months=months)
            assert why(done) == "month_paid"
            assert "23-11-2026" in done.err
    assert village.edit(KARYO, nik=person(77)["nik"]).code == 0
    assert why(pay(village, KARYO)) == "month_paid"
    listed = workbook(
        tmp_path / "iuran.xlsx", ["NIK", "BULAN", "BULAN_IURAN"], [person(77)["nik"], "2027-01", 2]
    )
    assert why(village("dues", "pay", "--list", listed)) == "month_paid"


def test_a_list_is_paid_once(village, tmp_path):
    listed = workbook(
        tmp_path / "Iuran Yayasan.xlsx",
        ["Daftar iuran November"],
        ["NO", "NIK", "NAMA", "BULAN", "BULAN_IURAN", "NOMINAL"],
        [1, KARYO, "KARYO", "2026-11", 2, 16_800],
        [2, SLAMET, "SLAMET", "2026-11", 1, 8_400],
        [3, KARYO, "KARYO", "2027-03", 1, 8_400.5],
        ["", "JUMLAH", "", "", "", 33_600],
    )
    tried = village("dues", "pay", "--list", listed, "--dry-run")
    assert (tried.code, status(village)["months"]) == (3, [])
    done = village("dues", "pay", "--list", listed, "--code", "12")
    assert done.code == 3
    assert (done.doc["paid"][0]["months"], done.doc["total"]) == (2, 16_800)
    assert [(r["row"], r["rule"]) for r in done.doc["refused"]] == [
        *((4, "not_a_member"), (5, "amount")),
    ]
    again = village("dues", "pay", "--list", listed)
    assert again.code == 1
    assert "Iuran Yayasan.xlsx" in again.err


def test_what_was_paid_can_be_undone_by_who_did_it(village):
    first = pay(village, KARYO, months=2).doc
    second = pay(village, KARYO, first="2027-01").doc
    assert why(village("dues", "undo", first["reference"])) == "undo_not_last"
    assert village("dues", "undo", second["paid"][0]["id"], "--why", "salah").doc["undone"] == 1
    assert village("dues", "undo", first["reference"]).doc["undone"] == 1
    assert status(village)["months"] == []
    assert why(village("dues", "undo", first["reference"])) == "undo_nothing"
    assert pay(village, KARYO, months=12).code == 0
    assert village("check", "--deep").doc["ok"]


def test_the_proof_of_a_payment_is_kept_inside(village, tmp_path):
    from PIL import Image

    out = BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    slip = tmp_path / "bukti.png"
    slip.write_bytes(out.getvalue())
    assert pay(village, KARYO, proof=slip).code == 0
    assert not [p for p in village.data.rglob("*") if p.name.startswith("bukti")]
    slip.write_bytes(b"bukan gambar")
    assert why(pay(village, KARYO, first="2026-12", proof=slip)) == "attachment"


def test_what_lapses_soon_and_who_is_in_arrears(village):
    assert village("dues", "due").doc["due"] == []
    (late,) = village("dues", "due").doc["arrears"]
    assert late == {
        "nik": KARYO,
        "registration_number": village("show", KARYO).doc["registration_number"],
        "full_name": "Karyo Utomo",
        "covered_until": "2026-10",
        "days": -23,
        "payer": "Yayasan Sejahtera",
    }
    pay(village, KARYO)
    for within, found in ((6, 0), (7, 1), (30, 1)):
        listed = village("dues", "due", "--within", within).doc
        assert (len(listed["due"]), listed["arrears"]) == (found, [])
    assert village("dues", "due").doc["due"][0]["days"] == 7
    plain = village("dues", "due", json=False)
    assert KARYO not in plain.out
    assert "Karyo Utomo" in plain.out


def test_an_account_without_the_right_pays_nothing(village):
    made = village("users", "add", "pak kades", "--role", "head").doc
    head = {"LOKET_USER": "pak kades", "LOKET_PASSWORD": made["password"]}
    words = ("dues", "pay", KARYO, "--from", "2026-11", "--months", 1)
    done = village(*words, **head)
    assert (done.code, done.rule) == (5, "not_allowed")
    assert village("dues", "status", KARYO, **head).code == 0
