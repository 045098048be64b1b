"""``loket card``: its sheets, sides, inks, whom it is about, and files that are whole or absent."""

import pypdfium2
import pytest

from desktop_app.documents.preview import sizes

OWN = """
name = "Kartu kami"
page = [210, 297]
columns = 1
rows = 3
left = 60
top = 30
down = 80
"""


@pytest.fixture
def one(loket, file, raw):
    """Registers one person and gives their number."""

    def register(serial: int = 1, **fields: object) -> str:
        complete = {"address": "Jl. Melati 1", "rt": "1", "rw": "2", "monthly_income": 1_000_000}
        said = loket("register", file(raw(serial, **complete, **fields)))
        assert said.code == 0, said.err
        return said.doc["registered"][0]["registration_number"]

    return register


@pytest.fixture
def two(loket, one, raw, tmp_path):
    """The numbers of a member and of a candidate."""
    from xlsxwriter import Workbook

    member = one(1)
    assert loket("submit", tmp_path / "bpjs.xlsx").code == 0
    book = Workbook(tmp_path / "jawaban.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"])
    sheet.write_row(1, 0, [raw(1)["nik"], "SLAMET", "12345678901", ""])
    book.close()
    assert loket("answer", tmp_path / "jawaban.xlsx").code == 0
    return member, one(3, full_name="Wagiman")


@pytest.fixture
def out(tmp_path):
    """Where cards are written."""
    return tmp_path / "kartu.pdf"


def pages(path) -> list[tuple[int, int]]:
    return [(round(width), round(height)) for width, height in sizes(path.read_bytes())]


def said_on(path, page: int) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    return " ".join(document[page].get_textpage().get_text_range().split())


def test_without_a_sheet_members_get_cards_to_fold_and_others_slips(loket, two, out):
    said = loket("card", out, "--all")
    assert (said.code, said.doc["papers"]) == (0, 2)
    assert pages(out) == [(210, 297)] * 2
    assert "KARTU INFORMASI PESERTA" in said_on(out, 0)
    assert "BILA TERJADI SESUATU" in said_on(out, 0)
    assert "BUKTI PENDATAAN — BUKAN KARTU PESERTA" in said_on(out, 1)
    assert "Sebelum KPJ terbit" in said_on(out, 1)
    loket("card", out, "--all", "--duplex")
    assert len(pages(out)) == 3
    assert "BILA TERJADI SESUATU" in said_on(out, 1)


def test_a_card_before_the_kpj_is_drawn_only_where_its_sheet_is_named(loket, two, out):
    assert loket("card", out, "--id", two[1], "--layout", "cr80").code == 0
    assert pages(out) == [(86, 54)] * 2


def test_sides_inks_and_shift(loket, two, out):
    sides = {}
    for side in ("both", "front", "back"):
        said = loket("card", out, "--id", two[0], "--layout", "f4-10", "--side", side)
        assert said.code == 0, said.err
        sides[side] = len(pages(out))
    assert sides == {"both": 2, "front": 1, "back": 1}
    assert loket("card", out, "--id", two[0], "--side", "back").rule == "no_back"
    args = ("--ink", "saving", "--shift", "0.4", "-0.3", "--paper", "f4", "--layout", "slip")
    assert loket("card", out, "--all", *args).code == 0
    assert pages(out) == [(215, 330)]
    assert loket("card", out, "--all", "--shift", "90", "0").rule == "shift"


def test_a_filter_names_them(loket, two, out):
    said = loket("card", out, "--filter", "status=member")
    assert (said.code, said.doc["papers"]) == (0, 1)
    assert loket("card", out, "--filter", "status=member", "--unprinted").code == 1
    said = loket("card", out, "--unprinted", "--filter", "full_name=x")
    assert said.code in (1, 2)


def test_an_offices_own_sheet(loket, config, two, out):
    folder = config.data / "sheets"
    folder.mkdir()
    (folder / "kami.toml").write_text(OWN)
    assert loket("card", out, "--all", "--layout", "kami").code == 0
    assert pages(out) == [(210, 297)] * 2
    (folder / "kami.toml").write_text(OWN.replace("down = 80", "down = 20"))
    before = out.read_bytes()
    said = loket("card", out, "--all", "--layout", "kami")
    assert (said.code, said.rule) == (1, "sheet_file")
    assert "kami.toml" in said.err
    assert "down" in said.err
    assert out.read_bytes() == before
    assert loket("card", out, "--all", "--layout", "a4-10").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--all", "--layout", "kami"),
        ("--all", "--layout", "../a4-10"),
        ("--all", "--ink", "green"),
        ("--all", "--side", "left"),
        ("--all", "--turn", "E"),
        ("--all", "--paper", "a3"),
        ("--all", "--shift", "a", "b"),
        ("--all", "--filter", "status=member"),
        ("--all", "--unprinted"),
        (),
    ],
)
def test_what_is_no_choice_is_wrong_usage(loket, out, words):
    said = loket("card", out, *words)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert not out.exists()


def test_nothing_is_entered_where_nothing_was_written(loket, two, out, tmp_path):
    assert loket("card", tmp_path / "no" / "x.pdf", "--all").rule == "unwritable"
    assert loket("card", out, "--unprinted").doc["papers"] == 2
    assert loket("card", out, "--unprinted").rule == "all_printed"
    assert list(tmp_path.glob(".*.tmp")) == []


def test_a_reason_is_kept_for_who_gets_the_paper_again(loket, two, out):
    assert loket("card", out, "--id", two[0]).code == 0
    assert loket("card", out, "--id", two[0]).code == 0
    assert loket("card", out, "--id", two[0], "--reason", "lost").code == 0
    assert loket("card", out, "--id", two[0], "--reason", "x" * 200).rule == "reprint_reason"
