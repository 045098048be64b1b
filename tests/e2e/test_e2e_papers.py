"""Papers: for everybody, in every layout; what their codes prove, and what altered ones do not."""

import io
import re

import pytest
from e2e_people import PEOPLE, person

LAYOUTS = ("cr80", "a4-10", "f4-10", "a4-fold-5", "f4-fold-5", "slip")
VERDICT = {
    *("genuine", "status", "reason", "name", "registration_number", "kpj", "as_of", "issued_by"),
}
ANDI = "7371014107900001"
KARYO = person(9)["nik"]


def pictures(pdf: bytes, dpi: int = 150):
    """The pages as PIL pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def codes(picture) -> list[str]:
    import zxingcpp

    only = zxingcpp.BarcodeFormat.QRCode  # lines of text now and then look like a Codabar
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=only)]


@pytest.fixture
def printed(village, tmp_path):
    """Prints papers: ``printed("card", "--id", nik)`` gives the PDF."""

    def run(kind: str, *words: object) -> bytes:
        out = tmp_path / f"{kind}.pdf"
        done = village(kind, out, *words)
        assert done.code == 0, done.err
        return out.read_bytes()

    return run


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybody_has_a_card_in_every_layout_and_every_code_is_genuine(village, tmp_path, layout):
    out = tmp_path / "kartu.pdf"
    done = village("card", out, "--all", "--layout", layout)
    assert (done.code, done.doc["papers"], done.doc["refused"]) == (0, len(PEOPLE), [])
    read = [code for page in pictures(out.read_bytes()) for code in codes(page)]
    found = {village("verify", code).doc["registration_number"] for code in read}
    assert found == {p["registration_number"] for p in village.everybody().values()}
    assert village("verify", out).doc["genuine"]


def test_certificates_for_everybody_on_both_papers(village, tmp_path):
    for paper in ("a4", "f4"):
        out = tmp_path / f"{paper}.pdf"
        done = village("certificate", out, "--all", "--layout", paper)
        assert (done.code, done.doc["papers"]) == (0, len(PEOPLE))
        assert len(pictures(out.read_bytes(), 20)) == len(PEOPLE)
        assert village("verify", out).doc["genuine"]


@pytest.mark.parametrize("kind", ["card", "certificate"])
@pytest.mark.parametrize("turned", [0, 90, 180, 270, 2, -2, 92])
def test_a_scan_verifies_however_it_lies(village, printed, tmp_path, kind, turned):
    page = pictures(printed(kind, "--id", ANDI))[0]
    page.rotate(turned, expand=True, fillcolor="white").save(tmp_path / "pindai.png")
    done = village("verify", tmp_path / "pindai.png")
    assert done.code == 0
    assert done.doc["name"] == "Andi Tenri"


def test_a_poor_photo_verifies(village, printed, tmp_path):
    page = pictures(printed("card", "--id", ANDI))[0].convert("L")
    grey = page.point(lambda level: 60 + level // 2)
    grey.save(tmp_path / "foto.jpg", quality=30)
    assert village("verify", tmp_path / "foto.jpg").code == 0


def test_before_and_after_the_kpj(village, printed):
    before = text_of(printed("card", "--id", ANDI)).casefold()
    assert "bukti pendataan" in before
    assert "belum" in before
    assert "belum dijamin" in before
    after = text_of(printed("card", "--id", KARYO)).casefold()
    assert "kartu informasi peserta" in after
    assert "bukti pendataan" not in after
    assert "belum" not in after
    assert "12345678901" in after.replace(" ", "")
    for nik in (ANDI, KARYO):
        for kind in ("card", "certificate"):
            assert nik not in re.sub(r"\s", "", text_of(printed(kind, "--id", nik)))


def test_what_verify_says(village, printed, tmp_path):
    printed("card", "--id", ANDI)
    doc = village("verify", tmp_path / "card.pdf").doc
    assert doc.keys() == VERDICT
    assert (doc["genuine"], doc["status"], doc["reason"], doc["kpj"]) == (
        *(True, "provisional", None, None),
    )
    assert (doc["name"], doc["issued_by"], doc["as_of"]) == (
        *("Andi Tenri", "Desa Tambakreja", "2026-11-23"),
    )
    printed("card", "--id", KARYO)
    doc = village("verify", tmp_path / "card.pdf").doc
    assert (doc["status"], doc["kpj"]) == ("confirmed", "12345678901")
    assert not village("verify", tmp_path / "card.pdf", json=False).out.startswith("{")


@pytest.fixture
def code(printed) -> str:
    return codes(pictures(printed("card", "--id", ANDI))[0])[0]


def test_no_single_sign_of_a_code_can_be_altered(village, code):
    assert village("verify", code).code == 0
    for at in range(7, len(code), 3):
        other = "A" if code[at] != "A" else "B"
        done = village("verify", code[:at] + other + code[at + 1 :])
        assert (done.code, done.doc["genuine"]) == (1, False), at
        assert done.doc["name"] is None
        assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("LOKET1:", "LOKET1:AAAA", "LOKET2:AAAA", "https://contoh.id/x", "halo", "", " "),
        *("LOKET1:" + "A" * 5000, "🙂", "LOKET1:🙂", "-", "..", "x\ny"),
    ],
)
def test_what_is_no_code_of_ours_is_not_genuine(village, text):
    done = village("verify", "--", text)
    assert done.code == 1
    if "error" not in done.doc:
        assert done.doc.keys() == VERDICT
        assert (done.doc["genuine"], done.doc["status"]) == (False, "unknown")
    assert len(done.err.splitlines()) == 1


def test_a_cut_or_lengthened_code_is_not_genuine(village, code):
    for text in (code[:-1], code[:-2], code[:-3], code + "A", code + "000", code[:60], code * 2):
        assert village("verify", text).code == 1


def test_another_offices_paper_is_told_apart(village, code, tmp_path):
    from desktop_app.actions import office
    from desktop_app.config import Config

    folder = tmp_path / "lain"
    form = office.OfficeForm(village_code="33.01.01.2002", name="Desa Bumireja", head="Kasno")
    desk, _recovery = office.set_up(
        Config(folder, now=lambda: village.now[0]), form, "siti", "rahasia-siti"
    )
    desk.close()
    village.data = folder
    done = village("verify", code)
    assert (done.code, done.doc["genuine"], done.doc["reason"]) == (1, False, "qr_unknown_key")


@pytest.mark.parametrize("name", ["kosong.png", "bukan.pdf", "putih.png", "teks.txt", "none.png"])
def test_a_file_without_a_code(village, file, tmp_path, name):
    from PIL import Image

    file(b"", "kosong.png")
    file(b"%PDF-1.4 nothing", "bukan.pdf")
    file(b"halo", "teks.txt")
    Image.new("RGB", (600, 600), "white").save(tmp_path / "putih.png")
    done = village("verify", tmp_path / name)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_a_used_sheet_keeps_its_first_places_free(printed):
    ten = pictures(printed("card", "--id", ANDI, "--layout", "a4-10"), 40)[0]
    skipped = pictures(printed("card", "--id", ANDI, "--layout", "a4-10", "--skip", 9), 40)[0]
    half = (0, 0, ten.width, ten.height // 2)
    assert ten.crop(half).getextrema() != skipped.crop(half).getextrema()
    assert len(pictures(printed("card", "--all", "--layout", "a4-10", "--skip", 9), 20)) == 6


def test_whose_papers_must_be_said_once(village, tmp_path):
    out = tmp_path / "k.pdf"
    for words in ([], ["--all", "--unprinted"], ["--all", "--id", ANDI]):
        assert village("card", out, *words).code == 2
    for words, code in (
        (["--all", "--layout", "kain"], 2),
        (["--all", "--skip", "-1"], 2),
        (["--id", "nobody"], 1),
        (["--id", ANDI, "--id", "nobody"], 1),
    ):
        assert village("card", out, *words).code == code
    assert not out.exists()
    assert village("card", tmp_path / "no" / "k.pdf", "--all").code == 1
    assert village("card", tmp_path, "--all").code in (1, 2)


def test_unprinted_means_the_paper_that_is_due_now(village, tmp_path):
    out = tmp_path / "k.pdf"
    assert village("card", out, "--unprinted").doc["papers"] == len(PEOPLE)
    done = village("card", out, "--unprinted")
    assert (done.code, done.rule) == (1, "all_printed")
    village.edit(ANDI, kpj="20000000001")
    assert village("card", out, "--unprinted").doc["papers"] == 1
    assert village("verify", out).doc["status"] == "confirmed"


def test_a_name_that_does_not_fit_is_refused_and_the_others_print(village, tmp_path):
    long = "Raden Mas " + " ".join(["Kusumadiningratwibawa"] * 9)
    village.register(person(50, full_name=long))
    done = village("card", tmp_path / "k.pdf", "--all")
    assert (done.code, done.doc["papers"]) == (3, len(PEOPLE))
    assert done.doc["refused"][0]["rule"] == "does_not_fit"
    assert done.doc["refused"][0].keys() == {"registration_number", "rule", "message"}
    alone = village("card", tmp_path / "l.pdf", "--id", person(50)["nik"])
    assert (alone.code, alone.rule) == (1, "does_not_fit")
    assert not (tmp_path / "l.pdf").exists()


def test_sixty_letters_fit_every_layout(village, tmp_path):
    sixty = "Raden Ajeng Kusumaningtyas Wulandari Prameswari Dewi Lestari"
    assert len(sixty) == 60
    village.register(person(51, full_name=sixty))
    for layout in LAYOUTS:
        done = village("card", tmp_path / "k.pdf", "--id", person(51)["nik"], "--layout", layout)
        assert done.code == 0, (layout, done.err)
    assert village("certificate", tmp_path / "s.pdf", "--id", person(51)["nik"]).code == 0


def test_a_paper_outlives_a_restore(village, code, tmp_path, prepared_office):
    backup = tmp_path / "c.loket"
    assert village("backup", backup).code == 0
    done = village("restore", backup, LOKET_RECOVERY=prepared_office[1])
    assert done.code == 0, done.err
    assert village("verify", code).doc["genuine"]


def test_the_photo_stands_on_the_card(printed, village):
    pages = printed("card", "--id", person(12)["nik"], "--layout", "cr80")
    assert b"/Image" in pages or io.BytesIO(pages).getvalue().count(b"/XObject")
