"""What goes into a PDF as few bytes: photos as they are, and the letters that are shown."""

import io
from dataclasses import replace

import paper_faces as faces
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_faces import TODAY, drawn, words
from PIL import Image
from pypdfium2 import raw

from desktop_app.documents.jpeg import Jpeg
from desktop_app.documents.sheet import write_cards
from desktop_app.domain.findings import Refused


def jpeg(mode: str, size: tuple[int, int], **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90 if mode == "L" else (90, 140, 70, 20)[: len(mode)]).save(
        out, "JPEG", **options
    )
    return out.getvalue()


@pytest.mark.parametrize(("mode", "parts"), [("L", 1), ("RGB", 3), ("CMYK", 4)])
@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"comment": "x" * 300}, {"exif": b"Exif\0\0" + b"x" * 99}],
)
def test_every_jpeg_tells_its_size_and_is_drawn(mode, parts, options):
    data = jpeg(mode, (30, 41), **options)
    found = Jpeg(data)
    assert (found.width, found.height, found.parts) == (30, 41, parts)
    pdf = drawn(write_cards, faces.OFFICE, [replace(faces.CONFIRMED, photo=data)], today=TODAY)
    page = pypdfium2.PdfDocument(pdf)[0]
    photos = [o for o in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]) if o.get_px_size() == (30, 41)]
    (shown,) = photos
    assert bytes(shown.get_data(decode_simple=True)) == data
    wanted = Image.open(io.BytesIO(data)).convert("RGB").getpixel((9, 9))
    left, foot, right, top = shown.get_bounds()
    spot = (int((left + right) / 2), int(page.get_height() - (foot + top) / 2))
    there = page.render(scale=1).to_pil().convert("RGB").getpixel(spot)
    assert (
        max(abs(a - b) for a, b in zip(wanted, there, strict=True)) < 40
    )  # of inks two libraries make two colours


@given(st.binary(max_size=40), st.integers(0, 60))
def test_what_is_no_jpeg_is_refused(data, length):
    whole = jpeg("RGB", (8, 8))
    frame = whole.index(b"\xff\xc0")
    for broken in (data, whole[: min(length, frame + 5)], b"\xff\xd8\xff\xda" + data):
        with pytest.raises(Refused, match="picture_unreadable"):
            Jpeg(broken)


def test_a_pdf_holds_the_letters_that_it_shows_and_no_others():
    plain = drawn(write_cards, faces.OFFICE, [faces.CONFIRMED], layout="a4-10", today=TODAY)
    every = "".join(map(chr, range(33, 127)))
    name = f"{every[:31]} {every[31:62]} {every[62:]}"
    full = drawn(
        write_cards, faces.OFFICE, [replace(faces.CONFIRMED, name=name[:60])], layout="a4-10",
        today=TODAY,
    )  # fmt: skip
    assert len(plain) + 1_500 < len(full)
    assert name[:60].replace(" ", "") in words(full).replace(" ", "")


@pytest.mark.parametrize("name", ["(a) \\b\\ )(", "Ñoño •·• (É)", "Жуков Ωmega", "Dé ʼNurʼaini"])
def test_names_with_marks_of_every_kind_are_said_as_they_are(name):
    face = replace(faces.CONFIRMED, name=name)
    pdf = drawn(write_cards, faces.OFFICE, [face, faces.CONFIRMED], layout="a4-10", today=TODAY)
    assert name.replace(" ", "") in words(pdf).replace(" ", "")
