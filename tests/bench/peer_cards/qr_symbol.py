"""The QR code for libraries that have none: the quickest encoder there is, as ours uses it."""

from functools import lru_cache

import zint

_ROWS = 200
_BITS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def modules(text: str) -> tuple[int, bytes]:
    """Modules a side, and their rows in whole bytes, dark as 1, the first one the highest bit."""
    made = zint.Symbol()
    made.symbology = zint.Symbology.QRCODE
    made.option_1, made.option_3 = 2, 4 << 8  # level M, a fixed mask
    made.encode(text)
    data = bytes(made.encoded_data).translate(_BITS)
    side, used, stride = made.width, (made.width + 7) // 8, len(data) // _ROWS
    return side, b"".join(data[row * stride :][:used] for row in range(side))


def picture(text: str):
    """A Pillow picture of one bit, a point to a module."""
    from PIL import Image

    side, data = modules(text)
    return Image.frombytes("1", (side, side), data.translate(_INVERTED))


_INVERTED = bytes(255 - byte for byte in range(256))


@lru_cache(maxsize=64)
def rgb(colour: str) -> tuple[int, int, int]:
    """``#0F766E`` as three numbers up to 255."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue
