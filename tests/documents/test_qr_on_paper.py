"""The codes as they come out of the printer: large enough, free around, black on white with every
ink, and read again from what an office's scanner or a phone makes of them at 150 dpi."""

import io
from dataclasses import replace
from itertools import product

import paper_faces as faces
import pytest
from paper_faces import TODAY, drawn
from PIL import Image, ImageChops, ImageFilter
from test_papers_codes import qr_codes, rendered

from desktop_app.documents import qr
from desktop_app.documents.certificate import write_certificates
from desktop_app.documents.inks import INKS
from desktop_app.documents.scan import look, read_qr
from desktop_app.documents.sheet import LAYOUTS, write_cards

DPI = 400
#: Characters that a symbol of level M holds in alphanumeric mode, by its version (ISO/IEC 18004).
HOLDS = {6: 154, 7: 178, 8: 221, 9: 262, 10: 311, 11: 366, 12: 419, 13: 483, 14: 528}
#: A name of 60 letters at an office with a long name.
LONG = replace(faces.LONG, qr=(faces.QR * 2)[:350], photo=faces.jpeg())
PRACTICE = replace(faces.OFFICE, practice=True)


def card(layout, ink, person=faces.CONFIRMED, office=faces.OFFICE) -> bytes:
    return drawn(write_cards, office, [person], layout=layout, today=TODAY, ink=ink)


@pytest.mark.parametrize(
    "length", [150, 154, 155, 178, 179, 221, 222, 262, 263, 311, 350, 366, 400]
)
def test_the_symbol_is_the_smallest_of_alphanumeric_mode_at_level_m(length):
    version = next(version for version, most in HOLDS.items() if length <= most)
    assert qr.modules((faces.QR * 2)[:length])[0] == 17 + 4 * version


def measured(picture: Image.Image) -> list[tuple[float, bool, bool]]:
    """For each code: mm a module, whether the quiet zone is white, whether it is black on white."""
    found = []
    for code in qr_codes(picture):
        assert code.ec_level in ("M", "Q", "H")
        spot, count = code.position, qr.modules(code.text)[0]
        side = (spot.bottom_right.x - spot.top_left.x + spot.bottom_right.y - spot.top_left.y) / 2
        module = side / count
        free = int(qr.QUIET * module - 1.5)
        left, top = spot.top_left.x, spot.top_left.y
        box = (left - free, top - free, left + side + free, top + side + free)
        whole = picture.crop(tuple(map(round, box))).convert("RGB")
        inner = whole.copy()
        inner.paste("white", (free - 3, free - 3, whole.width - free + 3, whole.height - free + 3))
        quiet = min(low for low, _ in inner.getextrema()) >= 250
        centre = whole.crop((free, free, whole.width - free, whole.height - free))
        reds = centre.histogram()
        plain = sum(reds[0:40]) + sum(reds[215:256]) > 0.93 * centre.width * centre.height
        dark = min(low for low, _ in centre.getextrema())
        red, _, blue = centre.split()
        grey = ImageChops.difference(red, blue).getextrema()[1] < 12
        found.append((module / DPI * 25.4, quiet, plain and dark < 10 and grey))
    return found


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("layout", [*LAYOUTS, "slip"])
def test_codes_are_large_free_and_black_on_white(layout, ink):
    for person, office in ((faces.CONFIRMED, faces.OFFICE), (LONG, PRACTICE)):
        ((module, quiet, plain),) = measured(rendered(card(layout, ink, person, office), DPI))
        assert module >= qr.SMALLEST_MODULE - 0.004
        assert quiet
        assert plain


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_the_certificate_s_code_too(paper, ink):
    for person in (faces.CONFIRMED, LONG):
        pdf = drawn(write_certificates, PRACTICE, [person], paper=paper, today=TODAY, ink=ink)
        ((module, quiet, plain),) = measured(rendered(pdf, DPI))
        assert module >= qr.SMALLEST_MODULE - 0.004
        assert quiet
        assert plain


# --- from the office's scanner and from a phone -------------------------------------------------


