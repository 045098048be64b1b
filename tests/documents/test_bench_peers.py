"""The measure against other libraries: it draws our card, and measures nobody on a lesser one."""

import json
import sys
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

BENCH = Path(__file__).parents[1] / "bench"
CARDS = 11


@pytest.fixture(scope="module")
def bench():
    """The modules of the bench, which is no package."""
    sys.path.insert(0, str(BENCH))
    try:
        import peer_checks
        import peer_job
        import peers

        yield peers, peer_job, peer_checks
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def drawn(bench, tmp_path_factory):
    """Our cards as the bench draws them, in a process of their own."""
    peers, *_ = bench
    folder = tmp_path_factory.mktemp("bench")
    given = peers.arguments(["--cards", str(CARDS), "--seed", "5"])
    (ours,) = peers.measure(folder, given, [peers.OURS])
    return folder, ours


@pytest.fixture
def found(bench, drawn):
    """What the checks find in a PDF that differs from ours."""
    job = drawn[0] / "job"

    def look(pdf: Path) -> list[str]:
        return bench[2].look(pdf, json.loads((job / "job.json").read_text("utf-8")), job).faults

    return look


def without(source: Path, out: Path, spoilt) -> Path:
    """The PDF without what ``spoilt`` picks, and without the codes on those pages.

    PDFium drops inline pictures, as our codes are, from a page that it writes anew.
    """
    document = pypdfium2.PdfDocument(source)
    for page in document:
        for thing in list(page.get_objects(max_depth=1)):
            if spoilt(thing):
                page.remove_obj(thing)
        page.gen_content()
    document.save(out)
    return out


def test_our_card_is_whole_exact_and_always_the_same(drawn):
    _, ours = drawn
    assert ours.seen.faults == []
    assert ours.counts
    assert ours.seen.same_photo
    assert ours.seen.off < 0.1
    assert len(ours.contents) == 1
    assert ours.size < 25_000 * CARDS


def is_picture(thing) -> bool:
    return thing.type == raw.FPDF_PAGEOBJ_IMAGE


def test_a_file_without_codes_does_not_count(drawn, found, tmp_path):
    def is_code(thing) -> bool:
        return is_picture(thing) and thing.get_px_size()[0] < 100

    pdf = without(drawn[0] / "loket.pdf", tmp_path / "x.pdf", is_code)
    assert found(pdf) == ["10 of 10 codes not read at 150 dpi", "1 of 1 codes not read at 150 dpi"]


def test_a_file_without_photos_does_not_count(drawn, found, tmp_path):
    pdf = without(drawn[0] / "loket.pdf", tmp_path / "x.pdf", is_picture)
    assert found(pdf).count("no photo where one should be") == 2


def test_a_file_without_words_does_not_count(drawn, found, tmp_path):
    def is_text(thing) -> bool:
        return thing.type == raw.FPDF_PAGEOBJ_TEXT

    pdf = without(drawn[0] / "loket.pdf", tmp_path / "x.pdf", is_text)
    assert sum("texts are not there" in fault for fault in found(pdf)) == 2


def test_other_people_s_cards_and_fewer_pages_do_not_count(bench, drawn, found, tmp_path):
    peers, *_ = bench
    given = peers.arguments(["--cards", str(CARDS), "--seed", "6"])
    peers.measure(tmp_path, given, [peers.OURS])
    faults = found(tmp_path / "loket.pdf")
    assert "another photo" in faults
    assert "10 of 10 codes not read at 150 dpi" in faults
    document = pypdfium2.PdfDocument(drawn[0] / "loket.pdf")
    document.del_page(0)
    document.save(tmp_path / "short.pdf")
    assert found(tmp_path / "short.pdf") == ["3 pages of 4"]


def test_the_photos_of_a_folder_are_taken_in_turns(bench, drawn, tmp_path):
    _, peer_job, _ = bench
    source = drawn[0] / "job" / "photos"
    for name in ("a.jpg", "b.JPEG"):
        (tmp_path / name).write_bytes((source / "00000.jpg").read_bytes())
    made = list(peer_job.pictures(5, 1, tmp_path))
    assert len(set(made)) == 5
    with pytest.raises(SystemExit, match="no JPEGs"):
        list(peer_job.pictures(1, 1, drawn[0] / "job"))


def test_a_library_that_is_not_here_is_a_row_and_no_end(bench, drawn):
    peers, *_ = bench
    missing = peers.Drawn("weasyprint", missing="cannot load library 'libpango-1.0-0'")
    lesser = peers.Drawn("typst", "1", wall=0.001, cpu=0.001, size=1)
    lesser.seen.faults.append("1 of 1 codes not read at 150 dpi")
    rows = {row.name: row for row in peers.table([drawn[1], missing, lesser], CARDS, "a4-10")}
    (here,) = (row for name, row in rows.items() if "WeasyPrint" in name)
    assert here.measured == "not here: cannot load library 'libpango-1.0-0'"
    assert rows["ours against the fastest of them"].good is None
