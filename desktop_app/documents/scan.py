"""QR codes read from a photo, a scan or a PDF."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop_app.documents import preview
from desktop_app.domain.findings import Refused

LARGEST_FILE = 60_000_000
"""Bytes."""
LARGEST_PICTURE = 220_000_000
"""Pixels; a phone's largest photo has 200 million."""
LARGEST_PNG = 90_000_000
_WORKING = 12_000_000
_MOST_PAGES = 20
_FEW_PAGES = 4
_DPI = (200, 300)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on a picture."""

    texts: tuple[str, ...]
    """The texts of all QR codes, in the order found, each once."""
    damaged: bool
    """There is none, but something that looks like a QR code and cannot be read."""


def read_qr(data: bytes) -> list[str]:
    """The texts of all QR codes on a JPEG, PNG or PDF, in the order found, each once.

    Empty where there is none. Raises Refused ``pdf_unreadable``, ``picture_unreadable`` for what
    is no picture and ``picture_too_large`` for more pixels than any phone or scanner makes.
    """
    return list(look(data).texts)


def look(data: bytes) -> Seen:
    """As :func:`read_qr`, and whether there is a code that cannot be read."""
    if len(data) > LARGEST_FILE:
        raise Refused("picture_too_large", "picture")
    if data[:1024].lstrip().startswith(b"%PDF"):
        return _in_pdf(data)
    return _in_picture(_opened(data))


def _opened(data: bytes) -> Any:
    """The picture in grey. A JPEG is read at a half to an eighth of its size, so a much larger
    one may come than a PNG, which is read whole. Pillow's own limit suits neither."""
    from PIL import ImageOps
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    is_png = data.startswith(b"\x89PNG")
    try:
        picture: Any = (PngImageFile if is_png else JpegImageFile)(io.BytesIO(data))
        if picture.width * picture.height > (LARGEST_PNG if is_png else LARGEST_PICTURE):
            raise Refused("picture_too_large", "picture")
        picture.draft("L", (4000, 4000))
        return ImageOps.exif_transpose(_grey(picture))
    except MemoryError as error:
        raise Refused("picture_too_large", "picture") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused("picture_unreadable", "picture") from error


def _grey(picture: Any) -> Any:
    """Grey, on white where it is transparent, and of a size that can be searched quickly."""
    from PIL import Image

    picture.load()
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        whole = picture.convert("RGBA")
        ground = Image.new("RGBA", whole.size, "white")
        picture = Image.alpha_composite(ground, whole)
    grey = picture.convert("L")
    if (pixels := grey.width * grey.height) > _WORKING:
        scale = (_WORKING / pixels) ** 0.5
        grey = grey.resize(
            (int(grey.width * scale), int(grey.height * scale)), Image.Resampling.BOX
        )
    return grey


def _in_picture(picture: Any) -> Seen:
    darkest, lightest = picture.getextrema()
    if darkest == lightest:
        return Seen((), False)
    for tried, by_areas in _attempts(picture):
        if found := _codes(tried, by_areas=by_areas):
            return Seen(found, False)
    return Seen((), _damaged(picture))


def _attempts(picture: Any) -> Iterator[tuple[Any, bool]]:
    """The picture as it is, then what reads most of those that are not read so: enlarged and
    sharpened for a module of two blurred pixels, turned a little, softened for coarse grain.

    With each: whether light and dark are told apart area by area, or once for the whole.
    """
    from PIL import Image, ImageFilter, ImageOps

    yield picture, True
    larger = _enlarged(picture, Image.Resampling.LANCZOS)
    yield larger.filter(ImageFilter.UnsharpMask(3, 400, 0)), True
    crisp = _enlarged(
        picture.filter(ImageFilter.UnsharpMask(1.2, 300, 0)), Image.Resampling.BICUBIC
    )
    yield crisp, False
    for angle, by_areas in ((10, False), (22, True), (-10, True), (45, True)):
        turned = crisp.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        yield turned, by_areas
    yield ImageOps.autocontrast(picture.filter(ImageFilter.GaussianBlur(1)), cutoff=2), True
    yield ImageOps.autocontrast(larger, cutoff=5), True


def _enlarged(picture: Any, how: Any) -> Any:
    """Three times as large, or as large as can be searched in a moment."""
    times = min(3.0, (2 * _WORKING / (picture.width * picture.height)) ** 0.5)
    if times < 1.5:
        return picture
    return picture.resize((int(picture.width * times), int(picture.height * times)), how)


def _codes(picture: Any, *, by_areas: bool = True) -> tuple[str, ...]:
    import zxingcpp

    binarizer = zxingcpp.Binarizer
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        binarizer=binarizer.LocalAverage if by_areas else binarizer.GlobalHistogram,
    )
    return tuple(dict.fromkeys(code.text for code in found if code.valid))


def _damaged(picture: Any) -> bool:
    import zxingcpp

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return bool(zxingcpp.read_barcodes(picture, formats=kinds, return_errors=True))


def _in_pdf(data: bytes) -> Seen:
    """All pages finely, then more finely; where nothing is found, each as a poor photo is."""
    try:
        sheets = preview.sizes(data)[:_MOST_PAGES]
    except Refused as error:
        raise Refused("pdf_unreadable", "picture") from error
    for dpi in _DPI:
        drawn = (_page(data, number, sheet, dpi) for number, sheet in enumerate(sheets))
        if texts := dict.fromkeys(text for page in drawn for text in _codes(page)):
            return Seen(tuple(texts), False)
    seen = Seen((), False)
    for number, sheet in enumerate(sheets[:_FEW_PAGES]):
        found = _in_picture(_page(data, number, sheet, _DPI[0]))
        if found.texts:
            return found
        seen = Seen((), seen.damaged or found.damaged)
    return seen


def _page(data: bytes, number: int, sheet: tuple[float, float], dpi: float) -> Any:
    """One page in grey; a poster is drawn more coarsely than a letter, never too large."""
    from PIL import Image

    square = max(sheet[0] * sheet[1], 1.0) / 25.4**2
    finest = (_WORKING / square) ** 0.5
    (page,) = preview.pages(data, min(dpi, finest), range(number, number + 1))
    size = (page.width, page.height)
    return Image.frombuffer("RGB", size, page.data, "raw", "BGRX", page.stride, 1).convert("L")