def skewed(picture: Image.Image, much: float) -> Image.Image:
    """As a phone sees a sheet that it does not look at from straight above."""
    wide, high = picture.size
    dx, dy = wide * much, high * much
    corners = (0, 0, dx, high, wide, high - dy, wide - dx, dy)
    return picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="white"
    )


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def turned(picture: Image.Image, angle: float) -> Image.Image:
    return picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


@pytest.mark.parametrize(("ink", "layout"), [*product(INKS, ["cr80", "a4-fold-5", "slip"])])
def test_a_page_scanned_at_150_dpi_is_read_by_anybody(ink, layout):
    """By a decoder alone, without any help of ours."""
    picture = rendered(card(layout, ink), 150)
    for way in (
        picture,
        picture.convert("L"),
        turned(picture, 90),
        turned(picture.convert("L"), 3),
    ):
        assert [code.text for code in qr_codes(way)] == [faces.QR]


@pytest.mark.parametrize(("ink", "angle"), [*product(INKS, [0, 2, -5, 90, 100, 187, 268])])
def test_a_turned_grey_scan_is_read(ink, angle):
    picture = turned(rendered(card("a4-10", ink, LONG), 150).convert("L"), angle)
    assert read_qr(as_jpeg(picture, 60)) == [LONG.qr]


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("much", [0.01, 0.03, 0.06])
def test_a_skewed_photo_is_read(ink, much):
    picture = skewed(rendered(card("cr80", ink), 150), much)
    soft = picture.filter(ImageFilter.GaussianBlur(0.6)).point(lambda v: int(30 + v * 0.6))
    assert read_qr(as_jpeg(soft, 50)) == [faces.QR]


@pytest.mark.parametrize("ink", INKS)
def test_a_soft_dim_turned_photo_of_the_longest_credential_is_read(ink):
    picture = turned(rendered(card("a4-10", ink, LONG), 150), 7)
    soft = picture.filter(ImageFilter.GaussianBlur(0.7)).point(lambda v: int(50 + v * 0.45))
    assert read_qr(as_jpeg(soft.convert("L"), 60)) == [LONG.qr]


def test_half_a_shadow_over_the_card_is_read():
    picture = rendered(card("cr80", "colour"), 150).convert("L")
    shade = Image.linear_gradient("L").rotate(60).resize(picture.size).point(lambda v: 60 + v // 2)
    dim = Image.composite(picture, Image.new("L", picture.size), shade)
    assert read_qr(as_jpeg(dim, 70)) == [faces.QR]


def test_a_photographed_pdf_is_read():
    """As phones make them: the photo, turned, on a page of its own."""
    picture = turned(rendered(card("slip", "saving"), 150), 11).convert("L")
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=100)
    assert read_qr(out.getvalue()) == [faces.QR]


def test_a_pdf_of_the_size_of_a_wall_is_no_danger():
    out = io.BytesIO()
    Image.new("1", (400, 400), 1).save(out, "PDF", resolution=2)
    assert look(out.getvalue()).texts == ()


def test_a_phone_s_largest_photo_is_read_and_a_larger_one_refused():
    picture = rendered(card("cr80", "colour"), 150).convert("L")
    large = Image.new("L", (12_000, 9_000), 255)
    large.paste(picture.resize((picture.width * 4, picture.height * 4)), (5_000, 4_000))
    assert read_qr(as_jpeg(large, 40)) == [faces.QR]


@pytest.mark.parametrize("hidden", [0.5, 0.7])
def test_a_code_that_is_half_covered_is_told_from_none(hidden):
    picture = rendered(card("cr80", "colour"), 200).convert("L")
    (code,) = qr_codes(picture)
    left, top = code.position.top_left.x, code.position.top_left.y
    side = code.position.bottom_right.x - left
    edge = (1 - hidden) / 2
    box = (left + side * edge, top + side * edge, left + side * (1 - edge), top + side * (1 - edge))
    picture.paste(255, tuple(map(int, box)))
    seen = look(as_jpeg(picture, 90))
    assert (seen.texts, seen.damaged) == ((), True)
    blank = look(as_jpeg(Image.new("L", (600, 400), 255), 90))
    assert (blank.texts, blank.damaged) == ((), False)
