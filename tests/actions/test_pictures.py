"""Photos as phones and scanners make them: enormous, turned, for the press, of sixteen bits."""

import io

import pytest
from PIL import Image

from desktop_app.actions import photographs, pictures
from desktop_app.domain.findings import Refused


def saved(picture: Image.Image, form: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def shown(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg))
    assert (picture.size, picture.mode) == (photographs.SIZE, "RGB")
    return picture


def near(colour: tuple, wanted: tuple) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(colour, wanted, strict=True))


def test_two_hundred_megapixels_are_read_at_a_fraction_of_their_size():
    grey = saved(Image.new("L", (16_320, 12_240), 90), "JPEG", quality=30)
    assert near(shown(photographs.prepared(grey)).getpixel((180, 240)), (90, 90, 90))


def test_as_many_in_a_form_that_is_decoded_whole_are_refused():
    huge = saved(Image.new("1", (16_320, 12_240)), "PNG")
    slowly = saved(Image.new("L", (9_000, 9_000), 90), "JPEG", quality=10, progressive=True)
    for data in (huge, slowly):
        with pytest.raises(Refused, match="picture_too_large"):
            photographs.prepared(data)


def test_a_photo_for_the_press_has_its_own_colours():
    for red in (
        saved(Image.new("CMYK", (900, 1200), (0, 255, 255, 0)), "JPEG"),
        saved(Image.new("CMYK", (900, 1200), (0, 255, 255, 0)), "TIFF"),
    ):
        assert near(shown(photographs.prepared(red)).getpixel((180, 240)), (255, 0, 0))


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_photo_stands_upright(turn):
    upright = Image.new("RGB", (600, 800), "white")
    upright.paste("red", (0, 0, 600, 300))
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]
    laid = upright if back is None else upright.transpose(Image.Transpose(back))
    exif = Image.Exif()
    exif[0x0112] = turn
    photo = shown(photographs.prepared(saved(laid, "JPEG", exif=exif)))
    assert near(photo.getpixel((180, 40)), (255, 0, 0))
    assert near(photo.getpixel((180, 440)), (255, 255, 255))


def test_sixteen_bits_and_transparency():
    deep = Image.new("I;16", (300, 400), 128 * 257)
    assert near(shown(photographs.prepared(saved(deep, "PNG"))).getpixel((9, 9)), (128,) * 3)
    clear = Image.new("LA", (300, 400), (0, 0))
    assert near(shown(photographs.prepared(saved(clear, "PNG"))).getpixel((9, 9)), (255,) * 3)


def test_a_photo_cut_off_in_the_middle_is_refused():
    whole = saved(Image.effect_noise((900, 1200), 60).convert("RGB"), "JPEG")
    for part in (whole[: len(whole) // 2], whole[:20], b"", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(Refused, match="picture_unreadable"):
            photographs.prepared(part)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "besar.jpg").open("wb") as out:
        out.truncate(pictures.OPENED + 1)
    with pytest.raises(Refused, match="picture_too_large"):
        pictures.read(tmp_path / "besar.jpg")
