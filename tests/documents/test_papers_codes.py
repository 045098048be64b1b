"""QR codes: exact modules, and read back by an independent decoder from ordinary renderings."""

import io
import struct
import zlib
from dataclasses import replace

import paper_faces as faces
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_faces import TODAY, drawn
from PIL import Image, ImageFilter

from desktop_app.documents import qr
from desktop_app.documents.certificate import write_certificates
from desktop_app.documents.preview import pages, sizes
from desktop_app.documents.scan import read_qr
from desktop_app.documents.sheet import LAYOUTS, write_cards
from desktop_app.domain.findings import Refused

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def qr_codes(picture):
    """Lines of text now and then look like a Codabar; only QR codes are meant."""
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def rendered(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return picture


def many(count: int) -> list:
    kinds = (faces.CONFIRMED, faces.PROVISIONAL)
    return [replace(kinds[n % 2], qr=f"{faces.QR[:-4]}{n:04}") for n in range(count)]


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("layout", [*LAYOUTS, "slip"])
def test_codes_are_read_at_150_dpi(layout, practice):
    people = many(3 if layout == "slip" else LAYOUTS[layout].places)
    office = replace(faces.OFFICE, practice=practice)
    pdf = drawn(write_cards, office, people, layout=layout, today=TODAY)
    for picture in (rendered(pdf, 150), rendered(pdf, 150).convert("L")):
        found = {code.text for code in qr_codes(picture)}
        assert found == {person.qr for person in people}


@pytest.mark.parametrize("length", [180, 262, 366, 456])
def test_longer_credentials_get_more_room_and_are_read(length):
    face = replace(faces.CONFIRMED, qr=(faces.QR * 2)[:length], photo=faces.jpeg())
    pdf = drawn(write_cards, faces.OFFICE, [face], layout="a4-10", today=TODAY)
    assert [code.text for code in qr_codes(rendered(pdf, 150))] == [face.qr]


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_the_certificates_code_is_read_at_150_dpi(paper):
    pdf = drawn(write_certificates, faces.LONG_OFFICE, [faces.LONG], paper=paper, today=TODAY)
    assert [code.text for code in qr_codes(rendered(pdf, 150))] == [faces.QR]


@given(st.text(ALPHANUMERIC, min_size=1, max_size=350))
@settings(max_examples=30, deadline=None)
def test_any_text_survives(text):
    count, data = qr.modules(text)
    size = (count + 2 * qr.QUIET) * 3
    marks = Image.frombytes("1", (count, count), data).convert("L").point(lambda v: 255 - v)
    sheet = Image.new("L", (size, size), 255)
    sheet.paste(marks.resize((count * 3, count * 3)), (qr.QUIET * 3, qr.QUIET * 3))
    assert [code.text for code in qr_codes(sheet)] == [text]


def test_modules_are_never_too_fine():
    assert qr.module_size(53, 23.4) == pytest.approx(0.384, abs=0.001)
    with pytest.raises(Refused, match="does_not_fit"):
        qr.module_size(85, 23.4)
    with pytest.raises(Refused, match="does_not_fit"):
        drawn(write_cards, faces.OFFICE, [replace(faces.CONFIRMED, qr="A" * 900)], today=TODAY)
    with pytest.raises(Refused, match="does_not_fit"):
        drawn(write_cards, faces.OFFICE, [replace(faces.CONFIRMED, qr="A" * 9000)], today=TODAY)


# --- read from photos and scans ----------------------------------------------------------------


@pytest.fixture(scope="module")
def card_page() -> Image.Image:
    pdf = drawn(write_cards, faces.OFFICE, [faces.CONFIRMED], layout="slip", today=TODAY)
    return rendered(pdf, 150)


def saved(picture: Image.Image, form: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 3, 8, 90, 173, 270])
def test_a_turned_scan_is_read(card_page, turn):
    turned = card_page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    assert read_qr(saved(turned, quality=70)) == [faces.QR]


def test_a_skewed_dim_soft_photo_is_read(card_page):
    width, height = card_page.size
    corners = (0, 0, 40, height, width, height - 30, width - 25, 20)
    photo = card_page.transform(
        (width, height), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="white"
    )
    photo = photo.filter(ImageFilter.GaussianBlur(0.7)).point(lambda v: int(40 + v * 0.5))
    assert read_qr(saved(photo, quality=60)) == [faces.QR]


def test_pictures_of_every_kind_are_read(card_page):
    exif = Image.Exif()
    exif[0x0112] = 6
    clear = Image.new("RGBA", card_page.size)
    clear.putalpha(card_page.convert("L").point(lambda value: 255 - value))
    for data in (
        saved(card_page, "PNG"),
        saved(card_page.convert("1"), "PNG"),
        saved(card_page.convert("P"), "PNG"),
        saved(card_page.convert("CMYK")),
        saved(card_page, exif=exif),
        saved(clear, "PNG"),
    ):
        assert read_qr(data) == [faces.QR]


def test_a_pdf_is_read_page_by_page():
    people = many(12)
    pdf = drawn(write_cards, faces.OFFICE, people, layout="a4-10", today=TODAY)
    assert set(read_qr(pdf)) == {person.qr for person in people}


def test_a_picture_without_a_code_says_nothing():
    assert read_qr(saved(Image.new("RGB", (300, 200), "white"))) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", b"\xff\xd8\xff\xe0broken", b"GIF89a" + b"\0" * 50],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(Refused, match="picture_unreadable"):
        read_qr(data)


def test_a_cut_off_picture_is_refused(card_page):
    for form in ("JPEG", "PNG"):
        data = saved(card_page, form)
        with pytest.raises(Refused, match="picture_unreadable"):
            read_qr(data[: len(data) // 3])


def test_a_huge_picture_is_refused_before_it_is_opened():
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    with pytest.raises(Refused, match="picture_too_large"):
        read_qr(data)


# --- preview -----------------------------------------------------------------------------------


def test_the_preview_is_the_pdf():
    pdf = drawn(write_cards, faces.OFFICE, many(2), today=TODAY)
    shown = list(pages(pdf, 150))
    assert len(shown) == len(sizes(pdf)) == 4
    first = shown[0]
    assert (first.width, first.height) == (506, 319)
    picture = Image.frombuffer(
        "RGB", (first.width, first.height), first.data, "raw", "BGRX", first.stride, 1
    )
    assert picture.getpixel((10, 10)) == (0x0F, 0x76, 0x6E)
    assert [page.width for page in pages(pdf, 72, range(1, 2))] == [243]


def test_a_broken_pdf_is_refused():
    with pytest.raises(Refused, match="file_unreadable"):
        list(pages(b"%PDF-1.7 nothing"))
