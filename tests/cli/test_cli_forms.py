"""``form``, ``receipt``, ``family``, ``list`` by commands alone."""

import pypdfium2
import pytest


@pytest.fixture
def two(loket, file, raw):
    """Two people; the second one has a KPJ."""
    member = raw(2, full_name="Warsini", kpj="00123456789", confirmed=["same_person"])
    said = loket("register", file([raw(1), member]))
    return [one["registration_number"] for one in said.doc["registered"]]


def pages(path):
    document = pypdfium2.PdfDocument(path.read_bytes())
    count = len(document)
    document.close()
    return count


def test_a_blank_form(loket, two, tmp_path):
    out = tmp_path / "formulir.pdf"
    said = loket("form", out, "--blank", "--paper", "a4")
    assert (said.code, said.doc["papers"], pages(out)) == (0, 1, 2)
    assert loket("form", out, "--blank", "--all").code == 2


@pytest.mark.parametrize(
    ("command", "each"),
    [
        (("form",), 2),
        (("receipt",), 1),
        (("receipt", "--paper", "roll"), 1),
        (("family", "--paper", "f4"), 1),
    ],
)
def test_peoples_papers(loket, two, tmp_path, command, each):
    name, *more = command
    out = tmp_path / "kertas.pdf"
    said = loket(name, out, "--all", *more)
    assert said.code == 0, said.err
    assert said.doc == {"file": str(out), "papers": 2, "refused": []}
    assert pages(out) == 2 * each
    said = loket(name, out, "--filter", "status=member", *more)
    assert said.doc["papers"] == 1


def test_the_lists(loket, two, tmp_path):
    out = tmp_path / "daftar.pdf"
    said = loket("list", out, "--all")
    assert (said.code, said.doc["kind"], said.doc["people"]) == (0, "umum", 2)
    said = loket("list", out, "--id", two[0], "--kind", "arsip", "--copies", 3, "--paper", "a4")
    assert (said.doc["number"], said.doc["copies"]) == ("001/2026", 3)
    assert pages(out) % 3 == 0
    assert loket("list", out, "--all", "--kind", "arsip").doc["number"] == "002/2026"


def test_the_list_to_sign_on(loket, two, tmp_path):
    out = tmp_path / "serah.pdf"
    said = loket("list", out, "--all", "--kind", "serah-terima")
    assert (said.code, said.rule) == (1, "nothing_to_hand_over")
    assert not out.exists()
    assert loket("card", tmp_path / "kartu.pdf", "--id", two[1]).code == 0
    said = loket("list", out, "--all", "--kind", "serah-terima")
    assert (said.code, said.doc["people"], said.doc["refused"]) == (0, 1, [])
    said = loket("list", out, "--id", two[0], "--id", two[1], "--kind", "serah-terima")
    assert said.code == 3
    assert two[0] in said.err


@pytest.mark.parametrize(
    "given",
    [
        ("form", "x.txt", "--all"),
        ("form", "x.pdf"),
        ("form", "x.pdf", "--all", "--paper", "a5"),
        ("receipt", "x.pdf", "--all", "--paper", "a4"),
        ("family", "x.pdf", "--all", "--unprinted"),
        ("list", "x.pdf", "--all", "--kind", "rahasia"),
        ("list", "x.pdf", "--all", "--copies", 2),
        ("list", "x.pdf", "--all", "--kind", "serah-terima", "--month", "2026-01"),
    ],
)
def test_wrong_usage(loket, two, tmp_path, given):
    name, out, *more = given
    assert loket(name, tmp_path / out, *more).code == 2
    assert not (tmp_path / out).exists()


def test_an_unknown_person_and_month(loket, two, tmp_path):
    out = tmp_path / "x.pdf"
    assert loket("form", out, "--id", "12345678901").rule == "not_found"
    assert loket("list", out, "--all", "--month", "2026-13").rule == "type"
    assert not out.exists()
