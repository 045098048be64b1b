"""``loket verify``: text, picture, scan or PDF, by name or piped; one word, and why."""

import io

import pytest
from PIL import Image

from desktop_app.documents import qr
from desktop_app.documents.scan import read_qr

KEYS = {
    *("genuine", "status", "reason", "name", "registration_number", "kpj", "as_of"),
    "issued_by",
}


@pytest.fixture
def printed(loket, file, raw, tmp_path):
    """A PDF with the papers of so many people, each on a slip."""

    def make(count: int = 1) -> bytes:
        numbers = range(1, count + 1)
        people = [raw(n, full_name=f"Orang {n}", confirmed=["same_person"]) for n in numbers]
        assert loket("register", file(people)).code == 0
        out = tmp_path / "bukti.pdf"
        assert loket("card", out, "--all", "--layout", "slip").code == 0
        return out.read_bytes()

    return make


def drawn(*texts: str, side: int = 4) -> bytes:
    """A picture with these codes beside each other."""
    codes = [qr.modules(text) for text in texts]
    wide = max(count for count, _ in codes) * side + 80
    sheet = Image.new("L", (wide * len(codes), wide), 255)
    for place, (count, data) in enumerate(codes):
        marks = Image.frombytes("1", (count, count), data).convert("L").point(lambda v: 255 - v)
        sheet.paste(marks.resize((count * side, count * side)), (place * wide + 40, 40))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def altered(code: str) -> str:
    return code[:60] + ("A" if code[60] != "A" else "B") + code[61:]


def test_what_is_piped_in(loket, printed):
    pdf = printed()
    (code,) = read_qr(pdf)
    for given in (pdf, code.encode(), f"\r\n{code}\r\n".encode(), code.lower().encode()):
        said = loket("verify", "-", stdin=given)
        assert (said.code, said.doc["genuine"]) == (0, True)
        assert said.doc.keys() == KEYS
    for given in (b"", b"halo", b"\xff\xfe\xff", altered(code).encode()):
        said = loket("verify", "-", stdin=given)
        assert (said.code, said.doc["genuine"]) == (1, False)
        assert said.err.count("\n") == 1


def test_a_sheet_tells_of_each_code(loket, printed, tmp_path):
    printed(3)
    said = loket("verify", tmp_path / "bukti.pdf")
    assert said.code == 0
    assert said.doc.keys() == {*KEYS, "codes"}
    assert {one["name"] for one in said.doc["codes"]} == {f"Orang {n}" for n in (1, 2, 3)}
    assert all(one.keys() == KEYS and one["genuine"] for one in said.doc["codes"])
    lines = loket("verify", tmp_path / "bukti.pdf", json=False).out.splitlines()
    assert lines[1].startswith("3 dari 3")
    assert len(lines) == 5


def test_a_forged_code_beside_a_genuine_one(loket, printed, file):
    (code,) = read_qr(printed())
    both = file(drawn(code, altered(code)), "dua.png")
    said = loket("verify", both)
    assert (said.code, said.doc["genuine"], said.doc["reason"]) == (1, False, "qr_altered")
    assert said.doc["name"] is None
    assert [one["genuine"] for one in said.doc["codes"]].count(True) == 1
    beside = file(drawn(code, "https://contoh.id/alamat"), "lain.png")
    said = loket("verify", beside)
    assert (said.code, said.doc.keys()) == (0, KEYS)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("https://contoh.id/LOKET1:", "alamat internet"),
        ("HC1:6BFOXN%TSMAHN-H", "vaksin"),
        ("00020101021126570011ID", "QRIS"),
        ("3301012508850001", "nomor"),
        ("LOKET1:", "sebagian"),
        ("LOKET9:ABC", "versi"),
        ("LOKET1ö6BF", "Pemindai"),
    ],
)
def test_each_case_has_its_sentence(loket, text, word):
    said = loket("verify", text)
    assert (said.code, said.doc["genuine"]) == (1, False)
    assert word in said.err
    assert said.err.count("\n") == 1


def test_files_that_are_none(loket, tmp_path):
    for path in (tmp_path / "foto.heic", tmp_path / "x.tiff", tmp_path):
        assert loket("verify", path).rule == "file_unreadable"
    (tmp_path / "foto.heic").write_bytes(b"\0\0\0\x18ftypheic")
    assert loket("verify", tmp_path / "foto.heic").rule == "picture_unreadable"
    (tmp_path / "potongan.pdf").write_bytes(b"%PDF-1.4\n1 0 obj")
    assert loket("verify", tmp_path / "potongan.pdf").rule == "pdf_unreadable"
    blank = tmp_path / "kosong.png"
    Image.new("L", (300, 200), 255).save(blank)
    assert loket("verify", blank).doc["reason"] == "qr_unreadable"


def test_a_card_of_another_office_is_unproven_not_false(loket, bare, printed, tmp_path):
    printed(2)
    said = bare("--data", tmp_path / "kosong", "verify", tmp_path / "bukti.pdf").out
    assert said.count("TIDAK TERBUKTI") == 3
    assert "TIDAK ASLI" not in said


def test_a_damaged_list_of_signers_is_told(loket, config, printed):
    (code,) = read_qr(printed())
    (config.data / "keys.json").write_text("{rusak")
    said = loket("verify", code)
    assert (said.code, said.doc["reason"]) == (1, "qr_unknown_key")
    assert "keys.json" in said.err


def test_it_needs_neither_office_nor_account(bare, printed, tmp_path):
    (code,) = read_qr(printed())
    said = bare("--data", tmp_path / "kosong", "verify", code, "--json")
    assert (said.code, said.doc["reason"]) == (1, "qr_unknown_key")


def test_what_a_genuine_proof_does_not_prove_is_said(loket, printed):
    (code,) = read_qr(printed())
    out = loket("verify", code, json=False).out
    assert out.startswith("Asli")
    assert "hanya membuktikan" in out
