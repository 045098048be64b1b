"""Names in the scripts that people in Indonesia write: drawn with their own letters on every kind
of paper, shaped, in their order, and never as boxes."""

import io
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import paper_faces as faces
import pypdfium2
import pytest
from guard_papers import PAPERS, VALUES
from paper_faces import TODAY, drawn
from PIL import Image, ImageChops, ImageOps

from desktop_app.documents import fonts, scripts
from desktop_app.documents.flow import _pieces
from desktop_app.documents.page import MM, Ink, Panel, Place, write_document
from desktop_app.documents.sheet import write_cards
from desktop_app.documents.template import template
from desktop_app.domain.findings import Refused

NAMES = {
    "Arabic": "محمد عبد الله",
    "Pegon": "ڠاچه ڤڽ",
    "Javanese": "ꦯꦸꦥꦫꦶꦪꦤ꧀ꦠꦺꦴ ꦯꦿꦶ ꦮꦲꦾꦸꦤꦶ",
    "Balinese": "ᬦᬶ ᬮᬸᬄ ᬓᬢᬸᬢ᭄ ᬲᬸᬘᬶ",
    "Sundanese": "ᮃᮞᮦᮕ᮪ ᮞᮥᮔᮛ᮪ᮚ",
    "Batak": "ᯔᯂᯒ ᯅᯖᯂ᯲",
    "Buginese": "ᨕᨑᨘ ᨄᨒᨀ",
    "Rejang": "ꤰꤳꥆ ꤷꥍ",
    "Chinese": "王小明 林美玲",
    "Kana": "さくら サクラ",
    "Devanagari": "श्रीकृष्ण शर्मा",
    "Tamil": "முத்துசாமி",
    "Thai": "สมชาย กิ่งแก้ว",
}
SHEETS = ("card cr80", "card slip", "certificate a4", "work", "hand over", "receipt roll")


def page(text: str, width: float = 180, size: float = 20, font: str = fonts.REGULAR) -> bytes:
    panel = Panel(200, 40)
    panel.text(text, Ink(font, size, "#000000"), Place(10, 20, width), "full_name")
    out = io.BytesIO()
    write_document(out, faces.OFFICE, template(), (200, 40), "x", TODAY, [panel])
    return out.getvalue()


def picture(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    seen = document[0].render(scale=4).to_pil().convert("L")
    document.close()
    return seen


def inked(pdf: bytes) -> tuple[float, float, float, float]:
    """What of the page is black, mm."""
    left, top, right, bottom = ImageOps.invert(picture(pdf)).getbbox() or (0, 0, 0, 0)
    return tuple(side / 4 / MM for side in (left, top, right, bottom))


def pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_on_the_paper_and_can_be_read_and_searched(paper, name):
    pdf = PAPERS[paper](faces.OFFICE, replace(VALUES["bare"], name=name))
    text = "".join(faces.words(pdf, n) for n in range(pages(pdf)))
    for word in name.split():
        assert word in text
    assert b"LoketScript" in pdf
    assert "\ufffd" not in text


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_it_is_as_wide_as_it_was_measured_and_within_its_line(name):
    left, top, right, bottom = inked(page(name))
    wide = fonts.width(fonts.clean(name), fonts.REGULAR) * 20 / MM
    assert 10 - 0.7 <= left < 12
    assert 10 + wide * 0.9 <= right <= 10 + wide + 1.0
    em = 20 / MM
    assert top >= 20 - 0.92 * em
    assert bottom <= 20 + 0.27 * em


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_letter_is_the_box_that_stands_for_a_missing_one(name):
    for run in fonts.runs(fonts.clean(name), fonts.REGULAR):
        face = scripts.font(run.font.removeprefix("LoketScript-")).face
        assert all(face.charToGlyph[ord(letter)] for letter in run.text)


def test_letters_are_joined_and_read_from_the_right():
    (alone,), (joined,) = fonts.runs("ب", fonts.REGULAR), fonts.runs("ببب", fonts.REGULAR)
    assert len({alone.text, *joined.text}) == 4
    boxes = {one.text: one.box for one in faces.letters(page("ابتث"))}
    assert boxes["ا"][0] > boxes["ب"][0] > boxes["ت"][0] > boxes["ث"][0]


def test_a_mixed_line_keeps_its_parts_in_order():
    text = "Siti 王小明 Nur’aini (محمد عبد) RT 12"
    parts = [run.font.rpartition("-")[2] for run in fonts.runs(text, fonts.BOLD)]
    assert parts == ["Bold", "Han", "Bold", "Arabic", "Bold"]
    left = [one.box[0] for one in faces.letters(page(text)) if one.text.isascii()]
    assert left == sorted(left)
    assert " ".join(faces.words(page(text)).split()).startswith("Siti 王小明 Nur’aini (")


def test_signs_beside_letters_from_the_right_are_mirrored():
    runs = fonts.runs("ا (محمد) ب", fonts.REGULAR)
    family = "".join(run.text for run in runs if run.font == fonts.REGULAR)
    assert family.replace(" ", "") == "()"


def test_the_same_paper_is_the_same_file_whatever_was_drawn_before():
    person = replace(faces.CONFIRMED, name=NAMES["Javanese"])
    first = drawn(write_cards, faces.OFFICE, [person], today=TODAY)
    for name in reversed(NAMES.values()):
        page(name)
        page(name[::-1])
    assert drawn(write_cards, faces.OFFICE, [person], today=TODAY) == first


def test_a_paper_in_latin_letters_reads_no_font_of_a_script():
    code = (
        "import io, paper_faces as f\n"
        "from desktop_app.documents import scripts\n"
        "from desktop_app.documents.sheet import write_cards\n"
        "write_cards(io.BytesIO(), f.OFFICE, [f.CONFIRMED, f.STRANGE], today=f.TODAY)\n"
        "assert scripts.font.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=True)


def test_a_joiner_stays_only_where_letters_are_joined():
    assert fonts.clean("Siti\u200cNur\u200d") == "SitiNur"
    assert fonts.clean("क्\u200dष") == "क्\u200dष"
    fonts.check("क्\u200dष", "full_name")


def test_what_is_too_long_for_a_line_is_refused_and_never_clipped():
    with pytest.raises(Refused, match="does_not_fit"):
        page(NAMES["Balinese"] * 6)


def test_a_word_too_long_for_a_column_is_not_cut_before_a_mark():
    pieces = list(_pieces("ꦯꦸꦥꦫꦶꦪꦤ꧀ꦠꦺꦴ" * 3, Ink(fonts.REGULAR, 9, "#000000"), 40))
    assert len(pieces) > 2
    assert not any(unicodedata.category(piece[0]).startswith("M") for piece in pieces)


def test_grey_and_saving_draw_the_same_letters():
    person = replace(faces.CONFIRMED, name=NAMES["Balinese"])
    seen = [
        picture(drawn(write_cards, faces.OFFICE, [person], today=TODAY, ink=ink)).crop(
            (40, 150, 600, 220)
        )
        for ink in ("colour", "saving")
    ]
    assert ImageChops.difference(*seen).point(lambda v: 255 * (v > 120)).getbbox() is None
