"""The calibration page: exact lengths, scales about the true middle, nothing clipped."""

import ctypes

import paper_faces as faces
import pypdfium2
import pytest
from paper_faces import MM, TODAY, drawn, letters, overlapping, words
from pypdfium2 import raw

from desktop_app.documents.calibration import write_calibration
from desktop_app.documents.preview import sizes
from desktop_app.domain.findings import Refused

SIZES = {"a4": (210, 297), "f4": (215, 330)}


def page(**options) -> bytes:
    return drawn(write_calibration, faces.OFFICE, today=TODAY, **options)


def strokes(pdf: bytes, number: int = 0) -> list[tuple[float, float, float, float]]:
    """Every drawn line or shape: left, top, right, bottom in mm."""
    sheet = pypdfium2.PdfDocument(pdf)[number]
    height = sheet.get_height()
    found = []
    for thing in sheet.get_objects():
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            raw.FPDFPageObj_GetBounds(thing.raw, left, bottom, right, top)
            box = (left.value, height - top.value, right.value, height - bottom.value)
            found.append(tuple(value / MM for value in box))
    return found


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("shift", [(0, 0), (0.3, -1.2)])
def test_the_scales_have_their_zero_in_the_middle_of_the_paper(paper, shift):
    width, height = SIZES[paper]
    pdf = page(paper=paper, shift=shift)
    assert sizes(pdf)[0] == pytest.approx((width, height), abs=0.01)
    upright = [s for s in strokes(pdf) if s[2] - s[0] < 0.3 and abs((s[3] - s[1]) - 30) < 0.3]
    level = [s for s in strokes(pdf) if s[3] - s[1] < 0.3 and abs((s[2] - s[0]) - 30) < 0.3]
    assert len(upright) == len(level) == 1
    assert (upright[0][0] + upright[0][2]) / 2 == pytest.approx(width / 2 + shift[0], abs=0.05)
    assert (level[0][1] + level[0][3]) / 2 == pytest.approx(height / 2 + shift[1], abs=0.05)


def test_the_bar_is_a_hundred_millimetres_and_the_card_a_card():
    found = strokes(page())
    ticks = sorted((s[1] + s[3]) / 2 for s in found if s[0] > 170 and 4.8 < s[2] - s[0] < 5.6)
    assert len(ticks) == 3
    assert ticks[2] - ticks[0] == pytest.approx(100, abs=0.01)
    line = 2 * 0.15  # what PDFium counts of the outline's own width
    cards = [s for s in found if abs(s[2] - s[0] - 85.60 - line) < 0.02]
    assert len(cards) == 1
    assert cards[0][3] - cards[0][1] == pytest.approx(53.98 + line, abs=0.02)


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("office", [faces.OFFICE, faces.LONG_OFFICE])
def test_nothing_is_clipped_or_covered(paper, office):
    width, height = SIZES[paper]
    printer = "HP LaserJet Pro MFP M130fw (kantor kepala desa, lantai dua) " * 2
    pdf = drawn(write_calibration, office, paper=paper, printer=printer, duplex=True, today=TODAY)
    for number in range(2):
        found = letters(pdf, number)
        for letter in found:
            assert letter.box[0] >= 5
            assert letter.box[1] >= 5
            assert letter.box[2] <= width - 5
            assert letter.box[3] <= height - 15
        for n, one in enumerate(found):
            assert not any(overlapping(one.box, other.box, 0.12) for other in found[n + 1 : n + 90])


def test_the_page_names_the_printer_and_its_shift():
    said = words(page(printer="EPSON L3210", shift=(0.3, -1.2)))
    assert "EPSON L3210" in said
    assert "ke kanan 0,3 mm, ke bawah −1,2 mm" in said
    assert "ke kanan 0,0 mm, ke bawah 0,0 mm" in words(page(shift=(-0.0, 0.0)))
    assert len(sizes(page(duplex=True))) == 2


@pytest.mark.parametrize(
    ("options", "rule"), [({"paper": "a5"}, "layout"), ({"shift": (30, 0)}, "shift")]
)
def test_what_is_no_page_is_refused(options, rule):
    with pytest.raises(Refused, match=rule):
        page(**options)
