"""QR codes read from a photo, a scan or a PDF."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from desktop_app.documents import preview
from desktop_app.domain.findings import Refused

LARGEST_FILE = 60_000_000
"""Bytes."""
LARGEST_PICTURE = 120_000_000
"""Pixels; a phone's largest photo has 108 million."""
_WORKING = 12_000_000
_MOST_PAGES = 20
_DPI = (200, 300)


def read_qr(data: bytes) -> list[str]:
    """The texts of all QR codes on a JPEG, PNG or PDF, in the order found, each once.

    Empty where there is none. Raises Refused ``picture_unreadable`` for what is no picture and
    ``picture_too_large`` for more than a hundred and twenty million pixels.
    """
    if len(data) > LARGEST_FILE:
        raise Refused("picture_too_large", "picture")
    if data[:1024].lstrip().startswith(b"%PDF"):
        return _from_pdf(data)
    picture = _opened(data)
    for tried in _attempts(picture):
        if found := _codes(tried):
            return found
    return []


def _opened(data: bytes) -> Any:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
            if picture.width * picture.height > LARGEST_PICTURE:
                raise Refused("picture_too_large", "picture")
            picture.draft("L", (4000, 4000))
            return ImageOps.exif_transpose(_grey(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
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


def _attempts(picture: Any) -> Iterator[Any]:
    """The picture as it is, then enlarged, softened, evened out, and turned a little."""
    from PIL import Image, ImageFilter, ImageOps

    yield picture
    larger = picture
    if picture.width * picture.height * 4 <= _WORKING * 2:
        larger = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
        yield larger
    yield ImageOps.autocontrast(larger.filter(ImageFilter.GaussianBlur(1)), cutoff=2)
    yield ImageOps.autocontrast(larger, cutoff=5)
    for angle in (8, -8, 22, 45):
        yield larger.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _codes(picture: Any) -> list[str]:
    import zxingcpp

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=kinds)
    return list(dict.fromkeys(code.text for code in found if code.valid))


def _from_pdf(data: bytes) -> list[str]:
    from PIL import Image

    try:
        count = min(len(preview.sizes(data)), _MOST_PAGES)
    except Refused as error:
        raise Refused("picture_unreadable", "picture") from error
    for dpi in _DPI:
        texts: dict[str, None] = {}
        for page in preview.pages(data, dpi, range(count)):
            size = (page.width, page.height)
            drawn = Image.frombuffer("RGB", size, page.data, "raw", "BGRX", page.stride, 1)
            texts.update(dict.fromkeys(_codes(drawn.convert("L"))))
        if texts:
            return list(texts)
    return []
