"""``dues`` as somebody at the counter reads it."""

import pytest

MEMBER = {
    "nik": "3301011508850001",
    "full_name": "Slamet Raharjo",
    "occupation": "petani",
    "kpj": "12345678901",
    "member_since": "2025-01-01",
    "paid_until": "2026-10",
    "former_payer": "Yayasan",
}
OTHER = {"nik": "3301011508850002", "full_name": "Warsini", "occupation": "petani"}


@pytest.fixture
def counter(loket, file):
    assert loket("register", file([MEMBER, OTHER])).code == 0
    return loket


def test_a_payment_in_words(counter):
    words = ("dues", "pay", MEMBER["nik"], OTHER["nik"], "--from", "2026-11", "--months", 3)
    tried = counter(*words, "--dry-run", json=False)
    assert "Hanya dicoba" in tried.out
    assert counter("dues", "status", MEMBER["nik"]).doc["months"] == []
    done = counter(*words, "--code", "99", json=False)
    assert done.code == 3
    number = counter("show", MEMBER["nik"]).doc["registration_number"]
    first, last = done.out.splitlines()
    assert first == f"Dibayar: {number}  November 2026 – Januari 2027  Rp 33.600"
    assert last.startswith("Jumlah: Rp 33.600 untuk 1 orang. Rujukan: ")
    assert OTHER["nik"] in words
    assert OTHER["nik"] not in done.err + done.out
    assert "belum dikirim ke BPJS" in done.err


def test_where_somebody_stands_in_words(counter):
    plain = counter("dues", "status", MEMBER["nik"], json=False).out
    assert "per 23-11-2026: Menunggak" in plain
    assert "Dibayar sampai dengan Oktober 2026, oleh Yayasan" in plain
    english = counter("dues", "status", MEMBER["nik"], "--lang", "en", json=False).out
    assert "Paid up to and including October 2026, by Yayasan" in english
    candidate = counter("dues", "status", OTHER["nik"]).doc
    assert candidate == {
        "registration_number": candidate["registration_number"],
        "protection": "none",
        "as_of": "2026-11-23",
        "covered_until": None,
        "covered_by": None,
        "days_left": None,
        "months": [],
    }


def test_show_says_the_word_of_today(counter, now):
    assert counter("show", MEMBER["nik"]).doc["protection"] == "arrears"
    now[0] = now[0].replace(year=2027, month=2, day=1)
    shown = counter("show", MEMBER["nik"]).doc
    assert (shown["protection"], shown["protection_as_of"]) == ("lapsed", "2027-02-01")


def test_lists_in_words(counter):
    plain = counter("dues", "due", json=False).out
    assert "Tidak ada yang segera berakhir." in plain
    assert "Menunggak:" in plain
    assert "-23 hari" in plain
    assert counter("dues", "due", "--within", -1).code == 2


def test_an_undone_payment_in_words(counter):
    paid = counter("dues", "pay", MEMBER["nik"], "--from", "2026-11", "--months", 1).doc
    undone = counter("dues", "undo", paid["reference"], "--why", "salah orang", json=False)
    assert (undone.code, undone.out.strip()) == (0, "Pembayaran dibatalkan: 1")
    entries = counter("audit").doc["entries"]
    assert entries[0]["action"] == "payment_undone"
    assert MEMBER["nik"] not in str(entries)
