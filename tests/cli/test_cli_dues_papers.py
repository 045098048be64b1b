"""``dues how``, ``dues letters``, ``dues transfer`` by commands alone."""

import pypdfium2
import pytest


@pytest.fixture
def member(loket, file, raw):
    """Registers somebody with a KPJ; gives their number."""

    def make(serial=1, **fields):
        usual = {"kpj": f"{serial:011}", "member_since": "2025-01-01", "confirmed": ["same_person"]}
        said = loket("register", file(raw(serial, **{**usual, **fields})))
        assert said.code == 0, said.err
        return said.doc["registered"][0]["registration_number"]

    return make


def pages(path):
    document = pypdfium2.PdfDocument(path.read_bytes())
    count = len(document)
    document.close()
    return count


def test_how_to_pay(loket, member, tmp_path):
    one, two, out = member(), member(2), tmp_path / "cara.pdf"
    paid = ("dues", "pay", two, "--from", "2026-11", "--months", 1, "--payer", "self")
    assert loket(*paid).code == 0
    said = loket("dues", "how", out, one, two, "--from", "2026-11", "--months", 3)
    assert said.code == 3
    assert said.doc["sheets"] == [{"registration_number": one, "amount": 33_600}]
    assert [(row["registration_number"], row["rule"]) for row in said.doc["refused"]] == [
        (two, "month_paid")
    ]
    assert two in said.err
    assert pages(out) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "rule"),
    [
        (("OUT.pdf", "ONE", "--from", "2026-13"), 1, "type"),
        (("OUT.pdf", "ONE", "--from", "2026-11", "--months", 13), 1, "month_outside"),
        (("OUT.pdf", "NOBODY", "--from", "2026-11"), 1, "not_found"),
        (("OUT.txt", "ONE", "--from", "2026-11"), 2, "usage"),
        (("OUT.pdf", "ONE", "--from", "2026-11", "--layout", "a3"), 2, "usage"),
        (("OUT.pdf", "ONE"), 2, "usage"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(loket, member, tmp_path, arguments, code, rule):
    number = member()
    given = [
        {"ONE": number, "NOBODY": "12345678901"}.get(part, part)
        if not str(part).startswith("OUT")
        else tmp_path / part
        for part in arguments
    ]
    said = loket("dues", "how", *given)
    assert (said.code, said.rule) == (code, rule)
    assert not list(tmp_path.glob("OUT.*"))


def test_letters_to_those_who_lapse(loket, member, tmp_path):
    out = tmp_path / "surat.pdf"
    said = loket("dues", "letters", out)
    assert (said.code, said.doc["letters"]) == (0, [])
    assert not out.exists()
    soon, late = member(), member(2)
    for number, month in ((soon, "2026-11"), (late, "2026-08")):
        paid = ("dues", "pay", number, "--from", month, "--months", 1, "--payer", "self")
        assert loket(*paid).code == 0
    said = loket("dues", "letters", out, "--within", 30)
    assert [(row["registration_number"], row["days"]) for row in said.doc["letters"]] == [
        (soon, 7),
        (late, -84),
    ]
    assert pages(out) == 2
    assert len(loket("dues", "letters", out, "--within", 3).doc["letters"]) == 1


def test_transfer(loket, member, tmp_path):
    one, out = member(), tmp_path / "peralihan.pdf"
    assert loket("sponsor", "add", "CSR-1", "--name", "PT Maju", "--kind", "CSR").code == 0
    assert loket("dues", "transfer", "CSR-1", out).rule == "nobody_ends"
    assert loket("dues", "transfer", "CSR-2", out).rule == "sponsor"
    paid = ("dues", "pay", one, "--from", "2026-11", "--months", 2, "--payer", "CSR-1")
    assert loket(*paid).code == 0
    said = loket("dues", "transfer", "csr-1", out, "--layout", "f4")
    assert said.code == 0, said.err
    assert said.doc["people"] == [
        {
            "registration_number": one,
            "covered_until": "2026-12",
            "days": 38,
            "payer": "CSR-1",
            "from": "2027-01",
            "amount": 16_800,
        }
    ]
    assert pages(out) == 1
    assert pages(tmp_path / "peralihan-daftar.pdf") == 1
