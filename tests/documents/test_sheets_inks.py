"""Black and white and ink saving: no colour, less ink, and codes that still read."""

import io
from ctypes import byref, c_uint
from dataclasses import replace

import paper_faces as faces
import pypdfium2
import pytest
import zxingcpp
from paper_faces import TODAY, drawn, letters
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import raw

from desktop_app.documents.sheet import write_cards

LAYOUTS = ("cr80", "a4-10", "a4-fold-5", "slip")


def seen(pdf: bytes, page: int = 0, dpi: int = 150) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil().convert("RGB")


def coloured(picture: Image.Image) -> int:
    """Pixels whose parts differ."""
    red, green, blue = picture.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(red, blue))
    return sum(apart.histogram()[13:])


def darkness(pdf: bytes) -> float:
    return 255 - ImageStat.Stat(seen(pdf).convert("L")).mean[0]


def a_picture(colour: tuple[int, int, int], form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 120), colour).save(out, form)
    return out.getvalue()


def a_card(layout: str, ink: str, office=faces.OFFICE) -> bytes:
    given = [replace(faces.CONFIRMED, photo=a_picture((200, 30, 30), "JPEG")), faces.PROVISIONAL]
    return drawn(write_cards, office, given, layout=layout, ink=ink, today=TODAY)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("ink", ["grey", "saving"])
def test_nothing_is_coloured(layout, ink):
    office = replace(faces.LONG_OFFICE, emblem=a_picture((20, 160, 60), "PNG"))
    pdf = a_card(layout, ink, office)
    for page in range(len(pypdfium2.PdfDocument(pdf))):
        assert coloured(seen(pdf, page)) == 0
    assert coloured(seen(a_card(layout, "colour"))) > 1000


@pytest.mark.parametrize("layout", LAYOUTS)
def test_saving_takes_less_ink(layout):
    def ink(kind: str) -> float:
        given = [faces.PROVISIONAL] * 3
        pdf = drawn(write_cards, faces.OFFICE, given, layout=layout, ink=kind, today=TODAY)
        return darkness(pdf)

    assert ink("saving") < ink("colour") * 0.75
    assert ink("saving") < ink("grey")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_saving_writes_all_words_black_on_white(layout):
    pdf = a_card(layout, "saving")
    whole = pypdfium2.PdfDocument(pdf)
    for page in range(len(whole)):
        text = whole[page].get_textpage()
        objects = [o for o in whole[page].get_objects(max_depth=4) if o.type == 1]
        assert text.count_chars()
        for thing in objects:
            assert _fill(thing) == (0, 0, 0)


def _fill(thing) -> tuple[int, int, int]:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    assert raw.FPDFPageObj_GetFillColor(
        thing.raw, byref(red), byref(green), byref(blue), byref(alpha)
    )
    return red.value, green.value, blue.value


@pytest.mark.parametrize("ink", ["colour", "grey", "saving"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_codes_read_at_150_dpi_with_every_ink(layout, ink):
    given = [replace(faces.CONFIRMED, photo=faces.jpeg()), faces.PROVISIONAL, faces.LONG]
    pdf = drawn(write_cards, faces.LONG_OFFICE, given, layout=layout, ink=ink, today=TODAY)
    count = 0
    for page in range(len(pypdfium2.PdfDocument(pdf))):
        found = zxingcpp.read_barcodes(seen(pdf, page).convert("L"))
        count += sum(code.text == faces.QR for code in found)
    assert count == 3


@pytest.mark.parametrize("ink", ["grey", "saving"])
def test_text_stands_where_it_stands_in_colour(ink):
    assert letters(a_card("a4-fold-5", ink)) == letters(a_card("a4-fold-5", "colour"))
